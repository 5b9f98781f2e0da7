// Users, roles and groups as people change them: who may give what to whom, that somebody can always administer the
// installation, and a line in the log for each change. How users prove who they are is in sign-in.ts.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { GoodwillLimit } from '../domain/access/goodwill.ts';
import type { Actor, JsonObject } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { EngineError } from '../pipeline/submission.ts';
import { type AccessEntry, addAccessEntry } from '../storage/access-audit.ts';
import type { Scope } from '../storage/api-keys.ts';
import * as table from '../storage/roles.ts';
import { inTransaction } from '../storage/transaction.ts';
import * as users from '../storage/users.ts';
import { listRoles } from './callers.ts';
import { firstBeyond, type Permission, type Role, scopesOf } from './permissions.ts';

/** Whoever makes a change, and when. */
export type Doing = { readonly actor: Actor; readonly scopes: ReadonlySet<Scope>; readonly at: Instant };

/** Of one who does it from the command line of the server. */
export function doingAsOperator(at: Instant): Doing {
  return { actor: { kind: 'cli', name: 'command line' }, scopes: new Set(['admin']), at };
}

export type NewUser = Pick<users.User, 'name' | 'email' | 'roles' | 'groups'>;
export type UserChange = Partial<Pick<users.User, 'name' | 'roles' | 'groups' | 'ownCustomers'>> & {
  readonly isDisabled?: boolean;
};

export async function addUser(pool: pg.Pool, user: NewUser, doing: Doing): Promise<users.User> {
  const id = randomUUID();
  return inTransaction(pool, async (client) => {
    await checkGiven(client, user, doing);
    const taken = await users.insertUser(client, { ...user, id }, doing.at);
    if (taken !== null) throw new EngineError('user_exists', { field: taken });
    const { name, email, roles, groups } = user;
    await write(client, doing, 'user.added', { kind: 'user', id, name }, { email, roles, groups });
    return required(await users.readUser(client, id));
  });
}

export async function changeUser(pool: pg.Pool, id: string, change: UserChange, doing: Doing): Promise<users.User> {
  return keepingAdministrators(pool, async (client) => {
    const before = await users.readUser(client, id);
    if (before === null) throw new EngineError('user_not_found', { user: id });
    const isDisabled = change.isDisabled ?? before.disabledAt !== null;
    const next = { ...before, ...change, disabledAt: isDisabled ? (before.disabledAt ?? doing.at) : null };
    checkOwnChange(before, change, doing);
    // Nobody changes or disables those who may do more than they.
    if (doing.actor.id !== id) await checkGiven(client, before, doing);
    if (change.roles !== undefined || change.groups !== undefined) await checkGiven(client, next, doing);
    const taken = await users.updateUser(client, next, doing.at);
    if (taken !== null) throw new EngineError('user_exists', { field: taken });
    if (next.disabledAt !== null) await users.endSessions(client, id, null);
    await write(client, doing, 'user.changed', { kind: 'user', id, name: next.name }, changesOf(before, next));
    return required(await users.readUser(client, id));
  });
}

/** Nobody gives themselves other rights, or takes a mark off an account of their own. */
function checkOwnChange(before: users.User, change: UserChange, { actor }: Doing): void {
  if (actor.id !== before.id) return;
  if (change.roles !== undefined || change.groups !== undefined || change.isDisabled !== undefined)
    throw new EngineError('own_rights');
  const lost = before.ownCustomers.find((id) => change.ownCustomers?.includes(id) === false);
  if (lost !== undefined) throw new EngineError('own_account', { customer: lost });
}

/** Whoever sets somebody's password or second factor anew could sign in as them, so must be allowed all that they are. */
export async function checkMayStandIn(pool: pg.Pool, user: users.User, doing: Doing): Promise<void> {
  await checkGiven(pool, user, doing);
}

function changesOf(before: users.User, next: Omit<users.User, 'hasCredential'>): JsonObject {
  const was = shown(before);
  return Object.fromEntries(
    Object.entries(shown(next)).flatMap(([field, now]) => {
      const then = was[field] ?? null;
      return JSON.stringify(then) === JSON.stringify(now) ? [] : [[field, { from: then, to: now }]];
    }),
  );
}

function shown(user: Omit<users.User, 'hasCredential'>): JsonObject {
  const { name, roles, groups, ownCustomers } = user;
  return { name, roles, groups, own_customers: ownCustomers, disabled: user.disabledAt !== null };
}

/** Roles and groups must exist, and give nothing that the giver does not have. */
async function checkGiven(
  client: Pick<pg.Pool, 'query'>,
  { roles, groups }: Pick<users.User, 'roles' | 'groups'>,
  { scopes }: Doing,
): Promise<void> {
  const known = await listRoles(client);
  const existing = await table.listGroups(client);
  const members = groups.map((id) => {
    const group = existing.find((one) => one.id === id);
    if (group === undefined) throw new EngineError('unknown_group', { group: id });
    return group;
  });
  for (const name of [...roles, ...members.flatMap((group) => group.roles)]) {
    const role = known.find((one) => one.name === name);
    if (role === undefined) throw new EngineError('unknown_role', { role: name });
    checkWithin(role.permissions, scopes);
  }
}

