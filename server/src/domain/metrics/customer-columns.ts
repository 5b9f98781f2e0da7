// Purchases of many customers by columns, as they travel from the database to the thread that reckons: numbers in typed
// arrays cost next to nothing to hand over. It judges nothing.
import type { Instant } from '../time.ts';
import type { PurchaseDay } from './purchase-history.ts';
import type { ValuedPurchase } from './rfm.ts';

/** Customers one after the other; each has as many purchases and items as its counts say, in the columns that follow. */
export type CustomerColumns = {
  readonly ids: readonly string[];
  readonly purchaseCounts: Int32Array;
  readonly at: Float64Array;
  /** In the smallest unit of the currency, returns taken off. */
  readonly amounts: Float64Array;
  readonly itemCounts: Int32Array;
  /** Places in the list of items that affinities are worked out for. */
  readonly items: Int32Array;
  /** In how many purchases each was bought. */
  readonly times: Int32Array;
};

export type CustomerPurchases = {
  readonly id: string;
  readonly purchases: readonly (PurchaseDay & ValuedPurchase)[];
  readonly items: readonly { readonly item: number; readonly times: number }[];
};

/** `dayOf` numbers the days of purchases, see `localDays`. */
export function* customersOf(columns: CustomerColumns, dayOf: (at: Instant) => number): Generator<CustomerPurchases> {
  let [purchase, item] = [0, 0];
  for (const [row, id] of columns.ids.entries()) {
    const purchases: (PurchaseDay & ValuedPurchase)[] = [];
    const items: { item: number; times: number }[] = [];
    for (const end = purchase + (columns.purchaseCounts[row] ?? 0); purchase < end; purchase += 1) {
      const at = columns.at[purchase] ?? 0;
      purchases.push({ at, day: dayOf(at), amount: columns.amounts[purchase] ?? 0 });
    }
    for (const end = item + (columns.itemCounts[row] ?? 0); item < end; item += 1) {
      items.push({ item: columns.items[item] ?? 0, times: columns.times[item] ?? 0 });
    }
    yield { id, purchases, items };
  }
}
