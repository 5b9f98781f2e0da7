// Carries a batch through, whatever happens: tries again what may work the next time, halves a batch that the database
// refuses until the fact to blame is alone, fetches portions of totals, answers the callers. Gives back what must wait.
import { setTimeout as delay } from 'node:timers/promises';
import { type BatchResult, runBatch } from './batch.ts';
import { backoffMs, classify, type Failure } from './failures.ts';
import { type Refill, refill } from './refill.ts';
import { reject } from './reject.ts';
import type { Road } from './road.ts';
import { EngineError } from './submission.ts';
import { customersOf, partitionsOf, type WaitingFact } from './waiting.ts';

export type Executed = {
  /** To be decided before everything else that waits, in this order. */
  readonly back: readonly WaitingFact[];
  /** True when no partition could be locked. */
  readonly isAllBusy: boolean;
};

export type ExecuteOptions = {
  readonly isLive: boolean;
  /** How long a fact is tried while the database does not answer. */
  readonly patienceMs: number;
};

/** After this many rounds of finding its partition busy, a fact's batch waits for that partition. */
const BUSY_ROUNDS = 20;
/** What goes first for one customer is finite; more rounds than this mean that deciding runs in a circle. */
const BACK_ROUNDS = 50;
/** How long the fate of a COMMIT is looked for. Its facts may be there: nobody can be told that nothing was changed. */
const LOSS_PATIENCE_MS = 30_000;

export async function execute(road: Road, facts: readonly WaitingFact[], options: ExecuteOptions): Promise<Executed> {
  const pieces: (readonly WaitingFact[])[] = [facts];
  const back: WaitingFact[] = [];
  const held = new Set<string>();
  let isAllBusy = true;
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
    // A fact of another piece that was put back keeps the later ones of its customer waiting.
    const free = piece.filter((fact) => !isHeldBy(held, fact));
    if (free.length < piece.length) back.push(...piece.filter((fact) => isHeldBy(held, fact)));
    if (free.length === 0) continue;
    const done = await attempt(road, free, options);
    if (done.kind === 'split') {
      pieces.unshift(...halves(free));
      isAllBusy = false;
      continue;
    }
    for (const fact of done.back) {
      back.push(fact);
      for (const id of customersOf(fact)) held.add(id);
    }
    isAllBusy &&= done.isAllBusy;
  }
  const order = new Map(facts.map((fact, index) => [fact, index]));
  return { back: back.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)), isAllBusy };
}

function isHeldBy(held: ReadonlySet<string>, fact: WaitingFact): boolean {
  return customersOf(fact).some((id) => held.has(id));
}

function halves(facts: readonly WaitingFact[]): [readonly WaitingFact[], readonly WaitingFact[]] {
  const middle = Math.ceil(facts.length / 2);
  return [facts.slice(0, middle), facts.slice(middle)];
}

type Attempted =
  | { readonly kind: 'split' }
  | { readonly kind: 'done'; readonly back: readonly WaitingFact[]; readonly isAllBusy: boolean };

/** Runs one batch until it is over, one way or the other. */
async function attempt(road: Road, facts: readonly WaitingFact[], options: ExecuteOptions): Promise<Attempted> {
  let waiting = facts;
  let isAfterLoss = false;
  for (let tries = 1; waiting.length > 0; tries += 1) {
    const fate = { isCommitSent: false };
    try {
      const waitFor = isAfterLoss ? partitionsOf(waiting) : starvingPartition(waiting);
      const result = await runBatch(road, waiting, { waitFor, isAfterLoss, isLive: options.isLive, fate });
      road.health.markBack();
      return { kind: 'done', ...(await finish(road, waiting, result)) };
    } catch (error) {
      const failure = classify(error);
      if (failure.kind === 'retry') {
        isAfterLoss ||= failure.isLost && fate.isCommitSent;
        if (failure.isAway) road.health.markAway();
        road.stats.add('retries');
        waiting = dropImpatient(waiting, isAfterLoss ? LOSS_PATIENCE_MS : options.patienceMs, isAfterLoss);
        if (waiting.length > 0) await delay(backoffMs(tries));
        continue;
      }
      if (failure.kind !== 'answer' && waiting.length > 1) return { kind: 'split' };
      await giveUp(road, waiting, failure);
      return { kind: 'done', back: [], isAllBusy: false };
    }
  }
  return { kind: 'done', back: [], isAllBusy: false };
}

