// Users: invited, listed, changed, disabled; their sessions ended and their second factor taken away when a device is lost.
// They sign in at /auth; nobody is ever deleted, since facts and logs name them.
import { z } from 'zod';
import { addUser, changeUser, checkMayStandIn, type Doing, write } from '../../access/users.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { endSessions, listSessions, listUsers, readUser, removeSecondFactor, type User } from '../../storage/users.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { cursorInput, defined, limitInput, pageOf, uuid } from './shapes.ts';
import { callerOf, type Exchange } from './submit.ts';
import {
  emailInput,
  groupIdsInput,
  invitationShape,
  invitedUserShape,
  ownCustomersInput,
  personNameInput,
  roleNamesInput,
  sessionJson,
  sessionShape,
  userJson,
  userShape,
} from './user-shape.ts';

const PAGE = 100;
const tags = ['Users'];
const read = { scope: 'users:read' } as const;
const config = { scope: 'users:write' } as const;
const params = z.strictObject({ user: uuid });

const newUserInput = z.strictObject({
  name: personNameInput,
  email: emailInput,
  roles: roleNamesInput.default([]),
  groups: groupIdsInput.default([]),
});
const userChange = z.strictObject({
  name: personNameInput.optional(),
  roles: roleNamesInput.optional(),
  groups: groupIdsInput.optional(),
  own_customers: ownCustomersInput.optional(),
  disabled: z.boolean().optional(),
});

/** Who changes something, and when. */
export function doingOf(deps: AdapterDeps, request: Exchange['request']): Doing {
  const { actor, scopes } = callerOf(request);
  return { actor, scopes, at: deps.clock.now() };
}

export function userRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  changeRoutes(app, deps);
  rescueRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/users',
    {
      config: read,
      schema: {
        operationId: 'listUsers',
        summary: 'All users by name, disabled ones included',
        tags,
        querystring: z.strictObject({ limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(userShape) },
      },
    },
    async ({ query }) => {
      const { items, next } = await listUsers(deps.pool, { limit: query.limit, after: query.after ?? null });
      return { items: items.map(userJson), next };
    },
  );

  app.get(
    '/v1/users/:user',
    {
      config: read,
      schema: { operationId: 'getUser', summary: 'One user', tags, params, response: { 200: userShape } },
    },
    async ({ params: { user } }) => userJson(await findUser(deps, user)),
  );

  app.get(
    '/v1/users/:user/sessions',
    {
      config: read,
      schema: {
        operationId: 'listUserSessions',
        summary: 'Where a user is signed in',
        tags,
        params,
        response: { 200: z.strictObject({ items: z.array(sessionShape) }) },
      },
    },
    async ({ params: { user }, caller }) => {
      const { id } = await findUser(deps, user);
      const sessions = await listSessions(deps.pool, id, deps.clock.now());
      return { items: sessions.map((session) => sessionJson(session, caller?.session?.id ?? null)) };
    },
  );
}

function changeRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/users',
    {
      config,
      schema: {
        operationId: 'inviteUser',
        summary: 'Invite a user; the token of the invitation is in this answer only',
        tags,
        body: newUserInput,
        response: { 201: invitedUserShape },
      },
    },
    async (request, reply) => {
      const { name, email, roles, groups } = request.body;
      const invite = inviterOf(deps);
      const user = await addUser(
        deps.pool,
        { name, email: email.toLowerCase(), roles, groups },
        doingOf(deps, request),
      );
      reply.code(201);
      return { ...userJson(user), invitation: await invite(user.id) };
    },
  );

  app.patch(
    '/v1/users/:user',
    {
      config,
      schema: {
        operationId: 'changeUser',
        summary: 'Change name, roles, groups and own accounts; disable, which ends all sessions',
        tags,
        params,
        body: userChange,
        response: { 200: userShape },
      },
    },
    async (request) => {
      const { disabled, own_customers, ...rest } = request.body;
      const change = defined({ ...rest, ownCustomers: own_customers, isDisabled: disabled });
      const user = await changeUser(deps.pool, request.params.user, change, doingOf(deps, request));
      deps.gate.forget();
      return userJson(user);
    },
  );
}

/** Fails before anything is written where this process has no sign-in. */
function inviterOf({ signIn, clock }: AdapterDeps) {
  if (signIn === undefined) throw new EngineError('not_found');
  return async (userId: string): Promise<z.output<typeof invitationShape>> => {
    const { token, expiresAt } = await signIn.invite(userId, clock.now());
    return { token, expires_at: isoText(expiresAt) };
  };
}

function rescueRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/users/:user/invitation',
    {
      config,
      schema: {
        operationId: 'inviteUserAgain',
        summary: 'A new token to set a password: for an invitation that ran out, or a password that was forgotten',
        tags,
        params,
        response: { 200: invitationShape },
      },
    },
    async (request) => {
      const invite = inviterOf(deps);
      const user = await standInFor(deps, request.params.user, doingOf(deps, request));
      const invitation = await invite(user.id);
      await write(deps.pool, doingOf(deps, request), 'user.invited_again', targetOf(user));
      return invitation;
    },
  );

  app.delete(
    '/v1/users/:user/sessions',
    {
      config,
      schema: {
        operationId: 'endUserSessions',
        summary: 'Sign a user out everywhere',
        tags,
        params,
        response: { 200: z.strictObject({ ended: z.int() }) },
      },
    },
    async (request) => {
      const user = await findUser(deps, request.params.user);
      const ended = await endSessions(deps.pool, user.id, null);
      await write(deps.pool, doingOf(deps, request), 'user.signed_out', targetOf(user), { ended });
      return { ended };
    },
  );

  app.delete(
    '/v1/users/:user/second-factor',
    {
      config,
      schema: {
        operationId: 'removeSecondFactor',
        summary: 'Take away the second factor of somebody who has lost their device',
        tags,
        params,
        response: { 200: userShape },
      },
    },
    async (request) => {
      const user = await standInFor(deps, request.params.user, doingOf(deps, request));
      await removeSecondFactor(deps.pool, user.id);
      await write(deps.pool, doingOf(deps, request), 'second_factor.removed', targetOf(user));
      deps.gate.forget();
      return userJson(await findUser(deps, user.id));
    },
  );
}

async function standInFor(deps: AdapterDeps, id: string, doing: Doing): Promise<User> {
  const user = await findUser(deps, id);
  await checkMayStandIn(deps.pool, user, doing);
  return user;
}

async function findUser({ pool }: AdapterDeps, id: string): Promise<User> {
  const user = await readUser(pool, id);
  if (user === null) throw new EngineError('user_not_found', { user: id });
  return user;
}

function targetOf({ id, name }: User) {
  return { kind: 'user', id, name };
}
