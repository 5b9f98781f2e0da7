// What is checked about messages before a version goes live: what they refer to, their templates, what connectors need, and
// the contract of their provider. Each error names file, line, path and what was expected.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { checkContracts } from '../../src/delivery/contract-check.ts';
import { findBreaches } from '../../src/delivery/contracts.ts';
import { checkProgramme } from '../../src/domain/programme/compile.ts';
import { located, type ProgrammeIssue } from '../../src/domain/programme/issue.ts';
import type { ProgrammeFiles } from '../../src/domain/programme/read.ts';
import { planPublication, publishProgramme } from '../../src/jobs/publish.ts';
import { readVersion } from '../../src/storage/programmes.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const BASE = `
name: shop
title: Shop
accounts: { points: { title: Points, default: true, expiry: { kind: rolling, after: 12 months } } }
sources: { promo: { title: Promo } }
attributes: { size: { type: string, values: [s, m, l] }, wedding: { type: date } }
events: { visit: { properties: { shop: { type: string, required: true }, till: { type: int } } } }
offers: { half: { title: Half price, type: percent_check_discount, amount: 50, valid_for: 30 days } }
tier_systems:
  club:
    title: Club
    levels:
      base: { title: Base, rank: 1, entrance: { kind: automatic } }
      gold: { title: Gold, rank: 2, entrance: { kind: invitation } }
`;

const CAMPAIGNS = `
campaigns:
  welcome:
    title: Welcome
    behavior: { event: visit }
    payload: { colour: red }
    outcomes:
      - { kind: points, amount: 200, source: promo, required: true }
      - { kind: offer, offer: half }
      - { kind: message, message: hello }
`;

const MESSAGES = `providers:
  messaging: { title: Messaging, connector: webhook }
messages:
  hello:
    title: Hello
    until: { attribute: email, at_most_minutes: 5 }
    variants:
      messaging:
        subject: Hello {{ customer.first_name }}
        body:
          id: '{{ customer.id }}'
          size: '{{ customer.custom.size }}'
          shop: '{{ event.context.shop }}'
          colour: '{{ campaign.custom.colour | upcase }}'
          points: '{{ outcome.points.amount }}'
          offers: '{% for offer in outcomes.offers %}{{ offer.title }}{% endfor %}'
