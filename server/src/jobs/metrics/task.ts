// What the thread that reckons metrics is asked and what it answers: one message each way for every question, in order.
import type { CustomerColumns } from '../../domain/metrics/customer-columns.ts';
import type { CustomerFigures } from '../../domain/metrics/customer-figures.ts';
import type { LastGood, MetricModel } from '../../domain/metrics/metric-model.ts';
import type { Instant } from '../../domain/time.ts';

export type MetricTask =
  /** Begins a survey of all customers. */
  | { readonly kind: 'begin'; readonly asOf: Instant; readonly timeZone: string; readonly items: readonly string[] }
  | { readonly kind: 'survey'; readonly columns: CustomerColumns }
  | { readonly kind: 'conclude'; readonly last: LastGood }
  /** Takes a model to judge customers by. */
  | {
      readonly kind: 'judge_by';
      readonly model: MetricModel;
      readonly timeZone: string;
      readonly includesBought: boolean;
    }
  | { readonly kind: 'judge'; readonly columns: CustomerColumns };

export type MetricAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'model'; readonly model: MetricModel }
  | { readonly kind: 'figures'; readonly figures: readonly CustomerFigures[] };
