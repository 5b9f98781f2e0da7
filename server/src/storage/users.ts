// Users, their sessions and failed sign-ins. Passwords, sessions and second factors are written by the sign-in library in
// tables of its own here; this file reads them and ends sessions.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, textPart, uuidPart } from './pages.ts';

type Db = Pick<pg.Pool, 'query'>;

export type User = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly ownCustomers: readonly string[];
  readonly hasSecondFactor: boolean;
  /** Whether they have accepted their invitation. */
  readonly hasCredential: boolean;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
};

type Row = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly own_customers: readonly string[];
  readonly two_factor_enabled: boolean;
  readonly has_credential: boolean;
  readonly created_at: Instant;
  readonly disabled_at: Instant | null;
};

const COLUMNS = `u.id, u.name, u.email, u.roles, u.groups, u.own_customers, u.two_factor_enabled, u.created_at, u.disabled_at,
       exists (select from laurel.user_credential c where c.user_id = u.id) as has_credential`;
const CURSOR = z.tuple([textPart, uuidPart]);
const UNIQUE_VIOLATION = '23505';

export type Taken = 'name' | 'address' | 'name or address';

/** What of it another user has, or null. */
export async function insertUser(
  db: Db,
  user: Pick<User, 'id' | 'name' | 'email' | 'roles' | 'groups'>,
  at: Instant,
): Promise<Taken | null> {
  return takenOf(db, user, () =>
    db.query(
      `insert into laurel.user_account (id, name, email, email_verified, roles, groups, created_at, updated_at)
       values ($1, $2, $3, true, $4, $5, $6, $6)`,
      [user.id, user.name, user.email, user.roles, user.groups, new Date(at)],
    ),
  );
}

export async function updateUser(
  db: Db,
  user: Pick<User, 'id' | 'name' | 'roles' | 'groups' | 'ownCustomers' | 'disabledAt'>,
  at: Instant,
): Promise<Taken | null> {
  return takenOf(db, { ...user, email: null }, () =>
    db.query(
      `update laurel.user_account u
          set name = $2, roles = $3, groups = $4, own_customers = $5, disabled_at = $6, updated_at = $7
        where u.id = $1`,
      [
        user.id,
        user.name,
        user.roles,
        user.groups,
        user.ownCustomers,
        user.disabledAt === null ? null : new Date(user.disabledAt),
        new Date(at),
      ],
    ),
  );
}

/** Looked for first, so that the answer says what is taken; of two at once the index refuses the second. */
async function takenOf(
  db: Db,
  { id, name, email }: { readonly id: string; readonly name: string; readonly email: string | null },
  write: () => Promise<unknown>,
): Promise<Taken | null> {
  const { rows } = await db.query<{ taken: Taken }>(
    `select case when lower(u.name) = lower($2) then 'name' else 'address' end as taken
       from laurel.user_account u
      where u.id <> $1 and (lower(u.name) = lower($2) or lower(u.email) = lower($3))
      order by u.id
      limit 1`,
    [id, name, email],
  );
  if (rows[0] !== undefined) return rows[0].taken;
  try {
    await write();
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return 'name or address';
    throw error;
  }
}

export async function readUser(db: Db, id: string): Promise<User | null> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from laurel.user_account u where u.id = $1`, [id]);
  return rows[0] === undefined ? null : userOf(rows[0]);
}

/** Kept from changing until the transaction ends. */
export async function lockUsers(db: Db): Promise<void> {
  await db.query('lock table laurel.user_account in share row exclusive mode');
}

export async function findUserByEmail(db: Db, email: string): Promise<User | null> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS} from laurel.user_account u where lower(u.email) = lower($1)`,
    [email],
  );
  return rows[0] === undefined ? null : userOf(rows[0]);
}

