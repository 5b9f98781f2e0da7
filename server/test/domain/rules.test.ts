// Behaviors, limits, ranks, cascades and exclusivity: what a rule does with an event, and what its trace says.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DecisionRecord, Quota } from '../../src/domain/decision.ts';
import { compiled, World } from '../support/world.ts';

const HEAD = `
name: shop
title: Shop
accounts: { beans: { title: Beans, default: true } }
sources: { web: { title: Web } }
attributes: { vip: { type: bool }, shoe_size: { type: int } }
events:
  visit: { properties: { channel: { type: string, values: [web, app] } } }
  review: {}
  echo: {}
campaigns:
`;

function shop(campaigns: string): World {
  return new World(compiled(HEAD + campaigns)).join('2026-03-01');
}

function recordOf(decision: ReturnType<World['event']>): DecisionRecord {
  assert.notEqual(decision.kind, 'needs');
  return decision.kind === 'needs' ? { outcomes: [], trace: [], balances: {} } : decision.record;
}

function beans(one: World): number {
  return one.state.balances.get('beans')?.deposited ?? 0;
}

test('a restriction that does not hold, or misses a value, is told with its expression', () => {
  const one = shop(`
  web: { title: Web, behavior: { event: visit, when: "event.channel == 'web'" }, limit: { times: 9, per: ever }, outcomes: [{ kind: points, amount: 5, source: web }] }
`);
  assert.deepEqual(recordOf(one.event('visit', '2026-03-02', { properties: { channel: 'app' } })).trace, [
    ['campaign/web', 'when', { when: "event.channel == 'web'" }],
  ]);
  assert.equal(recordOf(one.event('visit', '2026-03-02')).trace[0]?.[1], 'missing');
  one.event('visit', '2026-03-02', { properties: { channel: 'web' } });
  assert.equal(beans(one), 5);
});

test('a behavior of several times counts inside its window and starts again when it is completed', () => {
  const one = shop(`
  three: { title: Three, behavior: { event: visit, times: 3 }, within: 7 days, outcomes: [{ kind: points, amount: 30, source: web }], limit: { times: 2, per: ever } }
`);
  one.event('visit', '2026-03-02');
  one.event('visit', '2026-03-03');
  // The window (3 March 12:00, 10 March 12:00] is half-open: the visit of the 3rd has just left it.
  assert.deepEqual(recordOf(one.event('visit', '2026-03-10')).trace, [
    ['campaign/three', 'progress', { has: 1, need: 3 }],
  ]);
  one.event('visit', '2026-03-11');
  assert.equal(beans(one), 0);
  one.event('visit', '2026-03-12');
  assert.equal(beans(one), 30);
  one.event('visit', '2026-03-13');
  one.event('visit', '2026-03-14');
  assert.equal(beans(one), 30);
  one.event('visit', '2026-03-15');
  assert.equal(beans(one), 60);
});

test('parts joined by all are each met on their own, parts joined by any by one of them', () => {
  const one = shop(`
  both: { title: Both, behavior: { all: [{ event: visit, times: 2 }, { event: review }] }, outcomes: [{ kind: points, amount: 7, source: web }], limit: { times: 1, per: ever } }
  either: { title: Either, behavior: { any: [{ event: review }, { event: echo, times: 2 }] }, outcomes: [{ kind: points, amount: 100, source: web }], limit: { times: 1, per: ever } }
`);
  one.event('visit', '2026-03-02');
  one.event('visit', '2026-03-03');
  assert.equal(beans(one), 0);
  one.event('review', '2026-03-04');
  assert.equal(beans(one), 107);
});

test('what was done before the customer became eligible counts only when the rule looks back', () => {
  const rule = (name: string, looks: boolean) =>
    `  ${name}: { title: T, behavior: { event: visit, times: 2 }, look_back: ${looks}, starts_at: '2026-03-03T00:00:00Z', outcomes: [{ kind: points, amount: ${looks ? 1 : 10}, source: web }], limit: { times: 1, per: ever } }\n`;
  const one = shop(rule('from-now', false) + rule('ever', true));
  one.event('visit', '2026-03-02');
  one.event('visit', '2026-03-04');
  assert.equal(beans(one), 1);
  one.event('visit', '2026-03-05');
  assert.equal(beans(one), 11);
});

