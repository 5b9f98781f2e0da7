// Counts which items are bought by the same customers, for a list of items that is known before: bounded by the square of its
// length, however many customers there are. What follows from the counts for a customer is affinity.ts.
import type { CoPurchases } from './affinity.ts';

/** 4 MB of counts. Items that fewer customers bought have no affinities. */
export const ITEMS_MAX = 1_000;
/** Of each item, those most often bought by the same customers are remembered. */
export const PARTNERS_MAX = 50;
/** Of each customer, what they bought most often. */
export const OWN_ITEMS_MAX = 20;

export type CoPurchaseCount = {
  readonly items: number;
  /** Customers who bought any of them. */
  customers: number;
  readonly buyers: Uint32Array;
  /** Row by row, each pair twice. */
  readonly together: Uint32Array;
};

/** The counts as they are kept, by places in the list of items: `partners` holds place and count. */
export type ItemCounts = {
  readonly customers: number;
  readonly items: readonly {
    readonly item: string;
    readonly buyers: number;
    readonly partners: readonly (readonly [number, number])[];
  }[];
};

export function emptyCoPurchases(items: number): CoPurchaseCount {
  const buyers = new Uint32Array(items);
  return { items, customers: 0, buyers, together: new Uint32Array(items * items) };
}

/** Counts a customer's different items in, in place. */
export function addCoPurchases(count: CoPurchaseCount, bought: readonly number[]): void {
  if (bought.length === 0) return;
  count.customers += 1;
  for (const one of bought) {
    count.buyers[one] = (count.buyers[one] ?? 0) + 1;
    for (const other of bought) {
      if (other === one) continue;
      const place = one * count.items + other;
      count.together[place] = (count.together[place] ?? 0) + 1;
    }
  }
}

export function keptCounts(count: CoPurchaseCount, items: readonly string[]): ItemCounts {
  return {
    customers: count.customers,
    items: items.map((item, one) => {
      const partners: [number, number][] = [];
      for (let other = 0; other < count.items; other += 1) {
        const both = count.together[one * count.items + other] ?? 0;
        if (both > 0) partners.push([other, both]);
      }
      partners.sort((x, y) => y[1] - x[1] || x[0] - y[0]);
      return { item, buyers: count.buyers[one] ?? 0, partners: partners.slice(0, PARTNERS_MAX) };
    }),
  };
}

/** The counts by the items' ids. A pair that was dropped from one side is there if the other side kept it. */
export function coPurchasesOf({ customers, items }: ItemCounts): CoPurchases {
  const together = new Map<string, Map<string, number>>(items.map(({ item }) => [item, new Map()]));
  for (const { item, partners } of items) {
    for (const [place, both] of partners) {
      const other = items[place]?.item;
      if (other === undefined) continue;
      together.get(item)?.set(other, both);
      together.get(other)?.set(item, both);
    }
  }
  return { total: customers, buyers: new Map(items.map(({ item, buyers }) => [item, buyers])), together };
}
