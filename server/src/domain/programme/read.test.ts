// Reading a programme: each error names its file, path and line, says what is wrong and what was expected.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { issueText } from './issue.ts';
import { type ProgrammeFiles, readProgramme } from './read.ts';
import { renderFiles } from './render.ts';

const HEAD = 'name: shop\ntitle: Shop\n';

function textsOf(files: ProgrammeFiles): readonly string[] {
  const reading = readProgramme(files);
  return reading.ok ? [] : reading.issues.map(issueText);
}

const ONE_FILE: readonly { rule: string; yaml: string; issues: readonly string[] }[] = [
  {
    rule: 'an unknown section gets the nearest known one',
    yaml: `${HEAD}acounts: {}\n`,
    issues: ['p.yaml:3 acounts: unknown key acounts; expected accounts'],
  },
  {
    rule: 'an unknown key far from all known ones gets the list of them',
    yaml: `${HEAD}audiences:\n  vip:\n    when: "true"\n    colour: red\n`,
    issues: ['p.yaml:6 audiences.vip.colour: unknown key colour; expected one of: title, when, tag'],
  },
  {
    rule: 'a misspelt key is not reported as missing as well',
    yaml: `${HEAD}accounts:\n  beans:\n    titel: Beans\n`,
    issues: ['p.yaml:5 accounts.beans.titel: unknown key titel; expected title'],
  },
  {
    rule: 'a missing key is named where it should stand',
    yaml: 'title: Shop\n',
    issues: ['name: name is missing; expected a text'],
  },
  {
    rule: 'a wrong type says what was found',
    yaml: `${HEAD}accounts:\n  beans:\n    title: 7\n    default: yes\n`,
    issues: [
      'p.yaml:5 accounts.beans.title: found 7; expected a text',
      'p.yaml:6 accounts.beans.default: found "yes"; expected true or false',
    ],
  },
  {
    rule: 'a name that cannot be one says what a name is',
    yaml: `${HEAD}accounts:\n  Beans:\n    title: Beans\n`,
    issues: [
      'p.yaml:4 accounts.Beans: Beans cannot be used as a name; expected a name: lower-case letters, digits, _ and -, starting with a letter',
    ],
  },
  {
    rule: 'a span of time that is none',
    yaml: `${HEAD}accounts:\n  beans:\n    title: Beans\n    expiry: { kind: rolling, after: 1 yr }\n`,
    issues: [
      'p.yaml:6 accounts.beans.expiry.after: found "1 yr"; expected a span of time such as "12 months", "90 days" or "30 minutes"',
    ],
  },
  {
    rule: 'an unknown kind gets the nearest one and the list',
    yaml: `${HEAD}accounts:\n  beans:\n    title: Beans\n    expiry: { kind: roling, after: 1 year }\n`,
    issues: [
      'p.yaml:6 accounts.beans.expiry.kind: found "roling"; expected rolling (one of: never, rolling, fixed, end_of_period, inactivity)',
    ],
  },
  {
    rule: 'an outcome of an unknown kind is refused',
    yaml: `${HEAD}campaigns:\n  hello:\n    title: Hello\n    behavior: { event: visit }\n    outcomes:\n      - kind: free_flight\n`,
    issues: [
      'p.yaml:8 campaigns.hello.outcomes[0].kind: found "free_flight"; expected one of: points, purchase_points, spend, expire, tag, attribute, tier, event, offer, promo_code, purchase, message',
    ],
  },
  {
    rule: 'numbers have bounds',
    yaml: `${HEAD}campaigns:\n  hello:\n    title: Hello\n    behavior: { event: visit, times: 0 }\n    outcomes:\n      - { kind: points, amount: 0.5, source: web }\n`,
    issues: [
      'p.yaml:6 campaigns.hello.behavior.times: found 0; expected a whole number of at least 1',
      'p.yaml:8 campaigns.hello.outcomes[0].amount: found 0.5; expected a whole number or a text',
    ],
  },
  {
    rule: 'a key of a tier condition gets the nearest key of that kind of condition',
    yaml: `${HEAD}tier_systems:\n  club:\n    title: Club\n    levels:\n      roast:\n        title: Roast\n        rank: 1\n        entrance:\n          kind: qualify\n          conditions:\n            - kind: points_earned\n              account: beans\n              at_laest: 50\n`,
    issues: [
      'p.yaml:15 tier_systems.club.levels.roast.entrance.conditions[0].at_laest: unknown key at_laest; expected at_least',
    ],
  },
  {
    rule: 'dates and zones are real ones',
    yaml: `${HEAD}time_zone: Mars\ncampaigns:\n  hello:\n    title: Hello\n    starts_at: tomorrow\n    behavior: { event: visit }\n    outcomes: [{ kind: tag, tag: x }]\n`,
    issues: [
      'p.yaml:3 time_zone: found "Mars"; expected a time zone such as UTC or Europe/Berlin',
      'p.yaml:7 campaigns.hello.starts_at: found "tomorrow"; expected an instant such as 2026-12-24T00:00:00Z',
    ],
  },
  {
    rule: 'a key given twice in one group',
    yaml: `${HEAD}title: Other\n`,
    issues: ['p.yaml:3: map keys must be unique (column 1); expected each key once'],
  },
  {
    rule: 'an alias without an anchor',
    yaml: `${HEAD}accounts: *beans\n`,
    issues: ['p.yaml:3: no anchor &beans stands before *beans; expected an anchor of this name, or a text in quotes'],
  },
  {
    rule: 'tags that ask for other types',
    yaml: `${HEAD}currency: !!js/regexp /x/\n`,
    issues: ['p.yaml:3: unresolved tag: tag:yaml.org,2002:js/regexp (column 11); expected plain values without tags'],
  },
  {
    rule: 'text that the database cannot keep',
    yaml: 'name: shop\ntitle: "a\\0b"\n',
    issues: ['p.yaml:2 title: the text holds U+0000 or half a character; expected valid Unicode text'],
  },
  {
    rule: 'a file that is a list',
    yaml: '- name: shop\n',
    issues: ['p.yaml:1: the file is not a group of keys; expected sections such as accounts: or events:'],
  },
];

