// The gamma-gamma model: the published parameters on CDNOW's customers, and what it expects of one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readCdnow } from '../../../test/metrics/cdnow.ts';
import { expectedAmount, fitGammaGamma, gammaGammaLogLikelihood } from './gamma-gamma.ts';

const spends = readCdnow().map((line) => ({
  purchases: line.repeats,
  amount: line.repeats === 0 ? 0 : line.repeatDollars / line.repeats,
  customers: line.customers,
}));
/** Fader & Hardie, The Gamma-Gamma Model of Monetary Value, 2013. */
const published = { p: 6.25, q: 3.74, gamma: 15.44 };

function fitted(data: typeof spends) {
  const fit = fitGammaGamma(data);
  if (fit.kind !== 'fitted') assert.fail(`not fitted but ${fit.kind}`);
  return fit;
}

test('39 weeks of CDNOW give the published parameters', () => {
  const { model, logLikelihood } = fitted(spends);
  assert.ok(Math.abs(model.p - published.p) < 0.01 * published.p, `${model.p}`);
  assert.ok(Math.abs(model.q - published.q) < 0.01 * published.q, `${model.q}`);
  assert.ok(Math.abs(model.gamma - published.gamma) < 0.01 * published.gamma, `${model.gamma}`);
  assert.ok(Math.abs(gammaGammaLogLikelihood(model, spends) - logLikelihood) < 1e-6);
  // The same likelihood, maximised by another program with another search.
  assert.ok(Math.abs(logLikelihood - -4_055.917_694_8) < 1e-5, `${logLikelihood}`);
});

test('dollars or cents, the fit is the same', () => {
  const [dollars, cents] = [
    fitted(spends).model,
    fitted(spends.map((spend) => ({ ...spend, amount: spend.amount * 100 }))).model,
  ];
  assert.ok(Math.abs(cents.gamma / dollars.gamma - 100) < 1e-3);
  assert.ok(Math.abs(cents.p / dollars.p - 1) < 1e-5);
});

test('no parameters nearby are likelier', () => {
  const { model, logLikelihood } = fitted(spends);
  const factor = fc.double({ min: 0.7, max: 1.4, noNaN: true });
  fc.assert(
    fc.property(factor, factor, factor, (p, q, gamma) => {
      const other = { p: model.p * p, q: model.q * q, gamma: model.gamma * gamma };
      assert.ok(gammaGammaLogLikelihood(other, spends) <= logLikelihood + 1e-6);
    }),
    { numRuns: 200 },
  );
});

test('expected amounts are the published ones', () => {
  const { model } = fitted(spends);
  // The first customers of the sample, in the documentation of the Python package lifetimes.
  assert.ok(Math.abs(expectedAmount(model, 2, 22.35) - 24.66) < 0.01);
  assert.ok(Math.abs(expectedAmount(model, 1, 11.77) - 18.91) < 0.01);
  assert.ok(Math.abs(expectedAmount(model, 0, 0) - 35.17) < 0.01);
});

test('an expected amount lies between the mean of all and the customer’s own', () => {
  const all = expectedAmount(published, 0, 0);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0.01, max: 1e6, noNaN: true }), (x, amount) => {
      const expected = expectedAmount(published, x, amount);
      assert.ok(expected >= Math.min(all, amount) * (1 - 1e-12) && expected <= Math.max(all, amount) * (1 + 1e-12));
      const surer = expectedAmount(published, x + 1, amount);
      assert.ok(Math.abs(surer - amount) <= Math.abs(expected - amount) * (1 + 1e-9));
    }),
  );
});

test('who sent everything back counts as one without purchases', () => {
  assert.equal(expectedAmount(published, 3, 0), expectedAmount(published, 0, 0));
  assert.equal(expectedAmount(published, 3, -5), expectedAmount(published, 0, 0));
});

test('without spending there is nothing to fit', () => {
  assert.deepEqual(fitGammaGamma([]), { kind: 'no_spend' });
  assert.deepEqual(fitGammaGamma([{ purchases: 0, amount: 0, customers: 5 }]), { kind: 'no_spend' });
});

test('data that determine nothing end the fit with a finite mean', () => {
  const fit = fitGammaGamma([{ purchases: 3, amount: 20, customers: 10 }]);
  if (fit.kind === 'no_spend') assert.fail();
  const mean = expectedAmount(fit.model, 0, 0);
  assert.ok(mean > 0 && Number.isFinite(mean), `${mean}`);
});
