// What offers of each type take off a basket.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offerSchema } from '../programme/schema-offers.ts';
import { discountFor } from './discount.ts';
import type { Basket } from './offer-fact.ts';

type Line = readonly [item: string, quantity: number, amount: number, category?: string];

function basket(lines: readonly Line[], store: string | null = null): Basket {
  return {
    transactionId: 'T',
    store,
    subtotal: lines.reduce((sum, [, , amount]) => sum + amount, 0),
    lines: lines.map(([item, quantity, amount, category], index) => ({
      line: String(index + 1),
      item,
      categories: category === undefined ? [] : [category],
      quantity,
      amount,
    })),
  };
}

function off(definition: object, lines: readonly Line[], store: string | null = null) {
  const found = discountFor(offerSchema.parse({ title: 'Offer', ...definition }), basket(lines, store));
  return found.ok ? [found.amount, ...found.lines.map(({ line, quantity }) => `${line}×${quantity}`)] : found.why;
}

test('off the whole check: an amount up to what it comes to, or per cent to the nearest cent', () => {
  const fixed = { type: 'fixed_amount_check_discount', amount: 500 };
  assert.deepEqual(off(fixed, [['A', 1, 2_000]]), [500]);
  assert.deepEqual(off(fixed, [['A', 1, 300]]), [300]);
  const percent = { type: 'percent_check_discount', amount: 15 };
  assert.deepEqual(off(percent, [['A', 1, 1_003]]), [150]);
  assert.deepEqual(off(percent, [['A', 1, 1_010]]), [152]);
  assert.deepEqual(off({ ...percent, amount: 100, max_discount: 700 }, [['A', 1, 1_010]]), [700]);
});

test('off items: the dearest that match, as many as the offer recurs', () => {
  const percent = { type: 'percent_item_discount', amount: 50, applies_to: { categories: ['shoes'] } };
  const lines: readonly Line[] = [
    ['S', 2, 2_000, 'shoes'],
    ['T', 1, 3_000, 'shoes'],
    ['B', 1, 9_000, 'books'],
  ];
  assert.deepEqual(off(percent, lines), [1_500, '2×1']);
  assert.deepEqual(off({ ...percent, recurrence: 2 }, lines), [2_000, '2×1', '1×1']);
  assert.deepEqual(off({ ...percent, applies_to: { items: ['X'] } }, lines), 'items');
  const fixed = { type: 'fixed_amount_item_discount', amount: 1_200, recurrence: 10, applies_to: { items: ['S'] } };
  assert.deepEqual(off(fixed, lines), [2_000, '1×2'], 'never more than the item costs');
  const set = { type: 'set_price_coupon', amount: 999, applies_to: { items: ['T'] } };
  assert.deepEqual(off(set, lines), [2_001, '2×1']);
  assert.deepEqual(off({ ...set, amount: 5_000 }, lines), 'items', 'a set price above the price takes nothing off');
});

test('buy one, get one: the dearest is paid, the cheapest is cheaper, round by round', () => {
  const free = { type: 'buy_x_get_y_percent', amount: 100 };
  const lines: readonly Line[] = [
    ['A', 1, 300],
    ['B', 1, 200],
    ['C', 1, 100],
    ['D', 1, 400],
  ];
  assert.deepEqual(off(free, lines), [100, '3×1']);
  assert.deepEqual(off({ ...free, recurrence: 5 }, lines), [300, '3×1', '2×1']);
  assert.deepEqual(off(free, [['A', 1, 300]]), 'items', 'one alone gets nothing');
  assert.deepEqual(off({ ...free, buy_count: 2 }, [['A', 3, 900]]), [300, '1×1']);
  assert.deepEqual(off({ ...free, type: 'buy_x_get_y_fixed', amount: 150 }, [['A', 2, 400]]), [150, '1×1']);
  assert.deepEqual(off({ ...free, type: 'buy_x_get_y_set_price', amount: 50 }, [['A', 2, 400]]), [150, '1×1']);
});

test('buy a coffee, get a pastry: what fits one side only is taken for it', () => {
  const offer = {
    type: 'buy_x_get_y_percent',
    amount: 100,
    buys: { categories: ['coffee', 'pastry'] },
    applies_to: { categories: ['pastry'] },
  };
  assert.deepEqual(
    off(offer, [
      ['P', 1, 400, 'pastry'],
      ['C', 1, 300, 'coffee'],
    ]),
    [400, '1×1'],
  );
});

test('a minimum and the stores are kept to; points and things fulfilled by hand take nothing off', () => {
  const fixed = { type: 'fixed_amount_check_discount', amount: 500, minimum_spend: 1_000, stores: ['S1'] };
  assert.equal(off(fixed, [['A', 1, 999]], 'S1'), 'minimum_spend');
  assert.equal(off(fixed, [['A', 1, 1_000]], 'S2'), 'store');
  assert.equal(off(fixed, [['A', 1, 1_000]]), 'store');
  assert.deepEqual(off(fixed, [['A', 1, 1_000]], 'S1'), [500]);
  assert.deepEqual(off({ type: 'manual_fulfillment' }, [['A', 1, 1_000]]), [0]);
});
