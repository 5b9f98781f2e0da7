// Keeps of a long list of values what percentile ranks need, in bounded size. The rank itself is `percentileRank`.

/** A rank is off by at most 100 / 5,000 = 0.02. */
const POINTS_MAX = 5_000;

/**
 * Values at even distances in the ascending order of `values` and as many zeroes as `zeroes` says: all of them while they
 * are few. Being every n-th value, they have the ranks of the whole list, and what many share stands in it more than once.
 */
export function rankPoints(values: Float64Array, zeroes = 0): readonly number[] {
  const ascending = values.toSorted();
  const count = ascending.length + zeroes;
  const points = Math.min(POINTS_MAX, count);
  return Array.from({ length: points }, (_, point) => {
    const place = Math.floor(((point + 0.5) * count) / points);
    return place < zeroes ? 0 : (ascending[place - zeroes] ?? 0);
  });
}
