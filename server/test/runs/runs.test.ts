// Runs on a real database: who is visited, that nothing happens twice, and that a run survives whoever carries it out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NO_REFERENCE } from '../../src/domain/facts.ts';
import { cancelRun, executeRun, executeRuns, openRun, readRun, readRuns, startRun } from '../../src/jobs/runs.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { EngineError } from '../../src/pipeline/submission.ts';
import { leaseHolderName } from '../../src/storage/lease-holders.ts';
import { leaseRun } from '../../src/storage/runs.ts';
import { type TestInstance, testInstance } from './instance.ts';

const PROGRAMME = `
name: cafe
title: Café
time_zone: UTC
settings: { lateness: 2 years }
accounts:
  beans:  { title: Beans, default: true, expiry: { kind: rolling, after: 12 months, notice: 1 month } }
  stars:  { title: Stars, expiry: { kind: inactivity, after: 6 months, percent: 50 } }
  leaves: { title: Leaves, expiry: { kind: rolling, after: 1 month }, expires_into: stars }
sources:
  web: { title: Web }
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      roast:
        title: Roast
        rank: 2
        entrance:
          kind: qualify
          conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 12 months }]
        maintenance:
          every: 1 year
          relative_to: join_date
          keep: { conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 12 months }] }
          fall: one_level
`;

const ACTOR = { kind: 'cli', name: 'test' } as const;

let instance: TestInstance;
before(async () => {
  instance = await testInstance(PROGRAMME, '2026-01-10T12:00:00Z');
});
after(() => instance.close());

const deposit = (account: string, amount: number) => ({
  kind: 'points.deposit' as const,
  partial: false,
  silent: false,
  items: [{ account, source: 'web', amount, rank: 0, reference: NO_REFERENCE, availableAt: null, expiresAt: null }],
});

async function level(id: string): Promise<unknown> {
  const { rows } = await instance.database.owner.query(
    `select level from laurel.tier where customer_id = $1 and system = 'club'`,
    [id],
  );
  return rows[0]?.level;
}

async function balance(id: string, account: string): Promise<{ expired: number; deposited: number } | undefined> {
  const { rows } = await instance.database.owner.query<{ expired: number; deposited: number }>(
    'select expired, deposited from laurel.balance where customer_id = $1 and account = $2',
    [id, account],
  );
  return rows[0];
}

async function proveBooks(): Promise<void> {
  const report = await verifyBooks(instance.database.pool);
  assert.deepEqual(report.differences, []);
  assert.ok(report.counts.entries > 0);
}

test('an expiry run visits those with due points, holds, notices or inactivity, once, and nobody else', async () => {
  const [expiring, held, noticed, inactive, untouched] = await Promise.all([1, 300, 500, 700, 999].map(instance.join));
  assert.ok(expiring && held && noticed && inactive && untouched);
  await instance.submit(expiring, deposit('leaves', 30));
  instance.setTime('2026-02-20T12:00:00Z');
  await instance.submit(held, deposit('beans', 20));
  await instance.submit(held, {
    kind: 'points.hold',
    amount: 5,
    accounts: null,
    expiresAt: null,
    reference: NO_REFERENCE,
  });
  await instance.submit(inactive, deposit('stars', 40));
  await instance.submit(untouched, deposit('beans', 10));
  const early = await executeOne({});
  assert.deepEqual([early.total, early.visited, early.changed], [1, 1, 1]);
  assert.deepEqual(await balance(expiring, 'leaves'), { expired: 30, deposited: 30 });
  assert.deepEqual(await balance(expiring, 'stars'), { expired: 0, deposited: 30 }, 'expired points roll over');

  instance.setTime('2026-09-01T12:00:00Z');
  await instance.submit(noticed, deposit('beans', 7), Date.parse('2025-09-20T12:00:00Z'));
  const late = await executeOne({});
  assert.equal(late.status, 'done');
  assert.deepEqual(await balance(inactive, 'stars'), { expired: 20, deposited: 40 }, 'half of what lay idle');
  const holds = await instance.database.owner.query('select status from laurel.hold');
  assert.deepEqual(holds.rows, [{ status: 'expired' }]);
  const lots = await instance.database.owner.query('select customer_id, is_noticed from laurel.lot where is_noticed');
  assert.deepEqual(
    lots.rows.map((row) => row.customer_id),
    [noticed],
  );
  const again = await executeOne({});
  assert.equal(again.changed, 0, 'what was done is not done again');
  await proveBooks();
});

