// How a customer's metrics and the model behind them look over /v1. Amounts are in the smallest unit of the currency.
import { z } from 'zod';
import type { Fitted } from '../../domain/metrics/metric-model.ts';
import { besideMedians, type RfmByWindow, type RfmMedians } from '../../domain/metrics/rfm.ts';
import { isoText } from '../../domain/time.ts';
import { instant, instantOrNull, uuid } from './shapes.ts';

const percentile = z.number().min(0).max(100).nullable();
const part = z.number().min(0).max(1).nullable();

export const reasonShape = z
  .enum(['not_computed', 'no_purchases', 'left_out', 'no_model', 'none_found'])
  .nullable()
  .meta({
    description:
      'Why there is nothing to tell. not_computed: no run has come by since there are purchases; no_purchases: none ' +
      'that were not taken back; left_out: test personas do not count, nor do customers whose processing is stopped; no_model: too few customers came back for a ' +
      'model, or there was no spending; none_found: nothing was bought together with what this customer bought.',
  });

const besideShape = z
  .strictObject({ value: z.number().nullable(), median: z.number().nullable() })
  .meta({ id: 'MetricBesideMedian' });
const rfmShape = z
  .strictObject({
    recency_days: besideShape,
    frequency: besideShape,
    monetary: besideShape,
  })
  .meta({
    id: 'RfmMetrics',
    description: 'Whole days since the last purchase in the window, purchases in it, and their amounts together.',
  });

export const customerMetricsShape = z
  .strictObject({
    as_of: instantOrNull.meta({ description: 'Purchases up to then count; null before the first run.' }),
    run: uuid.nullable(),
    currency: z.string(),
    rfm: z.strictObject({
      days_7: rfmShape,
      days_30: rfmShape,
      lifetime: rfmShape,
      reason: reasonShape,
    }),
    lifetime_value: z.strictObject({
      amount: z.int().nullable().meta({ description: 'Expected revenue of the next twelve months, discounted.' }),
      percentile: percentile.meta({ description: '90: worth more than 90 % of all customers.' }),
      reason: reasonShape,
    }),
    churn: z.strictObject({
      risk: part.meta({ description: 'The chance that the customer has stopped buying.' }),
      probability_alive: part,
      percentile: percentile.meta({ description: '90: riskier than 90 % of all customers with a purchase.' }),
      band: z.enum(['low', 'medium', 'high']).nullable(),
      reason: reasonShape,
    }),
    affinities: z.strictObject({
      items: z.array(
        z.strictObject({
          item: z.string(),
          name: z.string().nullable(),
          probability: z.number(),
          lift: z.number().meta({ description: 'How many times as likely as for any customer.' }),
          level: z.enum(['low', 'medium', 'high']),
        }),
      ),
      reason: reasonShape,
    }),
  })
  .meta({ id: 'CustomerMetrics' });

const median = z.number().nullable();
const mediansShape = z.strictObject({ recency_days: median, frequency: median, monetary: median });

function fitShape<Parameters extends z.ZodType>(parameters: Parameters) {
  return z.strictObject({
    status: z.enum(['fitted', 'kept', 'unsettled', 'none']).meta({
      description:
        'kept: these customers gave no model, so the last good one is used. unsettled: the data do not determine the ' +
        'parameters, and for want of a good model the best that was found is used. none: there is no model.',
    }),
    reason: z.enum(['not_converged', 'no_repeats', 'no_spend', 'too_few']).nullable(),
    fitted_as_of: instantOrNull,
    parameters: parameters.nullable(),
    log_likelihood: z.number().nullable(),
    steps: z.int().nullable(),
  });
}

export const metricModelShape = z
  .strictObject({
    run: uuid,
    as_of: instant,
    computed_at: instant,
    finished_at: instantOrNull.meta({ description: 'Null while figures of customers are still written.' }),
    customers: z.int(),
    buyers: z.int().meta({ description: 'Customers with a purchase.' }),
    repeaters: z.int().meta({ description: 'Customers with purchases on two days or more.' }),
    sampled: z.int().meta({ description: 'Customers that the models were fitted to.' }),
    unit: z.literal('week'),
    currency: z.string(),
    purchases: fitShape(z.strictObject({ r: z.number(), alpha: z.number(), a: z.number(), b: z.number() })),
    spend: fitShape(z.strictObject({ p: z.number(), q: z.number(), gamma: z.number() })),
    horizon: z.strictObject({ months: z.int(), discount_per_year: z.number() }),
    medians: z.strictObject({ days_7: mediansShape, days_30: mediansShape, lifetime: mediansShape }),
  })
  .meta({ id: 'MetricModel' });

export function rfmJson(rfm: RfmByWindow | null, medians: RfmMedians | null) {
  const { days7, days30, lifetime } = besideMedians(rfm ?? UNKNOWN, medians ?? UNKNOWN);
  return { days_7: besideJson(days7), days_30: besideJson(days30), lifetime: besideJson(lifetime) };
}

const nothing = { recencyDays: null, frequency: null, monetary: null };
const UNKNOWN: RfmMedians = { days7: nothing, days30: nothing, lifetime: nothing };

type ByMeasure<Value> = { readonly recencyDays: Value; readonly frequency: Value; readonly monetary: Value };
type Beside = { readonly value: number | null; readonly median: number | null };

function besideJson({ recencyDays, frequency, monetary }: ByMeasure<Beside>) {
  return {
    recency_days: { ...recencyDays },
    frequency: { ...frequency },
    monetary: { value: monetary.value, median: wholeOf(monetary.median) },
  };
}

const wholeOf = (value: number | null): number | null => (value === null ? null : Math.round(value));

export function mediansJson({ days7, days30, lifetime }: RfmMedians) {
  const json = ({ recencyDays, frequency, monetary }: ByMeasure<number | null>) => ({
    recency_days: recencyDays,
    frequency,
    monetary: wholeOf(monetary),
  });
  return { days_7: json(days7), days_30: json(days30), lifetime: json(lifetime) };
}

export function fitJson<Model extends object>(fit: Fitted<Model>) {
  return {
    status: fit.status,
    reason: fit.reason,
    fitted_as_of: fit.status === 'none' ? null : isoText(fit.fittedAt),
    parameters: fit.model === null ? null : { ...fit.model },
    log_likelihood: 'logLikelihood' in fit ? fit.logLikelihood : null,
    steps: 'steps' in fit ? fit.steps : null,
  };
}
