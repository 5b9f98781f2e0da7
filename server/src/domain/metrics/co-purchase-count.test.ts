// Counting what the same customers buy: the counts are those of counting pair by pair, and survive being written down.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addCoPurchases, coPurchasesOf, emptyCoPurchases, keptCounts, PARTNERS_MAX } from './co-purchase-count.ts';

test('counts are those of the customers who bought the one, and both', () => {
  const items = ['a', 'b', 'c', 'd'];
  const baskets = fc.array(fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 4 }), { maxLength: 40 });
  fc.assert(
    fc.property(baskets, (customers) => {
      const count = emptyCoPurchases(items.length);
      for (const bought of customers) addCoPurchases(count, bought);
      const written: ReturnType<typeof keptCounts> = JSON.parse(JSON.stringify(keptCounts(count, items)));
      const kept = coPurchasesOf(written);
      assert.equal(kept.total, customers.filter((bought) => bought.length > 0).length);
      for (const [one, item] of items.entries()) {
        assert.equal(kept.buyers.get(item), customers.filter((bought) => bought.includes(one)).length);
        for (const [other, partner] of items.entries()) {
          if (other === one) continue;
          const both = customers.filter((bought) => bought.includes(one) && bought.includes(other)).length;
          assert.equal(kept.together.get(item)?.get(partner) ?? 0, both);
        }
      }
    }),
  );
});

test('of an item with many partners, those bought most often with it are kept', () => {
  const items = Array.from({ length: PARTNERS_MAX + 20 }, (_, n) => `item ${n}`);
  const count = emptyCoPurchases(items.length);
  for (let other = 1; other < items.length; other += 1)
    for (let times = 0; times < other; times += 1) addCoPurchases(count, [0, other]);
  const [first] = keptCounts(count, items).items;
  assert.equal(first?.partners.length, PARTNERS_MAX);
  assert.deepEqual(first?.partners[0], [items.length - 1, items.length - 1]);
  assert.deepEqual(first?.partners.at(-1), [20, 20]);
  // The other side kept the pair.
  assert.equal(coPurchasesOf(keptCounts(count, items)).together.get('item 0')?.get('item 1'), 1);
});
