// Recency, frequency and monetary value, and the medians beside them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY_MS } from '../time.ts';
import { addCustomer, addRfmSketches, besideMedians, emptyRfmSketches, mediansOf, rfm } from './rfm.ts';

const now = Date.UTC(2026, 5, 1, 12);
const daysAgo = (days: number, amount: number) => ({ at: now - days * DAY_MS, amount });

test('each window holds its own purchases', () => {
  assert.deepEqual(rfm([daysAgo(40, 100), daysAgo(2.5, 8), daysAgo(29, 30), daysAgo(6, 2)], now), {
    days7: { recencyDays: 2, frequency: 2, monetary: 10 },
    days30: { recencyDays: 2, frequency: 3, monetary: 40 },
    lifetime: { recencyDays: 2, frequency: 4, monetary: 140 },
  });
});

test('a window without purchases has no recency', () => {
  const nothing = { recencyDays: null, frequency: 0, monetary: 0 };
  assert.deepEqual(rfm([daysAgo(31, 5)], now), {
    days7: nothing,
    days30: nothing,
    lifetime: { recencyDays: 31, frequency: 1, monetary: 5 },
  });
  assert.deepEqual(rfm([], now).lifetime, nothing);
});

test('a purchase exactly seven days ago has left the window, and one of tomorrow is not in it yet', () => {
  assert.equal(rfm([daysAgo(7, 5)], now).days7.frequency, 0);
  assert.equal(rfm([{ at: now - 7 * DAY_MS + 1, amount: 5 }], now).days7.frequency, 1);
  assert.equal(rfm([daysAgo(-1, 5)], now).lifetime.frequency, 0);
  assert.equal(rfm([daysAgo(0, 5)], now).days7.recencyDays, 0);
});

test('a longer window never holds less', () => {
  const purchase = fc.record({ at: fc.integer({ min: now - 90 * DAY_MS, max: now + DAY_MS }), amount: fc.nat() });
  fc.assert(
    fc.property(fc.array(purchase), (purchases) => {
      const { days7, days30, lifetime } = rfm(purchases, now);
      assert.ok(days7.frequency <= days30.frequency && days30.frequency <= lifetime.frequency);
      assert.ok(days7.monetary <= days30.monetary && days30.monetary <= lifetime.monetary);
      if (days7.recencyDays !== null) assert.equal(days7.recencyDays, lifetime.recencyDays);
    }),
  );
});

test('medians are those of all customers, who bought nothing included', () => {
  const customers = [
    rfm([], now),
    rfm([daysAgo(3, 10)], now),
    rfm([daysAgo(1, 20), daysAgo(20, 20)], now),
    rfm([daysAgo(50, 1_000), daysAgo(60, 1_000), daysAgo(61, 1_000)], now),
    rfm([daysAgo(90, 7)], now),
  ];
  const [sketches, rest] = [emptyRfmSketches(), emptyRfmSketches()];
  for (const [index, customer] of customers.entries()) addCustomer(index < 2 ? sketches : rest, customer);
  addRfmSketches(sketches, rest);
  const medians = mediansOf(sketches);
  assert.deepEqual(medians.days7, { recencyDays: 1, frequency: 0, monetary: 0 });
  assert.equal(medians.lifetime.recencyDays, 3);
  assert.equal(medians.lifetime.frequency, 1);
  assert.ok(Math.abs((medians.lifetime.monetary ?? 0) - 10) <= 0.05);
});

test('without customers there is no median', () => {
  const nothing = { recencyDays: null, frequency: null, monetary: null };
  assert.deepEqual(mediansOf(emptyRfmSketches()), { days7: nothing, days30: nothing, lifetime: nothing });
});

test('each measure stands beside its median', () => {
  const median = { recencyDays: 4, frequency: 1, monetary: 9 };
  const compared = besideMedians(rfm([daysAgo(2, 8)], now), { days7: median, days30: median, lifetime: median });
  assert.deepEqual(compared.days30, {
    recencyDays: { value: 2, median: 4 },
    frequency: { value: 1, median: 1 },
    monetary: { value: 8, median: 9 },
  });
});
