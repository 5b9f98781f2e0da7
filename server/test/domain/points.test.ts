// The worked examples of the points rules: spending order, expiry, pending, holds, limits, negative balances, reversals.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { netOf, remainingOf } from '../../src/domain/state.ts';
import { at, compiled, World } from '../support/world.ts';

const BASE = `
name: shop
title: Shop
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  bonus: { title: Bonus, default: true }
  open: { title: Open, negative: true }
  capped: { title: Capped, max_balance: 100 }
  escrow: { title: Escrow, expiry: { kind: rolling, after: 14 days }, expires_into: beans }
  idle: { title: Idle, expiry: { kind: inactivity, after: 6 months, percent: 50 } }
  yearly: { title: Yearly, expiry: { kind: end_of_period, period: year, plus: 1 month } }
  birthday: { title: Fixed, expiry: { kind: fixed, every: year, month: 3, day: 31 } }
  steps: { title: Steps, spending: { minimum: 50, step: 10 } }
  locked: { title: Locked, spending: { allowed: false } }
sources:
  web: { title: Web }
  daily: { title: Daily, limits: [{ points: 25, per: day }] }
  promo: { title: Promo, accounts: [bonus] }
`;

function world(): World {
  return new World(compiled(BASE)).join('2026-01-01');
}

function refusal(decision: ReturnType<World['spend']>): string | undefined {
  return decision.kind === 'refused' ? decision.record.refusal.code : undefined;
}

/** The law of the books holds after every test that calls it. */
function assertBooks(one: World): void {
  for (const balance of one.state.balances.values()) {
    const lots = [...one.state.lots.values()].filter((lot) => lot.account === balance.account);
    const left = lots.reduce((sum, lot) => sum + remainingOf(lot), 0);
    assert.equal(netOf(balance), left - balance.debt, `net of ${balance.account}`);
    assert.equal(
      balance.held,
      lots.reduce((sum, lot) => sum + lot.held, 0),
      `held of ${balance.account}`,
    );
  }
}

test('points are spent in the order of their expiry, and each deposit tells what was spent of it', () => {
  const one = world();
  one.deposit(100, '2026-01-10', { account: 'beans', expiresAt: '2027-01-11T00:00:00Z' });
  one.deposit(50, '2026-02-01', { account: 'beans', expiresAt: '2026-06-30T00:00:00Z' });
  one.spend(80, '2026-03-01');
  const [first, second] = [...one.state.lots.values()];
  assert.deepEqual([first?.spent, second?.spent], [30, 50]);
  assert.equal(one.available('beans', '2026-03-01'), 70);
  assertBooks(one);
});

test('rolling expiry ends with the last local day N months later', () => {
  const one = new World(compiled(BASE)).join('2026-01-01', { timeZone: 'America/New_York' });
  one.deposit(10, '2026-03-15T15:00:00Z', { account: 'beans' });
  const lot = [...one.state.lots.values()][0];
  assert.equal(lot?.expiresAt, at('2027-03-16T04:00:00Z'));
  assert.equal(one.available('beans', '2027-03-16T03:59:59Z'), 10);
  assert.equal(one.available('beans', '2027-03-16T04:00:00Z'), 0);
});

test('twelve months from 29 February end on 28 February', () => {
  const one = world();
  one.deposit(10, '2028-02-29', { account: 'beans' });
  assert.equal([...one.state.lots.values()][0]?.expiresAt, at('2029-03-01T00:00:00Z'));
});

test('fixed dates and ends of periods give the dates that the policy names', () => {
  const one = world();
  one.deposit(10, '2026-03-31', { account: 'birthday' });
  one.deposit(10, '2026-03-30', { account: 'birthday' });
  one.deposit(10, '2026-05-05', { account: 'yearly' });
  const dates = [...one.state.lots.values()].map((lot) => new Date(lot.expiresAt ?? 0).toISOString().slice(0, 10));
  assert.deepEqual(dates, ['2027-03-31', '2026-03-31', '2027-02-01']);
});

