// Brings a database to the schema of this version: server/migrations/NNNN_name.sql in order, each in a transaction of
// its own, recorded with its hash. It runs as the owner, never goes back, and never decides what a migration holds.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { clientConfig } from './connection.ts';

export const APP_ROLE = 'laurel_app';

export const MIGRATIONS_DIR = path.resolve(import.meta.dirname, '../../migrations');

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
};

export type MigrateOptions = {
  /** The owner's URL. */
  readonly url: string;
  /** The login the application uses when it is another one: it is given the application role. */
  readonly appUrl?: string;
  readonly directory?: string;
};

/** Any number that nothing else locks; "laurel" on a telephone's keys. */
const LOCK_KEY = 528_735;
/** Building an index on a large table takes as long as it takes; waiting for a lock behind others does not. */
const MIGRATION_LIMITS = { statementMs: 0, lockMs: 60_000, idleInTransactionMs: 60_000 };
const FILE_NAME = /^(\d{4})_([a-z0-9][a-z0-9_-]*)\.sql$/;

/** Applies what is missing and returns the names of the files applied. Several processes may call it at once. */
export async function migrate(options: MigrateOptions): Promise<readonly string[]> {
  const migrations = await readMigrations(options.directory ?? MIGRATIONS_DIR);
  const client = new pg.Client(
    clientConfig({ url: options.url, applicationName: 'laurel migrate', limits: MIGRATION_LIMITS }),
  );
  await client.connect();
  try {
    // Held by the session: a process that dies lets go of it.
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
    await prepare(client, options.appUrl);
    const applied = await readApplied(client);
    checkHistory(migrations, applied);
    const missing = migrations.slice(applied.length);
    for (const migration of missing) await apply(client, migration);
    return missing.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** The migrations in order. A gap, a number twice, a stray file or a missing reason is an error. */
export async function readMigrations(directory: string): Promise<readonly Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(FILE_NAME.exec(name)?.[1]);
      if (Number.isNaN(number)) throw new Error(`Migration ${name} is not named NNNN_name.sql.`);
      if (number !== index + 1) throw new Error(`Migration ${name} stands where number ${index + 1} is expected.`);
      const sql = await readFile(path.join(directory, name), 'utf8');
      if (!/^-- \S/.test(sql)) throw new Error(`Migration ${name} must open with a line "-- why it is there".`);
      return { number, name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function prepare(client: pg.Client, appUrl: string | undefined): Promise<void> {
  await client.query('create schema if not exists laurel');
  await client.query(`
    create table if not exists laurel.migration (
      number     integer     not null primary key,
      name       text        not null,
      sha256     text        not null,
      applied_at timestamptz not null
    )`);
  const found = await client.query<{ login: string }>('select session_user::text as login');
  const owner = found.rows[0]?.login;
  if (owner === undefined) throw new Error('PostgreSQL did not say who we are.');
  await createAppRole(client);
  await grantAppRole(client, owner);
  const appLogin = appUrl === undefined ? '' : decodeURIComponent(new URL(appUrl).username);
  if (appLogin !== '' && appLogin !== owner) await grantAppRole(client, appLogin);
}

/** Roles belong to the whole server: another database's migration may be making the same one now. */
async function createAppRole(client: pg.Client): Promise<void> {
  const found = await client.query('select from pg_roles where rolname = $1', [APP_ROLE]);
  if (found.rows.length > 0) return;
  await client.query(`create role ${APP_ROLE} nologin`).catch((error: unknown) => {
    const code = codeOf(error);
    if (code === '42710' || code === '23505') return;
    if (code === '42501') {
      throw new Error(
        `The owner may not create roles: have an administrator run "create role ${APP_ROLE} nologin" and grant it to both logins.`,
      );
    }
    throw error;
  });
}

/** From PostgreSQL 16 on being a member is not yet being allowed to take the role. */
async function grantAppRole(client: pg.Client, login: string): Promise<void> {
  const found = await client.query<{ may: boolean }>(
    `select pg_has_role($1, $2, case when current_setting('server_version_num')::int >= 160000
                                     then 'SET' else 'MEMBER' end) as may`,
    [login, APP_ROLE],
  );
  if (found.rows[0]?.may === true) return;
  await client.query(`grant ${APP_ROLE} to ${client.escapeIdentifier(login)}`);
}

type Applied = { readonly number: number; readonly name: string; readonly sha256: string };

async function readApplied(client: pg.Client): Promise<readonly Applied[]> {
  const found = await client.query<Applied>(
    `select number, name, sha256
       from laurel.migration
      order by number`,
  );
  return found.rows;
}

function checkHistory(migrations: readonly Migration[], applied: readonly Applied[]): void {
  for (const [index, past] of applied.entries()) {
    const migration = migrations[index];
    if (past.number !== index + 1) {
      throw new Error(
        `The database lacks migration ${index + 1} but has ${past.name}: restore a backup that is whole.`,
      );
    }
    if (migration === undefined) {
      throw new Error(`The database has ${past.name}, which this version does not know: start the newer Laurel.`);
    }
    if (migration.sha256 !== past.sha256) {
      throw new Error(
        `${migration.name} was edited after it was applied (as ${past.name}): put the old text back and write a new migration.`,
      );
    }
  }
}

/** Several statements in one query: PostgreSQL runs them one by one inside the transaction. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query(
      `insert into laurel.migration (number, name, sha256, applied_at)
       values ($1, $2, $3, now())`,
      [migration.number, migration.name, migration.sha256],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed and was rolled back: ${describe(error, migration.sql)}`, {
      cause: error,
    });
  }
}

function describe(error: unknown, sql: string): string {
  if (!(error instanceof pg.DatabaseError)) return String(error);
  const line =
    error.position === undefined ? '' : ` at line ${sql.slice(0, Number(error.position)).split('\n').length}`;
  return `${error.code} ${error.message}${line}${error.detail === undefined ? '' : ` (${error.detail})`}`;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}
