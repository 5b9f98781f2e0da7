// Purchases and returns: what rules ask of a purchase, what it earns and how lines share that, and what a return takes back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Decision } from '../../src/domain/decision.ts';
import type { FactBody } from '../../src/domain/facts.ts';
import type { SoldLine, TransactionBody } from '../../src/domain/purchases/purchase.ts';
import { recordOf } from '../../src/domain/records.ts';
import { compiled, World } from '../support/world.ts';

const HEAD = `
name: shop
title: Shop
currency: USD
accounts:
  beans: { title: Beans, default: true }
  stars: { title: Stars, rounding: up }
sources: { till: { title: Till }, web: { title: Web } }
events: { visit: {} }
`;
const ANY = 'behavior: { purchase: {} }';
const PER_UNIT = '{ kind: purchase_points, source: till }';

function shop(parts: string): World {
  return new World(compiled(HEAD + parts)).join('2026-03-01');
}

function campaign(behavior: string, outcomes: string, more = ''): string {
  return `\ncampaigns:\n  one: { title: One, ${behavior}, outcomes: [${outcomes}]${more} }\n`;
}

type Sold = Partial<SoldLine> & { readonly amount: number };
const id = (transaction: string) => `50000000-0000-8000-8000-${transaction.padStart(12, '0')}`;

function body(transaction: string, lines: readonly Sold[], more: Partial<TransactionBody> = {}): TransactionBody {
  const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
  return {
    kind: 'transaction',
    purchaseId: id(transaction),
    transactionId: transaction,
    store: null,
    channel: null,
    subtotal,
    tax: 0,
    total: subtotal,
    net: subtotal,
    lines: lines.map((line, index) => ({
      line: String(index + 1),
      item: 'cup',
      categories: [],
      quantity: 1,
      ...line,
    })),
    data: { share: { paid: 1, of: 1 }, promoCodes: [], userOffers: [], sent: {} },
    ...more,
  };
}

function bought(
  one: World,
  transaction: string,
  lines: readonly Sold[],
  more: Partial<TransactionBody> = {},
): Decision {
  return one.decided(body(transaction, lines, more), '2026-03-02');
}

function returned(transaction: string, lines: readonly [line: string, quantity: number][] | null = null): FactBody {
  return {
    kind: 'transaction.return',
    purchaseId: id(transaction),
    transactionId: transaction,
    lines: lines?.map(([line, quantity]) => ({ line, quantity })) ?? null,
    reason: null,
  };
}

function beans(one: World, account = 'beans'): number {
  return one.available(account, '2026-03-03');
}

function codeOf(decision: Decision): string | undefined {
  return decision.kind === 'refused' ? decision.record.refusal.code : undefined;
}

test('points by money are rounded once, and the lines share them by the largest remainder', () => {
  const one = shop(campaign(ANY, PER_UNIT));
  bought(one, '1', [{ amount: 999 }, { amount: 999 }, { amount: 999 }]);
  assert.equal(beans(one), 29);
  const [grant] = recordOf(one.state, 'purchase', id('1'))?.earned ?? [];
  assert.deepEqual(grant?.kind === 'lines' ? grant.shares : [], [
    ['1', 10],
    ['2', 10],
    ['3', 9],
  ]);
  for (const [line, left] of [
    ['3', 20],
    ['1', 10],
    ['2', 0],
  ] as const) {
    one.decided(returned('1', [[line, 1]]), '2026-03-03');
    assert.equal(beans(one), left);
  }
});

