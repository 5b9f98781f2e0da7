// Lifetime value, churn risk and percentile ranks.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { expectedPurchases, probabilityAlive } from './bg-nbd.ts';
import {
  CHURN_HIGH_FROM,
  CHURN_MEDIUM_FROM,
  churnBand,
  churnRisk,
  customerLifetimeValue,
  discountedPurchases,
  percentileRank,
} from './customer-value.ts';

/** The fits of the CDNOW data to more digits than were published; times in weeks, money in dollars. */
const purchases = { r: 0.242_594_5, alpha: 4.413_601_6, a: 0.792_922, b: 2.425_906_5 };
const spend = { p: 6.249_573_9, q: 3.744_224_6, gamma: 15.443_516_6 };
const horizon = { periods: 12, periodLength: 30, discountRate: 0.01 };
const customer = { repeats: 2, recency: 30.43, age: 38.86, repeatAmount: 22.35 };

test('lifetime values are the published ones', () => {
  // The first customers of the sample in the documentation of the Python package lifetimes, which takes 12 periods of 30.
  const table = [
    [{ repeats: 2, recency: 30.43, age: 38.86, repeatAmount: 22.35 }, 140.1],
    [{ repeats: 1, recency: 1.71, age: 38.86, repeatAmount: 11.77 }, 18.94],
    [{ repeats: 0, recency: 0, age: 38.86, repeatAmount: 0 }, 38.18],
  ] as const;
  for (const [summary, value] of table) {
    const found = customerLifetimeValue({ purchases, spend }, summary, horizon);
    assert.ok(Math.abs(found - value) < 0.001 * value, `${found} is not ${value}`);
  }
});

test('without a discount the periods add up to the whole time', () => {
  const sum = discountedPurchases(purchases, customer, { ...horizon, discountRate: 0 });
  assert.ok(Math.abs(sum - expectedPurchases(purchases, customer, 360)) < 1e-9);
});

test('a higher discount or a shorter horizon never makes a customer worth more', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 60 }), (rate, periods) => {
      const value = discountedPurchases(purchases, customer, { periods, periodLength: 4, discountRate: rate });
      const dearer = discountedPurchases(purchases, customer, { periods, periodLength: 4, discountRate: rate + 0.01 });
      const longer = discountedPurchases(purchases, customer, {
        periods: periods + 1,
        periodLength: 4,
        discountRate: rate,
      });
      assert.ok(value > 0 && dearer <= value && longer >= value);
    }),
  );
});

test('a horizon outside its limits is refused', () => {
  for (const wrong of [
    { periods: 0 },
    { periods: 1.5 },
    { periods: 1_201 },
    { periodLength: 0 },
    { discountRate: -0.1 },
  ])
    assert.throws(() => discountedPurchases(purchases, customer, { ...horizon, ...wrong }), RangeError);
});

test('the risk of churn is the chance of not being alive', () => {
  assert.equal(churnRisk(purchases, customer), 1 - probabilityAlive(purchases, customer));
});

test('who bought once and stayed away becomes a risk', () => {
  const risks = [0, 10, 100, 1_000].map((age) => churnRisk(purchases, { repeats: 0, recency: 0, age }));
  assert.deepEqual(risks, risks.toSorted());
  // a / (a + b) on the first day, as after every purchase.
  assert.ok(Math.abs((risks[0] ?? 0) - purchases.a / (purchases.a + purchases.b)) < 1e-12);
  assert.equal(churnBand(risks[3] ?? 0), 'medium');
  assert.equal(churnBand(churnRisk({ ...purchases, r: 2 }, { repeats: 0, recency: 0, age: 1_000 })), 'high');
});

test('the bands meet at their borders', () => {
  assert.equal(churnBand(0), 'low');
  assert.equal(churnBand(CHURN_MEDIUM_FROM - 1e-9), 'low');
  assert.equal(churnBand(CHURN_MEDIUM_FROM), 'medium');
  assert.equal(churnBand(CHURN_HIGH_FROM - 1e-9), 'medium');
  assert.equal(churnBand(CHURN_HIGH_FROM), 'high');
  assert.equal(churnBand(1), 'high');
});

test('a percentile rank counts those below and half of those level', () => {
  const population = Float64Array.of(1, 2, 2, 5);
  assert.equal(percentileRank(population, 1), 12.5);
  assert.equal(percentileRank(population, 2), 50);
  assert.equal(percentileRank(population, 5), 87.5);
  assert.equal(percentileRank(population, 0), 0);
  assert.equal(percentileRank(population, 9), 100);
  assert.equal(percentileRank(Float64Array.of(), 1), null);
});

test('percentile ranks of a whole population average to 50', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 20 }), { minLength: 1 }), (values) => {
      const population = Float64Array.from(values).sort();
      const ranks = values.map((value) => percentileRank(population, value) ?? assert.fail());
      const mean = ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
      assert.ok(Math.abs(mean - 50) < 1e-9);
    }),
  );
});
