// The fields of a member at their edges: what is empty when, what counts as what, and when time alone changes something.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, compiled, World } from '../../../test/support/world.ts';
import type { ProfilePatch } from '../customers/profile.ts';
import { NO_REFERENCE } from '../facts.ts';
import { DAY_MS, isoText } from '../time.ts';
import { changesAt } from './changes-at.ts';
import { LOYALTY_FIELDS, type LoyaltyProfile } from './fields.ts';
import { FIELD_KEYS } from './person.ts';
import { loyaltyProfile, PROFILE_OPTIONS, type ProfileSource } from './profile.ts';

const HEAD = `
name: test
title: Test
time_zone: Europe/Berlin
currency: EUR
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  stars: { title: Stars, default: true, expiry: { kind: inactivity, after: 6 months, percent: 50 } }
  status: { title: Status, default: true, spending: { allowed: false } }
sources: { web: { title: Web } }
`;
const PLAIN = compiled(HEAD);

const IDLE = { firstActivityAt: null, lastActivity: null, previousLevel: null } as const;

function sourceOf(one: World, more: Partial<ProfileSource> = {}): ProfileSource {
  return {
    ...IDLE,
    customerId: one.state.id,
    state: one.state,
    purchases: { firstAt: null, lastAt: null, net: 0 },
    windowsFrom: new Map(),
    left: () => 1_000,
    ...more,
  };
}

function fields(one: World, now: string, more: Partial<ProfileSource> = {}): LoyaltyProfile {
  return loyaltyProfile(one.history.live, sourceOf(one, more), at(now), PROFILE_OPTIONS) ?? assert.fail('no profile');
}

function next(one: World, now: string, more: Partial<ProfileSource> = {}): string | null {
  const instant = changesAt(one.history.live, sourceOf(one, more), at(now), PROFILE_OPTIONS);
  return instant === null ? null : isoText(instant);
}

function member(now: string, patch: ProfilePatch = {}, programme = PLAIN): World {
  return new World(programme).join(now, patch);
}

test('of a member of whom nothing is known only what is never empty has a value, and of nobody there is no profile', () => {
  const one = member('2026-03-01', { optedIn: false });
  const profile = fields(one, '2026-03-01');
  const filled = FIELD_KEYS.filter((field) => profile[field] !== null);
  const never = FIELD_KEYS.filter((field) => LOYALTY_FIELDS[field].about.includes('Never empty.'));
  assert.deepEqual(filled.toSorted(), never.toSorted());
  assert.equal(profile.active_status, 'INACTIVE');
  assert.equal(loyaltyProfile(PLAIN, sourceOf(new World(PLAIN)), at('2026-03-01'), PROFILE_OPTIONS), null);
});

test('who opted out keeps the date of the opt-in, has that of the opt-out and no anniversary; who comes back has a new one', () => {
  const one = member('2026-03-01', { optInSource: 'shop' });
  assert.equal(fields(one, '2026-03-01').opt_out_date, null);
  const patch = (optedIn: boolean, now: string) =>
    one.decided({ kind: 'customer.save', mode: 'update', patch: { optedIn } }, now);
  patch(false, '2026-04-01');
  const out = fields(one, '2026-04-01');
  assert.deepEqual(
    [out.opt_in_status, out.opt_in_date, out.opt_out_date, out.anniversary_date, out.opt_in_source],
    [false, isoText(at('2026-03-01')), isoText(at('2026-04-01')), null, 'shop'],
  );
  assert.equal(next(one, '2026-04-01'), null);
  patch(true, '2026-05-01');
  const back = fields(one, '2026-05-01');
  assert.deepEqual(
    [back.opt_in_date, back.opt_out_date, back.anniversary_date],
    [isoText(at('2026-05-01')), null, '2027-05-01'],
  );
});

test('the anniversary is the next one, or the day itself, in the zone of the programme', () => {
  const one = member('2024-02-28T23:30:00Z');
  assert.equal(fields(one, '2024-02-29').anniversary_date, '2025-02-28');
  assert.equal(fields(one, '2025-02-28').anniversary_date, '2025-02-28');
  assert.equal(next(one, '2025-02-28'), '2025-02-28T23:00:00.000Z');
  assert.equal(fields(one, '2025-02-28T23:00:00Z').anniversary_date, '2026-02-28');
  assert.equal(fields(one, '2027-12-31').anniversary_date, '2028-02-29');
  const march = member('2024-02-29', {}, compiled(`${HEAD}settings: { leap_day: 03-01 }\n`));
  assert.equal(fields(march, '2024-03-01').anniversary_date, '2025-03-01');
});