test('each kind of purchase is met by purchases of that kind only', () => {
  const cases: readonly (readonly [string, TransactionBody, boolean])[] = [
    ['{}', body('1', [{ amount: 1 }]), true],
    ['{ min_count: 3 }', body('1', [{ amount: 1, quantity: 2 }]), false],
    ['{ min_count: 3 }', body('1', [{ amount: 1, quantity: 2 }, { amount: 1 }]), true],
    ['{ min_value: 500 }', body('1', [{ amount: 499 }]), false],
    ['{ min_value: 500 }', body('1', [{ amount: 499 }, { amount: 1 }]), true],
    ['{ items: [tea], min_value: 500 }', body('1', [{ amount: 499, item: 'tea' }, { amount: 999 }]), false],
    ['{ items: [tea] }', body('1', [{ amount: 1 }]), false],
    ['{ items: [tea] }', body('1', [{ amount: 1, item: 'tea' }]), true],
    ['{ categories: [hot] }', body('1', [{ amount: 1, categories: ['cold'] }]), false],
    ['{ categories: [hot] }', body('1', [{ amount: 1, categories: ['cold', 'hot'] }]), true],
    ['{ pairing: [{ items: [tea] }, { categories: [food] }] }', body('1', [{ amount: 1, item: 'tea' }]), false],
    [
      '{ pairing: [{ items: [tea] }, { categories: [food] }] }',
      body('1', [
        { amount: 1, item: 'tea' },
        { amount: 2, item: 'cake', categories: ['food'] },
      ]),
      true,
    ],
    ['{ quantity: { item: tea, at_least: 2 } }', body('1', [{ amount: 1, item: 'tea' }, { amount: 1 }]), false],
    ['{ quantity: { item: tea, at_least: 2 } }', body('1', [{ amount: 1, item: 'tea', quantity: 2 }]), true],
    ['{ stores: [s1] }', body('1', [{ amount: 1 }]), false],
    ['{ stores: [s1] }', body('1', [{ amount: 1 }], { store: 's1' }), true],
    ['{ channels: [web] }', body('1', [{ amount: 1 }], { channel: 'pos' }), false],
    ['{ channels: [web] }', body('1', [{ amount: 1 }], { channel: 'web' }), true],
    ['{ promo_code: true }', body('1', [{ amount: 1 }]), false],
    ['{ promo_code: true }', withCode('SUMMER'), true],
    ['{ promo_code: [SPRING] }', withCode('SUMMER'), false],
    ['{ promo_code: [SUMMER] }', withCode('SUMMER'), true],
  ];
  for (const [asked, transaction, isMet] of cases) {
    const one = shop(campaign(`behavior: { purchase: ${asked} }`, '{ kind: points, amount: 5, source: till }'));
    one.decided(transaction, '2026-03-02');
    assert.equal(beans(one), isMet ? 5 : 0, `${asked} ${JSON.stringify(transaction.lines)}`);
  }
});

function withCode(code: string): TransactionBody {
  return body('1', [{ amount: 1 }], {
    data: { share: { paid: 1, of: 1 }, promoCodes: [code], userOffers: [], sent: {} },
  });
}

test('points are counted by money, by item and by unit, of all lines or of those named', () => {
  const lines = [
    { amount: 1000, item: 'tea', quantity: 3 },
    { amount: 500, categories: ['food'], quantity: 2 },
  ];
  for (const [outcome, points] of [
    ['per: money, rate: 2.5', 37],
    ['per: money, items: [tea]', 10],
    ['per: item, rate: 4', 8],
    ['per: quantity, categories: [food], rate: 3', 6],
    ['per: quantity, items: [tea], categories: [food]', 5],
  ] as const) {
    const one = shop(campaign(ANY, `{ kind: purchase_points, source: till, ${outcome} }`));
    bought(one, '1', lines);
    assert.equal(beans(one), points, outcome);
  }
  const up = shop(campaign(ANY, '{ kind: purchase_points, source: till, account: stars }'));
  bought(up, '1', [{ amount: 101 }]);
  assert.equal(beans(up, 'stars'), 2);
});

test("the multiplier of the member's level counts before the rounding", () => {
  const one = shop(`
tier_systems:
  club:
    title: Club
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold: { title: Gold, rank: 2, multiplier: 1.5, entrance: { kind: invitation } }
${campaign(ANY, PER_UNIT)}`);
  bought(one, '1', [{ amount: 999 }]);
  assert.equal(beans(one), 9);
  const move = { kind: 'tier.move', system: 'club', level: 'gold', reason: 'test' } as const;
  one.decided({ ...move, entranceOutcomes: false, intermediateOutcomes: false }, '2026-03-02');
  one.decided(body('2', [{ amount: 999 }]), '2026-03-03');
  assert.equal(beans(one), 9 + 14);
});

test('a customer who paid a part earns for that part', () => {
  const outcomes = `${PER_UNIT}, { kind: purchase_points, per: quantity, rate: 10, source: till, account: stars }`;
  const one = shop(campaign(ANY, outcomes));
  const data = { share: { paid: 300, of: 1000 }, promoCodes: [], userOffers: [], sent: {} };
  bought(one, '1', [{ amount: 600, quantity: 2 }, { amount: 400 }], { data, net: 300 });
  assert.equal(beans(one), 3);
  assert.equal(beans(one, 'stars'), 9);
  assert.deepEqual(
    recordOf(one.state, 'purchase', id('1'))?.lines.map(({ net }) => net),
    [180, 120],
  );
});

