// How a customer stands among all others, as the last run of metrics found it, and the model behind it. Reads only: starting a
// run is runs.ts.
import type { z } from 'zod';
import { DISCOUNT_PER_YEAR, HORIZON_MONTHS } from '../../domain/metrics/metric-model.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import {
  type AffinityRow,
  hasBought,
  type MetricRow,
  type ModelRow,
  readAffinities,
  readMetrics,
  readModelSummary,
} from '../../storage/metrics.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import {
  customerMetricsShape,
  fitJson,
  mediansJson,
  metricModelShape,
  type reasonShape,
  rfmJson,
} from './metric-shape.ts';
import { customerParams } from './shapes.ts';

const tags = ['Metrics'];

export function customerMetricRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/metrics',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'getCustomerMetrics',
        summary: 'Lifetime value, risk of churn, recency, frequency and spending beside the medians, and affinities',
        tags,
        params: customerParams,
        response: { 200: customerMetricsShape },
      },
    },
    async ({ params }) => {
      const { id, profile } = await findCustomer(deps, params.customer);
      const isLeftOut = profile.testPersona || profile.stoppedAt !== null;
      const row = isLeftOut ? null : await readMetrics(deps.pool, id);
      const model = await readModelSummary(deps.pool, row?.runId ?? null);
      const liked = row === null ? [] : await readAffinities(deps.pool, id);
      const absence = row === null ? await absenceOf(deps, { id, isLeftOut, model }) : null;
      const { currency } = (await liveProgramme(deps)).document;
      return metricsJson({ row, model, liked, absence, currency });
    },
  );

  app.get(
    '/v1/metrics/model',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'getMetricModel',
        summary: 'The models behind the metrics: parameters, medians, how many customers',
        tags,
        response: { 200: metricModelShape },
      },
    },
    async () => {
      const row = await readModelSummary(deps.pool, null);
      if (row === null) throw new EngineError('not_found');
      return modelJson(row, (await liveProgramme(deps)).document.currency);
    },
  );
}

type Reason = z.output<typeof reasonShape>;

/** Why there are no figures. */
async function absenceOf(
  deps: AdapterDeps,
  of: { readonly id: string; readonly isLeftOut: boolean; readonly model: ModelRow | null },
): Promise<Reason> {
  if (of.isLeftOut) return 'left_out';
  if (of.model === null || (await hasBought(deps.pool, of.id))) return 'not_computed';
  return 'no_purchases';
}

type Found = {
  readonly row: MetricRow | null;
  readonly model: ModelRow | null;
  readonly liked: readonly AffinityRow[];
  readonly absence: Reason;
  readonly currency: string;
};

function metricsJson({ row, model, liked, absence, currency }: Found): z.output<typeof customerMetricsShape> {
  // Whoever bought nothing has figures too: none in every window.
  const rfm = row?.rfm ?? (absence === 'no_purchases' ? NOTHING_BOUGHT : null);
  const [value, risk] = [row?.lifetimeValue ?? null, row?.churnRisk ?? null];
  return {
    as_of: isoOrNull(model?.model.asOf ?? null),
    run: model?.runId ?? null,
    currency,
    rfm: { ...rfmJson(rfm, model?.model.medians ?? null), reason: absence },
    lifetime_value: {
      amount: value,
      percentile: row?.valuePercentile ?? null,
      reason: absence ?? (value === null ? 'no_model' : null),
    },
    churn: {
      risk,
      probability_alive: risk === null ? null : 1 - risk,
      percentile: row?.churnPercentile ?? null,
      band: row?.churnBand ?? null,
      reason: absence ?? (risk === null ? 'no_model' : null),
    },
    affinities: {
      items: liked.map((one) => ({ ...one })),
      reason: absence ?? (liked.length === 0 ? 'none_found' : null),
    },
  };
}

const none = { recencyDays: null, frequency: 0, monetary: 0 };
const NOTHING_BOUGHT = { days7: none, days30: none, lifetime: none };

function modelJson(row: ModelRow, currency: string): z.output<typeof metricModelShape> {
  const { model } = row;
  return {
    run: row.runId,
    as_of: isoText(model.asOf),
    computed_at: isoText(row.computedAt),
    finished_at: isoOrNull(row.finishedAt),
    customers: model.customers,
    buyers: model.buyers,
    repeaters: model.repeaters,
    sampled: model.sampled,
    unit: 'week',
    currency,
    purchases: fitJson(model.purchases),
    spend: fitJson(model.spend),
    horizon: { months: HORIZON_MONTHS, discount_per_year: DISCOUNT_PER_YEAR },
    medians: mediansJson(model.medians),
  };
}
