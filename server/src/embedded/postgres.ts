// The embedded PostgreSQL: starts it or joins the one that runs on the same data folder, and stops it when the last
// process that uses it has left. It creates logins and the database, never a table: migrations do that.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import * as cluster from './cluster.ts';
import { join, leave, withLock } from './users.ts';

export type EmbeddedPostgres = {
  /** For the application: a login that owns nothing. */
  readonly url: string;
  /** For migrations: the owner of the database. */
  readonly ownerUrl: string;
  /** True when the server was running already. */
  readonly attached: boolean;
  /** Call it after draining. Stops the server when nobody else uses it. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  readonly dataDir: string;
  /** For tests: nothing waits for the disk, and `stop` removes the folder. */
  readonly throwaway?: boolean;
  /** A throw-away one that stays for the next run. */
  readonly keep?: boolean;
};

const DATABASE = 'laurel';
const OWNER = 'laurel_owner';
const LOGIN = 'laurel';
const PORT_ATTEMPTS = 5;
/** Crash recovery of a large database; PostgreSQL answers "starting up" until it is done. */
const READY_WAIT_MS = 180_000;

const accessShape = z.object({ port: z.number().int(), password: z.string() });
type Access = z.infer<typeof accessShape>;

/** Starts the PostgreSQL in `dataDir/postgres`, or joins it. */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.dataDir, { recursive: true });
  // One folder has one name, by whatever link it was reached: processes are recognised by it.
  const dataDir = await realpath(options.dataDir);
  const runDir = path.join(dataDir, 'run');
  const pgData = path.join(dataDir, 'postgres');
  const account = chooseAccount(pgData);
  const target: cluster.Cluster = {
    binaries: await findBinaries(path.join(dataDir, 'postgres-programs'), account),
    account,
    pgData,
    logFile: path.join(dataDir, 'log', 'postgres.log'),
    throwaway: options.throwaway ?? false,
  };
  const { access, attached, user } = await withLock(runDir, async () => {
    const user = await join(runDir);
    try {
      return { ...(await startOrJoin(target, dataDir)), user };
    } catch (error) {
      await leave(runDir, user);
      throw error;
    }
  });
  let stopping: Promise<void> | null = null;
  return {
    url: urlOf(access, LOGIN, DATABASE),
    ownerUrl: urlOf(access, OWNER, DATABASE),
    attached,
    stop: () =>
      (stopping ??= stopIfLast(target, {
        runDir,
        user,
        discard: target.throwaway && options.keep !== true ? dataDir : null,
      })),
  };
}

async function startOrJoin(target: cluster.Cluster, dataDir: string): Promise<{ access: Access; attached: boolean }> {
  const access = await readAccess(dataDir);
  if (!existsSync(path.join(target.pgData, 'PG_VERSION'))) await cluster.initialise(target, access.password);
  await cluster.checkVersion(target);
  const running = await cluster.runningPort(target);
  if (running !== null) {
    const joined = { ...access, port: running };
    if (await becomesReady(target, joined)) return { access: joined, attached: true };
  }
  const started = await startOnFreePort(target, access);
  await writeAccess(dataDir, started);
  await prepareDatabase(started);
  return { access: started, attached: false };
}

/** The remembered port first, so that tools set up by hand keep working; another one when somebody has taken it. */
async function startOnFreePort(target: cluster.Cluster, access: Access): Promise<Access> {
  let port = access.port;
  for (let attempt = 1; ; attempt += 1) {
    if (port === 0 || !(await isFree(port))) port = await freePort();
    try {
      await cluster.start(target, port);
      return { ...access, port };
    } catch (error) {
      // Between our look and PostgreSQL's bind somebody may take the port; with the port still free it is another fault.
      if (attempt === PORT_ATTEMPTS || (await isFree(port))) throw error;
    }
  }
}

/** False when the server that runs is on its way out and has gone. */
async function becomesReady(target: cluster.Cluster, access: Access): Promise<boolean> {
  const deadline = Date.now() + READY_WAIT_MS;
  for (;;) {
    const problem = await tryConnection(access);
    if (problem === null) return true;
    if ((await cluster.runningPort(target)) === null) return false;
    if (problem.code === '28P01') {
      throw new Error(
        `The password in ${path.dirname(target.pgData)}/run/access.json is not that of the PostgreSQL running there.`,
      );
    }
    if (Date.now() > deadline) throw new Error(`PostgreSQL on port ${access.port} does not answer: ${problem.message}`);
    await delay(100);
  }
}

async function tryConnection(access: Access): Promise<{ code: string; message: string } | null> {
  const client = new pg.Client({
    connectionString: urlOf(access, cluster.SUPERUSER, 'postgres'),
    connectionTimeoutMillis: 5000,
  });
  try {
    await client.connect();
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { code, message: String(error) };
  } finally {
    await client.end();
  }
}

/** Safe to repeat: a crash between two of these leaves a start that completes them. */
async function prepareDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(access, cluster.SUPERUSER, 'postgres') });
  await client.connect();
  try {
    const password = client.escapeLiteral(access.password);
    const isThere = async (sql: string, name: string): Promise<boolean> =>
      (await client.query(sql, [name])).rows.length > 0;
    if (!(await isThere('select from pg_roles where rolname = $1', OWNER))) {
      await client.query(`create role ${OWNER} login createrole createdb password ${password}`);
    }
    if (!(await isThere('select from pg_roles where rolname = $1', LOGIN))) {
      await client.query(`create role ${LOGIN} login password ${password}`);
    }
    if (!(await isThere('select from pg_database where datname = $1', DATABASE))) {
      await client.query(`create database ${DATABASE} owner ${OWNER}`);
    }
  } finally {
    await client.end();
  }
}

async function stopIfLast(
  target: cluster.Cluster,
  place: { readonly runDir: string; readonly user: string; readonly discard: string | null },
): Promise<void> {
  await withLock(place.runDir, async () => {
    if ((await leave(place.runDir, place.user)) > 0) return;
    if ((await cluster.runningPort(target)) !== null) await cluster.stop(target);
  });
  if (place.discard !== null) await rm(place.discard, { recursive: true, force: true });
}

async function readAccess(dataDir: string): Promise<Access> {
  const file = accessFile(dataDir);
  if (existsSync(file)) return accessShape.parse(JSON.parse(await readFile(file, 'utf8')));
  if (existsSync(path.join(dataDir, 'postgres', 'PG_VERSION'))) {
    throw new Error(
      `${file} is missing, and with it the password of the PostgreSQL in ${dataDir}/postgres: restore both together.`,
    );
  }
  const access = { port: 0, password: randomBytes(24).toString('base64url') };
  await writeAccess(dataDir, access);
  return access;
}

async function writeAccess(dataDir: string, access: Access): Promise<void> {
  const file = accessFile(dataDir);
  await writeFile(`${file}.new`, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

function accessFile(dataDir: string): string {
  return path.join(dataDir, 'run', 'access.json');
}

function urlOf(access: Access, login: string, database: string): string {
  return `postgres://${login}:${access.password}@127.0.0.1:${access.port}/${database}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port.');
  return address.port;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