test('points on hold and points that are not yet available are hold points, and in no other figure', () => {
  const one = member('2026-03-01');
  one.deposit(100, '2026-03-01');
  one.deposit(30, '2026-03-01', { availableAt: '2026-03-10T00:00:00Z' });
  one.deposit(7, '2026-03-01', { account: 'status' });
  one.decided(
    { kind: 'points.hold', amount: 20, accounts: null, expiresAt: at('2026-05-01'), reference: NO_REFERENCE },
    '2026-03-02',
  );
  one.spend(15, '2026-03-03');
  const points = ({
    available_points,
    hold_points,
    earned_points,
    used_points,
    next_expiring_points,
  }: LoyaltyProfile) => [available_points, hold_points, earned_points, used_points, next_expiring_points];
  assert.deepEqual(points(fields(one, '2026-03-04')), [65, 50, 130, 15, 95]);
  assert.equal(next(one, '2026-03-04'), '2026-03-10T00:00:00.000Z');
  assert.deepEqual(points(fields(one, '2026-03-11')), [95, 20, 130, 15, 95]);
});

test('next expiring points and their date are of one bucket: all that expires on one day, and nothing of the next', () => {
  const one = member('2026-03-01');
  one.deposit(10, '2026-03-01T08:00:00Z');
  one.deposit(5, '2026-03-01T20:00:00Z');
  one.deposit(50, '2026-03-02');
  const expiring = (now: string) => {
    const { next_expiring_points, points_expiration_date, expired_points } = fields(one, now);
    return [next_expiring_points, points_expiration_date, expired_points];
  };
  assert.deepEqual(expiring('2026-03-03'), [15, '2027-03-01', 0]);
  one.spend(12, '2026-03-04');
  assert.deepEqual(expiring('2026-03-05'), [3, '2027-03-01', 0]);
  assert.equal(next(one, '2027-02-28'), '2027-03-01T23:00:00.000Z', 'the anniversary is over, and so are the points');
  one.due('2027-03-02');
  assert.deepEqual(expiring('2027-03-02'), [50, '2027-03-02', 3]);
  one.due('2027-03-05');
  assert.deepEqual(expiring('2027-03-05'), [null, null, 53]);
});

test('where points expire by inactivity, what would go is told with its day', () => {
  const one = member('2026-03-01');
  one.deposit(21, '2026-03-01', { account: 'stars' });
  const { next_expiring_points, points_expiration_date } = fields(one, '2026-03-02');
  assert.deepEqual([next_expiring_points, points_expiration_date], [10, '2026-09-01']);
});

test('reversed deposits are not earned, and what a reversal gives back is not used', () => {
  const one = member('2026-03-01');
  one.deposit(100, '2026-03-01');
  const deposit = one.log.at(-1)?.fact.id ?? '';
  one.spend(40, '2026-03-02');
  const spend = one.log.at(-1)?.fact.id ?? '';
  one.decided({ kind: 'points.reverse', entryId: spend, amount: 10, reason: 'x' }, '2026-03-03');
  one.decided({ kind: 'points.reverse', entryId: deposit, amount: 25, reason: 'x' }, '2026-03-03');
  const { earned_points, used_points, available_points } = fields(one, '2026-03-04');
  assert.deepEqual([earned_points, used_points, available_points], [75, 30, 45]);
});

test('active as long as the last activity lies within the window', () => {
  const one = member('2026-03-01');
  const lastActivity = { id: one.state.id, kind: 'transaction', name: null, at: at('2026-03-05') } as const;
  const last = isoText(at('2026-03-05') + 365 * DAY_MS);
  assert.equal(fields(one, '2027-03-05T11:59:59Z', { lastActivity }).active_status, 'ACTIVE');
  assert.equal(fields(one, last, { lastActivity }).active_status, 'INACTIVE');
  assert.equal(next(one, '2027-03-05T11:59:59Z', { lastActivity }), last);
  assert.equal(fields(one, '2026-03-06', { lastActivity }).last_action_name, 'Purchase');
});

test('money is told in whole units of the currency', () => {
  const purchases = { firstAt: at('2026-03-02'), lastAt: at('2026-03-03'), net: 12_345 };
  const profile = fields(member('2026-03-01'), '2026-03-04', { purchases });
  assert.equal(profile.lifetime_spend, 123.45);
  assert.deepEqual(
    [profile.first_purchase_date, profile.last_purchase_date],
    [isoText(at('2026-03-02')), isoText(at('2026-03-03'))],
  );
});

