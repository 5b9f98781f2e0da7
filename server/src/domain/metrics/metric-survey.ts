// The first look at all customers: what a run has to know of everybody before it can say where one of them stands. In bounded
// memory, customer by customer, in any order. Fitting the models to it is metric-model.ts.

import type { Instant } from '../time.ts';
import { addCoPurchases, type CoPurchaseCount, emptyCoPurchases, OWN_ITEMS_MAX } from './co-purchase-count.ts';
import type { CustomerPurchases } from './customer-columns.ts';
import { addToSample, type CustomerSample, emptySample } from './customer-sample.ts';
import { type PurchaseSummary, summarisePurchases } from './purchase-history.ts';
import { addCustomer, emptyRfmSketches, type RfmSketches, rfm } from './rfm.ts';

export type MetricSurvey = {
  readonly asOf: Instant;
  /** The local day of `asOf`, see `localDays`. */
  readonly untilDay: number;
  readonly items: readonly string[];
  customers: number;
  /** Customers with a purchase. */
  buyers: number;
  /** Customers with purchases on two days or more. */
  repeaters: number;
  readonly rfm: RfmSketches;
  readonly sample: CustomerSample;
  readonly coPurchases: CoPurchaseCount;
};

export function emptySurvey(
  of: { readonly asOf: Instant; readonly untilDay: number; readonly items: readonly string[] },
  sampleMax?: number,
): MetricSurvey {
  const { asOf, untilDay, items } = of;
  return {
    asOf,
    untilDay,
    items,
    customers: 0,
    buyers: 0,
    repeaters: 0,
    rfm: emptyRfmSketches(),
    sample: emptySample(sampleMax),
    coPurchases: emptyCoPurchases(items.length),
  };
}

export function addToSurvey(survey: MetricSurvey, customer: CustomerPurchases): void {
  survey.customers += 1;
  addCustomer(survey.rfm, rfm(customer.purchases, survey.asOf));
  const summary = weeklySummary(customer, survey.untilDay);
  if (summary === null) return;
  survey.buyers += 1;
  if (summary.repeats > 0) survey.repeaters += 1;
  addToSample(survey.sample, customer.id, summary);
  addCoPurchases(
    survey.coPurchases,
    customer.items.slice(0, OWN_ITEMS_MAX).map(({ item }) => item),
  );
}

const DAYS_PER_WEEK = 7;

/** A customer's history with times in weeks, the unit of the models; null without a purchase. */
export function weeklySummary({ purchases }: CustomerPurchases, untilDay: number): PurchaseSummary | null {
  const summary = summarisePurchases(purchases, untilDay);
  if (summary === null) return null;
  return { ...summary, recency: summary.recency / DAYS_PER_WEEK, age: summary.age / DAYS_PER_WEEK };
}
