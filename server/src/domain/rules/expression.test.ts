// The rules of expressions as tables: what compiles, what is refused and with which advice, and what evaluates to what.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  compileExpression,
  type Evaluation,
  type ExpressionValues,
  type Field,
  type ResultType,
  type Variables,
} from './expression.ts';

const optional = true;
const NAMED_LIKE_A_PROPERTY = Object.fromEntries<Field>([['constructor', { type: 'string', optional }]]);
const VARIABLES: Variables = {
  customer: {
    first_name: { type: 'string', optional },
    email: { type: 'string', optional: false },
    birth_on: { type: 'date', optional },
    opted_in: { type: 'bool', optional: false },
    created_at: { type: 'datetime', optional: false },
    tags: { type: 'string_list', optional: false },
    tiers: {
      club: { type: 'string', optional, values: ['green', 'roast'] },
      'double-shot': { type: 'string', optional },
    },
    custom: {
      vip: { type: 'bool', optional },
      shoe_size: { type: 'double', optional },
      visits: { type: 'int', optional },
      prefs: { type: 'json', optional },
      ...NAMED_LIKE_A_PROPERTY,
      type: { type: 'string', optional },
    },
  },
  event: {
    name: { type: 'string', optional: false },
    qty: { type: 'int', optional: false },
    amount: { type: 'double', optional },
    channel: { type: 'string', optional, values: ['web', 'app'] },
    at: { type: 'datetime', optional: false },
    shops: { type: 'string_list', optional },
  },
};

const VALUES: ExpressionValues = {
  customer: {
    first_name: 'Ana',
    email: 'ana@example.test',
    birth_on: '1990-05-17',
    opted_in: true,
    created_at: Date.UTC(2026, 0, 1),
    tags: ['runner', 'coffee', 'Runner'],
    tiers: { club: 'roast', 'double-shot': 'one' },
    custom: { vip: true, visits: 7, prefs: { color: 'red' }, type: 'a' },
  },
  event: { name: 'web_login', qty: 3, amount: 12.5, channel: 'web', at: Date.UTC(2026, 0, 31, 9), shops: null },
};

function evaluate(source: string, result: ResultType, values: ExpressionValues = VALUES): Evaluation {
  const compiled = compileExpression(source, VARIABLES, result);
  assert.ok(compiled.ok, compiled.ok ? '' : `${source}: ${compiled.message}; expected ${compiled.expected}`);
  return compiled.expression.evaluate(values);
}

function refusal(source: string, result: ResultType = 'bool'): { message: string; expected: string; offset?: number } {
  const compiled = compileExpression(source, VARIABLES, result);
  assert.ok(!compiled.ok, `${source} must not compile`);
  return compiled;
}

const missing = (detail: string): Evaluation => ({ ok: false, reason: 'missing', detail });
const ruleError = (detail: string): Evaluation => ({ ok: false, reason: 'rule_error', detail });
const value = (result: boolean | number | string): Evaluation => ({ ok: true, value: result });

function withCustom(custom: { readonly [name: string]: unknown }): ExpressionValues {
  return { ...VALUES, customer: { ...VALUES.customer, custom } };
}

describe('values', () => {
  const cases: readonly (readonly [string, boolean | number | string])[] = [
    ['event.qty * 2 + 1', 7],
    ['-event.qty', -3],
    ['7 / 2', 3],
    ['-7 / 2', -3],
    ['-7 % 3', -1],
    ['0 / -5', 0],
    ['-0', 0],
    ['int(event.amount * event.qty)', 37],
    ['int(event.qty * 1.5)', 4],
    ['int(-1.9)', -1],
    ['int(double(event.qty) / 2)', 1],
    ['event.qty == 3.0', true],
    ['event.qty < 3.5 && 3.5 > event.qty && 2.5 <= event.qty && event.qty >= 3.0', true],
    ['event.qty != 3.0', false],
    ['2 in [1.5, 2.0]', true],
    ['"a" + customer.first_name', 'aAna'],
    ['string(event.qty) + string(true) + string(customer.birth_on)', '3true1990-05-17'],
    ['customer.custom.vip ? "yes" : "no"', 'yes'],
    ['(event.qty > 5 ? 1 : 2.5) == 2.5', true],
    ['!customer.opted_in', false],
    ['customer.opted_in == true', true],
    ['customer.tiers.club == "roast"', true],
    ['customer.tiers["double-shot"] == "one"', true],
    ['customer["custom"]["visits"] == 7', true],
    ['customer.custom.type == "a"', true],
    ['event.channel in ["web", "app"]', true],
    ['"runner" in customer.tags', true],
    ['"RUNNER" in customer.tags', false],
    ['event.name in [customer.first_name, "web_login"]', true],
    ['size(customer.first_name)', 3],
    ['size("a\u{1F600}é")', 3],
    ['customer.tags.size()', 3],
    ['customer.email.startsWith("ana@")', true],
    ['customer.email.endsWith(".test")', true],
    ['customer.email.contains("@exam")', true],
    ['lower("ÄİI")', 'äi\u0307i'],
    ['regex(customer.email, "^[a-z]+@example")', true],
    ['regex(customer.email, "example$")', false],
  ];
  for (const [source, expected] of cases) {
    test(source, () => {
      const result = typeof expected === 'boolean' ? 'bool' : typeof expected === 'number' ? 'int' : 'string';
      assert.deepEqual(evaluate(source, result), value(expected));
    });
  }

  test('whole numbers have one zero', () => {
    for (const source of ['-0', '0 / -5', '-4 % 2', '0 * -1', '-(event.qty - 3)', 'int(-0.4)']) {
      const evaluated = evaluate(source, 'int');
      assert.ok(evaluated.ok && Object.is(evaluated.value, 0), source);
    }
  });
});