test('part of a line goes back in proportion, and the last of it takes the rest', () => {
  const one = shop(campaign(ANY, PER_UNIT));
  bought(one, '1', [{ amount: 1000, quantity: 3 }]);
  const nets: number[] = [];
  for (const left of [7, 4, 0]) {
    one.decided(returned('1', [['1', 1]]), '2026-03-03');
    assert.equal(beans(one), left);
    nets.push(recordOf(one.state, 'purchase', id('1'))?.net ?? -1);
  }
  assert.deepEqual(nets, [667, 334, 0]);
  assert.equal(recordOf(one.state, 'purchase', id('1'))?.status, 'returned');
});

test('what was given for the purchase as such goes back once the rest no longer meets the rule of its version', () => {
  const bonus = (minimum: number) =>
    compiled(
      HEAD +
        campaign(`behavior: { purchase: { min_value: ${minimum} } }`, '{ kind: points, amount: 50, source: till }'),
      minimum,
      minimum === 1000 ? 0 : Date.UTC(2026, 2, 10),
    );
  const one = new World(bonus(1000)).join('2026-03-01');
  bought(one, '1', [{ amount: 900 }, { amount: 300 }, { amount: 400 }]);
  one.history = new World(bonus(1000), bonus(5000)).history;
  one.decided(returned('1', [['2', 1]]), '2026-03-11');
  assert.equal(one.available('beans', '2026-03-11'), 50);
  one.decided(returned('1', [['3', 1]]), '2026-03-11');
  assert.equal(one.available('beans', '2026-03-11'), 0);
  one.decided(returned('1'), '2026-03-12');
  assert.equal(one.available('beans', '2026-03-12'), 0);
});

test('a return takes from the lots of the purchase, then from others, then leaves it uncollected', () => {
  const one = shop(campaign(ANY, PER_UNIT));
  bought(one, '1', [{ amount: 4500 }]);
  one.spend(40, '2026-03-03');
  one.deposit(100, '2026-03-03');
  one.decided(returned('1'), '2026-03-04');
  const taken = one.entries.filter(({ kind }) => kind === 'reverse').map(({ amount }) => amount);
  assert.deepEqual(taken, [5, 40]);
  bought(one, '2', [{ amount: 4500 }]);
  one.spend(100, '2026-03-05');
  one.decided(returned('2'), '2026-03-06');
  assert.equal(one.state.balances.get('beans')?.uncollected, 40);
  assert.equal(one.entries.findLast(({ kind }) => kind === 'reverse')?.transactionId, '2');
});

test('a deposit that is pending is cancelled', () => {
  const one = shop(campaign(ANY, '{ kind: purchase_points, source: till, pending: 14 days }'));
  bought(one, '1', [{ amount: 1000 }]);
  assert.equal(beans(one), 0);
  one.decided(returned('1'), '2026-03-04');
  assert.equal(one.available('beans', '2026-03-30'), 0);
});

test('what was reversed by hand is not taken a second time', () => {
  const one = shop(campaign(ANY, PER_UNIT));
  bought(one, '1', [{ amount: 1000 }]);
  one.deposit(100, '2026-03-03');
  const entryId = one.entries[0]?.id ?? '';
  one.decided({ kind: 'points.reverse', entryId, amount: 4, reason: 'mistake' }, '2026-03-03');
  one.decided(returned('1'), '2026-03-04');
  assert.equal(one.available('beans', '2026-03-04'), 100);
});

test('an offer that was given is revoked while it is in the wallet', () => {
  const offers = '\noffers: { cake: { title: Cake, type: manual_fulfillment } }';
  const one = shop(offers + campaign('behavior: { purchase: { min_value: 1000 } }', '{ kind: offer, offer: cake }'));
  bought(one, '1', [{ amount: 600 }, { amount: 600 }]);
  assert.deepEqual(
    [...one.state.offers.values()].map(({ status }) => status),
    ['issued'],
  );
  one.decided(returned('1', [['1', 1]]), '2026-03-04');
  assert.deepEqual(
    [...one.state.offers.values()].map(({ status }) => status),
    ['revoked'],
  );
});