/** The partition of the fact that has waited longest, when that is long enough; nothing is held while waiting for it. */
function starvingPartition(facts: readonly WaitingFact[]): readonly number[] {
  const starving = facts.find(({ hints }) => hints.busyRounds >= BUSY_ROUNDS);
  return starving === undefined ? [] : partitionsOf([starving]).slice(0, 1);
}

function dropImpatient(
  facts: readonly WaitingFact[],
  patienceMs: number,
  isAfterLoss: boolean,
): readonly WaitingFact[] {
  const nowMs = performance.now();
  const isPatient = (fact: WaitingFact) => nowMs - fact.admittedMs < patienceMs;
  for (const fact of facts) {
    if (isPatient(fact)) continue;
    fact.fail(isAfterLoss ? new EngineError('internal', { fact: fact.id }) : new EngineError('unavailable', {}, 1));
  }
  return facts.filter(isPatient);
}

async function giveUp(
  road: Road,
  facts: readonly WaitingFact[],
  failure: Exclude<Failure, { kind: 'retry' }>,
): Promise<void> {
  for (const fact of facts) {
    if (failure.kind === 'poison') await reject(road, fact, failure);
    else if (failure.kind === 'answer') fact.fail(failure.error);
    else {
      const stack = failure.error instanceof Error ? failure.error.stack : String(failure.error);
      road.logger.error({ factId: fact.id, kind: fact.body.kind, stack }, 'a batch failed');
      fact.fail(new EngineError('internal', { fact: fact.id }));
    }
  }
}

async function finish(
  road: Road,
  facts: readonly WaitingFact[],
  { outcomes, refills }: BatchResult,
): Promise<{ back: readonly WaitingFact[]; isAllBusy: boolean }> {
  const back: WaitingFact[] = [];
  let busy = 0;
  for (const fact of facts) {
    const outcome = outcomes.get(fact) ?? { kind: 'back' };
    switch (outcome.kind) {
      case 'answered':
        road.stats.add('facts');
        fact.answer(outcome.answered);
        break;
      case 'failed':
        fact.fail(outcome.error);
        break;
      case 'busy':
        busy += 1;
        fact.hints.busyRounds += 1;
        back.push(fact);
        break;
      case 'back':
        fact.hints.backRounds += 1;
        if (fact.hints.backRounds <= BACK_ROUNDS) back.push(fact);
        else failForCircling(road, fact);
        break;
    }
  }
  road.stats.add('busy', busy);
  await fetchPortions(road, refills);
  return { back, isAllBusy: busy === facts.length };
}

function failForCircling(road: Road, fact: WaitingFact): void {
  road.logger.error({ factId: fact.id, kind: fact.body.kind }, 'a fact was put back without end');
  fact.fail(new EngineError('internal', { fact: fact.id }));
}

/** One refill for each total and partition, with the largest amount that any fact needs; all its facts learn the result. */
async function fetchPortions(road: Road, refills: BatchResult['refills']): Promise<void> {
  const groups = Map.groupBy(refills, ({ key, period, partition }) => `${partition}|${key}|${period}`);
  for (const group of groups.values()) {
    const largest = group.reduce((a, b) => (b.amount > a.amount ? b : a));
    try {
      await fetchPortion(road, largest, group);
    } catch (error) {
      // The facts ask again in the next batch, which deals with a database that is away; their rounds are counted.
      const stack = error instanceof Error ? error.stack : String(error);
      road.logger.warn({ key: largest.key, stack }, 'no portion of a total could be fetched');
      road.stats.add('retries');
      await delay(backoffMs(1));
    }
  }
}

async function fetchPortion(road: Road, wanted: Refill, group: BatchResult['refills']): Promise<void> {
  const { key, period, limit } = wanted;
  const { isFinal, isExhausted } = await refill(road.pool, wanted);
  road.stats.add('refills');
  if (isFinal) for (const { fact } of group) fact.hints.finalQuotas.add(`${key}|${period}`);
  if (isExhausted) road.exhausted.set(`${key}|${period}|${limit}`, performance.now());
}
