// Runs: work over all customers for whom something is due: opening them, taking them over, carrying them out to the end.
// Whatever is done twice changes nothing the second time, so a run may be killed, repeated, or overlap with others. How one
// goes through the customers is walk.ts.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import { EngineError } from '../pipeline/submission.ts';
import { isGone } from '../storage/lease-holders.ts';
import * as table from '../storage/runs.ts';
import { countDays } from './figures/count.ts';
import { measure } from './metrics/measure.ts';
import { isPassing } from './retries.ts';
import { firstCursor, type WalkDeps, type WalkOptions, walk } from './walk.ts';

export type { RunKind, RunParams, RunRow } from '../storage/runs.ts';
export { cancelRun, RUN_KINDS, readRun, readRuns } from '../storage/runs.ts';

export type RunRequest = {
  readonly kind: table.RunKind;
  readonly params: table.RunParams;
  readonly actor: Actor;
};

export type RunDeps = WalkDeps;
export type RunOptions = WalkOptions;

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
  return table.insertRun(pool, { id: randomUUID(), cursor: firstCursor(), kind, params, actor: request.actor.name });
}

/** Carries out open runs, one after the other, until none is left that nobody else is at; `lane`: only those of it. */
export async function executeRuns(
  deps: RunDeps,
  options: RunOptions & { readonly lane?: table.RunLane } = {},
): Promise<number> {
  const lane = options.lane === undefined ? {} : { lane: options.lane };
  let count = 0;
  while (options.signal?.aborted !== true) {
    const deadWorkers = (await table.readLeaseHolders(deps.pool)).filter(isGone);
    const leased = await table.leaseRun(deps.pool, deps.worker, { id: null, deadWorkers, ...lane });
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

const CARRY = {
  expiry: walk,
  maintenance: walk,
  occasions: walk,
  metrics: measure,
  figures: countDays,
  changes: walk,
  sync_backfill: notHere,
  sync_reconcile: notHere,
} as const;

/** They are never leased here: whoever sends to the platform carries them out. */
function notHere(_deps: RunDeps, { run }: table.OpenRun): Promise<never> {
  throw new Error(`A run of ${run.kind} is carried out by the sync.`);
}

async function carryOut(deps: RunDeps, leased: table.OpenRun, options: RunOptions): Promise<void> {
  const { id } = leased.run;
  try {
    const ending = await CARRY[leased.run.kind](deps, leased, options);
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
