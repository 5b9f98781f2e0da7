// Decides the facts of a batch in their order, each on the state that the one before left. What is due for a customer goes
// first and alone: the customer's facts then meet a freshly loaded state in the next batch.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type DecideContext, decide, decidePair, isDue } from '../domain/decide.ts';
import type { Decision } from '../domain/decision.ts';
import type { Fact, FactBody } from '../domain/facts.ts';
import { partitionOf } from '../domain/ids.ts';
import type { CustomerState } from '../domain/state.ts';
import { answer, type BatchRun, factOf, putBack, refuse, saveFact, stateOf } from './batch-run.ts';
import { chargeGoodwill } from './goodwill.ts';
import { entriesOf, loadSlices, noSlices, want } from './load-batch.ts';
import { changeCode, drawCodes, tellCodes } from './promo-codes.ts';
import { limitOf, quotasFor, spendQuota } from './quota-book.ts';
import { EngineError, type Lane } from './submission.ts';
import { customersOf, type WaitingFact } from './waiting.ts';

/** So long the event loop may be kept from everything else. */
const TURN_MS = 5;
/** Deciding asks for all it lacks of one kind at once; a cascade may find out about another kind later. */
const NEEDS_ROUNDS = 3;

type Settled = Exclude<Decision, { kind: 'needs' }>;
/** Null: it cannot be decided in this batch. */
type Tried<T> = T | null;

export async function decideBatch(run: BatchRun): Promise<void> {
  let turnStartMs = performance.now();
  for (const fact of run.facts) {
    if (run.outcomes.has(fact)) continue;
    await decideNext(run, fact);
    if (performance.now() - turnStartMs < TURN_MS) continue;
    await nextTurn();
    turnStartMs = performance.now();
  }
}

async function decideNext(run: BatchRun, waiting: WaitingFact): Promise<void> {
  for (const customerId of customersOf(waiting)) {
    if (run.held.has(customerId) && !run.isPreview) return putBack(run, waiting);
    const isClear = run.settled.has(customerId) || (await decideDue(run, waiting, customerId));
    if (run.broken.has(customerId)) return fail(run, waiting, run.broken.get(customerId));
    if (!isClear) return run.outcomes.has(waiting) ? undefined : putBack(run, waiting);
  }
  if (waiting.peerId === null) await decideAlone(run, waiting);
  else await decideBoth(run, waiting, waiting.peerId);
}

/** True when nothing is due, or nothing came of it. A `due` fact that was asked for is answered by what is due. */
async function decideDue(run: BatchRun, waiting: WaitingFact, customerId: string): Promise<boolean> {
  const { live } = run.history;
  if (!isDue(live, stateOf(run, customerId), run.now)) {
    run.settled.add(customerId);
    return true;
  }
  const isAskedFor = waiting.body.kind === 'due';
  const fact: Fact = isAskedFor
    ? factOf(run, waiting)
    : {
        id: run.road.newFactId(run.now),
        customerId,
        peerId: null,
        body: { kind: 'due' },
        occurredAt: run.now,
        actor: { kind: 'run', name: 'due' },
      };
  const context = contextFor(run, waiting, { customerId, isHistory: false });
  const decision = await settle(run, waiting, () => decide(context, stateOf(run, customerId), fact), customerId);
  if (decision === null) {
    if (run.outcomes.get(waiting)?.kind === 'failed') run.broken.set(customerId, failureOf(run, waiting));
    return false;
  }
  run.settled.add(customerId);
  if (decision.kind === 'refused' || decision.effects.length === 0) return true;
  run.changes.addFact({
    fact,
    bodyText: JSON.stringify(fact.body),
    keyHash: null,
    bodyHash: null,
    record: decision.record,
  });
  accept(run, customerId, { decision, quotasOf: customerId, lane: waiting.lane });
  if (run.isPreview && !isAskedFor) return true;
  run.held.add(customerId);
  if (isAskedFor) {
    const isStillDue = isDue(live, decision.state, run.now);
    answer(run, waiting, { record: decision.record, isSaved: true, isStillDue });
  }
  return false;
}

async function decideAlone(run: BatchRun, waiting: WaitingFact): Promise<void> {
  const { customerId } = waiting;
  const fact = factOf(run, waiting);
  tellCodes(run, waiting);
  const context = contextFor(run, waiting, { customerId, isHistory: waiting.isHistory });
  const decision = await settle(run, waiting, () => decide(context, stateOf(run, customerId), fact), customerId);
  // What is taken back is loaded for this fact alone: the next one of the customer loads its own.
  const takesBack = [...waiting.hints.slices].some((slice) => slice === 'reversal' || entriesOf(slice) !== null);
  if (takesBack || waiting.body.kind === 'points.reverse') run.held.add(customerId);
  if (decision === null) return;
  if (decision.kind === 'refused') return refuse(run, waiting, decision.record);
  const isSaved = decision.effects.length > 0 || !(waiting.isQuiet || waiting.body.kind === 'due');
  if (isSaved) {
    saveFact(run, waiting, decision.record);
    accept(run, customerId, { decision, quotasOf: customerId, lane: waiting.lane });
    chargeGoodwill(run, waiting);
  }
  answer(run, waiting, { record: decision.record, isSaved });
}

