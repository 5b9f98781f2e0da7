// The table of runs: what was asked for, how far it has come, and who is at it. A lease says who; it ends by itself when
// its holder is gone. Times here are the database's: several machines read them.
import type pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import type { CustomerSearch } from './customers.ts';
import { inTransaction } from './transaction.ts';

/**
 * `occasions`: of campaigns that a date triggers. `metrics`: how customers stand among all others, see jobs/metrics. `figures`: of
 * days that are over, see jobs/figures. `changes`: of all customers that a search finds, asked for by a person. `sync_backfill` and
 * `sync_reconcile`: of everybody on a customer-data platform, carried out by whoever sends to it, see sync.
 */
export const RUN_KINDS = [
  'expiry',
  'maintenance',
  'occasions',
  'metrics',
  'figures',
  'changes',
  'sync_backfill',
  'sync_reconcile',
] as const;
export type RunKind = (typeof RUN_KINDS)[number];
type RunStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export type RunParams = {
  /** Of maintenance: one tier system instead of all. */
  readonly tierSystem?: string;
  /** Of occasions: one campaign instead of all. */
  readonly campaign?: string;
  /** Of expiry: only holds that timed out. */
  readonly only?: 'holds';
  /** Of changes: what, of whom, and who asked for it. */
  readonly change?: CustomerChange;
  readonly search?: CustomerSearch;
  readonly by?: Pick<Actor, 'kind' | 'name' | 'id'>;
  /** Of the sync: to which platform, whether also those that are there as they should be, and what becomes of the tag. */
  readonly connection?: string;
  readonly isForced?: true;
  readonly action?: 'push' | 'tag' | 'untag';
};

/** What is asked for every customer that was selected. */
export type CustomerChange =
  | { readonly kind: 'tag'; readonly tag: string; readonly ttlSeconds: number | null }
  | { readonly kind: 'untag'; readonly tag: string };

export type RunRow = {
  readonly id: string;
  readonly kind: RunKind;
  readonly params: RunParams;
  readonly status: RunStatus;
  /** Customers for whom something was due at the start; null until counted. */
  readonly total: number | null;
  readonly visited: number;
  readonly changed: number;
  readonly startedAt: Instant;
  readonly updatedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly error: string | null;
  readonly actor: string;
  /** Who carries it out; null when nobody does. */
  readonly leasedBy: string | null;
};

/**
 * How far a walk has come: every customer of earlier partitions, and of this one those up to `after`; it ends before the
 * partition `until`. A run with several searches makes them one after the other in each partition; `step` names the one
 * under way, earlier names are done.
 */
export type WalkCursor = {
  readonly partition: number;
  readonly after: string | null;
  readonly until: number;
  readonly step?: string;
};

/** A run goes through the partitions on several walks at once, each over a share of them. */
export type RunCursor = { readonly walks: readonly WalkCursor[] };

export type OpenRun = { readonly run: RunRow; readonly cursor: RunCursor };

type Db = Pick<pg.Pool, 'query'>;

/**
 * Runs of one lane follow each other. Reckoning takes minutes and decides nothing, and what a person asks for may be of everybody:
 * neither keeps what falls due waiting.
 */
const RUN_LANES = {
  facts: ['expiry', 'maintenance', 'occasions'],
  metrics: ['metrics', 'figures'],
  changes: ['changes'],
  sync: ['sync_backfill', 'sync_reconcile'],
} as const satisfies { readonly [lane: string]: readonly RunKind[] };
export type RunLane = keyof typeof RUN_LANES;
const OWN_LANES: readonly RunKind[] = RUN_KINDS.filter((kind) => !RUN_LANES.sync.some((one) => one === kind));

/** Longer than any chunk takes, short enough that a dead process's run goes on soon. */
const LEASE_S = 30;

/** Any number that nothing else locks in the two-number form. */
const LOCK_NAMESPACE = 7_202;

const COLUMNS = `id, kind, params, status, total, visited, changed, started_at, updated_at, finished_at, error, actor_name,
           cursor, case when lease_until > now() then lease_by end as leased_by`;

