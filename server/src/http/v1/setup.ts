// The first start: whether the installation still has nobody, and the first administrator. Open to everybody, but worth
// nothing without the token that the start printed.
import { z } from 'zod';
import { makeFirstUser } from '../../access/setup.ts';
import { PASSWORD_CHARACTERS_MAX } from '../../access/sign-in.ts';
import { hasUsers } from '../../storage/users.ts';
import type { App } from '../app.ts';
import type { Ground } from '../auth/ground.ts';
import { emailInput, personNameInput, userJson, userShape } from './user-shape.ts';

const tags = ['Sign-in'];
const TOKEN_MAX = 100;

export function setupRoutes(app: App, { deps, signIn, guard }: Ground): void {
  app.get(
    '/v1/setup',
    {
      schema: {
        operationId: 'getSetup',
        summary: 'Whether the first administrator is still to be made, and how one may sign in',
        tags,
        response: { 200: z.strictObject({ is_needed: z.boolean(), has_oidc: z.boolean() }) },
      },
    },
    async () => ({ is_needed: !(await hasUsers(deps.pool)), has_oidc: deps.signIn?.hasOidc ?? false }),
  );

  app.post(
    '/v1/setup',
    {
      preHandler: guard,
      schema: {
        operationId: 'setUp',
        summary: 'Make the first administrator, with the token that the start printed',
        tags,
        body: z.strictObject({
          token: z.string().min(1).max(TOKEN_MAX),
          name: personNameInput,
          email: emailInput,
          password: z.string().min(1).max(PASSWORD_CHARACTERS_MAX),
        }),
        response: { 201: userShape },
      },
    },
    async (request, reply) => {
      const user = await makeFirstUser({ pool: deps.pool, signIn: signIn() }, request.body, deps.clock.now());
      reply.code(201);
      return userJson(user);
    },
  );
}