test('the first number that can be written as E.164 is told, a preferred one before the others', () => {
  const phone = (number: string, ...flags: string[]) => ({ number, type: null, flags, verified: false });
  const phoneOf = (country: string | null, ...phones: ReturnType<typeof phone>[]) =>
    fields(member('2026-03-01', { phones, country }), '2026-03-01').phone;
  assert.equal(phoneOf('DE', phone('030 1234567'), phone('+41 79 302 67 27', 'preferred')), '+41793026727');
  assert.equal(phoneOf(null, phone('030 1234567'), phone('0041 79 302 67 27')), '+41793026727');
  assert.equal(phoneOf(null, phone('030 1234567')), null);
});

const REWARDS = `
offers:
  mug: { title: Mug, type: manual_fulfillment }
  cup: { title: Cup | saucer, type: manual_fulfillment }
  car: { title: Car, type: manual_fulfillment }
  van: { title: Van, type: manual_fulfillment }
  old: { title: Old, type: manual_fulfillment, ends_at: '2026-04-01T00:00:00Z' }
stores:
  shop: { title: Shop, items: { car: { offer: car, price: 900 }, van: { offer: van, price: 700 }, cup: { offer: cup, price: 60 }, mug: { offer: mug, price: 20 }, old: { offer: old, price: 1 } } }
  other: { title: Other, items: { mug: { offer: mug, price: 30 } } }
`;

test('rewards: those within reach from the cheapest to the dearest, each once, and what is missing to the next', () => {
  const one = member('2026-03-01', {}, compiled(HEAD + REWARDS));
  one.deposit(100, '2026-03-01');
  const rewards = (now: string) => {
    const { available_rewards, points_for_next_reward, highest_available_reward } = fields(one, now);
    return [available_rewards, points_for_next_reward, highest_available_reward];
  };
  assert.deepEqual(rewards('2026-03-02'), ['Old | Mug | Cup / saucer', 600, 'Cup | saucer']);
  assert.equal(next(one, '2026-03-02'), '2026-04-01T00:00:00.000Z');
  assert.deepEqual(rewards('2026-04-01')[0], 'Mug | Cup / saucer');
  one.decided({ kind: 'customer.save', mode: 'update', patch: { status: 'suspended' } }, '2026-04-02');
  assert.deepEqual(rewards('2026-04-02'), [null, null, null]);
});

test('rewards are cut at a whole one', () => {
  const title = (n: number) => `${String(n).padStart(3, '0')}${'x'.repeat(90)}`;
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  const offers = numbers.map((n) => `  o${n}: { title: "${title(n)}", type: manual_fulfillment }`).join('\n');
  const items = numbers.map((n) => `o${n}: { offer: o${n}, price: ${n + 1} }`).join(', ');
  const one = member(
    '2026-03-01',
    {},
    compiled(`${HEAD}offers:\n${offers}\nstores: { shop: { title: Shop, items: { ${items} } } }\n`),
  );
  one.deposit(100, '2026-03-01');
  const text = String(fields(one, '2026-03-02').available_rewards);
  assert.ok(text.length <= 4_096 && text.length > 4_000, String(text.length));
  assert.deepEqual(text.split(' | '), numbers.slice(0, 42).map(title));
});

const TIERS = `
events: { visit: {} }
tier_systems:
  side: { title: Side, levels: { only: { title: Only, rank: 1, entrance: { kind: automatic } } } }
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold:
        title: Gold
        rank: 2
        entrance: { kind: qualify, conditions: [{ kind: events, event: visit, at_least: 3, within: 6 months }] }
        maintenance: { relative_to: join_date, every: 1 year, fall: one_level, keep: { conditions: [{ kind: events, event: visit, at_least: 1, within: 12 months }] } }
      black: { title: Black, rank: 3, entrance: { kind: invitation } }
`;

test('levels of the primary system, what is missing in what the level counts, and when the level is judged anew', () => {
  const one = member('2026-03-01', {}, compiled(HEAD + TIERS));
  const tier = (now: string, previousLevel: string | null = null) => {
    const { current_tier, next_tier, points_for_next_tier, tier_achieve_date, tier_expiry_date, previous_tier } =
      fields(one, now, { previousLevel });
    return [current_tier, next_tier, points_for_next_tier, tier_achieve_date, tier_expiry_date, previous_tier];
  };
  one.event('visit', '2026-03-02');
  assert.deepEqual(tier('2026-03-03'), ['Green', 'Gold', 2, '2026-03-01', null, null]);
  assert.equal(next(one, '2026-03-03'), isoText(at('2026-09-02')), 'then the visit does not count any more');
  one.event('visit', '2026-03-04');
  one.event('visit', '2026-03-05');
  assert.deepEqual(tier('2026-03-06', 'green'), ['Gold', 'Black', null, '2026-03-05', '2027-03-05', 'Green']);
  assert.equal(tier('2026-03-06', 'bronze')[5], 'bronze', 'a level that there is no more has no title');
});
