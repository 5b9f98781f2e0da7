// What the BG/NBD model says of one customer: published worked numbers, values of 40-digit arithmetic, and its laws.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BgNbd, expectedByClosedForm, expectedByIntegral, expectedPurchases, probabilityAlive } from './bg-nbd.ts';

/** The published fit of the CDNOW data, in weeks. */
const cdnow: BgNbd = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const newCustomer = { repeats: 0, recency: 0, age: 0 };

/** Even over the orders of magnitude; doubles of their own accord would crowd together near zero. */
const between = (min: number, max: number) =>
  fc.integer({ min: 0, max: 1_000_000 }).map((part) => min * (max / min) ** (part / 1_000_000));
const model = fc.record({
  r: between(0.02, 30),
  alpha: between(0.1, 500),
  a: between(0.02, 50),
  b: between(0.02, 500),
});
const history = fc
  .record({
    repeats: fc.nat({ max: 200 }),
    recencyPart: fc.double({ min: 0.001, max: 1, noNaN: true }),
    age: between(1, 500),
  })
  .map(({ repeats, recencyPart, age }) => ({ repeats, recency: repeats === 0 ? 0 : recencyPart * age, age }));

function assertClose(actual: number, expected: number, part: number): void {
  assert.ok(Math.abs(actual - expected) <= part * Math.abs(expected), `${actual} is not ${expected}`);
}

test('a customer of the published example is expected to buy 1.226 times in the next 39 weeks', () => {
  // Fader, Hardie & Lee, Implementing the BG/NBD Model for Customer Base Analysis in Excel, 2005.
  const expected = expectedPurchases(cdnow, { repeats: 2, recency: 30.43, age: 38.86 }, 39);
  assert.equal(expected.toFixed(3), '1.226');
});

test('new customers buy as often as the published table says', () => {
  // The same note, expected repeat purchases t weeks after the first one, from the fit before it was rounded.
  const exact = { r: 0.242_594_6, alpha: 4.413_604_3, a: 0.792_921_6, b: 2.425_904_3 };
  const table = [
    [1 / 7, 0.0078],
    [1, 0.0532],
    [3, 0.1506],
    [31 + 6 / 7, 1.0405],
    [32, 1.0437],
    [78, 1.8576],
  ] as const;
  for (const [weeks, purchases] of table)
    assert.ok(Math.abs(expectedPurchases(exact, newCustomer, weeks) - purchases) < 5e-4, `${weeks} weeks`);
});

test('hard cases agree with 40-digit arithmetic', () => {
  const cases = [
    [cdnow, { repeats: 2, recency: 30.43, age: 38.86 }, 39, 1.226_028_174_767_14],
    [{ ...cdnow, a: 0.999_999_999_9 }, { repeats: 2, recency: 30, age: 38 }, 39, 1.126_561_323_364_68],
    [{ ...cdnow, a: 0.3, b: 0.700_000_000_000_1 }, { repeats: 0, recency: 0, age: 10 }, 20, 0.282_504_137_829_49],
    [cdnow, { repeats: 1_000, recency: 38, age: 39 }, 52, 8.142_000_775_323_73e-5],
    [cdnow, newCustomer, 100_000, 29.607_861_654_555],
    [cdnow, { repeats: 3, recency: 20, age: 39 }, 0.0001, 3.460_338_682_523_36e-6],
    [{ r: 50, alpha: 3, a: 40, b: 900 }, { repeats: 7, recency: 20, age: 39 }, 52, 6.373_114_710_083_7e-13],
    [{ r: 0.6, alpha: 0.01, a: 0.05, b: 3 }, newCustomer, 3_650, 126_645.284_419_65],
  ] as const;
  for (const [parameters, customer, time, expected] of cases)
    assertClose(expectedPurchases(parameters, customer, time), expected, 1e-8);
});

test('the closed form and the integral give the same', () => {
  let compared = 0;
  fc.assert(
    fc.property(model, history, between(0.1, 500), (parameters, customer, time) => {
      const closed = expectedByClosedForm(parameters, customer, time);
      if (closed === null) return;
      compared += 1;
      assertClose(closed, expectedByIntegral(parameters, customer, time), 1e-7);
    }),
    { numRuns: 500 },
  );
  assert.ok(compared > 300, `only ${compared} were compared`);
});

test('the probability of being alive lies between 0 and 1', () => {
  fc.assert(
    fc.property(model, history, (parameters, customer) => {
      const alive = probabilityAlive(parameters, customer);
      assert.ok(alive >= 0 && alive <= 1, `${alive}`);
    }),
  );
});

test('the later the last purchase, the likelier the customer is alive', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(model, history, part, (parameters, customer, earlier) => {
      const before = { ...customer, recency: customer.recency * earlier };
      assert.ok(probabilityAlive(parameters, before) <= probabilityAlive(parameters, customer));
    }),
  );
});

test('the longer nothing is bought, the less likely the customer is alive', () => {
  fc.assert(
    fc.property(model, history, between(0.1, 500), (parameters, customer, wait) => {
      const later = { ...customer, age: customer.age + wait };
      assert.ok(probabilityAlive(parameters, later) <= probabilityAlive(parameters, customer));
    }),
  );
});

test('without a repeat purchase a customer counts as alive', () => {
  assert.equal(probabilityAlive(cdnow, { repeats: 0, recency: 0, age: 1_000 }), 1);
});

test('the chance that a customer of 26 purchases is alive is the published one', () => {
  // Customer 1516 of the CDNOW sample, in the walkthrough of the R package BTYD.
  const customer = { repeats: 26, recency: 30 + 6 / 7, age: 31 };
  assert.equal(probabilityAlive(cdnow, customer).toFixed(3), '0.969');
  assert.ok(Math.abs(expectedPurchases(cdnow, customer, 52) - 25.76) < 0.01);
});

test('expected purchases are not negative and grow with time', () => {
  fc.assert(
    fc.property(model, history, between(0.01, 5_000), between(1.001, 10), (parameters, customer, time, factor) => {
      const sooner = expectedPurchases(parameters, customer, time);
      const later = expectedPurchases(parameters, customer, time * factor);
      assert.ok(sooner >= 0 && Number.isFinite(later));
      assert.ok(later >= sooner * (1 - 1e-8), `${sooner} then ${later}`);
    }),
    { numRuns: 300 },
  );
});

test('nobody buys in no time', () => {
  assert.equal(expectedPurchases(cdnow, newCustomer, 0), 0);
});

test('the unit of time does not matter', () => {
  fc.assert(
    fc.property(model, history, between(0.1, 500), (parameters, customer, time) => {
      const inDays = expectedPurchases(
        { ...parameters, alpha: parameters.alpha * 7 },
        { ...customer, recency: customer.recency * 7, age: customer.age * 7 },
        time * 7,
      );
      const inWeeks = expectedPurchases(parameters, customer, time);
      assert.ok(Math.abs(inDays - inWeeks) <= 1e-7 * inWeeks + 1e-300);
    }),
    { numRuns: 300 },
  );
});
