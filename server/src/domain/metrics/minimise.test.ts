// The search for a lowest point, on functions whose lowest point is known.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minimise, type Slope } from './minimise.ts';

const limits = { stepsMax: 200, gradientMax: 1e-8, rangeMax: 10 };

/** Rosenbrock's valley: curved, and flat along its floor. */
function valley([x = 0, y = 0]: readonly number[]): Slope {
  const value = (1 - x) ** 2 + 100 * (y - x * x) ** 2;
  return { value, gradient: [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)] };
}

test('the end of a curved valley is found', () => {
  const found = minimise(valley, [-1.2, 1], limits);
  assert.ok(found.isConverged);
  for (const value of found.point) assert.ok(Math.abs(value - 1) < 1e-6, `${found.point}`);
});

test('the search ends after its steps and says so', () => {
  const found = minimise(valley, [-1.2, 1], { ...limits, stepsMax: 3 });
  assert.equal(found.isConverged, false);
  assert.equal(found.steps, 3);
});

test('a slope without a floor ends at the border, not at infinity', () => {
  const found = minimise(([x = 0]) => ({ value: Math.exp(-x), gradient: [-Math.exp(-x)] }), [0], limits);
  assert.ok((found.point[0] ?? 0) <= limits.rangeMax);
  assert.equal(found.isConverged, false);
});

test('where the function has no value the step is shortened', () => {
  const found = minimise(([x = 0]) => ({ value: x - Math.log(x), gradient: [1 - 1 / x] }), [0.01], limits);
  assert.ok(found.isConverged);
  assert.ok(Math.abs((found.point[0] ?? 0) - 1) < 1e-7);
});
