// One event in one transaction: find the customer and lock their row, look for the key, read the state, apply what is due,
// decide, write the rows, commit. Everything about other events is left to the database.
import type pg from 'pg';
import { CODES } from '../../server/src/domain/codes.ts';
import { type DecideContext, decide, isDue } from '../../server/src/domain/decide.ts';
import type { Decision, DecisionRecord } from '../../server/src/domain/decision.ts';
import type { Actor, Fact, FactBody } from '../../server/src/domain/facts.ts';
import type { CustomerState } from '../../server/src/domain/state.ts';
import { dayOf, type Instant } from '../../server/src/domain/time.ts';
import { Changes } from '../../server/src/pipeline/changes.ts';
import { createFactIds } from '../../server/src/pipeline/fact-ids.ts';
import { bodyHashOf, keyHashOf } from '../../server/src/pipeline/hashes.ts';
import { type Answer, type CustomerRef, EngineError, type Idempotency } from '../../server/src/pipeline/submission.ts';
import { inTransaction } from '../../server/src/storage/transaction.ts';
import { findFact, loadSlice, loadState, lockCustomer, resolveCustomer } from './load.ts';
import { saveRows } from './save.ts';
import type { NaiveDeps } from './server.ts';

export type EventRequest = {
  readonly customer: CustomerRef;
  readonly body: FactBody;
  readonly occurredAt: Instant | null;
  readonly idempotency: Idempotency | null;
  readonly actor: Actor;
};

/** What came due is applied in as many decisions as it takes; more than these is a fault. */
const DUE_ROUNDS = 50;
/** Deciding asks for what it lacks at most so often. */
const NEEDS_ROUNDS = 3;

type Settled = Exclude<Decision, { kind: 'needs' }>;
type Turn = { readonly deps: NaiveDeps; readonly client: pg.PoolClient; readonly now: Instant };

export function createEventHandler(deps: NaiveDeps): (request: EventRequest) => Promise<Answer> {
  const newFactId = createFactIds();
  return (request) =>
    inTransaction(deps.pool, async (client) => {
      const customerId = await resolveCustomer(client, request.customer);
      const profile = await lockCustomer(client, customerId);
      const earlier = await findEarlier(client, customerId, request.idempotency);
      if (earlier !== null) return earlier;
      const now = deps.clock.now();
      const turn: Turn = { deps, client, now };
      const occurredAt = request.occurredAt ?? now;
      const read = () => loadState(client, { customerId, profile, programme: deps.history.live, now, occurredAt });
      let state = await read();
      for (let round = 0; isDue(deps.history.live, state, now); round += 1) {
        if (round === DUE_ROUNDS) throw new Error(`Due without end: ${customerId}`);
        const due = { id: newFactId(now), customerId, peerId: null, body: { kind: 'due' }, occurredAt: now } as const;
        const decision = await settle(turn, state, { ...due, actor: { kind: 'run', name: 'due' } });
        if (decision.kind === 'refused' || decision.effects.length === 0) break;
        await write(turn, { ...due, actor: { kind: 'run', name: 'due' } }, decision, null);
        state = await read();
      }
      const { body, actor } = request;
      const fact: Fact = { id: newFactId(now), customerId, peerId: null, body, occurredAt, actor };
      const decision = await settle(turn, state, fact);
      if (decision.kind === 'decided' || isKept(decision, state)) {
        await write(turn, fact, decision, request.idempotency);
      }
      return answerOf(fact, { now, version: deps.history.live.version, record: decision.record });
    });
}

async function findEarlier(
  client: pg.PoolClient,
  customerId: string,
  idempotency: Idempotency | null,
): Promise<Answer | null> {
  if (idempotency === null) return null;
  const found = await findFact(client, customerId, keyHashOf(idempotency));
  if (found === null) return null;
  if (found.bodyHash !== bodyHashOf(idempotency.sent)) throw new EngineError('key_reused');
  return found.answer;
}

/** Decides, reading the slices that it turns out to need. */
async function settle({ deps, client, now }: Turn, state: CustomerState, fact: Fact): Promise<Settled> {
  const context: DecideContext = { history: deps.history, now, quotas: new Map(), isHistory: false };
  for (let round = 0; round <= NEEDS_ROUNDS; round += 1) {
    const decision = decide(context, state, fact);
    if (decision.kind !== 'needs') return decision;
    for (const slice of decision.slices) await loadSlice(client, state, slice);
  }
  throw new Error(`Deciding ${fact.id} asked again for what it was given.`);
}

/** Refusals are kept under their key like successes, except where trying again may end otherwise. */
function isKept({ record }: Extract<Decision, { kind: 'refused' }>, state: CustomerState): boolean {
  return !CODES[record.refusal.code].isRetryable && record.refusal.code !== 'validation' && state.profile !== null;
}

async function write(turn: Turn, fact: Fact, decision: Settled, idempotency: Idempotency | null): Promise<void> {
  const { deps, client, now } = turn;
  const { live } = deps.history;
  const bookedOn = dayOf(now, live.document.time_zone);
  const changes = new Changes({ now, bookedOn, programme: live.version, engine: deps.engineId });
  changes.addFact({
    fact,
    bodyText: JSON.stringify(fact.body),
    keyHash: idempotency === null ? null : keyHashOf(idempotency),
    bodyHash: idempotency === null ? null : bodyHashOf(idempotency.sent),
    record: decision.record,
  });
  if (decision.kind === 'decided') changes.addEffects(decision, { partition: 0, lane: 'live' });
  await saveRows(client, changes.toRequest());
}

function answerOf(
  fact: Fact,
  { now, version, record }: { readonly now: Instant; readonly version: number; readonly record: DecisionRecord },
): Answer {
  const { id, customerId, occurredAt } = fact;
  return { factId: id, customerId, occurredAt, recordedAt: now, programmeVersion: version, isReplay: false, record };
}
