// Runs of metrics on a real database: the published parameters come out of purchases in the tables, whoever does not count is
// left out, a run that was killed goes on, and a fit that fails leaves the last good model in use.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { BgNbd } from '../../src/domain/metrics/bg-nbd.ts';
import { churnRisk, customerLifetimeValue, percentileRank } from '../../src/domain/metrics/customer-value.ts';
import type { GammaGamma } from '../../src/domain/metrics/gamma-gamma.ts';
import { HORIZON } from '../../src/domain/metrics/metric-model.ts';
import { summarisePurchases } from '../../src/domain/metrics/purchase-history.ts';
import { rfm } from '../../src/domain/metrics/rfm.ts';
import { DAY_MS } from '../../src/domain/time.ts';
import { executeRun, openRun, type RunRow } from '../../src/jobs/runs.ts';
import { readMetrics, readModelSummary } from '../../src/storage/metrics.ts';
import { type TestInstance, testInstance } from '../runs/instance.ts';
import { readCdnowPurchases } from './cdnow-purchases.ts';
import { writeCustomers, writePurchases } from './purchases.ts';

const PROGRAMME = `
name: shop
title: Shop
`;
const ACTOR = { kind: 'cli', name: 'test' } as const;
const END_OF_39_WEEKS = '1997-09-30T23:59:59Z';
const now = Date.parse(END_OF_39_WEEKS);
const purchases = readCdnowPurchases();
const KILL_TIMEOUT_MS = 30_000;

let instance: TestInstance;
before(async () => {
  instance = await testInstance(PROGRAMME, END_OF_39_WEEKS);
  const { owner } = instance.database;
  const numbers = new Set(purchases.map(({ customer }) => customer));
  await writeCustomers(
    owner,
    [...numbers].map((number) => ({ id: cdnowId(number) })),
  );
  await writePurchases(
    owner,
    purchases.map(({ customer, day, cents }) => ({ customerId: cdnowId(customer), at: `${day}T12:00:00Z`, cents })),
  );
});
after(() => instance.close());