describe('dates and datetimes', () => {
  const cases: readonly (readonly [string, boolean | number])[] = [
    ['customer.birth_on == date("1990-05-17")', true],
    ['customer.birth_on < date("1990-05-18") && date("1990-05-16") < customer.birth_on', true],
    ['customer.birth_on in [date("1990-05-17"), date("2000-01-01")]', true],
    ['year(customer.birth_on)', 1990],
    ['month(customer.birth_on)', 5],
    ['day(customer.birth_on)', 17],
    ['days_between(date("2024-02-28"), date("2024-03-01"))', 2],
    ['days_between(date("2025-03-01"), date("2025-02-28"))', -1],
    ['days_between(customer.created_at, event.at)', 30],
    ['days_between(event.at, customer.created_at)', -30],
    ['event.at >= timestamp("2026-01-31T09:00:00Z")', true],
    ['event.at == timestamp("2026-01-31T10:00:00+01:00")', true],
    ['event.at < timestamp("2026-01-31T09:00:00.001Z")', true],
  ];
  for (const [source, expected] of cases) {
    test(source, () =>
      assert.deepEqual(evaluate(source, typeof expected === 'boolean' ? 'bool' : 'int'), value(expected)),
    );
  }
});

describe('text order is by code point', () => {
  // U+E000 has the larger UTF-16 unit, U+1F600 the larger code point.
  const cases: readonly (readonly [string, boolean])[] = [
    ['"\u{1F600}" < "\uE000"', false],
    ['"\uE000" < "\u{1F600}"', true],
    ['"\u{1F600}" >= "\uFFFD"', true],
    ['"\u{1F600}" <= "\uD7FF"', false],
    ['"a" < "ab" && "Z" < "a" && "z" < "ä"', true],
    ['"a" > "a"', false],
    ['"a" >= "a"', true],
  ];
  for (const [source, expected] of cases)
    test(source, () => assert.deepEqual(evaluate(source, 'bool'), value(expected)));
});