test('wrong returns are refused with their codes, and nothing changes', () => {
  const one = shop(campaign(ANY, PER_UNIT));
  bought(one, '1', [{ amount: 1000, quantity: 2 }]);
  const send = (sent: FactBody) => codeOf(one.send(sent, '2026-03-03'));
  assert.equal(send(returned('9')), 'transaction_not_found');
  assert.equal(send(returned('1', [['7', 1]])), 'transaction_line_not_found');
  assert.equal(send(returned('1', [['1', 3]])), 'return_exceeds_purchase');
  assert.equal(
    send(
      returned('1', [
        ['1', 2],
        ['1', 1],
      ]),
    ),
    'return_exceeds_purchase',
  );
  assert.equal(beans(one), 10);
  one.decided({ kind: 'transaction.void', purchaseId: id('1'), transactionId: '1', reason: 'slip' }, '2026-03-03');
  assert.equal(beans(one), 0);
  assert.equal(send(returned('1')), 'transaction_returned');
});

test('the same transaction with less is a return of the difference, with more it is refused', () => {
  const one = shop(campaign(ANY, PER_UNIT));
  bought(one, '1', [{ amount: 1000, quantity: 2 }, { amount: 500 }]);
  bought(one, '1', [{ amount: 1000, quantity: 2 }, { amount: 500 }]);
  assert.equal(beans(one), 15);
  bought(one, '1', [{ amount: 500, quantity: 1 }]);
  assert.equal(beans(one), 5);
  assert.equal(codeOf(one.send(body('1', [{ amount: 1000, quantity: 2 }]), '2026-03-03')), 'transaction_conflict');
  assert.equal(codeOf(one.send(body('1', [{ amount: 1, line: '7' }]), '2026-03-03')), 'transaction_conflict');
});

test('purchases and spend lift to a level, and a return lessens what keeps it', () => {
  const one = shop(`
tier_systems:
  club:
    title: Club
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold:
        title: Gold
        rank: 2
        entrance: { kind: qualify, conditions: [{ kind: spend, at_least: 10000, within: 12 months }, { kind: purchases, at_least: 2, purchase: { items: [cup] } }] }
        maintenance: { every: 12 months, keep: { conditions: [{ kind: spend, at_least: 10000 }] } }
`);
  bought(one, '1', [{ amount: 9000 }, { amount: 500 }]);
  assert.equal(one.level('club'), 'green');
  bought(one, '2', [{ amount: 1000 }]);
  assert.equal(one.level('club'), 'gold');
  one.decided(returned('1', [['1', 1]]), '2026-03-04');
  assert.equal(one.level('club'), 'gold');
  one.due('2027-03-03');
  assert.equal(one.level('club'), 'green');
});

test('behaviors count purchases and what is spent in them', () => {
  const one = shop(
    campaign(
      'behavior: { all: [{ purchase: { categories: [hot] }, times: 2 }, { purchase: {}, spend: 3000 }] }',
      '{ kind: points, amount: 7, source: till }',
    ),
  );
  bought(one, '1', [{ amount: 1000, categories: ['hot'] }]);
  bought(one, '2', [{ amount: 1000, categories: ['hot'] }]);
  assert.equal(beans(one), 0);
  bought(one, '3', [{ amount: 1000 }]);
  assert.equal(beans(one), 7);
});

test('expressions read a purchase, and an amount computed from it goes back in proportion', () => {
  const one = shop(
    campaign(
      'behavior: { event: __platform.transaction.completed, when: "event.quantity >= 2 && \'cup\' in event.items" }',
      '{ kind: points, amount: "event.net / 10", source: till }',
    ),
  );
  bought(one, '1', [{ amount: 300 }]);
  assert.equal(beans(one), 0);
  bought(one, '2', [{ amount: 300 }, { amount: 700 }]);
  assert.equal(beans(one), 100);
  one.decided(returned('2', [['1', 1]]), '2026-03-03');
  assert.equal(beans(one), 70);
});

test('a purchase from before it was counted is not missing when it comes back', () => {
  const levels = `
tier_systems:
  club:
    title: Club
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold: { title: Gold, rank: 2, entrance: { kind: qualify, conditions: [{ kind: purchases, at_least: 1 }] } }
`;
  const first = compiled(HEAD, 1, 0);
  const one = new World(first).join('2026-03-01');
  bought(one, '1', [{ amount: 100 }]);
  one.history = new World(first, compiled(HEAD + levels, 2, Date.UTC(2026, 2, 3))).history;
  one.decided(returned('1'), '2026-03-04');
  one.decided(body('2', [{ amount: 100 }]), '2026-03-05');
  assert.equal(one.level('club'), 'gold');
});
