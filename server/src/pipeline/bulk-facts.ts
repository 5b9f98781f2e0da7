// Facts of many customers at once, as imports bring them: turned into waiting facts without a promise for each, fed to the
// bulk lane, and gathered when they are over. Whoever calls keeps their number bounded.
import { withoutNumber } from '../domain/cards/number.ts';
import { runPreview } from './batch.ts';
import { bodyHashOf, keyHashOf } from './hashes.ts';
import type { Road } from './road.ts';
import type { BulkEnding, BulkFact } from './submission.ts';
import { EngineError } from './submission.ts';
import { newHints, type WaitingFact } from './waiting.ts';

type Endings = Pick<WaitingFact, 'answer' | 'fail'>;

export function runAll(
  road: Road,
  push: (facts: readonly WaitingFact[]) => void,
  facts: readonly BulkFact[],
): Promise<readonly BulkEnding[]> {
  const endings = new Array<BulkEnding>(facts.length);
  if (facts.length === 0) return Promise.resolve(endings);
  const { promise, resolve } = Promise.withResolvers<readonly BulkEnding[]>();
  let open = facts.length;
  const end = (index: number, ending: BulkEnding): void => {
    endings[index] = ending;
    open -= 1;
    if (open === 0) resolve(endings);
  };
  push(
    facts.map((fact, index) =>
      waitingFact(road, fact, {
        answer: ({ answer, isSaved }) => end(index, { kind: 'answered', answer, isSaved }),
        fail: (error) => end(index, { kind: 'failed', error }),
      }),
    ),
  );
  return promise;
}

/** Outcomes come back at once; the callbacks of the facts are not needed. */
const NOBODY: Endings = { answer: () => undefined, fail: () => undefined };

export async function previewAll(road: Road, facts: readonly BulkFact[]): Promise<readonly BulkEnding[]> {
  if (facts.length === 0) return [];
  const waiting = facts.map((fact) => waitingFact(road, fact, NOBODY));
  const outcomes = await runPreview(road, waiting);
  return waiting.map((fact): BulkEnding => {
    const outcome = outcomes.get(fact);
    if (outcome?.kind === 'answered') return { kind: 'answered', ...outcome.answered };
    if (outcome?.kind === 'failed') return outcome;
    // What is put back here wants a key that an earlier fact of the same look wants for another customer.
    return { kind: 'failed', error: new EngineError('identifier_taken', { identifier: 'of an earlier row' }) };
  });
}

function waitingFact(road: Road, fact: BulkFact, endings: Endings): WaitingFact {
  const { customerId, body, idempotency, actor, isHistory, occurredAt = null } = fact;
  return {
    ...endings,
    id: road.newFactId(road.clock.now()),
    customerId,
    peerId: null,
    body,
    bodyText: JSON.stringify(isHistory ? { ...withoutNumber(body), isHistory } : withoutNumber(body)),
    occurredAt,
    actor,
    keyHash: idempotency === null ? null : keyHashOf(idempotency),
    bodyHash: idempotency === null ? null : bodyHashOf(idempotency.sent),
    isHistory,
    lane: 'bulk',
    isQuiet: true,
    signal: null,
    admittedMs: performance.now(),
    hints: newHints(),
  };
}
