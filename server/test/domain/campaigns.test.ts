// The worked examples of campaigns: birthdays with an offset, leap days, calendar days, once a year, opt-in, control group,
// budgets, offers and messages as outcomes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Quota, TraceEntry } from '../../src/domain/decision.ts';
import { compiled, World } from '../support/world.ts';

const HEAD = `
name: shop
title: Shop
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
attributes: { wedding: { type: date }, vip: { type: bool } }
events: { visit: {} }
offers: { half: { title: Half price, type: percent_check_discount, amount: 50, valid_for: 30 days, per_customer: 2, cost: 500 } }
providers: { mail: { title: Mail, connector: tray } }
messages:
  hello:
    title: Hello
    purpose: programme
    variants: { mail: { template_id: t-1 } }
campaigns:
`;

const BIRTHDAY = `
  birthday:
    title: Birthday
    trigger: { kind: date, attribute: birth_on, offset: -7 days, at: '00:00' }
    payload: { template: birthday-1 }
    outcomes:
      - { kind: offer, offer: half, rank: 1 }
      - { kind: points, amount: 200, source: promo, rank: 2 }
      - { kind: message, message: hello, rank: 3 }
`;

function shop(campaigns: string, patch: Parameters<World['join']>[1] = {}, now = '2026-01-10'): World {
  return new World(compiled(HEAD + campaigns)).join(now, patch);
}

function occasion(one: World, campaign: string, now: string): readonly TraceEntry[] {
  const decision = one.decided({ kind: 'campaign.occasion', campaign }, now);
  return decision.kind === 'needs' ? [] : decision.record.trace;
}

function points(one: World): number {
  return one.state.balances.get('points')?.deposited ?? 0;
}

test('a birthday is celebrated seven days before, at the local time of the campaign', () => {
  const one = shop(BIRTHDAY, { birthOn: '1990-05-17', timeZone: 'America/New_York' });
  assert.deepEqual(occasion(one, 'birthday', '2026-05-10T03:59:59Z'), [['campaign/birthday', 'not_today']]);
  occasion(one, 'birthday', '2026-05-10T04:00:00Z');
  assert.equal(points(one), 200);
  assert.deepEqual(
    [...one.state.offers.values()].map(({ offer, status }) => [offer, status]),
    [['half', 'issued']],
  );
});

test('an occasion is celebrated once, however often it is looked for', () => {
  const one = shop(BIRTHDAY, { birthOn: '1990-05-17' });
  occasion(one, 'birthday', '2026-05-10');
  assert.deepEqual(occasion(one, 'birthday', '2026-05-11'), [
    ['campaign/birthday', 'celebrated', { on: '2026-05-17' }],
  ]);
  occasion(one, 'birthday', '2027-05-10');
  assert.equal(points(one), 400);
});

test('a changed date of birth brings no second birthday within 300 days', () => {
  const one = shop(BIRTHDAY, { birthOn: '1990-05-17' });
  occasion(one, 'birthday', '2026-05-10');
  one.decided({ kind: 'customer.save', mode: 'update', patch: { birthOn: '1990-06-20' } }, '2026-06-15');
  assert.equal(points(one), 200);
});

test('whoever signs up between the offset and the birthday gets it at once', () => {
  const one = shop(BIRTHDAY, { birthOn: '1990-05-17' }, '2026-05-14');
  assert.equal(points(one), 200);
  assert.equal(shop(BIRTHDAY, { birthOn: '1990-05-17' }, '2026-05-18').state.balances.size, 0);
  assert.equal(
    shop(BIRTHDAY.replace("at: '00:00'", 'catch_up: false'), { birthOn: '1990-05-17' }, '2026-05-14').state.balances
      .size,
    0,
  );
});

test('29 February is celebrated on 28 February in common years, and the offset counts from there', () => {
  const one = shop(BIRTHDAY, { birthOn: '1992-02-29' });
  assert.deepEqual(occasion(one, 'birthday', '2026-02-20T23:59:59Z'), [['campaign/birthday', 'not_today']]);
  occasion(one, 'birthday', '2026-02-21T00:00:00Z');
  assert.equal(points(one), 200);
  const leap = shop(BIRTHDAY, { birthOn: '1992-02-29' }, '2028-01-01');
  assert.deepEqual(occasion(leap, 'birthday', '2028-02-21T23:00:00Z'), [['campaign/birthday', 'not_today']]);
  occasion(leap, 'birthday', '2028-02-22T00:00:00Z');
  assert.equal(points(leap), 200);
});

test('an offset can carry the occasion into the year before', () => {
  const one = shop(BIRTHDAY, { birthOn: '1990-01-03' });
  occasion(one, 'birthday', '2026-12-28');
  assert.equal(points(one), 200);
});

test('the anniversary of enrolment and a custom date are occasions as well', () => {
  const rule = (name: string, attribute: string) =>
    `  ${name}: { title: T, trigger: { kind: date, attribute: ${attribute}, at: '00:00' }, outcomes: [{ kind: points, amount: 5, source: promo }] }\n`;
  const one = shop(
    rule('enrolment', 'opted_in_at') + rule('wedding', 'wedding'),
    { custom: { wedding: '2015-08-01' } },
    '2026-03-04',
  );
  assert.equal(points(one), 0);
  occasion(one, 'enrolment', '2027-03-04T00:00:00Z');
  assert.equal(points(one), 5);
  occasion(one, 'wedding', '2026-08-01T00:00:00Z');
  assert.equal(points(one), 10);
});

