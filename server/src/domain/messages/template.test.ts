// Templates and variants: what they render, what they refuse before anything is sent, and that no template runs away.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../facts.ts';
import { compileProgramme } from '../programme/compile.ts';
import { readProgramme } from '../programme/read.ts';
import type { ProgrammeDocument } from '../programme/schema.ts';
import { compileTemplate, renderTemplate } from './template.ts';
import type { TemplateMode } from './template-engine.ts';
import { messageShape, type Shape } from './template-shape.ts';
import { compileVariant, renderVariant } from './variant.ts';

const PROGRAMME = `
name: shop
title: Shop
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
attributes: { shoe_size: { type: double }, interests: { type: string_list }, extra: { type: json } }
events: { signup: { properties: { channel: { type: string } } }, poll: { open: true } }
tier_systems: { club: { title: Club, levels: { base: { title: Base, rank: 1, entrance: { kind: automatic } } } } }
offers: { half: { title: Half price, type: percent_check_discount, amount: 50, valid_for: 30 days } }
providers: { mail: { title: Mail, connector: tray } }
messages:
  hello: { title: Hello, variants: { mail: { template_id: t-1 } } }
  unsent: { title: Unsent, variants: { mail: { template_id: t-1 } } }
  polled: { title: Polled, variants: { mail: { template_id: t-1 } } }
campaigns:
  birthday:
    title: Birthday
    trigger: { kind: date, attribute: birth_on, offset: -7 days }
    payload: { colour: red, nested: { deep: 1 } }
    outcomes: [{ kind: message, message: hello }]
  welcome:
    title: Welcome
    behavior: { event: signup }
    outcomes: [{ kind: message, message: hello }]
  tier:
    title: Tier
    behavior: { any: [{ event: __platform.tier.changed }, { event: signup }] }
    payload: { season: spring }
    outcomes: [{ kind: message, message: hello }]
  poll:
    title: Poll
    behavior: { event: poll }
    outcomes: [{ kind: message, message: polled }]
`;

const document = documentOf(PROGRAMME);
const shape = messageShape(document, 'hello');

const VARIABLES = {
  customer: {
    id: 'c1',
    external_id: 'shop-1',
    email: 'jane@example.com',
    first_name: 'Jane <b>&</b>',
    last_name: null,
    birth_on: '1990-05-17',
    time_zone: 'America/New_York',
    custom: { shoe_size: 42.5, interests: ['running', 'hiking'] },
    tiers: { club: { level: 'base', title: 'Base', since: '2026-01-01T00:00:00Z' } },
    balances: { points: { available: 200, lifetime: 300 } },
  },
  event: null,
  campaign: { id: 'birthday', title: 'Birthday', custom: { colour: 'red' } },
  outcome: {
    points: { amount: 200, account: 'points', account_title: 'Points', expires_at: null },
    offer: { offer_id: 'half', title: 'Half price', expires_at: '2026-06-01T03:30:00Z' },
  },
  outcomes: {
    points: [
      { amount: 200, account: 'points' },
      { amount: 50, account: 'points' },
    ],
    offers: [],
  },
  message: { id: 'm1', created_at: '2026-05-10T04:00:00Z' },
};

function documentOf(yaml: string): ProgrammeDocument {
  const read = readProgramme({ 'programme.yaml': yaml });
  assert.ok(read.ok, JSON.stringify(read));
  const compiled = compileProgramme(read.document, 1, 0);
  assert.ok(compiled.ok);
  return read.document;
}

function rendered(source: string, mode: TemplateMode = 'text', variables: JsonObject = VARIABLES): unknown {
  const compiled = compileTemplate(source, shape, mode);
  assert.ok(compiled.ok, source);
  const result = renderTemplate(compiled.template, variables);
  return result.ok ? result.value : { failed: result.message };
}

function refused(source: string, wanted: Shape | null = shape): readonly [message: string, expected: string] {
  const compiled = compileTemplate(source, wanted);
  assert.ok(!compiled.ok, `${source} was accepted`);
  return [compiled.message, compiled.expected];
}

test('a template shows what the customer has, and nothing for what is missing', () => {
  assert.equal(rendered('Hi {{ customer.first_name }}{{ customer.last_name }}!'), 'Hi Jane <b>&</b>!');
  assert.equal(
    rendered('{{ customer.custom.shoe_size }} {{ customer.custom.interests | join: ", " }}'),
    '42.5 running, hiking',
  );
  assert.equal(rendered('{{ event.name }}{{ event.context.channel }}{{ customer.custom.extra.any.thing }}'), '');
  assert.equal(rendered('{% if outcome.offer %}{{ outcome.offer.title }}{% endif %}'), 'Half price');
  assert.equal(rendered('{{ customer.last_name | default: "friend" }}'), 'friend');
  assert.equal(
    rendered('{% for p in outcomes.points %}{{ forloop.index }}:{{ p.amount }} {% endfor %}'),
    '1:200 2:50 ',
  );
});