/** A fact on two customers: both sides or neither, each with a fact row of its own under the same id. */
async function decideBoth(run: BatchRun, waiting: WaitingFact, peerId: string): Promise<void> {
  const { customerId } = waiting;
  const fact = factOf(run, waiting);
  const pair: { to: Settled | null; body: FactBody } = { to: null, body: waiting.body };
  const sent = await settle(
    run,
    waiting,
    () => {
      const context = contextFor(run, waiting, { customerId, isHistory: waiting.isHistory });
      const both = decidePair(context, stateOf(run, customerId), stateOf(run, peerId), fact);
      if (both.peer?.kind === 'needs') return both.peer;
      pair.to = both.peer;
      pair.body = both.peerBody ?? waiting.body;
      return both.own;
    },
    customerId,
    peerId,
  );
  // What an un-merge names is loaded for it alone.
  if (waiting.body.kind === 'customer.unmerge') for (const id of [customerId, peerId]) run.held.add(id);
  if (sent === null) return;
  if (sent.kind === 'refused') return refuse(run, waiting, sent.record);
  acceptPair(run, waiting, { sent, to: pair.to, peerId, peerBody: pair.body });
}

type Decided = Extract<Decision, { kind: 'decided' }>;

type PairDecided = {
  readonly sent: Decided;
  readonly to: Settled | null;
  readonly peerId: string;
  readonly peerBody: FactBody;
};

function acceptPair(run: BatchRun, waiting: WaitingFact, { sent, to, peerId, peerBody }: PairDecided): void {
  if (to?.kind === 'refused') throw new Error('One side of a fact on two customers was decided and the other was not.');
  saveFact(run, waiting, sent.record);
  accept(run, waiting.customerId, { decision: sent, quotasOf: waiting.customerId, lane: waiting.lane });
  answer(run, waiting, { record: sent.record, isSaved: true });
  if (to === null) return;
  const fact = { ...factOf(run, waiting), body: peerBody, customerId: peerId, peerId: waiting.customerId };
  const bodyText = peerBody === waiting.body ? waiting.bodyText : JSON.stringify(peerBody);
  run.changes.addFact({ fact, bodyText, keyHash: null, bodyHash: null, record: to.record });
  accept(run, peerId, { decision: to, quotasOf: waiting.customerId, lane: waiting.lane });
}

function contextFor(
  run: BatchRun,
  waiting: WaitingFact,
  { customerId, isHistory }: { readonly customerId: string; readonly isHistory: boolean },
): DecideContext {
  const quotas = quotasFor(run.quotas, customerId, waiting);
  return { history: run.history, now: run.now, quotas, isHistory, goodwill: run.goodwill.used };
}

/** Decides, loading what is lacking. Null when the fact has to go back, or deciding failed: then its outcome is set. */
async function settle(
  run: BatchRun,
  waiting: WaitingFact,
  attempt: () => Decision,
  ...customerIds: readonly string[]
): Promise<Tried<Settled>> {
  for (let round = 0; round <= NEEDS_ROUNDS; round += 1) {
    let decision: Decision;
    try {
      decision = attempt();
    } catch (error) {
      fail(run, waiting, error);
      return null;
    }
    if (decision.kind !== 'needs') return decision;
    if (!(await supply(run, waiting, decision, customerIds))) {
      putBack(run, waiting);
      return null;
    }
  }
  fail(run, waiting, new Error('Deciding asked again for what it was given.'));
  return null;
}

/** True when what was lacking is there now; false when the fact must be decided in a later batch. */
async function supply(
  run: BatchRun,
  waiting: WaitingFact,
  { slices, quotas }: Extract<Decision, { kind: 'needs' }>,
  customerIds: readonly string[],
): Promise<boolean> {
  const customerId = customerIds[0] ?? waiting.customerId;
  for (const need of quotas) {
    const limit = limitOf(run.quotas, need);
    run.refills.push({ ...need, limit, partition: partitionOf(customerId), fact: waiting });
  }
  for (const slice of slices) waiting.hints.slices.add(slice);
  const isStale = customerIds.some((id) => run.changed.has(id)) && !run.isPreview;
  if (quotas.length > 0 || isStale) return false;
  const wanted = noSlices();
  for (const id of customerIds) for (const slice of slices) want(wanted, id, slice, waiting);
  await loadSlices(run.client, run.states, wanted);
  for (const id of customerIds) await drawCodes(run, id, slices);
  return true;
}

/** Makes a decision the ground of the next one. Totals are spent where the decision was given them. */
function accept(
  run: BatchRun,
  customerId: string,
  { decision, quotasOf, lane }: { readonly decision: Decided; readonly quotasOf: string; readonly lane: Lane },
): void {
  const before = stateOf(run, customerId);
  run.states.set(customerId, decision.state);
  if (decision.effects.length === 0) return;
  run.changed.add(customerId);
  for (const effect of decision.effects) {
    if (effect.kind === 'quota') spendQuota(run.quotas, quotasOf, effect);
    if (effect.kind === 'promo_code') changeCode(run, customerId, effect);
  }
  run.changes.addEffects(decision, { partition: partitionOf(quotasOf), lane });
  if (countsAnew(before, decision.state)) run.held.add(customerId);
}

/** What was earned counts from another instant now, and the sums that were loaded no longer hold. */
function countsAnew(before: CustomerState, after: CustomerState): boolean {
  return [...after.tiers.values()].some(
    ({ system, countsSince }) => (before.tiers.get(system)?.countsSince ?? null) !== countsSince,
  );
}

function fail(run: BatchRun, waiting: WaitingFact, error: unknown): void {
  const stack = error instanceof Error ? error.stack : String(error);
  run.road.logger.error({ factId: waiting.id, kind: waiting.body.kind, stack }, 'deciding failed');
  run.outcomes.set(waiting, { kind: 'failed', error: new EngineError('internal', { fact: waiting.id }) });
}

function failureOf(run: BatchRun, waiting: WaitingFact): unknown {
  const outcome = run.outcomes.get(waiting);
  return outcome?.kind === 'failed' ? outcome.error : null;
}
