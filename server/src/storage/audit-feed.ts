// For whoever is told of the account audit log: where the reading of the log of facts stands, and who reads. The reading itself
// is fact-feed.ts.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';
import { uuids } from './arrays.ts';
import { type FactPlace, FIRST_ID } from './fact-feed.ts';
import { oldestRunningTx } from './tally-backfill.ts';

type Db = pg.Pool | pg.ClientBase;

/** A feed begins with what happens from now on. */
export async function openFeed(db: Db, name: string): Promise<void> {
  const tx = await oldestRunningTx(db);
  await db.query(
    `insert into laurel.audit_feed (name, tx, after_fact, after_customer, delivered, failures, next_at, held_until)
     values ($1, $2, $3, $3, 0, 0, '-infinity', '-infinity')
     on conflict (name) do nothing`,
    [name, tx, FIRST_ID],
  );
}

/** Null while somebody else has it, or before it is time to try again. */
export async function leaseFeed(
  db: Db,
  name: string,
  lease: { readonly holder: string; readonly now: Instant; readonly until: Instant },
): Promise<FactPlace | null> {
  const { rows } = await db.query<{ tx: number; after_fact: string; after_customer: string }>(
    `update laurel.audit_feed a
     set    holder = $2, held_until = $4
     where  a.name = $1 and a.next_at <= $3 and (a.held_until < $3 or a.holder = $2)
     returning a.tx, a.after_fact, a.after_customer`,
    [name, lease.holder, new Date(lease.now), new Date(lease.until)],
  );
  const [row] = rows;
  return row === undefined ? null : { tx: row.tx, factId: row.after_fact, customerId: row.after_customer };
}

/** Without taking it: null before it is time to try again. */
export async function readFeedPlace(db: Db, name: string, now: Instant): Promise<FactPlace | null> {
  const { rows } = await db.query<{ tx: number; after_fact: string; after_customer: string }>(
    'select a.tx, a.after_fact, a.after_customer from laurel.audit_feed a where a.name = $1 and a.next_at <= $2',
    [name, new Date(now)],
  );
  const [row] = rows;
  return row === undefined ? null : { tx: row.tx, factId: row.after_fact, customerId: row.after_customer };
}

/** Only by whoever holds the lease: false when another one has taken over meanwhile. */
export async function moveFeed(
  db: Db,
  name: string,
  moved: { readonly holder: string; readonly to: FactPlace; readonly delivered: number; readonly now: Instant },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update laurel.audit_feed a
     set    tx = $3, after_fact = $4, after_customer = $5, delivered = a.delivered + $6,
            delivered_at = case when $6 > 0 then $7 else a.delivered_at end,
            failures = case when $6 > 0 then 0 else a.failures end,
            reason = case when $6 > 0 then null else a.reason end
     where  a.name = $1 and a.holder = $2`,
    [name, moved.holder, moved.to.tx, moved.to.factId, moved.to.customerId, moved.delivered, new Date(moved.now)],
  );
  return rowCount === 1;
}

export async function delayFeed(
  db: Db,
  name: string,
  failed: { readonly holder: string; readonly reason: string; readonly nextAt: (failures: number) => Instant },
): Promise<void> {
  const { rows } = await db.query<{ failures: number }>(
    `update laurel.audit_feed a
     set    failures = a.failures + 1, reason = $3
     where  a.name = $1 and a.holder = $2
     returning a.failures`,
    [name, failed.holder, failed.reason],
  );
  const [row] = rows;
  if (row === undefined) return;
  await db.query('update laurel.audit_feed set next_at = $2 where name = $1', [
    name,
    new Date(failed.nextAt(row.failures)),
  ]);
}

export type FeedState = {
  readonly delivered: number;
  readonly deliveredAt: Instant | null;
  readonly failures: number;
  readonly reason: string | null;
};

export async function readFeedState(db: Db, name: string): Promise<FeedState | null> {
  const { rows } = await db.query<{
    delivered: number;
    delivered_at: Instant | null;
    failures: number;
    reason: string | null;
  }>('select a.delivered, a.delivered_at, a.failures, a.reason from laurel.audit_feed a where a.name = $1', [name]);
  const [row] = rows;
  if (row === undefined) return null;
  return { delivered: row.delivered, deliveredAt: row.delivered_at, failures: row.failures, reason: row.reason };
}

/** The external id that was set last, of each customer that has one. */
export async function readExternalIds(db: Db, customerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ customer_id: string; value: string }>({
    name: 'read-external-ids',
    text: `select c.customer_id, jsonb_path_query_first(c.identifiers, '$[*] ? (@.type == "external").value') #>> '{}' as value
           from   laurel.customer c
           where  c.customer_id = any($1::uuid[]) and c.identifiers @? '$[*] ? (@.type == "external")'`,
    values: [uuids(customerIds)],
  });
  return new Map(rows.map((row) => [row.customer_id, row.value]));
}
