// The BG/NBD model of when customers buy and when they stop: what it expects of a customer whose history is known.
// Fitting it to many customers is bg-nbd-fit.ts. It knows no money and no calendar.
import { betaMean } from './beta-mean.ts';
import type { PurchaseHistory } from './purchase-history.ts';
import { hypergeometric } from './special-functions.ts';

/**
 * While active a customer buys at a rate λ, and after each repeat purchase stops for good with chance p. Rates differ as a
 * gamma distribution with shape r and rate α (in units of time), chances as a beta distribution with a and b.
 * Source: Fader, Hardie & Lee, "Counting Your Customers" the Easy Way: An Alternative to the Pareto/NBD Model, 2005.
 */
export type BgNbd = { readonly r: number; readonly alpha: number; readonly a: number; readonly b: number };

/** The closed form subtracts two numbers; below this part of them left, too few digits are. */
const DIFFERENCE_MIN = 1e-5;

/**
 * The chance, 0 to 1, that a customer is still active at age T:
 *
 * P(alive | x, t_x, T) = 1 / (1 + a / (b + x − 1) · ((α + T) / (α + t_x))^(r + x)) for x > 0, and 1 for x = 0, since the
 * model lets nobody stop before the first repeat purchase. Times in the unit of α.
 * Source: Fader, Hardie & Lee, Computing P(alive) Using the BG/NBD Model, 2008.
 */
export function probabilityAlive({ r, alpha, a, b }: BgNbd, { repeats, recency, age }: PurchaseHistory): number {
  if (repeats === 0) return 1;
  const logOdds = Math.log(a / (b + repeats - 1)) + (r + repeats) * Math.log1p((age - recency) / (alpha + recency));
  return 1 / (1 + Math.exp(logOdds));
}

/**
 * How many purchases a customer is expected to make in the `time` that follows; `time` ≥ 0 in the unit of α:
 *
 * E[Y(t) | x, t_x, T] = P(alive) · (a + b + x − 1) / (a − 1)
 *   · (1 − ((α + T) / (α + T + t))^(r + x) · ₂F₁(r + x, b + x; a + b + x − 1; t / (α + T + t)))
 *
 * Source: Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, 2005. Where that subtracts two nearly
 * equal numbers or divides by nothing (a near 1, a + b near 1 for a new customer, a very short or a very long time), the
 * same mean over the chance of stopping is taken by integration. The history { repeats: 0, recency: 0, age: 0 } gives the
 * expectation for somebody who has just bought for the first time.
 */
export function expectedPurchases(model: BgNbd, history: PurchaseHistory, time: number): number {
  if (time <= 0) return 0;
  const whileActive = expectedByClosedForm(model, history, time) ?? expectedByIntegral(model, history, time);
  return probabilityAlive(model, history) * whileActive;
}

/** Of a customer known to be active; null where the formula loses digits. */
export function expectedByClosedForm(model: BgNbd, { repeats, age }: PurchaseHistory, time: number): number | null {
  const { r, alpha, a, b } = model;
  const c = a + b + repeats - 1;
  const kept = Math.exp(-(r + repeats) * Math.log1p(time / (alpha + age)));
  const part = kept * hypergeometric(r + repeats, b + repeats, c, time / (alpha + age + time));
  const difference = 1 - part;
  const isSafe = Math.abs(difference) > DIFFERENCE_MIN * Math.max(1, Math.abs(part));
  return isSafe && Number.isFinite(difference) ? (c / (a - 1)) * difference : null;
}

/**
 * Of a customer known to be active: the mean of (1 − (1 + p t / (α + T))^−(r + x)) / p over p ~ Beta(a, b + x), in which
 * nothing is subtracted that is nearly equal: (1 − e^(−λ p t)) / p purchases for a rate λ and a chance p that are known, and
 * λ integrated out over its Gamma(r + x, α + T).
 */
export function expectedByIntegral(model: BgNbd, { repeats, age }: PurchaseHistory, time: number): number {
  const { r, alpha, a, b } = model;
  const [shape, length] = [r + repeats, time / (alpha + age)];
  return betaMean(a, b + repeats, (p) =>
    p * length === 0 ? shape * length : -Math.expm1(-shape * Math.log1p(p * length)) / p,
  );
}
