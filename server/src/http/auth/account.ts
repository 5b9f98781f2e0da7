// A user's own password and second factor, and the invitation with which both begin. Each needs the password once more, or
// the token of the invitation.
import { z } from 'zod';
import { PASSWORD_CHARACTERS_MAX, passwordFault } from '../../access/sign-in.ts';
import { write } from '../../access/users.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readUser, type User } from '../../storage/users.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { callerOf, type Exchange as SubmitExchange } from '../v1/submit.ts';
import { forward } from './forward.ts';
import type { Ground } from './ground.ts';

const tags = ['Sign-in'];
const TOKEN_MAX = 200;
const config = { isForAnyCaller: true } as const;
const password = z.string().min(1).max(PASSWORD_CHARACTERS_MAX);
const done = z.strictObject({ done: z.literal(true) });
const backupCodes = z.array(z.string()).meta({ description: 'Each works once; shown in this answer only.' });
const passwordInput = z.strictObject({ password });

const enabledShape = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });
const codesShape = z.object({ backupCodes: z.array(z.string()) });

export function ownAccountRoutes(app: App, ground: Ground): void {
  passwordRoutes(app, ground);
  secondFactorRoutes(app, ground);
}

function passwordRoutes(app: App, { deps, signIn, guard }: Ground): void {
  app.post(
    '/auth/invitation',
    {
      preHandler: guard,
      schema: {
        operationId: 'acceptInvitation',
        summary: 'Set a password with the token of an invitation; all sessions of the user end',
        tags,
        body: z.strictObject({ token: z.string().min(1).max(TOKEN_MAX), password }),
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const { token, password: newPassword } = request.body;
      const id = await signIn().findInvited(token);
      const user = id === null ? null : await readUser(deps.pool, id);
      if (user === null)
        throw new EngineError('session_refused', { reason: 'the invitation is unknown, used or too old' });
      checkPassword(newPassword, user);
      const body = { token, newPassword };
      await forward(signIn(), { request, reply }, { method: 'POST', path: '/reset-password', body });
      await record(deps, user, 'password.set');
      return { done: true as const };
    },
  );

  app.post(
    '/auth/password',
    {
      config,
      preHandler: guard,
      schema: {
        operationId: 'changePassword',
        summary: 'Change the own password; all other sessions end',
        tags,
        body: z.strictObject({ current_password: password, new_password: password }),
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const { current_password: currentPassword, new_password: newPassword } = request.body;
      const user = userOf(request);
      checkPassword(newPassword, user);
      const body = { currentPassword, newPassword, revokeOtherSessions: true };
      await forward(signIn(), { request, reply }, { method: 'POST', path: '/change-password', body });
      await record(deps, user, 'password.changed');
      return { done: true as const };
    },
  );
}

function secondFactorRoutes(app: App, { deps, signIn, guard }: Ground): void {
  app.post(
    '/auth/second-factor',
    {
      config,
      preHandler: guard,
      schema: {
        operationId: 'beginSecondFactor',
        summary: 'Begin with a second factor; it is on once a first code was sent to /auth/second-factor/verify',
        tags,
        body: passwordInput,
        response: {
          200: z.strictObject({
            totp_uri: z.string().meta({ description: 'otpauth://…, as a QR code for the authenticator.' }),
            backup_codes: backupCodes,
          }),
        },
      },
    },
    async (request, reply) => {
      const wanted = { method: 'POST', path: '/two-factor/enable', body: request.body } as const;
      const { totpURI, backupCodes: codes } = enabledShape.parse(await forward(signIn(), { request, reply }, wanted));
      await record(deps, userOf(request), 'second_factor.begun');
      return { totp_uri: totpURI, backup_codes: codes };
    },
  );

  app.post(
    '/auth/second-factor/backup-codes',
    {
      config,
      preHandler: guard,
      schema: {
        operationId: 'makeBackupCodes',
        summary: 'New backup codes; the old ones no longer work',
        tags,
        body: passwordInput,
        response: { 200: z.strictObject({ backup_codes: backupCodes }) },
      },
    },
    async (request, reply) => {
      const wanted = { method: 'POST', path: '/two-factor/generate-backup-codes', body: request.body } as const;
      const { backupCodes: codes } = codesShape.parse(await forward(signIn(), { request, reply }, wanted));
      await record(deps, userOf(request), 'second_factor.codes_made');
      return { backup_codes: codes };
    },
  );

  app.post(
    '/auth/second-factor/disable',
    {
      config,
      preHandler: guard,
      schema: {
        operationId: 'disableSecondFactor',
        summary: 'Do without a second factor',
        tags,
        body: passwordInput,
        response: { 200: done },
      },
    },
    async (request, reply) => {
      const wanted = { method: 'POST', path: '/two-factor/disable', body: request.body } as const;
      await forward(signIn(), { request, reply }, wanted);
      await record(deps, userOf(request), 'second_factor.disabled');
      deps.gate.forget();
      return { done: true as const };
    },
  );
}

/** An API key has no password. */
function userOf(request: SubmitExchange['request']): User {
  const { session } = callerOf(request);
  if (session === null) throw new EngineError('sign_in_needed');
  return session.user;
}

function checkPassword(newPassword: string, user: Pick<User, 'name' | 'email'>): void {
  const reason = passwordFault(newPassword, user);
  if (reason !== null) throw new EngineError('weak_password', { reason });
}

async function record({ pool, clock }: AdapterDeps, { id, name }: User, action: string): Promise<void> {
  const doing = { actor: { kind: 'agent', id, name }, at: clock.now() } as const;
  await write(pool, doing, action, { kind: 'user', id, name });
}
