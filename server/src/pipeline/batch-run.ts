// The working set of one batch while its transaction is open: states, outcomes so far, and what is to be saved.
import type pg from 'pg';
import { CODES } from '../domain/codes.ts';
import type { CustomerProfile } from '../domain/customers/profile.ts';
import type { DecisionRecord, Refusal } from '../domain/decision.ts';
import type { Fact } from '../domain/facts.ts';
import type { ProgrammeHistory } from '../domain/programme/programme.ts';
import type { CustomerState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import type { Changes } from './changes.ts';
import type { GoodwillBook } from './goodwill.ts';
import type { BatchCode } from './promo-codes.ts';
import type { QuotaBook } from './quota-book.ts';
import type { Refill } from './refill.ts';
import type { Road } from './road.ts';
import type { Answer } from './submission.ts';
import type { Answered, WaitingFact } from './waiting.ts';

export type Outcome =
  | { readonly kind: 'answered'; readonly answered: Answered }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Its turn has not come: something else of its customer goes first, or a portion must be fetched. */
  | { readonly kind: 'back' }
  /** Its partition is held by another batch. */
  | { readonly kind: 'busy' };

export type BatchRun = {
  readonly road: Road;
  readonly client: pg.PoolClient;
  readonly facts: readonly WaitingFact[];
  readonly now: Instant;
  readonly history: ProgrammeHistory;
  readonly isPreview: boolean;
  /** As loaded, then as each decision leaves them. */
  readonly states: Map<string, CustomerState>;
  /** Profiles as loaded: what keys the customers hold in the database. */
  readonly loadedProfiles: ReadonlyMap<string, CustomerProfile | null>;
  readonly quotas: QuotaBook;
  /** What actors with limits have given today, as far as facts of the batch need it. */
  readonly goodwill: GoodwillBook;
  readonly changes: Changes;
  readonly outcomes: Map<WaitingFact, Outcome>;
  readonly refills: (Refill & { readonly fact: WaitingFact })[];
  /** Promo codes that its facts name or have drawn, by code. */
  readonly codes: Map<string, BatchCode>;
  /** Customers with effects that are not saved yet: slices read now would not know of them. */
  readonly changed: Set<string>;
  /** Customers whose further facts wait for the next batch, so that their order is kept. */
  readonly held: Set<string>;
  /** Customers for whom nothing is due any more. */
  readonly settled: Set<string>;
  /** Customers on whom deciding has failed, and how. */
  readonly broken: Map<string, unknown>;
};

export function putBack(run: BatchRun, fact: WaitingFact): void {
  run.outcomes.set(fact, { kind: 'back' });
  run.held.add(fact.customerId);
  if (fact.peerId !== null) run.held.add(fact.peerId);
}

export function answer(
  run: BatchRun,
  waiting: WaitingFact,
  decided: { readonly record: DecisionRecord; readonly isSaved: boolean; readonly isStillDue?: boolean },
): void {
  const { record, isSaved, isStillDue = false } = decided;
  const answerToCaller: Answer = {
    factId: waiting.id,
    customerId: waiting.customerId,
    occurredAt: waiting.occurredAt ?? run.now,
    recordedAt: run.now,
    programmeVersion: run.history.live.version,
    isReplay: false,
    record,
  };
  run.outcomes.set(waiting, { kind: 'answered', answered: { answer: answerToCaller, isSaved, isStillDue } });
}

/** Refusals are kept like successes, except where the customer does not exist or trying again may end otherwise. */
export function refuse(
  run: BatchRun,
  waiting: WaitingFact,
  record: DecisionRecord & { readonly refusal: Refusal },
): void {
  const { code } = record.refusal;
  const isKept =
    !waiting.isQuiet &&
    !CODES[code].isRetryable &&
    code !== 'validation' &&
    code !== 'customer_forgotten' &&
    (run.states.get(waiting.customerId)?.profile ?? null) !== null;
  // What is refused while processing is stopped is kept to be seen, and may come again under its key.
  if (isKept) saveFact(run, code === 'processing_stopped' ? { ...waiting, keyHash: null } : waiting, record);
  run.road.stats.add('refusals');
  answer(run, waiting, { record, isSaved: isKept });
}

export function saveFact(run: BatchRun, waiting: WaitingFact, record: DecisionRecord): void {
  const { bodyText, keyHash, bodyHash } = waiting;
  run.changes.addFact({ fact: factOf(run, waiting), bodyText, keyHash, bodyHash, record });
}

export function factOf(run: BatchRun, waiting: WaitingFact): Fact {
  const { id, customerId, peerId, body, actor } = waiting;
  return { id, customerId, peerId, body, actor, occurredAt: waiting.occurredAt ?? run.now };
}

export function stateOf(run: BatchRun, customerId: string): CustomerState {
  const state = run.states.get(customerId);
  if (state === undefined) throw new Error(`The state of ${customerId} is not loaded.`);
  return state;
}
