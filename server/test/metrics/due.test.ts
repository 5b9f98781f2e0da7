// When the nightly run of metrics is due: from three in the morning where the programme lives, once a day, and not without
// purchases.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isMetricsDue } from '../../src/jobs/metrics/due.ts';
import { openRun } from '../../src/jobs/runs.ts';
import { type TestInstance, testInstance } from '../runs/instance.ts';
import { writePurchases } from './purchases.ts';

const PROGRAMME = `
name: shop
title: Shop
time_zone: America/New_York
`;
/** Far ahead, since the database's own clock says when a run was opened. */
const THREE_IN_NEW_YORK = Date.parse('2099-01-10T08:00:00Z');

let instance: TestInstance;
before(async () => {
  instance = await testInstance(PROGRAMME, '2026-01-10T12:00:00Z');
});
after(() => instance.close());

const isDueAt = (at: number): Promise<boolean> => isMetricsDue(instance.database.pool, at);

test('a run of metrics is due from three in the morning where the programme lives, once there are purchases', async () => {
  const customerId = await instance.join(1);
  assert.equal(await isDueAt(THREE_IN_NEW_YORK), false, 'nobody has bought anything');
  await writePurchases(instance.database.owner, [{ customerId, at: '2026-01-09T12:00:00Z', cents: 500 }]);
  assert.equal(await isDueAt(THREE_IN_NEW_YORK - 1), false);
  assert.equal(await isDueAt(THREE_IN_NEW_YORK), true);
});

test('a run that was opened since then, by whomever, is the day’s', async () => {
  const actor = { kind: 'cli', name: 'test' } as const;
  const { run } = await openRun(instance.database.pool, { kind: 'metrics', params: {}, actor });
  const startOf = (at: string) =>
    instance.database.owner.query('update laurel.run set started_at = $2 where id = $1', [run.id, at]);
  await startOf('2099-01-10T07:59:59Z');
  assert.equal(await isDueAt(THREE_IN_NEW_YORK), true);
  await startOf('2099-01-10T08:00:00Z');
  assert.equal(await isDueAt(THREE_IN_NEW_YORK + 60_000), false);
});
