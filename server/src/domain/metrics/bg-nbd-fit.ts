// Fits the BG/NBD model to the histories of many customers by maximum likelihood. It costs time by how many histories
// differ, not by how many customers share them (a million customers with 575,000 different ones took 4 seconds); what the
// model then says is bg-nbd.ts.
import type { BgNbd } from './bg-nbd.ts';
import { minimise, type Slope } from './minimise.ts';
import type { CountedHistory } from './purchase-history.ts';
import { digamma, logGamma, softplus } from './special-functions.ts';

export type BgNbdFit =
  | { readonly kind: 'fitted'; readonly model: BgNbd; readonly logLikelihood: number; readonly steps: number }
  /** The steps ran out, or the data do not determine the parameters: the model may still be the best there is. */
  | { readonly kind: 'not_converged'; readonly model: BgNbd; readonly logLikelihood: number; readonly steps: number }
  /** Without a single repeat purchase there is nothing to learn from. */
  | { readonly kind: 'no_repeats' };

/** The CDNOW customers take about 20; data that determine little take some more. */
const STEPS_MAX = 300;
/** Of the log-likelihood per customer by the logarithm of a parameter: settles a parameter to about 0.001 %. */
const GRADIENT_MAX = 1e-7;
/** Parameters stay within e^±12 of where the search begins. */
const RANGE_MAX = 12;

/**
 * ln L(r, α, a, b) summed over customers, each history as often as customers share it:
 *
 * L = B(a, b + x) / B(a, b) · Γ(r + x) αʳ / Γ(r) · ((α + T)^−(r + x) + δ(x > 0) · a / (b + x − 1) · (α + t_x)^−(r + x))
 *
 * Times in the unit of α. Source: Fader, Hardie & Lee, "Counting Your Customers" the Easy Way, 2005.
 */
export function bgNbdLogLikelihood(model: BgNbd, histories: readonly CountedHistory[]): number {
  return slopeOf(arrange(histories), model).value;
}

/**
 * The parameters under which the histories are most likely; α comes in the unit of the histories' times. The search goes
 * over the logarithms of the parameters (they are positive), from rates and chances that differ moderately, by BFGS with
 * the exact gradient. Histories with a count of zero change nothing.
 */
export function fitBgNbd(histories: readonly CountedHistory[]): BgNbdFit {
  const data = arrange(histories);
  if (data.repeatsTotal === 0) return { kind: 'no_repeats' };
  // As if everybody bought at the mean rate; the model's unit of time falls out of the search.
  const alpha = data.ageTotal / data.repeatsTotal;
  const modelAt = ([r = 0, scale = 0, a = 0, b = 0]: readonly number[]): BgNbd => ({
    r: Math.exp(r),
    alpha: alpha * Math.exp(scale),
    a: Math.exp(a),
    b: Math.exp(b),
  });
  const found = minimise((point) => perCustomer(data, modelAt(point)), [0, 0, 0, 0], {
    stepsMax: STEPS_MAX,
    gradientMax: GRADIENT_MAX,
    rangeMax: RANGE_MAX,
  });
  const isAtBorder = found.point.some((value) => Math.abs(value) >= RANGE_MAX);
  return {
    kind: found.isConverged && !isAtBorder ? 'fitted' : 'not_converged',
    model: modelAt(found.point),
    logLikelihood: -found.value * data.customers,
    steps: found.steps,
  };
}

/** Minus the log-likelihood per customer, with its gradient by the logarithms of the parameters. */
function perCustomer(data: Arranged, model: BgNbd): Slope {
  const { value, gradient } = slopeOf(data, model);
  const { r, alpha, a, b } = model;
  const [byR = 0, byAlpha = 0, byA = 0, byB = 0] = gradient;
  return {
    value: -value / data.customers,
    gradient: [r * byR, alpha * byAlpha, a * byA, b * byB].map((part) => -part / data.customers),
  };
}

