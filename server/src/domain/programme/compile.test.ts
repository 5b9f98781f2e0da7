// Compiling a programme: references, expressions and cycles are found before anything goes live.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkProgramme, compileProgramme } from './compile.ts';
import { issueText } from './issue.ts';
import type { Programme } from './programme.ts';
import { readProgramme } from './read.ts';

/** Twenty lines: what a test adds begins on line 21. */
const BASE = `name: shop
title: Shop
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  stars: { title: Stars, expiry: { kind: rolling, after: 12 months } }
sources:
  web: { title: Web }
  gift: { title: Gift, accounts: [stars] }
attributes:
  shoe_size: { type: int }
  colour: { type: string, values: [red, green] }
events:
  visit:
    properties:
      store: { type: string, required: true }
      minutes: { type: int }
      at: { type: datetime }
  ping: {}
audiences:
  grown: { when: customer.age >= 18 }
`;

function check(added: string) {
  return checkProgramme({ 'p.yaml': BASE + added }, 3, 1_000);
}

function compiled(added: string): Programme {
  const checked = check(added);
  assert(checked.ok, checked.ok ? '' : checked.issues.map(issueText).join('\n'));
  return checked.programme;
}

function issuesOf(added: string): readonly string[] {
  const checked = check(added);
  return checked.ok ? [] : checked.issues.map(issueText);
}

const campaign = (parts: string) => `campaigns:
  hello:
    title: Hello
${parts
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;
const levels = (parts: string) => `tier_systems:
  club:
    title: Club
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
${parts
  .split('\n')
  .map((line) => `      ${line}`)
  .join('\n')}
`;
const TAG = 'outcomes: [{ kind: tag, tag: x }]';

const FOUND: readonly { rule: string; added: string; issues: readonly string[] }[] = [
  {
    rule: 'a misspelt attribute in an expression gets the declared one',
    added: campaign(`behavior: { event: visit }\naudience: customer.custom.shoe_sze > 40\n${TAG}`),
    issues: [
      'p.yaml:25 campaigns.hello.audience: customer.custom.shoe_sze is not declared (character 1 of the expression); expected customer.custom.shoe_size',
    ],
  },
  {
    rule: 'a misspelt property in a restriction gets the declared one',
    added: campaign(`behavior: { event: visit, when: 'event.stor == "x"' }\n${TAG}`),
    issues: [
      'p.yaml:24 campaigns.hello.behavior.when: event.stor is not declared (character 1 of the expression); expected event.store',
    ],
  },
  {
    rule: 'a text that is not among the declared values',
    added: campaign(`behavior: { event: visit }\naudience: customer.custom.colour == "rod"\n${TAG}`),
    issues: [
      'p.yaml:25 campaigns.hello.audience: "rod" is not among the declared values (character 27 of the expression); expected "red"',
    ],
  },
  {
    rule: 'events, platform events and audiences are declared ones',
    added: campaign(`behavior: { all: [{ event: vist }, { event: __platform.tier.chnged }] }\naudience: grwon\n${TAG}`),
    issues: [
      'p.yaml:24 campaigns.hello.behavior.all[0].event: event vist is not declared; expected visit',
      'p.yaml:24 campaigns.hello.behavior.all[1].event: platform event __platform.tier.chnged is not declared; expected __platform.tier.changed',
      'p.yaml:25 campaigns.hello.audience: audience grwon is not declared; expected grown',
    ],
  },
  {
    rule: 'accounts, sources, attributes and tiers of outcomes are declared ones',
    added: campaign(`behavior: { event: ping }
outcomes:
  - { kind: points, amount: 1, account: bens, source: wbe }
  - { kind: points, amount: 1, account: beans, source: gift }
  - { kind: expire, account: constructor }
  - { kind: attribute, attribute: shoesize, value: 1 }
  - { kind: attribute, attribute: shoe_size, value: big }
  - { kind: tier, system: clb, level: green }`),
    issues: [
      'p.yaml:26 campaigns.hello.outcomes[0].account: account bens is not declared; expected beans',
      'p.yaml:26 campaigns.hello.outcomes[0].source: source wbe is not declared; expected web',
      'p.yaml:27 campaigns.hello.outcomes[1].source: source gift is not linked to account beans; expected a source whose accounts include beans',
      'p.yaml:28 campaigns.hello.outcomes[2].account: account constructor is not declared; expected one of: beans, stars',
      'p.yaml:29 campaigns.hello.outcomes[3].attribute: attribute shoesize is not declared; expected shoe_size',
      'p.yaml:30 campaigns.hello.outcomes[4].value: attribute shoe_size cannot hold this value; expected a whole number',
      'p.yaml:31 campaigns.hello.outcomes[5].system: tier system clb is not declared; expected nothing: none is declared',
    ],
  },
  {
    rule: 'events that outcomes raise fit their declaration and are no platform events',
    added: campaign(`behavior: { event: ping }
