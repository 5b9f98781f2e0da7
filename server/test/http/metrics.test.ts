// A customer's metrics and the model behind them over /v1: each figure beside the median of all customers, with the reason
// where there is nothing to tell.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { executeRun } from '../../src/jobs/runs.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { leaseHolderName } from '../../src/storage/lease-holders.ts';
import { type WrittenPurchase, writeCustomers, writePurchases } from '../metrics/purchases.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');
const SHOPPERS = 60;

let server: TestServer;
before(async () => {
  server = await startTestServer();
  server.clock.set(NOW);
});
after(() => server.close());

const idOf = (number: number): string =>
  `${(number * 4).toString(16).padStart(2, '0')}000000-0000-4000-8000-${number.toString().padStart(12, '0')}`;
const daysAgo = (days: number): string => new Date(NOW - days * 86_400_000).toISOString();
const metricsOf = async (id: string) => (await server.call('GET', `/v1/customers/${id}/metrics`)).body;

async function runMetrics(at = NOW): Promise<void> {
  server.clock.set(at);
  const started = await server.call('POST', '/v1/runs', { kind: 'metrics' });
  assert.equal(started.status, 201, JSON.stringify(started.body));
  assert.equal(started.body.kind, 'metrics');
  const { database, engine, clock } = server;
  const programmes = createProgrammeSource(database.pool);
  const deps = { pool: database.pool, engine, programmes, clock, worker: leaseHolderName() };
  const ended = await executeRun(deps, started.body.id);
  assert.equal(ended?.status, 'done', ended?.error ?? '');
}

const nothing = { value: null, median: null };
const noRfm = { recency_days: nothing, frequency: nothing, monetary: nothing };

test('before the first run there is no model, and every figure says that it was not computed', async () => {
  await writeCustomers(server.database.owner, [{ id: idOf(1) }]);
  assert.equal((await server.call('GET', '/v1/metrics/model')).status, 404);
  const metrics = await metricsOf(idOf(1));
  assert.deepEqual(metrics.rfm, { days_7: noRfm, days_30: noRfm, lifetime: noRfm, reason: 'not_computed' });
  assert.equal(metrics.as_of, null);
  for (const figure of ['lifetime_value', 'churn', 'affinities']) assert.equal(metrics[figure].reason, 'not_computed');
});

test('with too few customers who came back there are recency, frequency and spending, and no model', async () => {
  await writePurchases(server.database.owner, [
    { customerId: idOf(1), at: daysAgo(2), cents: 1_000, items: ['espresso'] },
    { customerId: idOf(1), at: daysAgo(20), cents: 500, items: ['espresso'] },
  ]);
  await runMetrics();
  const { rfm, lifetime_value: value, churn, affinities, as_of: asOf } = await metricsOf(idOf(1));
  assert.equal(asOf, '2026-06-01T12:00:00.000Z');
  assert.equal(rfm.days_7.monetary.value, 1_000);
  assert.ok(Math.abs(rfm.days_7.monetary.median - 1_000) <= 5, 'medians are within 0.5 %');
  assert.deepEqual(rfm.days_30.frequency, { value: 2, median: 2 });
  assert.deepEqual([value.amount, value.percentile, value.reason], [null, null, 'no_model']);
  assert.deepEqual([churn.risk, churn.band, churn.reason], [null, null, 'no_model']);
  assert.deepEqual(affinities, { items: [], reason: 'none_found' });
  const { body: model } = await server.call('GET', '/v1/metrics/model');
  assert.deepEqual([model.purchases.status, model.purchases.reason], ['none', 'too_few']);
});

/** Customers 2 to 61: the lower the number, the more often they buy; one in three likes tea. */
function shopping(): WrittenPurchase[] {
  return Array.from({ length: SHOPPERS }, (_, place): WrittenPurchase[] => {
    const [number, gap] = [place + 2, 3 + place];
    const items = place % 3 === 0 ? ['tea', 'pot'] : ['espresso', 'grinder'];
    const days = Array.from({ length: Math.floor(300 / gap) + 1 }, (_unused, visit) => 300 - visit * gap);
    const stopsAt = place % 4 === 1 ? 150 : 0;
    return days
      .filter((ago) => ago >= stopsAt)
      .map((ago, visit) => {
        const cents = 400 + 10 * place + 70 * ((visit * 7 + place) % 5);
        return { customerId: idOf(number), at: daysAgo(ago + 0.1), cents, items };
      });
  }).flat();
}

