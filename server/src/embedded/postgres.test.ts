// The launcher for real: who starts, who joins, who stops, and what is left after things were killed. The folder is
// one that only its maker may enter, which as root is the hard case.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from './postgres.ts';
import { processMark } from './processes.ts';

const USER = path.resolve(import.meta.dirname, '../../test/support/postgres-user.ts');
const WAIT_MS = 20_000;

let folder: string;
let dataDir: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'laurel-launcher-'));
  await chmod(folder, 0o700);
  dataDir = path.join(folder, 'data');
});

after(() => rm(folder, { recursive: true, force: true }));

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that uses the same PostgreSQL, in a process group of its own as a terminal would give it. */
async function startUser(): Promise<{ child: ChildProcess; pid: number; said: () => string }> {
  const child = spawn(process.execPath, [USER, dataDir], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await until(() => output.includes('ready'));
  assert.ok(child.pid !== undefined);
  return { child, pid: child.pid, said: () => output };
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'waited too long');
    await delay(20);
  }
}

async function postmaster(): Promise<number> {
  return Number((await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

test('the first start makes a UTF-8 database whose application login owns nothing', async () => {
  const postgres = await startPostgres({ dataDir });
  assert.equal(postgres.attached, false);
  assert.deepEqual(
    await query(
      postgres.url,
      `select current_user::text as login, current_setting('server_encoding') as encoding, datlocprovider as provider,
              pg_has_role(current_user, datdba, 'USAGE') as owns, has_database_privilege('laurel', 'create') as may_create
         from pg_database where datname = current_database()`,
    ),
    [{ login: 'laurel', encoding: 'UTF8', provider: 'b', owns: false, may_create: false }],
  );
  await query(postgres.ownerUrl, 'create table kept (n integer)');
  await postgres.stop();
  assert.equal(((await stat(path.join(dataDir, 'run', 'access.json'))).mode & 0o777).toString(8), '600');
  await assert.rejects(query(postgres.url, 'select 1'), { code: 'ECONNREFUSED' });
});

test('a second process joins, and the database stays until the last one leaves', async () => {
  const first = await startPostgres({ dataDir });
  const second = await startPostgres({ dataDir });
  assert.deepEqual([first.attached, second.attached, second.url === first.url], [false, true, true]);
  await first.stop();
  await first.stop();
  assert.equal((await query(second.url, 'select 1')).length, 1);
  await second.stop();
  await assert.rejects(query(second.url, 'select 1'), { code: 'ECONNREFUSED' });
});

test('processes that start at the same moment share one server', async () => {
  const all = await Promise.all([startPostgres({ dataDir }), startPostgres({ dataDir }), startPostgres({ dataDir })]);
  assert.equal(all.filter((postgres) => !postgres.attached).length, 1);
  await Promise.all(all.map((postgres) => postgres.stop()));
});

test('Ctrl-C reaches every process of the group but not PostgreSQL, so that a draining server can finish', async () => {
  const user = await startUser();
  const server = await postmaster();
  process.kill(-user.pid, 'SIGINT');
  const [code] = await once(user.child, 'exit');
  assert.equal(code, 0);
  assert.match(user.said(), /drained/);
  assert.equal(processMark(server), null);
});

test('after kill -9 of the process its PostgreSQL is adopted, with everything that was committed', async () => {
  const user = await startUser();
  const server = await postmaster();
  process.kill(user.pid, 'SIGKILL');
  await once(user.child, 'exit');
  const postgres = await startPostgres({ dataDir });
  assert.equal(postgres.attached, true);
  assert.equal(await postmaster(), server);
  // 1 + 8 rows of the run before, 1 of the one that was killed.
  assert.deepEqual(await query(postgres.ownerUrl, 'select count(*)::int as n from kept'), [{ n: 10 }]);
  await postgres.stop();
  assert.equal(processMark(server), null, 'the dead process no longer counts as a user');
});

test('after kill -9 of everything the next start recovers', async () => {
  const user = await startUser();
  process.kill(user.pid, 'SIGKILL');
  process.kill(await postmaster(), 'SIGKILL');
  const postgres = await startPostgres({ dataDir });
  assert.equal(postgres.attached, false);
  assert.deepEqual(await query(postgres.ownerUrl, 'select count(*)::int as n from kept'), [{ n: 11 }]);
  await postgres.stop();
});

test('a lock file that names somebody else’s process does not prevent a start', async () => {
  const stale = [process.pid, path.join(dataDir, 'postgres'), 1_700_000_000, 5432, '', '127.0.0.1', '', 'ready', ''];
  await writeFile(path.join(dataDir, 'postgres', 'postmaster.pid'), stale.join('\n'));
  await writeFile(path.join(dataDir, 'run', 'lock'), `${process.pid}\nof an earlier life`);
  const postgres = await startPostgres({ dataDir });
  assert.equal(postgres.attached, false);
  await postgres.stop();
});

test('data of another PostgreSQL version is refused with a way out', async () => {
  const file = path.join(dataDir, 'postgres', 'PG_VERSION');
  const version = await readFile(file, 'utf8');
  await writeFile(file, '14\n');
  await assert.rejects(
    startPostgres({ dataDir }),
    /made by PostgreSQL 14, this Laurel brings PostgreSQL \d+: .*pg_dump/,
  );
  await writeFile(file, version);
});