function checkWithin(permissions: readonly Permission[], held: ReadonlySet<Scope>): void {
  const scope = firstBeyond(held, scopesOf(permissions));
  if (scope !== null) throw new EngineError('beyond_own_rights', { scope });
}

/** Undoes a change after which nobody could administer the installation. */
async function keepingAdministrators<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, async (client) => {
    await users.lockUsers(client);
    const before = await countAdministrators(client);
    const result = await work(client);
    if (before > 0 && (await countAdministrators(client)) === 0) throw new EngineError('last_administrator');
    return result;
  });
}

async function countAdministrators(client: pg.PoolClient): Promise<number> {
  const roles = (await listRoles(client)).filter(({ permissions }) => scopesOf(permissions).has('admin'));
  return users.countHolders(
    client,
    roles.map(({ name }) => name),
  );
}

export type RoleInput = {
  readonly name: string;
  readonly title: string;
  readonly permissions: readonly Permission[];
  readonly limits: readonly GoodwillLimit[];
};

export async function addRole(pool: pg.Pool, role: RoleInput, doing: Doing): Promise<Role> {
  return inTransaction(pool, async (client) => {
    checkWithin(role.permissions, doing.scopes);
    const isTaken = (await listRoles(client)).some(({ name }) => name === role.name);
    if (isTaken || !(await table.insertRole(client, role, doing.at)))
      throw new EngineError('role_exists', { role: role.name });
    await write(client, doing, 'role.added', targetOf(role), roleDetail(role));
    return { ...role, isBuiltIn: false };
  });
}

/** Of a built-in role only the limits change. */
export async function changeRole(
  pool: pg.Pool,
  name: string,
  change: Partial<Omit<RoleInput, 'name'>>,
  doing: Doing,
): Promise<Role> {
  return keepingAdministrators(pool, async (client) => {
    const before = (await listRoles(client)).find((role) => role.name === name);
    if (before === undefined) throw new EngineError('unknown_role', { role: name });
    if (before.isBuiltIn && (change.title !== undefined || change.permissions !== undefined))
      throw new EngineError('role_built_in', { role: name });
    // Whoever changes a role changes what its holders may give: they must have all of it themselves.
    checkWithin(before.permissions, doing.scopes);
    const next = { ...before, ...change };
    checkWithin(next.permissions, doing.scopes);
    await table.putRole(client, next, doing.at);
    await write(client, doing, 'role.changed', targetOf(next), { from: roleDetail(before), to: roleDetail(next) });
    return next;
  });
}

export async function removeRole(pool: pg.Pool, name: string, doing: Doing): Promise<void> {
  await inTransaction(pool, async (client) => {
    await users.lockUsers(client);
    const role = (await listRoles(client)).find((one) => one.name === name);
    if (role === undefined) throw new EngineError('unknown_role', { role: name });
    if (role.isBuiltIn) throw new EngineError('role_built_in', { role: name });
    if (await table.isRoleHeld(client, name)) throw new EngineError('role_in_use', { role: name });
    await table.deleteRole(client, name);
    await write(client, doing, 'role.removed', targetOf(role), roleDetail(role));
  });
}

function targetOf({ name, title }: Pick<RoleInput, 'name' | 'title'>): AccessEntry['target'] {
  return { kind: 'role', id: name, name: title };
}

function roleDetail({ permissions, limits }: Pick<RoleInput, 'permissions' | 'limits'>): JsonObject {
  return {
    permissions: permissions.map(({ resource, actions }) => ({ resource, actions })),
    limits: limits.map(({ action, account, perAction, perDay }) => ({ action, account, perAction, perDay })),
  };
}

export async function putGroup(pool: pg.Pool, group: table.Group, doing: Doing): Promise<table.Group> {
  return keepingAdministrators(pool, async (client) => {
    await checkGiven(client, { roles: group.roles, groups: [] }, doing);
    const before = (await table.listGroups(client)).find(({ id }) => id === group.id);
    if (!(await table.putGroup(client, group, doing.at))) throw new EngineError('group_exists', { group: group.name });
    const action = before === undefined ? 'group.added' : 'group.changed';
    const detail = { roles: group.roles, ...(before === undefined ? {} : { from: { ...before } }) };
    await write(client, doing, action, { kind: 'group', id: group.id, name: group.name }, detail);
    return group;
  });
}

export async function removeGroup(pool: pg.Pool, id: string, doing: Doing): Promise<void> {
  await inTransaction(pool, async (client) => {
    await users.lockUsers(client);
    const group = (await table.listGroups(client)).find((one) => one.id === id);
    if (group === undefined) throw new EngineError('unknown_group', { group: id });
    if (await table.hasMembers(client, id)) throw new EngineError('group_in_use', { group: group.name });
    await table.deleteGroup(client, id);
    await write(client, doing, 'group.removed', { kind: 'group', id, name: group.name }, { roles: group.roles });
  });
}

/** One line of the log. */
export async function write(
  db: Pick<pg.Pool, 'query'>,
  { actor, at }: Pick<Doing, 'actor' | 'at'>,
  action: string,
  target: AccessEntry['target'],
  detail: JsonObject = {},
): Promise<void> {
  await addAccessEntry(db, { at, actor, action, target, detail });
}

function required<T>(found: T | null): T {
  if (found === null) throw new Error('What was just written is not there.');
  return found;
}