/** The histories by columns. Numbers that recur are kept once, so that their logarithms are taken once. */
type Arranged = {
  readonly counts: Float64Array;
  readonly repeats: Distinct;
  readonly recencies: Distinct;
  readonly ages: Distinct;
  readonly customers: number;
  readonly repeatsTotal: number;
  readonly ageTotal: number;
};
type Distinct = { readonly values: Float64Array; readonly index: Uint32Array };

function arrange(histories: readonly CountedHistory[]): Arranged {
  const counts = Float64Array.from(histories, (history) => history.customers);
  const repeats = distinct(histories, (history) => history.repeats);
  const recencies = distinct(histories, (history) => history.recency);
  const ages = distinct(histories, (history) => history.age);
  let [customers, repeatsTotal, ageTotal] = [0, 0, 0];
  for (const history of histories) {
    customers += history.customers;
    repeatsTotal += history.customers * history.repeats;
    ageTotal += history.customers * history.age;
  }
  return { counts, repeats, recencies, ages, customers, repeatsTotal, ageTotal };
}

function distinct(histories: readonly CountedHistory[], columnOf: (history: CountedHistory) => number): Distinct {
  const places = new Map<number, number>();
  const index = Uint32Array.from(histories, (history) => {
    const value = columnOf(history);
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  return { values: Float64Array.from(places.keys()), index };
}

/**
 * The log-likelihood and its derivatives by r, α, a, b. With u = ln(a / (b + x − 1)) + (r + x) ln((α + T) / (α + t_x)) the
 * sum in the likelihood is (α + T)^−(r + x) (1 + eᵘ), so nothing overflows; s = 1 / (1 + e⁻ᵘ) weighs the derivatives.
 */
function slopeOf(data: Arranged, model: BgNbd): Slope {
  const { r, alpha, a, b } = model;
  const terms = [...data.repeats.values].map((x) => termsOf(model, x));
  const logAges = data.ages.values.map((age) => Math.log(alpha + age));
  const logRecencies = data.recencies.values.map((recency) => Math.log(alpha + recency));
  let [value, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
  for (const [row, count] of data.counts.entries()) {
    const [xAt = 0, ageAt = 0, recencyAt = 0] = [
      data.repeats.index[row],
      data.ages.index[row],
      data.recencies.index[row],
    ];
    const term = terms[xAt];
    if (term === undefined) continue;
    const [logAge = 0, logRecency = 0] = [logAges[ageAt], logRecencies[recencyAt]];
    const [ageRate, recencyRate] = [
      1 / (alpha + (data.ages.values[ageAt] ?? 0)),
      1 / (alpha + (data.recencies.values[recencyAt] ?? 0)),
    ];
    const u = term.x === 0 ? Number.NEGATIVE_INFINITY : term.logChance + (r + term.x) * (logAge - logRecency);
    const s = 1 / (1 + Math.exp(-u));
    value += count * (term.value - (r + term.x) * logAge + softplus(u));
    byR += count * (term.byR - logAge + s * (logAge - logRecency));
    byAlpha += count * (r / alpha - (r + term.x) * (ageRate - s * (ageRate - recencyRate)));
    byA += count * (term.byA + s / a);
    byB += count * (term.byB - (term.x === 0 ? 0 : s / (b + term.x - 1)));
  }
  return { value, gradient: [byR, byAlpha, byA, byB] };
}

/** What depends on x alone: ln (B(a, b + x) / B(a, b) · Γ(r + x) αʳ / Γ(r)), its derivatives, and ln (a / (b + x − 1)). */
function termsOf({ r, alpha, a, b }: BgNbd, x: number) {
  if (x === 0) return { x, value: r * Math.log(alpha), byR: Math.log(alpha), byA: 0, byB: 0, logChance: 0 };
  const both = digamma(a + b) - digamma(a + b + x);
  return {
    x,
    value:
      logGamma(r + x) -
      logGamma(r) +
      r * Math.log(alpha) +
      (logGamma(a + b) - logGamma(a + b + x)) +
      (logGamma(b + x) - logGamma(b)),
    byR: digamma(r + x) - digamma(r) + Math.log(alpha),
    byA: both,
    byB: both + digamma(b + x) - digamma(b),
    logChance: Math.log(a) - Math.log(b + x - 1),
  };
}
