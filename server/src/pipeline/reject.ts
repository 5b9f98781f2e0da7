// Ends a fact that the database refuses: kept in a table where a person can see and replay it, and answered so.
import { saveRejected } from '../storage/rejected.ts';
import type { Failure } from './failures.ts';
import type { Road } from './road.ts';
import { EngineError } from './submission.ts';
import type { WaitingFact } from './waiting.ts';

export async function reject(
  road: Road,
  fact: WaitingFact,
  failure: Extract<Failure, { kind: 'poison' }>,
): Promise<void> {
  const { sqlstate, message } = failure;
  const { id, customerId, peerId, body, actor, isHistory } = fact;
  road.stats.add('rejected');
  road.logger.warn({ factId: id, kind: body.kind, sqlstate }, 'the database refused a fact');
  const recordedAt = road.clock.now();
  const kept = { id, customerId, peerId, body, actor, isHistory, occurredAt: fact.occurredAt ?? recordedAt };
  try {
    await saveRejected(road.pool, { id, customerId, fact: JSON.stringify(kept), sqlstate, message, recordedAt });
  } catch (error) {
    // Not kept, so the caller is not told that it was: trying again is safe, nothing of the fact was saved.
    const stack = error instanceof Error ? error.stack : String(error);
    road.logger.error({ factId: id, stack }, 'a refused fact could not be kept');
    fact.fail(new EngineError('unavailable', {}, 1));
    return;
  }
  fact.fail(new EngineError('fact_rejected', { sqlstate }));
}
