// What a user may do: their roles and those of their groups, put together into scopes and limits. Read anew after a few
// seconds, so that a change holds everywhere soon and at once where it was made.
import type pg from 'pg';
import type { Restraint } from '../domain/access/goodwill.ts';
import type { Instant } from '../domain/time.ts';
import type { Scope } from '../storage/api-keys.ts';
import { listGroups, listStoredRoles } from '../storage/roles.ts';
import { readUser, type User } from '../storage/users.ts';
import { BUILT_IN_ROLES, grantOf, type Role, scopesOf } from './permissions.ts';

export type Rights = {
  readonly roles: readonly Role[];
  readonly scopes: ReadonlySet<Scope>;
  readonly restraint: Restraint;
};

type UserRights = { readonly user: User; readonly rights: Rights };

export type Directory = {
  /** Null for one that is gone or disabled. */
  find(userId: string, now: Instant): Promise<UserRights | null>;
  forget(): void;
};

const CACHE_MS = 2_000;
const CACHE_MAX = 1_000;

export function createDirectory(pool: pg.Pool): Directory {
  const known = new Map<string, { readonly found: Promise<UserRights | null>; readonly until: Instant }>();
  return {
    forget: () => known.clear(),
    find: (userId, now) => {
      const cached = known.get(userId);
      if (cached !== undefined && cached.until > now) return cached.found;
      if (known.size >= CACHE_MAX) known.clear();
      const found = findRights(pool, userId);
      known.set(userId, { found, until: now + CACHE_MS });
      // A failed look-up is nobody's answer: the next request asks again.
      found.catch(() => known.delete(userId));
      return found;
    },
  };
}

async function findRights(pool: pg.Pool, userId: string): Promise<UserRights | null> {
  const user = await readUser(pool, userId);
  if (user === null || user.disabledAt !== null) return null;
  const [roles, groups] = await Promise.all([listRoles(pool), listGroups(pool)]);
  const names = new Set([
    ...user.roles,
    ...groups.filter(({ id }) => user.groups.includes(id)).flatMap((group) => group.roles),
  ]);
  return {
    user,
    rights: rightsOf(
      user,
      roles.filter(({ name }) => names.has(name)),
    ),
  };
}

/** Built-in roles first, with the limits that the installation has given them. */
export async function listRoles(db: Pick<pg.Pool, 'query'>): Promise<readonly Role[]> {
  const stored = await listStoredRoles(db);
  const builtIn = BUILT_IN_ROLES.map((role) => {
    const changed = stored.find(({ name }) => name === role.name);
    return changed === undefined ? role : { ...role, limits: changed.limits };
  });
  const own = stored
    .filter(({ name }) => BUILT_IN_ROLES.every((role) => role.name !== name))
    .map((role) => ({ ...role, isBuiltIn: false }));
  return [...builtIn, ...own];
}

function rightsOf(user: Pick<User, 'id' | 'email' | 'ownCustomers'>, roles: readonly Role[]): Rights {
  const scopes = roles.map(({ permissions }) => scopesOf(permissions));
  const restraint = {
    subject: user.id,
    grants: roles.map(({ permissions, limits }) => grantOf(scopesOf(permissions), limits)),
    ownCustomers: user.ownCustomers,
    email: user.email,
  };
  return { roles, scopes: new Set(scopes.flatMap((some) => [...some])), restraint };
}