test('what expired is booked before the next fact, once, at its own date', () => {
  const one = world();
  one.deposit(40, '2026-01-10', { account: 'beans' });
  one.deposit(5, '2027-02-01', { account: 'beans' });
  const expired = one.entries.filter((entry) => entry.kind === 'expire');
  assert.deepEqual(
    expired.map((entry) => [entry.amount, entry.occurredAt]),
    [[40, at('2027-01-11T00:00:00Z')]],
  );
  assert.equal(one.available('beans', '2027-02-01'), 5);
  assertBooks(one);
});

test('a late deposit whose expiry has passed is deposited and expired in one decision', () => {
  const one = world();
  one.deposit(9, '2026-06-20', { account: 'bonus', occurredAt: '2026-06-01', expiresAt: '2026-06-10T00:00:00Z' });
  assert.deepEqual(
    one.entries.map((entry) => entry.kind),
    ['deposit', 'expire'],
  );
  assert.equal(one.available('bonus', '2026-06-20'), 0);
});

test('expired points roll over into the account that the policy names', () => {
  const one = world();
  one.deposit(30, '2026-01-10', { account: 'escrow' });
  one.due('2026-02-01');
  assert.equal(one.available('escrow', '2026-02-01'), 0);
  assert.equal(one.available('beans', '2026-02-01'), 30);
  assert.equal(
    [...one.state.lots.values()].find((lot) => lot.account === 'beans')?.expiresAt,
    at('2027-01-26T00:00:00Z'),
  );
  assertBooks(one);
});

test('inactivity expires its percentage, rounded down, oldest first, and starts the clock again', () => {
  const one = world();
  one.deposit(7, '2026-01-10', { account: 'idle' });
  one.deposit(4, '2026-01-11', { account: 'idle' });
  one.due('2026-07-12');
  assert.equal(one.available('idle', '2026-07-12'), 6);
  assert.deepEqual(
    [...one.state.lots.values()].map((lot) => lot.expired),
    [5, 0],
  );
  one.due('2026-08-01');
  assert.equal(one.available('idle', '2026-08-01'), 6);
  one.due('2027-01-12');
  assert.equal(one.available('idle', '2027-01-12'), 3);
  assertBooks(one);
});

test('a pending deposit cannot be spent before its date', () => {
  const one = world();
  one.deposit(20, '2026-01-10', { account: 'bonus', availableAt: '2026-01-20T00:00:00Z' });
  assert.equal(refusal(one.spend(5, '2026-01-15', { accounts: ['bonus'] })), 'insufficient_points');
  assert.equal(one.spend(5, '2026-01-20', { accounts: ['bonus'] }).kind, 'decided');
});

test('a spend beyond the balance is refused whole', () => {
  const one = world();
  one.deposit(10, '2026-01-10', { account: 'beans' });
  const decision = one.spend(11, '2026-01-11');
  assert.equal(refusal(decision), 'insufficient_points');
  assert.equal(one.available('beans', '2026-01-11'), 10);
});

test('where an account may go below zero, the next deposit fills the hole first', () => {
  const one = world();
  one.spend(20, '2026-01-10', { accounts: ['open'] });
  assert.equal(one.available('open', '2026-01-10'), -20);
  one.deposit(50, '2026-01-11', { account: 'open' });
  assert.equal(one.available('open', '2026-01-11'), 30);
  assert.equal([...one.state.lots.values()][0]?.spent, 20);
  assertBooks(one);
});

test('limits cut a deposit to what fits, and say so', () => {
  const one = world();
  one.deposit(90, '2026-01-10', { account: 'capped' });
  const clipped = one.deposit(20, '2026-01-10', { account: 'capped' });
  assert.equal(one.available('capped', '2026-01-10'), 100);
  assert.deepEqual(clipped.kind === 'decided' && clipped.record.trace[0]?.[1], 'clipped');
  const full = one.send(
    {
      kind: 'points.deposit',
      items: [
        {
          account: 'capped',
          source: 'web',
          amount: 1,
          rank: 0,
          reference: { type: null, id: null, transactionId: null },
          availableAt: null,
          expiresAt: null,
        },
      ],
      partial: false,
      silent: false,
    },
    '2026-01-10',
  );
  assert.equal(refusal(full), 'max_balance_reached');
});