test('what is put into HTML is escaped, unless the author says raw', () => {
  assert.equal(rendered('<p>{{ customer.first_name }}</p>', 'html'), '<p>Jane &lt;b&gt;&amp;&lt;/b&gt;</p>');
  assert.equal(rendered('{{ customer.first_name | raw }}', 'html'), 'Jane <b>&</b>');
  assert.equal(
    rendered('{% capture x %}{{ customer.first_name }}{% endcapture %}{{ x | raw }}', 'html'),
    'Jane &lt;b&gt;&amp;&lt;/b&gt;',
  );
});

test('an unknown variable is refused with the nearest one that exists', () => {
  const cases: readonly (readonly [source: string, message: string, expected: string])[] = [
    ['{{ customer.fist_name }}', 'unknown variable customer.fist_name', 'customer.first_name'],
    ['{{ custmer.first_name }}', 'unknown variable custmer', 'customer'],
    ['{{ customer.custom.shoe_sise }}', 'unknown variable customer.custom.shoe_sise', 'customer.custom.shoe_size'],
    ['{{ customer["fist_name"] }}', 'unknown variable customer.fist_name', 'customer.first_name'],
    ['{{ customer.balances.point.available }}', 'unknown variable customer.balances.point', 'customer.balances.points'],
    ['{% if customer.emial %}x{% endif %}', 'unknown variable customer.emial', 'customer.email'],
    ['{{ "x" | append: customer.emial }}', 'unknown variable customer.emial', 'customer.email'],
    ['{% for p in outcomes.points %}{{ p.amout }}{% endfor %}', 'unknown variable p.amout', 'p.amount'],
    [
      '{% for p in outcomes.points %}{% endfor %}{{ p.amount }}',
      'unknown variable p',
      'one of: customer, event, campaign, outcome, outcomes, message, decided_at',
    ],
    ['{% assign o = outcome.offer %}{{ o.titel }}', 'unknown variable o.titel', 'o.title'],
    ['{{ campaign.custom.color }}', 'unknown variable campaign.custom.color', 'campaign.custom.colour'],
    ['{{ event.context.chanel }}', 'unknown variable event.context.chanel', 'event.context.channel'],
    [
      '{{ outcomes.points.amount }}',
      'outcomes.points is a list and has no amount',
      '{% for item in outcomes.points %}, or outcomes.points.first',
    ],
    ['{{ customer.email.host }}', 'customer.email is a single value', 'customer.email'],
    [
      '{{ customer[campaign.id] }}',
      'customer.… is looked up by a name that is known only when the message is sent',
      'the name written out, such as customer.id',
    ],
    [
      '{{ outcome.points }}',
      '{{ outcome.points }} is not a single value',
      'one of its fields: amount, account, account_title, expires_at',
    ],
    [
      '{{ constructor }}',
      'unknown variable constructor',
      'one of: customer, event, campaign, outcome, outcomes, message, decided_at',
    ],
    ['{{ "now" | date: "%Y" }}', 'a template does not know what time it is ("now")', 'message.created_at'],
  ];
  for (const [source, message, expected] of cases) assert.deepEqual(refused(source), [message, expected], source);
});

test('a place is named by line and character', () => {
  const compiled = compileTemplate('Hello\n  {{ customer.fist_name }}', shape);
  assert.deepEqual(compiled.ok ? null : compiled.at, { line: 2, column: 6 });
});

test('the variables of a message are those of all the rules that send it', () => {
  for (const path of [
    'event.context.on',
    'event.context.channel',
    'event.context.to',
    'campaign.custom.season',
    'campaign.custom.nested.deep',
  ]) {
    assert.ok(compileTemplate(`{{ ${path} }}`, shape).ok, path);
  }
  const unsent = messageShape(document, 'unsent');
  assert.ok(compileTemplate('{{ event.context.anything }} {{ campaign.custom.anything }}', unsent).ok);
  assert.ok(compileTemplate('{{ event.context.anything }}', messageShape(document, 'polled')).ok);
  assert.deepEqual(refused('{{ customer.nme }}', unsent)[0], 'unknown variable customer.nme');
});

test('filters and tags that would need files, chance or a clock do not exist', () => {
  const absent = [
    '{{ 1 | sample }}',
    '{{ 1 | nope }}',
    '{{ "x" | where_exp: "i", "i" }}',
    '{% include "x" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{% increment n %}',
  ];
  for (const source of absent) assert.match(refused(source)[1], /^one of: /, source);
  assert.match(refused('{{ customer.id ')[0], /not closed/);
  assert.match(refused('{% if customer.id %}')[0], /not closed/);
  assert.match(refused('x'.repeat(100_001))[0], /limit exceeded/);
});

