// Shares whole amounts out by weights, so that the shares add up to the amount: the largest remainders get one more, of equal
// ones the earlier. It knows neither money nor points.

/** Weights are whole and not negative. Where all are 0, the first gets everything. */
export function split(amount: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? amount : 0));
  // Products of money and points leave the safe integers.
  const parts = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, whole: product / sum, rest: product % sum };
  });
  const left = Number(BigInt(amount) - parts.reduce((total, { whole }) => total + whole, 0n));
  const favoured = new Set(
    parts
      .toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1))
      .slice(0, left)
      .map(({ index }) => index),
  );
  return parts.map(({ index, whole }) => Number(whole) + (favoured.has(index) ? 1 : 0));
}

/** What of an amount belongs to the first `part` of `whole` pieces; for all of them it is the amount itself. */
export function proportion(amount: number, part: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(part)) / BigInt(whole));
}
