// The composition root: the only place where settings, database, engine, jobs and adapters are put together.
// It holds no rule of the business and no SQL; the command line calls it and nobody else does.
import { setPriority } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { type Logger, pino } from 'pino';
import { createSignIn, type SignIn } from './access/sign-in.ts';
import type { Config } from './config.ts';
import { startAuditFeed } from './delivery/audit-feed.ts';
import { POOL_MIN, startDelivery } from './delivery/dispatcher.ts';
import { type DeliveryParts, openDeliveryParts } from './delivery/parts.ts';
import { findSecretKeys } from './delivery/secrets.ts';
import { startPostgres } from './embedded/postgres.ts';
import { type FirstStartResult, prepareFirstStart, retailerIdOf } from './jobs/first-start.ts';
import type { ImportDeps } from './jobs/import/execute.ts';
import { startRunner } from './jobs/runner.ts';
import type { RunDeps } from './jobs/runs.ts';
import { submitEngagements } from './pipeline/engagements.ts';
import { createEngine, type PipelineEngine } from './pipeline/engine.ts';
import { createProgrammeSource, type ProgrammeSource } from './pipeline/programme-cache.ts';
import type { Clock } from './pipeline/submission.ts';
import { createPool } from './storage/connection.ts';
import { leaseHolderName } from './storage/lease-holders.ts';
import { APP_ROLE, migrate } from './storage/migrate.ts';
import { requireCurrent } from './storage/migrations-state.ts';
import { startSync } from './sync/worker.ts';

/** What a process is for. `all` is for small installations and trials. */
export const ROLES = ['http', 'jobs', 'all'] as const;
export type Role = (typeof ROLES)[number];

export type Database = {
  readonly url: string;
  readonly ownerUrl: string;
  /** Leaves the database as it was found: an embedded one is stopped when nobody else uses it. */
  close(): Promise<void>;
};

/** The database and what every command needs to work on it. */
export type Instance = {
  readonly config: Config;
  readonly database: Database;
  /** For reads and configuration, in the application's role. */
  readonly pool: pg.Pool;
  readonly programmes: ProgrammeSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** An engine on connections of its own; `close` drains it. */
  openEngine(roles: EngineRoles): Promise<PipelineEngine>;
  close(): Promise<void>;
};

export type EngineRoles = { readonly live: boolean; readonly bulk: boolean };

export type Server = {
  /** Where it listens; null for a process without HTTP. */
  readonly url: string | null;
  /** Stops accepting, answers what waits, closes. When `hurry` is aborted it waits for nothing any more. */
  stop(hurry: AbortSignal): Promise<void>;
};

const READ_CONNECTIONS = 10;
/** Two live workers, one bulk worker, look-ups, refills of limits and the health probe. */
const ENGINE_CONNECTIONS = 10;
const SIGN_IN_CONNECTIONS = 4;
const DELIVERY_CONNECTIONS = POOL_MIN + 2;
/** Two lanes, the chunks of a backfill at once, and turns under limits. */
const SYNC_CONNECTIONS = 8;
/** Reads see a new version of the programme this much later at most; decisions see it at once. */
const PROGRAMME_REFRESH_MS = 2_000;

export const systemClock: Clock = { now: () => Date.now() };

export async function openDatabase(config: Config): Promise<Database> {
  if (config.databaseUrl !== null) {
    return { url: config.databaseUrl, ownerUrl: config.ownerDatabaseUrl ?? config.databaseUrl, close: async () => {} };
  }
  const postgres = await startPostgres({ dataDir: config.dataDir });
  return { url: postgres.url, ownerUrl: postgres.ownerUrl, close: () => postgres.stop() };
}

/** Brings the schema up to date as the owner; gives the names of what was applied. */
export async function migrateDatabase(database: Database): Promise<readonly string[]> {
  const applied = await migrate({ url: database.ownerUrl, appUrl: database.url });
  const { migrateSchedule } = await import('./jobs/schedule.ts');
  await migrateSchedule(database.ownerUrl);
  return applied;
}

/** `logTo`: a server's log is its output; a command's output is something else. */
export async function openInstance(config: Config, logTo: 'stdout' | 'stderr'): Promise<Instance> {
  const database = await openDatabase(config);
  const logger = pino(
    { level: config.logLevel, base: { pid: process.pid } },
    pino.destination(logTo === 'stdout' ? 1 : 2),
  );
  const pool = poolOf(database, { max: READ_CONNECTIONS, name: 'laurel', logger });
  const programmes = createProgrammeSource(pool);
  return {
    config,
    database,
    pool,
    programmes,
    clock: systemClock,
    logger,
    openEngine: (roles) => openEngine({ database, programmes, logger }, roles),
    close: async () => {
      await pool.end();
      await database.close();
    },
  };
}

type PoolPurpose = { max: number; name: string; logger: Logger; hasPlainValues?: boolean };

function poolOf(database: Database, options: PoolPurpose): pg.Pool {
  return createPool({
    url: database.url,
    max: options.max,
    applicationName: options.name,
    role: APP_ROLE,
    hasPlainValues: options.hasPlainValues ?? false,
    onIdleError: (error) => options.logger.warn({ error: error.message }, 'a connection to the database broke'),
  });
}

async function openEngine(
  parts: { readonly database: Database; readonly programmes: ProgrammeSource; readonly logger: Logger },
  roles: EngineRoles,
): Promise<PipelineEngine> {
  const { programmes, logger } = parts;
  const pool = poolOf(parts.database, { max: ENGINE_CONNECTIONS, name: 'laurel engine', logger });
  const engine = await createEngine({ pool, programmes, clock: systemClock, logger, roles });
  return {
    ...engine,
    close: async () => {
      await engine.close();
      await pool.end();
    },
  };
}