test('a customer stands with each figure beside the median of all, and with percentiles, band and affinities', async () => {
  await writeCustomers(
    server.database.owner,
    Array.from({ length: SHOPPERS }, (_, place) => ({ id: idOf(place + 2) })),
  );
  await writePurchases(server.database.owner, shopping());
  await server.database.owner.query(
    `insert into laurel.item (id, name, categories, created_at, updated_at) values ('grinder', 'Grinder', '[]', now(), now())
     on conflict (id) do update set name = excluded.name`,
  );
  await runMetrics(NOW + 60_000);
  const { body: model } = await server.call('GET', '/v1/metrics/model');
  assert.equal(model.purchases.status, 'fitted', JSON.stringify(model.purchases));
  assert.deepEqual([model.customers, model.buyers], [SHOPPERS + 1, SHOPPERS + 1]);
  assert.ok(model.finished_at !== null);

  const loyal = await metricsOf(idOf(2));
  assert.deepEqual(loyal.rfm.lifetime.frequency, { value: 101, median: model.medians.lifetime.frequency });
  assert.equal(loyal.rfm.lifetime.recency_days.value, 0);
  assert.ok(loyal.lifetime_value.percentile > 90, JSON.stringify(loyal.lifetime_value));
  assert.equal(loyal.churn.band, 'low');
  assert.ok(Math.abs(loyal.churn.risk + loyal.churn.probability_alive - 1) < 1e-12);

  const lost = await metricsOf(idOf(3));
  assert.equal(lost.rfm.days_30.frequency.value, 0);
  assert.equal(lost.rfm.days_30.recency_days.value, null);
  assert.ok(lost.rfm.lifetime.recency_days.value >= 150);
  assert.equal(lost.churn.band, 'high', JSON.stringify(lost.churn));
  assert.ok(lost.churn.percentile > loyal.churn.percentile);
  assert.ok(lost.lifetime_value.percentile < loyal.lifetime_value.percentile);

  const [grinder, ...others] = (await metricsOf(idOf(1))).affinities.items;
  assert.deepEqual([grinder.item, grinder.name, grinder.level], ['grinder', 'Grinder', 'medium']);
  assert.ok(grinder.probability > 0.5 && grinder.probability < 1 && grinder.lift > 1.25);
  assert.deepEqual(others, []);
});

test('whoever bought nothing has zeroes beside the medians, and who joined in since was not computed', async () => {
  const [idle, fresh] = [idOf(62), idOf(63)];
  await writeCustomers(server.database.owner, [{ id: idle }, { id: fresh }]);
  await writePurchases(server.database.owner, [{ customerId: fresh, at: daysAgo(0), cents: 100 }]);
  const found = await metricsOf(idle);
  assert.deepEqual([found.rfm.lifetime.frequency.value, found.rfm.reason], [0, 'no_purchases']);
  assert.ok(found.rfm.lifetime.frequency.median > 0);
  assert.equal(found.lifetime_value.reason, 'no_purchases');
  assert.equal((await metricsOf(fresh)).churn.reason, 'not_computed');
});

test('a test persona and whoever is stopped are left out, from the moment that they are', async () => {
  await server.database.owner.query('update laurel.customer set test_persona = true where customer_id = $1', [idOf(4)]);
  const found = await metricsOf(idOf(4));
  assert.deepEqual([found.churn.reason, found.churn.risk, found.affinities.items.length], ['left_out', null, 0]);
  await server.database.owner.query('update laurel.customer set stopped_at = now() where customer_id = $1', [idOf(5)]);
  assert.equal((await metricsOf(idOf(5))).lifetime_value.reason, 'left_out');
});

test('an unknown customer is not found, and a key without the scope is refused', async () => {
  assert.equal((await server.call('GET', `/v1/customers/${idOf(60).replace('0', '1')}/metrics`)).status, 404);
  const { authorization } = await server.makeKey(['events:write']);
  for (const path of [`/v1/customers/${idOf(2)}/metrics`, '/v1/metrics/model']) {
    assert.equal((await server.call('GET', path, undefined, { authorization })).status, 403);
  }
});
