// The special functions that the purchase models need: log-gamma, digamma, Gauss's hypergeometric function, softplus.
// For the arguments met there, positive parameters and 0 ≤ z < 1; no reflection, no complex numbers.

/** From here on the asymptotic series below are exact to the last digits of a double. */
const ASYMPTOTIC_FROM = 10;
const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
/** Enough for z up to about 0.98; whoever meets more has a better way than a longer series. */
const SERIES_TERMS_MAX = 2_000;

/**
 * ln Γ(x) for x > 0, to about 15 digits.
 *
 * ln Γ(x) = (x − ½) ln x − x + ½ ln 2π + 1/(12x) − 1/(360x³) + …, with Γ(x) = Γ(x + n) / (x (x + 1) … (x + n − 1)) before
 * it for small x. Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 1964, 6.1.15 and 6.1.41.
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < ASYMPTOTIC_FROM) {
    product *= shifted;
    shifted += 1;
  }
  const y = 1 / (shifted * shifted);
  const tail = 1 / 12 + y * (-1 / 360 + y * (1 / 1_260 + y * (-1 / 1_680 + y * (1 / 1_188 + y * (-691 / 360_360)))));
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + tail / shifted - Math.log(product);
}

/**
 * ψ(x) = d ln Γ(x) / dx for x > 0, to about 14 digits.
 *
 * ψ(x) = ln x − 1/(2x) − 1/(12x²) + 1/(120x⁴) − …, with ψ(x) = ψ(x + 1) − 1/x before it for small x.
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 1964, 6.3.5 and 6.3.18.
 */
export function digamma(x: number): number {
  let shifted = x;
  let before = 0;
  while (shifted < ASYMPTOTIC_FROM) {
    before += 1 / shifted;
    shifted += 1;
  }
  const y = 1 / (shifted * shifted);
  const tail = 1 / 12 + y * (-1 / 120 + y * (1 / 252 + y * (-1 / 240 + y * (1 / 132 + y * (-691 / 32_760)))));
  return Math.log(shifted) - 0.5 / shifted - y * tail - before;
}

/**
 * Gauss's hypergeometric function for 0 ≤ z < 1:
 *
 * ₂F₁(a, b; c; z) = Σₖ (a)ₖ (b)ₖ / (c)ₖ · zᵏ / k!, where (a)ₖ = a (a + 1) … (a + k − 1).
 *
 * NaN where it has no value (c zero or a negative whole number) or where 2,000 terms do not reach the last digit; infinite
 * where it is larger than a double. Source: Abramowitz & Stegun, Handbook of Mathematical Functions, 1964, 15.1.1.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  if (c <= 0 && Number.isInteger(c)) return Number.NaN;
  let term = 1;
  let sum = 1;
  for (let k = 0; k < SERIES_TERMS_MAX; k += 1) {
    const ratio = (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z;
    term *= ratio;
    sum += term;
    // What follows is at most a geometric series of the last ratio, once the terms fall.
    if (ratio < 1 && c + k > 0 && Math.abs(term) <= Number.EPSILON * 0.1 * (1 - ratio) * Math.abs(sum)) return sum;
    if (!Number.isFinite(sum)) return sum;
  }
  return Number.NaN;
}

/** ln(1 + eᵘ) without overflow. */
export function softplus(u: number): number {
  return u > 0 ? u + Math.log1p(Math.exp(-u)) : Math.log1p(Math.exp(u));
}