test('a source gives no more than its points per customer and day', () => {
  const one = world();
  one.deposit(20, '2026-01-10', { account: 'bonus', source: 'daily' });
  one.deposit(20, '2026-01-10', { account: 'bonus', source: 'daily' });
  assert.equal(one.available('bonus', '2026-01-10'), 25);
  one.deposit(20, '2026-01-11', { account: 'bonus', source: 'daily' });
  assert.equal(one.available('bonus', '2026-01-11'), 45);
});

test('minimum, step and permission of spending are held', () => {
  const one = world();
  one.deposit(200, '2026-01-10', { account: 'steps' });
  one.deposit(200, '2026-01-10', { account: 'locked' });
  assert.equal(refusal(one.spend(40, '2026-01-11', { accounts: ['steps'] })), 'spend_too_small');
  assert.equal(refusal(one.spend(55, '2026-01-11', { accounts: ['steps'] })), 'spend_not_in_steps');
  assert.equal(refusal(one.spend(60, '2026-01-11', { accounts: ['locked'] })), 'spending_not_allowed');
  assert.equal(one.spend(60, '2026-01-11', { accounts: ['steps'] }).kind, 'decided');
});

test('held points are not available; a capture spends them, the rest is given back', () => {
  const one = world();
  one.deposit(100, '2026-01-10', { account: 'beans' });
  const held = one.decided(
    {
      kind: 'points.hold',
      amount: 60,
      accounts: null,
      expiresAt: null,
      reference: { type: null, id: null, transactionId: null },
    },
    '2026-01-11',
  );
  assert.equal(one.available('beans', '2026-01-11'), 40);
  assert.equal(refusal(one.spend(50, '2026-01-11')), 'insufficient_points');
  const holdId = held.kind === 'decided' ? [...held.state.holds.keys()][0] : undefined;
  assert.ok(holdId !== undefined);
  const capture = {
    kind: 'points.capture',
    holdId,
    amount: 45,
    reference: { type: null, id: null, transactionId: null },
  } as const;
  one.decided(capture, '2026-01-11');
  assert.equal(one.available('beans', '2026-01-11'), 55);
  assert.equal(refusal(one.send(capture, '2026-01-11')), 'hold_not_open');
  assertBooks(one);
});

test('a hold times out by itself, and then cannot be captured', () => {
  const one = world();
  one.deposit(100, '2026-01-10', { account: 'beans' });
  one.decided(
    {
      kind: 'points.hold',
      amount: 60,
      accounts: null,
      expiresAt: null,
      reference: { type: null, id: null, transactionId: null },
    },
    '2026-01-11T10:00:00Z',
  );
  const holdId = [...one.state.holds.keys()][0] ?? '';
  const late = one.send(
    { kind: 'points.capture', holdId, amount: null, reference: { type: null, id: null, transactionId: null } },
    '2026-01-11T10:31:00Z',
  );
  assert.equal(refusal(late), 'hold_expired');
  assert.equal(one.available('beans', '2026-01-11T10:31:00Z'), 100);
});

test('a held lot past its expiry stays capturable, and expires when it is released', () => {
  const one = world();
  one.deposit(30, '2026-01-10', { account: 'bonus', expiresAt: '2026-01-12T00:00:00Z' });
  const hold = {
    kind: 'points.hold',
    amount: 10,
    accounts: ['bonus'],
    expiresAt: at('2026-01-20'),
    reference: { type: null, id: null, transactionId: null },
  } as const;
  one.decided(hold, '2026-01-11');
  const holdId = [...one.state.holds.keys()][0] ?? '';
  one.due('2026-01-13');
  assert.equal(one.state.balances.get('bonus')?.expired, 20);
  one.decided({ kind: 'points.release', holdId }, '2026-01-13');
  assert.equal(one.state.balances.get('bonus')?.expired, 30);
  assert.equal(one.available('bonus', '2026-01-13'), 0);
  assertBooks(one);
});

test('a transfer keeps the dates of what it moves and is not earned again', () => {
  const one = world();
  one.deposit(30, '2026-01-10', { account: 'beans' });
  one.decided(
    {
      kind: 'points.transfer',
      from: 'beans',
      to: 'bonus',
      amount: 12,
      reference: { type: null, id: null, transactionId: null },
    },
    '2026-01-11',
  );
  assert.equal(one.available('beans', '2026-01-11'), 18);
  assert.equal(one.available('bonus', '2026-01-11'), 12);
  const moved = [...one.state.lots.values()].find((lot) => lot.account === 'bonus');
  assert.equal(moved?.expiresAt, at('2027-01-11T00:00:00Z'));
  assert.equal(moved?.earned, false);
  assertBooks(one);
});

