// Goes through all customers for whom something is due: on several walks at once, each over its own share of the partitions,
// so that every worker of the bulk lane has something to decide. Each hands chunks of customers to the engine, in the order
// of their ids, and what is done is written down after every chunk.
import type pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import { PARTITIONS, partitionOf } from '../domain/ids.ts';
import { BULK_WORKERS } from '../pipeline/bulk-lane.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import { type Chunk, type Clock, type Engine, EngineError } from '../pipeline/submission.ts';
import { type IdRange, partitionRange } from '../storage/due.ts';
import * as table from '../storage/runs.ts';
import { withRetries } from './retries.ts';
import { type Work, worksOf } from './run-works.ts';

export type WalkDeps = {
  readonly pool: pg.Pool;
  readonly engine: Pick<Engine, 'submitChunk'>;
  readonly programmes: Pick<ProgrammeSource, 'refresh'>;
  readonly clock: Clock;
  /** Who carries runs out, see `leaseHolderName`. */
  readonly worker: string;
};

export type WalkOptions = {
  /** Lets go of the run after the chunks under way; whoever comes next goes on there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (run: table.RunRow) => void;
};

/** Customers read at once; the engine makes batches of its own size of them. */
const CHUNK_CUSTOMERS = 2_000;
/** Partitions looked at together: on most days little is due, and a look at each alone would cost more than the work. */
const STRIDE = 16;
/** Counting takes longer than a lease on a large base. */
const RENEW_MS = 5_000;

/** As many as the bulk lane has workers, each of which has the same share of the partitions. */
export function firstCursor(): table.RunCursor {
  const share = PARTITIONS / BULK_WORKERS;
  const walks = Array.from({ length: BULK_WORKERS }, (_, index) => ({ partition: index * share, after: null }));
  return { walks: walks.map((walk) => ({ ...walk, until: walk.partition + share })) };
}

/** What the walks of a run share. */
type Journey = {
  readonly deps: WalkDeps;
  readonly works: readonly Work[];
  readonly isStopped: () => boolean;
  readonly walks: table.WalkCursor[];
  visited: number;
  changed: number;
  error: string | null;
  /** False once the run was cancelled, or somebody else has taken it over. */
  isOurs: boolean;
  /** A walk failed: the others end too, so that nothing works on behind the error. */
  isBroken: boolean;
};

/** How the run is to end, or be let go of; null when it is not ours any more. */
export async function walk(
  deps: WalkDeps,
  leased: table.OpenRun,
  options: WalkOptions,
): Promise<table.RunEnding | null> {
  const { run, cursor } = leased;
  const history = await deps.programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  const works = worksOf(deps, run, history.live);
  const isStopped = () => options.signal?.aborted === true;
  const total = run.total ?? (await countAll(deps, leased, works, isStopped));
  const { visited, changed, error } = run;
  const walks = [...cursor.walks];
  const journey: Journey = { deps, works, isStopped, walks, visited, changed, error, isOurs: true, isBroken: false };
  const save = async (): Promise<void> => {
    const progress = {
      cursor: { walks },
      total,
      visited: journey.visited,
      changed: journey.changed,
      error: journey.error,
    };
    const isOurs = await withRetries(() => table.saveProgress(deps.pool, run.id, deps.worker, progress));
    if (isOurs) options.onProgress?.({ ...run, ...progress, status: 'running' });
    else journey.isOurs = false;
  };
  await save();
  await goAll(journey, save);
  // Two walks save at once, and the older of two may be written last.
  await save();
  if (!journey.isOurs) return null;
  if (walks.some(({ partition, until }) => partition < until)) return { status: 'waiting', error: journey.error };
  return { status: journey.error === null ? 'done' : 'failed', error: journey.error };
}

async function goAll(journey: Journey, save: () => Promise<void>): Promise<void> {
  const ended = await Promise.allSettled(
    journey.walks.map(async (_, index) => {
      try {
        await goOn(journey, index, save);
      } catch (error) {
        journey.isBroken = true;
        throw error;
      }
    }),
  );
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
}

async function goOn(journey: Journey, index: number, save: () => Promise<void>): Promise<void> {
  for (;;) {
    const at = journey.walks[index];
    if (at === undefined || at.partition >= at.until) return;
    if (journey.isStopped() || !journey.isOurs || journey.isBroken) return;
    const { next, decided } = await nextChunk(journey, at);
    journey.walks[index] = next;
    journey.visited += decided.visited;
    journey.changed += decided.changed;
    journey.error ??= decided.error;
    await save();
  }
}

async function countAll(
  deps: WalkDeps,
  leased: table.OpenRun,
  works: readonly Work[],
  isStopped: () => boolean,
): Promise<number | null> {
  const { run, cursor } = leased;
  let total = 0;
  let renewedAt = performance.now();
  for (let first = 0; first < PARTITIONS; first += STRIDE) {
    if (isStopped()) return null;
    for (const work of works) total += await withRetries(() => work.count(rangeOf(first, first + STRIDE)));
    if (performance.now() - renewedAt < RENEW_MS) continue;
    renewedAt = performance.now();
    await table.saveProgress(deps.pool, run.id, deps.worker, { ...run, cursor, total: null });
  }
  return total;
}

/** Decides the next customers of the stride, or goes on to the next search or the next stride. */
async function nextChunk(
  { deps, works }: Journey,
  at: table.WalkCursor,
): Promise<{ readonly next: table.WalkCursor; readonly decided: Decided }> {
  const { after, step = '', until } = at;
  const first = at.partition - (at.partition % STRIDE);
  const index = works.findIndex((one) => one.step >= step);
  const work = works[index];
  const following = works[index + 1];
  const onwards =
    following === undefined
      ? { partition: first + STRIDE, after: null, until }
      : { partition: first, after: null, until, step: following.step };
  if (work === undefined) return { next: onwards, decided: NOTHING };
  const range = { ...rangeOf(first, first + STRIDE), ...(after === null ? {} : { after }) };
  const ids = await withRetries(() => work.find(range, CHUNK_CUSTOMERS));
  const last = ids.at(-1);
  let decided = NOTHING;
  for (const [partition, customerIds] of Map.groupBy(ids, partitionOf)) {
    decided = sumOf(decided, await decideAll(deps, { ...askedBy(work), partition, customerIds }));
  }
  const isFull = last !== undefined && ids.length === CHUNK_CUSTOMERS;
  const next = isFull ? { partition: partitionOf(last), after: last, until, step: work.step } : onwards;
  return { next, decided };
}

/** The ids of partitions that lie side by side, up to `until` and without it. */
function rangeOf(first: number, until: number): IdRange {
  return { after: partitionRange(first).after, last: partitionRange(until - 1).last };
}

type Decided = { readonly visited: number; readonly changed: number; readonly error: string | null };

const NOTHING: Decided = { visited: 0, changed: 0, error: null };

function sumOf(one: Decided, other: Decided): Decided {
  return {
    visited: one.visited + other.visited,
    changed: one.changed + other.changed,
    error: one.error ?? other.error,
  };
}

/**
 * Hands customers to the engine. A customer who cannot be decided must not keep the others waiting for ever: the chunk is
 * halved until that one is alone, and named in the run's error.
 */
async function decideAll(deps: WalkDeps, part: Chunk): Promise<Decided> {
  const { customerIds } = part;
  try {
    return { ...(await withRetries(() => deps.engine.submitChunk(part))), error: null };
  } catch (error) {
    const isOfOne = error instanceof EngineError && (error.code === 'internal' || error.code === 'fact_rejected');
    if (!isOfOne) throw error;
    if (customerIds.length === 1) {
      return { visited: 1, changed: 0, error: `The customer ${customerIds[0]} could not be decided (${error.code}).` };
    }
    const middle = Math.ceil(customerIds.length / 2);
    const first = await decideAll(deps, { ...part, customerIds: customerIds.slice(0, middle) });
    return sumOf(first, await decideAll(deps, { ...part, customerIds: customerIds.slice(middle) }));
  }
}

function askedBy({ body, actor, key }: Work): Pick<Chunk, 'body' | 'actor' | 'idempotency'> {
  return {
    body,
    actor: actor ?? (body.kind === 'due' ? DUE_ACTOR : OCCASION_ACTOR),
    ...(key === undefined ? {} : { idempotency: { operation: 'run', key, sent: null } }),
  };
}

const DUE_ACTOR: Actor = { kind: 'run', name: 'due' };
const OCCASION_ACTOR: Actor = { kind: 'run', name: 'occasions' };
