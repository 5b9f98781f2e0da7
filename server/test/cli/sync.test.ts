// laurel sync on a real database and Infobip's stand-in, with no server running: the diff, the set-up, everybody sent, the status.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { type Infobip, startInfobip } from '../../../stand-ins/infobip/server.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';

const LAUREL = path.resolve(import.meta.dirname, '../../../bin/laurel.js');
const COMMAND_WAIT_MS = 60_000;
const KEY = 'a-key-of-the-account';

let server: TestServer;
let infobip: Infobip;
let dataDir: string;

before(async () => {
  server = await startTestServer({ hasDelivery: true });
  infobip = await startInfobip({ key: KEY, limits: 'none' });
  // The stand-in has no limits here, and nobody waits for turns.
  const limits = { attributes: 1_000, definitions: 1_000, tags: 1_000 };
  await server.ok('PUT', '/v1/sync/connections/infobip', { connector: 'infobip', options: { limits } });
  dataDir = mkdtempSync(path.join(tmpdir(), 'laurel-cli-test-'));
});
after(async () => {
  await server.close();
  await infobip.close();
  rmSync(dataDir, { recursive: true, force: true });
  assert.deepEqual(infobip.violations, []);
});

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function laurel(...args: readonly string[]): Promise<Ended> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LAUREL_DATA: dataDir,
    DATABASE_URL: server.database.url,
    LAUREL_SECRET_KEY: 'a key of a test that is long enough for the settings',
    LAUREL_ALLOW_PRIVATE_TARGETS: '1',
    LAUREL_PROVIDER_INFOBIP_URL: infobip.url,
    LAUREL_PROVIDER_INFOBIP_KEY: KEY,
  };
  return new Promise((resolve) => {
    const options = { env, timeout: COMMAND_WAIT_MS, cwd: dataDir };
    execFile(process.execPath, [LAUREL, 'sync', ...args], options, (error, stdout, stderr) => {
      assert.ok(!`${stdout}${stderr}`.includes(KEY), 'the key is not said');
      assert.doesNotMatch(stderr, /\n {4}at /, 'no stack');
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}

async function succeeds(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await laurel(...args);
  assert.equal(code, 0, `${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

async function fails(sentence: RegExp, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await laurel(...args);
  assert.equal(code, 1, `${args.join(' ')} did not fail`);
  assert.match(stderr, sentence);
}

test('the settings alone make the connection, and its diff is shown before anything is made', async () => {
  assert.match(await succeeds('status'), /^infobip \(Infobip[^)]*\) is new\./);
  await fails(/not set up yet/, 'backfill', 'infobip');
  const diff = await succeeds('setup', 'infobip');
  assert.match(diff, /^missing +attribute +Loyalty Available Points +decimal$/m);
  assert.match(diff, /^missing +tag +Loyalty$/m);
  assert.match(diff, /^missing +event +LOY_POINT_ACCRUAL +points, balance/m);
  assert.match(diff, /--apply/);
  assert.equal(infobip.state.attributes.size, 0);
});

test('--apply makes it, and with no server running the command sends everybody itself', async () => {
  for (const name of ['ann', 'bea'])
    await server.ok('POST', '/v1/customers', {
      identifiers: [{ value: name }],
      email: `${name}@example.com`,
      opted_in: true,
    });
  await server.ok('POST', '/v1/customers', {
    identifiers: [{ value: 'cid' }],
    email: 'cid@example.com',
    opted_in: false,
  });
  const applied = await succeeds('setup', 'infobip', '--apply');
  assert.match(applied, /^made +tag +Loyalty$/m);
  assert.match(applied, /^0 attributes, tags and definitions were there already\.$/m);
  assert.match(applied, /is set up/);
  assert.equal(infobip.state.definitions.size, 8);
  assert.match(await succeeds('backfill', 'infobip'), /is done: \d+ customers visited/);
  const emails = [...infobip.state.persons.values()].map((one) => JSON.stringify(one));
  assert.equal(emails.length, 2);
  assert.ok(
    emails.some((one) => one.includes('ann@example.com')) && emails.some((one) => one.includes('bea@example.com')),
  );
  const status = await succeeds('status', 'infobip');
  assert.match(status, /is running, and no process is sending\./);
  assert.match(status, /^profiles +up to date/m);
  assert.match(status, /2 synced, 0 failed/);
  assert.match(status, /Backfill: done/);
});

test('named customers are sent again, each with a result', async () => {
  const { code, stdout } = await laurel('push', 'external:ann', 'email:cid@example.com', 'external:nobody');
  assert.equal(code, 1);
  assert.match(stdout, /^external:ann +queued$/m);
  assert.match(stdout, /^email:cid@example.com +refused +has not opted in$/m);
  assert.match(stdout, /^external:nobody +refused +there is no such customer$/m);
});

test('a pause is said with its reason, and everything waits for the end of it', async () => {
  assert.match(await succeeds('pause', 'infobip', 'their maintenance'), /Nothing is sent to infobip/);
  await fails(/paused already/, 'pause', 'infobip', 'again');
  assert.match(await succeeds('status'), /^infobip \(Infobip[^)]*\) is paused: their maintenance \(command line\)\./);
  await fails(/infobip is paused: their maintenance\. Run \S+ waits/, 'backfill', 'infobip');
  assert.match(await succeeds('resume', 'infobip'), /goes on/);
  await fails(/not paused/, 'resume', 'infobip');
});

test('an unknown connection and a wrong key are said', async () => {
  await fails(/There is no connection nobody/, 'setup', 'nobody');
  await fails(/^laurel: Usage: laurel sync/, 'setup');
  infobip.setKey('another');
  await fails(/Mend the key/, 'setup', 'infobip');
});