`;

const GOOD = { 'base.yaml': BASE, 'campaigns.yaml': CAMPAIGNS, 'messages.yaml': MESSAGES };
const START = Date.UTC(2026, 0, 1);
const ACTOR = { kind: 'cli', name: 'test' } as const;

let now = START;
const clock = { now: () => now };
let database: TestDatabase;

before(async () => {
  database = await testDatabase();
});
after(() => database.close());

function edited(file: keyof typeof GOOD, ...changes: readonly (readonly [from: string, to: string])[]): ProgrammeFiles {
  let text = GOOD[file];
  for (const [from, to] of changes) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, () => to);
  }
  return { ...GOOD, [file]: text };
}

async function issuesOf(files: ProgrammeFiles): Promise<readonly ProgrammeIssue[]> {
  now += 1_000;
  const planned = await planPublication(database.pool, files, clock);
  if (planned.kind === 'planned') return [];
  assert.equal(planned.code, 'programme_invalid');
  assert.equal(planned.detail.errors, planned.issues.length);
  return planned.issues;
}

/** What a plan says is what publishing says. */
async function assertPublishing(files: ProgrammeFiles, issues: readonly ProgrammeIssue[]): Promise<void> {
  const live = await readVersion(database.pool, null);
  const outcome = await publishProgramme(database.pool, { files, actor: ACTOR, note: null }, clock);
  assert.deepEqual(outcome.kind === 'refused' ? outcome.issues : [], issues);
  const isLive = outcome.kind === 'published';
  assert.equal((await readVersion(database.pool, null))?.version ?? 0, (live?.version ?? 0) + (isLive ? 1 : 0));
}

async function assertIssue(files: ProgrammeFiles, expected: Partial<ProgrammeIssue>): Promise<void> {
  assertOnly(await issuesOf(files), expected);
}

function assertOnly(issues: readonly ProgrammeIssue[], expected: Partial<ProgrammeIssue>): void {
  assert.equal(issues.length, 1, JSON.stringify(issues, null, 1));
  const [issue] = issues;
  assert.ok(issue !== undefined);
  const picked = Object.fromEntries(Object.entries(issue).filter(([name]) => name in expected));
  assert.deepEqual(picked, expected);
}

const VARIANT = 'messages.hello.variants.messaging';

test('a programme whose messages hold goes live', async () => {
  assert.deepEqual(await issuesOf(GOOD), []);
  await assertPublishing(GOOD, []);
});

describe('what messages refer to', () => {
  test('a message has a variant', async () => {
    const start = MESSAGES.indexOf('    variants:');
    const files = { ...GOOD, 'messages.yaml': `${MESSAGES.slice(0, start)}    variants: {}\n` };
    await assertIssue(files, {
      file: 'messages.yaml',
      line: 7,
      path: 'messages.hello.variants',
      problem: 'the message has no variant',
      expected: 'a variant for a provider, one of: messaging',
    });
  });

  test('a variant is for a provider that the programme has', async () => {
    await assertIssue(edited('messages.yaml', ['      messaging:\n', '      mesaging:\n']), {
      file: 'messages.yaml',
      line: 8,
      path: 'messages.hello.variants.mesaging',
      problem: 'provider mesaging is not declared',
      expected: 'messaging',
    });
  });

  test('a message waits for an attribute that there is', async () => {
    await assertIssue(edited('messages.yaml', ['attribute: email', 'attribute: weding']), {
      file: 'messages.yaml',
      line: 6,
      path: 'messages.hello.until.attribute',
      problem: 'attribute weding is not declared',
      expected: 'wedding',
    });
  });

  test('a campaign gives messages and offers that there are, through a provider that has a variant', async () => {
    const path = 'campaigns.welcome.outcomes';
    await assertIssue(edited('campaigns.yaml', ['message: hello', 'message: helo']), {
      file: 'campaigns.yaml',
      line: 10,
      path: `${path}[2].message`,
      problem: 'message helo is not declared',
    });
    await assertIssue(edited('campaigns.yaml', ['offer: half', 'offer: halve']), {
      line: 9,
      path: `${path}[1].offer`,
      problem: 'offer halve is not declared',
    });
    await assertIssue(edited('campaigns.yaml', ['message: hello', 'message: hello, provider: other']), {
      line: 10,
      path: `${path}[2].provider`,
      problem: 'variant other is not declared',
      expected: 'one of: messaging',
    });
  });
});

describe('templates', () => {
  test('an unknown variable is named with the nearest one', async () => {
    const files = edited('messages.yaml', ['customer.first_name', 'customer.fist_name']);
    await assertPublishing(files, await issuesOf(files));
    await assertIssue(files, {
      file: 'messages.yaml',
      line: 9,
      path: `${VARIANT}.subject`,
      problem: 'unknown variable customer.fist_name (line 1, character 10)',
      expected: 'customer.first_name',
    });
  });

  test('each text of a body is checked against what its rules hand over', async () => {
    for (const [from, to, line, key, problem] of [
      ['event.context.shop', 'event.context.shopp', 13, 'shop', 'unknown variable event.context.shopp'],
      ['custom.colour', 'custom.color', 14, 'colour', 'unknown variable campaign.custom.color'],
      ['customer.custom.size', 'customer.custom.shoe', 12, 'size', 'unknown variable customer.custom.shoe'],
      ['{{ offer.title }}', '{{ offer.name }}', 16, 'offers', 'unknown variable offer.name'],
    ] as const) {
      const [issue, ...others] = await issuesOf(edited('messages.yaml', [from, to]));
      assert.ok(issue !== undefined && others.length === 0, to);
      assert.deepEqual([issue.file, issue.line, issue.path], ['messages.yaml', line, `${VARIANT}.body.${key}`]);
      assert.ok(issue.problem.startsWith(problem), issue.problem);
    }
  });

  test('a filter or tag that does not exist, and what does not parse, are errors', async () => {
    for (const [to, problem, expected] of [
      ['{{ campaign.custom.colour | shout }}', 'undefined filter: shout', 'one of: abs, append'],
      ['{% include "other" %}', 'tag "include" not found', 'one of: assign, break'],
      ['{% if campaign %}', 'tag {% if campaign %} not closed', 'a Liquid template'],
      ['{{ campaign.custom.colour', 'output "{{ campaign.custom.colour" not closed', 'a Liquid template'],
    ] as const) {
      const [issue, ...others] = await issuesOf(edited('messages.yaml', ['{{ campaign.custom.colour | upcase }}', to]));
      assert.ok(issue !== undefined && others.length === 0, to);
      assert.deepEqual([issue.line, issue.path], [14, `${VARIANT}.body.colour`]);
      assert.ok(issue.problem.startsWith(problem), issue.problem);
      assert.ok(issue.expected.startsWith(expected), issue.expected);
    }
  });

  test('a body is not nested without end', async () => {
    const deep = `${'{ a: '.repeat(16)}x${' }'.repeat(16)}`;
    await assertIssue(edited('messages.yaml', ["'{{ customer.id }}'", deep]), {
      line: 11,
      path: `${VARIANT}.body.id${'.a'.repeat(15)}`,
      problem: 'the body is nested too deeply',
      expected: 'at most 15 levels below the body',
    });
  });

  test('what does not compile and what templates lack is told at once', async () => {
    const issues = await issuesOf({
      ...edited('messages.yaml', ['customer.first_name', 'customer.fist_name']),
      'campaigns.yaml': CAMPAIGNS.replace('offer: half', 'offer: halve'),
    });
    assert.deepEqual(
      issues.map(({ file, line }) => [file, line]),
      [
        ['campaigns.yaml', 9],
        ['messages.yaml', 9],
      ],
    );
  });

  test('a version that is live loads whatever is thought of its templates by now', () => {
    const files = edited('messages.yaml', ['customer.first_name', 'customer.fist_name']);
    assert.ok(checkProgramme(files, 1, START).ok);
  });
});

describe('connectors', () => {
  const mail = (settings: string, variant: string): ProgrammeFiles => ({
    'base.yaml': BASE,
    'campaigns.yaml': CAMPAIGNS,
    'messages.yaml': `providers:
  mail:
    title: Mail
    connector: sendgrid
    settings:
