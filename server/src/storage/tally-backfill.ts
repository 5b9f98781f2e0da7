// Reads past events out of the fact log and writes the counts that a new rule or tier needs of them.
// Which of them count is decided by the caller; counts that are there already stay as they are.
import type pg from 'pg';
import type { CustomerProfile } from '../domain/customers/profile.ts';
import type { JsonObject } from '../domain/facts.ts';
import { PARTITIONS } from '../domain/ids.ts';
import type { Instant } from '../domain/time.ts';
import { bigints, instants, texts, uuids } from './arrays.ts';
import { CUSTOMER_COLUMNS, type CustomerRow, profileOf } from './customers-rows.ts';

type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

export type PastEvent = {
  readonly customerId: string;
  readonly factId: string;
  readonly name: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** 1 where the content was erased for privacy: that it happened still counts. */
  readonly quantity: number;
  /** Null where the content was erased. */
  readonly properties: JsonObject | null;
};

export type EventPage = {
  readonly names: readonly string[];
  readonly partition: number;
  /** The last event of the page before; null for the first page. */
  readonly after: { readonly customerId: string; readonly factId: string } | null;
  /** Only what this or a later transaction wrote; null for all. */
  readonly sinceTx: number | null;
  readonly limit: number;
};

const NIL = '00000000-0000-0000-0000-000000000000';

/** Events that were taken, of one partition, by customer and fact. */
export async function readPastEvents(db: Queryable, page: EventPage): Promise<readonly PastEvent[]> {
  const { rows } = await db.query<{
    customer_id: string;
    id: string;
    name: string;
    occurred_at: Instant;
    recorded_at: Instant;
    quantity: number | null;
    properties: JsonObject | null;
  }>(
    `select customer_id, id, name, occurred_at, recorded_at,
            (body ->> 'quantity')::bigint as quantity, body -> 'properties' as properties
     from   laurel.fact
     where  kind = 'event' and name = any($1::text[]) and not is_refused
            and customer_id >= $2 and customer_id <= $3
            and (customer_id, id) > ($4, $5)
            and ($6::bigint is null or tx >= $6)
     order  by customer_id, id
     limit  $7`,
    [
      page.names,
      firstIdOf(page.partition),
      lastIdOf(page.partition),
      page.after?.customerId ?? NIL,
      page.after?.factId ?? NIL,
      page.sinceTx,
      page.limit,
    ],
  );
  return rows.map((row) => ({
    customerId: row.customer_id,
    factId: row.id,
    name: row.name,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    quantity: row.quantity ?? 1,
    properties: row.properties,
  }));
}

/** Events in all partitions that a transaction or later ones wrote: few, found by the index on the transaction. */
export async function readEventsSince(
  db: Queryable,
  names: readonly string[],
  sinceTx: number,
): Promise<readonly number[]> {
  const { rows } = await db.query<{ partition: number }>(
    `select distinct get_byte(uuid_send(customer_id), 0) >> 1 as partition
     from   laurel.fact
     where  tx >= $1 and kind = 'event' and name = any($2::text[]) and not is_refused
     order  by partition
     limit  ${PARTITIONS}`,
    [sinceTx, names],
  );
  return rows.map((row) => row.partition);
}

function firstIdOf(partition: number): string {
  return `${(partition << 1).toString(16).padStart(2, '0')}${NIL.slice(2)}`;
}

function lastIdOf(partition: number): string {
  return `${((partition << 1) | 1).toString(16).padStart(2, '0')}ffffff-ffff-ffff-ffff-ffffffffffff`;
}

export async function readProfiles(
  db: Queryable,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, CustomerProfile>> {
  const { rows } = await db.query<CustomerRow>(
    `select ${CUSTOMER_COLUMNS} from laurel.customer c where c.customer_id = any($1::uuid[]) order by c.customer_id`,
    [uuids(customerIds)],
  );
  return new Map(rows.map((row) => [row.customer_id, profileOf(row)]));
}

export type PastTally = {
  readonly customerId: string;
  readonly metric: string;
  readonly at: Instant;
  readonly factId: string;
  readonly value: number;
};

/** Rows come sorted by customer. */
export async function insertTallies(db: Queryable, tallies: readonly PastTally[]): Promise<void> {
  await db.query(
    `insert into laurel.tally (customer_id, metric, at, fact_id, value)
     select r.customer_id, r.metric, r.at, r.fact_id, r.value
     from   unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::bigint[])
            as r(customer_id, metric, at, fact_id, value)
     on conflict (customer_id, metric, at, fact_id) do nothing`,
    [
      uuids(tallies.map((tally) => tally.customerId)),
      texts(tallies.map((tally) => tally.metric)),
      instants(tallies.map((tally) => tally.at)),
      uuids(tallies.map((tally) => tally.factId)),
      bigints(tallies.map((tally) => tally.value)),
    ],
  );
}

/** The oldest transaction still running: what earlier ones wrote is there for everybody to read. */
export async function oldestRunningTx(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ tx: number }>('select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as tx');
  const [row] = rows;
  if (row === undefined) throw new Error('The snapshot statement gave no row.');
  return row.tx;
}