describe('comprehensions', () => {
  const cases: readonly (readonly [string, boolean | number])[] = [
    ['customer.tags.exists(t, t == "coffee")', true],
    ['customer.tags.all(t, size(t) > 5)', true],
    ['customer.tags.exists_one(t, lower(t) == "runner")', false],
    ['customer.tags.exists_one(t, t == "runner")', true],
    ['customer.tags.filter(t, t.contains("unner")).size()', 2],
    ['"coffee!" in customer.tags.map(t, t + "!")', true],
    ['customer.tags.map(t, size(t)).exists(n, n == 6)', true],
    ['customer.tags.filter(t, t != "coffee").all(t, lower(t) == "runner")', true],
    ['customer.tags.exists(t, customer.tags.exists(u, t != u && lower(t) == lower(u)))', true],
    // An item that decides wins over one that fails, whichever comes first.
    ['customer.tags.exists(t, t == "coffee" || 1 / 0 > 1)', true],
    ['customer.tags.all(t, t == "none" && 1 / 0 > 1)', false],
  ];
  for (const [source, expected] of cases) {
    test(source, () =>
      assert.deepEqual(evaluate(source, typeof expected === 'boolean' ? 'bool' : 'int'), value(expected)),
    );
  }

  test('an empty list satisfies all and no exists', () => {
    const values = { ...VALUES, customer: { ...VALUES.customer, tags: [] } };
    assert.deepEqual(evaluate('customer.tags.all(t, false)', 'bool', values), value(true));
    assert.deepEqual(evaluate('customer.tags.exists(t, true)', 'bool', values), value(false));
  });

  test('a failing item fails filter, map and exists_one', () => {
    for (const source of [
      'filter(t, 1 / 0 > 0).size() == 0',
      'map(t, 1 / 0).size() == 0',
      'exists_one(t, 1 / 0 > 0)',
    ]) {
      assert.deepEqual(evaluate(`customer.tags.${source}`, 'bool'), ruleError('division by zero'), source);
    }
  });

  test('lists and steps are capped', () => {
    const tags = (count: number) => ({
      ...VALUES,
      customer: { ...VALUES.customer, tags: Array.from({ length: count }, (_, index) => `t${index}`) },
    });
    const nested = 'customer.tags.all(t, customer.tags.all(u, t != "x"))';
    assert.deepEqual(evaluate('"t999" in customer.tags', 'bool', tags(1_000)), value(true));
    assert.deepEqual(
      evaluate('customer.tags.all(t, true)', 'bool', tags(1_001)),
      ruleError('customer.tags has more than 1000 items'),
    );
    assert.deepEqual(evaluate(nested, 'bool', tags(200)), value(true));
    assert.deepEqual(evaluate(nested, 'bool', tags(1_000)), ruleError('more than 500000 steps'));
  });
});

describe('missing values', () => {
  const cases: readonly (readonly [string, Evaluation])[] = [
    ['customer.custom.shoe_size > 40.0', missing('customer.custom.shoe_size')],
    ['customer.custom.shoe_size > 40', missing('customer.custom.shoe_size')],
    ['!(customer.custom.shoe_size > 40)', missing('customer.custom.shoe_size')],
    ['event.shops.exists(s, s == "a")', missing('event.shops')],
    ['"a" in event.shops', missing('event.shops')],
    ['customer.tags.all(t, customer.custom.shoe_size > 1)', missing('customer.custom.shoe_size')],
    ['has(customer.custom.shoe_size)', value(false)],
    ['has(event.shops)', value(false)],
    ['has(customer.custom.prefs)', value(true)],
    ['has(customer.tiers["double-shot"])', value(true)],
    ['has(customer.custom.shoe_size) && customer.custom.shoe_size > 40', value(false)],
    ['!has(customer.custom.shoe_size) || customer.custom.shoe_size > 40', value(true)],
    ['has(customer.custom.shoe_size) ? customer.custom.shoe_size > 40 : true', value(true)],
    // The side that decides wins in either order.
    ['customer.custom.shoe_size > 40 || customer.opted_in', value(true)],
    ['customer.custom.shoe_size > 40 && !customer.opted_in', value(false)],
    ['customer.custom.shoe_size > 40 && customer.opted_in', missing('customer.custom.shoe_size')],
    ['customer.opted_in && customer.custom.shoe_size > 40', missing('customer.custom.shoe_size')],
    // A field named like a property of every object is missing unless it is there.
    ['customer.custom.constructor == "x"', missing('customer.custom.constructor')],
    ['has(customer.custom.constructor)', value(false)],
  ];
  for (const [source, expected] of cases) test(source, () => assert.deepEqual(evaluate(source, 'bool'), expected));

  test('a whole group or variable that is not there is missing too', () => {
    assert.deepEqual(evaluate('customer.custom.vip', 'bool', { customer: {} }), missing('customer.custom.vip'));
    assert.deepEqual(
      evaluate('customer.custom.vip', 'bool', { customer: { custom: null } }),
      missing('customer.custom.vip'),
    );
    assert.deepEqual(evaluate('customer.custom.vip', 'bool', {}), missing('customer.custom.vip'));
    assert.deepEqual(evaluate('has(customer.custom.vip)', 'bool', {}), value(false));
  });
});