describe('an error names file, line, path, problem and what was expected', () => {
  for (const { rule, yaml, issues } of ONE_FILE) {
    test(rule, () => {
      assert.deepEqual(textsOf({ 'p.yaml': yaml }), issues);
    });
  }
});

test('sections of several files are joined, in the order of their paths', () => {
  const reading = readProgramme({
    'z.yaml': 'accounts:\n  beans: { title: Beans }\n',
    'a/b.yaml': 'accounts:\n  stars: { title: Stars }\n',
    'programme.yaml': HEAD,
    'empty.yaml': '# Nothing yet.\n',
  });
  assert(reading.ok);
  assert.deepEqual(Object.keys(reading.document.accounts), ['stars', 'beans']);
  assert.deepEqual(reading.input, {
    accounts: { stars: { title: 'Stars' }, beans: { title: 'Beans' } },
    name: 'shop',
    title: 'Shop',
  });
  assert.deepEqual(reading.locate(['accounts', 'beans', 'title']), { file: 'z.yaml', line: 2 });
});

test('a name given in two files names both places', () => {
  assert.deepEqual(
    textsOf({
      'a.yaml': `${HEAD}accounts:\n  beans: { title: Beans }\n`,
      'b.yaml': 'accounts:\n  # once more\n  beans: { title: Other }\ntitle: Again\n',
    }),
    [
      'b.yaml:3 accounts.beans: accounts.beans is given twice, first in a.yaml line 4; expected one definition',
      'b.yaml:4 title: title is given twice, first in a.yaml line 2; expected one definition',
    ],
  );
});

test('an unreadable file does not make what it holds look missing', () => {
  assert.deepEqual(textsOf({ 'a.yaml': 'name: shop\n', 'b.yaml': 'title: [Shop\n' }), [
    'b.yaml:2: flow sequence in block collection must be sufficiently indented and end with a ] (column 1); expected valid YAML',
  ]);
});

test('all issues are told at once, at most a hundred', () => {
  const sources = Array.from({ length: 150 }, (_, index) => `  s${index}: { titel: x }`).join('\n');
  assert.equal(textsOf({ 'p.yaml': `${HEAD}sources:\n${sources}\n` }).length, 100);
});

describe('hostile texts end soon, as issues', () => {
  const lol = Array.from({ length: 12 }, (_, n) => `l${n + 1}: &l${n + 1} [${Array(9).fill(`*l${n}`).join(', ')}]`);
  const hostile: readonly [string, ProgrammeFiles][] = [
    ['a billion laughs', { 'p.yaml': `l0: &l0 ha\n${lol.join('\n')}\n` }],
    ['twenty thousand open lists', { 'p.yaml': `name: ${'['.repeat(20_000)}` }],
    ['forty nested groups', { 'p.yaml': `name: ${'{a: '.repeat(40)}1${'}'.repeat(40)}` }],
    [
      'a thousand nested groups of behaviors',
      { 'p.yaml': `${HEAD}x: ${'{all: ['.repeat(1_000)}${']}'.repeat(1_000)}` },
    ],
    ['a huge file', { 'p.yaml': `${HEAD}${'#'.repeat(300_000)}` }],
    ['too many files', Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`f${n}.yaml`, '']))],
    ['a path that leads out', { '../p.yaml': HEAD }],
    ['an absolute path', { '/etc/p.yaml': HEAD }],
    ['no files', {}],
    ['keys that are no data', { 'p.yaml': `${HEAD}__proto__: { x: 1 }\nconstructor: 1\n` }],
  ];
  for (const [rule, files] of hostile) {
    test(rule, () => {
      const before = performance.now();
      const reading = readProgramme(files);
      assert(!reading.ok && reading.issues.length > 0);
      assert(performance.now() - before < 2_000);
      assert.equal(Object.getPrototypeOf({}), Object.prototype);
    });
  }
});

test('any text is read or refused, never thrown at', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab:-[]{}&*!|>%@`\'"#,? \n\t0\u0000\ud800') }), (text) => {
      const reading = readProgramme({ 'p.yaml': text });
      assert(reading.ok || reading.issues.length > 0);
    }),
    { numRuns: 300 },
  );
});

test('a document without files is written as files that read back as the same document', () => {
  const input = {
    name: 'shop',
    title: 'no: yes # "quoted" 50%',
    settings: { minimum_age: 16 },
    events: { visit: { properties: { note: { type: 'string', values: ['on', '1', 'a\nb', ' x '] } } } },
    accounts: { beans: { title: 'Beans', expiry: { kind: 'rolling', after: '12 months' } } },
  };
  const files = renderFiles(input);
  assert.deepEqual(Object.keys(files), ['programme.yaml', 'accounts.yaml', 'events.yaml']);
  const reading = readProgramme(files);
  assert(reading.ok);
  assert.deepEqual(reading.input, input);
});
