// Where the lanes of a connection stand in the log, and how it goes with them. Only the connection's holder moves them.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';
import type { FactPlace } from './fact-feed.ts';
import { FIRST_ID } from './fact-feed.ts';
import { oldestRunningTx } from './tally-backfill.ts';

type Db = Pick<pg.Pool, 'query'>;

const SYNC_LANES = ['profiles', 'events'] as const;
export type SyncLane = (typeof SYNC_LANES)[number];

export type LaneRow = {
  readonly lane: SyncLane;
  readonly place: FactPlace;
  readonly failures: number;
  readonly reason: string | null;
  readonly nextAt: Instant;
  readonly movedAt: Instant;
  readonly sent: number;
  readonly refused: number;
};

/** Both begin with what happens from now on; lanes that are open stay where they are. */
export async function openLanes(db: Db, connection: string, at: Instant): Promise<void> {
  const tx = await oldestRunningTx(db);
  await db.query(
    `insert into laurel.sync_lane (connection, lane, tx, after_fact, after_customer, failures, next_at, moved_at, sent)
     select $1, r.lane, $2, $3, $3, 0, $4, $4, 0
     from   unnest(array['profiles', 'events']) as r(lane)
     on conflict (connection, lane) do nothing`,
    [connection, tx, FIRST_ID, new Date(at)],
  );
}

export async function readLanes(db: Db, connection: string): Promise<readonly LaneRow[]> {
  const { rows } = await db.query<{
    lane: SyncLane;
    tx: number;
    after_fact: string;
    after_customer: string;
    failures: number;
    reason: string | null;
    next_at: Instant;
    moved_at: Instant;
    sent: number;
    refused: number;
  }>(
    `select l.lane, l.tx, l.after_fact, l.after_customer, l.failures, l.reason, l.next_at, l.moved_at, l.sent,
            l.refused
     from   laurel.sync_lane l
     where  l.connection = $1
     order  by l.lane desc`,
    [connection],
  );
  return rows.map((row) => ({
    lane: row.lane,
    place: { tx: row.tx, factId: row.after_fact, customerId: row.after_customer },
    failures: row.failures,
    reason: row.reason,
    nextAt: row.next_at,
    movedAt: row.moved_at,
    sent: row.sent,
    refused: row.refused,
  }));
}

export type LaneMove = {
  readonly to: FactPlace;
  readonly sent: number;
  readonly refused: number;
  readonly at: Instant;
};
type Holder = { readonly connection: string; readonly lane: SyncLane; readonly holder: string };

/** False when another process has taken over meanwhile. */
export async function moveLane(
  db: Db,
  { connection, lane, holder }: Holder,
  { to, sent, refused, at }: LaneMove,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'sync-move-lane',
    text: `update laurel.sync_lane l
           set    tx = $4, after_fact = $5, after_customer = $6, sent = l.sent + $7, refused = l.refused + $9, moved_at = $8, failures = 0, reason = null,
                  next_at = $8
           from   laurel.sync_connection s
           where  l.connection = $1 and l.lane = $2 and s.name = l.connection and s.lease_by = $3`,
    values: [connection, lane, holder, to.tx, to.factId, to.customerId, sent, new Date(at), refused],
  });
  return rowCount === 1;
}

/** Gives how often in a row it has failed by now. */
export async function delayLane(
  db: Db,
  { connection, lane }: Holder,
  { reason, nextAt }: { readonly reason: string; readonly nextAt: Instant },
): Promise<void> {
  await db.query(
    `update laurel.sync_lane l
     set    failures = l.failures + 1, reason = $3, next_at = $4
     where  l.connection = $1 and l.lane = $2`,
    [connection, lane, reason, new Date(nextAt)],
  );
}

export type LaneFigures = {
  readonly connection: string;
  readonly lane: SyncLane;
  readonly place: FactPlace;
  readonly sent: number;
  readonly refused: number;
};

/** Of all connections. */
export async function readLaneFigures(db: Db): Promise<readonly LaneFigures[]> {
  const { rows } = await db.query<{
    connection: string;
    lane: SyncLane;
    tx: number;
    after_fact: string;
    after_customer: string;
    sent: number;
    refused: number;
  }>(
    `select l.connection, l.lane, l.tx, l.after_fact, l.after_customer, l.sent, l.refused
     from   laurel.sync_lane l
     order  by l.connection, l.lane
     limit  100`,
  );
  return rows.map(({ connection, lane, tx, after_fact, after_customer, sent, refused }) => {
    const place = { tx, factId: after_fact, customerId: after_customer };
    return { connection, lane, place, sent, refused };
  });
}
