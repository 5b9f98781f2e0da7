// `npm start` and the commands beside it, as real processes: the first start, what it prints, who is started again, and
// that stopping leaves nothing running and loses nothing.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Checkout, descendants, type Started, until } from './instance.ts';

let checkout: Checkout;
let started: Started;

before(async () => {
  checkout = await Checkout.open();
  started = await checkout.start();
});

after(async () => {
  started.process.kill('SIGTERM');
  await started.exited;
  await until('PostgreSQL stops', () => !isPostgresRunning());
  await checkout.remove();
});

function isPostgresRunning(): boolean {
  return existsSync(path.join(checkout.dataDir, 'postgres', 'postmaster.pid'));
}

async function sendEvent(): Promise<Response> {
  const [, key = '', secret = ''] =
    /^([^:]+):(.+)$/m.exec(readFileSync(path.join(checkout.dataDir, 'api-key'), 'utf8')) ?? [];
  return fetch(`${started.url}/v1/events`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: /-d '(.*)'$/m.exec(started.output())?.[1] ?? '',
  });
}

test('the first start prints where to look and a request that works', async () => {
  const health = await fetch(`${started.url}/health`);
  assert.equal(health.status, 200);
  assert.match(started.output(), /12 customers were created/);
  const answer = await sendEvent();
  assert.equal(answer.status, 200);
  const decision: { balances: { beans: number } } = JSON.parse(await answer.text());
  assert.equal(decision.balances.beans, 75, 'the fifth day brings 10 beans and 25 of welcome');
  const file = path.join(checkout.dataDir, 'api-key');
  assert.equal(statSync(file).mode & 0o777, 0o600);
});

test('commands work beside the server and leave it alone', async () => {
  const shown = await checkout.laurel('customers', 'get', 'external:demo-1');
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(shown.stdout, /beans +75 /);
  assert.match(shown.stdout, /club +roast/);
  const ran = await checkout.laurel('run', 'expiry');
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /is done: 0 customers visited/);
  const verified = await checkout.laurel('verify');
  assert.equal(verified.code, 0, verified.stdout);
  assert.match(verified.stdout, /Everything adds up/);
  const doctor = await checkout.laurel('doctor');
  assert.equal(doctor.code, 0, doctor.stdout);
  assert.equal((await fetch(`${started.url}/health`)).status, 200);
});

test('a process for jobs that dies is started again, and the server goes on', async () => {
  const jobs = async () =>
    (await descendants(started.process.pid ?? 0)).filter(({ command }) => command.endsWith('--role jobs'));
  const [first] = await jobs();
  assert.ok(first);
  process.kill(first.pid, 'SIGKILL');
  await until('another process for jobs', async () => (await jobs()).some(({ pid }) => pid !== first.pid));
  assert.match(started.output(), /started again/);
  assert.equal((await fetch(`${started.url}/health`)).status, 200);
});

test('Ctrl-C drains and stops everything; the next start has what was answered', async () => {
  process.kill(-(started.process.pid ?? 0), 'SIGINT');
  assert.equal(await started.exited, 0, started.output());
  assert.equal(isPostgresRunning(), false);
  assert.doesNotMatch(started.output(), /Error|error/);
  started = await checkout.start();
  assert.doesNotMatch(started.output(), /API secret|customers were created/, 'what a first start does is done once');
  const repeated = await sendEvent();
  const decision: { outcomes: unknown[] } = JSON.parse(await repeated.text());
  assert.deepEqual(decision.outcomes, [], 'the sign-in of today was kept');
});

test('after the supervisor is killed nothing stays behind', async () => {
  const [supervisor, ...others] = await descendants(started.process.pid ?? 0);
  assert.ok(supervisor);
  assert.match(supervisor.command, /start$/);
  assert.ok(others.length >= 2);
  process.kill(supervisor.pid, 'SIGKILL');
  await until('its processes leave', () => others.every(({ pid }) => !isAlive(pid)));
  await until('PostgreSQL stops', () => !isPostgresRunning());
  started = await checkout.start();
  assert.equal((await sendEvent()).status, 200);
});

test('when the process that answers HTTP dies, everything stops with a failure', async () => {
  const http = (await descendants(started.process.pid ?? 0)).find(({ command }) => command.endsWith('--role http'));
  assert.ok(http);
  process.kill(http.pid, 'SIGKILL');
  assert.notEqual(await started.exited, 0);
  assert.match(started.output(), /The HTTP server ended/);
  started = await checkout.start();
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // ESRCH: that is the answer asked for.
    return false;
  }
}
