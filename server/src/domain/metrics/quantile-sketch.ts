// Quantiles of any number of values in bounded memory. It keeps counts in buckets, not values: what comes out is within
// 0.5 % of the exact answer.

/** Plain data: it may be written down as JSON between two parts of a run, and added to later. */
export type QuantileSketch = { count: number; zeroes: number; readonly buckets: number[] };

/** Each bucket reaches to 1.01 times its lower border, so its middle is at most 0.5 % away from what fell into it. */
const GROWTH = 1.01;
const LOG_GROWTH = Math.log(GROWTH);
/** Anything smaller counts as zero: a tenth of a cent, or a thousandth of a day. */
const SMALLEST = 0.001;
/** Buckets up to about 10¹³; anything larger falls into the last. */
const BUCKETS = 3_704;

export function emptySketch(): QuantileSketch {
  return { count: 0, zeroes: 0, buckets: Array.from({ length: BUCKETS }, () => 0) };
}

/** Counts a value in, in place; values below 0.001, negative ones too, count as zero. */
export function addValue(sketch: QuantileSketch, value: number): void {
  sketch.count += 1;
  if (!(value >= SMALLEST)) {
    sketch.zeroes += 1;
    return;
  }
  const bucket = Math.min(BUCKETS - 1, Math.floor(Math.log(value / SMALLEST) / LOG_GROWTH));
  sketch.buckets[bucket] = (sketch.buckets[bucket] ?? 0) + 1;
}

/** Adds the counts of `other` to `sketch`, as if all its values had been added. */
export function addSketch(sketch: QuantileSketch, other: QuantileSketch): void {
  sketch.count += other.count;
  sketch.zeroes += other.zeroes;
  for (const [bucket, count] of other.buckets.entries()) sketch.buckets[bucket] = (sketch.buckets[bucket] ?? 0) + count;
}

/**
 * The value at part `q` (0 to 1; 0.5 is the median) of the values in order, the lower of two in the middle; null when there
 * are none. Within 0.5 % for values from 0.001 to 10¹³. Source: Masson, Rim & Lee, DDSketch: A Fast and Fully-Mergeable
 * Quantile Sketch with Relative-Error Guarantees, 2019.
 */
export function quantile(sketch: QuantileSketch, q: number): number | null {
  if (sketch.count === 0) return null;
  const place = Math.max(1, Math.ceil(Math.min(1, q) * sketch.count));
  let passed = sketch.zeroes;
  if (passed >= place) return 0;
  for (const [bucket, count] of sketch.buckets.entries()) {
    passed += count;
    if (passed >= place) return middleOf(bucket);
  }
  return middleOf(BUCKETS - 1);
}

/** The value that is off by the same part from both borders of the bucket. */
const middleOf = (bucket: number): number => (SMALLEST * GROWTH ** bucket * 2 * GROWTH) / (1 + GROWTH);
