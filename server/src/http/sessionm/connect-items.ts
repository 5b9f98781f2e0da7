// Deposits and spends come as lists of details. Here a list becomes one fact or several, each under its idempotency key, and
// an answer is taken apart again into what each detail has become.
import type { OutcomeRecord } from '../../domain/decision.ts';
import type { FactBody, Json, JsonObject } from '../../domain/facts.ts';
import type { EntryKind } from '../../domain/state.ts';
import { type Answer, type CustomerRef, EngineError } from '../../pipeline/submission.ts';
import { type Call, submit } from './call.ts';
import { badArgument, SessionmError, translated } from './errors.ts';

type PointsOutcome = Extract<OutcomeRecord, { kind: 'points' }>;

export type Detail = {
  readonly idempotencyId: string | null;
  readonly rank: number;
  /** What the client sent, for telling a repetition from another request under the same key. */
  readonly sent: JsonObject;
};

/** What one detail has become: its bookings, or why there are none. */
export type Done<Item extends Detail> = {
  readonly item: Item;
  /** Null where the engine took no fact: the key was used for another request. */
  readonly answer: Answer | null;
  readonly outcomes: readonly PointsOutcome[];
  readonly error: SessionmError | null;
};

export type Batch<Item extends Detail> = {
  readonly customer: CustomerRef;
  readonly operation: 'points.deposit' | 'points.spend';
  readonly kind: EntryKind;
  readonly isPartial: boolean;
  readonly items: readonly Item[];
  readonly bodyOf: (items: readonly Item[]) => FactBody;
};

/**
 * All or nothing is one fact, known again by all its keys together. Where a part will do, each detail is a fact of its own
 * under its own key, so that it may be repeated alone.
 */
export async function carryOut<Item extends Detail>(call: Call, batch: Batch<Item>): Promise<readonly Done<Item>[]> {
  checkKeys(batch.items);
  if (!batch.isPartial) {
    const answer = await submit(call, askedOf(batch, batch.items));
    return takeApart(batch, batch.items, answer);
  }
  const done: Done<Item>[] = [];
  for (const item of ranked(batch.items)) done.push(await carryOutOne(call, batch, item));
  return done;
}

async function carryOutOne<Item extends Detail>(call: Call, batch: Batch<Item>, item: Item): Promise<Done<Item>> {
  try {
    const [done] = takeApart(batch, [item], await submit(call, askedOf(batch, [item])));
    return done ?? { item, answer: null, outcomes: [], error: null };
  } catch (thrown) {
    const error = thrown instanceof EngineError ? translated(thrown.code, thrown.detail) : thrown;
    // Only refusals belong to one detail; an unknown customer or a database that is away is everybody's.
    if (!(error instanceof SessionmError) || error.status !== 200) throw thrown;
    return { item, answer: null, outcomes: [], error };
  }
}

function askedOf<Item extends Detail>(batch: Batch<Item>, items: readonly Item[]) {
  const keys = items.flatMap(({ idempotencyId }) => idempotencyId ?? []);
  const sent: Json = items.map((item) => item.sent);
  const [key] = keys;
  const isOne = keys.length === 1;
  return {
    customer: batch.customer,
    body: batch.bodyOf(items),
    idempotency:
      key === undefined
        ? null
        : { operation: batch.operation, key: isOne ? key : JSON.stringify(keys.toSorted()), sent },
  };
}

function checkKeys(items: readonly Detail[]): void {
  const keys = items.flatMap(({ idempotencyId }) => idempotencyId ?? []);
  if (new Set(keys).size < keys.length) throw badArgument('idempotency_id', 'must differ from detail to detail');
}

/** The engine takes items by rank, then as written, and books each before the next; cascades carry the rule that gave them. */
function takeApart<Item extends Detail>(
  batch: Batch<Item>,
  items: readonly Item[],
  answer: Answer,
): readonly Done<Item>[] {
  const movements = movementsOf(answer, batch.kind);
  return ranked(items).map((item, index) => ({ item, answer, outcomes: movements[index] ?? [], error: null }));
}

function movementsOf({ record }: Answer, kind: EntryKind): readonly (readonly PointsOutcome[])[] {
  const movements = new Map<string, PointsOutcome[]>();
  for (const outcome of record.outcomes) {
    if (outcome.kind !== 'points' || outcome.rule !== null || outcome.entry !== kind) continue;
    movements.set(outcome.movement_id, [...(movements.get(outcome.movement_id) ?? []), outcome]);
  }
  return [...movements.values()];
}

function ranked<Item extends Detail>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((a, b) => a.rank - b.rank);
}
