// The worked examples of tiers: entrance, what counts after a demotion, maintenance, manual moves, late facts, occasions.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { TraceEntry } from '../../src/domain/decision.ts';
import { checkProgramme } from '../../src/domain/programme/compile.ts';
import type { Programme } from '../../src/domain/programme/programme.ts';
import { at, compiled, World } from '../support/world.ts';

function coffee(): Programme {
  const folder = new URL('../../../programs/coffee/', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const checked = checkProgramme(
    Object.fromEntries(names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')])),
    1,
    0,
  );
  assert.ok(checked.ok);
  return checked.programme;
}

function day(offset: number, from = '2026-03-01'): string {
  return new Date(at(from) + offset * 86_400_000).toISOString();
}

function traceOf(decision: ReturnType<World['event']>): readonly TraceEntry[] {
  return decision.kind === 'needs' ? [] : decision.record.trace;
}

function beansOf(one: World): number {
  return one.state.balances.get('beans')?.deposited ?? 0;
}

test('five sign-ins on five days bring 10 beans each, and Roast with 25 on the fifth', () => {
  const one = new World(coffee()).join('2026-02-27');
  for (let n = 0; n < 4; n += 1) one.event('web_login', day(n));
  assert.equal(beansOf(one), 40);
  assert.equal(one.level('club'), 'green');
  one.event('web_login', day(4));
  assert.equal(one.level('club'), 'roast');
  assert.equal(beansOf(one), 75);
  one.event('web_login', day(5));
  assert.equal(beansOf(one), 87);
});

test('a second sign-in of the day earns nothing, and the trace says why', () => {
  const one = new World(coffee()).join('2026-02-27');
  one.event('web_login', '2026-03-01T08:00:00Z');
  const second = one.event('web_login', '2026-03-01T23:59:59Z');
  assert.equal(beansOf(one), 10);
  assert.deepEqual(traceOf(second)[0], ['club/green/sign-in', 'limit', { times: 1, per: 'day', used: 1 }]);
});

test('the sign-in that lifts a member to a level uses up the day of the next level, too', () => {
  const one = new World(coffee()).join('2026-02-27');
  for (let n = 0; n < 5; n += 1) one.event('web_login', day(n));
  assert.equal(one.level('club'), 'roast');
  const second = one.event('web_login', new Date(at(day(4)) + 3_600_000).toISOString());
  assert.equal(beansOf(one), 75);
  assert.deepEqual(traceOf(second)[0], ['club/roast/sign-in', 'limit', { times: 1, per: 'day', used: 1 }]);
});

test('a day is the calendar day of the customer', () => {
  const one = new World(coffee()).join('2026-02-27', { timeZone: 'America/New_York' });
  one.event('web_login', '2026-03-02T04:00:00Z');
  one.event('web_login', '2026-03-02T05:30:00Z');
  assert.equal(beansOf(one), 20);
});

test('a level passed on the way gives its entrance outcomes too', () => {
  const one = new World(coffee()).join('2026-02-27');
  one.deposit(200, '2026-03-01', { account: 'beans', source: 'care' });
  assert.equal(one.level('club'), 'reserve');
  assert.equal(beansOf(one), 225);
});

test('an earning outside the window does not count for entrance', () => {
  const one = new World(coffee()).join('2025-02-01');
  one.deposit(40, '2025-03-01T12:00:00Z', { account: 'beans', source: 'care' });
  one.deposit(10, '2026-03-01T12:00:00Z', { account: 'beans', source: 'care' });
  assert.equal(one.level('club'), 'green');
  const near = new World(coffee()).join('2025-02-01');
  near.deposit(40, '2025-03-01T12:00:01Z', { account: 'beans', source: 'care' });
  near.deposit(10, '2026-03-01T12:00:00Z', { account: 'beans', source: 'care' });
  assert.equal(near.level('club'), 'roast');
});

test('a level is lost a year later when too little was earned, and only then', () => {
  const one = new World(coffee()).join('2026-02-27');
  one.deposit(50, '2026-03-01T12:00:00Z', { account: 'beans', source: 'care' });
  one.due('2027-03-01T11:59:59Z');
  assert.equal(one.level('club'), 'roast');
  one.due('2027-03-02T00:00:00Z');
  assert.equal(one.level('club'), 'green');
  const move = one.state.tierMoves.at(-1);
  assert.deepEqual([move?.reason, move?.occurredAt], ['demoted', at('2027-03-01T12:00:00Z')]);
});

test('a level is kept when enough was earned before the date, and the next date is a year after it', () => {
  const one = new World(coffee()).join('2026-02-27');
  one.deposit(50, '2026-03-01T12:00:00Z', { account: 'beans', source: 'care' });
  one.deposit(50, '2026-09-01T12:00:00Z', { account: 'beans', source: 'care' });
  one.due('2027-04-15');
  assert.equal(one.level('club'), 'roast');
  assert.equal(one.state.tiers.get('club')?.maintenanceAt, at('2028-03-01T12:00:00Z'));
});

test('bouncing back brings no second entrance bonus', () => {
  const one = new World(coffee()).join('2026-02-27');
  one.deposit(50, '2026-03-01T12:00:00Z', { account: 'beans', source: 'care' });
  one.due('2027-04-01');
  assert.equal(one.level('club'), 'green');
  const again = one.deposit(50, '2027-04-02', { account: 'beans', source: 'care' });
  assert.equal(one.level('club'), 'roast');
  assert.equal(beansOf(one), 50 + 25 + 50);
  assert.ok(traceOf(again).some(([rule, verdict]) => rule === 'club/roast/entrance' && verdict === 'limit'));
});

const LIFETIME = `
name: shop
title: Shop
accounts: { beans: { title: Beans, default: true, expiry: { kind: never } } }
sources: { web: { title: Web } }
tier_systems:
  club:
    title: Club
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      roast:
        title: Roast
        rank: 2
        entrance: { kind: qualify, conditions: [{ kind: points_earned, account: beans, at_least: 50 }] }
      reserve:
        title: Reserve
        rank: 3
        entrance: { kind: qualify, conditions: [{ kind: points_earned, account: beans, at_least: 200 }] }
        maintenance:
          every: 3 months
          minimum_stay: 100 days
          keep: { conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 3 months }] }
`;

test('after a demotion, entrance counts only what was earned since', () => {
  const one = new World(compiled(LIFETIME)).join('2026-01-01');
  one.deposit(900, '2026-01-02T12:00:00Z');
  assert.equal(one.level('club'), 'reserve');
  one.due('2026-06-01');
  assert.equal(one.level('club'), 'roast');
  one.deposit(150, '2026-06-02');
  assert.equal(one.level('club'), 'roast');
  one.deposit(50, '2026-06-03');
  assert.equal(one.level('club'), 'reserve');
});

test('a minimum stay puts the judgement off until it is over', () => {
  const one = new World(compiled(LIFETIME)).join('2026-01-01');
  one.deposit(900, '2026-01-02T12:00:00Z');
  one.deposit(1, '2026-04-03');
  assert.equal(one.level('club'), 'reserve');
  assert.equal(one.state.tiers.get('club')?.maintenanceAt, at('2026-04-12T12:00:00Z'));
  assert.deepEqual(one.state.tierMoves.at(-1)?.reason, 'postponed');
  one.due('2026-04-13');
  assert.equal(one.level('club'), 'roast');
});

test('maintenance is the same whenever and in whatever steps it is carried out', () => {
  const run = (dates: readonly string[]) => {
    const one = new World(compiled(LIFETIME)).join('2026-01-01');
    one.deposit(900, '2026-01-02T12:00:00Z');
    one.deposit(60, '2026-04-01T12:00:00Z');
    for (const date of dates) one.due(date);
    return [...one.state.tiers.values()];
  };
  assert.deepEqual(run(['2026-12-01']), run(['2026-04-13', '2026-05-01', '2026-07-14', '2026-12-01']));
});

test('a manual move gives entrance outcomes only when asked, and holds against entrance', () => {
  const one = new World(coffee()).join('2026-02-27');
  const move = { kind: 'tier.move', system: 'club', intermediateOutcomes: false, reason: 'goodwill' } as const;
  one.decided({ ...move, level: 'reserve', entranceOutcomes: false }, '2026-03-01');
  assert.equal(one.level('club'), 'reserve');
  assert.equal(beansOf(one), 0);
  one.decided({ ...move, level: 'green', entranceOutcomes: false }, '2026-03-02');
  one.decided({ ...move, level: 'roast', entranceOutcomes: true }, '2026-03-03');
  assert.equal(beansOf(one), 25);
});

test('a late fact earns at the rate of the level held when it happened', () => {
  const one = new World(coffee()).join('2026-02-27');
  for (let n = 0; n < 5; n += 1) one.event('web_login', day(n));
  assert.equal(one.level('club'), 'roast');
  one.event('web_login', day(6), { occurredAt: day(-1) });
  assert.equal(beansOf(one), 75 + 10);
});

test('a late fact earns by the programme version that was live when it happened', () => {
  const yaml = (amount: number) => `
name: shop
title: Shop
accounts: { beans: { title: Beans, default: true } }
sources: { web: { title: Web } }
events: { web_login: {} }
campaigns:
  login:
    title: Login
    behavior: { event: web_login }
    limit: { times: 1, per: day }
    outcomes: [{ kind: points, amount: ${amount}, source: web }]
`;
  const one = new World(compiled(yaml(5), 1, at('2026-01-01')), compiled(yaml(10), 2, at('2026-03-05'))).join(
    '2026-03-01',
  );
  one.event('web_login', '2026-03-06', { occurredAt: '2026-03-04T11:00:00Z' });
  assert.equal(beansOf(one), 5);
  one.event('web_login', '2026-03-06');
  assert.equal(beansOf(one), 15);
});

test('a fact dated before the enrolment is judged with the automatic level', () => {
  const one = new World(coffee()).join('2026-03-10');
  one.event('web_login', '2026-03-10T13:00:00Z', { occurredAt: '2026-03-02' });
  assert.equal(beansOf(one), 10);
});

test('facts too old or dated ahead are refused', () => {
  const one = new World(coffee()).join('2026-01-01');
  const send = (occurredAt: string) => {
    const decision = one.send(
      { kind: 'event', name: 'web_login', quantity: 1, properties: {} },
      '2026-03-10',
      occurredAt,
    );
    return decision.kind === 'refused' ? decision.record.refusal.code : decision.kind;
  };
  assert.equal(send('2026-02-07'), 'too_late');
  assert.equal(send('2026-03-10T12:05:01Z'), 'in_the_future');
  assert.equal(send('2026-03-10T12:05:00Z'), 'decided');
});

test('anniversaries come once a year after the level was reached', () => {
  const one = new World(coffee()).join('2024-02-29');
  one.due('2026-03-05');
  const tier = one.state.tiers.get('club');
  assert.equal(tier?.anniversaryAt, at('2027-02-28T12:00:00Z'));
});

test('the second system counts events', () => {
  const one = new World(coffee()).join('2026-03-01');
  const level = one.level('explorer');
  for (let n = 0; n < 12; n += 1) one.event('tasting_visit', day(n));
  assert.notEqual(one.level('explorer'), level);
});