export function keyFileOf(config: Config): string {
  return path.join(config.dataDir, 'api-key');
}

export function firstStart(instance: Instance): Promise<FirstStartResult> {
  const { config, pool, programmes, clock } = instance;
  const { programmeDir, apiKey, retailerId, isDemo } = config;
  const openEngine = () => instance.openEngine({ live: true, bulk: false });
  const keyFile = keyFileOf(config);
  return prepareFirstStart({ pool, programmes, clock, programmeDir, apiKey, retailerId, isDemo, keyFile, openEngine });
}

/** Starts one process of the server. Everything it opens is closed by `stop`, the database last. */
export async function serve(config: Config, role: Role): Promise<Server> {
  const instance = await openInstance(config, 'stdout');
  try {
    await requireCurrent(instance.pool);
    await instance.programmes.refresh();
    return await serveOn(instance, role);
  } catch (error) {
    await instance.close();
    throw error;
  }
}

/** What runs and messages compute goes after what live facts need, where both share a machine. */
const JOBS_PRIORITY = 5;

async function serveOn(instance: Instance, role: Role): Promise<Server> {
  if (role === 'jobs') setPriority(JOBS_PRIORITY);
  const { programmes, logger, pool, database } = instance;
  const refresher = setInterval(() => {
    programmes.refresh().catch((error: unknown) => logger.warn({ err: error }, 'the programme could not be read'));
  }, PROGRAMME_REFRESH_MS);
  refresher.unref();
  const engine = await instance.openEngine({ live: role !== 'jobs', bulk: true });
  const parts = openDelivery(instance);
  const http = role === 'jobs' ? null : await startHttp(instance, engine, parts);
  const jobs = role === 'http' ? null : await startJobs(instance, engine, parts);
  return {
    url: http?.url ?? null,
    stop: async (hurry) => {
      clearInterval(refresher);
      await unlessHurried(hurry, async () => {
        await Promise.all([http?.stop(), jobs?.stop()]);
        await parts.close();
        await engine.close();
        await pool.end();
      });
      await database.close();
    },
  };
}

async function unlessHurried(hurry: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  if (hurry.aborted) return;
  const hurried = new Promise<void>((resolve) => hurry.addEventListener('abort', () => resolve(), { once: true }));
  await Promise.race([work(), hurried]);
}

async function startHttp(
  instance: Instance,
  engine: PipelineEngine,
  delivery: DeliveryParts,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { config, pool, programmes, clock, logger } = instance;
  // Loaded here, so that commands without HTTP start without it.
  const { createHttpServer } = await import('./http/server.ts');
  const retailerId = await retailerIdOf(pool, config.retailerId);
  const settings = { ...config, retailerId };
  const { signIn, close } = openSignIn(instance);
  const app = await createHttpServer({ pool, engine, programmes, clock, logger, delivery, signIn, config: settings });
  const url = await app.listen({ port: config.port, host: config.host });
  return {
    url,
    stop: async () => {
      await app.close();
      await close();
    },
  };
}

/** On connections of its own: the library behind it expects values as it knows them. */
export function openSignIn({ config, database, logger }: Pick<Instance, 'config' | 'database' | 'logger'>): {
  readonly signIn: SignIn;
  close(): Promise<void>;
} {
  const options = { max: SIGN_IN_CONNECTIONS, name: 'laurel sign-in', logger, hasPlainValues: true };
  const pool = poolOf(database, options);
  const { publicUrl, oidc, secretKey, dataDir } = config;
  const signIn = createSignIn({ pool, publicUrl, oidc, secretKeys: findSecretKeys(secretKey, dataDir) });
  return { signIn, close: () => pool.end() };
}

/** How providers are reached, as the settings say; to be closed by whoever opens it. */
export function openDelivery({ pool, config }: Pick<Instance, 'pool' | 'config'>): DeliveryParts {
  const { secretKey, dataDir, mayTargetPrivate, providers, publicUrl } = config;
  return openDeliveryParts(pool, { secretKey, dataDir, mayTargetPrivate, providers, publicUrl });
}

async function startJobs(
  instance: Instance,
  engine: PipelineEngine,
  { access, sender, stats, callbackUrlOf }: DeliveryParts,
): Promise<{ stop(): Promise<void> }> {
  const { config, pool, programmes, clock, logger, database } = instance;
  const { startSchedule } = await import('./jobs/schedule.ts');
  const { messagesKeptDays } = config;
  const schedule = await startSchedule({ url: database.url, pool, clock, logger, messagesKeptDays });
  const runner = startRunner({ ...runDepsOf(instance, engine), delivery: { access, sender } }, logger);
  const senders = poolOf(database, { max: DELIVERY_CONNECTIONS, name: 'laurel delivery', logger });
  const delivery = startDelivery({
    pool: senders,
    programmes,
    access,
    sender,
    clock,
    logger,
    stats,
    callbackUrlOf,
    tell: (provider, facts) => submitEngagements(engine, `report ${provider}`, facts),
  });
  const feed = startAuditFeed({ pool, programmes, access, sender, clock, logger });
  const syncPool = poolOf(database, { max: SYNC_CONNECTIONS, name: 'laurel sync', logger });
  const sync = startSync({ pool: syncPool, programmes, access, sender, clock, logger });
  return {
    stop: async () => {
      await Promise.all([schedule.stop(), runner.stop(), delivery.stop(), feed.stop(), sync.stop()]);
      await Promise.all([senders.end(), syncPool.end()]);
    },
  };
}

export function runDepsOf(instance: Instance, engine: PipelineEngine): RunDeps & ImportDeps {
  const { pool, programmes, clock } = instance;
  return { pool, engine, programmes, clock, worker: leaseHolderName() };
}