outcomes:
  - { kind: event, event: visit, properties: { minutes: long, stor: x } }
  - { kind: event, event: __platform.user.created }
  - { kind: event, event: pong }`),
    issues: [
      'p.yaml:26 campaigns.hello.outcomes[0].properties.minutes: property minutes of visit cannot hold this value; expected a whole number',
      'p.yaml:26 campaigns.hello.outcomes[0].properties.stor: property of visit stor is not declared; expected store',
      'p.yaml:26 campaigns.hello.outcomes[0].properties: visit needs the property store; expected store: …',
      'p.yaml:27 campaigns.hello.outcomes[1].event: __platform.user.created is raised by the engine only; expected an event declared under events',
      'p.yaml:28 campaigns.hello.outcomes[2].event: event pong is not declared; expected ping',
    ],
  },
  {
    rule: 'amounts are whole numbers made of what the event has',
    added: campaign(`behavior: { event: visit }
outcomes:
  - { kind: points, amount: event.store, source: web }
  - { kind: points, amount: event.minutes * 1.5, source: web }`),
    issues: [
      'p.yaml:26 campaigns.hello.outcomes[0].amount: the expression gives a string (character 1 of the expression); expected an expression of type int',
      'p.yaml:27 campaigns.hello.outcomes[1].amount: the expression gives a double (character 1 of the expression); expected a whole number: int(…) cuts off the fraction',
    ],
  },
  {
    rule: 'a campaign ends after it starts',
    added: campaign(
      `starts_at: 2026-01-02T00:00:00Z\nends_at: 2026-01-01T00:00:00+00:00\nbehavior: { event: ping }\n${TAG}`,
    ),
    issues: [
      'p.yaml:25 campaigns.hello.ends_at: the campaign ends before it starts; expected an instant after starts_at',
    ],
  },
  {
    rule: 'a condition says how many in exactly one way',
    added: levels(`roast:
  title: Roast
  rank: 2
  entrance:
    kind: qualify
    conditions:
      - { kind: points_earned, account: beans, at_least: 50, at_most: 60 }
      - { kind: balance, account: beans }`),
    issues: [
      'p.yaml:32 tier_systems.club.levels.roast.entrance.conditions[0]: the condition points_earned does not say how many; expected exactly one of at_least, at_most, exactly',
      'p.yaml:33 tier_systems.club.levels.roast.entrance.conditions[1]: the condition balance does not say how many; expected exactly one of at_least, at_most, exactly',
    ],
  },
  {
    rule: 'levels have ranks of their own, rules ids of their own',
    added: levels(`roast:
  title: Roast
  rank: 1
  entrance: { kind: invitation }
  events:
    - { id: a, behavior: { event: ping }, ${TAG} }
    - { id: a, behavior: { event: ping }, ${TAG} }`),
    issues: [
      'p.yaml:28 tier_systems.club.levels.roast.rank: level roast has the rank 1 of level green; expected a rank of its own',
      'p.yaml:32 tier_systems.club.levels.roast.events[1].id: rule a is given twice in level roast; expected an id of its own',
    ],
  },
  {
    rule: 'maintenance falls on days that exist, at intervals that have a length',
    added: levels(`roast:
  title: Roast
  rank: 2
  entrance: { kind: invitation }
  maintenance:
    every: 0 days
    relative_to: calendar
    month: 2
    day: 30
    keep: { conditions: [{ kind: balance, account: beans, at_least: 1 }] }`),
    issues: [
      'p.yaml:31 tier_systems.club.levels.roast.maintenance.every: found a span of no length; expected a span such as "12 months"',
      'p.yaml:34 tier_systems.club.levels.roast.maintenance.day: month 02 has no day 30; expected a day of that month',
    ],
  },
  {
    rule: 'one tier system is primary at most',
    added:
      'tier_systems:\n  a: { title: A, primary: true, levels: { x: { title: X, rank: 1, entrance: { kind: automatic } } } }\n  b: { title: B, primary: true, levels: { x: { title: X, rank: 1, entrance: { kind: automatic } } } }\n',
    issues: [
      'p.yaml:23 tier_systems.b.primary: a is the primary tier system already; expected one primary tier system',
    ],
  },
];

describe('a reference or expression that cannot work is refused at publish', () => {
  for (const { rule, added, issues } of FOUND) test(rule, () => assert.deepEqual(issuesOf(added), issues));

  test('declarations themselves are checked', () => {
    const checked = checkProgramme(
      {
        'p.yaml':
          'name: shop\ntitle: Shop\naccounts:\n  a: { title: A, expires_into: b }\n  b: { title: B, expires_into: a }\n  c: { title: C, expires_into: d }\nattributes:\n  n: { type: int, values: ["1"] }\nevents:\n  __platform.mine: {}\n  e: { properties: { qty: { type: int } } }\ncampaigns:\n  x: { title: X, behavior: { event: e }, outcomes: [{ kind: spend, amount: 1 }] }\n',
      },
      1,
      0,
    );
    assert(!checked.ok);
    assert.deepEqual(checked.issues.map(issueText), [
      'p.yaml:4 accounts.a.expires_into: points of a that expire come back to a; expected an account that does not lead back',
      'p.yaml:5 accounts.b.expires_into: points of b that expire come back to b; expected an account that does not lead back',
      'p.yaml:6 accounts.c.expires_into: account d is not declared; expected one of: a, b, c',
      'p.yaml:8 attributes.n.values: values cannot be listed for the type int; expected type string or string_list',
      'p.yaml:10 events.__platform.mine: names that begin with __platform. belong to the engine; expected another name',
      'p.yaml:11 events.e.properties.qty: event.qty is what every event has; expected another name for the property',
      'p.yaml:13 campaigns.x.outcomes[0].account: account is missing, and no account is the default; expected an account, or default: true on one',
    ]);
  });
});

test('a document by itself compiles to its version; its issues have no place in files', () => {
  const reading = readProgramme({ 'p.yaml': `${BASE}settings: { minimum_age: 16 }\n` });
  assert(reading.ok);
  const result = compileProgramme(reading.document, 7, 500);
  assert(result.ok);
  assert.deepEqual([result.programme.version, result.programme.liveFrom], [7, 500]);
  const wrong = { ...reading.document, audiences: { x: { when: 'customer.agee > 1' } } };
  const refused = compileProgramme(wrong, 8, 600);
  assert(!refused.ok);
  assert.deepEqual(refused.issues, [
    {
      file: '',
      path: 'audiences.x.when',
      line: null,
      problem: 'customer.agee is not declared (character 1 of the expression)',
      expected: 'customer.age',
    },
  ]);
});

describe('rules that set themselves off', () => {
  const deposited = (parts: string) => campaign(`behavior: { event: __platform.points.deposited${parts} }`);
  const POINTS = '    outcomes: [{ kind: points, amount: 5, source: web }]\n';

  test('without a limit they are refused, naming the way round', () => {
    assert.deepEqual(issuesOf(deposited('') + POINTS), [
      'p.yaml:22 campaigns.hello: outcomes set off their own rule again (campaign/hello → campaign/hello) and nothing ends it; expected a limit on one of these rules',
    ]);
  });

  test('with a limit they are a warning', () => {
    const checked = check(`${deposited('')}    limit: { times: 1, per: day }\n${POINTS}`);
    assert(checked.ok);
    assert.deepEqual(checked.warnings, [
      {
        path: 'campaigns.hello',
        sentence: 'Outcomes set off their own rule again (campaign/hello → campaign/hello) and only a limit ends it.',
      },
    ]);
  });

  test('a restriction that rules the outcome out makes no cycle', () => {
    compiled(deposited(`, when: 'event.source != "web"'`) + POINTS);
    compiled(deposited(`, when: 'event.amount > 5 && customer.opted_in'`) + POINTS);
    assert.equal(issuesOf(deposited(`, when: 'event.amount > 4 && customer.opted_in'`) + POINTS).length, 1);
  });

  test('a way round over several rules and events is found', () => {
    const text = `campaigns:
  a: { title: A, behavior: { event: ping }, outcomes: [{ kind: event, event: visit, properties: { store: x } }] }
  b: { title: B, behavior: { all: [{ event: visit }, { event: visit, times: 3 }] }, outcomes: [{ kind: event, event: ping }] }
