// Rules between code and the visual editor: what is shown as a tree says exactly what the code says, and nothing is dropped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { readRule, shapeOf, writeRule } from './rule-codec.ts';
import type { Condition, Group, Literal, Operator } from './rule-tree.ts';

function shown(source: string): Group {
  const read = readRule(source);
  assert.ok(read.ok, read.ok ? '' : `${source}: ${read.reason}`);
  return read.tree;
}

function refused(source: string): string {
  const read = readRule(source);
  assert.ok(!read.ok, `${source} was shown`);
  return read.reason;
}

const int = (text: string): Literal => ({ type: 'int', text });
const text = (value: string): Literal => ({ type: 'string', text: value });

test('a presence and a comparison are two conditions', () => {
  assert.deepEqual(shown('has(customer.email) && customer.age > 3'), {
    combinator: 'and',
    rules: [
      { field: 'customer.email', operator: 'is there', value: [] },
      { field: 'customer.age', operator: '>', value: [int('3')] },
    ],
  });
});

test('what is worked out on the left has no words, and stays code', () => {
  assert.match(refused('customer.birthOn.getMonth() == 4'), /no words for customer\.birthOn\.getMonth\(\) == 4/);
  assert.match(refused('customer.points * 2 > 100 && customer.opted_in'), /no words for customer\.points \* 2 > 100$/);
  for (const source of [
    '3 < customer.age',
    'customer.tags.exists(t, t == "a")',
    'a ? b : c',
    'size(a) > 2',
    'a == b',
    'a in []',
  ])
    refused(source);
});

test('one of several values is a condition', () => {
  assert.deepEqual(shown('age in [18, 19]').rules, [{ field: 'age', operator: 'in', value: [int('18'), int('19')] }]);
});

test('what is turned round keeps its turn, with or without brackets', () => {
  const vip: Condition = { field: 'customer.vip', operator: 'is false', value: [] };
  assert.deepEqual(shown('!(customer.vip)'), { combinator: 'and', rules: [vip] });
  assert.deepEqual(shown('!(a == 1)'), {
    combinator: 'and',
    not: true,
    rules: [{ field: 'a', operator: '==', value: [int('1')] }],
  });
  assert.equal(writeRule(shown('!(!(a || b) && !c)')), '!(!(a || b) && !c)');
});

test('numbers keep their kind, and names that are no identifiers their brackets', () => {
  const source = 'event.amount > 3.0 && event.qty >= -2 && customer.tiers["double-shot"] == "gold \\"x\\""';
  assert.equal(writeRule(shown(source)), source);
  assert.deepEqual(shown('customer.birth_on < date("2000-01-01")').rules, [
    { field: 'customer.birth_on', operator: '<', value: [{ type: 'date', text: '2000-01-01' }] },
  ]);
});

test('a condition that is not finished gives no text, and no conditions give none', () => {
  assert.equal(writeRule({ combinator: 'and', rules: [{ field: 'a', operator: '==', value: [int('')] }] }), null);
  assert.equal(writeRule({ combinator: 'and', rules: [{ field: '', operator: 'is there', value: [] }] }), null);
  assert.equal(writeRule({ combinator: 'and', rules: [] }), '');
  assert.deepEqual(shown(' '), { combinator: 'and', rules: [] });
});

const field = fc.constantFrom(
  'a',
  'customer.age',
  'customer.custom.shoe_size',
  'customer.tiers["double-shot"]',
  'in_x',
);
const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 6 }).map(text),
  fc.maxSafeInteger().map((value) => int(String(value))),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value): Literal => ({ type: 'double', text: Object.is(value, -0) ? '0.0' : String(value) })),
  fc.boolean().map((value): Literal => ({ type: 'bool', text: String(value) })),
  fc.constantFrom<Literal>({ type: 'date', text: '2026-02-28' }, { type: 'datetime', text: '2026-02-28T10:00:00Z' }),
);
const one = (operators: readonly Operator[], value: fc.Arbitrary<readonly Literal[]>): fc.Arbitrary<Condition> =>
  fc.record({ field, operator: fc.constantFrom(...operators), value });
const condition = fc.oneof(
  one(['==', '!=', '<', '<=', '>', '>=', 'includes', 'not includes'], fc.tuple(literal)),
  one(['in', 'not in'], fc.array(literal, { minLength: 1, maxLength: 3 })),
  one(
    ['startsWith', 'endsWith', 'contains', 'not startsWith', 'not endsWith', 'not contains'],
    fc.tuple(fc.string({ maxLength: 4 }).map(text)),
  ),
  one(['is there', 'is missing', 'is true', 'is false'], fc.constant([])),
);
const { group } = fc.letrec<{ group: Group }>((tie) => ({
  group: fc.record({
    combinator: fc.constantFrom('and' as const, 'or' as const),
    not: fc.boolean(),
    rules: fc.array(fc.oneof({ depthSize: 'small', withCrossShrink: true }, condition, tie('group')), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
}));

test('whatever people put together is read back as the same expression', () => {
  fc.assert(
    fc.property(group, (tree) => {
      const source = writeRule(tree) ?? '';
      if (source.length > 4_000) return;
      const again = writeRule(shown(source)) ?? '';
      assert.equal(shapeOf(parse(again).ast), shapeOf(parse(source).ast));
    }),
    { numRuns: 1_000 },
  );
});

const piece = fc.constantFrom(
  ...['a', 'customer.age', '3', '2.5', '"x"', 'true', '(', ')', '!', '-', '&&', '||', '==', '>', 'in', '[1, 2]', '+'],
  ...['.contains("a")', 'has(a.b)', 'size(a)', '? 1 : 2', 'date("2026-01-01")', '.x["y"]', '["z"]'],
);

test('whatever people type is either shown as it stands or stays code', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
      const source = pieces.join(' ');
      const read = readRule(source);
      if (!read.ok || source.trim() === '') return;
      assert.equal(shapeOf(parse(writeRule(read.tree) ?? '').ast), shapeOf(parse(source).ast));
    }),
    { numRuns: 5_000 },
  );
});