describe('errors at run time are answers', () => {
  const number = 'customer.custom.visits is not a whole number up to 2^53';
  const cases: readonly (readonly [string, ExpressionValues, string])[] = [
    ['1 / (event.qty - 3) > 0', VALUES, 'division by zero'],
    ['1 % (event.qty - 3) > 0', VALUES, 'division by zero'],
    ['9007199254740991 + 1 > 0', VALUES, 'whole number beyond 2^53'],
    ['9007199254740991 * 2 - 9007199254740991 > 0', VALUES, 'whole number beyond 2^53'],
    ['int(1.0 / 0.0) > 0', VALUES, 'int() of a number beyond 2^53'],
    ['int(9007199254740991.0 * 4.0) > 0', VALUES, 'int() of a number beyond 2^53'],
    ['customer.custom.visits > 1', withCustom({ visits: 1.5 }), number],
    ['customer.custom.visits > 1', withCustom({ visits: 2 ** 53 }), number],
    ['customer.custom.visits > 1', withCustom({ visits: '7' }), number],
    ['customer.custom.visits > 1', withCustom({ visits: 7n }), number],
    [
      'customer.custom.shoe_size > 1.0',
      withCustom({ shoe_size: Number.NaN }),
      'customer.custom.shoe_size is not a number',
    ],
    ['customer.custom.vip', withCustom({ vip: 'true' }), 'customer.custom.vip is not true or false'],
    [
      'month(customer.birth_on) == 1',
      { customer: { birth_on: '2026-02-30' } },
      'customer.birth_on is not a date YYYY-MM-DD',
    ],
    ['month(customer.birth_on) == 1', { customer: { birth_on: 17 } }, 'customer.birth_on is not a date YYYY-MM-DD'],
    [
      'customer.email == ""',
      { customer: { email: 'x'.repeat(10_001) } },
      'customer.email is not a text of at most 10000 characters',
    ],
    [
      'size(customer.email + customer.email) > 1',
      { customer: { email: 'x'.repeat(6_000) } },
      'text longer than 10000 characters',
    ],
    [
      '"a" in customer.tags',
      { customer: { tags: ['b', 1] } },
      'customer.tags is not a list of texts of at most 10000 characters',
    ],
    [
      '"a" in customer.tags',
      { customer: { tags: { 0: 'a' } } },
      'customer.tags is not a list of texts of at most 10000 characters',
    ],
  ];
  for (const [source, values, detail] of cases) {
    test(`${source} → ${detail}`, () => assert.deepEqual(evaluate(source, 'bool', values), ruleError(detail)));
  }

  test('values that throw when read are an answer too', () => {
    const values = {
      get customer(): never {
        throw new Error('no');
      },
    };
    assert.deepEqual(evaluate('customer.opted_in', 'bool', values), ruleError('the expression could not be evaluated'));
  });
});