/** Spread over all partitions. */
function cdnowId(number: number): string {
  const high = Math.floor((number / 2_400) * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
  return `${high}-cd00-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

const open = async (): Promise<string> =>
  (await openRun(instance.database.pool, { kind: 'metrics', params: {}, actor: ACTOR })).run.id;

async function run(): Promise<RunRow> {
  const ended = await executeRun(instance.deps, await open());
  assert.ok(ended !== null);
  assert.equal(ended.status, 'done', ended.error ?? '');
  return ended;
}

async function modelOf(runId: string) {
  const row = await readModelSummary(instance.database.pool, runId);
  assert.ok(row !== null);
  return row.model;
}

async function countOf(sql: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await instance.database.owner.query<{ n: number }>(`select count(*) as n from ${sql}`, [...values]);
  return rows[0]?.n ?? Number.NaN;
}

function assertWithin(actual: number | undefined, expected: number, part: number): void {
  const isWithin = Math.abs((actual ?? Number.NaN) - expected) <= part * expected;
  assert.ok(isWithin, `${actual} is not within ${part} of ${expected}`);
}

test('39 weeks of CDNOW purchases give the published parameters through the whole run', async () => {
  const ended = await run();
  assert.deepEqual([ended.error, ended.visited, ended.total, ended.changed], [null, 2_357, 2_357, 2_357]);
  const model = await modelOf(ended.id);
  assert.deepEqual([model.customers, model.buyers, model.sampled], [2_357, 2_357, 2_357]);
  assert.equal(model.purchases.status, 'fitted');
  assertWithin(model.purchases.model?.r, 0.243, 0.01);
  assertWithin(model.purchases.model?.alpha, 4.414, 0.01);
  assertWithin(model.purchases.model?.a, 0.793, 0.01);
  assertWithin(model.purchases.model?.b, 2.426, 0.01);
  // Fader & Hardie 2013, there in dollars.
  assertWithin(model.spend.model?.p, 6.25, 0.01);
  assertWithin(model.spend.model?.q, 3.744, 0.01);
  assertWithin(model.spend.model?.gamma, 1_544, 0.01);
});

type Expected = { readonly value: number; readonly risk: number };

/** The figures of a customer straight from their purchases, without tables and columns. */
function expectedOf(number: number, models: { purchases: BgNbd; spend: GammaGamma }): Expected {
  const days = purchases
    .filter(({ customer }) => customer === number)
    .map(({ day, cents }) => ({ day: Date.parse(day) / DAY_MS, amount: cents }));
  const summary = summarisePurchases(days, Math.floor(now / DAY_MS));
  assert.ok(summary !== null);
  const weekly = { ...summary, recency: summary.recency / 7, age: summary.age / 7 };
  return { value: customerLifetimeValue(models, weekly, HORIZON), risk: churnRisk(models.purchases, weekly) };
}

test('each customer’s figures are those of their purchases, and percentiles those of the sorted list', async () => {
  const { model } = (await readModelSummary(instance.database.pool, null)) ?? assert.fail();
  assert.ok(model.purchases.model !== null && model.spend.model !== null);
  const models = { purchases: model.purchases.model, spend: model.spend.model };
  const numbers = [...new Set(purchases.map(({ customer }) => customer))];
  const expected = new Map(numbers.map((number) => [number, expectedOf(number, models)]));
  const values = Float64Array.from(expected.values(), ({ value }) => value).sort();
  const risks = Float64Array.from(expected.values(), ({ risk }) => risk).sort();
  for (const [number, { value, risk }] of [...expected].filter((_, place) => place % 97 === 0)) {
    const found = await readMetrics(instance.database.pool, cdnowId(number));
    assert.ok(found !== null);
    const bought = purchases.filter(({ customer }) => customer === number);
    const valued = bought.map(({ day, cents }) => ({ at: Date.parse(`${day}T12:00:00Z`), amount: cents }));
    assert.deepEqual(found.rfm, rfm(valued, now));
    assert.equal(found.lifetimeValue, Math.round(value));
    assert.ok(Math.abs((found.churnRisk ?? 2) - risk) < 1e-12);
    assertNear(found.valuePercentile, percentileRank(values, value));
    assertNear(found.churnPercentile, percentileRank(risks, risk));
  }
});

function assertNear(percentile: number | null, exact: number | null): void {
  assert.ok(Math.abs((percentile ?? Number.NaN) - (exact ?? Number.NaN)) < 0.05, `${percentile} is far from ${exact}`);
}

test('a run that is killed with kill -9 goes on with the same model, and everybody has their figures in the end', async () => {
  const id = await open();
  const child = fork(path.join(import.meta.dirname, 'run-process.ts'), [instance.database.url, id, END_OF_39_WEEKS]);
  const exit = once(child, 'exit', { signal: AbortSignal.timeout(KILL_TIMEOUT_MS) });
  child.on('message', (told: { visited: number }) => {
    if (told.visited > 0) child.kill('SIGKILL');
  });
  const [, signal] = await exit;
  assert.equal(signal, 'SIGKILL');
  const done = await countOf('laurel.customer_metric where run_id = $1', [id]);
  assert.ok(done > 0 && done < 2_357, `${done} customers had their figures when it died`);
  const before = await readModelSummary(instance.database.pool, id);
  assert.ok(before !== null && before.finishedAt === null);
  const ended = await executeRun(instance.deps, id);
  assert.equal(ended?.status, 'done', ended?.error ?? '');
  assert.equal(await countOf('laurel.customer_metric where run_id = $1', [id]), 2_357);
  const after = await readModelSummary(instance.database.pool, id);
  assert.equal(after?.computedAt, before.computedAt, 'the survey was not made again');
  assert.ok(after?.finishedAt !== null);
});

test('a run that is stopped in the survey has written nothing, and begins anew', async () => {
  const id = await open();
  const stopping = new AbortController();
  stopping.abort();
  const ended = await executeRun(instance.deps, id, { signal: stopping.signal });
  assert.equal(ended?.status, 'waiting');
  assert.equal(await readModelSummary(instance.database.pool, id), null);
  assert.equal((await executeRun(instance.deps, id))?.status, 'done');
});

test('test personas, stopped, deleted and merged customers, and purchases taken back, count for nothing', async () => {
  const { owner } = instance.database;
  const [persona, deleted, returner, idle, stopped, merged] = [1, 2, 3, 4, 5, 6].map(
    (n) => `${n}0000000-0000-4000-8000-000000000001`,
  );
  assert.ok(persona !== undefined && deleted !== undefined && returner !== undefined && idle !== undefined);
  assert.ok(stopped !== undefined && merged !== undefined);
  const before = (await readModelSummary(instance.database.pool, null)) ?? assert.fail();
  await writeCustomers(owner, [
    { id: persona, isPersona: true },
    { id: deleted, isDeleted: true },
    { id: returner },
    { id: idle },
    { id: stopped },
    { id: merged },
  ]);
  await owner.query('update laurel.customer set stopped_at = now() where customer_id = $1', [stopped]);
  await owner.query('update laurel.customer set merged_into = $2 where customer_id = $1', [merged, idle]);
  const at = '1997-09-29T10:00:00Z';
  await writePurchases(owner, [
    { customerId: persona, at, cents: 900 },
    { customerId: deleted, at, cents: 900 },
    { customerId: stopped, at, cents: 900 },
    { customerId: merged, at, cents: 900 },
    { customerId: returner, at, cents: 900, status: 'returned' },
    { customerId: returner, at, cents: 900, status: 'voided' },
    { customerId: returner, at: '1997-10-01T10:00:00Z', cents: 900 },
  ]);
  const ended = await run();
  assert.equal(ended.visited, 2_359);
  const model = await modelOf(ended.id);
  assert.deepEqual([model.customers, model.buyers], [2_359, 2_357]);
  assert.deepEqual(model.purchases.model, before.model.purchases.model);
  for (const id of [persona, deleted, returner, idle, stopped, merged]) {
    assert.equal(await readMetrics(instance.database.pool, id), null);
  }
});

test('whoever does not count any more loses their figures with the next run', async () => {
  const id = cdnowId(1);
  assert.ok((await readMetrics(instance.database.pool, id)) !== null);
  await instance.database.owner.query('update laurel.customer set test_persona = true where customer_id = $1', [id]);
  await run();
  assert.equal(await readMetrics(instance.database.pool, id), null);
});

test('when too few customers come back for a model, the last good one stays in use and the run says so', async () => {
  const good = (await readModelSummary(instance.database.pool, null)) ?? assert.fail();
  const kept = cdnowId(4);
  await instance.database.owner.query('delete from laurel.purchase where customer_id > $1', [kept]);
  // A day later, so that the fit would look at other days.
  instance.setTime('1997-10-01T23:59:59Z');
  const ended = await run();
  assert.match(ended.error ?? '', /purchases: too_few, the last good model is used/);
  const model = await modelOf(ended.id);
  assert.deepEqual(
    [model.purchases.status, model.purchases.reason, model.purchases.status !== 'none' && model.purchases.fittedAt],
    ['kept', 'too_few', now],
  );
  assert.deepEqual(model.purchases.model, good.model.purchases.model);
  assert.equal(await countOf('laurel.customer_metric'), model.buyers);
  const found = await readMetrics(instance.database.pool, kept);
  assert.ok(found !== null && found.lifetimeValue !== null && found.churnBand !== null);
});
