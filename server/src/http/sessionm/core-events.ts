// Core, 2.3: events of one customer, several names in one call, each a fact of its own. What completes a behavior is told in
// the reply, as is how far the customer is with those begun.
import type { Json, JsonObject } from '../../domain/facts.ts';
import type { Instant } from '../../domain/time.ts';
import type { Answer } from '../../pipeline/submission.ts';
import { readAccounts } from '../../storage/points.ts';
import { behaviorsView, outcomesView } from './behaviors-view.ts';
import { ask, type Call, refOfPath } from './call.ts';
import { badArgument, invalid, missing, SessionmError, translated } from './errors.ts';
import { given, instant, object, read, text, whole } from './fields.ts';
import { eventNamed } from './names.ts';
import { spendablePoints } from './user-view.ts';

const EVENTS_MAX = 50;
export const QUANTITY_MAX = 1_000_000;
export const KEY_MAX = 200;

const bodySchema = object({ events: object({}).loose() });
const fullSchema = object({
  transaction_id: given(text(KEY_MAX)),
  qty: given(whole(1, QUANTITY_MAX)),
  date: given(instant),
  context: object({}).loose().nullish(),
});

export type EventAsked = {
  readonly name: string;
  readonly quantity: number;
  readonly transactionId: string | null;
  readonly at: Instant | null;
  readonly context: JsonObject;
};

/**
 * All are read before the first is submitted, so that a slip in one leaves none behind. What the engine then refuses stands
 * by itself: the others are done, and the error says which was not.
 */
export async function sendEvents(call: Call) {
  const events = readEvents(call);
  const customer = refOfPath(call);
  const answers: { readonly name: string; readonly answer: Answer }[] = [];
  for (const event of events) answers.push({ name: event.name, answer: await askEvent(call, customer, event) });
  const [first] = answers;
  if (first === undefined) throw missing('events');
  const refused = answers.flatMap(({ name, answer: { record } }) =>
    record.refusal === undefined ? [] : [{ name, error: translated(record.refusal.code, record.refusal.detail) }],
  );
  // What is wrong with the customer is wrong for all of them, and has a status of its own.
  const [whole] = refused;
  if (whole !== undefined && whole.error.status !== 200) throw whole.error;
  if (whole !== undefined) throw partlyRefused(refused, answers.length);
  const { customerId } = first.answer;
  const figures = await readAccounts(call.site.pool, customerId, call.now());
  return {
    user: { id: customerId, available_points: spendablePoints(call.programme, figures) },
    behaviors: answers.flatMap(({ answer }) => behaviorsView(call, customerId, answer.record)),
    outcomes: answers.flatMap(({ answer }) => outcomesView(call, customerId, answer.record)),
    events: Object.fromEntries(
      answers.map(({ name, answer }) => [name, { id: answer.factId, replayed: answer.isReplay }]),
    ),
  };
}

export function askEvent(
  call: Call,
  customer: Parameters<typeof ask>[1]['customer'],
  event: EventAsked,
): Promise<Answer> {
  const { name, quantity, context: properties, transactionId, at } = event;
  // As read, not as written: a retry may write the same quantity as a number or as text.
  const sent = { qty: quantity, date: at, context: properties };
  return ask(call, {
    customer,
    body: { kind: 'event', name, quantity, properties },
    occurredAt: at,
    idempotency: transactionId === null ? null : { operation: `event:${name}`, key: transactionId, sent },
  });
}

function partlyRefused(
  refused: readonly { readonly name: string; readonly error: SessionmError }[],
  count: number,
): SessionmError {
  const details = Object.fromEntries(
    refused.flatMap(({ name, error }) =>
      Object.entries(error.details ?? { '': [error.message] }).map(([field, problems]) => [
        field === '' ? `events.${name}` : `events.${name}.${field}`,
        problems,
      ]),
    ),
  );
  const others = count - refused.length;
  const sentence = refused.map(({ name, error }) => `${name}: ${error.message}`).join(' ');
  const done = others === 0 ? '' : ` The other ${others === 1 ? 'event was' : `${others} events were`} taken.`;
  return new SessionmError(refused[0]?.error.code ?? 'validation', sentence + done, { details });
}

function readEvents(call: Call): readonly EventAsked[] {
  const entries = Object.entries(read(bodySchema, call.body).events);
  if (entries.length === 0) throw missing('events');
  if (entries.length > EVENTS_MAX) throw badArgument('events', `holds more than ${EVENTS_MAX} names`);
  return entries.map(([name, value]) => readEvent(call, name, value));
}

function readEvent(call: Call, given: string, value: unknown): EventAsked {
  const name = eventNamed(call, given);
  const isFull = typeof value === 'object' && value !== null && !Array.isArray(value);
  // The shorthand is the quantity alone.
  const asked = read(object({ [given]: fullSchema }), { [given]: isFull ? value : { qty: value } })[given];
  const context = flatContext(given, asked?.context ?? {});
  const at = asked?.date ?? null;
  return { name, quantity: asked?.qty ?? 1, transactionId: asked?.transaction_id ?? null, at, context };
}

export function flatContext(name: string, context: { readonly [key: string]: unknown }): JsonObject {
  const flat: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(context)) {
    if (typeof value === 'object' && value !== null)
      throw invalid({ [`${name}.context.${key}`]: ['must not be nested'] });
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') flat[key] = value;
  }
  return flat;
}
