// Events: what customers did, one at a time or up to a thousand, answered with what was decided.
import { z } from 'zod';
import type { Json, JsonObject } from '../../domain/facts.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, parse } from '../edge.ts';
import { BATCH_MAX, batchModeInput, batchShape, itemsInput, submitBatch } from './batch.ts';
import { decisionShape } from './decision-shape.ts';
import { customerAddress, flagInput, instantInput, jsonObject, keyInput, nameInput } from './shapes.ts';
import { decide, type FactRequest } from './submit.ts';

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

const batchInput = z.strictObject({ events: itemsInput('BatchEventInput'), ...batchModeInput });

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
      const { events, ...mode } = request.body;
      const withTrace = request.query.trace;
      const batch = { field: 'events', count: events.length, mode, factOf: itemFact, withTrace };
      return submitBatch(deps.engine, { request, reply }, batch);
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

function itemFact(item: Json): FactRequest {
  const { idempotency_key, ...event } = parse('body', itemInput, item);
  const fact = eventFact(event);
  return fact.key !== undefined || idempotency_key === undefined ? fact : { ...fact, key: idempotency_key };
}
