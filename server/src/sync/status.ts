// How a connection does: its lanes and how far they are behind, how many customers stand where, what was set aside, and the runs
// over everybody.
import type { Instant } from '../domain/time.ts';
import { type FactPlace, readFactMarks } from '../storage/fact-feed.ts';
import type { RunRow } from '../storage/runs.ts';
import { countByStatus, type SyncCustomerStatus } from '../storage/sync-customers.ts';
import { countSetAside, type SetAsideStatus } from '../storage/sync-events.ts';
import { type LaneRow, readLanes, type SyncLane } from '../storage/sync-lanes.ts';
import { readLastSyncRun } from '../storage/sync-runs.ts';
import { readConnection, type SyncConnection, type SyncDesk } from './connections.ts';

type LaneStatus = {
  readonly lane: SyncLane;
  /** How long the oldest fact waits that was not read; null: none waits. */
  readonly lagMs: number | null;
  readonly movedAt: Instant;
  readonly sent: number;
  readonly failures: number;
  readonly reason: string | null;
  readonly nextAt: Instant;
};

export type SyncStatus = {
  readonly connection: SyncConnection;
  /** Whether a process sends. */
  readonly isServed: boolean;
  readonly lanes: readonly LaneStatus[];
  readonly customers: { readonly [status in SyncCustomerStatus]: number };
  readonly events: { readonly [status in SetAsideStatus]: number };
  /** The last one, whether it is over or not. */
  readonly backfill: { readonly run: RunRow; readonly secondsLeft: number | null } | null;
  readonly reconciliation: RunRow | null;
};

export async function readStatus(desk: SyncDesk, name: string): Promise<SyncStatus> {
  const connection = await readConnection(desk, name);
  const lanes = await readLanes(desk.pool, name);
  const backfill = await readLastSyncRun(desk.pool, 'sync_backfill', name);
  return {
    connection,
    isServed: connection.leasedBy !== null,
    lanes: await Promise.all(lanes.map((lane) => laneStatus(desk, lane))),
    customers: await countByStatus(desk.pool, name),
    events: await countSetAside(desk.pool, name),
    backfill: backfill === null ? null : { run: backfill, secondsLeft: secondsLeft(backfill) },
    reconciliation: await readLastSyncRun(desk.pool, 'sync_reconcile', name),
  };
}

async function laneStatus({ pool, clock }: SyncDesk, row: LaneRow): Promise<LaneStatus> {
  const { lane, movedAt, sent, failures, reason, nextAt } = row;
  const since = await waitingSince(pool, row.place);
  const lagMs = since === null ? null : Math.max(0, clock.now() - since);
  return { lane, lagMs, movedAt, sent, failures, reason, nextAt };
}

/** Transactions without facts are passed over a hundred at a time; that many in a row are not looked through. */
const STEPS_MAX = 100;

/** When the oldest fact was decided that a lane has not come to; null: there is none. */
export async function waitingSince(pool: SyncDesk['pool'], place: FactPlace): Promise<Instant | null> {
  let at = place;
  for (let turn = 0; turn < STEPS_MAX; turn += 1) {
    const { facts, after, hasMore } = await readFactMarks(pool, at, 1);
    const [first] = facts;
    if (first !== undefined) return first.recordedAt;
    if (!hasMore) return null;
    at = after;
  }
  return null;
}

/** As fast as so far; null while there is nothing to go by. */
function secondsLeft({ status, total, visited, startedAt, updatedAt }: RunRow): number | null {
  if (status !== 'running' && status !== 'waiting') return null;
  if (total === null || visited === 0 || updatedAt <= startedAt) return null;
  return (Math.max(0, total - visited) * (updatedAt - startedAt)) / visited / 1_000;
}
