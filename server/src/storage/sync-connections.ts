// The table of connections to customer-data platforms: what was set, whether they run, and which process sends. Times of leases
// are the database's: several machines read them.
import type pg from 'pg';
import type { JsonObject } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { texts } from './arrays.ts';

type Db = Pick<pg.Pool, 'query'>;

export type ConnectionStatus = 'new' | 'running' | 'paused';

export type ConnectionRow = {
  readonly name: string;
  readonly connector: string;
  readonly status: ConnectionStatus;
  /** What differs from the connector's defaults. */
  readonly mapping: JsonObject;
  readonly options: JsonObject;
  readonly pauseReason: string | null;
  readonly pausedBy: string | null;
  readonly pausedAt: Instant | null;
  readonly setUpAt: Instant | null;
  readonly firstSentAt: Instant | null;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
  /** Who sends now; null when nobody does. */
  readonly leasedBy: string | null;
};

/** Each takes a lease, requests and a look every quarter of a second: far fewer are ever wanted. */
export const CONNECTIONS_MAX = 50;

const COLUMNS = `s.name, s.connector, s.status, s.mapping, s.options, s.pause_reason as "pauseReason", s.paused_by as "pausedBy",
       s.paused_at as "pausedAt", s.set_up_at as "setUpAt", s.first_sent_at as "firstSentAt", s.updated_at as "updatedAt",
       s.updated_by as "updatedBy", case when s.lease_until > now() then s.lease_by end as "leasedBy"`;

export async function readConnectionRows(db: Db): Promise<readonly ConnectionRow[]> {
  const { rows } = await db.query<ConnectionRow>(
    `select ${COLUMNS} from laurel.sync_connection s order by s.name limit ${CONNECTIONS_MAX}`,
  );
  return rows;
}

export async function readConnectionRow(db: Db, name: string): Promise<ConnectionRow | null> {
  const { rows } = await db.query<ConnectionRow>(`select ${COLUMNS} from laurel.sync_connection s where s.name = $1`, [
    name,
  ]);
  return rows[0] ?? null;
}

type Written = { readonly at: Instant; readonly by: string };

/** False when there is one already. */
export async function insertConnection(
  db: Db,
  { name, connector, at, by }: { readonly name: string; readonly connector: string } & Written,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into laurel.sync_connection (name, connector, status, mapping, options, updated_at, updated_by)
     values ($1, $2, 'new', '{}', '{}', $3, $4)
     on conflict (name) do nothing`,
    [name, connector, new Date(at), by],
  );
  return rowCount === 1;
}

export async function updateConnection(
  db: Db,
  name: string,
  { mapping, options, at, by }: { readonly mapping: JsonObject; readonly options: JsonObject } & Written,
): Promise<void> {
  await db.query(
    `update laurel.sync_connection s
     set    mapping = $2, options = $3, updated_at = $4, updated_by = $5
     where  s.name = $1`,
    [name, JSON.stringify(mapping), JSON.stringify(options), new Date(at), by],
  );
}

/** False when it was paused already: the first reason stands. */
export async function pauseConnectionRow(
  db: Db,
  name: string,
  { reason, at, by }: { readonly reason: string; readonly at: Instant; readonly by: string | null },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update laurel.sync_connection s
     set    status = 'paused', pause_reason = $2, paused_at = $3, paused_by = $4
     where  s.name = $1 and s.status <> 'paused'`,
    [name, reason, new Date(at), by],
  );
  return rowCount === 1;
}

/** Runs from now on, or goes on; what failed before is tried at once. */
export async function runConnectionRow(db: Db, name: string, at: Instant): Promise<void> {
  await db.query(
    `update laurel.sync_connection s
     set    status = 'running', pause_reason = null, paused_at = null, paused_by = null,
            set_up_at = coalesce(s.set_up_at, $2)
     where  s.name = $1`,
    [name, new Date(at)],
  );
  await db.query(
    `update laurel.sync_lane l set failures = 0, reason = null, next_at = $2 where l.connection = $1 and l.failures > 0`,
    [name, new Date(at)],
  );
}

export async function markFirstSent(db: Db, name: string, at: Instant): Promise<void> {
  await db.query(
    'update laurel.sync_connection s set first_sent_at = $2 where s.name = $1 and s.first_sent_at is null',
    [name, new Date(at)],
  );
}

/**
 * Longer than a request may take, twice: nothing is begun in the second half, so whoever takes over meets nothing under way.
 * On the same machine a dead sender's lease is taken at once.
 */
export const LEASE_MS = 60_000;

/** Becomes, or stays, the sender of running connections where nobody else is it. */
export async function takeConnections(
  db: Db,
  worker: string,
  { deadWorkers, leaseMs }: { readonly deadWorkers: readonly string[]; readonly leaseMs: number },
): Promise<readonly ConnectionRow[]> {
  const { rows } = await db.query<ConnectionRow>({
    name: 'sync-take',
    text: `update laurel.sync_connection s
           set    lease_by = $1, lease_until = now() + make_interval(secs => $3)
           where  s.status = 'running'
             and  (s.lease_by is null or s.lease_by = $1 or s.lease_until <= now() or s.lease_by = any($2::text[]))
           returning ${COLUMNS}`,
    values: [worker, texts(deadWorkers), leaseMs / 1000],
  });
  return rows;
}

/** Lets others send at once instead of when the lease has run out. */
export async function releaseConnections(db: Db, worker: string): Promise<void> {
  await db.query('update laurel.sync_connection set lease_by = null, lease_until = null where lease_by = $1', [worker]);
}

/** Who holds leases, dead or alive. */
export async function readSyncSenders(db: Db): Promise<readonly string[]> {
  const { rows } = await db.query<{ lease_by: string }>(
    `select distinct lease_by from laurel.sync_connection where lease_by is not null order by 1 limit ${CONNECTIONS_MAX}`,
  );
  return rows.map((row) => row.lease_by);
}
