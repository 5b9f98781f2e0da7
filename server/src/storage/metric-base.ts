// Reads what metrics are reckoned from: the customers who count, their purchases, and the items in them, by ranges of customer
// ids. Left out of all figures: deleted, forgotten and merged customers, those whose processing is stopped, and test personas.
import type pg from 'pg';
import { OWN_ITEMS_MAX } from '../domain/metrics/co-purchase-count.ts';
import type { CustomerColumns } from '../domain/metrics/customer-columns.ts';
import type { Instant } from '../domain/time.ts';
import type { IdRange } from './due.ts';

type Db = Pick<pg.Pool, 'query'>;

export type MetricBase = {
  readonly asOf: Instant;
  /** The items that affinities are worked out for, in the order in which columns name them, bought since an instant. */
  readonly items: readonly string[];
  readonly itemsSince: Instant;
};

export type CustomerChunk = {
  readonly columns: CustomerColumns;
  /** The last customer looked at, to go on behind. */
  readonly last: string | null;
  /** No customer of the range is left behind `last`. */
  readonly isEnd: boolean;
};

/** Purchases read at once. A single customer with more is judged by the first so many. */
const PURCHASES_MAX = 200_000;

/** Of one range; what sells anywhere near as much as the items in the end is among them. */
const TOP_ITEMS_MAX = 5_000;

/** A customer who counts, alias c. */
const COUNTED = 'c.deleted_at is null and c.merged_into is null and c.stopped_at is null and not c.test_persona';
/** A purchase that counts, alias p; what was taken back whole never happened. */
export const BOUGHT = `p.status in ('completed', 'partly_returned')`;

export async function countCounted(db: Db, range: IdRange): Promise<number> {
  const { rows } = await db.query<{ customers: number }>(
    `select count(*) as customers
     from   laurel.customer c
     where  c.customer_id > $1 and c.customer_id <= $2 and ${COUNTED}`,
    [range.after, range.last],
  );
  return rows[0]?.customers ?? 0;
}

/** Whether there is anything to reckon with. */
export async function hasPurchases(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>('select exists (select from laurel.purchase) as found');
  return rows[0]?.found ?? false;
}

/** How often items of a range were bought, by lines: those bought most, in no order. */
export async function readTopItems(
  db: Db,
  range: IdRange,
  { since, asOf }: { readonly since: Instant; readonly asOf: Instant },
): Promise<readonly { readonly item: string; readonly lines: number }[]> {
  const { rows } = await db.query<{ item: string; lines: number }>(
    `select l.item, count(*) as lines
     from   laurel.purchase p
     join   laurel.purchase_line l on l.customer_id = p.customer_id and l.purchase_id = p.id
     where  p.customer_id > $1 and p.customer_id <= $2 and p.occurred_at > $3 and p.occurred_at <= $4 and ${BOUGHT}
       and  l.customer_id > $1 and l.customer_id <= $2 and l.item is not null and l.returned < l.quantity
     group  by l.item
     order  by count(*) desc, l.item
     limit  ${TOP_ITEMS_MAX}`,
    [range.after, range.last, new Date(since), new Date(asOf)],
  );
  return rows;
}

/** The next customers who count, at most `limit`, with all that metrics need of them. */
export async function readCustomers(
  db: Db,
  base: MetricBase,
  { range, limit }: { readonly range: IdRange; readonly limit: number },
): Promise<CustomerChunk> {
  const itemPlaces = new Map(base.items.map((item, place) => [item, place]));
  const customers = await readCounted(db, range, limit);
  const last = customers.at(-1) ?? null;
  if (last === null) return { columns: columnsOf([], { purchases: [], items: [], itemPlaces }), last, isEnd: true };
  const found = { after: range.after, last };
  const [purchases, items] = await Promise.all([readPurchases(db, base, found), readItems(db, base, found)]);
  const isEnd = customers.length < limit;
  const cut = purchases.length < PURCHASES_MAX ? null : (purchases.at(-1)?.[0] ?? null);
  if (cut === null || cut === customers[0]) {
    return { columns: columnsOf(customers, { purchases, items, itemPlaces }), last, isEnd };
  }
  // The last one that the limit reached may lack some; whoever stands before is whole.
  const whole = customers.filter((id) => id < cut);
  const isWhole = ([id]: readonly [string, ...unknown[]]): boolean => id < cut;
  const rows = { purchases: purchases.filter(isWhole), items: items.filter(isWhole), itemPlaces };
  const columns = columnsOf(whole, rows);
  return { columns, last: whole.at(-1) ?? null, isEnd: false };
}

