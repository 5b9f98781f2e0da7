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
  const found: Affinity[] = [];
  for (const id of candidates(counts, bought, choice.includesBought)) {
    const everybody = (counts.buyers.get(id) ?? 0) / counts.total;
    const probability = probabilityOf(counts, bought, id);
    if (probability === null || !(everybody > 0)) continue;
    const lift = probability / everybody;
    found.push({ id, probability, lift, level: levelOf(lift) });
  }
  found.sort((x, y) => y.probability - x.probability || y.lift - x.lift || compareCodePoints(x.id, y.id));
  return found.slice(0, Math.min(LIMIT_MAX, choice.limit));
}

/** What was ever bought together with something of the customer's. */
function candidates(
  counts: CoPurchases,
  bought: ReadonlyMap<string, number>,
  includesBought: boolean,
): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const own of bought.keys()) {
    for (const id of counts.together.get(own)?.keys() ?? []) if (includesBought || !bought.has(id)) ids.add(id);
  }
  return ids;
}

/** The weighted mean of P(j | i); null when the customer bought nothing but j. */
function probabilityOf(counts: CoPurchases, bought: ReadonlyMap<string, number>, id: string): number | null {
  const everybody = (counts.buyers.get(id) ?? 0) / counts.total;
  let [sum, weights] = [0, 0];
  for (const [own, times] of bought) {
    if (own === id || !(times > 0)) continue;
    const both = counts.together.get(own)?.get(id) ?? 0;
    const buyers = counts.buyers.get(own) ?? 0;
    sum += (times * (both + PRIOR_BUYERS * everybody)) / (buyers + PRIOR_BUYERS);
    weights += times;
  }
  return weights === 0 ? null : sum / weights;
}

function levelOf(lift: number): AffinityLevel {
  if (lift >= LIFT_HIGH_FROM) return 'high';
  return lift >= LIFT_MEDIUM_FROM ? 'medium' : 'low';
}
