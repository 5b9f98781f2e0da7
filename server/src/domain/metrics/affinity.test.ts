// What a customer may buy besides: worked numbers, and that probabilities are probabilities.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { affinities, type CoPurchases, LIFT_HIGH_FROM, LIFT_MEDIUM_FROM, PRIOR_BUYERS } from './affinity.ts';

/** Counts over customers, each given as the set of what they bought. */
function countOf(customers: readonly (readonly string[])[]): CoPurchases {
  const buyers = new Map<string, number>();
  const together = new Map<string, Map<string, number>>();
  for (const bought of customers.map((ids) => new Set(ids))) {
    for (const id of bought) {
      buyers.set(id, (buyers.get(id) ?? 0) + 1);
      const others = together.get(id) ?? new Map<string, number>();
      together.set(id, others);
      for (const other of bought) if (other !== id) others.set(other, (others.get(other) ?? 0) + 1);
    }
  }
  return { total: customers.length, buyers, together };
}

const times = (count: number, ids: readonly string[]) => Array.from({ length: count }, () => ids);
const shop = countOf([
  ...times(80, ['espresso', 'grinder']),
  ...times(100, ['espresso']),
  ...times(20, ['tea', 'pot']),
  ...times(200, ['tea']),
  ...times(20, ['espresso', 'tea']),
]);
const wish = { limit: 10, includesBought: false };

test('what goes with a customer’s purchases comes first, with the documented probability', () => {
  const found = affinities(shop, new Map([['espresso', 3]]), wish);
  assert.deepEqual(
    found.map((one) => one.id),
    ['grinder', 'tea'],
  );
  // (80 + 20 · 80 / 420) / (200 + 20), against 80 / 420 for everybody.
  const probability = (80 + (PRIOR_BUYERS * 80) / 420) / (200 + PRIOR_BUYERS);
  assert.ok(Math.abs((found[0]?.probability ?? 0) - probability) < 1e-12);
  assert.ok(Math.abs((found[0]?.lift ?? 0) - probability / (80 / 420)) < 1e-12);
  assert.equal(found[0]?.level, 'high');
  assert.equal(found[1]?.level, 'low');
});

test('purchases weigh by how often they were made', () => {
  const mostlyTea = affinities(
    shop,
    new Map([
      ['espresso', 1],
      ['tea', 99],
    ]),
    wish,
  );
  const mostlyEspresso = affinities(
    shop,
    new Map([
      ['espresso', 99],
      ['tea', 1],
    ]),
    wish,
  );
  assert.equal(mostlyTea[0]?.id, 'pot');
  assert.equal(mostlyEspresso[0]?.id, 'grinder');
});

test('what was bought already is left out unless it is asked for', () => {
  const bought = new Map([
    ['espresso', 1],
    ['grinder', 1],
  ]);
  const idsOf = (includesBought: boolean) =>
    affinities(shop, bought, { limit: 10, includesBought }).map((one) => one.id);
  assert.deepEqual(idsOf(false), ['tea']);
  assert.deepEqual(idsOf(true), ['espresso', 'grinder', 'tea']);
});

test('a pair seen once does not look certain', () => {
  const counts = countOf([['rare', 'odd'], ...times(99, ['tea'])]);
  const [odd] = affinities(counts, new Map([['rare', 1]]), wish);
  assert.equal(odd?.id, 'odd');
  assert.ok((odd?.probability ?? 1) < 0.1, `${odd?.probability}`);
});

test('a customer of unknown things, or of nothing, has no affinities', () => {
  assert.deepEqual(affinities(shop, new Map([['bicycle', 1]]), wish), []);
  assert.deepEqual(affinities(shop, new Map(), wish), []);
  assert.deepEqual(affinities({ total: 0, buyers: new Map(), together: new Map() }, new Map([['tea', 1]]), wish), []);
});

test('probabilities lie between 0 and 1, fall down the list, and agree with lift and level', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  fc.assert(
    fc.property(
      fc.array(fc.array(id, { maxLength: 6 }), { minLength: 1, maxLength: 60 }),
      fc.array(fc.tuple(id, fc.integer({ min: 1, max: 9 })), { maxLength: 4 }),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      (customers, bought, limit, includesBought) => {
        const counts = countOf(customers);
        const found = affinities(counts, new Map(bought), { limit, includesBought });
        assert.ok(found.length <= limit);
        for (const [index, one] of found.entries()) {
          assert.ok(one.probability > 0 && one.probability <= 1);
          assert.ok(one.probability <= (found[index - 1]?.probability ?? 1));
          const everybody = (counts.buyers.get(one.id) ?? 0) / counts.total;
          assert.ok(Math.abs(one.lift * everybody - one.probability) < 1e-12);
          const level = one.lift >= LIFT_HIGH_FROM ? 'high' : one.lift >= LIFT_MEDIUM_FROM ? 'medium' : 'low';
          assert.equal(one.level, level);
        }
      },
    ),
  );
});