test('a limit in total asks for its portion, and is told when nothing is left', () => {
  const one = shop(`
  first: { title: First, behavior: { event: visit }, limit_total: { times: 2, per: ever }, outcomes: [{ kind: points, amount: 5, source: web }] }
`);
  const visit = () => one.send({ kind: 'event', name: 'visit', quantity: 1, properties: {} }, '2026-03-02');
  assert.deepEqual(visit(), {
    kind: 'needs',
    slices: [],
    quotas: [{ key: 'rule:campaign/first', period: 'e', amount: 1 }],
  });
  const left = (quota: Quota) => new Map([['rule:campaign/first|e', quota]]);
  one.quotas = left({ left: 1, used: 0, isFinal: false, limit: 2 });
  assert.equal(visit().kind, 'decided');
  assert.equal(beans(one), 5);
  one.quotas = left({ left: 0, used: 0, isFinal: true, limit: 2 });
  assert.deepEqual(recordOf(visit()).trace, [['campaign/first', 'total', { times: 2, per: 'ever' }]]);
});

test('outcomes run by rank, and each is finished with what follows from it before the next starts', () => {
  const one = shop(`
  source: { title: S, behavior: { event: visit }, limit: { times: 1, per: ever }, outcomes: [{ kind: tag, tag: last, rank: 3 }, { kind: event, event: echo, rank: 1 }, { kind: points, amount: 2, source: web, rank: 2 }] }
  follower: { title: F, behavior: { event: echo }, limit: { times: 1, per: ever }, outcomes: [{ kind: attribute, attribute: vip, value: true }] }
`);
  const { outcomes } = recordOf(one.event('visit', '2026-03-02'));
  assert.deepEqual(
    outcomes.map((outcome) => outcome.kind),
    ['attribute', 'event', 'points', 'tag'],
  );
});

test('a refused outcome does not stop the others, unless it is required', () => {
  const outcomes = (required: boolean) =>
    `[{ kind: spend, amount: 10, rank: 1, required: ${required} }, { kind: points, amount: 5, source: web, rank: 2 }]`;
  const one = shop(`
  soft: { title: S, behavior: { event: visit }, limit: { times: 1, per: day }, outcomes: ${outcomes(false)} }
`);
  one.event('visit', '2026-03-02');
  assert.equal(beans(one), 5);
  const two = shop(`
  hard: { title: H, behavior: { event: visit }, limit: { times: 1, per: day }, outcomes: ${outcomes(true).replace('rank: 1', 'rank: 3')} }
`);
  const { trace } = recordOf(two.event('visit', '2026-03-02'));
  assert.equal(beans(two), 0);
  assert.deepEqual(trace.at(-1)?.slice(0, 2), ['campaign/hard', 'refused']);
  assert.equal(two.state.counters.size, 0);
});

test('an exclusive campaign that gave something ends the list of campaigns', () => {
  const one = shop(`
  one: { title: One, priority: 2, exclusive: true, behavior: { event: visit }, limit: { times: 1, per: ever }, outcomes: [{ kind: points, amount: 5, source: web }] }
  two: { title: Two, priority: 3, behavior: { event: visit }, limit: { times: 9, per: ever }, outcomes: [{ kind: points, amount: 100, source: web }] }
`);
  assert.deepEqual(recordOf(one.event('visit', '2026-03-02')).trace.at(-1), ['campaign/two', 'exclusive']);
  one.event('visit', '2026-03-03');
  assert.equal(beans(one), 105);
});

test('an amount can be an expression', () => {
  const one = shop(`
  qty: { title: Q, behavior: { event: visit }, limit: { times: 9, per: day }, outcomes: [{ kind: points, amount: "event.qty * 3", source: web }] }
`);
  one.event('visit', '2026-03-02', { quantity: 4 });
  assert.equal(beans(one), 12);
});

