// Which items or categories a customer is likely to buy besides, from what others bought together with theirs. It does not
// count purchases and knows neither stock nor prices.
import { compareCodePoints } from '../rules/code-point-order.ts';

/**
 * How often things are bought together, all counted in the same way: either customers who ever bought both, or single
 * purchases with both. Ids are those of items or of categories.
 */
export type CoPurchases = {
  /** N: all customers (or purchases) counted. */
  readonly total: number;
  /** n_j: how many bought j. */
  readonly buyers: ReadonlyMap<string, number>;
  /** n_ij: how many bought i and j, under i and under j alike. */
  readonly together: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

type AffinityLevel = 'low' | 'medium' | 'high';
export type Affinity = {
  readonly id: string;
  /** 0 to 1. */
  readonly probability: number;
  /** How many times as likely as for any customer. */
  readonly lift: number;
  readonly level: AffinityLevel;
};

export type AffinityChoice = {
  /** How many at most, 1 to 100. */
  readonly limit: number;
  /** Whether what the customer bought already may be among them: right for categories and coffee, wrong for fridges. */
  readonly includesBought: boolean;
};

/** m: a pair is judged as if this many more buyers of i had been seen, who behave like everybody. */
export const PRIOR_BUYERS = 20;
/** Twice as likely as for any customer. */
export const LIFT_HIGH_FROM = 2;
export const LIFT_MEDIUM_FROM = 1.25;
const LIMIT_MAX = 100;

/**
 * The things a customer is most likely to buy, most probable first (then by lift, then by id). `bought` says how often the
 * customer bought what; its counts are weights.
 *
 * P(j | customer) = Σ_{i ≠ j} w_i · P(j | i) / Σ_{i ≠ j} w_i, with P(j | i) = (n_ij + m · n_j / N) / (n_i + m), m = 20
 *
 * that is: the chance that somebody who bought i, drawn from this customer's purchases, also buys j. The smoothing keeps a
 * pair seen twice from looking certain. Lift is P(j | customer) / (n_j / N); level is high from 2, medium from 1.25.
 * Sources: Deshpande & Karypis, Item-Based Top-N Recommendation Algorithms, 2004 (conditional probability); Cestnik,
 * Estimating Probabilities: A Crucial Task in Machine Learning, 1990 (m-estimate); Brin, Motwani, Ullman & Tsur, Dynamic
 * Itemset Counting and Implication Rules for Market Basket Data, 1997 (lift).
 */
export function affinities(
  counts: CoPurchases,
  bought: ReadonlyMap<string, number>,
  choice: AffinityChoice,
): readonly Affinity[] {
  return affinityRanker(counts)(bought, choice);
}

export type AffinityRanker = (bought: ReadonlyMap<string, number>, choice: AffinityChoice) => readonly Affinity[];

/**
 * The same for many customers: the counts are arranged once, after which a customer costs as many additions as their items
 * have partners, some microseconds. With c_i = w_i / (n_i + m) the sum of the formula is Σ c_i · n_ij + m · n_j / N · Σ c_i.
 */
export function affinityRanker(counts: CoPurchases): AffinityRanker {
  const items = arrange(counts);
  const sums = new Float64Array(items.length);
  const places = new Map(items.map(({ id }, place) => [id, place]));
  return (bought, { limit, includesBought }) => {
    const own = ownOf(items, bought, places);
    let [shares, weights] = [0, 0];
    for (const { share, weight } of own.values()) {
      shares += share;
      weights += weight;
    }
    // Things that nobody counted bought together with anything weigh too: they say that everybody's chance is the best guess.
    weights += unknownWeight(bought, places);
    shares += unknownWeight(bought, places) / PRIOR_BUYERS;
    const candidates = addUp(items, own, sums);
    const best: Affinity[] = [];
    for (const place of candidates) {
      const sum = sums[place] ?? 0;
      sums[place] = 0;
      const item = items[place];
      const mine = own.get(place);
      if (item === undefined || !(item.everybody > 0) || (mine !== undefined && !includesBought)) continue;
      const others = weights - (mine?.weight ?? 0);
      if (!(others > 0)) continue;
      const prior = PRIOR_BUYERS * item.everybody * (shares - (mine?.share ?? 0));
      // Adding in another order may end a last digit above 1.
      const probability = Math.min(1, (sum + prior) / others);
      keepBest(best, affinityOf(item, probability), Math.min(LIMIT_MAX, limit));
    }
    return best;
  };
}

type Item = {
  readonly id: string;
  readonly buyers: number;
  /** n_j / N */
  readonly everybody: number;
  readonly partners: Int32Array;
  readonly together: Float64Array;
};

function arrange({ total, buyers, together }: CoPurchases): readonly Item[] {
  const ids = [...buyers.keys()];
  const places = new Map(ids.map((id, place) => [id, place]));
  return ids.map((id) => {
    const pairs = [...(together.get(id) ?? [])].flatMap(([other, both]) => {
      const place = places.get(other);
      return place === undefined ? [] : [{ place, both }];
    });
    const count = buyers.get(id) ?? 0;
    return {
      id,
      buyers: count,
      everybody: count / total,
      partners: Int32Array.from(pairs, ({ place }) => place),
      together: Float64Array.from(pairs, ({ both }) => both),
    };
  });
}

type Own = ReadonlyMap<number, { readonly weight: number; readonly share: number }>;

function ownOf(items: readonly Item[], bought: ReadonlyMap<string, number>, places: ReadonlyMap<string, number>): Own {
  const own = new Map<number, { weight: number; share: number }>();
  for (const [id, weight] of bought) {
    const place = places.get(id);
    const item = place === undefined ? undefined : items[place];
    if (place === undefined || item === undefined || !(weight > 0)) continue;
    own.set(place, { weight, share: weight / (item.buyers + PRIOR_BUYERS) });
  }
  return own;
}

function unknownWeight(bought: ReadonlyMap<string, number>, places: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [id, weight] of bought) if (!places.has(id) && weight > 0) sum += weight;
  return sum;
}

/** Adds c_i · n_ij up for what was ever bought together with something of the customer's; gives the places of that. */
function addUp(items: readonly Item[], own: Own, sums: Float64Array): readonly number[] {
  const touched: number[] = [];
  for (const [place, { share }] of own) {
    const item = items[place];
    if (item === undefined) continue;
    for (const [index, partner] of item.partners.entries()) {
      const before = sums[partner] ?? 0;
      if (before === 0) touched.push(partner);
      sums[partner] = before + share * (item.together[index] ?? 0);
    }
  }
  return touched;
}

function affinityOf({ id, everybody }: Item, probability: number): Affinity {
  const lift = probability / everybody;
  return { id, probability, lift, level: levelOf(lift) };
}

/** Keeps the best in order, at most `limit`. */
function keepBest(best: Affinity[], found: Affinity, limit: number): void {
  const last = best.at(-1);
  if (best.length >= limit && (last === undefined || compare(found, last) >= 0)) return;
  let place = best.length;
  while (place > 0) {
    const before = best[place - 1];
    if (before === undefined || compare(before, found) <= 0) break;
    place -= 1;
  }
  best.splice(place, 0, found);
  if (best.length > limit) best.pop();
}

/** Most probable first, then by lift, then by id. */
function compare(x: Affinity, y: Affinity): number {
  return y.probability - x.probability || y.lift - x.lift || compareCodePoints(x.id, y.id);
}

function levelOf(lift: number): AffinityLevel {
  if (lift >= LIFT_HIGH_FROM) return 'high';
  return lift >= LIFT_MEDIUM_FROM ? 'medium' : 'low';
}