test('a reversal takes from its own deposit first, then from others, and what is not there stays uncollected', () => {
  const one = world();
  one.deposit(100, '2026-01-09', { account: 'beans', expiresAt: '2028-01-01T00:00:00Z' });
  one.deposit(45, '2026-01-10', { account: 'beans' });
  const bought = one.entries.at(-1);
  assert.ok(bought !== undefined);
  one.spend(40, '2026-01-11');
  one.decided({ kind: 'points.reverse', entryId: bought.id, amount: null, reason: 'return' }, '2026-01-12');
  assert.deepEqual(
    [...one.state.lots.values()].map((lot) => lot.reversed),
    [40, 5],
  );
  assert.equal(one.available('beans', '2026-01-12'), 60);
  assert.equal(
    refusal(one.send({ kind: 'points.reverse', entryId: bought.id, amount: 1, reason: 'again' }, '2026-01-12')),
    'not_reversible',
  );
  assertBooks(one);
});

test('reversing a spend gives the points back to where they came from', () => {
  const one = world();
  one.deposit(100, '2026-01-10', { account: 'beans' });
  one.spend(70, '2026-01-11');
  const spend = one.entries.at(-1);
  assert.ok(spend !== undefined);
  one.decided({ kind: 'points.reverse', entryId: spend.id, amount: 20, reason: 'goodwill' }, '2026-01-12');
  assert.equal(one.available('beans', '2026-01-12'), 50);
  one.decided({ kind: 'points.reverse', entryId: spend.id, amount: null, reason: 'goodwill' }, '2026-01-12');
  assert.equal(one.available('beans', '2026-01-12'), 100);
  assertBooks(one);
});

test('reversing a spend below zero owes less again, and gives back what a deposit filled as a lot of its own', () => {
  const one = world();
  one.spend(20, '2026-01-10', { accounts: ['open'] });
  const spend = one.entries.at(-1);
  assert.ok(spend !== undefined);
  one.deposit(15, '2026-01-11', { account: 'open' });
  one.decided({ kind: 'points.reverse', entryId: spend.id, amount: null, reason: 'goodwill' }, '2026-01-12');
  assert.equal(one.available('open', '2026-01-12'), 15);
  assert.equal(one.state.balances.get('open')?.debt, 0);
  assertBooks(one);
});

test('an adjustment adds or deducts and is told as such', () => {
  const one = world();
  const adjust = {
    kind: 'points.adjust',
    account: 'beans',
    source: 'web',
    reason: 'make-good',
    reference: { type: null, id: 'T-1', transactionId: null },
  } as const;
  one.decided({ ...adjust, amount: 25 }, '2026-01-10');
  one.decided({ ...adjust, amount: -5 }, '2026-01-10');
  assert.equal(one.available('beans', '2026-01-10'), 20);
  assert.deepEqual(
    one.entries.map((entry) => [entry.referenceType, entry.referenceId]),
    [
      ['Manual Point Adjustment', 'T-1'],
      ['Manual Point Adjustment', 'T-1'],
    ],
  );
  assert.equal(refusal(one.send({ ...adjust, amount: -21 }, '2026-01-10')), 'insufficient_points');
});

test('unknown accounts and sources, and sources of other accounts, are refused', () => {
  const one = world();
  const item = {
    account: 'beans',
    source: 'web',
    amount: 5,
    rank: 0,
    reference: { type: null, id: null, transactionId: null },
    availableAt: null,
    expiresAt: null,
  };
  const send = (changes: Partial<typeof item>) =>
    refusal(
      one.send(
        { kind: 'points.deposit', items: [{ ...item, ...changes }], partial: false, silent: false },
        '2026-01-10',
      ),
    );
  assert.equal(send({ account: 'nope' }), 'unknown_account');
  assert.equal(send({ source: 'nope' }), 'unknown_source');
  assert.equal(send({ source: 'promo' }), 'source_not_linked');
});
