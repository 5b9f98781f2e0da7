// The fit of the BG/NBD model: the published parameters on CDNOW's customers, and what bad data bring.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCdnow } from '../../../test/metrics/cdnow.ts';
import { expectedPurchases } from './bg-nbd.ts';
import { bgNbdLogLikelihood, fitBgNbd } from './bg-nbd-fit.ts';

const customers = readCdnow();
const inUnit = (days: number) =>
  customers.map((line) => ({
    repeats: line.repeats,
    recency: line.recencyDays / days,
    age: line.ageDays / days,
    customers: line.customers,
  }));
const weekly = inUnit(7);

function fitted(histories: Parameters<typeof fitBgNbd>[0]) {
  const fit = fitBgNbd(histories);
  if (fit.kind !== 'fitted') assert.fail(`not fitted but ${fit.kind}`);
  return fit;
}

function assertWithin(actual: number, expected: number, part: number): void {
  assert.ok(Math.abs(actual - expected) <= part * expected, `${actual} is not within ${part} of ${expected}`);
}

test('the data are the 2,357 customers of the sample', () => {
  assert.equal(
    customers.reduce((sum, line) => sum + line.customers, 0),
    2_357,
  );
  // Published beside the model: 2,457 repeat purchases in 39 weeks.
  assert.equal(
    customers.reduce((sum, line) => sum + line.customers * line.repeats, 0),
    2_457,
  );
});

test('39 weeks of CDNOW give the published parameters', () => {
  const { model, logLikelihood } = fitted(weekly);
  assertWithin(model.r, 0.243, 0.01);
  assertWithin(model.alpha, 4.414, 0.01);
  assertWithin(model.a, 0.793, 0.01);
  assertWithin(model.b, 2.426, 0.01);
  // Fader, Hardie & Lee 2005.
  assert.equal(logLikelihood.toFixed(1), '-9582.4');
  assert.ok(Math.abs(bgNbdLogLikelihood(model, weekly) - logLikelihood) < 1e-6);
});

test('the fit does not depend on the unit of time', () => {
  const [weeks, days] = [fitted(weekly).model, fitted(inUnit(1)).model];
  assertWithin(days.alpha, weeks.alpha * 7, 1e-5);
  assertWithin(days.r, weeks.r, 1e-5);
  assertWithin(days.a, weeks.a, 1e-5);
  assertWithin(days.b, weeks.b, 1e-5);
});

test('a history that many share weighs as often as it is shared', () => {
  const singly = weekly.flatMap((line) => Array.from({ length: line.customers }, () => ({ ...line, customers: 1 })));
  const [together, apart] = [fitted(weekly), fitted(singly)];
  assertWithin(apart.model.a, together.model.a, 1e-5);
  assert.ok(Math.abs(apart.logLikelihood - together.logLikelihood) < 1e-6);
});

test('no parameters nearby are likelier', () => {
  const { model, logLikelihood } = fitted(weekly);
  const factor = fc.double({ min: 0.7, max: 1.4, noNaN: true });
  fc.assert(
    fc.property(factor, factor, factor, factor, (r, alpha, a, b) => {
      const other = { r: model.r * r, alpha: model.alpha * alpha, a: model.a * a, b: model.b * b };
      assert.ok(bgNbdLogLikelihood(other, weekly) <= logLikelihood + 1e-6);
    }),
    { numRuns: 200 },
  );
});

test('what the next 39 weeks bring is foretold as well as published', () => {
  const { model } = fitted(weekly);
  const pairs = customers.map((line, index) => {
    const history = weekly[index] ?? assert.fail();
    return { foretold: expectedPurchases(model, history, 39), came: line.later, weight: line.customers };
  });
  const mean = (of: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((sum, pair) => sum + pair.weight * of(pair), 0) / 2_357;
  const [foretold, came] = [mean((pair) => pair.foretold), mean((pair) => pair.came)];
  const covariance = mean((pair) => (pair.foretold - foretold) * (pair.came - came));
  const spread = Math.sqrt(mean((pair) => (pair.foretold - foretold) ** 2) * mean((pair) => (pair.came - came) ** 2));
  // Fader, Hardie & Lee 2005: the correlation over customers is 0.626.
  assert.equal((covariance / spread).toFixed(3), '0.626');
});

test('customers who never bought again teach nothing', () => {
  assert.deepEqual(fitBgNbd([{ repeats: 0, recency: 0, age: 30, customers: 100 }]), { kind: 'no_repeats' });
  assert.deepEqual(fitBgNbd([]), { kind: 'no_repeats' });
});

test('data that determine nothing end the fit with finite parameters and say so', () => {
  const fit = fitBgNbd([{ repeats: 5, recency: 50, age: 50, customers: 3 }]);
  if (fit.kind === 'no_repeats') assert.fail();
  assert.equal(fit.kind, 'not_converged');
  for (const value of Object.values(fit.model)) assert.ok(Number.isFinite(value) && value > 0);
});

test('whatever the histories, the fit ends with positive parameters', () => {
  const history = fc
    .record({
      repeats: fc.nat({ max: 30 }),
      rest: fc.nat({ max: 300 }),
      wait: fc.nat({ max: 300 }),
      customers: fc.nat({ max: 9 }),
    })
    .map(({ repeats, rest, wait, customers: count }) => {
      const recency = repeats === 0 ? 0 : repeats + rest;
      return { repeats, recency, age: recency + wait, customers: count };
    });
  fc.assert(
    fc.property(fc.array(history, { maxLength: 40 }), (histories) => {
      const fit = fitBgNbd(histories);
      if (fit.kind === 'no_repeats') return;
      for (const value of Object.values(fit.model)) assert.ok(Number.isFinite(value) && value > 0);
    }),
    { numRuns: 50 },
  );
});
