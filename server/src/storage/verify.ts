// Goes through the books for `laurel verify`: snapshots, ranges of customers, and how each statement reads one of them. What is
// read stands in verify-books.ts, verify-strays.ts, verify-results.ts and offers.ts.
import type pg from 'pg';
import { inTransaction } from './transaction.ts';

/** Customers with `after` < id ≤ `last`. */
export type CustomerRange = { readonly after: string; readonly last: string };

export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
export const LAST_OF_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/**
 * Every statement joins whole ranges. On tables that were filled a moment ago, before anything has analysed them, the planner
 * takes a range for a handful of rows and loops over all of it for each: 2,000 customers took more than 15 s, hashed 0.2 s.
 */
const BEGIN = 'begin isolation level repeatable read read only; set local enable_nestloop = off';

/** Work inside one read-only snapshot: what live facts change meanwhile is seen whole or not at all. */
export function inSnapshot<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, work, (client) => client.query(BEGIN));
}

/** The range that begins after `after` and holds at most `limit` customers; the last one reaches to the end of all ids. */
export async function nextRange(client: pg.PoolClient, after: string, limit: number): Promise<CustomerRange> {
  const { rows } = await client.query<{ customer_id: string }>({
    name: 'verify-range',
    text: `select customer_id
           from   laurel.customer
           where  customer_id > $1
           order  by customer_id
           offset $2 limit 1`,
    values: [after, limit - 1],
  });
  return { after, last: rows[0]?.customer_id ?? LAST_OF_ALL };
}

/** How many customers and facts the range holds. */
export async function countRange(
  client: pg.PoolClient,
  range: CustomerRange,
): Promise<{ readonly customers: number; readonly facts: number }> {
  const { rows } = await client.query<{ customers: number; facts: number }>({
    name: 'verify-count',
    text: `select (select count(*) from laurel.customer where customer_id > $1 and customer_id <= $2) as customers,
                  (select count(*) from laurel.fact     where customer_id > $1 and customer_id <= $2) as facts`,
    values: [range.after, range.last],
  });
  return rows[0] ?? { customers: 0, facts: 0 };
}

export async function countCustomers(db: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await db.query<{ customers: number }>('select count(*) as customers from laurel.customer');
  return rows[0]?.customers ?? 0;
}

export type Statement = { readonly name: string; readonly text: string };

export async function readRange<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  statement: Statement,
  range: CustomerRange,
): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>({ ...statement, values: [range.after, range.last] });
  return rows;
}
