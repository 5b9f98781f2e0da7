// The mean of a function over a beta distribution, by numerical integration that stands parameters near zero and large
// ones alike. It knows nothing of purchases.
import { logGamma, softplus } from './special-functions.ts';

/** Two steps that agree to this are taken as the answer; the next halving would gain about as many digits again. */
const AGREEMENT = 1e-10;
const FIRST_STEP = 0.5;
const HALVINGS_MAX = 6;
/** Where the density has fallen to e⁻⁴⁰ of a part of its peak, nothing that counts is left. */
const TAIL_LOG = 40;

/**
 * E[f(p)] for p ~ Beta(a, b), a > 0, b > 0, with f finite and smooth on [0, 1].
 *
 * ∫ f(p) pᵃ⁻¹ (1 − p)ᵇ⁻¹ dp / B(a, b), with p = 1 / (1 + e⁻ᵘ) and u = ln(a / b) + s·sinh v, by the trapezoidal rule over v:
 * in v the integrand falls double-exponentially on both sides, for which this rule gains digits in proportion to its
 * points. Source: Takahasi & Mori, Double Exponential Formulas for Numerical Integration, 1974.
 */
export function betaMean(a: number, b: number, f: (p: number) => number): number {
  const logBeta = logGamma(a) + logGamma(b) - logGamma(a + b);
  const centre = Math.log(a / b);
  // The density of u has about this width, and tails of e^(a·u) to the left and e^(−b·u) to the right.
  const width = Math.sqrt(1 / a + 1 / b);
  const weighted = (v: number): number => {
    const u = centre + width * Math.sinh(v);
    const density = Math.exp(-a * softplus(-u) - b * softplus(u) - logBeta) * width * Math.cosh(v);
    return density === 0 ? 0 : density * f(1 / (1 + Math.exp(-u)));
  };
  const from = -Math.asinh(TAIL_LOG / (Math.min(a, 1) * width) + TAIL_LOG / 4);
  const to = Math.asinh(TAIL_LOG / (Math.min(b, 1) * width) + TAIL_LOG / 4);

  let step = FIRST_STEP;
  let mean = step * sumOver(weighted, { from: Math.floor(from / step) * step, to, step });
  for (let halving = 0; halving < HALVINGS_MAX; halving += 1) {
    const first = Math.floor(from / step) * step + step / 2;
    const finer = mean / 2 + (step / 2) * sumOver(weighted, { from: first, to, step });
    const isSettled = Math.abs(finer - mean) <= AGREEMENT * Math.abs(finer);
    mean = finer;
    step /= 2;
    if (isSettled) break;
  }
  return mean;
}

function sumOver(f: (v: number) => number, range: { from: number; to: number; step: number }): number {
  let sum = 0;
  for (let v = range.from; v <= range.to; v += range.step) sum += f(v);
  return sum;
}
