// Every verdict and every refusal has its sentence, in the words of the programme; real decisions of the coffee shop, too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiled, World } from '../../test/support/world.ts';
import { CODES } from './codes.ts';
import { type DecisionRecord, type OutcomeRecord, type TraceEntry, VERDICTS, type Verdict } from './decision.ts';
import { type ExplainedDecision, explain } from './explain.ts';
import type { FactKind } from './facts.ts';

const PROGRAMME = compiled(`
name: shop
title: Shop
accounts:
  beans: { title: Beans, default: true }
  stars: { title: VIP stars }
sources:
  web: { title: Website, limits: [{ points: 15, per: day }] }
events:
  web_login: { title: Sign-in, properties: { channel: { type: string } } }
  visit: { title: Tasting visit }
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green:
        title: Green
        rank: 1
        entrance: { kind: automatic }
        events:
          - id: sign-in
            title: Beans for signing in
            behavior: { event: web_login }
            limit: { times: 1, per: day }
            outcomes: [{ kind: points, amount: 10, account: beans, source: web }]
      reserve:
        title: Reserve
        rank: 2
        entrance:
          kind: qualify
          conditions: [{ kind: points_earned, account: beans, at_least: 200, within: 12 months }]
        maintenance:
          every: 1 year
          keep: { conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 12 months }] }
  explorer:
    title: Explorers
    levels:
      novice: { title: Novice, rank: 1, entrance: { kind: automatic } }
      guide:
        title: Guide
        rank: 2
        entrance:
          kind: qualify
          conditions:
            - { kind: events, event: visit, at_least: 3 }
            - { kind: customer, when: 'customer.age >= 18' }
campaigns:
  spring:
    title: Spring
    behavior: { event: web_login }
    outcomes: [{ kind: points, amount: 5, account: stars, source: web }]
`);

const SIGN_IN = 'club/green/sign-in';
const SHORT = {
  kind: 'points_earned',
  account: 'beans',
  need: 200,
  has: 40,
  compare: 'at_least',
  words: '200 beans earned in the last 12 months',
} as const;

function given(amount: number, account = 'beans', rule = SIGN_IN): OutcomeRecord {
  return {
    kind: 'points',
    account,
    amount,
    source: 'web',
    entry: 'deposit',
    entry_id: '',
    movement_id: '',
    rule,
    expires_at: null,
    available_at: null,
  };
}
function decision(
  trace: readonly TraceEntry[],
  outcomes: readonly OutcomeRecord[] = [],
  kind: FactKind = 'event',
): ExplainedDecision {
  const record: DecisionRecord = { outcomes, trace, balances: {} };
  return { kind, name: kind === 'event' ? 'web_login' : null, record };
}

