// What a run knows of all customers: the fitted models, the medians, and the ranks that one customer is held against. Plain
// data, written down once for each run. What it says of a customer is customer-figures.ts.

import type { Instant } from '../time.ts';
import type { BgNbd } from './bg-nbd.ts';
import { fitBgNbd } from './bg-nbd-fit.ts';
import { type ItemCounts, keptCounts } from './co-purchase-count.ts';
import { churnRisk, customerLifetimeValue, type Horizon } from './customer-value.ts';
import { fitGammaGamma, type GammaGamma } from './gamma-gamma.ts';
import type { MetricSurvey } from './metric-survey.ts';
import { countHistories } from './purchase-history.ts';
import { addValue, emptySketch, type QuantileSketch } from './quantile-sketch.ts';
import { mediansOf, type RfmMedians } from './rfm.ts';

type NotFitted = 'not_converged' | 'no_repeats' | 'no_spend' | 'too_few';

/** `kept`: these customers gave no model, so the last good one is used; `reason` says why. `none`: there is no good one. */
export type Fitted<Model> =
  | {
      readonly status: 'fitted';
      readonly model: Model;
      readonly fittedAt: Instant;
      readonly logLikelihood: number;
      readonly steps: number;
      readonly reason: null;
    }
  | { readonly status: 'kept'; readonly model: Model; readonly fittedAt: Instant; readonly reason: NotFitted }
  | { readonly status: 'none'; readonly model: null; readonly reason: NotFitted };

export type MetricModel = {
  readonly asOf: Instant;
  readonly untilDay: number;
  readonly customers: number;
  readonly buyers: number;
  readonly repeaters: number;
  /** The customers that the models were fitted to. */
  readonly sampled: number;
  /** Times in weeks. */
  readonly purchases: Fitted<BgNbd>;
  /** Money in the smallest unit of the currency. */
  readonly spend: Fitted<GammaGamma>;
  readonly medians: RfmMedians;
  /** Of lifetime values, whoever bought nothing with 0; null without models. */
  readonly valueRanks: QuantileSketch | null;
  /** Of the odds of having left, over customers with a purchase; null without a model. */
  readonly riskRanks: QuantileSketch | null;
  readonly items: ItemCounts;
};

/** The last models that were fitted to customers, by an earlier run. */
export type LastGood = {
  readonly purchases: { readonly model: BgNbd; readonly fittedAt: Instant } | null;
  readonly spend: { readonly model: GammaGamma; readonly fittedAt: Instant } | null;
};

/** Fewer customers who came back say nothing of the others: four parameters would be fitted to chance. */
export const REPEATERS_MIN = 30;
export const HORIZON_MONTHS = 12;
export const DISCOUNT_PER_YEAR = 0.1;
const WEEKS_PER_MONTH = 365.25 / 12 / 7;

export const HORIZON: Horizon = {
  periods: HORIZON_MONTHS,
  periodLength: WEEKS_PER_MONTH,
  discountRate: (1 + DISCOUNT_PER_YEAR) ** (1 / 12) - 1,
};

/** Fits the models by maximum likelihood and ranks the customers with them. Seconds for half a million customers. */
export function concludeSurvey(survey: MetricSurvey, last: LastGood): MetricModel {
  const { asOf, untilDay, customers, buyers, repeaters, sample } = survey;
  const { summaries } = sample;
  const hasEnough = repeaters >= REPEATERS_MIN;
  const purchases = fittedOf(hasEnough ? fitBgNbd(countHistories(summaries)) : TOO_FEW, asOf, last.purchases);
  const spends = summaries.map(({ repeats, repeatAmount }) => ({
    purchases: repeats,
    amount: repeatAmount,
    customers: 1,
  }));
  const spend = fittedOf(hasEnough ? fitGammaGamma(spends) : TOO_FEW, asOf, last.spend);
  const counts = { asOf, untilDay, customers, buyers, repeaters, sampled: summaries.length };
  const medians = mediansOf(survey.rfm);
  const ranks = ranksOf(survey, purchases.model, spend.model);
  return { ...counts, purchases, spend, medians, ...ranks, items: keptCounts(survey.coPurchases, survey.items) };
}

const TOO_FEW = { kind: 'too_few' } as const;

type Fit<Model> =
  | { readonly kind: 'fitted'; readonly model: Model; readonly logLikelihood: number; readonly steps: number }
  | { readonly kind: NotFitted };

function fittedOf<Model>(
  fit: Fit<Model>,
  asOf: Instant,
  last: { readonly model: Model; readonly fittedAt: Instant } | null,
): Fitted<Model> {
  if (fit.kind === 'fitted') {
    const { model, logLikelihood, steps } = fit;
    return { status: 'fitted', model, fittedAt: asOf, logLikelihood, steps, reason: null };
  }
  if (last !== null) return { status: 'kept', ...last, reason: fit.kind };
  return { status: 'none', model: null, reason: fit.kind };
}

function ranksOf(
  { sample, buyers, customers }: MetricSurvey,
  purchases: BgNbd | null,
  spend: GammaGamma | null,
): Pick<MetricModel, 'valueRanks' | 'riskRanks'> {
  if (purchases === null) return { valueRanks: null, riskRanks: null };
  const riskRanks = emptySketch();
  for (const summary of sample.summaries) addValue(riskRanks, oddsOf(churnRisk(purchases, summary)));
  if (spend === null) return { valueRanks: null, riskRanks };
  const valueRanks = emptySketch();
  for (const summary of sample.summaries) {
    addValue(valueRanks, customerLifetimeValue({ purchases, spend }, summary, HORIZON));
  }
  // Whoever bought nothing is worth nothing yet; as many of them as the sample has buyers of all buyers.
  const part = buyers === 0 ? 1 : sample.summaries.length / buyers;
  const others = Math.round((customers - buyers) * part);
  valueRanks.count += others;
  valueRanks.zeroes += others;
  return { valueRanks, riskRanks };
}

/** Risks crowd near 1; their odds do not, so a sketch of those keeps them apart. */
export function oddsOf(risk: number): number {
  return risk / Math.max(1e-9, 1 - risk);
}
