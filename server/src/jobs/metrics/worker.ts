// The thread in which metrics are reckoned: it gets customers, and answers with the model and the figures. It reads and writes
// nothing.
import { parentPort } from 'node:worker_threads';
import { customersOf } from '../../domain/metrics/customer-columns.ts';
import { type CustomerFigures, type Judge, judgeOf } from '../../domain/metrics/customer-figures.ts';
import { localDays } from '../../domain/metrics/local-days.ts';
import { concludeSurvey } from '../../domain/metrics/metric-model.ts';
import { addToSurvey, emptySurvey, type MetricSurvey } from '../../domain/metrics/metric-survey.ts';
import { assertNever, type Instant } from '../../domain/time.ts';
import type { MetricAnswer, MetricTask } from './task.ts';

let survey: MetricSurvey | null = null;
let judge: Judge | null = null;
let dayOf: (at: Instant) => number = localDays('UTC');

parentPort?.on('message', (task: MetricTask) => parentPort?.postMessage(answerTo(task)));

function answerTo(task: MetricTask): MetricAnswer {
  switch (task.kind) {
    case 'begin':
      dayOf = localDays(task.timeZone);
      survey = emptySurvey({ asOf: task.asOf, untilDay: dayOf(task.asOf), items: task.items });
      return { kind: 'ready' };
    case 'survey':
      if (survey === null) throw new Error('A survey was not begun.');
      for (const customer of customersOf(task.columns, dayOf)) addToSurvey(survey, customer);
      return { kind: 'ready' };
    case 'conclude': {
      if (survey === null) throw new Error('A survey was not begun.');
      const model = concludeSurvey(survey, task.last);
      survey = null;
      return { kind: 'model', model };
    }
    case 'judge_by':
      dayOf = localDays(task.timeZone);
      judge = judgeOf(task.model, { includesBought: task.includesBought });
      return { kind: 'ready' };
    case 'judge': {
      const figures: CustomerFigures[] = [];
      for (const customer of customersOf(task.columns, dayOf)) {
        const found = judge?.(customer) ?? null;
        if (found !== null) figures.push(found);
      }
      return { kind: 'figures', figures };
    }
    default:
      return assertNever(task);
  }
}