${settings}
messages:
  hello:
    title: Hello
    variants:
      mail: { ${variant} }
`,
  });

  test('settings that are missing or unknown are errors of the provider', async () => {
    await assertIssue(mail('      from_name: Shop', 'subject: Hi, text: Hello'), {
      file: 'messages.yaml',
      line: 5,
      path: 'providers.mail.settings.from',
      problem: 'settings.from is missing: the address that messages come from, of a verified sender',
      expected: 'what the connector sendgrid needs (docs/connectors.md)',
    });
    await assertIssue(mail('      from: a@shop.example\n      form_name: Shop', 'subject: Hi, text: Hello'), {
      file: 'messages.yaml',
      line: 7,
      path: 'providers.mail.settings.form_name',
      problem: 'settings.form_name is unknown: did you mean from_name',
    });
  });

  test('a variant has what its connector sends', async () => {
    await assertIssue(mail('      from: a@shop.example', 'text: Hello'), {
      file: 'messages.yaml',
      line: 11,
      path: 'messages.hello.variants.mail',
      problem: 'the variant has neither a template_id nor a subject with text or html',
    });
    assert.deepEqual(await issuesOf(mail('      from: a@shop.example', 'subject: Hi, text: Hello')), []);
  });
});

describe('contracts', () => {
  const contract = (schema: string, ...changes: readonly (readonly [from: string, to: string])[]): ProgrammeFiles =>
    edited(
      'messages.yaml',
      [
        '  messaging: { title: Messaging, connector: webhook }',
        `  messaging:\n    title: Messaging\n    connector: webhook\n    contract: ${schema}`,
      ],
      ...changes,
    );

  /** As publishing finds them, without a thread for each. */
  const breachesOf = (files: ProgrammeFiles): readonly ProgrammeIssue[] => {
    const checked = checkProgramme(files, 1, START);
    assert.ok(checked.ok, JSON.stringify(checked));
    return located(
      checkContracts(checked.programme, START, () => {}),
      checked.locate,
    );
  };
  const assertBreach = (files: ProgrammeFiles, expected: Partial<ProgrammeIssue>): void =>
    assertOnly(breachesOf(files), expected);

  const WHOLE = `
      $schema: https://json-schema.org/draft/2020-12/schema
      type: object
      additionalProperties: false
      required: [id, points, shop]
      properties:
        id: { type: string, format: uuid, example: 00000000-0000-4000-8000-000000000001 }
        size: { enum: [s, m, l, null] }
        shop: { type: string, pattern: '^\\S+$' }
        colour: { const: RED }
        points: { type: integer, minimum: 1 }
        offers: { type: string }`;

  test('a body that keeps to the contract for every sample goes live', async () => {
    await assertPublishing(contract(WHOLE), []);
    const broken = contract(WHOLE.replace('RED', 'BLUE'));
    const issues = await issuesOf(broken);
    assert.equal(issues.length, 1);
    await assertPublishing(broken, issues);
  });

  test('a contract that is no schema is an error where it goes wrong', () => {
    assertBreach(contract('\n      type: object\n      properties:\n        id: { type: text }'), {
      file: 'messages.yaml',
      line: 8,
      path: 'providers.messaging.contract.properties.id.type',
      problem:
        'the contract is no JSON Schema: must be equal to one of the allowed values: "array", "boolean", "integer", "null", "number", "object", "string"',
      expected: 'JSON Schema, draft 2020-12',
    });
    for (const [schema, problem] of [
      [
        `{ $ref: 'https://schemas.example/loyalty.json' }`,
        "can't resolve reference https://schemas.example/loyalty.json",
      ],
      [`{ $schema: 'http://json-schema.org/draft-04/schema#' }`, 'no schema with key or ref'],
      [`{ type: string, pattern: '(' }`, 'Invalid regular expression'],
    ] as const) {
      const [issue, ...others] = breachesOf(contract(schema));
      assert.ok(issue !== undefined && others.length === 0, schema);
      assert.deepEqual([issue.line, issue.path], [5, 'providers.messaging.contract']);
      assert.ok(issue.problem.includes(problem), issue.problem);
    }
  });

  test('what a customer may lack breaks a contract that demands it, for whom and where is said', () => {
    assertBreach(contract(`{ properties: { size: { type: string } } }`), {
      file: 'messages.yaml',
      line: 15,
      path: `${VARIANT}.body.size`,
      problem:
        'the body breaks the contract at /size: must be string (for a customer of whom only the id is known, sent by campaign welcome at visit with all that it may bring)',
      expected: 'what providers.messaging.contract says at #/properties/size/type',
    });
  });

  test('every listed value and every level is tried', () => {
    const [size] = breachesOf(contract(`{ properties: { size: { enum: [s, m, null] } } }`));
    assert.match(size?.problem ?? '', /at \/size: .*: "s", "m", null \(for a customer of whom everything is known/);
    const level = contract(`{ properties: { size: { enum: [base, null] } } }`, [
      'customer.custom.size',
      'customer.tiers.club.level',
    ]);
    const [gold] = breachesOf(level);
    assert.match(gold?.problem ?? '', /in club\/gold/);
    const both = contract(`{ properties: { size: { enum: [base, gold, null] } } }`, [
      'customer.custom.size',
      'customer.tiers.club.level',
    ]);
    assert.deepEqual(breachesOf(both), []);
  });

  test('points count when they are given before the message, and for sure when they are required', () => {
    const files = contract(`{ properties: { points: { type: integer } } }`);
    assert.deepEqual(breachesOf(files), []);
    const optional = { ...files, 'campaigns.yaml': CAMPAIGNS.replace(', required: true', '') };
    assertBreach(optional, {
      line: 18,
      path: `${VARIANT}.body.points`,
      problem:
        'the body breaks the contract at /points: must be integer (for a customer of whom only the id is known, sent by campaign welcome at visit with nothing that is optional)',
    });
    const later = { ...files, 'campaigns.yaml': CAMPAIGNS.replace('required: true', 'required: true, rank: 5') };
    const [issue] = breachesOf(later);
    assert.match(issue?.problem ?? '', /at \/points: must be integer .*with all that it may bring/);
  });

  test('optional properties of an event may be missing', () => {
    const [till] = breachesOf(
      contract(`{ properties: { shop: { type: integer } } }`, ['context.shop', 'context.till']),
    );
    assert.match(till?.problem ?? '', /at \/shop: must be integer .*with nothing that is optional/);
  });

  test('what is not in the contract, and what is missing, are named', () => {
    const issues = breachesOf(contract(`{ required: [name], properties: { id: {} }, additionalProperties: false }`));
    const problems = issues.map(({ problem }) => problem.split(' (for ')[0]);
    assert.ok(
      problems.includes("the body breaks the contract: must have required property 'name'"),
      problems.join('\n'),
    );
    assert.ok(problems.includes('the body breaks the contract: must NOT have additional properties: colour'));
    assert.deepEqual([...new Set(issues.map(({ path }) => path))], [`${VARIANT}.body`]);
  });

  test('a webhook without a body of its own is held against the contract with the one that it sends', () => {
    const start = MESSAGES.indexOf('        body:');
    const files = (schema: string): ProgrammeFiles => {
      const whole = contract(schema)['messages.yaml'] ?? '';
      return { ...GOOD, 'messages.yaml': whole.slice(0, whole.indexOf(MESSAGES.slice(start))) };
    };
    assert.deepEqual(breachesOf(files(`{ required: [type, timestamp, data] }`)), []);
    assertBreach(files(`{ properties: { data: { properties: { subject: { type: 'null' } } } } }`), {
      path: VARIANT,
      line: 11,
      problem:
        'the body breaks the contract at /data/subject: must be null (for a customer of whom only the id is known, sent by campaign welcome at visit with all that it may bring)',
    });
  });

  test('who cannot be reached breaks no contract', () => {
    const files: ProgrammeFiles = {
      'base.yaml': BASE,
      'campaigns.yaml': CAMPAIGNS,
      'messages.yaml': `
