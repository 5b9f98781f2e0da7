// Follows the log of facts for whoever is told of the account audit log: where the reading stands, who reads, and the next
// facts. Reading is by transaction, up to the oldest one that still runs, so that nothing is passed over.
import type pg from 'pg';
import type { LoggedFact } from '../domain/care/log-rows.ts';
import type { Instant } from '../domain/time.ts';
import { LOGGED_COLUMNS, type LoggedRow, loggedFact } from './activity.ts';
import { uuids } from './arrays.ts';
import { oldestRunningTx } from './tally-backfill.ts';

type Db = pg.Pool | pg.ClientBase;

export type FeedPlace = { readonly tx: number; readonly factId: string; readonly customerId: string };

/** Transactions looked through at once: a bulk transaction writes some thousand facts, most write a few. */
const TRANSACTIONS = 100;
const FACTS = 200;
const FIRST = '00000000-0000-0000-0000-000000000000';

/** A feed begins with what happens from now on. */
export async function openFeed(db: Db, name: string): Promise<void> {
  const tx = await oldestRunningTx(db);
  await db.query(
    `insert into laurel.audit_feed (name, tx, after_fact, after_customer, delivered, failures, next_at, held_until)
     values ($1, $2, $3, $3, 0, 0, '-infinity', '-infinity')
     on conflict (name) do nothing`,
    [name, tx, FIRST],
  );
}

/** Null while somebody else has it, or before it is time to try again. */
export async function leaseFeed(
  db: Db,
  name: string,
  lease: { readonly holder: string; readonly now: Instant; readonly until: Instant },
): Promise<FeedPlace | null> {
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
export async function readFeedPlace(db: Db, name: string, now: Instant): Promise<FeedPlace | null> {
  const { rows } = await db.query<{ tx: number; after_fact: string; after_customer: string }>(
    'select a.tx, a.after_fact, a.after_customer from laurel.audit_feed a where a.name = $1 and a.next_at <= $2',
    [name, new Date(now)],
  );
  const [row] = rows;
  return row === undefined ? null : { tx: row.tx, factId: row.after_fact, customerId: row.after_customer };
}

export type FeedStep = {
  readonly facts: readonly LoggedFact[];
  readonly after: FeedPlace;
  /** False: there is nothing more to be read now. */
  readonly hasMore: boolean;
};

export async function readFeed(db: Db, place: FeedPlace): Promise<FeedStep> {
  const oldest = await oldestRunningTx(db);
  const until = Math.min(oldest, place.tx + TRANSACTIONS);
  if (until <= place.tx) return { facts: [], after: place, hasMore: false };
  const { rows } = await db.query<LoggedRow & { readonly tx: number; readonly customer_id: string }>({
    name: 'read-audit-feed',
    text: `select ${LOGGED_COLUMNS}, f.customer_id, f.tx
           from   laurel.fact f
           where  f.tx >= $1 and f.tx < $2 and (f.tx, f.id, f.customer_id) > ($1, $3::uuid, $4::uuid)
             and  not f.is_refused
           order by f.tx, f.id, f.customer_id
           limit  ${FACTS}`,
    values: [place.tx, until, place.factId, place.customerId],
  });
  const last = rows.at(-1);
  const facts = rows.map((row) => loggedFact(row.customer_id, row));
  if (last !== undefined && rows.length === FACTS)
    return { facts, after: { tx: last.tx, factId: last.id, customerId: last.customer_id }, hasMore: true };
  return { facts, after: { tx: until, factId: FIRST, customerId: FIRST }, hasMore: until < oldest };
}

/** Only by whoever holds the lease: false when another one has taken over meanwhile. */
export async function moveFeed(
  db: Db,
  name: string,
  moved: { readonly holder: string; readonly to: FeedPlace; readonly delivered: number; readonly now: Instant },
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
