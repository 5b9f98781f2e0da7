// What a run knows of all customers: the fitted models, the medians, and the ranks that one customer is held against. Plain
// data, written down once for each run. What it says of a customer is customer-figures.ts.

import type { Instant } from '../time.ts';
import type { BgNbd } from './bg-nbd.ts';
import { fitBgNbd } from './bg-nbd-fit.ts';
import { type ItemCounts, keptCounts } from './co-purchase-count.ts';
import { churnRisk, customerLifetimeValue, type Horizon } from './customer-value.ts';
import { fitGammaGamma, type GammaGamma } from './gamma-gamma.ts';
import type { MetricSurvey } from './metric-survey.ts';
import { countHistories, type PurchaseSummary } from './purchase-history.ts';
import { rankPoints } from './rank-points.ts';
import { mediansOf, type RfmMedians } from './rfm.ts';

type Found<Model> = {
  readonly model: Model;
  readonly fittedAt: Instant;
  readonly logLikelihood: number;
  readonly steps: number;
};

type NotFitted = 'not_converged' | 'no_repeats' | 'no_spend' | 'too_few';

/**
 * `kept`: these customers gave no model, so the last good one is used; `reason` says why. Without a good one it is `unsettled`
 * when the search came to an end that the data do not determine, which is used all the same, and `none` when there is nothing
 * to search in.
 */
export type Fitted<Model> =
  | ({ readonly status: 'fitted'; readonly reason: null } & Found<Model>)
  | ({ readonly status: 'unsettled'; readonly reason: 'not_converged' } & Found<Model>)
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
  /** Of lifetime values, whoever bought nothing with 0, see `rankPoints`; null without models. */
  readonly valueRanks: readonly number[] | null;
  /** Of risks of churn, over customers with a purchase; null without a model. */
  readonly riskRanks: readonly number[] | null;
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
  | {
      readonly kind: 'fitted' | 'not_converged';
      readonly model: Model;
      readonly logLikelihood: number;
      readonly steps: number;
    }
  | { readonly kind: Exclude<NotFitted, 'not_converged'> };

function fittedOf<Model>(
  fit: Fit<Model>,
  asOf: Instant,
  last: { readonly model: Model; readonly fittedAt: Instant } | null,
): Fitted<Model> {
  if (fit.kind !== 'fitted' && last !== null) return { status: 'kept', ...last, reason: fit.kind };
  if (fit.kind !== 'fitted' && fit.kind !== 'not_converged') return { status: 'none', model: null, reason: fit.kind };
  const { model, logLikelihood, steps } = fit;
  const found = { model, fittedAt: asOf, logLikelihood, steps };
  return fit.kind === 'fitted'
    ? { status: 'fitted', ...found, reason: null }
    : { status: 'unsettled', ...found, reason: 'not_converged' };
}

function ranksOf(
  { sample, buyers, customers }: MetricSurvey,
  purchases: BgNbd | null,
  spend: GammaGamma | null,
): Pick<MetricModel, 'valueRanks' | 'riskRanks'> {
  if (purchases === null) return { valueRanks: null, riskRanks: null };
  const { summaries } = sample;
  const riskRanks = rankPoints(Float64Array.from(summaries, (summary) => churnRisk(purchases, summary)));
  if (spend === null) return { valueRanks: null, riskRanks };
  const worth = (summary: PurchaseSummary) => customerLifetimeValue({ purchases, spend }, summary, HORIZON);
  // Whoever bought nothing is worth nothing yet; as many of them as the sample has buyers of all buyers.
  const others = buyers === 0 ? 0 : Math.round(((customers - buyers) * summaries.length) / buyers);
  return { valueRanks: rankPoints(Float64Array.from(summaries, worth), others), riskRanks };
}