test('dates are shown in the time zone of the customer; a day is that day everywhere', () => {
  assert.equal(rendered('{{ outcome.offer.expires_at | date: "%d %B %Y, %H:%M" }}'), '31 May 2026, 23:30');
  assert.equal(
    rendered('{{ outcome.offer.expires_at | date: "%a %-d %b %I:%M %p", "Europe/Berlin" }}'),
    'Mon 1 Jun 05:30 AM',
  );
  assert.equal(rendered('{{ customer.birth_on | date: "%-d.%-m.%Y" }}'), '17.5.1990');
  assert.equal(
    rendered('{{ customer.last_name | date: "%Y" }}|{{ customer.email | date: "%Y" }}'),
    '|jane@example.com',
  );
});

test('a body keeps the type of a lone value and is text everywhere else', () => {
  const compiled = compileVariant(
    {
      template_id: 'w-1',
      subject: 'Hi\r\nBcc: {{ customer.email }}',
      body: {
        id: '{{ customer.external_id }}',
        points: '{{ outcome.points.amount }}',
        words: 'You got {{ outcome.points.amount }} points',
        none: '{{ customer.last_name }}',
        custom: '{{ customer.custom }}',
        list: ['{{ outcomes.points }}', 7, true, null, 'constant'],
        sum: '{{ outcome.points.amount | plus: 50 }}',
        missing: '{{ outcome.offer.user_offer_id }}',
      },
    },
    shape,
  );
  assert.ok(compiled.ok);
  const result = renderVariant(compiled.variant, VARIABLES);
  assert.ok(result.ok);
  assert.equal(result.parts.subject, 'Hi Bcc: jane@example.com');
  assert.deepEqual(result.parts.body, {
    id: 'shop-1',
    points: 200,
    words: 'You got 200 points',
    none: null,
    custom: { shoe_size: 42.5, interests: ['running', 'hiking'] },
    list: [VARIABLES.outcomes.points, 7, true, null, 'constant'],
    sum: 250,
    missing: null,
  });
});

test('a variant names every part that does not hold', () => {
  const compiled = compileVariant(
    { subject: '{{ customer.nam }}', html: '{% if %}', body: { a: [{ b: '{{ outcome.pints.amount }}' }] } },
    shape,
  );
  assert.ok(!compiled.ok);
  assert.deepEqual(
    compiled.problems.map((found) => found.path),
    [['subject'], ['html'], ['body', 'a', 0, 'b']],
  );
  assert.equal(compiled.problems[2]?.problem, 'unknown variable outcome.pints (line 1, character 4)');
});

test('a template that would run away fails, and fast', () => {
  const nested = (depth: number, body: string): string =>
    depth === 0 ? body : `{% for a${depth} in (1..1000) %}${nested(depth - 1, body)}{% endfor %}`;
  const doubling = `{% capture x %}aaaaaaaa{% endcapture %}${'{% capture x %}{{ x }}{{ x }}{% endcapture %}'.repeat(60)}`;
  const loops = `{% assign l = "a,b,c,d,e,f,g,h,i,j" | split: "," %}${'{% for a in l %}'.repeat(12)}${'{% endfor %}'.repeat(12)}`;
  for (const source of [
    nested(4, 'x'),
    nested(4, ''),
    doubling,
    loops,
    '{{ "x" | append: "y" }}'.repeat(2) + nested(3, '{{ customer.email }}'),
  ]) {
    const compiled = compileTemplate(source, null);
    assert.ok(compiled.ok, source.slice(0, 60));
    const started = performance.now();
    const result = renderTemplate(compiled.template, VARIABLES);
    assert.deepEqual(result, { ok: false, message: 'memory alloc limit exceeded' });
    assert.ok(performance.now() - started < 2_000);
  }
});

test('inherited properties are not variables', () => {
  const compiled = compileTemplate(
    '{{ customer.constructor }}{{ customer.__proto__ }}{{ customer.custom.toString }}',
    null,
  );
  assert.ok(compiled.ok);
  assert.deepEqual(renderTemplate(compiled.template, VARIABLES), { ok: true, value: '' });
});

test('any source compiles or is refused, and the same variables give the same text', () => {
  const piece = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    ' customer.first_name ',
    ' for x in outcomes.points ',
    ' endfor ',
    '|',
    ' upcase',
    ' if ',
    '"',
    "'",
    'é',
    '\n',
    '[0]',
    '.',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const compiled = compileTemplate(pieces.join(''), shape, 'value');
      if (!compiled.ok) return assert.ok(compiled.message.length > 0 && compiled.expected.length > 0);
      assert.deepEqual(renderTemplate(compiled.template, VARIABLES), renderTemplate(compiled.template, VARIABLES));
    }),
    { numRuns: 500 },
  );
});
