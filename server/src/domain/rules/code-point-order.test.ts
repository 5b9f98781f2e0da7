// Text order against the obvious one: comparing arrays of code points.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { codePointCount, compareCodePoints } from './code-point-order.ts';

const text = fc.string({
  unit: fc.constantFrom('a', 'b', '\uD7FF', '\uE000', '\uFFFD', '\u{10000}', '\u{1F600}', '\u{10FFFF}'),
  maxLength: 5,
});

function byCodePoints(left: string, right: string): number {
  const [a, b] = [[...left], [...right]].map((units) => units.map((unit) => unit.codePointAt(0) ?? 0));
  for (const [index, point] of (a ?? []).entries()) {
    const other = b?.[index];
    if (other === undefined) return 1;
    if (point !== other) return Math.sign(point - other);
  }
  return Math.sign((a?.length ?? 0) - (b?.length ?? 0));
}

test('texts are ordered by code point', () => {
  fc.assert(
    fc.property(text, text, (a, b) => {
      assert.equal(Math.sign(compareCodePoints(a, b)), byCodePoints(a, b));
    }),
    { numRuns: 2_000 },
  );
});

test('an emoji counts once', () => {
  assert.equal(codePointCount('a\u{1F600}é'), 3);
  assert.equal(codePointCount(''), 0);
});
