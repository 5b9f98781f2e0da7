// Signing in and out: e-mail address and password, then a second factor where the user has one, or the brand's own identity
// provider. Failures are counted by address before the password is looked at.
import { z } from 'zod';
import { OIDC_PROVIDER } from '../../access/sign-in.ts';
import { write } from '../../access/users.ts';
import { DAY_MS, MINUTE_MS } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { beginAttempt, clearAttempts, findUserByEmail, readUser, type User } from '../../storage/users.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { forward } from './forward.ts';
import type { Ground } from './ground.ts';

const tags = ['Sign-in'];
const EMAIL_MAX = 254;
const PASSWORD_MAX = 200;
const CODE_MAX = 40;
const FAILURES_MAX = 10;
const LOCKED_MS = 15 * MINUTE_MS;

const email = z.email().max(EMAIL_MAX);
const signedIn = z.strictObject({
  second_factor_needed: z.boolean().meta({ description: 'Send a code to /auth/second-factor/verify next.' }),
});
const done = z.strictObject({ done: z.literal(true) });

const challengeShape = z.object({ twoFactorRedirect: z.literal(true) });
const userShape = z.object({ user: z.object({ id: z.string() }) });
const urlShape = z.object({ url: z.string() });

export function signInRoutes(app: App, ground: Ground): void {
  passwordRoutes(app, ground);
  codeRoute(app, ground);
  identityProviderRoutes(app, ground);
}

function passwordRoutes(app: App, { deps, signIn, guard }: Ground): void {
  app.post(
    '/auth/sign-in',
    {
      preHandler: guard,
      schema: {
        operationId: 'signIn',
        summary: 'Sign in with e-mail address and password; the session is a cookie',
        tags,
        body: z.strictObject({ email, password: z.string().min(1).max(PASSWORD_MAX) }),
        response: { 200: signedIn },
      },
    },
    async (request, reply) => {
      const { email: address, password } = request.body;
      await countAttempt(deps, address);
      const body = { email: address.toLowerCase(), password };
      const found = await forward(signIn(), { request, reply }, { method: 'POST', path: '/sign-in/email', body });
      const needsCode = challengeShape.safeParse(found).success;
      await clearAttempts(deps.pool, address, deps.clock.now() - DAY_MS);
      if (!needsCode) await recordSignIn(deps, found, 'password');
      return { second_factor_needed: needsCode };
    },
  );

  app.post(
    '/auth/sign-out',
    {
      preHandler: guard,
      schema: { operationId: 'signOut', summary: 'End this session', tags, response: { 200: done } },
    },
    async (request, reply) => {
      await forward(signIn(), { request, reply }, { method: 'POST', path: '/sign-out', body: {} });
      return { done: true as const };
    },
  );
}

async function countAttempt({ pool, clock }: AdapterDeps, address: string): Promise<void> {
  const now = clock.now();
  const lock = await beginAttempt(pool, address, { now, failuresMax: FAILURES_MAX, lockedMs: LOCKED_MS });
  if (lock === null) return;
  const user = lock.isNew ? await findUserByEmail(pool, address) : null;
  if (user !== null) {
    const target = { kind: 'user', id: user.id, name: user.name };
    await write(pool, { actor: actorOf(user), at: now }, 'sign_in.locked', target);
  }
  throw new EngineError('sign_in_locked', {}, Math.ceil((lock.until - now) / 1_000));
}

function codeRoute(app: App, { deps, signIn, guard }: Ground): void {
  app.post(
    '/auth/second-factor/verify',
    {
      preHandler: guard,
      schema: {
        operationId: 'verifySecondFactor',
        summary:
          'Send the code of the authenticator, or a backup code: finishes a sign-in, or switches the second factor on',
        tags,
        body: z.strictObject({
          code: z.string().min(1).max(CODE_MAX),
          kind: z.enum(['totp', 'backup_code']).default('totp'),
          trust_device: z.boolean().default(false).meta({ description: 'Ask for no code here for 30 days.' }),
        }),
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const { code, kind, trust_device: trustDevice } = request.body;
      const path = kind === 'totp' ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code';
      const found = await forward(signIn(), { request, reply }, { method: 'POST', path, body: { code, trustDevice } });
      await recordSignIn(deps, found, kind);
      // Whether a user has a second factor is shown at once.
      deps.gate.forget();
      return { done: true as const };
    },
  );
}

function identityProviderRoutes(app: App, { signIn, guard }: Ground): void {
  app.post(
    '/auth/oidc',
    {
      preHandler: guard,
      schema: {
        operationId: 'signInWithOidc',
        summary: 'Where to send the browser to sign in at the identity provider',
        tags,
        response: { 200: z.strictObject({ url: z.string() }) },
      },
    },
    async (request, reply) => {
      if (!signIn().hasOidc) throw new EngineError('not_found');
      const body = { provider: OIDC_PROVIDER, callbackURL: '/', errorCallbackURL: '/sign-in', disableRedirect: true };
      const found = await forward(signIn(), { request, reply }, { method: 'POST', path: '/sign-in/social', body });
      return { url: urlShape.parse(found).url };
    },
  );

  app.get('/auth/callback/:provider', { schema: { hide: true } }, async (request, reply) => {
    if (!signIn().hasOidc) throw new EngineError('not_found');
    const [, query = ''] = request.url.split('?', 2);
    const path = `/callback/${OIDC_PROVIDER}?${query}`;
    await forward(signIn(), { request, reply }, { method: 'GET', path });
    return reply.code(302).send();
  });
}

async function recordSignIn({ pool, clock }: AdapterDeps, found: unknown, by: string): Promise<void> {
  const id = userShape.safeParse(found).data?.user.id;
  const user = id === undefined ? null : await readUser(pool, id);
  if (user === null) return;
  const target = { kind: 'user', id: user.id, name: user.name };
  await write(pool, { actor: actorOf(user), at: clock.now() }, 'signed_in', target, { by });
}

function actorOf({ id, name }: User) {
  return { kind: 'agent', id, name } as const;
}
