// Roles of the installation's own, changed limits of built-in ones, and groups. Few, made by hand; what they mean is for
// access/permissions.ts to say.
import type pg from 'pg';
import type { GoodwillLimit } from '../domain/access/goodwill.ts';
import type { Instant } from '../domain/time.ts';

type Db = Pick<pg.Pool, 'query'>;

export type StoredRole = {
  readonly name: string;
  readonly title: string;
  readonly permissions: readonly { readonly resource: string; readonly actions: readonly string[] }[];
  readonly limits: readonly GoodwillLimit[];
};

export type Group = { readonly id: string; readonly name: string; readonly roles: readonly string[] };

/** More roles or groups than this are a mistake. */
const LIST_MAX = 1_000;

export async function listStoredRoles(db: Db): Promise<readonly StoredRole[]> {
  const { rows } = await db.query<StoredRole>(
    `select r.name, r.title, r.permissions, r.limits
       from laurel.role r
      order by r.name
      limit $1`,
    [LIST_MAX],
  );
  return rows;
}

/** False when there is one of this name. */
export async function insertRole(db: Db, role: StoredRole, at: Instant): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into laurel.role (name, title, permissions, limits, updated_at)
     values ($1, $2, $3, $4, $5)
     on conflict (name) do nothing`,
    [role.name, role.title, JSON.stringify(role.permissions), JSON.stringify(role.limits), new Date(at)],
  );
  return rowCount === 1;
}

export async function putRole(db: Db, role: StoredRole, at: Instant): Promise<void> {
  await db.query(
    `insert into laurel.role (name, title, permissions, limits, updated_at)
     values ($1, $2, $3, $4, $5)
     on conflict (name) do update
        set title = excluded.title, permissions = excluded.permissions, limits = excluded.limits,
            updated_at = excluded.updated_at`,
    [role.name, role.title, JSON.stringify(role.permissions), JSON.stringify(role.limits), new Date(at)],
  );
}

export async function deleteRole(db: Db, name: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from laurel.role where name = $1', [name]);
  return rowCount === 1;
}

/** Whether a user or a group holds the role. */
export async function isRoleHeld(db: Db, name: string): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>(
    `select exists (select from laurel.user_account u where $1 = any (u.roles))
         or exists (select from laurel.user_group g where $1 = any (g.roles)) as held`,
    [name],
  );
  return rows[0]?.held ?? false;
}

export async function listGroups(db: Db): Promise<readonly Group[]> {
  const { rows } = await db.query<Group>(
    `select g.id, g.name, g.roles
       from laurel.user_group g
      order by lower(g.name), g.id
      limit $1`,
    [LIST_MAX],
  );
  return rows;
}

/** False when another group has the name. */
export async function putGroup(db: Db, group: Group, at: Instant): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into laurel.user_group as g (id, name, roles, updated_at)
     select $1::uuid, $2::text, $3::text[], $4::timestamptz
      where not exists (select from laurel.user_group o where lower(o.name) = lower($2) and o.id <> $1)
         on conflict (id) do update set name = excluded.name, roles = excluded.roles, updated_at = excluded.updated_at`,
    [group.id, group.name, group.roles, new Date(at)],
  );
  return rowCount === 1;
}

export async function deleteGroup(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from laurel.user_group where id = $1', [id]);
  return rowCount === 1;
}

export async function hasMembers(db: Db, group: string): Promise<boolean> {
  const { rows } = await db.query<{ held: boolean }>(
    'select exists (select from laurel.user_account u where $1::uuid = any (u.groups)) as held',
    [group],
  );
  return rows[0]?.held ?? false;
}
