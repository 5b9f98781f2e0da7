// What a customer's purchases become before a model sees them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countHistories, summarisePurchases } from './purchase-history.ts';

test('purchases of one day count once, and the first day is no repeat', () => {
  const purchases = [
    { day: 130, amount: 10 },
    { day: 100, amount: 99 },
    { day: 110, amount: 20 },
    { day: 110, amount: 5 },
    { day: 141, amount: 1_000 },
  ];
  assert.deepEqual(summarisePurchases(purchases, 140), { repeats: 2, recency: 30, age: 40, repeatAmount: 17.5 });
});

test('whoever bought once has no repeat amount', () => {
  assert.deepEqual(summarisePurchases([{ day: 7, amount: 12 }], 10), {
    repeats: 0,
    recency: 0,
    age: 3,
    repeatAmount: 0,
  });
});

test('whoever bought nothing until that day has no history', () => {
  assert.equal(summarisePurchases([{ day: 8, amount: 1 }], 7), null);
  assert.equal(summarisePurchases([], 7), null);
});

test('equal histories are counted together, and none is lost', () => {
  const small = fc.nat({ max: 3 });
  fc.assert(
    fc.property(fc.array(fc.record({ repeats: small, recency: small, age: small })), (histories) => {
      const counted = countHistories(histories);
      assert.equal(new Set(counted.map((one) => `${one.repeats} ${one.recency} ${one.age}`)).size, counted.length);
      for (const { customers, ...history } of counted) {
        const same = histories.filter((other) => JSON.stringify(other) === JSON.stringify({ ...history }));
        assert.equal(same.length, customers);
      }
      assert.equal(
        counted.reduce((sum, one) => sum + one.customers, 0),
        histories.length,
      );
    }),
  );
});
