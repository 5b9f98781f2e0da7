// What the purchase models see of a customer: how often, how lately, how long, and how much. It does not know a model.

/** A day on which a customer bought: a count of days from any fixed day, and what was spent, returns taken off. */
export type PurchaseDay = { readonly day: number; readonly amount: number };

/** All times in one unit of the caller's choice, from the customer's first purchase on. */
export type PurchaseHistory = {
  /** x: on how many days the customer bought again after the first one. */
  readonly repeats: number;
  /** t_x: time from the first purchase to the last one; 0 when there is only one. */
  readonly recency: number;
  /** T: time from the first purchase to the day of looking. */
  readonly age: number;
};

/** A history that as many customers share. */
export type CountedHistory = PurchaseHistory & { readonly customers: number };

export type PurchaseSummary = PurchaseHistory & {
  /** m: mean spend per repeat day, in the money of the purchases; 0 without repeats. The first purchase is left out. */
  readonly repeatAmount: number;
};

/**
 * A customer's history in days up to and including `untilDay`; null when nothing was bought by then. Purchases of one day
 * count once, with their amounts added up, and may come in any order. Divide by 7 for weeks.
 * Source of the definitions: Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, 2005; the amounts as in
 * Fader & Hardie, The Gamma-Gamma Model of Monetary Value, 2013.
 */
export function summarisePurchases(purchases: Iterable<PurchaseDay>, untilDay: number): PurchaseSummary | null {
  const amounts = new Map<number, number>();
  for (const { day, amount } of purchases) {
    if (day <= untilDay) amounts.set(day, (amounts.get(day) ?? 0) + amount);
  }
  if (amounts.size === 0) return null;
  let [first, last, spent] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const [day, amount] of amounts) {
    first = Math.min(first, day);
    last = Math.max(last, day);
    spent += amount;
  }
  const repeats = amounts.size - 1;
  const repeatAmount = repeats === 0 ? 0 : (spent - (amounts.get(first) ?? 0)) / repeats;
  return { repeats, recency: last - first, age: untilDay - first, repeatAmount };
}

type ByRecency = Map<number, number>;
type ByRepeats = Map<number, ByRecency>;

/** Equal histories as one, with how many customers share it; what fitting costs depends on how many differ. */
export function countHistories(histories: Iterable<PurchaseHistory>): CountedHistory[] {
  const byAge = new Map<number, ByRepeats>();
  for (const { repeats, recency, age } of histories) {
    const byRepeats = entry(byAge, age, (): ByRepeats => new Map());
    const counts = entry(byRepeats, repeats, (): ByRecency => new Map());
    counts.set(recency, (counts.get(recency) ?? 0) + 1);
  }
  const counted: CountedHistory[] = [];
  for (const [age, byRepeats] of byAge)
    for (const [repeats, byRecency] of byRepeats)
      for (const [recency, customers] of byRecency) counted.push({ repeats, recency, age, customers });
  return counted;
}

function entry<Value>(map: Map<number, Value>, key: number, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