/** One trace entry for each verdict, and the sentence that it becomes. */
const SENTENCES: { readonly [verdict in Verdict]: readonly [TraceEntry, string] } = {
  given: [[SIGN_IN, 'given'], 'Beans for signing in: gave 10 beans.'],
  approved: [['approval', 'approved', { by: 'Ann Lee', request: 'r' }], 'Approval: agreed to by Ann Lee.'],
  when: [
    [SIGN_IN, 'when', { when: 'event.channel == "app"' }],
    'Beans for signing in: the event does not meet `event.channel == "app"`.',
  ],
  purchase: [[SIGN_IN, 'purchase'], 'Beans for signing in: the purchase is not of the kind that it asks for.'],
  missing: [
    [SIGN_IN, 'missing', { when: 'customer.age >= 18', detail: 'customer.age' }],
    'Beans for signing in: `customer.age >= 18` could not be judged, customer.age is missing.',
  ],
  rule_error: [
    [SIGN_IN, 'rule_error', { when: '1 / event.qty > 0', detail: 'division by zero' }],
    'Beans for signing in: `1 / event.qty > 0` failed: division by zero.',
  ],
  limit: [[SIGN_IN, 'limit', { times: 1, per: 'day', used: 1 }], 'Beans for signing in: limit of 1 a day reached.'],
  total: [
    ['campaign/spring', 'total', { times: 500, per: 'ever' }],
    'Spring: limit of 500 in all for all customers together reached.',
  ],
  audience: [
    ['campaign/spring', 'audience', { when: 'customer.country == "PT"' }],
    'Spring: it is for customers with `customer.country == "PT"`, which this one does not meet.',
  ],
  progress: [['campaign/spring', 'progress', { has: 2, need: 3 }], 'Spring: needed 3, has 2 so far.'],
  dates: [
    ['campaign/spring', 'dates', { starts_at: '2026-03-01T09:00:00.000Z', ends_at: null }],
    'Spring: it runs from 2026-03-01 09:00 (UTC) only.',
  ],
  paused: [['campaign/spring', 'paused'], 'Spring: it is paused.'],
  control: [
    ['campaign/spring', 'control'],
    'Spring: the customer is in its control group and gets nothing, for comparison.',
  ],
  opt_in: [['campaign/spring', 'opt_in'], 'Spring: the customer has not opted in to it.'],
  closed: [['campaign/spring', 'closed'], 'Spring: it was closed for this customer.'],
  budget: [
    ['campaign/spring', 'budget', { kind: 'points', amount: 40 }],
    'Spring: its budget is spent: 40 no longer fits.',
  ],
  celebrated: [
    ['campaign/spring', 'celebrated', { on: '2026-05-17' }],
    'Spring: the occasion of 2026-05-17 was celebrated already.',
  ],
  not_today: [['campaign/spring', 'not_today'], 'Spring: its occasion is not now.'],
  opted_out: [[SIGN_IN, 'opted_out'], 'Beans for signing in: the customer has not opted in to the programme.'],
  suspended: [[SIGN_IN, 'suspended', { status: 'closed' }], "Beans for signing in: the customer's account is closed."],
  exclusive: [['campaign/spring', 'exclusive'], 'Spring: a campaign that excludes others gave something before it.'],
  level: [[SIGN_IN, 'level'], 'Beans for signing in: it is for members of another level.'],
  skipped: [['campaign/spring', 'skipped'], 'Spring: its conditions hold, but there was nothing to give.'],
  clipped: [
    ['source/web', 'clipped', { asked: 10, given: 5, code: 'source_limit_reached', source: 'web' }],
    'Website: gave 5 of 10 points. The point source web has reached its limit.',
  ],
  refused: [
    ['campaign/spring', 'refused', { kind: 'spend', code: 'insufficient_points', available: 40, amount: 50 }],
    'Spring: the outcome of kind spend was refused. The customer has 40 points available, 50 are needed.',
  ],
  short: [['club/reserve/entrance', 'short', SHORT], 'Reserve: needed 200 beans, has 40 earned in the last 12 months.'],
  entered: [
    ['club/reserve/entrance', 'entered', { from: 'green', words: '200 beans earned in the last 12 months' }],
    'Reserve: reached, with 200 beans earned in the last 12 months.',
  ],
  invitation: [['club/reserve/entrance', 'invitation'], 'Reserve: it is reached by invitation only.'],
  kept: [
    ['club/reserve/maintenance', 'kept', { ...SHORT, need: 50, has: 62 }],
    'Reserve: kept; needed 50 beans, had 62 earned in the last 12 months.',
  ],
  demoted: [
    ['club/reserve/maintenance', 'demoted', { ...SHORT, need: 50, has: 20, to: 'green' }],
    'Reserve: needed 50 beans, had 20 earned in the last 12 months; fell to Green.',
  ],
  stay: [
    ['club/reserve/maintenance', 'stay', { ...SHORT, need: 50, has: 20 }],
    'Reserve: needed 50 beans, had 20 earned in the last 12 months; it is held a while longer and judged again then.',
  ],
};

for (const verdict of VERDICTS) {
  test(`the verdict ${verdict} has its sentence`, () => {
    const [entry, sentence] = SENTENCES[verdict];
    const [line] = explain(PROGRAMME, decision([entry], verdict === 'given' ? [given(10)] : [])).lines;
    assert.equal(line?.sentence, sentence);
    assert.equal(line?.verdict, verdict);
    assert.equal(line?.met, ['given', 'clipped', 'entered', 'kept'].includes(verdict));
  });
}