/** By name. */
export async function listUsers(db: Db, page: Page): Promise<PageOf<User>> {
  const [name, id] = readCursor(page.after, CURSOR) ?? [null, null];
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
       from laurel.user_account u
      where $1::text is null or (lower(u.name), u.id) > ($1, $2::uuid)
      order by lower(u.name), u.id
      limit $3`,
    [name, id, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: userOf, cursor: (row) => cursorOf([row.name.toLowerCase(), row.id]) });
}

/** Users that may sign in: without one, the installation is to be set up. */
export async function hasUsers(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>('select exists (select from laurel.user_account) as found');
  return rows[0]?.found ?? false;
}

/** Users that are not disabled and hold one of the roles, themselves or through a group. */
export async function countHolders(db: Db, roles: readonly string[]): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count
       from laurel.user_account u
      where u.disabled_at is null
        and (u.roles && $1::text[]
             or exists (select from laurel.user_group g where g.id = any (u.groups) and g.roles && $1::text[]))`,
    [roles],
  );
  return rows[0]?.count ?? 0;
}

function userOf(row: Row): User {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    roles: row.roles,
    groups: row.groups,
    ownCustomers: row.own_customers,
    hasSecondFactor: row.two_factor_enabled,
    hasCredential: row.has_credential,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
  };
}

export type Session = {
  readonly id: string;
  readonly userId: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly expiresAt: Instant;
};

const SESSIONS_MAX = 200;

/** Newest first; those that have ended are left out. */
export async function listSessions(db: Db, userId: string, now: Instant): Promise<readonly Session[]> {
  const { rows } = await db.query<Session>(
    `select s.id, s.user_id as "userId", s.ip_address as "ipAddress", s.user_agent as "userAgent",
            s.created_at as "createdAt", s.updated_at as "updatedAt", s.expires_at as "expiresAt"
       from laurel.user_session s
      where s.user_id = $1 and s.expires_at > $2
      order by s.created_at desc, s.id
      limit $3`,
    [userId, new Date(now), SESSIONS_MAX],
  );
  return rows;
}

/** `id` null: all of the user. Gives how many were ended. */
export async function endSessions(db: Db, userId: string, id: string | null): Promise<number> {
  const { rowCount } = await db.query(
    'delete from laurel.user_session s where s.user_id = $1 and ($2::uuid is null or s.id = $2)',
    [userId, id],
  );
  return rowCount ?? 0;
}

/** For somebody who has lost their device: the next sign-in needs the password alone. */
export async function removeSecondFactor(db: Db, userId: string): Promise<void> {
  await db.query('delete from laurel.user_two_factor t where t.user_id = $1', [userId]);
  await db.query('update laurel.user_account u set two_factor_enabled = false where u.id = $1', [userId]);
}

export type AttemptLimits = { readonly failuresMax: number; readonly lockedMs: number };

/** Counts a try before it is made, so that many at once cannot pass; the lock that holds now, or null. */
export async function beginAttempt(
  db: Db,
  email: string,
  { now, failuresMax, lockedMs }: AttemptLimits & { readonly now: Instant },
): Promise<{ readonly until: Instant; readonly isNew: boolean } | null> {
  const { rows } = await db.query<{ locked_until: Instant | null }>(
    `insert into laurel.sign_in_attempt as a (email_hash, failed, updated_at)
     values ($1, 1, $2)
     on conflict (email_hash) do update
        set failed = case when a.locked_until <= $2 or a.updated_at <= $4 then 1 else a.failed + 1 end,
            locked_until = case when a.locked_until > $2 then a.locked_until
                                when a.locked_until is null and a.updated_at > $4 and a.failed + 1 > $3 then $5 end,
            updated_at = $2
     returning a.locked_until`,
    [emailHash(email), new Date(now), failuresMax, new Date(now - lockedMs), new Date(now + lockedMs)],
  );
  const until = rows[0]?.locked_until ?? null;
  return until === null ? null : { until, isNew: until === now + lockedMs };
}

/** After a sign-in that worked; what is old goes with it. */
export async function clearAttempts(db: Db, email: string, before: Instant): Promise<void> {
  await db.query('delete from laurel.sign_in_attempt a where a.email_hash = $1 or a.updated_at < $2', [
    emailHash(email),
    new Date(before),
  ]);
}

function emailHash(email: string): Buffer {
  return createHash('sha256').update(email.trim().toLowerCase()).digest();
}
