// One PostgreSQL data folder: make it, configure it, start it, ask whether it runs, stop it.
// It does not know who uses the database nor for how long.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Account, asAccount } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { commandOf, isAlive, processesIn } from './processes.ts';

export type Cluster = {
  readonly binaries: Binaries;
  readonly account: Account | null;
  /** PostgreSQL's own data folder. */
  readonly pgData: string;
  readonly logFile: string;
  readonly throwaway: boolean;
};

export const SUPERUSER = 'postgres';

const START_SECONDS = 180;
const STOP_SECONDS = 60;
const LEFTOVER_WAIT_MS = 10_000;
const LOG_BYTES_MAX = 10_000_000;
const GIB = 2 ** 30;

/** Makes the data folder. It appears under its name only when it is complete. */
export async function initialise(cluster: Cluster, password: string): Promise<void> {
  const draft = `${cluster.pgData}.new`;
  const passwordFile = `${cluster.pgData}.password`;
  await rm(draft, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (cluster.account !== null) {
    await chown(draft, cluster.account.uid, cluster.account.gid);
    await chown(passwordFile, cluster.account.uid, cluster.account.gid);
  }
  try {
    await run(cluster, 'initdb', [
      `--pgdata=${draft}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      ...(cluster.throwaway ? ['--no-sync'] : []),
    ]);
    await rename(draft, cluster.pgData);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** Refuses a data folder of another major version: the package holds no pg_upgrade. */
export async function checkVersion(cluster: Cluster): Promise<void> {
  const found = (await readFile(path.join(cluster.pgData, 'PG_VERSION'), 'utf8')).trim();
  const major = cluster.binaries.version.split('.')[0];
  if (found === major) return;
  throw new Error(
    `${cluster.pgData} was made by PostgreSQL ${found}, this Laurel brings PostgreSQL ${major}: ` +
      `run it with a PostgreSQL ${found} of yours (DATABASE_URL) or move the data over with pg_dump and pg_restore.`,
  );
}

/** Starts the server in a session of its own, where a Ctrl-C meant for us does not reach it, and waits for it. */
export async function start(cluster: Cluster, port: number): Promise<void> {
  await writeSettings(cluster, port);
  await rotateLog(cluster);
  await run(cluster, 'pg_ctl', [
    'start',
    `--pgdata=${cluster.pgData}`,
    `--log=${cluster.logFile}`,
    `--timeout=${START_SECONDS}`,
    '--wait',
    '--silent',
  ]);
}

/** Ends sessions and stops, with a checkpoint; a throw-away one just goes. */
export async function stop(cluster: Cluster): Promise<void> {
  const mode = cluster.throwaway ? 'immediate' : 'fast';
  await run(cluster, 'pg_ctl', [
    'stop',
    `--pgdata=${cluster.pgData}`,
    `--mode=${mode}`,
    `--timeout=${STOP_SECONDS}`,
    '--wait',
    '--silent',
  ]);
}

/** The port of the running server, null when none runs. What a crash left behind is cleared away. */
export async function runningPort(cluster: Cluster): Promise<number | null> {
  const file = path.join(cluster.pgData, 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (pid > 0 && isOurs(cluster, pid)) return port > 0 ? port : null;
  await endLeftovers(cluster);
  // PostgreSQL clears a file that names a dead process; it gives up on one whose number somebody else has now.
  if (pid > 0 && isAlive(pid)) await rm(file, { force: true });
  return null;
}

function isOurs(cluster: Cluster, pid: number): boolean {
  return process.platform === 'linux' ? commandOf(pid).includes(cluster.pgData) : isAlive(pid);
}

/** Sessions of a killed server end by themselves within a second; nothing may start beside one that did not. */
async function endLeftovers(cluster: Cluster): Promise<void> {
  const deadline = Date.now() + LEFTOVER_WAIT_MS;
  while (processesIn(cluster.pgData).length > 0) {
    if (Date.now() > deadline) {
      for (const pid of processesIn(cluster.pgData)) process.kill(pid, 'SIGKILL');
    }
    await delay(50);
  }
}

/** The file is ours alone: it is written anew at each start. */
async function writeSettings(cluster: Cluster, port: number): Promise<void> {
  const file = path.join(cluster.pgData, 'postgresql.conf');
  const memory = Math.min(totalmem(), process.constrainedMemory() || totalmem());
  const settings: Readonly<Record<string, string>> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '200',
    // Measured: 6,100 facts/s with PostgreSQL's defaults, 9,000 with these.
    shared_buffers: cluster.throwaway || memory < 2 * GIB ? '128MB' : memory < 4 * GIB ? '256MB' : '1GB',
    max_wal_size: cluster.throwaway ? '1GB' : '8GB',
    checkpoint_timeout: '15min',
    // Short statements only: compiling them costs more than it saves.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    // Statements hold personal data; the log must not.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
    log_checkpoints: 'off',
    ...(cluster.throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  await writeFile(file, ['# Written by Laurel at each start; changes made here are lost.', ...lines, ''].join('\n'));
}

async function rotateLog(cluster: Cluster): Promise<void> {
  await mkdir(path.dirname(cluster.logFile), { recursive: true });
  const size = await stat(cluster.logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_BYTES_MAX) await rename(cluster.logFile, `${cluster.logFile}.1`);
  if (!existsSync(cluster.logFile)) await writeFile(cluster.logFile, '', { mode: 0o600 });
  if (cluster.account !== null) await chown(cluster.logFile, cluster.account.uid, cluster.account.gid);
}

/** Runs one of PostgreSQL's programs to its end; its output is the message when it fails. */
async function run(cluster: Cluster, name: string, args: readonly string[]): Promise<void> {
  const file = path.join(cluster.binaries.folder, 'bin', program(name));
  const command = asAccount(cluster.account, file, args);
  // Out of our process group, so that Ctrl-C during a start does not leave half of one; files, not pipes, because
  // the server inherits them and a pipe would stay open as long as it lives.
  const child = spawn(command.file, command.args, {
    ...(command.uid === undefined ? {} : { uid: command.uid }),
    ...(command.gid === undefined ? {} : { gid: command.gid }),
    detached: true,
    cwd: cluster.account?.passage === null ? '/' : path.dirname(cluster.pgData),
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', resolve);
  });
  child.stdout.destroy();
  child.stderr.destroy();
  if (code === 0) return;
  const log =
    name === 'pg_ctl'
      ? (await readFile(cluster.logFile, 'utf8').catch(() => '')).split('\n').slice(-15).join('\n')
      : '';
  throw new Error(
    `PostgreSQL: ${name} ${args[0]} failed (exit ${code}): ${output.trim()}${log === '' ? '' : `\n${log}`}`,
  );
}

/** Nothing of ours goes in: PGDATA or PGPORT of the shell would be obeyed, and secrets would be readable in /proc. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR, TEMP } = process.env;
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }),
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    ...(TEMP === undefined ? {} : { TEMP }),
    LC_ALL: 'C',
  };
}
