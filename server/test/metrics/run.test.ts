// Runs of metrics on a real database: the published parameters come out of purchases in the tables, whoever does not count is
// left out, a run that was broken off goes on, and a fit that fails leaves the last good model in use.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { executeRun, openRun, type RunRow } from '../../src/jobs/runs.ts';
import { readModelSummary } from '../../src/storage/metrics.ts';
import { type TestInstance, testInstance } from '../runs/instance.ts';
import { readCdnowPurchases } from './cdnow-purchases.ts';
import { writeCustomers, writePurchases } from './purchases.ts';

const PROGRAMME = `
name: shop
title: Shop
`;
const ACTOR = { kind: 'cli', name: 'test' } as const;
const END_OF_39_WEEKS = '1997-09-30T23:59:59Z';

let instance: TestInstance;
before(async () => {
  instance = await testInstance(PROGRAMME, END_OF_39_WEEKS);
  const purchases = readCdnowPurchases();
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

/** Spread over all partitions; `customerId` gives others. */
function cdnowId(number: number): string {
  const high = Math.floor((number / 2_400) * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
  return `${high}-cd00-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

async function run(signal?: AbortSignal): Promise<RunRow> {
  const { run: opened } = await openRun(instance.database.pool, { kind: 'metrics', params: {}, actor: ACTOR });
  const ended = await executeRun(instance.deps, opened.id, signal === undefined ? {} : { signal });
  assert.ok(ended !== null);
  return ended;
}

async function modelOf(runId: string) {
  const row = await readModelSummary(instance.database.pool, runId);
  assert.ok(row !== null);
  return row.model;
}

function assertWithin(actual: number | undefined, expected: number, part: number): void {
  assert.ok(
    Math.abs((actual ?? Number.NaN) - expected) <= part * expected,
    `${actual} is not within ${part} of ${expected}`,
  );
}

test('39 weeks of CDNOW purchases give the published parameters through the whole run', async () => {
  const ended = await run();
  assert.deepEqual([ended.status, ended.error, ended.visited, ended.total], ['done', null, 2_357, 2_357]);
  const model = await modelOf(ended.id);
  assert.deepEqual([model.customers, model.buyers, model.sampled], [2_357, 2_357, 2_357]);
  assert.equal(model.purchases.status, 'fitted');
  assertWithin(model.purchases.model?.r, 0.243, 0.01);
  assertWithin(model.purchases.model?.alpha, 4.414, 0.01);
  assertWithin(model.purchases.model?.a, 0.793, 0.01);
  assertWithin(model.purchases.model?.b, 2.426, 0.01);
  // Fader & Hardie 2013 (in dollars, purchases of one day merged): p 6.25, q 3.74, gamma 15.44.
  assertWithin(model.spend.model?.p, 6.25, 0.01);
  assertWithin(model.spend.model?.q, 3.744, 0.01);
  assertWithin(model.spend.model?.gamma, 1_544, 0.01);
});