providers:
  mail:
    title: Mail
    connector: sendgrid
    settings: { from: a@shop.example }
    contract: { properties: { to: { type: string, format: email } } }
messages: { hello: { title: Hello, variants: { mail: { template_id: d-1, body: { to: '{{ customer.email }}' } } } } }
`,
    };
    assert.deepEqual(breachesOf(files), []);
  });

  test('a message that no rule sends yet is tried with a made-up decision', () => {
    const files = {
      ...contract(`{ properties: { points: { type: string } } }`),
      'campaigns.yaml': CAMPAIGNS.replace('- { kind: message, message: hello }', ''),
    };
    const [issue] = breachesOf(files);
    assert.match(issue?.problem ?? '', /at \/points: must be string \(.*, sent by no rule yet\)/);
  });

  test('a contract that would never come to an end is given up, and holds nobody up meanwhile', async () => {
    const doubling = Array.from({ length: 40 }, (_, index) => {
      const next = { $ref: `#/$defs/d${index + 1}` };
      return [`d${index}`, { allOf: [next, next] }];
    });
    for (const schema of [
      { properties: { colour: { pattern: '^(A+)+$' } } },
      { $ref: '#/$defs/d0', $defs: { ...Object.fromEntries(doubling), d40: {} } },
      { $ref: '#' },
    ]) {
      const text = 'A'.repeat(60);
      const files = contract(JSON.stringify(schema), ['{{ campaign.custom.colour | upcase }}', `${text}b`]);
      const checked = checkProgramme(files, 1, START);
      assert.ok(checked.ok);
      let ticks = 0;
      const timer = setInterval(() => {
        ticks += 1;
      }, 10);
      const findings = await findBreaches(checked.document, START, 1_500);
      clearInterval(timer);
      assert.equal(findings.length, 1, JSON.stringify(findings));
      assert.match(
        findings[0]?.problem ?? '',
        /takes longer than 1.5 seconds|failed: Maximum call stack size exceeded/,
      );
      assert.deepEqual(findings[0]?.path, ['messages', 'hello', 'variants', 'messaging']);
      assert.ok(ticks > 5, `${ticks} ticks`);
    }
    // Nothing of the threads is left that could still report.
    await delay(0);
  });
});
