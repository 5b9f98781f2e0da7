// Runs: work over all customers for whom something is due. A run walks partition by partition, in the order of ids, and
// hands chunks of customers to the engine, which decides. Whatever is done twice changes nothing the second time, so a run
// may be killed, repeated, or overlap with others.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import { PARTITIONS, partitionOf } from '../domain/ids.ts';
import { classify } from '../pipeline/failures.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import { type Chunk, type Clock, type Engine, EngineError } from '../pipeline/submission.ts';
import { type IdRange, partitionRange } from '../storage/due.ts';
import * as table from '../storage/runs.ts';
import { type Work, worksOf } from './run-works.ts';

export type { RunKind, RunParams, RunRow } from '../storage/runs.ts';
export { cancelRun, readRun, readRuns } from '../storage/runs.ts';

export type RunRequest = {
  readonly kind: table.RunKind;
  readonly params: table.RunParams;
  readonly actor: Actor;
};

export type RunDeps = {
  readonly pool: pg.Pool;
  readonly engine: Pick<Engine, 'submitChunk'>;
  readonly programmes: Pick<ProgrammeSource, 'refresh'>;
  readonly clock: Clock;
  /** Who carries runs out, see `workerName`. */
  readonly worker: string;
};

export type RunOptions = {
  /** Lets go of the run after the chunk under way; whoever comes next goes on there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (run: table.RunRow) => void;
};

/** Customers read at once; the engine makes batches of its own size of them. */
const CHUNK_CUSTOMERS = 2_000;
/** Partitions looked at together: on most days little is due, and a look at each alone would cost more than the work. */
const STRIDE = 16;
/** Counting takes longer than a lease on a large base. */
const RENEW_MS = 5_000;
const RETRY_PAUSE_MS = 1_000;
/** A database that restarts is back long before this many attempts. */
const ATTEMPTS_MAX = 60;

/** Opens a run. Refused with `run_in_progress` while one of the same kind and parameters is open. */
export async function startRun(pool: pg.Pool, request: RunRequest): Promise<table.RunRow> {
  const { run, isNew } = await openRun(pool, request);
  if (!isNew) throw new EngineError('run_in_progress', { run: run.id });
  return run;
}

/** Opens a run, or finds the open one of the same kind and parameters. */
export async function openRun(
  pool: pg.Pool,
  request: RunRequest,
): Promise<{ readonly run: table.RunRow; readonly isNew: boolean }> {
  const { kind, params } = request;
  const system = params.tierSystem;
  if (system !== undefined && !(await table.hasTierSystem(pool, system))) {
    throw new EngineError('unknown_tier_system', { system });
  }
  const { campaign } = params;
  if (campaign !== undefined && !(await table.hasOccasionCampaign(pool, campaign))) {
    throw new EngineError('unknown_campaign', { campaign });
  }
  return table.insertRun(pool, { id: randomUUID(), kind, params, actor: request.actor.name });
}

/** Names this process in leases, so that others on this machine see when it is gone. */
export function workerName(): string {
  return `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
}

/** Carries out open runs, one after the other, until none is left that nobody else is at. */
export async function executeRuns(deps: RunDeps, options: RunOptions = {}): Promise<number> {
  let count = 0;
  while (options.signal?.aborted !== true) {
    const deadWorkers = (await table.readLeaseHolders(deps.pool)).filter(isGone);
    const leased = await table.leaseRun(deps.pool, deps.worker, { id: null, deadWorkers });
    if (leased === null) return count;
    await carryOut(deps, leased, options);
    count += 1;
  }
  return count;
}

/** Carries out one run; null when somebody else is at it, or it is over. */
export async function executeRun(deps: RunDeps, id: string, options: RunOptions = {}): Promise<table.RunRow | null> {
  const deadWorkers = (await table.readLeaseHolders(deps.pool)).filter(isGone);
  const leased = await table.leaseRun(deps.pool, deps.worker, { id, deadWorkers });
  if (leased === null) return null;
  await carryOut(deps, leased, options);
  return table.readRun(deps.pool, id);
}

/** True when the holder of a lease ran on this machine and does not any more. */
export function isGone(worker: string): boolean {
  const [host, pid] = worker.split(' ');
  if (host !== hostname() || !Number.isSafeInteger(Number(pid))) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

async function carryOut(deps: RunDeps, leased: table.OpenRun, options: RunOptions): Promise<void> {
  const { id } = leased.run;
  try {
    const ending = await walk(deps, leased, options);
    if (ending !== null) await table.endRun(deps.pool, id, deps.worker, ending);
  } catch (error) {
    const ending = isPassing(error)
      ? { status: 'waiting' as const, error: null }
      : { status: 'failed' as const, error: sentenceFor(error) };
    await table.endRun(deps.pool, id, deps.worker, ending).catch(() => {
      // The database is away: the lease ends by itself, and the run goes on from its cursor. The error below says why.
    });
    throw error;
  }
}

function sentenceFor(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** How the run is to end, or be let go of; null when it is not ours any more. */
async function walk(deps: RunDeps, leased: table.OpenRun, options: RunOptions): Promise<table.RunEnding | null> {
  const { run } = leased;
  const history = await deps.programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  const works = worksOf(deps, run, history.live);
  const isStopped = () => options.signal?.aborted === true;
  const save = async (progress: table.RunProgress): Promise<boolean> => {
    const isOurs = await withRetries(() => table.saveProgress(deps.pool, run.id, deps.worker, progress));
    if (isOurs) options.onProgress?.({ ...run, ...progress, status: 'running' });
    return isOurs;
  };
  const total = run.total ?? (await countAll(deps, leased, works, isStopped));
  let progress: table.RunProgress = { ...run, cursor: leased.cursor, total };
  if (!(await save(progress))) return null;
  while (progress.cursor.partition < PARTITIONS) {
    if (isStopped()) return { status: 'waiting', error: progress.error };
    progress = await nextChunk(deps, progress, works);
    if (!(await save(progress))) return null;
  }
  return { status: progress.error === null ? 'done' : 'failed', error: progress.error };
}

async function countAll(
  deps: RunDeps,
  leased: table.OpenRun,
  works: readonly Work[],
  isStopped: () => boolean,
): Promise<number | null> {
  const { run, cursor } = leased;
  let total = 0;
  let renewedAt = performance.now();
  for (let first = 0; first < PARTITIONS; first += STRIDE) {
    if (isStopped()) return null;
    for (const work of works) total += await withRetries(() => work.count(strideRange(first)));
    if (performance.now() - renewedAt < RENEW_MS) continue;
    renewedAt = performance.now();
    await table.saveProgress(deps.pool, run.id, deps.worker, { ...run, cursor, total: null });
  }
  return total;
}

/** Decides the next customers of the stride, or goes on to the next search or the next stride. */
async function nextChunk(
  deps: RunDeps,
  progress: table.RunProgress,
  works: readonly Work[],
): Promise<table.RunProgress> {
  const { partition, after, step = '' } = progress.cursor;
  const first = partition - (partition % STRIDE);
  const index = works.findIndex((one) => one.step >= step);
  const work = works[index];
  const next = works[index + 1];
  const onwards = next === undefined ? { partition: first + STRIDE } : { partition: first, step: next.step };
  const ids =
    work === undefined
      ? []
      : await withRetries(() =>
          work.find({ ...strideRange(first), ...(after === null ? {} : { after }) }, CHUNK_CUSTOMERS),
        );
  const last = ids.at(-1);
  if (work === undefined || last === undefined) return { ...progress, cursor: { ...onwards, after: null } };
  const isFull = ids.length === CHUNK_CUSTOMERS;
  const { body } = work;
  let { visited, changed, error } = progress;
  for (const [partitionOfIds, customerIds] of Map.groupBy(ids, partitionOf)) {
    const result = await decideAll(deps, { partition: partitionOfIds, customerIds, body });
    visited += result.visited;
    changed += result.changed;
    error = result.error ?? error;
  }
  const cursor = isFull ? { partition: partitionOf(last), step: work.step, after: last } : { ...onwards, after: null };
  return { cursor, total: progress.total, visited, changed, error };
}

/** The ids of some partitions, which lie side by side. */
function strideRange(first: number): IdRange {
  return { after: partitionRange(first).after, last: partitionRange(first + STRIDE - 1).last };
}

type Decided = { readonly visited: number; readonly changed: number; readonly error: string | null };

/**
 * Hands customers to the engine. A customer who cannot be decided must not keep the others waiting for ever: the chunk is
 * halved until that one is alone, and named in the run's error.
 */
async function decideAll(deps: RunDeps, part: Omit<Chunk, 'actor'>): Promise<Decided> {
  const { customerIds } = part;
  try {
    const chunk = { ...part, actor: part.body.kind === 'due' ? DUE_ACTOR : OCCASION_ACTOR };
    return { ...(await withRetries(() => deps.engine.submitChunk(chunk))), error: null };
  } catch (error) {
    const isOfOne = error instanceof EngineError && (error.code === 'internal' || error.code === 'fact_rejected');
    if (!isOfOne) throw error;
    if (customerIds.length === 1) {
      return { visited: 1, changed: 0, error: `The customer ${customerIds[0]} could not be decided (${error.code}).` };
    }
    const middle = Math.ceil(customerIds.length / 2);
    const first = await decideAll(deps, { ...part, customerIds: customerIds.slice(0, middle) });
    const second = await decideAll(deps, { ...part, customerIds: customerIds.slice(middle) });
    return {
      visited: first.visited + second.visited,
      changed: first.changed + second.changed,
      error: first.error ?? second.error,
    };
  }
}

const DUE_ACTOR: Actor = { kind: 'run', name: 'due' };
const OCCASION_ACTOR: Actor = { kind: 'run', name: 'occasions' };

/** The database going away, or an engine with too much to do, is waited out. */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isPassing(error)) throw error;
      await delay(RETRY_PAUSE_MS);
    }
  }
}

/** True for what may work the next time. Errors of the driver itself, not of the server, mean a broken connection. */
export function isPassing(error: unknown): boolean {
  if (error instanceof EngineError) return error.code === 'overloaded' || error.code === 'unavailable';
  if (error instanceof pg.DatabaseError) return classify(error).kind === 'retry';
  return !(error instanceof TypeError || error instanceof RangeError);
}
