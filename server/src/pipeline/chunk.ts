// Feeds what a run selected to the bulk lane: one fact for each customer, saved only where it changes something. A customer
// for whom more is due than one decision may carry out is visited again until nothing is left.
import { bodyHashOf, keyHashOf } from './hashes.ts';
import type { Road } from './road.ts';
import type { Chunk, ChunkResult } from './submission.ts';
import { type Answered, newHints, type WaitingFact } from './waiting.ts';

/** Decisions for one customer within one chunk; a run that comes by later goes on. */
const VISITS_MAX = 50;

export async function runChunk(
  road: Road,
  push: (facts: readonly WaitingFact[]) => void,
  chunk: Chunk,
): Promise<ChunkResult> {
  let ids: readonly string[] = chunk.customerIds;
  const changed = new Set<string>();
  for (let visit = 0; visit < VISITS_MAX && ids.length > 0; visit += 1) {
    const answers = await Promise.all(pushAll(road, push, { chunk, ids }));
    for (const { answer, isSaved } of answers) if (isSaved) changed.add(answer.customerId);
    ids = answers.filter(({ isStillDue }) => isStillDue).map(({ answer }) => answer.customerId);
  }
  return { visited: chunk.customerIds.length, changed: changed.size };
}

function pushAll(
  road: Road,
  push: (facts: readonly WaitingFact[]) => void,
  { chunk, ids }: { readonly chunk: Chunk; readonly ids: readonly string[] },
): readonly Promise<Answered>[] {
  const promises: Promise<Answered>[] = [];
  const facts: WaitingFact[] = [];
  const bodyText = JSON.stringify(chunk.body);
  const { idempotency } = chunk;
  const keyHash = idempotency === undefined ? null : keyHashOf(idempotency);
  const bodyHash = idempotency === undefined ? null : bodyHashOf(idempotency.sent);
  for (const customerId of ids) {
    const { promise, resolve, reject } = Promise.withResolvers<Answered>();
    promises.push(promise);
    facts.push({
      id: road.newFactId(road.clock.now()),
      customerId,
      peerId: null,
      body: chunk.body,
      bodyText,
      occurredAt: null,
      actor: chunk.actor,
      keyHash,
      bodyHash,
      isHistory: false,
      lane: 'bulk',
      isQuiet: true,
      signal: null,
      admittedMs: performance.now(),
      answer: resolve,
      fail: reject,
      hints: newHints(),
    });
  }
  push(facts);
  return promises;
}