test('only: holds ends holds and leaves everybody else alone', async () => {
  const id = await instance.join(42);
  await instance.submit(id, deposit('beans', 20));
  await instance.submit(id, {
    kind: 'points.hold',
    amount: 5,
    accounts: null,
    expiresAt: null,
    reference: NO_REFERENCE,
  });
  instance.setTime('2026-09-01T13:00:00Z');
  const run = await executeOne({ only: 'holds' });
  assert.deepEqual([run.visited, run.changed], [1, 1]);
});

test('a maintenance run carries out every date that passed, and falls one level at a time', async () => {
  const ids = await Promise.all([11, 211, 411, 611, 811].map(instance.join));
  for (const id of ids) await instance.submit(id, deposit('beans', 60));
  const [keeper] = ids;
  assert.ok(keeper);
  assert.equal(await level(keeper), 'roast');
  instance.setTime('2027-08-01T12:00:00Z');
  await instance.submit(keeper, deposit('beans', 50));
  instance.setTime('2027-10-01T12:00:00Z');
  const { run } = await openRun(instance.database.pool, {
    kind: 'maintenance',
    params: { tierSystem: 'club' },
    actor: ACTOR,
  });
  const done = await executeRun(instance.deps, run.id);
  assert.equal(done?.status, 'done');
  assert.equal(done.visited, done.total);
  assert.deepEqual(await Promise.all(ids.map(level)), ['roast', 'green', 'green', 'green', 'green']);
  await proveBooks();
});

test('one run of a kind and its parameters is open at a time', async () => {
  const request = { kind: 'maintenance', params: {}, actor: ACTOR } as const;
  const run = await startRun(instance.database.pool, request);
  await assert.rejects(startRun(instance.database.pool, request), (error) => {
    assert.ok(error instanceof EngineError);
    assert.equal(error.code, 'run_in_progress');
    assert.deepEqual(error.detail, { run: run.id });
    return true;
  });
  const other = await startRun(instance.database.pool, { ...request, params: { tierSystem: 'club' } });
  assert.equal(await executeRuns(instance.deps), 2);
  assert.deepEqual(
    [
      (await readRun(instance.database.pool, run.id))?.status,
      (await readRun(instance.database.pool, other.id))?.status,
    ],
    ['done', 'done'],
  );
});

test('ten starts at once open one run', async () => {
  const request = { kind: 'expiry', params: {}, actor: ACTOR } as const;
  const opened = await Promise.all(Array.from({ length: 10 }, () => openRun(instance.database.pool, request)));
  assert.equal(opened.filter(({ isNew }) => isNew).length, 1);
  assert.equal(new Set(opened.map(({ run }) => run.id)).size, 1);
  assert.equal(await cancelRun(instance.database.pool, opened[0]?.run.id ?? ''), true);
  assert.equal(await cancelRun(instance.database.pool, opened[0]?.run.id ?? ''), false, 'it is over');
});

test('an unknown tier system is refused', async () => {
  const request = { kind: 'maintenance', params: { tierSystem: 'clubb' }, actor: ACTOR } as const;
  await assert.rejects(startRun(instance.database.pool, request), { code: 'unknown_tier_system' });
});

