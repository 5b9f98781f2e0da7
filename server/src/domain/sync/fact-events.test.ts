// Loyalty events of decisions: each of the eight by what it means, and what looks like one and is none.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, compiled, World } from '../../../test/support/world.ts';
import type { LoggedFact } from '../care/log-rows.ts';
import type { FactBody, JsonObject } from '../facts.ts';
import { isoText } from '../time.ts';
import type { LoyaltyEvent } from './events.ts';
import { loyaltyEvents } from './fact-events.ts';

const PROGRAMME = compiled(`
name: test
title: Test
currency: EUR
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 24 months } }
  stars: { title: Stars, default: true }
sources: { web: { title: Web shop } }
events: { visit: {} }
offers: { mug: { title: A mug, type: manual_fulfillment } }
stores: { shop: { title: Shop, items: { big: { offer: mug, price: 30 } } } }
campaigns:
  visit: { title: A visit, behavior: { event: visit }, outcomes: [{ kind: points, amount: 10, source: web }] }
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold:
        title: Gold
        rank: 2
        entrance: { kind: qualify, conditions: [{ kind: points_earned, account: beans, at_least: 100, within: 12 months }] }
        maintenance: { relative_to: join_date, every: 18 months, fall: one_level, keep: { conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 12 months }] } }
`);

const REFERENCE = { type: 'order', id: 'O-7', transactionId: 'T-7' };

/** What the world did since, as it is read back from the log. */
function eventsSince(one: World, count: number, more: Partial<LoggedFact> = {}): readonly LoyaltyEvent[] {
  return one.log.slice(count).flatMap(({ fact, now, decision }) => {
    assert.equal(decision.kind, 'decided');
    const {
      outcomes,
      balances,
      events = [],
      history = false,
    } = decision.kind === 'decided' ? decision.record : assert.fail();
    const body: JsonObject = JSON.parse(JSON.stringify(fact.body));
    return loyaltyEvents(PROGRAMME, {
      factId: fact.id,
      customerId: fact.customerId,
      kind: fact.body.kind,
      name: fact.body.kind === 'event' ? fact.body.name : null,
      occurredAt: fact.occurredAt,
      recordedAt: now,
      actor: fact.actor,
      outcomes,
      balances,
      events,
      isHistory: history,
      body,
      ...more,
    });
  });
}

function did(one: World, body: FactBody, now: string): readonly LoyaltyEvent[] {
  const before = one.log.length;
  one.decided(body, now);
  return eventsSince(one, before);
}

const told = (events: readonly LoyaltyEvent[]) => events.map(({ event, properties }) => ({ event, ...properties }));
const keys = (events: readonly LoyaltyEvent[]) => events.map(({ event }) => event);

test('who signs up opts in, who leaves opts out, each with its source and date', () => {
  const one = new World(PROGRAMME).join('2026-03-01', { optInSource: 'shop' });
  assert.deepEqual(told(eventsSince(one, 0)), [
    { event: 'opt_in', source: 'shop', opt_in_date: isoText(at('2026-03-01')) },
  ]);
  const patch = (optedIn: boolean): FactBody => ({ kind: 'customer.save', mode: 'update', patch: { optedIn } });
  assert.deepEqual(told(did(one, patch(false), '2026-03-02')), [
    { event: 'opt_out', opt_out_date: isoText(at('2026-03-02')) },
  ]);
  assert.deepEqual(keys(did(one, patch(true), '2026-03-03')), ['opt_in']);
  assert.deepEqual(did(one, { kind: 'customer.save', mode: 'update', patch: { firstName: 'Ada' } }, '2026-03-04'), []);
  assert.deepEqual(keys(eventsSince(new World(PROGRAMME).join('2026-03-01', { optedIn: false }), 0)), []);
});

test('points that a rule gives are earned, and the level that they reach is an upgrade told after them', () => {
  const one = new World(PROGRAMME).join('2026-03-01');
  const before = one.log.length;
  one.deposit(85, '2026-03-01');
  one.event('visit', '2026-03-02');
  one.event('visit', '2026-03-03', { occurredAt: '2026-03-02T23:00:00Z' });
  const events = eventsSince(one, before);
  assert.deepEqual(keys(events), [
    'point_accrual',
    'close_to_tier_upgrade',
    'point_accrual',
    'point_accrual',
    'tier_upgrade',
  ]);
  const [, close, , last, up] = events;
  assert.deepEqual(last?.properties, {
    points: 10,
    balance: 105,
    account: 'beans',
    action_id: 'campaign/visit',
    action_name: 'A visit',
    expires_at: '2028-03-03T00:00:00.000Z',
    on_hold: false,
  });
  assert.equal(last?.at, at('2026-03-02T23:00:00Z'));
  assert.deepEqual(close?.properties, {
    system: 'club',
    current_tier: 'Green',
    next_tier: 'Gold',
    missing: 15,
    metric: 'points',
  });
  assert.deepEqual(up?.properties, {
    system: 'club',
    from_tier: 'Green',
    to_tier: 'Gold',
    effective_at: isoText(at('2026-03-03')),
  });
});