test('an audience outside which the customer stands is told, and a missing value meets nothing', () => {
  const one = shop(`
  vip: { title: V, audience: 'customer.custom.vip', behavior: { event: visit }, limit: { times: 9, per: day }, outcomes: [{ kind: points, amount: 1, source: web }] }
`);
  assert.equal(recordOf(one.event('visit', '2026-03-02')).trace[0]?.[1], 'missing');
  one.decided({ kind: 'customer.save', mode: 'update', patch: { custom: { vip: false } } }, '2026-03-02');
  assert.equal(recordOf(one.event('visit', '2026-03-02')).trace[0]?.[1], 'audience');
  one.decided({ kind: 'customer.save', mode: 'update', patch: { custom: { vip: true } } }, '2026-03-02');
  one.event('visit', '2026-03-02');
  assert.equal(beans(one), 1);
});

test('members who opted out or are suspended earn nothing, and the trace says so', () => {
  const one = shop(`
  all: { title: A, behavior: { event: visit }, limit: { times: 9, per: day }, outcomes: [{ kind: points, amount: 1, source: web }] }
`);
  one.decided({ kind: 'customer.save', mode: 'update', patch: { status: 'suspended' } }, '2026-03-02');
  assert.equal(recordOf(one.event('visit', '2026-03-02')).trace[0]?.[1], 'suspended');
  one.decided({ kind: 'customer.save', mode: 'update', patch: { status: 'good', optedIn: false } }, '2026-03-02');
  assert.equal(recordOf(one.event('visit', '2026-03-02')).trace[0]?.[1], 'opted_out');
  assert.equal(beans(one), 0);
});

test('events that the programme does not declare, and properties of the wrong kind, are refused', () => {
  const one = shop(
    `  none: { title: N, behavior: { event: visit }, limit: { times: 1, per: ever }, outcomes: [{ kind: tag, tag: x }] }\n`,
  );
  const code = (name: string, properties: { [key: string]: string | number }) => {
    const decision = one.send({ kind: 'event', name, quantity: 1, properties }, '2026-03-02');
    return decision.kind === 'refused' ? decision.record.refusal.code : decision.kind;
  };
  assert.equal(code('nope', {}), 'unknown_event');
  assert.equal(code('constructor', { colour: 'red' }), 'unknown_event');
  assert.equal(code('visit', { constructor: 'red' }), 'invalid_property');
  assert.equal(code('__platform.user.created', {}), 'unknown_event');
  assert.equal(code('visit', { channel: 'fax' }), 'invalid_property');
  assert.equal(code('visit', { colour: 'red' }), 'invalid_property');
});

test('a campaign that listens to sign-up welcomes each customer once', () => {
  const one = shop(`
  welcome: { title: W, behavior: { event: __platform.user.created }, limit: { times: 1, per: ever }, outcomes: [{ kind: points, amount: 50, source: web }] }
`);
  assert.equal(beans(one), 50);
});

test('a decision changes nothing that it was given', () => {
  const one = shop(`
  all: { title: A, behavior: { event: visit }, limit: { times: 9, per: day }, outcomes: [{ kind: points, amount: 1, source: web }, { kind: tag, tag: seen }] }
`);
  const before = one.state;
  const frozen = JSON.stringify([...before.balances, ...before.counters, ...before.tags, ...before.lots]);
  one.event('visit', '2026-03-02');
  assert.equal(JSON.stringify([...before.balances, ...before.counters, ...before.tags, ...before.lots]), frozen);
});

test('deciding the same fact on the same state gives the same effects, with no clock and no random source at hand', (t) => {
  const one = shop(`
  all: { title: A, behavior: { event: visit }, limit: { times: 9, per: day }, outcomes: [{ kind: points, amount: 1, source: web }] }
`);
  const fail = () => assert.fail('the domain asked for a clock or a random source');
  t.mock.method(Date, 'now', fail);
  t.mock.method(Math, 'random', fail);
  t.mock.method(Temporal.Now, 'instant', fail);
  assert.equal(one.event('visit', '2026-03-02').kind, 'decided');
});
