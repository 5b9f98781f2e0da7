// The gamma-gamma model of what a purchase is worth: its fit to many customers and what it expects of one. It assumes that
// how much a customer spends does not depend on how often they buy, and knows nothing of when.
import { minimise, type Slope } from './minimise.ts';
import { digamma, logGamma } from './special-functions.ts';

/**
 * A customer's purchases vary about their own mean as a gamma distribution with shape p; those means differ between
 * customers so that the rate is gamma distributed with shape q and rate γ, γ in the unit of money.
 * Source: Fader & Hardie, The Gamma-Gamma Model of Monetary Value, 2013; Fader, Hardie & Lee, RFM and CLV: Using Iso-Value
 * Curves for Customer Base Analysis, 2005.
 */
export type GammaGamma = { readonly p: number; readonly q: number; readonly gamma: number };

export type CountedSpend = {
  /** x: purchases that the mean is taken over. */
  readonly purchases: number;
  /** m: mean amount of these purchases, in one unit of money for all. */
  readonly amount: number;
  /** How many customers share the two. */
  readonly customers: number;
};

export type GammaGammaFit =
  | { readonly kind: 'fitted'; readonly model: GammaGamma; readonly logLikelihood: number; readonly steps: number }
  /** The steps ran out, or the data do not determine the parameters: the model may still be the best there is. */
  | {
      readonly kind: 'not_converged';
      readonly model: GammaGamma;
      readonly logLikelihood: number;
      readonly steps: number;
    }
  /** Nobody made a purchase that was worth something. */
  | { readonly kind: 'no_spend' };

/** The CDNOW customers take about 20. */
const STEPS_MAX = 300;
/** Of the log-likelihood per customer by the logarithm of a parameter: settles a parameter to about 0.001 %. */
const GRADIENT_MAX = 1e-7;
/** Parameters stay within e^±12 of where the search begins. */
const RANGE_MAX = 12;
const START_P = 2;
const START_Q = 3;

/**
 * The mean amount that a customer's future purchases are expected to have, in the money of the model:
 *
 * E[M | p, q, γ, m, x] = p (γ + x m) / (p x + q − 1)
 *
 * which lies between the mean of all customers p γ / (q − 1), the answer for x = 0, and the customer's own m. A customer
 * whose mean is not positive (all was returned) counts as one without purchases. Needs q > 1, which the fit sees to.
 * Source: Fader & Hardie, The Gamma-Gamma Model of Monetary Value, 2013.
 */
export function expectedAmount({ p, q, gamma }: GammaGamma, purchases: number, amount: number): number {
  const x = amount > 0 ? purchases : 0;
  return (p * (gamma + x * amount)) / (p * x + q - 1);
}

/**
 * ln f(m | p, q, γ; x) summed over customers; those without purchases or with a mean of zero or less say nothing:
 *
 * f = Γ(p x + q) / (Γ(p x) Γ(q)) · γ^q m^(p x − 1) x^(p x) / (γ + m x)^(p x + q)
 *
 * Source: Fader & Hardie, The Gamma-Gamma Model of Monetary Value, 2013.
 */
export function gammaGammaLogLikelihood(model: GammaGamma, spends: readonly CountedSpend[]): number {
  return slopeOf(spends.filter(isTelling), model).value;
}

/**
 * The parameters under which the mean amounts are most likely; γ comes in the unit of the amounts. q is kept above 1, where
 * the mean of all customers is finite. The search goes over the logarithms of p, q − 1 and γ by BFGS with the exact gradient,
 * from a moderate spread about the mean amount.
 */
export function fitGammaGamma(spends: readonly CountedSpend[]): GammaGammaFit {
  const telling = spends.filter(isTelling);
  const customers = telling.reduce((sum, spend) => sum + spend.customers, 0);
  if (customers === 0) return { kind: 'no_spend' };
  const mean = telling.reduce((sum, spend) => sum + spend.customers * spend.amount, 0) / customers;
  const modelAt = ([p = 0, q = 0, gamma = 0]: readonly number[]): GammaGamma => ({
    p: START_P * Math.exp(p),
    q: 1 + (START_Q - 1) * Math.exp(q),
    gamma: ((mean * (START_Q - 1)) / START_P) * Math.exp(gamma),
  });
  const slopeAt = (point: readonly number[]): Slope => {
    const model = modelAt(point);
    const { value, gradient } = slopeOf(telling, model);
    const [byP = 0, byQ = 0, byGamma = 0] = gradient;
    const byLogs = [model.p * byP, (model.q - 1) * byQ, model.gamma * byGamma];
    return { value: -value / customers, gradient: byLogs.map((part) => -part / customers) };
  };
  const limits = { stepsMax: STEPS_MAX, gradientMax: GRADIENT_MAX, rangeMax: RANGE_MAX };
  const found = minimise(slopeAt, [0, 0, 0], limits);
  const isAtBorder = found.point.some((value) => Math.abs(value) >= RANGE_MAX);
  return {
    kind: found.isConverged && !isAtBorder ? 'fitted' : 'not_converged',
    model: modelAt(found.point),
    logLikelihood: -found.value * customers,
    steps: found.steps,
  };
}

const isTelling = ({ purchases, amount, customers }: CountedSpend): boolean =>
  purchases > 0 && amount > 0 && customers > 0;

/** The log-likelihood and its derivatives by p, q and γ. ln(γ + m x) is taken apart so that no large logarithms cancel. */
function slopeOf(spends: readonly CountedSpend[], model: GammaGamma): Slope {
  const { p, q, gamma } = model;
  const terms = new Map<number, SpendTerm>();
  let [value, byP, byQ, byGamma] = [0, 0, 0, 0];
  for (const { purchases: x, amount: m, customers } of spends) {
    let term = terms.get(x);
    if (term === undefined) {
      term = termOf(model, x);
      terms.set(x, term);
    }
    const total = m * x;
    const [fromSpend, fromGamma] = [-Math.log1p(gamma / total), -Math.log1p(total / gamma)];
    value += customers * (term.value + p * x * fromSpend + q * fromGamma - Math.log(m));
    byP += customers * x * (term.byPurchase + fromSpend);
    byQ += customers * (term.byQ + fromGamma);
    byGamma += customers * (q / gamma - (p * x + q) / (gamma + total));
  }
  return { value, gradient: [byP, byQ, byGamma] };
}

type SpendTerm = { readonly value: number; readonly byPurchase: number; readonly byQ: number };

/** What depends on x alone: ln (Γ(p x + q) / (Γ(p x) Γ(q))), and its derivatives by p x and by q. */
function termOf({ p, q }: GammaGamma, x: number): SpendTerm {
  const all = digamma(p * x + q);
  return {
    value: logGamma(p * x + q) - logGamma(p * x) - logGamma(q),
    byPurchase: all - digamma(p * x),
    byQ: all - digamma(q),
  };
}
