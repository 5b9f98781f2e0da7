// Runs: work over all customers for whom something is due. A run walks partition by partition, in the order of ids, and
// hands chunks of customers to the engine, which decides. Whatever is done twice changes nothing the second time, so a run
// may be killed, repeated, or overlap with others.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import { PARTITIONS } from '../domain/ids.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { DAY_MS, type Instant, type Span, shift } from '../domain/time.ts';
import { classify } from '../pipeline/failures.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import { type Clock, type Engine, EngineError } from '../pipeline/submission.ts';
import { countDue, type DueSearch, findDue, partitionRange } from '../storage/due.ts';
import * as table from '../storage/runs.ts';

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
/** While one walk looks for customers or saves its progress, the engine has those of the other. */
const WALKS = 2;
const SAVE_EVERY_PARTITIONS = 8;
/** Counting takes longer than a lease on a large base. */
const RENEW_MS = 5_000;
/** Months differ in length, so that a date less a month may be due although it is later than now and a month. */
const CALENDAR_SLACK_MS = 4 * DAY_MS;
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
  const walks = Array.from({ length: WALKS }, (_, partition) => ({ partition, after: null }));
  return table.insertRun(pool, { id: randomUUID(), cursor: { walks }, kind, params, actor: request.actor.name });
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
function isGone(worker: string): boolean {
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

/** A run under way: what its walks share. */
type Walk = {
  readonly deps: RunDeps;
  readonly search: () => DueSearch;
  readonly isStopped: () => boolean;
  readonly save: () => Promise<void>;
  readonly walks: table.WalkCursor[];
  readonly total: number | null;
  visited: number;
  changed: number;
  error: string | null;
  /** False once the run was cancelled, or somebody else has taken it over. */
  isOurs: boolean;
  isBroken: boolean;
};

/** How the run is to end, or be let go of; null when it is not ours any more. */
async function walk(deps: RunDeps, leased: table.OpenRun, options: RunOptions): Promise<table.RunEnding | null> {
  const { run, cursor } = leased;
  const history = await deps.programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  const search = () => searchOf(run, history.live, deps.clock.now());
  const isStopped = () => options.signal?.aborted === true;
  const total = run.total ?? (await countAll(deps, leased, search(), isStopped));
  const { visited, changed, error } = run;
  const save = async (): Promise<void> => {
    const progress = {
      cursor: { walks: state.walks },
      total,
      visited: state.visited,
      changed: state.changed,
      error: state.error,
    };
    const isOurs = await withRetries(() => table.saveProgress(deps.pool, run.id, deps.worker, progress));
    if (!isOurs) state.isOurs = false;
    else options.onProgress?.({ ...run, ...progress, status: 'running' });
  };
  const state: Walk = {
    deps,
    search,
    isStopped,
    save,
    walks: [...cursor.walks],
    total,
    visited,
    changed,
    error,
    isOurs: true,
    isBroken: false,
  };
  await save();
  // A walk that fails stops the others before the error goes on, so that nothing works on behind it.
  const ended = await Promise.allSettled(
    state.walks.map((_, index) =>
      walkShare(state, index).catch((failure) => {
        state.isBroken = true;
        throw failure;
      }),
    ),
  );
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  await save();
  if (!state.isOurs) return null;
  if (state.walks.some(({ partition }) => partition < PARTITIONS)) return { status: 'waiting', error: state.error };
  return { status: state.error === null ? 'done' : 'failed', error: state.error };
}

/** Goes through every partition of one share. A partition where nothing is due costs a look, and few of them a write. */
async function walkShare(state: Walk, index: number): Promise<void> {
  for (;;) {
    const at = state.walks[index];
    if (at === undefined || at.partition >= PARTITIONS || state.isStopped() || !state.isOurs || state.isBroken) return;
    const { next, decided } = await nextChunk(state, at);
    state.walks[index] = next;
    state.visited += decided.visited;
    state.changed += decided.changed;
    state.error ??= decided.error;
    const isMark =
      next.partition !== at.partition && Math.floor(next.partition / state.walks.length) % SAVE_EVERY_PARTITIONS === 0;
    if (decided.visited > 0 || isMark) await state.save();
  }
}

async function countAll(
  deps: RunDeps,
  leased: table.OpenRun,
  search: DueSearch,
  isStopped: () => boolean,
): Promise<number | null> {
  const { run, cursor } = leased;
  let total = 0;
  let renewedAt = performance.now();
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    if (isStopped()) return null;
    total += await withRetries(() => countDue(deps.pool, search, partitionRange(partition)));
    if (performance.now() - renewedAt < RENEW_MS) continue;
    renewedAt = performance.now();
    await table.saveProgress(deps.pool, run.id, deps.worker, { ...run, cursor, total: null });
  }
  return total;
}