test('one deposit is one event, with what the caller said, silent or not, on hold until it is available', () => {
  const one = new World(PROGRAMME).join('2026-03-01');
  const item = {
    account: 'beans',
    source: 'web',
    amount: 7,
    rank: 0,
    reference: REFERENCE,
    availableAt: at('2026-04-01'),
    expiresAt: null,
  };
  const events = did(one, { kind: 'points.deposit', items: [item], partial: false, silent: true }, '2026-03-02');
  assert.deepEqual(told(events), [
    {
      event: 'point_accrual',
      points: 7,
      balance: 0,
      account: 'beans',
      order_id: 'O-7',
      transaction_id: 'T-7',
      action_id: 'web',
      action_name: 'Web shop',
      expires_at: '2028-03-03T00:00:00.000Z',
      on_hold: true,
    },
  ]);
});

test('what is spent over many deposits is one event for each account, and a capture is one for what it takes', () => {
  const one = new World(PROGRAMME).join('2026-03-01');
  for (let n = 1; n <= 3; n += 1) one.deposit(10, `2026-03-0${n}`, { account: 'beans' });
  one.deposit(20, '2026-03-04', { account: 'stars' });
  const spent = { amount: 40, accounts: ['beans', 'stars'], reference: REFERENCE, force: false, rank: 0 };
  const events = did(one, { kind: 'points.spend', items: [spent], partial: false, silent: false }, '2026-03-05');
  assert.deepEqual(
    events.map(({ event, properties: { account, points, balance, order_id } }) => [
      event,
      account,
      points,
      balance,
      order_id,
    ]),
    [
      ['point_redemption', 'beans', 30, 0, 'O-7'],
      ['point_redemption', 'stars', 10, 10, 'O-7'],
    ],
  );
  assert.equal(new Set(events.map(({ id }) => id)).size, 2);
  const hold = { kind: 'points.hold', amount: 8, accounts: ['stars'], expiresAt: null, reference: REFERENCE } as const;
  assert.deepEqual(did(one, hold, '2026-03-06T12:00:00Z'), []);
  const [holdId = ''] = one.state.holds.keys();
  const captured = did(
    one,
    { kind: 'points.capture', holdId, amount: 5, reference: REFERENCE },
    '2026-03-06T12:01:00Z',
  );
  assert.deepEqual(
    captured.map(({ event, properties }) => [event, properties.points]),
    [['point_redemption', 5]],
  );
});

test('a reward that is bought is a redemption with its name and order', () => {
  const one = new World(PROGRAMME).join('2026-03-01');
  one.deposit(50, '2026-03-01');
  const events = did(
    one,
    { kind: 'store.purchase', store: 'shop', item: 'big', quantity: 1, accounts: null },
    '2026-03-02',
  );
  const [order] = [...one.state.records.values()].flatMap((record) => (record.family === 'order' ? [record.row] : []));
  assert.deepEqual(told(events), [
    {
      event: 'point_redemption',
      points: 30,
      balance: 20,
      account: 'beans',
      order_id: order?.id,
      reward_id: 'mug',
      reward_name: 'A mug',
      reward_code: 'big',
    },
  ]);
});

test('reversals, transfers, an agent who deducts, expiry and history are none of them', () => {
  const one = new World(PROGRAMME).join('2026-03-01');
  one.deposit(50, '2026-03-01');
  const spent = one.log.length;
  one.spend(10, '2026-03-02');
  const spendId = one.log[spent]?.fact.id ?? '';
  assert.deepEqual(
    keys(did(one, { kind: 'points.reverse', entryId: spendId, amount: null, reason: 'no' }, '2026-03-03')),
    [],
  );
  assert.deepEqual(
    keys(
      did(one, { kind: 'points.transfer', from: 'beans', to: 'stars', amount: 5, reference: REFERENCE }, '2026-03-04'),
    ),
    [],
  );
  const adjust = (amount: number): FactBody => ({
    kind: 'points.adjust',
    account: 'beans',
    source: 'web',
    amount,
    reason: 'x',
    reference: REFERENCE,
  });
  assert.deepEqual(keys(did(one, adjust(-5), '2026-03-05')), []);
  assert.deepEqual(keys(did(one, adjust(5), '2026-03-06')), ['point_accrual']);
  const before = one.log.length;
  one.due('2028-06-01');
  assert.ok(one.log.length > before);
  assert.ok(!keys(eventsSince(one, before)).some((event) => event.startsWith('point_')));
  assert.deepEqual(eventsSince(one, 0, { isHistory: true }), []);
  assert.deepEqual(eventsSince(one, 0, { kind: 'import.lot' }), []);
});

test('a year at a level is told by the run that looks for it, each year once, and the fall as of its day', () => {
  const one = new World(PROGRAMME).join('2026-03-01');
  one.deposit(100, '2026-03-02');
  const before = one.log.length;
  for (const day of ['2027-03-01', '2027-03-03', '2027-03-04', '2027-09-03']) one.due(day);
  assert.deepEqual(told(eventsSince(one, before)), [
    {
      event: 'tier_anniversary',
      system: 'club',
      tier: 'Gold',
      years: 1,
      tier_achieve_date: isoText(at('2026-03-02')),
    },
    {
      event: 'tier_downgrade',
      system: 'club',
      from_tier: 'Gold',
      to_tier: 'Green',
      effective_at: isoText(at('2027-09-02')),
    },
  ]);
});

test('a decision read again gives the same ids, and both sides of one decision different ones', () => {
  const one = new World(PROGRAMME).join('2026-03-01');
  const [first] = eventsSince(one, 0);
  assert.deepEqual(eventsSince(one, 0)[0], first);
  assert.match(first?.id ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const [other] = eventsSince(one, 0, { customerId: '50000000-0000-4000-8000-000000000002' });
  assert.notEqual(other?.id, first?.id);
});
