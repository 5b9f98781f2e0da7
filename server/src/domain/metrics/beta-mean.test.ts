// Means over a beta distribution that have a closed form.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { betaMean } from './beta-mean.ts';

test('moments of the beta distribution come out, for parameters from a hundredth to a hundred thousand', () => {
  const parameter = fc.integer({ min: -2_000, max: 5_000 }).map((power) => 10 ** (power / 1_000));
  fc.assert(
    fc.property(parameter, parameter, (a, b) => {
      const moments: [number, number][] = [
        [betaMean(a, b, () => 1), 1],
        [betaMean(a, b, (p) => p), a / (a + b)],
        [betaMean(a, b, (p) => (1 - p) ** 2), (b * (b + 1)) / ((a + b) * (a + b + 1))],
      ];
      for (const [actual, expected] of moments)
        assert.ok(Math.abs(actual - expected) <= 1e-7 * expected, `${a} ${b}: ${actual} is not ${expected}`);
    }),
    { numRuns: 300 },
  );
});