/** Decides the next customers of the partition, and says where to go on: there, or in the next partition of the share. */
async function nextChunk(
  { deps, search, walks }: Walk,
  { partition, after }: table.WalkCursor,
): Promise<{ readonly next: table.WalkCursor; readonly decided: Decided }> {
  const whole = partitionRange(partition);
  const range = { after: after ?? whole.after, last: whole.last };
  const ids = await withRetries(() => findDue(deps.pool, search(), range, CHUNK_CUSTOMERS));
  const last = ids.at(-1);
  const decided = last === undefined ? NOTHING : await decideAll(deps, partition, ids);
  const isWhole = last === undefined || ids.length < CHUNK_CUSTOMERS;
  return { next: isWhole ? { partition: partition + walks.length, after: null } : { partition, after: last }, decided };
}

const NOTHING: Decided = { visited: 0, changed: 0, error: null };

type Decided = { readonly visited: number; readonly changed: number; readonly error: string | null };

/**
 * Hands customers to the engine. A customer who cannot be decided must not keep the others waiting for ever: the chunk is
 * halved until that one is alone, and named in the run's error.
 */
async function decideAll(deps: RunDeps, partition: number, customerIds: readonly string[]): Promise<Decided> {
  try {
    const chunk = { partition, customerIds, body: { kind: 'due' as const }, actor: RUN_ACTOR };
    return { ...(await withRetries(() => deps.engine.submitChunk(chunk))), error: null };
  } catch (error) {
    const isOfOne = error instanceof EngineError && (error.code === 'internal' || error.code === 'fact_rejected');
    if (!isOfOne) throw error;
    if (customerIds.length === 1) {
      return { visited: 1, changed: 0, error: `The customer ${customerIds[0]} could not be decided (${error.code}).` };
    }
    const middle = Math.ceil(customerIds.length / 2);
    const first = await decideAll(deps, partition, customerIds.slice(0, middle));
    const second = await decideAll(deps, partition, customerIds.slice(middle));
    return {
      visited: first.visited + second.visited,
      changed: first.changed + second.changed,
      error: first.error ?? second.error,
    };
  }
}

const RUN_ACTOR: Actor = { kind: 'run', name: 'due' };

/** The database going away, or an engine with too much to do, is waited out. */
async function withRetries<T>(work: () => Promise<T>): Promise<T> {
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
function isPassing(error: unknown): boolean {
  if (error instanceof EngineError) return error.code === 'overloaded' || error.code === 'unavailable';
  if (error instanceof pg.DatabaseError) return classify(error).kind === 'retry';
  return !(error instanceof TypeError || error instanceof RangeError);
}

function searchOf(run: table.RunRow, programme: Programme, now: Instant): DueSearch {
  const notices: { account: string; until: Instant }[] = [];
  const inactivity: { account: string; until: Instant }[] = [];
  for (const [account, { expiry }] of programme.accounts) {
    if (expiry.kind === 'inactivity') inactivity.push({ account, until: looseShift(now, expiry.after, -1) });
    else if ('notice' in expiry && expiry.notice !== undefined) {
      notices.push({ account, until: looseShift(now, expiry.notice, 1) });
    }
  }
  const kind = run.params.only === 'holds' ? 'holds' : run.kind;
  return { kind, now, tierSystem: run.params.tierSystem ?? null, notices, inactivity };
}

function looseShift(at: Instant, span: Span, sign: 1 | -1): Instant {
  return shift(at, span, sign) + CALENDAR_SLACK_MS;
}
