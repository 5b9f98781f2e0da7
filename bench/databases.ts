// The bench's own PostgreSQL: started in a temporary folder with the settings and the durability of a real one, and removed
// at the end. Databases are cloned from seeded templates, so that every measurement starts from the same state.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { SUPERUSER } from '../server/src/embedded/cluster.ts';
import { startPostgres } from '../server/src/embedded/postgres.ts';
import { publishProgramme } from '../server/src/jobs/publish.ts';
import { migrateDatabase } from '../server/src/main.ts';
import { createApiKey } from '../server/src/storage/api-keys.ts';
import { clientConfig, createPool } from '../server/src/storage/connection.ts';
import { registerEngine } from '../server/src/storage/engine-version.ts';
import { benchProgramme } from './programme.ts';
import { type SeedKind, seedMembers } from './seed.ts';
import { seedShoppers } from './shoppers.ts';

export type Database = { readonly name: string; readonly url: string; readonly ownerUrl: string };

export type Databases = {
  /** What PostgreSQL says it is. */
  readonly version: string;
  /** Of the server itself. */
  readonly ownerUrl: string;
  /**
   * A new database of members, like all others of that kind. Its pages were just written and logged, so it starts warm and in the middle of a
   * checkpoint interval: neither reading cold pages nor logging whole ones at their first change is measured.
   */
  clone(name: string, customers: number): Promise<Database>;
  /** A seeded database that only one measurement needs. */
  create(kind: SeedKind | 'shoppers', customers: number): Promise<Database>;
  drop(database: Database): Promise<void>;
  /** As the superuser, on any database. */
  query<Row extends pg.QueryResultRow>(database: Database | null, text: string): Promise<readonly Row[]>;
  /** Processor time of all sessions that have ended since the server was started; null where there is no /proc. */
  cpuMs(): Promise<number | null>;
  stop(): Promise<void>;
};

export const CREDENTIALS = { key: 'bench-key', secret: 'bench-secret-of-a-throw-away-server' } as const;
/** What a client of the measured servers sends. */
export const AUTHORIZATION = `Basic ${Buffer.from(`${CREDENTIALS.key}:${CREDENTIALS.secret}`).toString('base64')}`;

/** Seeding a million members takes minutes. */
const UNLIMITED = { statementMs: 0, lockMs: 0, idleInTransactionMs: 0 };

export async function startDatabases(): Promise<Databases> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'laurel-bench-'));
  const postgres = await startPostgres({ dataDir });
  const admin = adminOf(postgres.ownerUrl);
  const databaseOf = (name: string): Database => ({
    name,
    url: withDatabase(postgres.url, name).href,
    ownerUrl: withDatabase(postgres.ownerUrl, name).href,
  });
  const create = async (name: string, kind: SeedKind | 'shoppers', customers: number): Promise<Database> => {
    await admin(null, `create database ${name} owner laurel_owner`);
    const database = databaseOf(name);
    await migrateDatabase({ ...database, close: async () => {} });
    await fill(database.ownerUrl, kind, customers);
    return database;
  };
  let template: Promise<Database> | null = null;

  return {
    version: String((await admin<{ server_version: string }>(null, 'show server_version'))[0]?.server_version),
    ownerUrl: postgres.ownerUrl,
    query: admin,
    create: (kind, customers) => create(kind, kind, customers),
    clone: async (name, customers) => {
      template ??= create('template_members', 'members', customers);
      const { name: source } = await template;
      await admin(null, `create database ${name} template ${source} owner laurel_owner strategy wal_log`);
      return databaseOf(name);
    },
    drop: async ({ name }) => {
      await admin(null, `drop database ${name} with (force)`);
    },
    cpuMs: () => endedSessionsCpuMs(path.join(dataDir, 'postgres', 'postmaster.pid')),
    stop: async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Linux counts in ticks of 10 ms whatever the kernel was built with. */
const TICK_MS = 10;
/** Of /proc/PID/stat, counted from behind the name of the program: time of children that were waited for. */
const CHILD_USER = 13;
const CHILD_SYSTEM = 14;

/** Sessions are children of the postmaster, which the kernel charges with their time when they have ended. */
async function endedSessionsCpuMs(pidFile: string): Promise<number | null> {
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[CHILD_USER]) + Number(fields[CHILD_SYSTEM])) * TICK_MS;
}

/** The embedded server's logins share one password. */
function adminOf(ownerUrl: string): Databases['query'] {
  return async (database, text) => {
    const url = withDatabase(ownerUrl, database?.name ?? 'postgres');
    url.username = SUPERUSER;
    const client = new pg.Client(clientConfig({ url: url.href, applicationName: 'laurel bench', limits: UNLIMITED }));
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };
}

async function fill(ownerUrl: string, kind: SeedKind | 'shoppers', customers: number): Promise<void> {
  const pool = createPool({ url: ownerUrl, max: 1, applicationName: 'laurel bench seed', limits: UNLIMITED });
  try {
    const published = await publishProgramme(
      pool,
      {
        files: await benchProgramme({ isMessaging: kind === 'birthday' }),
        actor: { kind: 'cli', name: 'bench' },
        note: null,
      },
      // Older than every fact that is seeded.
      { now: () => Date.now() - 2 * 365 * 86_400_000 },
    );
    if (published.kind === 'refused') throw new Error(`The bench's programme: ${JSON.stringify(published.issues)}`);
    const engine = await registerEngine(pool, { engine: 'seed', timeZoneData: process.versions.tz ?? '' });
    await createApiKey(pool, {
      name: 'bench',
      scopes: ['admin'],
      rateLimit: null,
      createdAt: Date.now(),
      credentials: CREDENTIALS,
    });
    const client = await pool.connect();
    try {
      if (kind === 'shoppers') await seedShoppers(client, { customers, at: Date.now() });
      else await seedMembers(client, { kind, customers, at: Date.now(), programme: published.version, engine });
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}

function withDatabase(url: string, name: string): URL {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed;
}
