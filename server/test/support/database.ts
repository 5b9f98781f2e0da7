// A database for each test file, cloned from a template that holds all migrations. Real PostgreSQL always: the one that
// `npm test` started, or one of this checkout's own kept in .test-data when a file is run by itself.
import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../src/embedded/postgres.ts';
import { clientConfig, createPool } from '../../src/storage/connection.ts';
import { MIGRATIONS_DIR, migrate, readMigrations } from '../../src/storage/migrate.ts';

export type TestDatabase = {
  /** One login for everything: it owns the database and may take the application's role. */
  readonly url: string;
  /** Connections as the application has them. */
  readonly pool: pg.Pool;
  /** Connections of the owner, who may look and do what the application may not. */
  readonly owner: pg.Pool;
  /** Ends the pools and drops the database. */
  close(): Promise<void>;
};

const LOCK_KEY = 528_736;
const IN_USE = '55006';
const POOL_MAX = 8;

export async function testDatabase(): Promise<TestDatabase> {
  const server = await findServer();
  const name = await withAdmin(server.url, async (admin) =>
    createDatabase(admin, await ensureTemplate(admin, server.url)),
  );
  const url = withDatabase(server.url, name);
  const pool = createPool({ url, max: POOL_MAX, applicationName: 'laurel test', role: 'laurel_app' });
  const owner = createPool({ url, max: POOL_MAX, applicationName: 'laurel test owner' });
  return {
    url,
    pool,
    owner,
    close: async () => {
      await Promise.all([pool.end(), owner.end()]);
      await dropDatabase(server, name);
    },
  };
}

/** An empty database on the same server: for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = await findServer();
  const name = await withAdmin(server.url, (admin) => createDatabase(admin, 'template1'));
  return { url: withDatabase(server.url, name), close: () => dropDatabase(server, name) };
}

type Server = { readonly url: string; release(): Promise<void> };

async function findServer(): Promise<Server> {
  const url = process.env.LAUREL_TEST_DATABASE_URL;
  if (url !== undefined && url !== '') return { url, release: async () => undefined };
  const dataDir = path.resolve(import.meta.dirname, '../../../.test-data');
  const embedded = await startPostgres({ dataDir, throwaway: true, keep: true });
  return { url: embedded.ownerUrl, release: embedded.stop };
}

/** Named after what the migrations say: an edited one makes a new template. */
async function ensureTemplate(admin: pg.Client, serverUrl: string): Promise<string> {
  const migrations = await readMigrations(MIGRATIONS_DIR);
  const hash = createHash('sha256')
    .update(migrations.map((migration) => migration.sha256).join())
    .digest('hex');
  const template = `template_${hash.slice(0, 16)}`;
  await admin.query('select pg_advisory_lock($1)', [LOCK_KEY]);
  try {
    const found = await admin.query('select from pg_database where datname = $1', [template]);
    if (found.rows.length > 0) return template;
    const draft = `${template}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await admin.query(`create database ${draft}`);
    await migrate({ url: withDatabase(serverUrl, draft) });
    await admin.query(`alter database ${draft} rename to ${template}`);
    return template;
  } finally {
    await admin.query('select pg_advisory_unlock($1)', [LOCK_KEY]);
  }
}

async function createDatabase(admin: pg.Client, template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin.query(`create database ${name} template ${template}`);
  return name;
}

/** PostgreSQL itself ends a vacuum that is under way there; with force it would be for us to end, who may not. */
async function dropDatabase(server: Server, name: string): Promise<void> {
  await withAdmin(server.url, async (admin) => {
    try {
      await admin.query(`drop database if exists ${name}`);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== IN_USE) throw error;
      await admin.query(`drop database if exists ${name} with (force)`);
    }
  });
  await server.release();
}

async function withAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const limits = { statementMs: 60_000, lockMs: 60_000 };
  const admin = new pg.Client(clientConfig({ url, applicationName: 'laurel test admin', limits }));
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
