// The schedule and the runner on a real database, in the application's role: a tick opens a run, the runner carries it out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { NO_REFERENCE } from '../../src/domain/facts.ts';
import { firstIdAt } from '../../src/domain/ids.ts';
import { startRunner } from '../../src/jobs/runner.ts';
import { type RunRow, readRuns } from '../../src/jobs/runs.ts';
import { migrateSchedule, startSchedule } from '../../src/jobs/schedule.ts';
import { unlockStuckJobs } from '../../src/storage/schedule.ts';
import { type TestInstance, testInstance } from './instance.ts';

const PROGRAMME = `
name: cafe
title: Café
time_zone: UTC
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
sources:
  web: { title: Web }
`;

const WAIT_MS = 20_000;

let instance: TestInstance;
before(async () => {
  instance = await testInstance(PROGRAMME, '2026-01-10T12:00:00Z');
  await migrateSchedule(instance.database.url);
  await migrateSchedule(instance.database.url);
});
after(() => instance.close());

async function tick(name: string): Promise<void> {
  await instance.database.pool.query('select graphile_worker.add_job($1, max_attempts => 1)', [name]);
}

async function untilRun(what: string, holds: (run: RunRow) => boolean): Promise<RunRow> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const runs = await readRuns(instance.database.pool, { limit: 10, after: null });
    const found = runs.find(holds);
    if (found !== undefined) return found;
    assert.ok(performance.now() < deadline, `${what}: ${JSON.stringify(runs)}`);
    await delay(50);
  }
}

test('ticks open runs, once however often they come, and the runner carries them out', async () => {
  const { database, clock, deps } = instance;
  const logger = { error: (detail: object, message: string) => console.error(message, detail), debug: () => undefined };
  const schedule = await startSchedule({
    url: database.url,
    pool: database.pool,
    clock,
    logger,
    messagesKeptDays: 400,
  });
  const id = await instance.join(500);
  const item = {
    account: 'beans',
    source: 'web',
    amount: 9,
    rank: 0,
    reference: NO_REFERENCE,
    availableAt: null,
    expiresAt: null,
  };
  await instance.submit(id, { kind: 'points.deposit', items: [item], partial: false, silent: false });
  await instance.submit(id, {
    kind: 'points.hold',
    amount: 4,
    accounts: null,
    expiresAt: null,
    reference: NO_REFERENCE,
  });
  try {
    await tick('holds');
    for (let count = 0; count < 3; count += 1) await tick('expiry');
    await tick('maintenance');
    await untilRun('expiry is opened', ({ kind, params }) => kind === 'expiry' && params.only === undefined);
    await untilRun('maintenance is opened', ({ kind }) => kind === 'maintenance');
    const runs = await readRuns(database.pool, { limit: 10, after: null });
    assert.deepEqual(
      runs.map(({ kind }) => kind).sort(),
      ['expiry', 'maintenance'],
      'no hold has timed out, and one run of a kind',
    );
    instance.setTime('2026-01-10T13:00:00Z');
    await tick('holds');
    await untilRun('a run for holds is opened', ({ params }) => params.only === 'holds');
    const runner = startRunner(deps, logger);
    await untilRun(
      'expiry is done',
      ({ kind, params, status }) => kind === 'expiry' && params.only === undefined && status === 'done',
    );
    await untilRun('maintenance is done', ({ kind, status }) => kind === 'maintenance' && status === 'done');
    await untilRun('holds are done', ({ params, status }) => params.only === 'holds' && status === 'done');
    await runner.stop();
    const { rows } = await database.owner.query('select status from laurel.hold');
    assert.deepEqual(rows, [{ status: 'expired' }]);
  } finally {
    await schedule.stop();
  }
});

test('a job whose process died is let go of', async () => {
  await tick('expiry');
  await instance.database.owner.query(
    `update graphile_worker._private_jobs set locked_by = 'dead', locked_at = now() - interval '10 minutes'`,
  );
  await unlockStuckJobs(instance.database.pool, 120);
  const { rows } = await instance.database.owner.query('select locked_by from graphile_worker.jobs');
  assert.deepEqual(rows, [{ locked_by: null }]);
});

test('messages that were finished long ago are dropped, and others stay', async () => {
  const { database, clock } = instance;
  const insert = (id: string, status: string, days: number) =>
    database.owner.query(
      `insert into laurel.message (customer_id, id, message, provider, purpose, rule, programme, lane, is_test, variables,
                                   created_at, due_at, next_at, status, finished_at)
       values ($1, $1, 'm', 'p', 'programme', 'campaign/c', 1, 'live', false, '{}', $2, $2, $2, $3, $4)`,
      [id, daysAgo(days), status, status === 'waiting' ? null : daysAgo(days)],
    );
  const daysAgo = (days: number) => new Date(clock.now() - days * 86_400_000);
  const idAt = (days: number) => firstIdAt(daysAgo(days).getTime());
  await insert(idAt(12), 'delivered', 12);
  await insert(idAt(11), 'tray', 11);
  await insert(idAt(13), 'waiting', 13);
  await insert(idAt(9), 'dead', 9);
  const logger = { error: (detail: object, message: string) => console.error(message, detail), debug: () => undefined };
  const options = { url: database.url, pool: database.pool, clock, logger, messagesKeptDays: 10 };
  const schedule = await startSchedule(options);
  try {
    await tick('messages');
    const deadline = performance.now() + WAIT_MS;
    for (;;) {
      const { rows } = await database.owner.query('select id from laurel.message order by id');
      if (rows.length === 2) {
        assert.deepEqual(
          rows.map(({ id }) => id),
          [idAt(13), idAt(9)],
        );
        return;
      }
      assert.ok(performance.now() < deadline, `${rows.length} messages are left`);
      await delay(50);
    }
  } finally {
    await schedule.stop();
  }
});