type Row = {
  readonly id: string;
  readonly kind: RunKind;
  readonly params: RunParams;
  readonly status: RunStatus;
  readonly total: number | null;
  readonly visited: number;
  readonly changed: number;
  readonly started_at: Instant;
  readonly updated_at: Instant;
  readonly finished_at: Instant | null;
  readonly error: string | null;
  readonly actor_name: string;
  readonly cursor: RunCursor;
  readonly leased_by: string | null;
};

function runOf(row: Row): RunRow {
  return {
    id: row.id,
    kind: row.kind,
    params: row.params,
    status: row.status,
    total: row.total,
    visited: row.visited,
    changed: row.changed,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
    error: row.error,
    actor: row.actor_name,
    leasedBy: row.leased_by,
  };
}

export type NewRun = {
  readonly id: string;
  readonly cursor: RunCursor;
  readonly kind: RunKind;
  readonly params: RunParams;
  readonly actor: string;
};

/** Opens a run; when one of the same kind and parameters is open, gives that one instead. */
export function insertRun(pool: pg.Pool, run: NewRun): Promise<{ readonly run: RunRow; readonly isNew: boolean }> {
  return inTransaction(pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1, 1)', [LOCK_NAMESPACE]);
    const open = await findOpenRun(client, run.kind, run.params);
    return { run: open ?? (await insert(client, run)), isNew: open === null };
  });
}

async function insert(client: pg.PoolClient, run: NewRun): Promise<RunRow> {
  const { rows } = await client.query<Row>(
    `insert into laurel.run (id, kind, params, status, cursor, total, visited, changed, started_at, updated_at, actor_name)
     values ($1, $2, $3, 'waiting', $4, null, 0, 0, now(), now(), $5)
     returning ${COLUMNS}`,
    [run.id, run.kind, JSON.stringify(run.params), JSON.stringify(run.cursor), run.actor],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The new run was not returned.');
  return runOf(row);
}

async function findOpenRun(db: Db, kind: RunKind, params: RunParams): Promise<RunRow | null> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
     from   laurel.run
     where  kind = $1 and params = $2::jsonb and status in ('waiting', 'running')
     order  by started_at, id
     limit  1`,
    [kind, JSON.stringify(params)],
  );
  return rows[0] === undefined ? null : runOf(rows[0]);
}

export async function readRun(db: Db, id: string): Promise<RunRow | null> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from laurel.run where id = $1`, [id]);
  return rows[0] === undefined ? null : runOf(rows[0]);
}

