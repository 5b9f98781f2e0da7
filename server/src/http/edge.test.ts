// What the edge lets pass and what it names as wrong: tables, no server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError } from '../pipeline/submission.ts';
import { checkParameters, FACT_LIMITS, PROGRAMME_LIMITS, parseJson } from './edge.ts';
import { InvalidRequest } from './problem.ts';

const parsed = (text: string) => parseJson(Buffer.from(text), FACT_LIMITS);
const nested = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

function pointersOf(text: string): readonly string[] {
  try {
    parsed(text);
  } catch (error) {
    assert.ok(error instanceof InvalidRequest, String(error));
    return error.errors.map(({ pointer }) => pointer);
  }
  return assert.fail(`passed: ${text.slice(0, 80)}`);
}

test('what the database can hold passes unchanged', () => {
  const body = { text: 'Zoë 😀', number: 9_007_199_254_740_991, part: -0.5, list: [null, true], 'a/b~c': {} };
  assert.deepEqual(parsed(JSON.stringify(body)), body);
});

test('text that is no JSON, or no UTF-8, is malformed', () => {
  for (const bytes of [Buffer.from('{'), Buffer.from('{"a":1}}'), Buffer.from([0x22, 0xff, 0x22]), Buffer.from('NaN')])
    assert.throws(
      () => parseJson(bytes, FACT_LIMITS),
      (error) => error instanceof EngineError && error.code === 'malformed_json',
    );
});

test('every place that the database could not hold is named by a JSON pointer', () => {
  const cases: readonly (readonly [body: string, pointer: string])[] = [
    ['{"a":{"b":["x","\\u0000"]}}', '/a/b/1'],
    ['{"name":"\\ud800"}', '/name'],
    ['{"name":"\\udc00 after"}', '/name'],
    ['{"amount":1e400}', '/amount'],
    ['{"amount":9007199254740993}', '/amount'],
    ['{"amount":-9007199254740993}', '/amount'],
    [`{"text":"${'x'.repeat(10_001)}"}`, '/text'],
    [`{"a":{"${'k'.repeat(201)}":1}}`, '/a'],
    [`{"a":{"${'é'.repeat(101)}":1}}`, '/a'],
    ['{"\\u0000":1}', ''],
    ['{"__proto__":{"isAdmin":true}}', ''],
    ['{"a/b":{"~":"\\u0000"}}', '/a~1b/~0'],
  ];
  for (const [body, pointer] of cases) assert.deepEqual(pointersOf(body), [pointer], body.slice(0, 60));
});

test('eight levels pass, nine do not, and a hundred thousand are refused without a stack overflow', () => {
  parsed(nested(8));
  assert.equal(pointersOf(nested(9)).length, 1);
  assert.equal(pointersOf(nested(100_000)).length, 1);
  parseJson(Buffer.from(nested(20)), PROGRAMME_LIMITS);
});

test('a thousand wrong places are named a hundred times at most', () => {
  assert.equal(pointersOf(JSON.stringify(Array.from({ length: 1_000 }, () => '\u0000'))).length, 100);
});

test('of a name that comes twice the last value counts', () => {
  assert.deepEqual(parsed('{"amount":1,"amount":2}'), { amount: 2 });
});

test('a percent-decoded parameter is held to the same bounds', () => {
  assert.throws(() => checkParameters('path', { customer: 'external:\u0000' }), InvalidRequest);
  checkParameters('query', { q: 'Zoë' });
});
