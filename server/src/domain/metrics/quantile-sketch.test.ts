// Quantiles from counts in buckets, against those of the sorted values.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addSketch, addValue, emptySketch, quantile } from './quantile-sketch.ts';

const value = fc.oneof(fc.nat({ max: 200 }), fc.double({ min: 0.001, max: 1e12, noNaN: true }));

function sketchOf(values: readonly number[]) {
  const sketch = emptySketch();
  for (const one of values) addValue(sketch, one);
  return sketch;
}

test('a quantile is within half a percent of the sorted values’', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const sorted = values.toSorted((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? assert.fail();
      const found = quantile(sketchOf(values), q) ?? assert.fail();
      assert.ok(Math.abs(found - exact) <= 0.005 * exact, `${found} is not ${exact}`);
    }),
  );
});

test('two parts joined, one of them written down in between, are as good as the whole', () => {
  fc.assert(
    fc.property(fc.array(value), fc.array(value), (left, right) => {
      const joined = sketchOf(left);
      addSketch(joined, JSON.parse(JSON.stringify(sketchOf(right))));
      assert.deepEqual(joined, sketchOf([...left, ...right]));
    }),
    { numRuns: 30 },
  );
});

test('nothing has no median, and negative values count as zero', () => {
  assert.equal(quantile(emptySketch(), 0.5), null);
  assert.equal(quantile(sketchOf([-5, 0, 10]), 0.5), 0);
  assert.ok(Math.abs((quantile(sketchOf([10]), 0) ?? 0) - 10) < 0.05);
});

test('a value beyond every bucket falls into the last', () => {
  assert.ok((quantile(sketchOf([1e30]), 0.5) ?? 0) > 9e12);
});
