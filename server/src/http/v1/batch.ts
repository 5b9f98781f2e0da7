// Batches of facts: each item is parsed, decided and answered on its own, in the place where it stood. Which fact an item is,
// is said by the routes.
import { z } from 'zod';
import type { Json } from '../../domain/facts.ts';
import type { Answer, Engine, Lane, Submission } from '../../pipeline/submission.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { failureOf, type Problem, Refused } from '../problem.ts';
import { type DecisionJson, decisionJson, decisionShape } from './decision-shape.ts';
import { problemJson, problemShape } from './problem-shape.ts';
import { callerOf, type Exchange, type FactRequest, goneSignal, idempotencyKey } from './submit.ts';

export const BATCH_MAX = 1_000;

export const batchModeInput = {
  lane: z
    .enum(['live', 'bulk'])
    .default('live')
    .meta({ description: '`bulk` never delays live facts: for imports and back-fills.' }),
  history: z
    .boolean()
    .default(false)
    .meta({ description: 'Booked without outcomes and without the limit of lateness: for migrations.' }),
};

const resultShape = z.union([
  z.strictObject({ index: z.int(), status: z.literal(200), decision: decisionShape }),
  z.strictObject({ index: z.int(), status: z.int(), error: problemShape }),
]);
type ResultJson = z.output<typeof resultShape>;

export const batchShape = z.strictObject({
  accepted: z.int(),
  replayed: z.int(),
  refused: z.int(),
  results: z.array(resultShape).meta({ description: 'In the order of the items sent.' }),
});

/** Items are parsed one by one, so that a wrong one is answered in its place and does not stop the others. */
export const itemsInput = (schema: string) =>
  z
    .array(z.unknown().meta({ $ref: `#/components/schemas/${schema}` }))
    .min(1)
    .meta({ maxItems: BATCH_MAX });

type Batch = {
  /** The field of the body that has the items, as it was sent. */
  readonly field: string;
  readonly count: number;
  readonly mode: { readonly lane: Lane; readonly history: boolean };
  /** Parses an item, and says which fact it is; `key` is the item's own. */
  readonly factOf: (item: Json) => FactRequest;
  readonly withTrace?: boolean | undefined;
};

export async function submitBatch(
  engine: Engine,
  exchange: Exchange,
  { field, count, mode, factOf, withTrace }: Batch,
): Promise<z.output<typeof batchShape>> {
  if (count > BATCH_MAX) throw new EngineError('batch_too_large', { limit: BATCH_MAX });
  const common: Common = {
    actor: callerOf(exchange.request).actor,
    signal: goneSignal(exchange.reply),
    key: idempotencyKey(exchange.request),
    lane: mode.lane,
    isHistory: mode.history,
  };
  const sent = sentItems(exchange.request.sent, field);
  const results = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const answer = await submitItem(engine, common, { item: sent[index] ?? null, index, factOf });
      return resultJson(answer, index, withTrace ?? false);
    }),
  );
  return summary(results);
}

type Common = Pick<Submission, 'actor' | 'isHistory' | 'lane'> & {
  readonly signal: AbortSignal;
  readonly key: string | null;
};
type Item = { readonly item: Json; readonly index: number; readonly factOf: Batch['factOf'] };

async function submitItem(engine: Engine, common: Common, { item, index, factOf }: Item): Promise<Answer | Problem> {
  try {
    const fact = factOf(item);
    // With a key for the whole batch, a repeated batch finds each of its items again.
    const key = fact.key ?? (common.key === null ? null : `${common.key}/${index}`);
    const { actor, lane, isHistory, signal } = common;
    const answer = await engine.submit({
      customer: fact.customer,
      body: fact.body,
      occurredAt: fact.occurredAt ?? null,
      idempotency: key === null ? null : { operation: fact.operation, key, sent: item },
      actor,
      lane,
      isHistory,
      signal,
    });
    return answer.record.refusal === undefined ? answer : problemFor(new Refused(answer));
  } catch (error) {
    return problemFor(error);
  }
}

/** What nobody foresaw fails the whole batch: answering it in place would hide a fault of ours. */
function problemFor(error: unknown): Problem {
  const known = failureOf(error);
  if (known === null) throw error;
  return known.problem;
}

function resultJson(answer: Answer | Problem, index: number, withTrace: boolean): ResultJson {
  if ('record' in answer) return { index, status: 200, decision: decisionJson(answer, withTrace) };
  return { index, status: answer.status, error: problemJson(answer) };
}

function summary(results: readonly ResultJson[]): z.output<typeof batchShape> {
  const decisions: DecisionJson[] = results.flatMap((result) => ('decision' in result ? [result.decision] : []));
  return {
    accepted: decisions.length,
    replayed: decisions.filter((decision) => decision.replayed).length,
    refused: results.length - decisions.length,
    results: [...results],
  };
}

export function sentItems(sent: Json, field: string): readonly Json[] {
  const items = Object.entries(typeof sent === 'object' && sent !== null ? sent : {}).find(
    ([name]) => name === field,
  )?.[1];
  return Array.isArray(items) ? items : [];
}
