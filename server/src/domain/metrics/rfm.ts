// Recency, frequency and monetary value of a customer over the last 7 days, the last 30, and the whole account, and the
// medians of all customers to hold them against. It forecasts nothing.
import { DAY_MS, type Instant } from '../time.ts';
import { addSketch, addValue, emptySketch, type QuantileSketch, quantile } from './quantile-sketch.ts';

/** A purchase with its returns taken off; one that was returned whole is left out by the caller. */
export type ValuedPurchase = { readonly at: Instant; readonly amount: number };

type Rfm = {
  /** Whole days from the last purchase in the window until now; null without one. */
  readonly recencyDays: number | null;
  /** Purchases in the window. */
  readonly frequency: number;
  /** Their amounts together, in the money of the purchases. */
  readonly monetary: number;
};

/** How long each window reaches back; null is the whole account. */
const RFM_WINDOWS = { days7: 7, days30: 30, lifetime: null } as const;
type RfmWindow = keyof typeof RFM_WINDOWS;
export type RfmByWindow = { readonly [Window in RfmWindow]: Rfm };

/** The same measures of the middle customer; frequency and monetary are null only when there are no customers. */
type RfmMedian = { readonly [Measure in keyof Rfm]: number | null };
export type RfmMedians = { readonly [Window in RfmWindow]: RfmMedian };

type Beside = { readonly value: number | null; readonly median: number | null };
export type RfmComparison = { readonly [Window in RfmWindow]: { readonly [Measure in keyof Rfm]: Beside } };

type RfmSketch = { readonly [Measure in keyof Rfm]: QuantileSketch };
export type RfmSketches = { readonly [Window in RfmWindow]: RfmSketch };

/**
 * R, F and M for each window, from purchases in any order. A window of n days holds what happened later than n · 24 hours
 * before `now` and not after it. Source of the measures: Hughes, Strategic Database Marketing, 1994.
 */
export function rfm(purchases: readonly ValuedPurchase[], now: Instant): RfmByWindow {
  return eachWindow((window) => rfmSince(purchases, startOf(window, now), now));
}

function rfmSince(purchases: readonly ValuedPurchase[], after: Instant, now: Instant): Rfm {
  let [frequency, monetary, last] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const { at, amount } of purchases) {
    if (at <= after || at > now) continue;
    frequency += 1;
    monetary += amount;
    last = Math.max(last, at);
  }
  return { recencyDays: frequency === 0 ? null : Math.floor((now - last) / DAY_MS), frequency, monetary };
}

function startOf(window: RfmWindow, now: Instant): Instant {
  const days = RFM_WINDOWS[window];
  return days === null ? Number.NEGATIVE_INFINITY : now - days * DAY_MS;
}

/** Each measure of a customer beside the median of all, window by window. */
export function besideMedians(customer: RfmByWindow | RfmMedians, medians: RfmMedians): RfmComparison {
  return eachWindow((window) =>
    eachMeasure((measure) => ({ value: customer[window][measure], median: medians[window][measure] })),
  );
}

/** Begins to gather the medians of all customers: nine sketches, bounded however many customers follow. */
export function emptyRfmSketches(): RfmSketches {
  return eachWindow(() => eachMeasure(() => emptySketch()));
}

/** Counts a customer in, in place. Who bought nothing in a window counts there with 0 purchases, and not for recency. */
export function addCustomer(sketches: RfmSketches, customer: RfmByWindow): void {
  eachWindow((window) =>
    eachMeasure((measure) => {
      const value = customer[window][measure];
      if (value !== null) addValue(sketches[window][measure], value);
    }),
  );
}

/** Joins what another part of the customers came to into `sketches`, in place. */
export function addRfmSketches(sketches: RfmSketches, other: RfmSketches): void {
  eachWindow((window) => eachMeasure((measure) => addSketch(sketches[window][measure], other[window][measure])));
}

/** The medians of the customers counted in, within 0.5 %; days and counts as whole numbers, so exact up to 100. */
export function mediansOf(sketches: RfmSketches): RfmMedians {
  return eachWindow((window) => ({
    recencyDays: whole(quantile(sketches[window].recencyDays, 0.5)),
    frequency: whole(quantile(sketches[window].frequency, 0.5)),
    monetary: quantile(sketches[window].monetary, 0.5),
  }));
}

const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));

const eachWindow = <Value>(make: (window: RfmWindow) => Value): { readonly [Window in RfmWindow]: Value } => ({
  days7: make('days7'),
  days30: make('days30'),
  lifetime: make('lifetime'),
});

const eachMeasure = <Value>(make: (measure: keyof Rfm) => Value): { readonly [Measure in keyof Rfm]: Value } => ({
  recencyDays: make('recencyDays'),
  frequency: make('frequency'),
  monetary: make('monetary'),
});
