// What a customer is worth and how likely they are lost, and where they stand among all customers. It joins the two
// purchase models; which horizon and discount hold, and how often this is worked out, is the caller's.
import { type BgNbd, expectedPurchases, probabilityAlive } from './bg-nbd.ts';
import { expectedAmount, type GammaGamma } from './gamma-gamma.ts';
import type { PurchaseHistory, PurchaseSummary } from './purchase-history.ts';

export type Horizon = {
  /** How many periods to look ahead, a whole number from 1 to 1,200. */
  readonly periods: number;
  /** One period in the unit of time of the model and the histories: 365.25 / 12 for a month, when these are in days. */
  readonly periodLength: number;
  /** Per period, 0.01 for 1 %; from a yearly rate d and twelve periods a year it is (1 + d)^(1/12) − 1. */
  readonly discountRate: number;
};

export type ChurnBand = 'low' | 'medium' | 'high';

/** A century of months. */
const PERIODS_MAX = 1_200;
/** A risk below this is low … */
export const CHURN_MEDIUM_FROM = 0.3;
/** … and from this on high: the customer is more than twice as likely lost as not. */
export const CHURN_HIGH_FROM = 0.7;

/**
 * The revenue that a customer is expected to bring within the horizon, discounted to today, in the money of the amounts:
 *
 * CLV = E[M | m, x] · Σ_{i = 1 … n} (E[Y(i·l)] − E[Y((i − 1)·l)]) / (1 + d)^i
 *
 * for n periods of length l at the rate d each; what a period brings counts as if it came at the period's end. Costs are not
 * taken off. Source: Fader, Hardie & Lee, RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, 2005, with the
 * sum over periods in place of the endless integral.
 */
export function customerLifetimeValue(
  models: { readonly purchases: BgNbd; readonly spend: GammaGamma },
  customer: PurchaseSummary,
  horizon: Horizon,
): number {
  const amount = expectedAmount(models.spend, customer.repeats, customer.repeatAmount);
  return amount * discountedPurchases(models.purchases, customer, horizon);
}

/**
 * The sum in the formula of `customerLifetimeValue`: a number of purchases, each discounted. It depends on the history
 * alone, so customers with equal histories may share it. Throws a RangeError for a horizon outside its limits.
 */
export function discountedPurchases(model: BgNbd, history: PurchaseHistory, horizon: Horizon): number {
  const { periods, periodLength, discountRate } = horizon;
  if (!Number.isInteger(periods) || periods < 1 || periods > PERIODS_MAX || !(periodLength > 0) || !(discountRate >= 0))
    throw new RangeError(
      `A horizon has 1 to ${PERIODS_MAX} periods of positive length and no negative rate: ${JSON.stringify(horizon)}.`,
    );
  let [sum, before] = [0, 0];
  for (let period = 1; period <= periods; period += 1) {
    const until = expectedPurchases(model, history, period * periodLength);
    // Two large expectations may differ by less than their last digits.
    sum += Math.max(0, until - before) / (1 + discountRate) ** period;
    before = until;
  }
  return sum;
}

/**
 * The chance, 0 to 1, that a customer has stopped buying: 1 − P(alive). BG/NBD lets nobody stop before the first repeat
 * purchase and would call whoever bought once, however long ago, safe. For them the first purchase counts as a chance to
 * stop like any other, with the same parameters:
 *
 * risk(x = 0) = 1 − 1 / (1 + a / b · ((α + T) / α)^r)
 *
 * Sources: Fader, Hardie & Lee, Computing P(alive) Using the BG/NBD Model, 2008; for x = 0 Batislam, Denizel & Filiztekin,
 * Empirical Validation and Comparison of Models for Customer Base Analysis, 2007.
 */
export function churnRisk(model: BgNbd, history: PurchaseHistory): number {
  if (history.repeats > 0) return 1 - probabilityAlive(model, history);
  const logOdds = Math.log(model.a / model.b) + model.r * Math.log1p(history.age / model.alpha);
  return 1 / (1 + Math.exp(-logOdds));
}

/** low below 0.3, medium from 0.3 to below 0.7, high from 0.7 on. */
export function churnBand(risk: number): ChurnBand {
  if (risk >= CHURN_HIGH_FROM) return 'high';
  return risk >= CHURN_MEDIUM_FROM ? 'medium' : 'low';
}

/**
 * Where a value stands among those of all customers, 0 to 100: the share of customers below it and half of those level with
 * it, in percent. `ascending` holds every customer's value once, sorted upwards; null when it is empty. A million customers
 * are 8 MB. Source of the definition: Roscoe, Fundamental Research Statistics for the Behavioral Sciences, 1975.
 */
export function percentileRank(ascending: Float64Array, value: number): number | null {
  if (ascending.length === 0) return null;
  const below = firstPlace(ascending, (other) => other >= value);
  const notAbove = firstPlace(ascending, (other) => other > value);
  return (100 * (below + (notAbove - below) / 2)) / ascending.length;
}

/** The first place from which on `holds` is true, found by halving. */
function firstPlace(ascending: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(ascending[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
