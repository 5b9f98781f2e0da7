// Counts of what waits for a person: refused facts, dead letters, requests, runs that failed. Each is counted up to a limit and
// through an index, because whoever looks wants to know that there is something, and roughly how much.
import type pg from 'pg';
import { DAY_MS, type Instant } from '../domain/time.ts';

type Db = Pick<pg.Pool, 'query'>;

/** More is said to be this many. */
export const ATTENTION_MAX = 1_000;
/** What failed longer ago than that has been seen, or does not matter. */
const FAILED_WITHIN_DAYS = 7;

export type Waiting = {
  readonly approvals: number;
  readonly deadLetters: number;
  readonly pausedProviders: number;
  readonly pausedSyncs: number;
  readonly syncEvents: number;
  readonly failedRuns: number;
  readonly failedImports: number;
  readonly rejectedFacts: number;
  readonly privacyRequests: number;
};

export async function countWaiting(db: Db, now: Instant): Promise<Waiting> {
  const { rows } = await db.query<Waiting>(
    `select
       (select count(*) from (select from laurel.approval a
                              where  a.status = 'open' and a.expires_at > $1 limit $3) as x) as "approvals",
       (select count(*) from (select from laurel.message m
                              where  m.status in ('dead', 'suppressed', 'cancelled') and m.status = 'dead'
                              limit  $3) as x) as "deadLetters",
       (select count(*) from laurel.provider_state s where s.is_paused or s.open_until > $1) as "pausedProviders",
       (select count(*) from laurel.sync_connection s where s.status = 'paused') as "pausedSyncs",
       (select count(*) from (select from laurel.sync_event e
                              join   laurel.sync_connection s on s.name = e.connection
                              where  e.status = 'dead' limit $3) as x) as "syncEvents",
       (select count(*) from (select from laurel.run r
                              where  r.started_at >= $2 and r.status = 'failed' limit $3) as x) as "failedRuns",
       (select count(*) from (select from laurel.import i
                              where  i.started_at >= $2 and i.status = 'failed' limit $3) as x) as "failedImports",
       (select count(*) from (select from laurel.rejected_fact f where f.replayed_at is null limit $3) as x)
         as "rejectedFacts",
       (select count(*) from (select from laurel.privacy_request p
                              where  p.status = 'in_progress' and p.kind in ('export', 'forget') limit $3) as x)
         as "privacyRequests"`,
    [new Date(now), new Date(now - FAILED_WITHIN_DAYS * DAY_MS), ATTENTION_MAX],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The counts of what waits were not returned.');
  return row;
}
