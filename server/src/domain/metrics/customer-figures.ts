// What a run's model says of one customer: recency, frequency and spending, lifetime value, risk of churn, affinities.
import { type Affinity, type AffinityRanker, affinityRanker } from './affinity.ts';
import { coPurchasesOf, OWN_ITEMS_MAX } from './co-purchase-count.ts';
import type { CustomerPurchases } from './customer-columns.ts';
import { type ChurnBand, churnBand, churnRisk, customerLifetimeValue, percentileRank } from './customer-value.ts';
import { HORIZON, type MetricModel } from './metric-model.ts';
import { weeklySummary } from './metric-survey.ts';
import type { PurchaseSummary } from './purchase-history.ts';
import { type RfmByWindow, rfm } from './rfm.ts';

const AFFINITIES_MAX = 10;

export type CustomerFigures = {
  readonly id: string;
  readonly rfm: RfmByWindow;
  /** In the smallest unit of the currency, with its place among all customers, 0 to 100; null without models. */
  readonly value: { readonly amount: number; readonly percentile: number } | null;
  /** Null without a model. */
  readonly churn: { readonly risk: number; readonly percentile: number; readonly band: ChurnBand } | null;
  readonly affinities: readonly Affinity[];
};

/** Null for a customer without a purchase, of whom there is nothing to tell. */
export type Judge = (customer: CustomerPurchases) => CustomerFigures | null;

export function judgeOf(model: MetricModel, options: { readonly includesBought: boolean }): Judge {
  const valueRank = model.valueRanks === null ? null : rankAmong(model.valueRanks);
  const riskRank = model.riskRanks === null ? null : rankAmong(model.riskRanks);
  const ranker = affinityRanker(coPurchasesOf(model.items));
  const ids = model.items.items.map(({ item }) => item);
  return (customer) => {
    const summary = weeklySummary(customer, model.untilDay);
    if (summary === null) return null;
    return {
      id: customer.id,
      rfm: rfm(customer.purchases, model.asOf),
      value: valueRank === null ? null : worthOf(model, summary, valueRank),
      churn: riskRank === null ? null : churnOf(model, summary, riskRank),
      affinities: affinitiesOf({ ranker, ids, customer, includesBought: options.includesBought }),
    };
  };
}

type Rank = (value: number) => number | null;

function rankAmong(points: readonly number[]): Rank {
  const ascending = Float64Array.from(points);
  return (value) => percentileRank(ascending, value);
}

function worthOf({ purchases, spend }: MetricModel, summary: PurchaseSummary, rank: Rank): CustomerFigures['value'] {
  if (purchases.model === null || spend.model === null) return null;
  const amount = customerLifetimeValue({ purchases: purchases.model, spend: spend.model }, summary, HORIZON);
  const percentile = rank(amount);
  return percentile === null ? null : { amount: Math.round(amount), percentile };
}

function churnOf({ purchases }: MetricModel, summary: PurchaseSummary, rank: Rank): CustomerFigures['churn'] {
  if (purchases.model === null) return null;
  const risk = churnRisk(purchases.model, summary);
  const percentile = rank(risk);
  return percentile === null ? null : { risk, percentile, band: churnBand(risk) };
}

function affinitiesOf(of: {
  readonly ranker: AffinityRanker;
  readonly ids: readonly string[];
  readonly customer: CustomerPurchases;
  readonly includesBought: boolean;
}): readonly Affinity[] {
  const bought = new Map<string, number>();
  for (const { item, times } of of.customer.items.slice(0, OWN_ITEMS_MAX)) {
    const id = of.ids[item];
    if (id !== undefined) bought.set(id, times);
  }
  if (bought.size === 0) return [];
  return of.ranker(bought, { limit: AFFINITIES_MAX, includesBought: of.includesBought });
}
