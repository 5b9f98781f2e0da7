// Turns submissions into facts that wait: finds their customers, gives them ids, hashes their keys, and turns away what
// there is no room for.
import { withoutNumber } from '../domain/cards/number.ts';
import { REFERRAL_TYPE } from '../domain/customers/referral.ts';
import type { FactBody, Json } from '../domain/facts.ts';
import { bodyHashOf, keyHashOf } from './hashes.ts';
import type { Resolver } from './resolver.ts';
import type { Road } from './road.ts';
import type { Lane } from './submission.ts';
import { EngineError, type Submission } from './submission.ts';
import { type Answered, newHints, type Room, type WaitingFact } from './waiting.ts';

export type Admission = {
  readonly road: Road;
  readonly resolver: Resolver;
  readonly room: Room;
  readonly push: (lane: Lane, fact: WaitingFact) => void;
};

/** Resolves when the fact is decided and saved. */
export async function admit({ road, resolver, room, push }: Admission, submission: Submission): Promise<Answered> {
  if (road.health.isAway) throw new EngineError('unavailable', {}, 1);
  const customers = await findCustomers(resolver, submission);
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const fact = prepare(road, submission, { ...customers, answer: resolve, fail: reject });
  try {
    room.take(fact);
  } catch (error) {
    road.stats.add('overloaded');
    throw error;
  }
  push(submission.lane, fact);
  try {
    return await promise;
  } finally {
    room.free(fact);
  }
}

export async function findCustomers(
  resolver: Resolver,
  { customer, peer, body, idempotency }: Submission,
): Promise<{ readonly customerId: string; readonly peerId: string | null }> {
  const [customerId, peerId] = await Promise.all([
    body.kind === 'customer.save' ? resolver.findForSave(customer, body, idempotency) : resolver.find(customer),
    peer === undefined ? findReferrer(resolver, body) : resolver.find(peer),
  ]);
  return { customerId, peerId: peerId === customerId && peer === undefined ? null : peerId };
}

/** Whoever gave away the code that a customer signs up with; a code that nobody has is kept all the same. */
async function findReferrer(resolver: Resolver, body: FactBody): Promise<string | null> {
  const code = body.kind === 'customer.save' ? (body.patch.referrerCode ?? null) : null;
  if (code === null) return null;
  try {
    return await resolver.find({ kind: 'identifier', type: REFERRAL_TYPE, value: code });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'customer_not_found') return null;
    throw error;
  }
}

type Prepared = Pick<WaitingFact, 'customerId' | 'peerId' | 'answer' | 'fail'>;

export function prepare(road: Road, submission: Submission, prepared: Prepared): WaitingFact {
  const { body, occurredAt, actor, idempotency, isHistory, lane, signal } = submission;
  return {
    ...prepared,
    id: road.newFactId(road.clock.now()),
    body,
    bodyText: JSON.stringify(storedBody(submission, prepared.peerId)),
    occurredAt,
    actor,
    keyHash: idempotency === null ? null : keyHashOf(idempotency),
    bodyHash: idempotency === null ? null : bodyHashOf(idempotency.sent),
    isHistory,
    lane,
    isQuiet: false,
    signal: signal ?? null,
    admittedMs: performance.now(),
    hints: newHints(),
  };
}

/** What a replay needs beside the body itself stands next to its fields. */
function storedBody(
  { body, isHistory, actor: { approved } }: Submission,
  peerId: string | null,
): { readonly [field: string]: Json | object } {
  return {
    ...withoutNumber(body),
    ...(peerId === null ? {} : { peerId }),
    ...(isHistory ? { isHistory } : {}),
    ...(approved === undefined ? {} : { approved }),
  };
}
