// One batch, one transaction: lock, load, claim, decide, save, commit. It gives each fact its outcome once the transaction
// is over, and throws when it failed: what to do then is for execute.ts to say.
import type pg from 'pg';
import { dayOf } from '../domain/time.ts';
import { type FoundFact, findById, findByKey } from '../storage/duplicates.ts';
import { beginWithLocks, commit } from '../storage/partitions.ts';
import { eraseCustomers } from '../storage/privacy/erase.ts';
import { save } from '../storage/save.ts';
import type { BatchRun, Outcome } from './batch-run.ts';
import { Changes } from './changes.ts';
import { claimForBatch, refuseTakenKeys, releaseUnused } from './claims.ts';
import { withClient } from './connections.ts';
import { decideBatch } from './decide-batch.ts';
import { readGoodwill, saveGoodwill } from './goodwill.ts';
import { loadBatch } from './load-batch.ts';
import { keepNamedCodes, settleKeptCodes } from './promo-codes.ts';
import { openPreviewBook, openQuotaBook } from './quota-book.ts';
import type { Road } from './road.ts';
import { EngineError } from './submission.ts';
import { partitionsOf, type WaitingFact } from './waiting.ts';

export type BatchOptions = {
  /** Partitions to wait for instead of only trying them. */
  readonly waitFor: readonly number[];
  /** An earlier try of these facts may have been committed unseen: they are looked for by id. */
  readonly isAfterLoss: boolean;
  readonly isLive: boolean;
  /** Set before COMMIT is sent: a connection that breaks earlier has certainly saved nothing. */
  readonly fate: { isCommitSent: boolean };
};

export type BatchResult = {
  readonly outcomes: ReadonlyMap<WaitingFact, Outcome>;
  readonly refills: BatchRun['refills'];
};

export async function runBatch(road: Road, facts: readonly WaitingFact[], options: BatchOptions): Promise<BatchResult> {
  return withClient(road.pool, async (client) => {
    const { waitFor, isLive, isAfterLoss } = options;
    const locked = await beginWithLocks(client, { partitions: partitionsOf(facts), waitFor, isLive });
    const startMs = performance.now();
    const ready = facts.filter((fact) => partitionsOf([fact]).every((partition) => locked.has(partition)));
    if (ready.length === 0) {
      await client.query('rollback');
      return { outcomes: busyOutcomes(facts, ready), refills: [] };
    }
    const run = await openRun(road, client, { facts: ready, isPreview: false });
    for (const [fact, outcome] of busyOutcomes(facts, ready)) run.outcomes.set(fact, outcome);
    await answerFound(run, isAfterLoss);
    const claims = await claimForBatch(run);
    await keepNamedCodes(run);
    await readGoodwill(run, { isLocking: true });
    await decideBatch(run);
    await saveGoodwill(run);
    const rows = run.changes.isEmpty ? 0 : await save(client, run.changes.toRequest());
    if (!run.changes.isEmpty) {
      await releaseUnused(run, claims);
      await settleKeptCodes(run);
    }
    if (run.changes.forgotten.length > 0) await eraseCustomers(client, run.changes.forgotten, run.now);
    options.fate.isCommitSent = !run.changes.isEmpty;
    await (run.changes.isEmpty ? client.query('rollback') : commit(client));
    road.stats.batch(ready.length, performance.now() - startMs);
    road.stats.add('rows', rows);
    return { outcomes: run.outcomes, refills: run.refills };
  });
}

/** Decides on the live state, without locks, and saves nothing. */
export async function runPreview(road: Road, facts: readonly WaitingFact[]): Promise<BatchResult['outcomes']> {
  return withClient(road.pool, async (client) => {
    await client.query('begin read only');
    const run = await openRun(road, client, { facts, isPreview: true });
    if (facts.length > 1) await refuseTakenKeys(run);
    await keepNamedCodes(run);
    await readGoodwill(run, { isLocking: false });
    await decideBatch(run);
    await client.query('rollback');
    return run.outcomes;
  });
}

function busyOutcomes(facts: readonly WaitingFact[], ready: readonly WaitingFact[]): Map<WaitingFact, Outcome> {
  const isReady = new Set(ready);
  return new Map(facts.filter((fact) => !isReady.has(fact)).map((fact) => [fact, { kind: 'busy' }]));
}

type Opening = { readonly facts: readonly WaitingFact[]; readonly isPreview: boolean };

async function openRun(road: Road, client: pg.PoolClient, { facts, isPreview }: Opening): Promise<BatchRun> {
  const now = road.clock.now();
  const { history, states, periods } = await loadBatch(road, client, { facts, now });
  const asked = { programme: history.live, partitions: partitionsOf(facts), periods };
  const quotas = isPreview ? await openPreviewBook(client, asked) : await openQuotaBook(road, client, asked);
  const bookedOn = dayOf(now, history.live.document.time_zone);
  return {
    road,
    client,
    facts,
    now,
    history,
    isPreview,
    states,
    loadedProfiles: new Map([...states].map(([id, { profile }]) => [id, profile])),
    quotas,
    goodwill: { day: bookedOn, used: new Map(), changed: new Map() },
    changes: new Changes({ now, bookedOn, programme: history.live.version, engine: road.engineId }),
    outcomes: new Map(),
    refills: [],
    codes: new Map(),
    changed: new Set(),
    held: new Set(),
    settled: new Set(),
    broken: new Map(),
  };
}

/** Answers facts whose key was used before from what was stored then; after a loss also those that were saved unseen. */
async function answerFound(run: BatchRun, isAfterLoss: boolean): Promise<void> {
  if (isAfterLoss) {
    const saved = new Map((await findById(run.client, run.facts)).map((found) => [found.id, found]));
    for (const fact of run.facts) {
      const found = saved.get(fact.id);
      if (found !== undefined) run.outcomes.set(fact, answeredBy(found, { isReplay: false }));
    }
  }
  const keyed = run.facts.flatMap(({ customerId, keyHash }) => (keyHash === null ? [] : [{ customerId, keyHash }]));
  const found = new Map((await findByKey(run.client, keyed)).map((one) => [`${one.customerId} ${one.keyHash}`, one]));
  for (const fact of run.facts) {
    const first = found.get(`${fact.customerId} ${fact.keyHash}`);
    if (first === undefined || run.outcomes.has(fact)) continue;
    run.road.stats.add('replays');
    run.outcomes.set(
      fact,
      first.bodyHash === fact.bodyHash ? answeredBy(first, { isReplay: true }) : refusedReuse(first),
    );
  }
}

function answeredBy(found: FoundFact, { isReplay }: { readonly isReplay: boolean }): Outcome {
  const { customerId, occurredAt, recordedAt, record } = found;
  const answer = {
    factId: found.id,
    customerId,
    occurredAt,
    recordedAt,
    programmeVersion: found.programme,
    isReplay,
    record,
  };
  return { kind: 'answered', answered: { answer, isSaved: !isReplay, isStillDue: false } };
}

function refusedReuse(found: FoundFact): Outcome {
  return { kind: 'failed', error: new EngineError(found.isForgotten ? 'forgotten' : 'key_reused') };
}
