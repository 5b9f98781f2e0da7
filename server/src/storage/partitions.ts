// Opens a transaction and locks the partitions of customers it will touch, by advisory locks that end with it.
// The locks are taken before anything is read, in a statement of their own: a statement that locks and reads sees the past.
import type pg from 'pg';

/** First number of the two-number form; the second is the partition. */
const NAMESPACE = 7_201;
/** Held, shared, by every live batch, so that bulk workers of other processes notice that live facts are under way. */
const LIVE_SIGN = 1_000;

export type LockRequest = {
  readonly partitions: readonly number[];
  /** Partitions to wait for, ascending; the others are only tried. Waiting for several is for who holds nothing yet. */
  readonly waitFor: readonly number[];
  readonly isLive: boolean;
};

/**
 * Gives the partitions that are now locked. `begin` and the locks travel in one message; numbers are the only values in
 * it, so nothing needs quoting.
 */
export async function beginWithLocks(client: pg.PoolClient, request: LockRequest): Promise<ReadonlySet<number>> {
  const waits = request.waitFor
    .toSorted((a, b) => a - b)
    .map((partition) => `select pg_advisory_xact_lock(${NAMESPACE}, ${whole(partition)});`);
  const tried = request.partitions.toSorted((a, b) => a - b).map(whole);
  const sign = request.isLive ? `, pg_try_advisory_xact_lock_shared(${NAMESPACE}, ${LIVE_SIGN})` : '';
  const text = `begin; ${waits.join(' ')}
    select array(select p from unnest('{${tried.join(',')}}'::int[]) as p where pg_try_advisory_xact_lock(${NAMESPACE}, p)) as locked${sign}`;
  const row = lastRow(await client.query<LockRow>(text));
  return new Set(row.locked);
}

type LockRow = { readonly locked: readonly number[] };

/** Several statements in one message give several results, which the driver's types do not say. */
function lastRow(result: pg.QueryResult<LockRow> | readonly pg.QueryResult<LockRow>[]): LockRow {
  const last = Array.isArray(result) ? result.at(-1) : result;
  const row: LockRow | undefined = last?.rows[0];
  if (row === undefined) throw new Error('The lock statement gave no row.');
  return row;
}

/** True when a live batch is in a transaction, in whichever process. */
export async function isLiveUnderWay(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>({
    name: 'live-sign',
    text: `select exists (
             select from pg_locks
             where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
               and classid = ${NAMESPACE} and objid = ${LIVE_SIGN}
           ) as found`,
  });
  return rows[0]?.found ?? false;
}

/** A COMMIT of a transaction that has failed answers ROLLBACK, without an error. */
export async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('commit');
  if (command !== 'COMMIT') throw new CommitRefused();
}

export class CommitRefused extends Error {
  constructor() {
    super('The database answered COMMIT with ROLLBACK.');
    this.name = 'CommitRefused';
  }
}

function whole(partition: number): number {
  if (!Number.isSafeInteger(partition)) throw new RangeError(`Not a partition: ${partition}`);
  return partition;
}