describe('what is refused at compile, and the advice', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['customer.custom.shoe_siz > 1', 'customer.custom.shoe_siz is not declared', 'customer.custom.shoe_size'],
    ['has(customer.custom.vpi)', 'customer.custom.vpi is not declared', 'customer.custom.vip'],
    ['customer.shoe_size > 1', 'customer.shoe_size is not declared', 'customer.custom.shoe_size'],
    ['custommer.email == ""', 'custommer is not declared', 'customer'],
    ['customer.tiers.double-shot == ""', 'customer.tiers.double is not declared', 'customer.tiers["double-shot"]'],
    ['customer.toString == ""', 'customer.toString is not declared', 'one of: first_name'],
    ['customer.__proto__.vip', 'customer.__proto__ is not declared', 'one of: first_name'],
    ['customer.custom == customer.custom', 'customer.custom is a group of fields', 'one of its fields: vip'],
    ['customer.email.domain == ""', 'customer.email has the type string', 'customer.email'],
    ['customer.custom.prefs.color == "red"', 'customer.custom.prefs has the type json', 'customer.custom.prefs'],
    ['customer.custom.prefs == "red"', 'customer.custom.prefs is json', 'has(customer.custom.prefs)'],
    ['event.channel == "wbe"', '"wbe" is not among the declared values', '"web"'],
    ['"shop" != event.channel', '"shop" is not among the declared values', 'one of: "web", "app"'],
    ['event.channel in ["web", "ap"]', '"ap" is not among the declared values', '"app"'],
    ['customer.birth_on == "1990-05-17"', 'date == string is not possible', 'date("1990-05-17")'],
    ['event.at > "2026-01-01"', 'datetime > string', 'timestamp('],
    ['customer.birth_on < event.at', 'date < datetime', 'two dates or two datetimes'],
    ['event.at - customer.created_at > 1', 'datetime - datetime', 'days_between(a, b)'],
    ['days_between(customer.birth_on, event.at) > 1', 'a date and a datetime', 'two dates or two datetimes'],
    ['month(event.at) == 1', 'month was given a datetime', 'month(date) of type date'],
    ['date("1990-02-30") == customer.birth_on', '"1990-02-30" is not a date', 'date("1990-05-17")'],
    ['date(customer.email) == customer.birth_on', 'date() takes a date that is written out', 'a text in quotes'],
    [
      'event.at > timestamp("2026-01-01T00:00:00")',
      'is not a time with an offset',
      'timestamp("2026-01-31T09:00:00Z")',
    ],
    ['event.at > timestamp("2026-13-01T00:00:00Z")', 'is not a time with an offset', 'timestamp('],
    ['customer.email.matches("^(a+)+$")', 'matches() is not available', "regex(text, 'pattern')"],
    ['matches(customer.email, "a")', 'matches() is not available', "regex(text, 'pattern')"],
    ['regex(customer.email, customer.first_name)', 'regex() takes a pattern that is written out', 'a text in quotes'],
    ['regex(customer.email, "a" + "b")', 'regex() takes a pattern that is written out', 'a text in quotes'],
    ['regex(customer.email, "(a")', 'missing closing )', 'a pattern in RE2 syntax'],
    ['regex(customer.email, "(?=a)")', '(?=', 'a pattern in RE2 syntax'],
    ['customer.email.lower() == ""', 'lower is not called like this', 'lower(text)'],
    ['lowr(customer.email) == ""', 'there is no function lowr', 'lower(text)'],
    ['getMonth() == 1', 'there is no function getMonth', 'one of: regex'],
    ['cel.bind(x, 1, x) == 1', 'cel is not declared', 'one of: customer, event'],
    ['size(1) == 1', 'size was given an int', 'of type string or list'],
    ['customer.email.startsWith(1)', 'startsWith was given an int', 'of type string'],
    ['event.qty', 'the expression gives an int', 'type bool'],
    ['event.qty && true', '&& is applied to an int', 'true or false'],
    ['!event.qty', '! is applied to an int', 'true or false'],
    ['event.qty ? true : false', '? : is applied to an int', 'true or false'],
    ['true ? 1 : "a"', 'int and string', 'two values of the same type'],
    ['event.qty == "3"', 'int == string', 'two values of the same type, or two numbers'],
    ['customer.opted_in < true', 'bool < bool', 'bools take'],
    ['event.amount % 2.0 == 1.0', '% takes whole numbers only', 'int % int'],
    ['event.amount == null', 'null is not available', 'has(field)'],
    ['event.qty == 3u', 'unsigned numbers and bytes', 'a whole number'],
    ['event.name == b"a"', 'unsigned numbers and bytes', 'a whole number'],
    ['event.qty < 9007199254740993', '9007199254740993 is beyond 2^53', 'a smaller whole number'],
    ['customer.tags == ["a"]', 'list of string == list of string', 'lists are read with in'],
    ['customer.tags[0] == "a"', 'lists are not read by position', 'in, size()'],
    ['"a" in []', 'the list is empty', 'at least one item'],
    ['1 in [1, "a"]', 'the items of the list differ in type', 'items of one type'],
    ['1 in customer.tags', 'an int cannot be in a list of string', 'a string'],
    ['"a" in customer.email', 'in looks into a string', 'a list'],
    ['"a" in customer', 'customer is a group of fields', 'one of its fields'],
    ['{"a": 1}.size() == 1', 'maps and optional access are not available', 'declared fields'],
    ['["a", "b"].exists(x, x in customer.tags)', 'exists goes over declared lists only', 'customer.tags'],
    ['customer.exists(x, true)', 'customer is a group of fields', 'one of its fields'],
    ['customer.tags.exists(customer, true)', 'customer already has a meaning here', 'another name'],
    ['customer.tags.exists(t, customer.tags.exists(t, true))', 't already has a meaning here', 'another name'],
    ['customer.tags.exists(t, t)', 'exists was given a string for each item', 'list.exists(item, condition)'],
    ['customer.tags.exists(t, t.x)', 't has the type string and no fields', 't'],
    ['customer.tags.exists(t, has(t.x))', 't has no fields', 'has() of a declared field'],
    ['customer.tags.map(t, true, t).size() == 1', 'map is not called like this', 'list.map(item, value)'],
    ['customer.tags.map(t, customer.tags.map(u, u)).size() == 1', 'map was given a list of string', 'list.map'],
    [
      'customer.tags.all(a, customer.tags.all(b, customer.tags.all(c, true)))',
      'all stands inside 2 others',
      'at most 2 inside each other',
    ],
    ['t == "a"', 't is not declared', 'one of: customer, event'],
    ['customer.tags.exists(t, true) && t == "a"', 't is not declared', 'one of: customer, event'],
    ['has(customer)', 'has() asks for one field', 'has(customer.custom.shoe_size)'],
    ['has(customer.custom)', 'customer.custom is a group of fields', 'one of its fields'],
    ['has(customer.email, 1)', 'has() asks for one field', 'has(customer.custom.shoe_size)'],
    ['event.qty >', 'EOF', 'the rest of the expression'],
    ['event.qty = 3', '', 'an expression in CEL'],
    ['', 'EOF', 'the rest of the expression'],
    ['"\uD800" == "a"', 'half a character', 'valid Unicode text'],
    [`"${'a'.repeat(4_000)}" == ""`, 'the expression is 4008 characters long', 'at most 4000 characters'],
    [`${'!'.repeat(3_990)}true`, 'the expression has too many parts', 'at most 1000 parts'],
    [`${'('.repeat(100)}true${')'.repeat(100)}`, 'the expression has too many parts', '64 inside each other'],
  ];
  for (const [source, message, expected] of cases) {
    test(source.slice(0, 80), () => {
      const refused = refusal(source);
      assert.ok(refused.message.includes(message), refused.message);
      assert.ok(refused.expected.includes(expected), refused.expected);
    });
  }

  test('a result of the wrong type names the way out', () => {
    assert.match(refusal('event.amount * 2', 'int').expected, /int\(…\)/);
    assert.match(refusal('event.qty', 'string').expected, /type string/);
  });

  test('the offset points at the offending part', () => {
    assert.equal(refusal('true && customer.nope').offset, 8);
    assert.equal(refusal('true && event.qty == "3"').offset, 8);
    assert.equal(refusal('regex(customer.email, "(")').offset, 22);
    assert.equal(refusal('event.qty >').offset, 11);
  });
});

