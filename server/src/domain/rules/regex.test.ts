// Patterns: what compiles, what is refused, and that no pattern is slow.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileRegex } from './regex.ts';

function matches(pattern: string, text: string): boolean {
  const compiled = compileRegex(pattern);
  assert.ok(compiled.ok, compiled.ok ? '' : compiled.message);
  return compiled.regex.test(text);
}

describe('compileRegex', () => {
  test('matches anywhere unless the pattern is anchored', () => {
    assert.equal(matches('b+', 'abbc'), true);
    assert.equal(matches('^b+', 'abbc'), false);
    assert.equal(matches('^a.*c$', 'abbc'), true);
    assert.equal(matches('(?i)ABB', 'abbc'), true);
    assert.equal(matches('^.$', '\u{1F600}'), true);
  });

  test('answers the same for the same text again and again', () => {
    const compiled = compileRegex('a');
    assert.ok(compiled.ok);
    assert.deepEqual(['a', 'b', 'a', 'a'].map(compiled.regex.test), [true, false, true, true]);
  });

  test('refuses what is not RE2, and patterns without measure', () => {
    for (const pattern of ['(', '(?=a)', '(?<!a)b', '\\1', 'a{1001}', '((a{100}){100}){100}', 'a'.repeat(501)]) {
      const compiled = compileRegex(pattern);
      assert.ok(!compiled.ok && compiled.message.length > 0, pattern);
    }
  });

  test('is linear on patterns that stop a backtracking engine', () => {
    const startedAt = performance.now();
    for (const pattern of ['^(a+)+$', '^(a|a)*$', '^(a|aa)+$', '(.*a){20}b']) matches(pattern, `${'a'.repeat(5_000)}!`);
    assert.ok(performance.now() - startedAt < 2_000);
  });
});
