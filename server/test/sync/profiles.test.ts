// The profile that a customer-data platform is told, read from the database and worked out: each figure against what was done.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProfilePatch } from '../../src/domain/customers/profile.ts';
import type { FactBody } from '../../src/domain/facts.ts';
import { changesAt } from '../../src/domain/sync/changes-at.ts';
import type { LoyaltyProfile } from '../../src/domain/sync/fields.ts';
import { loyaltyProfile, PROFILE_OPTIONS, type ProfileSource } from '../../src/domain/sync/profile.ts';
import { DAY_MS, isoText, shift } from '../../src/domain/time.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { readProfileSources } from '../../src/storage/sync-profiles.ts';
import { codeOf, creation, deposit, event, type Harness, openHarness, spend, submission } from '../pipeline/harness.ts';

const PROGRAMME = `
name: test
title: Test
time_zone: Europe/Berlin
currency: EUR
accounts:
  points: { title: Points, default: true, expiry: { kind: rolling, after: 12 months } }
  secret: { title: Secret, spending: { allowed: false } }
sources: { web: { title: Web } }
events: { visit: { title: Came by } }
offers:
  mug: { title: Mug, type: manual_fulfillment }
  cup: { title: Cup, type: manual_fulfillment, inventory: 100 }
  car: { title: Car, type: manual_fulfillment }
stores:
  shop: { title: Shop, items: { mug: { offer: mug, price: 20 }, cup: { offer: cup, price: 50 }, car: { offer: car, price: 5000 } } }
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold:
        title: Gold
        rank: 2
        entrance: { kind: qualify, match: all, conditions: [{ kind: points_earned, account: points, at_least: 200, within: 12 months }] }
        maintenance: { relative_to: join_date, every: 1 year, fall: one_level, keep: { match: all, conditions: [{ kind: points_earned, account: points, at_least: 100, within: 12 months }] } }
      black:
        title: Black
        rank: 3
        entrance: { kind: qualify, match: all, conditions: [{ kind: points_earned, account: points, at_least: 1000, within: 12 months }] }
`;

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
});
after(() => harness.close());

async function send(customer: string, body: FactBody, options: { occurredAt?: number; actor?: 'agent' } = {}) {
  harness.now += 1_000;
  const answer = await engine.submit(
    submission(customer, body, {
      occurredAt: options.occurredAt ?? null,
      ...(options.actor === undefined ? {} : { actor: { kind: options.actor, name: 'Ada' } }),
    }),
  );
  assert.equal(codeOf(answer), null, JSON.stringify(answer.record));
  return answer;
}

async function join(customer: string, patch: ProfilePatch = {}): Promise<string> {
  return (await send(customer, creation(customer, patch))).customerId;
}

async function read(...ids: readonly string[]) {
  const history = await createProgrammeSource(harness.database.pool).refresh();
  assert.ok(history !== null);
  const sources = await readProfileSources(harness.database.pool, history.live, ids, harness.now);
  const sourceOf = (id: string): ProfileSource => sources.get(id) ?? assert.fail(`nothing was read of ${id}`);
  const profileOf = (id: string): LoyaltyProfile =>
    loyaltyProfile(history.live, sourceOf(id), harness.now, PROFILE_OPTIONS) ?? assert.fail('no profile');
  const changesOf = (id: string) => changesAt(history.live, sourceOf(id), harness.now, PROFILE_OPTIONS);
  return { sources, profileOf, changesOf };
}

test('every field of a member who has done something of everything, and of one who has done nothing', async () => {
  const busy = await join('busy', {
    firstName: 'Ada',
    lastName: 'Byron',
    email: 'ada@example.com',
    birthOn: '1990-12-10',
    country: 'DE',
    zip: '10115',
    phones: [{ number: '0171 2345678', type: 'mobile', flags: [], verified: false }],
    optInSource: 'shop',
  });
  const optedInAt = harness.now;
  const idle = await join('idle');
  const firstAt = harness.now - 3 * DAY_MS;
  await send('busy', event('visit'));
  await send('busy', event('visit'), { occurredAt: firstAt });
  await send('busy', deposit(250));
  const roseAt = harness.now;
  await send('busy', spend(30));
  const spent = await send('busy', {
    kind: 'points.hold',
    amount: 40,
    accounts: null,
    expiresAt: null,
    reference: { type: null, id: null, transactionId: null },
  });
  await send('busy', event('visit'));
  const last = await send('busy', event('visit'));
  const lastAt = harness.now;
  await send(
    'busy',
    {
      kind: 'points.adjust',
      account: 'points',
      source: 'web',
      amount: 1,
      reason: 'by hand',
      reference: { type: null, id: null, transactionId: null },
    },
    { actor: 'agent' },
  );
  assert.ok(spent.factId !== last.factId);
  const { profileOf, changesOf } = await read(busy, idle);
  assert.deepEqual(profileOf(busy), {
    loyalty_id: busy,
    first_name: 'Ada',
    last_name: 'Byron',
    email: 'ada@example.com',
    active_status: 'ACTIVE',
    birthday: '1990-12-10',
    anniversary_date: '2027-06-15',
    phone: '+491712345678',
    zip_code: '10115',
    opt_in_status: true,
    opt_in_date: isoText(optedInAt),
    available_points: 181,
    earned_points: 251,
    used_points: 30,
    hold_points: 40,
    next_expiring_points: 181,
    points_expiration_date: '2027-06-15',
    expired_points: 0,
    current_tier: 'Gold',
    next_tier: 'Black',
    points_for_next_tier: 749,
    tier_achieve_date: '2026-06-15',
    available_rewards: 'Mug | Cup',
    points_for_next_reward: 4819,
    highest_available_reward: 'Cup',
    first_activity_date: isoText(firstAt),
    last_activity_date: isoText(lastAt),
    first_purchase_date: null,
    last_purchase_date: null,
    opt_out_date: null,
    opt_in_source: 'shop',
    tier_expiry_date: '2027-06-15',
    previous_tier: 'Green',
    lifetime_spend: 0,
    last_action_id: last.factId,
    last_action_name: 'Came by',
  });
  // From then on these points do not count towards the next level.
  assert.equal(changesOf(busy), shift(roseAt, { count: 1, unit: 'year' }, 1));
  const nothing = profileOf(idle);
  assert.equal(nothing.active_status, 'INACTIVE');
  assert.equal(nothing.points_for_next_reward, 20);
  for (const field of [
    'first_activity_date',
    'last_action_id',
    'next_expiring_points',
    'points_expiration_date',
    'available_rewards',
    'phone',
    'previous_tier',
    'tier_expiry_date',
  ] as const)
    assert.equal(nothing[field], null, field);
});