type PurchaseRow = [id: string, at: Instant, net: number];
type ItemRow = [id: string, item: string, times: number];

async function readCounted(db: Db, range: IdRange, limit: number): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>({
    name: 'metrics-customers',
    text: `select c.customer_id
           from   laurel.customer c
           where  c.customer_id > $1 and c.customer_id <= $2 and ${COUNTED}
           order  by c.customer_id
           limit  $3`,
    values: [range.after, range.last, limit],
  });
  return rows.map((row) => row.customer_id);
}

/** As arrays: an object for each of millions of rows would cost more than reading them. */
async function readPurchases(db: Db, base: MetricBase, range: IdRange): Promise<PurchaseRow[]> {
  const { rows } = await db.query<PurchaseRow>({
    rowMode: 'array',
    text: `select p.customer_id, p.occurred_at, p.net
           from   laurel.purchase p
           where  p.customer_id > $1 and p.customer_id <= $2 and p.occurred_at <= $3 and ${BOUGHT}
           order  by p.customer_id
           limit  ${PURCHASES_MAX}`,
    values: [range.after, range.last, new Date(base.asOf)],
  });
  return rows;
}

/**
 * Each customer's items, those in most purchases first. Lines are found by their purchase: given the range as well, PostgreSQL
 * takes a thousand of many ids for one and goes through all lines of the range for each purchase.
 */
async function readItems(db: Db, base: MetricBase, range: IdRange): Promise<ItemRow[]> {
  if (base.items.length === 0) return [];
  const { rows } = await db.query<ItemRow>({
    rowMode: 'array',
    text: `select customer_id, item, times
           from (select p.customer_id, l.item, count(distinct p.id) as times,
                        row_number() over (partition by p.customer_id order by count(distinct p.id) desc, l.item) as rank
                 from   laurel.purchase p
                 join   laurel.purchase_line l on l.customer_id = p.customer_id and l.purchase_id = p.id
                 where  p.customer_id > $1 and p.customer_id <= $2 and p.occurred_at > $3 and p.occurred_at <= $4
                   and  l.returned < l.quantity and l.item is not null and ${BOUGHT}
                 group  by p.customer_id, l.item) as bought
           where  rank <= ${OWN_ITEMS_MAX}
           order  by customer_id, rank`,
    values: [range.after, range.last, new Date(base.itemsSince), new Date(base.asOf)],
  });
  return rows;
}

type Rows = {
  readonly purchases: readonly PurchaseRow[];
  readonly items: readonly ItemRow[];
  readonly itemPlaces: ReadonlyMap<string, number>;
};

/** All in the order of the customers' ids. */
function columnsOf(customers: readonly string[], { purchases, items, itemPlaces }: Rows): CustomerColumns {
  const places = new Map(customers.map((id, place) => [id, place]));
  const countsOf = (rows: readonly (readonly [string, ...unknown[]])[]): Int32Array => {
    const counts = new Int32Array(customers.length);
    for (const [id] of rows) {
      const place = places.get(id);
      if (place !== undefined) counts[place] = (counts[place] ?? 0) + 1;
    }
    return counts;
  };
  // Who does not count has no place here.
  const bought = purchases.filter(([id]) => places.has(id));
  const liked = items.filter(([id, item]) => places.has(id) && itemPlaces.has(item));
  return {
    ids: customers,
    purchaseCounts: countsOf(bought),
    at: Float64Array.from(bought, ([, at]) => at),
    amounts: Float64Array.from(bought, ([, , net]) => net),
    itemCounts: countsOf(liked),
    items: Int32Array.from(liked, ([, item]) => itemPlaces.get(item) ?? 0),
    times: Int32Array.from(liked, ([, , times]) => times),
  };
}
