// The first administrator: whoever holds the token that the start printed makes them, once. As long as there are no users,
// each start makes a new token; only its hash is kept.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';
import { EngineError } from '../pipeline/submission.ts';
import { putSetting, takeSetting } from '../storage/settings.ts';
import { inTransaction } from '../storage/transaction.ts';
import { hasUsers, insertUser, readUser, type User } from '../storage/users.ts';
import { ADMINISTRATOR } from './permissions.ts';
import { passwordFault, type SignIn } from './sign-in.ts';
import { write } from './users.ts';

const SETTING = 'setup_token';
const TOKEN_BYTES = 18;

/** Null when there are users already. */
export async function makeSetupToken(pool: pg.Pool): Promise<string | null> {
  if (await hasUsers(pool)) return null;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await putSetting(pool, SETTING, hashOf(token));
  return token;
}

export type FirstUser = { readonly name: string; readonly email: string; readonly password: string };

export async function makeFirstUser(
  { pool, signIn }: { readonly pool: pg.Pool; readonly signIn: SignIn },
  given: FirstUser & { readonly token: string },
  at: Instant,
): Promise<User> {
  const reason = passwordFault(given.password, given);
  if (reason !== null) throw new EngineError('weak_password', { reason });
  const id = randomUUID();
  await inTransaction(pool, async (client) => {
    if (await hasUsers(client)) throw new EngineError('setup_done');
    // Of two at once, the second finds the token taken.
    if (!(await takeSetting(client, SETTING, hashOf(given.token)))) throw new EngineError('setup_token_wrong');
    const { name, email } = given;
    await insertUser(client, { id, name, email: email.toLowerCase(), roles: [ADMINISTRATOR], groups: [] }, at);
    await write(client, { actor: { kind: 'agent', id, name }, at }, 'user.first', { kind: 'user', id, name });
  });
  await signIn.setPassword(id, given.password, at);
  const user = await readUser(pool, id);
  if (user === null) throw new Error('What was just written is not there.');
  return user;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
