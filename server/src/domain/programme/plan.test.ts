// Plans and warnings: what an author is told before anything changes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkProgramme } from './compile.ts';
import { issueText } from './issue.ts';
import { planProgramme, renderPlan } from './plan.ts';

const LIVE = `name: shop
title: Shop
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  stars: { title: Stars, expiry: { kind: rolling, after: 12 months } }
sources:
  web: { title: Web }
events:
  visit: {}
tier_systems:
  club:
    title: Club
    levels:
      green:
        title: Green
        rank: 1
        benefits: [A mug]
        entrance: { kind: automatic }
        events:
          - id: first
            behavior: { event: visit }
            limit: { times: 1, per: day }
            outcomes: [{ kind: points, amount: 10, source: web }]
          - id: second
            behavior: { event: visit }
            limit: { times: 1, per: day }
            outcomes: [{ kind: points, amount: 20, source: web }]
`;

function checked(text: string) {
  const result = checkProgramme({ 'p.yaml': text }, 1, 0);
  assert(result.ok, result.ok ? '' : result.issues.map(issueText).join('\n'));
  return result;
}

function plan(before: string | null, after: string): string {
  const next = checked(after);
  return renderPlan(planProgramme(before === null ? null : checked(before).document, next.document), []);
}

describe('a plan is a readable diff', () => {
  test('of nothing', () => assert.equal(plan(LIVE, LIVE), 'No changes.\n'));

  test('defaults written out, other layout and other notation are no changes', () => {
    const same = LIVE.replace('title: Club', 'title: Club\n    primary: false')
      .replaceAll('12 months', '"12 months"')
      .replace('{ event: visit }', '{ event: visit, times: 1 }');
    assert.equal(plan(LIVE, `# Our shop.\n${same}settings:\n  minimum_age: 13\n`), 'No changes.\n');
  });

  test('of a first programme: its parts by name', () => {
    assert.equal(
      plan(null, LIVE),
      `+ name  shop
+ title  Shop
+ time_zone  UTC
+ language  en
+ currency  USD
+ accounts.beans  "Beans"
+ accounts.stars  "Stars"
+ sources.web  "Web"
+ events.visit
+ tier_systems.club  "Club"

10 to add, 0 to change, 0 to remove.
`,
    );
  });

  test('of values, lists, named rules, kinds and removed parts, in the order of the document', () => {
    const next = LIVE.replace('amount: 10', 'amount: 12')
      .replace('[A mug]', '[A mug, A spoon]')
      .replace('expiry: { kind: rolling, after: 12 months }', 'expiry: { kind: never }')
      .replace(/ {10}- id: second[\s\S]*$/, '')
      .replace(/ {2}stars:.*\n/, '')
      .replace('  web: { title: Web }', '  web: { title: Web }\n  app: { title: App }');
    assert.equal(
      plan(LIVE, next),
      `~ accounts.beans.expiry  { kind: rolling, after: 12 months } → { kind: never }
- accounts.stars  "Stars"
+ sources.app  "App"
~ tier_systems.club.levels.green.benefits  ["A mug"] → ["A mug", "A spoon"]
~ tier_systems.club.levels.green.events.first.outcomes[0].amount  10 → 12
- tier_systems.club.levels.green.events.second

1 to add, 3 to change, 2 to remove.
`,
    );
  });

  test('of an order that means something', () => {
    const swapped = LIVE.replace(/( {2}beans:.*\n)( {2}stars:.*\n)/, '$2$1');
    assert.match(plan(LIVE, swapped), /^~ accounts\.order {2}beans, stars → stars, beans\n/);
  });

  test('rules with ids may change places unseen', () => {
    const swapped = LIVE.replace(/( {10}- id: first[\s\S]*?)( {10}- id: second[\s\S]*)$/, '$2$1');
    assert.equal(plan(LIVE, swapped), 'No changes.\n');
  });

  test('with customers and warnings', () => {
    const text = renderPlan(
      [{ kind: 'change', path: ['accounts', 'beans', 'title'], before: 'A', after: 'B', customers: 1 }],
      [{ path: 'accounts', sentence: 'Beware.' }],
    );
    assert.equal(
      text,
      '~ accounts.beans.title  A → B  (1 customer)\n\n0 to add, 1 to change, 0 to remove.\n\nWarnings:\n! accounts: Beware.\n',
    );
  });
});

describe('a warning does not stop a programme', () => {
  const warned: readonly { rule: string; text: string; warnings: readonly string[] }[] = [
    { rule: 'a tidy programme has none', text: LIVE, warnings: [] },
    {
      rule: 'earning without a limit',
      text: LIVE.replace('            limit: { times: 1, per: day }\n', ''),
      warnings: [
        'tier_systems.club.levels.green.events[0].limit: Rule club/green/first earns points without a limit: somebody will find out how often it can be repeated.',
      ],
    },
    {
      rule: 'points that never expire, and no default account',
      text: LIVE.replace(/, default: true.*}/, ' }').replaceAll('source: web }', 'source: web, account: beans }'),
      warnings: [
        'accounts.beans.expiry: Points of account beans never expire: what members may claim only grows.',
        'accounts: No account is the default: every deposit and every spend must name one.',
      ],
    },
    {
      rule: 'tied ranks',
      text: LIVE.replace(
        '[{ kind: points, amount: 10, source: web }]',
        '[{ kind: points, amount: 10, source: web }, { kind: tag, tag: x }]',
      ),
      warnings: [
        'tier_systems.club.levels.green.events[0].outcomes: 2 outcomes share the rank 0: they are given in the order in which they are written.',
      ],
    },
    {
      rule: 'entrance outcomes without a limit, and maintenance of the lowest level',
      text: LIVE.replace(
        '{ kind: automatic }',
        '{ kind: invitation, outcomes: [{ kind: tag, tag: x }] }\n        maintenance: { every: 1 year, keep: { conditions: [{ kind: balance, account: beans, at_least: 1 }] } }',
      ),
      warnings: [
        'tier_systems.club.levels.green.entrance.limit: Entrance of Green in club gives outcomes without a limit: members who fall and rise again get them each time.',
        'tier_systems.club.levels.green.maintenance: Level green is the lowest of club: its maintenance can take nobody anywhere.',
      ],
    },
    {
      rule: 'two tier systems maintained on one day, none of them primary',
      text: `name: shop
title: Shop
accounts: { beans: { title: Beans, default: true, expiry: { kind: rolling, after: 1 year } } }
tier_systems:
${['a', 'b']
  .map(
    (name) => `  ${name}:
    title: ${name}
    levels:
      low: { title: Low, rank: 1, entrance: { kind: automatic } }
      high:
        title: High
        rank: 2
        entrance: { kind: invitation }
        maintenance: { every: 1 year, relative_to: calendar, month: 3, keep: { conditions: [{ kind: balance, account: beans, at_least: 1 }] } }`,
  )
  .join('\n')}
`,
      warnings: [
        'tier_systems: None of the tier systems a, b is primary: the standard profile shows no tier.',
        'tier_systems: Maintenance of a/high, b/high falls on the same day (03-01): give each tier system a day of its own.',
      ],
    },
  ];
  for (const { rule, text, warnings } of warned) {
    test(rule, () => {
      assert.deepEqual(
        checked(text).warnings.map((warning) => `${warning.path}: ${warning.sentence}`),
        warnings,
      );
    });
  }
});
