// The special functions against identities with elementary functions and against values of 40-digit arithmetic.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { digamma, hypergeometric, logGamma, softplus } from './special-functions.ts';

function assertClose(actual: number, expected: number, part = 1e-13): void {
  const apart = Math.abs(actual - expected);
  assert.ok(apart <= part * Math.max(1e-300, Math.abs(expected)), `${actual} is not ${expected}`);
}

test('log-gamma has its known values', () => {
  assert.ok(Math.abs(logGamma(1)) < 1e-14);
  assert.ok(Math.abs(logGamma(2)) < 1e-14);
  assertClose(logGamma(0.5), 0.5 * Math.log(Math.PI));
  assertClose(logGamma(0.001), 6.907_178_885_383_854);
  assertClose(logGamma(0.3), 1.095_797_994_818_075);
  assertClose(logGamma(9.99), 12.779_315_214_350_193);
  assertClose(logGamma(1_234.5), 7_550.550_901_077_895);
});

test('digamma has its known values', () => {
  assertClose(digamma(1), -0.577_215_664_901_532_9);
  assertClose(digamma(0.001), -1_000.575_571_931_810_3);
  assertClose(digamma(0.3), -3.502_524_222_200_133);
  assertClose(digamma(9.99), 2.250_700_372_831_201);
  assertClose(digamma(1_234.5), 7.118_016_231_827_998);
});

test('digamma is the slope of log-gamma', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.05, max: 1e4, noNaN: true }), (x) => {
      const h = 1e-4 * x;
      const slope = (logGamma(x + h) - logGamma(x - h)) / (2 * h);
      assert.ok(Math.abs(slope - digamma(x)) < 1e-6 * (1 + Math.abs(slope)));
    }),
  );
});

test('the hypergeometric function has its known values', () => {
  assert.equal(hypergeometric(3.1, 2.2, 1.3, 0), 1);
  // 2/π of the complete elliptic integral K at m = ½.
  assertClose(hypergeometric(0.5, 0.5, 1, 0.5), 1.180_340_599_016_096_2);
  assertClose(hypergeometric(2.243, 4.426, 4.219, 0.5), 5.161_693_901_383_614);
  assertClose(hypergeometric(26.243, 28.426, 28.219, 0.3), 12_452.044_489_848_178);
  assertClose(hypergeometric(0.243, 2.426, 2.219, 0.95), 2.446_186_677_030_992);
  assertClose(hypergeometric(1.5, 0.1, -0.3, 0.4), 0.463_029_163_510_334_8);
  assertClose(hypergeometric(50, 60, 70, 0.9), 2.534_069_639_767_857e41, 1e-12);
});

test('the hypergeometric function becomes elementary where it should', () => {
  const positive = fc.double({ min: 0.01, max: 30, noNaN: true });
  fc.assert(
    fc.property(positive, positive, fc.double({ min: 0.001, max: 0.95, noNaN: true }), (a, b, z) => {
      assertClose(hypergeometric(1, 1, 2, z), -Math.log1p(-z) / z, 1e-12);
      assertClose(hypergeometric(a, b, b, z), (1 - z) ** -a, 1e-11);
      assertClose(hypergeometric(0.5, 0.5, 1.5, z * z), Math.asin(z) / z, 1e-12);
      assert.equal(hypergeometric(a, b, 3.3, z), hypergeometric(b, a, 3.3, z));
    }),
  );
});

test('the hypergeometric function says when it has no answer', () => {
  assert.ok(Number.isNaN(hypergeometric(1, 2, 0, 0.5)));
  assert.ok(Number.isNaN(hypergeometric(1, 2, -3, 0.5)));
  assert.ok(Number.isNaN(hypergeometric(1, 2, 3, 0.999_999)));
});

test('softplus neither overflows nor vanishes', () => {
  assert.equal(softplus(1_000), 1_000);
  assert.equal(softplus(Number.NEGATIVE_INFINITY), 0);
  assertClose(softplus(0), Math.LN2);
  assertClose(softplus(-100), Math.exp(-100));
});