`;
    assert.match(issuesOf(text).join(), /campaign\/a → campaign\/b → campaign\/a\) and nothing ends it/);
    assert.deepEqual(issuesOf(text.replace('b: { title: B', 'b: { title: B, limit: { times: 1, per: day }')), []);
  });

  test('entrance alone leads upwards and ends; together with a rule that takes members down it goes round', () => {
    const tiers = levels(`roast:
  title: Roast
  rank: 2
  entrance:
    kind: qualify
    conditions: [{ kind: points_earned, account: beans, at_least: 50 }]
    outcomes: [{ kind: points, amount: 25, source: web }]`);
    compiled(tiers);
    const down = campaign(
      'behavior: { event: __platform.points.deposited }\noutcomes: [{ kind: tier, system: club, level: green }]',
    );
    assert.match(issuesOf(tiers + down).join(), /campaign\/hello → club\/roast\/entrance → campaign\/hello/);
  });
});

describe('what is compiled', () => {
  const tiers = levels(`roast:
  title: Roast
  rank: 3
  entrance:
    kind: qualify
    match: any
    conditions:
      - { kind: points_earned, account: beans, at_least: 50, within: 12 months }
      - { kind: events, event: visit, when: event.minutes > 10, exactly: 3 }
      - { kind: customer, when: customer.tiers.club == "green" }
  events:
    - { id: once, behavior: { any: [{ event: ping }] }, limit: { times: 1, per: day }, ${TAG} }
    - { id: often, behavior: { event: ping, times: 3 }, within: 1 week, ${TAG} }