test('a stopped run goes on where it was, and a cancelled one ends', async () => {
  const ids = await Promise.all(Array.from({ length: 40 }, (_, index) => instance.join(20 + index * 20 + 1)));
  for (const id of ids) await instance.submit(id, deposit('leaves', 3));
  instance.setTime('2028-01-01T12:00:00Z');
  const { run } = await openRun(instance.database.pool, { kind: 'expiry', params: {}, actor: ACTOR });
  const stopping = new AbortController();
  let shown = 0;
  const stopped = await executeRun(instance.deps, run.id, {
    signal: stopping.signal,
    onProgress: ({ visited }) => {
      shown += 1;
      if (visited >= 10) stopping.abort();
    },
  });
  assert.equal(stopped?.status, 'waiting');
  assert.ok(shown > 1 && stopped.visited >= 10 && stopped.visited < (stopped.total ?? 0), JSON.stringify(stopped));
  const done = await executeRun({ ...instance.deps, worker: leaseHolderName() }, run.id);
  assert.equal(done?.status, 'done');
  assert.equal(done.visited, done.total, 'nobody is visited twice, nobody is left out');

  const second = await openRun(instance.database.pool, { kind: 'expiry', params: {}, actor: ACTOR });
  await cancelRun(instance.database.pool, second.run.id);
  assert.equal(await executeRun(instance.deps, second.run.id), null);
});

test('nobody else carries out a run whose holder lives; a dead holder on this machine does not count', async () => {
  const { pool } = instance.database;
  const { run } = await openRun(pool, { kind: 'expiry', params: {}, actor: ACTOR });
  await leaseRun(pool, 'elsewhere 1 ab', { id: run.id, deadWorkers: [] });
  assert.equal(await executeRun(instance.deps, run.id), null, 'another machine holds the lease');
  assert.equal((await readRun(pool, run.id))?.leasedBy, 'elsewhere 1 ab');
  await instance.database.owner.query("update laurel.run set lease_until = now() - interval '1 s' where id = $1", [
    run.id,
  ]);
  assert.equal((await executeRun(instance.deps, run.id))?.status, 'done', 'a lease ends by itself');

  const next = await openRun(pool, { kind: 'expiry', params: {}, actor: ACTOR });
  // A number that no process of this machine has.
  const dead = leaseHolderName().replace(/ \d+ /, ' 4194399 ');
  await leaseRun(pool, dead, { id: next.run.id, deadWorkers: [] });
  assert.equal((await executeRun(instance.deps, next.run.id))?.status, 'done');
});

test('a customer whom the engine cannot decide is named, and the others are decided', async () => {
  instance.setTime('2028-02-01T12:00:00Z');
  const ids = await Promise.all([5, 6, 7, 8].map(instance.join));
  for (const id of ids) await instance.submit(id, deposit('leaves', 3));
  instance.setTime('2028-04-01T12:00:00Z');
  const poisoned = ids[2];
  const engine = {
    submitChunk: (chunk: Parameters<typeof instance.engine.submitChunk>[0]) =>
      poisoned !== undefined && chunk.customerIds.includes(poisoned)
        ? Promise.reject(new EngineError('internal'))
        : instance.engine.submitChunk(chunk),
  };
  const { run } = await openRun(instance.database.pool, { kind: 'expiry', params: {}, actor: ACTOR });
  const ended = await executeRun({ ...instance.deps, engine }, run.id);
  assert.equal(ended?.status, 'failed');
  assert.equal(ended.error, `The customer ${poisoned} could not be decided (internal).`);
  assert.equal(ended.visited, ended.total);
  const { rows } = await instance.database.owner.query(
    `select customer_id from laurel.lot where account = 'leaves' and is_open order by 1`,
  );
  assert.deepEqual(rows, [{ customer_id: poisoned }]);
});

test('runs are listed newest first, page by page', async () => {
  const all = await readRuns(instance.database.pool, { limit: 100, after: null });
  const first = await readRuns(instance.database.pool, { limit: 3, after: null });
  const rest = await readRuns(instance.database.pool, { limit: 100, after: first.at(-1)?.id ?? null });
  assert.deepEqual(
    [...first, ...rest].map(({ id }) => id),
    all.map(({ id }) => id),
  );
  assert.ok(all.every((run, index) => index === 0 || run.startedAt <= (all[index - 1]?.startedAt ?? 0)));
});

async function executeOne(params: { only?: 'holds' }) {
  const { run } = await openRun(instance.database.pool, { kind: 'expiry', params, actor: ACTOR });
  const done = await executeRun(instance.deps, run.id);
  assert.ok(done);
  return done;
}
