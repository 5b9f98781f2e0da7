// A second opinion: random expressions of the subset that both understand must give what @bufbuild/cel gives.
// Left out are the deliberate differences: int beside double in arithmetic, order of texts beyond U+D7FF, whole numbers beyond 2^53.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isCelError, run } from '@bufbuild/cel';
import fc from 'fast-check';
import { compileExpression, type ResultType, type Variables } from './expression.ts';

const RUNS = 4_000;
const optional = true;
const VARIABLES: Variables = {
  customer: {
    tags: { type: 'string_list', optional },
    custom: {
      i: { type: 'int', optional },
      j: { type: 'int', optional },
      d: { type: 'double', optional },
      s: { type: 'string', optional },
      b: { type: 'bool', optional },
    },
  },
};

// Small numbers and four levels: no product comes near 2^53, where the two differ on purpose.
const wholeLiteral = fc.integer({ min: -9, max: 9 });
const fraction = fc.integer({ min: -40, max: 40 }).map((quarters) => quarters / 4);
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'é', '\u{1F600}'), maxLength: 3 });
const orderedText = fc.string({ unit: fc.constantFrom('a', 'b', 'B', 'é'), maxLength: 3 });
const FIELDS = [
  'customer.custom.i',
  'customer.custom.j',
  'customer.custom.d',
  'customer.custom.s',
  'customer.custom.b',
  'customer.tags',
];

type Sources = { bool: string; int: string; double: string; string: string };

function sources(item: string | undefined): { [K in keyof Sources]: fc.Arbitrary<string> } {
  const infix = (operand: fc.Arbitrary<string>, ...operators: readonly string[]) =>
    fc.tuple(operand, fc.constantFrom(...operators), operand).map(([a, operator, b]) => `(${a} ${operator} ${b})`);
  const ternary = (condition: fc.Arbitrary<string>, branch: fc.Arbitrary<string>) =>
    fc.tuple(condition, branch, branch).map(([c, a, b]) => `(${c} ? ${a} : ${b})`);
  const size = { maxDepth: 3, depthIdentifier: fc.createDepthIdentifier() };
  const items = fc.constantFrom('x', 'y');
  return fc.letrec<Sources>((tie) => ({
    int: fc.oneof(
      size,
      fc.constantFrom('customer.custom.i', 'customer.custom.j'),
      wholeLiteral.map(String),
      infix(tie('int'), '+', '-', '*', '/', '%'),
      tie('int').map((a) => `(-${a.startsWith('-') ? `(${a})` : a})`),
      tie('string').map((a) => `size(${a})`),
      tie('double').map((a) => `int(${a})`),
      ternary(tie('bool'), tie('int')),
    ),
    double: fc.oneof(
      size,
      fc.constant('customer.custom.d'),
      fraction.map((value) => value.toFixed(2)),
      infix(tie('double'), '+', '-', '*'),
      tie('int').map((a) => `double(${a})`),
    ),
    string: fc.oneof(
      size,
      fc.constantFrom('customer.custom.s', ...(item === undefined ? [] : [item])),
      text.map((value) => JSON.stringify(value)),
      infix(tie('string'), '+'),
      ternary(tie('bool'), tie('string')),
    ),
    bool: fc.oneof(
      size,
      fc.constantFrom('true', 'false', 'customer.custom.b'),
      fc.constantFrom(...FIELDS).map((field) => `has(${field})`),
      infix(tie('bool'), '&&', '||', '&&', '||', '==', '!='),
      infix(tie('int'), '==', '!=', '<', '<=', '>', '>='),
      infix(tie('double'), '==', '!=', '<', '<=', '>', '>='),
      fc.tuple(tie('int'), fc.constantFrom('<', '<=', '>', '>='), tie('double')).map((parts) => `(${parts.join(' ')})`),
      infix(tie('string'), '==', '!='),
      infix(
        orderedText.map((value) => JSON.stringify(value)),
        '<',
        '<=',
        '>',
        '>=',
      ),
      tie('bool').map((a) => `!${a}`),
      fc.tuple(tie('int'), tie('int'), tie('int')).map(([a, b, c]) => `(${a} in [${b}, ${c}])`),
      fc.tuple(tie('string'), tie('string')).map(([a, b]) => `(${a} in [${b}, "a"])`),
      tie('string').map((a) => `(${a} in customer.tags)`),
      fc
        .tuple(tie('string'), fc.constantFrom('startsWith', 'endsWith', 'contains'), tie('string'))
        .map(([a, method, b]) => `(${a}).${method}(${b})`),
      ternary(tie('bool'), tie('bool')),
      ...(item === undefined
        ? [
            fc
              .tuple(fc.constantFrom('all', 'exists', 'exists_one'), items)
              .chain(([macro, name]) => sources(name).bool.map((body) => `customer.tags.${macro}(${name}, ${body})`)),
            items.chain((name) =>
              sources(name).bool.map((body) => `(size(customer.tags.filter(${name}, ${body})) > 1)`),
            ),
            items.chain((name) => sources(name).string.map((body) => `("ab" in customer.tags.map(${name}, ${body}))`)),
          ]
        : []),
    ),
  }));
}

const values = fc.record({
  tags: fc.option(fc.array(text, { maxLength: 4 }), { nil: undefined }),
  custom: fc.record({ i: wholeLiteral, j: wholeLiteral, d: fraction, s: text, b: fc.boolean() }, { requiredKeys: [] }),
});

/** What either engine says, in one shape: `true`, `3`, `"a"`, or that it failed. */
function ours(source: string, type: ResultType, customer: { readonly [field: string]: unknown }): string {
  const compiled = compileExpression(source, VARIABLES, type);
  assert.ok(compiled.ok, compiled.ok ? '' : `${source}: ${compiled.message}; expected ${compiled.expected}`);
  const evaluated = compiled.expression.evaluate({ customer });
  return evaluated.ok ? JSON.stringify(evaluated.value) : 'failed';
}

function theirs(
  source: string,
  tags: string[] | undefined,
  custom: { readonly [field: string]: boolean | number | string },
): string {
  const converted = Object.entries(custom).map(([name, value]): [string, boolean | number | string | bigint] => [
    name,
    typeof value === 'number' && name !== 'd' ? BigInt(value) : value,
  ]);
  const customer = { custom: Object.fromEntries(converted), ...(tags === undefined ? {} : { tags }) };
  const result = run(source, { customer });
  if (isCelError(result)) return 'failed';
  return typeof result === 'bigint' ? String(result) : JSON.stringify(result);
}

test('random expressions give what a second engine gives', () => {
  const outcomes = new Map<string, number>();
  const types: readonly ('bool' | 'int' | 'string')[] = ['bool', 'int', 'string'];
  const everything = sources(undefined);
  const cases = fc.constantFrom(...types).chain((type) => fc.tuple(fc.constant(type), everything[type], values));
  fc.assert(
    fc.property(cases, ([type, source, { tags, custom }]) => {
      const mine = ours(source, type, { custom, ...(tags === undefined ? {} : { tags }) });
      const other = theirs(source, tags, custom);
      assert.equal(mine, other, `${source} on ${JSON.stringify({ tags, custom })}`);
      const kind = mine === 'failed' ? 'failed' : type;
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    }),
    { numRuns: RUNS },
  );
  // The comparison means something only if both successes and failures are common.
  for (const kind of ['bool', 'int', 'string', 'failed'])
    assert.ok((outcomes.get(kind) ?? 0) > RUNS / 40, `${kind}: ${outcomes.get(kind)}`);
});