test('no verdict says nonsense when its figures are not there', () => {
  for (const verdict of VERDICTS) {
    for (const rule of [
      SIGN_IN,
      'club/reserve/entrance',
      'gone/level/entrance',
      'campaign/gone',
      'source/gone',
      'item/1',
    ]) {
      const [line] = explain(PROGRAMME, decision([[rule, verdict]])).lines;
      assert.match(line?.sentence ?? '', /^\S.*: .*\.$/);
      assert.doesNotMatch(line?.sentence ?? '', /undefined|null|NaN|\[object/);
    }
  }
});

test('needed and actual are figures, as the trace has them', () => {
  const { lines } = explain(PROGRAMME, decision([SENTENCES.short[0], SENTENCES.limit[0], SENTENCES.paused[0]]));
  assert.deepEqual(
    lines.map(({ needed, actual }) => [needed, actual]),
    [
      [200, 40],
      [1, 1],
      [undefined, undefined],
    ],
  );
});

test('every refusal is told with the sentence of its code', () => {
  const detail = { amount: 50, available: 40, account: 'beans', reason: 'it is empty.', conflicts: 'one.' };
  for (const code of Object.keys(CODES)) {
    const found = Object.entries(CODES).find(([name]) => name === code)?.[1];
    const record = { outcomes: [], trace: [], balances: {}, refusal: { code, detail } };
    // The keys of CODES are the codes; TypeScript only knows that they are texts.
    const { summary } = explain(PROGRAMME, JSON.parse(JSON.stringify({ kind: 'points.spend', name: null, record })));
    assert.ok(summary.startsWith('Spend refused. '), summary);
    const opening = found?.sentence.split('{')[0] ?? '';
    assert.ok(summary.includes(opening) && summary.endsWith('.'), summary);
  }
});

test('a limit of the requirement that reads several figures tells the whole of it', () => {
  const detail = {
    kind: 'events',
    event: 'visit',
    need: 3,
    has: 1,
    compare: 'at_least',
    words: '3 visits and grown up',
  };
  const { lines } = explain(PROGRAMME, decision([['explorer/guide/entrance', 'short', detail]]));
  assert.equal(
    lines[0]?.sentence,
    'Guide: needed 3 × tasting visit, has 1 in all (it asks for 3 visits and grown up).',
  );
});

test('accounts stand in lower case where they are common nouns, and as written where they are names', () => {
  const { lines } = explain(
    PROGRAMME,
    decision([['campaign/spring', 'given']], [given(5, 'stars', 'campaign/spring')]),
  );
  assert.equal(lines[0]?.sentence, 'Spring: gave 5 VIP stars.');
});

test('the summary of a decision says what it gave, or why it gave nothing', () => {
  const one = new World(PROGRAMME).join('2026-03-01T08:00:00Z');
  const first = one.event('web_login', '2026-03-01T09:00:00Z');
  const second = one.event('web_login', '2026-03-01T10:00:00Z');
  const third = one.event('web_login', '2026-03-01T11:00:00Z');
  const told = [first, second, third].map((made) =>
    made.kind === 'needs' ? null : explain(PROGRAMME, { kind: 'event', name: 'web_login', record: made.record }),
  );
  assert.equal(told[0]?.summary, 'Sign-in: gave 10 beans and gave 5 VIP stars.');
  // The source gives 15 points a day at most: they are gone after the first sign-in.
  assert.ok(told[1]?.summary.startsWith('Sign-in changed nothing. Beans for signing in: limit of 1 a day reached.'));
  assert.ok(told[2]?.lines.some((line) => line.verdict === 'clipped' && line.needed === 5 && !line.met));
  const unheard = one.event('visit', '2026-03-01T12:00:00Z');
  assert.equal(
    unheard.kind === 'needs'
      ? ''
      : explain(PROGRAMME, { kind: 'event', name: 'visit', record: unheard.record }).summary,
    'Tasting visit was recorded. No rule listens to it for this customer.',
  );
});

test('the summary tells tier moves by their titles', () => {
  const move: OutcomeRecord = { kind: 'tier', system: 'club', from: 'green', to: 'reserve', reason: 'qualified' };
  const { summary } = explain(PROGRAMME, decision([], [given(200), move]));
  assert.equal(summary, 'Sign-in: gave 200 beans and moved the customer from Green to Reserve.');
  const fall: OutcomeRecord = { kind: 'tier', system: 'club', from: 'reserve', to: 'green', reason: 'demoted' };
  assert.equal(
    explain(PROGRAMME, decision([], [fall], 'due')).summary,
    'What came due: dropped the customer from Reserve to Green.',
  );
});
