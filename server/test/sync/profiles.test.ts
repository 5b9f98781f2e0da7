// The profile that a customer-data platform is told, read from the database and worked out: each figure against what was done.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProfilePatch } from '../../src/domain/customers/profile.ts';
import type { FactBody } from '../../src/domain/facts.ts';
import type { Programme } from '../../src/domain/programme/programme.ts';
import { changesAt } from '../../src/domain/sync/changes-at.ts';
import { loyaltyEvents } from '../../src/domain/sync/fact-events.ts';
import type { LoyaltyProfile } from '../../src/domain/sync/fields.ts';
import { loyaltyProfile, PROFILE_OPTIONS, type ProfileSource } from '../../src/domain/sync/profile.ts';
import { DAY_MS, isoText, shift } from '../../src/domain/time.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { readFactsSince } from '../../src/storage/activity.ts';
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

async function live(): Promise<Programme> {
  const history = await createProgrammeSource(harness.database.pool).refresh();
  assert.ok(history !== null);
  return history.live;
}

async function read(...ids: readonly string[]) {
  const programme = await live();
  const sources = await readProfileSources(harness.database.pool, programme, ids, harness.now);
  const sourceOf = (id: string): ProfileSource => sources.get(id) ?? assert.fail(`nothing was read of ${id}`);
  const profileOf = (id: string): LoyaltyProfile =>
    loyaltyProfile(programme, sourceOf(id), harness.now, PROFILE_OPTIONS) ?? assert.fail('no profile');
  const changesOf = (id: string) => changesAt(programme, sourceOf(id), harness.now, PROFILE_OPTIONS);
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

function purchase(transaction: string, amount: number): Extract<FactBody, { kind: 'transaction' }> {
  return {
    kind: 'transaction',
    purchaseId: purchaseId(transaction),
    transactionId: transaction,
    store: null,
    channel: null,
    subtotal: amount,
    tax: 0,
    total: amount,
    net: amount,
    lines: [
      { line: '1', item: 'cup', categories: [], quantity: 1, amount: 1_000 },
      { line: '2', item: 'cup', categories: [], quantity: 1, amount: amount - 1_000 },
    ],
    data: { share: { paid: 1, of: 1 }, promoCodes: [], userOffers: [], sent: {} },
  };
}

const purchaseId = (transaction: string) => `50000000-0000-8000-8000-${transaction.padStart(12, '0')}`;

function taken(transaction: string, line: string | null): FactBody {
  return {
    kind: 'transaction.return',
    purchaseId: purchaseId(transaction),
    transactionId: transaction,
    lines: line === null ? null : [{ line, quantity: 1 }],
    reason: null,
  };
}

test('purchases that were taken back whole do not count, of others what is left of them', async () => {
  const id = await join('buyer');
  await send('buyer', purchase('1', 5_000));
  await send('buyer', purchase('2', 3_000));
  const first = harness.now;
  await send('buyer', purchase('3', 9_050));
  await send('buyer', purchase('4', 7_000));
  await send('buyer', taken('1', null));
  await send('buyer', taken('2', '1'));
  await send('buyer', taken('4', null));
  const profile = (await read(id)).profileOf(id);
  assert.equal(profile.lifetime_spend, 110.5);
  assert.equal(profile.first_purchase_date, isoText(first));
  assert.equal(profile.last_purchase_date, isoText(first + 1_000));
  assert.equal(profile.last_action_name, 'Purchase', 'a return is no activity');
  assert.equal(profile.last_activity_date, isoText(first + 2_000));
});

test('what an agent or a run does, and joining, is no activity', async () => {
  const id = await join('watched');
  await send('watched', event('visit'), { actor: 'agent' });
  await send('watched', { kind: 'customer.save', mode: 'update', patch: { firstName: 'Ada' } });
  await send('watched', { kind: 'tier.requalify', system: null });
  const { first_activity_date, last_activity_date, last_action_id, active_status } = (await read(id)).profileOf(id);
  assert.deepEqual(
    [first_activity_date, last_activity_date, last_action_id, active_status],
    [null, null, null, 'INACTIVE'],
  );
});

test('many are read at once, each with their own, and whoever is gone with what became of them', async () => {
  const ids = [];
  for (let n = 1; n <= 5; n += 1) {
    ids.push(await join(`many-${n}`));
    await send(`many-${n}`, deposit(n * 10));
  }
  await send('many-5', { kind: 'customer.delete' });
  const nobody = '40000000-0000-4000-8000-00000000ffff';
  const { sources, profileOf } = await read(...ids, nobody);
  assert.deepEqual(
    ids.map((id) => profileOf(id).available_points),
    [10, 20, 30, 40, 50],
  );
  assert.deepEqual(
    ids.map((id) => sources.get(id)?.state.profile?.deletedAt === null),
    [true, true, true, true, false],
  );
  assert.equal(sources.has(nobody), false);
  await assert.rejects(
    readProfileSources(harness.database.pool, await live(), new Array<string>(1_001).fill(nobody), 0),
    RangeError,
  );
});

test('events are read from the log as they were decided, and of history there are none', async () => {
  const id = await join('told');
  await send('told', event('visit'));
  await send('told', deposit(25));
  await engine.submit(submission('told', deposit(30), { isHistory: true }));
  const facts = await readFactsSince(harness.database.pool, id, {
    since: '00000000-0000-0000-0000-000000000000',
    limit: 10,
  });
  assert.deepEqual(
    facts.map(({ isHistory }) => isHistory),
    [false, false, false, true],
  );
  const programme = await live();
  const events = facts.flatMap((fact) => loyaltyEvents(programme, fact));
  assert.deepEqual(
    events.map((one) => [one.event, one.properties.points, one.properties.balance]),
    [
      ['opt_in', undefined, undefined],
      ['point_accrual', 25, 25],
    ],
  );
});