silver:
  title: Silver
  rank: 2
  entrance: { kind: invitation }
  maintenance:
    every: 1 year
    keep:
      match: none
      conditions:
        - { kind: points_earned, account: beans, at_least: 50, within: 12 months }
        - { kind: points_earned, account: stars, at_most: 1 }`);

  test('levels stand by rank, the automatic one is the base, a system alone is primary', () => {
    const [system] = compiled(tiers).tierSystems;
    assert.deepEqual(
      system?.levels.map((level) => level.name),
      ['green', 'silver', 'roast'],
    );
    assert.equal(system?.base?.name, 'green');
    assert.equal(compiled(tiers).primarySystem?.name, 'club');
  });

  test('requirements are put into words', () => {
    const system = compiled(tiers).tierSystemByName.get('club');
    assert.equal(
      system?.levelByName.get('roast')?.requirement?.words,
      '50 beans earned in the last 12 months or exactly 3 × visit with event.minutes > 10 in all or customers with customer.tiers.club == "green"',
    );
    assert.equal(
      system?.levelByName.get('silver')?.maintenance?.requirement.words,
      'not: 50 beans earned in the last 12 months, nor at most 1 stars earned in all',
    );
  });

  test('sums that conditions share are one window', () => {
    assert.deepEqual(
      compiled(tiers).windows.map((window) => window.key),
      ['club|beans|12 months', 'club|stars|ever'],
    );
  });

  test('only what has to be counted is: several times, several parts, tier conditions', () => {
    const programme = compiled(tiers);
    const names = [...programme.metrics.keys()];
    assert.equal(names.length, 2);
    assert.equal(names.filter((name) => /^visit\?[0-9a-f]{13}$/.test(name)).length, 1);
    assert(names.includes('ping'));
    const once = programme.rulesById.get('club/roast/once');
    assert.equal(once?.isImmediate, true);
    assert.equal(once?.behavior?.kind, 'leaf');
    assert.equal(programme.rulesById.get('club/roast/often')?.leaves[0]?.metric, 'ping');
  });

  test("levels' rules come first, then campaigns by priority", () => {
    const campaigns = `campaigns:
  late: { title: L, priority: 200, behavior: { event: ping }, ${TAG} }
  early: { title: E, priority: 1, behavior: { all: [{ event: ping }, { event: ping }] }, ${TAG} }
`;
    assert.deepEqual(
      compiled(tiers + campaigns)
        .rulesByEvent.get('ping')
        ?.map((rule) => rule.id),
      ['club/roast/once', 'club/roast/often', 'campaign/early', 'campaign/late'],
    );
  });

  test('outcomes stand by rank, then as written, each with its account', () => {
    const rule = compiled(
      campaign(`behavior: { event: visit, when: has(event.at) && event.at < time.now }
audience: grown
outcomes:
  - { kind: tag, tag: second, rank: 2 }
  - { kind: points, amount: event.minutes * 2, source: web, rank: 1 }
  - { kind: tag, tag: third, rank: 2 }`),
    ).rulesById.get('campaign/hello');
    assert.deepEqual(
      rule?.outcomes.map(({ definition }) => ('tag' in definition ? definition.tag : definition.kind)),
      ['points', 'second', 'third'],
    );
    const [points] = rule?.outcomes ?? [];
    assert.equal(points?.definition.kind === 'points' ? points.definition.account : '', 'beans');
    assert.equal(points?.amount?.source, 'event.minutes * 2');
    assert.equal(rule?.audience?.source, 'customer.age >= 18');
  });
});
