// Events: what customers did, one at a time or up to a thousand, answered with what was decided.
import { z } from 'zod';
import type { Json, JsonObject } from '../../domain/facts.ts';
import type { Answer, Engine, Lane, Submission } from '../../pipeline/submission.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, parse } from '../edge.ts';
import { failureOf, type Problem, Refused } from '../problem.ts';
import { type DecisionJson, decisionJson, decisionShape } from './decision-shape.ts';
import { problemJson, problemShape } from './problem-shape.ts';
import { customerAddress, flagInput, instantInput, jsonObject, keyInput, nameInput } from './shapes.ts';
import { callerOf, decide, type FactRequest, goneSignal, idempotencyKey } from './submit.ts';

const BATCH_MAX = 1_000;
const QUANTITY_MAX = 1_000_000;

const eventFields = {
  customer: customerAddress,
  event: nameInput.meta({ description: 'The name of an event that the programme declares.' }),
  occurred_at: instantInput.optional().meta({ description: 'When it happened; now when left out.' }),
  quantity: z.int().min(1).max(QUANTITY_MAX).default(1),
  properties: jsonObject.default({}),
  transaction_id: keyInput.optional().meta({
    description: 'The id of the occurrence at the sender. It is the idempotency key, together with the event name.',
  }),
};

export const eventInput = z.strictObject(eventFields).meta({ id: 'Event' });
type EventInput = z.output<typeof eventInput>;

const itemInput = z
  .strictObject({ ...eventFields, idempotency_key: keyInput.optional() })
  .meta({ id: 'BatchEvent', description: 'An event; one without transaction_id may bring an idempotency_key.' });

const batchInput = z.strictObject({
  // Items are parsed one by one, so that a wrong one is answered in its place and does not stop the others.
  events: z
    .array(z.unknown().meta({ $ref: '#/components/schemas/BatchEventInput' }))
    .min(1)
    .meta({ maxItems: BATCH_MAX }),
  lane: z
    .enum(['live', 'bulk'])
    .default('live')
    .meta({ description: '`bulk` never delays live facts: for imports and back-fills.' }),
  history: z
    .boolean()
    .default(false)
    .meta({ description: 'Booked without outcomes and without the limit of lateness: for migrations.' }),
});

const resultShape = z.union([
  z.strictObject({ index: z.int(), status: z.literal(200), decision: decisionShape }),
  z.strictObject({ index: z.int(), status: z.int(), error: problemShape }),
]);
type ResultJson = z.output<typeof resultShape>;

const batchShape = z.strictObject({
  accepted: z.int(),
  replayed: z.int(),
  refused: z.int(),
  results: z.array(resultShape).meta({ description: 'In the order of the events sent.' }),
});

const traceQuery = z.strictObject({ trace: flagInput });

export function eventRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/events',
    {
      config: { scope: 'events:write' },
      schema: {
        operationId: 'sendEvent',
        summary: 'Send one event',
        tags: ['Events'],
        querystring: traceQuery,
        body: eventInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) =>
      decide(deps.engine, { request, reply }, { ...eventFact(request.body), withTrace: request.query.trace }),
  );

  app.post(
    '/v1/events/batch',
    {
      config: { scope: 'events:write' },
      bodyLimit: BATCH_BODY_MAX_BYTES,
      schema: {
        operationId: 'sendEvents',
        summary: `Send up to ${BATCH_MAX} events, each answered on its own`,
        tags: ['Events'],
        querystring: traceQuery,
        body: batchInput,
        response: { 200: batchShape },
      },
    },
    async (request, reply) => {
      const { events, lane, history } = request.body;
      if (events.length > BATCH_MAX) throw new EngineError('batch_too_large', { limit: BATCH_MAX });
      const batch: Batch = {
        actor: callerOf(request).actor,
        signal: goneSignal(reply),
        key: idempotencyKey(request),
        lane,
        isHistory: history,
      };
      const withTrace = request.query.trace ?? false;
      const sent = sentItems(request.sent);
      const results = await Promise.all(
        events.map(async (_, index) => {
          const answer = await submitItem(deps.engine, batch, { item: sent[index] ?? null, index });
          return resultJson(answer, index, withTrace);
        }),
      );
      return summary(results);
    },
  );
}

/** The key is the sender's id of the occurrence; without one, the Idempotency-Key header. */
export function eventFact(input: EventInput): FactRequest {
  return {
    customer: input.customer,
    body: { kind: 'event', name: input.event, quantity: input.quantity, properties: propertiesOf(input) },
    operation: `event:${input.event}`,
    ...(input.transaction_id === undefined ? {} : { key: input.transaction_id }),
    ...(input.occurred_at === undefined ? {} : { occurredAt: input.occurred_at }),
  };
}

function propertiesOf({ properties }: EventInput): JsonObject {
  return properties;
}

type Batch = Pick<Submission, 'actor' | 'isHistory'> & {
  readonly lane: Lane;
  readonly signal: AbortSignal;
  readonly key: string | null;
};
type Item = { readonly item: Json; readonly index: number };

async function submitItem(engine: Engine, batch: Batch, { item, index }: Item): Promise<Answer | Problem> {
  try {
    const { idempotency_key, ...event } = parse('body', itemInput, item);
    const fact = eventFact(event);
    // With a key for the whole batch, a repeated batch finds each of its items again.
    const key = fact.key ?? idempotency_key ?? (batch.key === null ? null : `${batch.key}/${index}`);
    const { actor, lane, isHistory, signal } = batch;
    const idempotency = key === null ? null : { operation: fact.operation, key, sent: item };
    const occurredAt = fact.occurredAt ?? null;
    const answer = await engine.submit({
      customer: fact.customer,
      body: fact.body,
      occurredAt,
      idempotency,
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

function sentItems(sent: Json): readonly Json[] {
  const events = typeof sent === 'object' && sent !== null && 'events' in sent ? sent.events : null;
  return Array.isArray(events) ? events : [];
}