/** Newest first; `after` is the last run of the page before. */
export async function readRuns(
  db: Db,
  page: { readonly limit: number; readonly after: string | null },
): Promise<readonly RunRow[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
     from   laurel.run
     where  $2::uuid is null
        or  (started_at, id) < (select r.started_at, r.id from laurel.run r where r.id = $2)
     order  by started_at desc, id desc
     limit  $1`,
    [page.limit, page.after],
  );
  return rows.map(runOf);
}

/** Takes the lease of one run, or of the next open one; null when somebody else is at it, or nothing is open. */
export async function leaseRun(
  db: Db,
  worker: string,
  wanted: {
    readonly id: string | null;
    readonly deadWorkers: readonly string[];
    /** Only runs of one lane; left out: any but those of the sync. */
    readonly lane?: RunLane;
    /** Of the sync: only runs of these connections. */
    readonly connections?: readonly string[];
  },
): Promise<OpenRun | null> {
  const { rows } = await db.query<Row>(
    `update laurel.run
     set    status = 'running', lease_by = $1, lease_until = now() + make_interval(secs => ${LEASE_S}), updated_at = now()
     where  id = (select r.id
                  from   laurel.run r
                  where  r.status in ('waiting', 'running') and ($2::uuid is null or r.id = $2)
                    and  r.kind = any($4::text[])
                    and  ($5::text[] is null or r.params->>'connection' = any($5))
                    and  (r.lease_until is null or r.lease_until <= now() or r.lease_by = $1 or r.lease_by = any($3::text[]))
                  order  by case r.kind when 'expiry' then 0 else 1 end, r.started_at, r.id
                  limit  1
                  for    update skip locked)
     returning ${COLUMNS}`,
    [
      worker,
      wanted.id,
      wanted.deadWorkers,
      wanted.lane === undefined ? OWN_LANES : RUN_LANES[wanted.lane],
      wanted.connections ?? null,
    ],
  );
  return rows[0] === undefined ? null : { run: runOf(rows[0]), cursor: rows[0].cursor };
}

export type RunProgress = {
  readonly cursor: RunCursor;
  readonly total: number | null;
  readonly visited: number;
  readonly changed: number;
  /** A customer who could not be decided; the others go on. */
  readonly error: string | null;
};

export type RunEnding = { readonly status: 'done' | 'failed' | 'waiting'; readonly error: string | null };

/** Writes the progress and renews the lease; false when the run was cancelled or somebody else has taken it over. */
export async function saveProgress(db: Db, id: string, worker: string, progress: RunProgress): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'run-progress',
    text: `update laurel.run
           set    cursor = $3, total = $4, visited = $5, changed = $6, error = $7, updated_at = now(),
                  lease_until = now() + make_interval(secs => ${LEASE_S})
           where  id = $1 and lease_by = $2 and status = 'running'`,
    values: [
      id,
      worker,
      JSON.stringify(progress.cursor),
      progress.total,
      progress.visited,
      progress.changed,
      progress.error,
    ],
  });
  return rowCount === 1;
}

/** Ends a run, or lets go of it (`waiting`) so that anybody may go on with it. */
export async function endRun(db: Db, id: string, worker: string, ending: RunEnding): Promise<void> {
  await db.query(
    `update laurel.run
     set    status = $3, error = $4, lease_by = null, lease_until = null, updated_at = now(),
            finished_at = case when $3 = 'waiting' then null else now() end
     where  id = $1 and lease_by = $2 and status = 'running'`,
    [id, worker, ending.status, ending.error],
  );
}

/** Cancels an open run; false when it was over already. Whoever carries it out stops at its next chunk. */
export async function cancelRun(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update laurel.run
     set    status = 'cancelled', lease_by = null, lease_until = null, updated_at = now(), finished_at = now()
     where  id = $1 and status in ('waiting', 'running')`,
    [id],
  );
  return rowCount === 1;
}

/** Whether a run of metrics was opened at or after an instant. */
export async function hasMetricsRunSince(db: Db, since: Instant): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (select from laurel.run where kind = 'metrics' and params = '{}' and started_at >= $1) as found`,
    [new Date(since)],
  );
  return rows[0]?.found ?? false;
}

/** Whether the live programme has a campaign of this name that an occasion triggers. */
export async function hasOccasionCampaign(db: Db, name: string): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (
       select from laurel.programme_version v
       where  v.version = (select max(version) from laurel.programme_version)
         and  v.document->'campaigns'->$1 ? 'trigger'
     ) as found`,
    [name],
  );
  return rows[0]?.found ?? false;
}

/** Whether the live programme has a tier system of this name. */
export async function hasTierSystem(db: Db, name: string): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (
       select from laurel.programme_version v
       where  v.version = (select max(version) from laurel.programme_version) and v.document->'tier_systems' ? $1
     ) as found`,
    [name],
  );
  return rows[0]?.found ?? false;
}

/** Who holds leases of open runs, dead or alive. */
export async function readLeaseHolders(db: Db): Promise<readonly string[]> {
  const { rows } = await db.query<{ lease_by: string }>(
    `select distinct lease_by
     from   laurel.run
     where  status in ('waiting', 'running') and lease_by is not null
     order  by lease_by
     limit  100`,
  );
  return rows.map((row) => row.lease_by);
}

/** Forgets runs that ended long ago. */
export async function pruneRuns(db: Db, olderThanDays: number): Promise<void> {
  await db.query('delete from laurel.run where finished_at < now() - make_interval(days => $1)', [olderThanDays]);
}