test("Mother's Day is the second Sunday of May", () => {
  const one = shop(
    `  mothers: { title: M, trigger: { kind: calendar, month: 5, weekday: sunday, nth: 2, at: '00:00' }, outcomes: [{ kind: points, amount: 5, source: promo }] }\n`,
  );
  assert.deepEqual(occasion(one, 'mothers', '2026-05-09T12:00:00Z'), [['campaign/mothers', 'not_today']]);
  occasion(one, 'mothers', '2026-05-10T12:00:00Z');
  assert.equal(points(one), 5);
  occasion(one, 'mothers', '2027-05-09T12:00:00Z');
  assert.equal(points(one), 10);
});

test('a message carries what was given before it, the campaign and its payload', () => {
  const one = new World(compiled(HEAD + BIRTHDAY)).join('2026-01-10', { birthOn: '1990-05-17' });
  const decision = one.decided({ kind: 'campaign.occasion', campaign: 'birthday' }, '2026-05-10');
  assert.equal(decision.kind, 'decided');
  const effects = decision.kind === 'decided' ? decision.effects : [];
  const sent = effects.flatMap((effect) => (effect.kind === 'message' ? [effect.message] : []))[0];
  assert.equal(sent?.provider, 'mail');
  const offer = [...one.state.offers.values()][0];
  assert.deepEqual(sent?.variables.campaign, { id: 'birthday', title: 'Birthday', custom: { template: 'birthday-1' } });
  assert.deepEqual(sent?.variables.outcomes, {
    points: [{ account: 'points', account_title: 'Points', amount: 200, expires_at: null }],
    offers: [
      {
        offer_id: 'half',
        user_offer_id: offer?.id,
        title: 'Half price',
        description: null,
        terms: null,
        image: null,
        pos_discount_id: null,
        expires_at: '2026-06-10T00:00:00.000Z',
      },
    ],
  });
});

test('an offer ends with the last local day of its validity', () => {
  const one = shop(BIRTHDAY, { birthOn: '1990-05-17' });
  occasion(one, 'birthday', '2026-05-10');
  one.due('2026-06-09T23:59:59Z');
  assert.equal([...one.state.offers.values()][0]?.status, 'issued');
  one.due('2026-06-10T00:00:00Z');
  assert.equal([...one.state.offers.values()][0]?.status, 'expired');
});

test('an offer is given no more often than its limit per customer', () => {
  const one = shop(BIRTHDAY);
  const issue = { kind: 'offer.issue', offer: 'half', reason: 'goodwill' } as const;
  one.decided({ ...issue, quantity: 2 }, '2026-02-01');
  const third = one.send({ ...issue, quantity: 1 }, '2026-02-01');
  assert.equal(third.kind === 'refused' && third.record.refusal.code, 'offer_limit_reached');
  assert.equal(one.state.offers.size, 2);
});

const VISIT = (settings: string) =>
  `  visit: { title: V, behavior: { event: visit }, ${settings}, limit: { times: 9, per: ever }, outcomes: [{ kind: points, amount: 40, source: promo }] }\n`;

test('an opt-in campaign gives nothing before the customer opted in to it', () => {
  const one = shop(VISIT('opt_in: true'));
  one.event('visit', '2026-02-01');
  assert.equal(points(one), 0);
  one.decided({ kind: 'campaign.opt_in', campaign: 'visit' }, '2026-02-02');
  one.event('visit', '2026-02-03');
  assert.equal(points(one), 40);
});

test('a campaign closed by an agent gives nothing more', () => {
  const one = shop(VISIT('priority: 1'));
  one.decided({ kind: 'campaign.complete', campaign: 'visit', reason: 'asked for it' }, '2026-02-01');
  const decision = one.event('visit', '2026-02-02');
  assert.deepEqual(decision.kind === 'decided' && decision.record.trace, [['campaign/visit', 'closed']]);
});

test('the control group gets nothing', () => {
  const one = shop(VISIT('control_group: 90'));
  let controls = 0;
  for (let n = 0; n < 100; n += 1) {
    one.state = { ...one.state, id: `${n.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000` };
    const before = points(one);
    one.event('visit', '2026-02-01');
    if (points(one) === before) controls += 1;
    one.state.counters = new Map();
  }
  assert.ok(controls > 75 && controls <= 100, `${controls} of 100 in a control group of 90 %`);
});

test('what no longer fits the budget is not given, never half of it', () => {
  const one = shop(VISIT('budget: { points: 100 }'));
  const quota = (left: number): Map<string, Quota> =>
    new Map([['budget:campaign/visit:points|e', { left, used: 0, isFinal: true, limit: 100 }]]);
  one.quotas = quota(100);
  one.event('visit', '2026-02-01');
  one.quotas = quota(20);
  const decision = one.event('visit', '2026-02-02');
  assert.deepEqual(decision.kind === 'decided' && decision.record.trace[1]?.slice(0, 2), ['campaign/visit', 'budget']);
  assert.equal(points(one), 40);
});

test('a campaign outside its dates celebrates nothing', () => {
  const dated = BIRTHDAY.replace('title: Birthday\n', "title: Birthday\n    ends_at: '2026-03-01T00:00:00Z'\n");
  const one = shop(dated, { birthOn: '1990-05-17' });
  assert.equal(occasion(one, 'birthday', '2026-05-10')[0]?.[1], 'dates');
  assert.equal(one.state.counters.has('e|occasion:campaign/birthday'), false);
});