describe('an expression', () => {
  test('names what it reads, once, has() included', () => {
    const source =
      'has(customer.custom.shoe_size) && customer.custom.shoe_size > 1 && customer.tags.exists(t, t == event.name)';
    const compiled = compileExpression(source, VARIABLES, 'bool');
    assert.deepEqual(compiled.ok && compiled.expression.reads, [
      'customer.custom.shoe_size',
      'customer.tags',
      'event.name',
    ]);
    assert.equal(compiled.ok && compiled.expression.source, source);
  });

  test('converts only the fields it reads', () => {
    const values = { ...VALUES, event: { ...VALUES.event, qty: 'wrong', amount: {} } };
    assert.deepEqual(evaluate('event.name == "web_login"', 'bool', values), value(true));
  });

  test('changes no input and gives none of it away', () => {
    const values = deepFrozen(structuredClone(VALUES));
    const before = JSON.stringify(values);
    const source = 'customer.tags.map(t, t + "x").filter(t, t != "").size() + event.qty';
    assert.deepEqual(evaluate(source, 'int', values), value(6));
    assert.equal(JSON.stringify(values), before);
    assert.ok(Object.isFrozen(evaluate('customer.custom.shoe_size > 1', 'bool', values)));
  });

  test('gives the same answer whatever ran before it, also inside itself', () => {
    const compiled = compileExpression(
      'customer.tags.exists(t, customer.tags.exists(u, t == u + "x"))',
      VARIABLES,
      'bool',
    );
    assert.ok(compiled.ok);
    const { evaluate: run } = compiled.expression;
    const nested = { customer: { tags: ['a', 'ax'] } };
    const reentrant = {
      get customer() {
        assert.deepEqual(run(nested), value(true));
        return { tags: ['b', 'c'] };
      },
    };
    assert.deepEqual(run(reentrant), value(false));
    assert.deepEqual(run(nested), value(true));
  });

  test('a pattern that stops backtracking engines takes no time', () => {
    const values = { customer: { email: `${'a'.repeat(9_000)}!` } };
    const startedAt = performance.now();
    assert.deepEqual(evaluate('regex(customer.email, "^(a+)+$")', 'bool', values), value(false));
    assert.ok(performance.now() - startedAt < 1_000);
  });
});

function deepFrozen<T>(input: T): T {
  if (typeof input === 'object' && input !== null) {
    for (const part of Object.values(input)) deepFrozen(part);
    Object.freeze(input);
  }
  return input;
}
