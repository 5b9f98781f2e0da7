// Reads purchases for people and tills: a customer's, those of a store, one by its transaction. It changes nothing.
import type pg from 'pg';
import { z } from 'zod';
import type { Purchase } from '../domain/purchases/purchase.ts';
import type { Instant } from '../domain/time.ts';
import { cursorOf, instantPart, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';
import { PURCHASE_ITEM, type PurchaseItem, purchaseOf } from './purchases.ts';

type Queryable = Pick<pg.Pool | pg.ClientBase, 'query'>;

export type HeldPurchase = { readonly customerId: string; readonly purchase: Purchase };
type Row = {
  readonly customer_id: string;
  readonly id: string;
  readonly occurred_at: Instant;
  readonly item: PurchaseItem;
};

/** More customers than there are payments have no part in a transaction. */
const HOLDERS_MAX = 100;

/** The customers that a transaction is booked on. */
export async function findHolders(db: Queryable, transactionId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>(
    'select customer_id from laurel.purchase where transaction_id = $1 order by customer_id limit $2',
    [transactionId, HOLDERS_MAX],
  );
  return rows.map(({ customer_id }) => customer_id);
}

export async function readTransaction(db: Queryable, transactionId: string): Promise<readonly HeldPurchase[]> {
  const { rows } = await db.query<Row>(
    `select r.customer_id, r.id, r.occurred_at, ${PURCHASE_ITEM} as item
     from   laurel.purchase r
     where  r.transaction_id = $1
     order  by r.customer_id
     limit  $2`,
    [transactionId, HOLDERS_MAX],
  );
  return rows.map(heldOf);
}

/** Null when the customer has none under this id. */
export async function readPurchase(db: Queryable, customerId: string, transactionId: string): Promise<Purchase | null> {
  const { rows } = await db.query<{ item: PurchaseItem }>(
    `select ${PURCHASE_ITEM} as item from laurel.purchase r where r.customer_id = $1 and r.transaction_id = $2`,
    [customerId, transactionId],
  );
  return rows[0] === undefined ? null : purchaseOf(rows[0].item);
}

export type PurchaseFilter = {
  readonly customerId: string | null;
  readonly store: string | null;
  readonly from: Instant | null;
  readonly to: Instant | null;
};

const CURSOR = z.tuple([instantPart, uuidPart, uuidPart]);

/** The newest first, by when they happened. */
export async function readPurchases(
  db: Queryable,
  { customerId, store, from, to }: PurchaseFilter,
  page: Page,
): Promise<PageOf<HeldPurchase>> {
  const [at, id, holder] = readCursor(page.after, CURSOR) ?? [null, null, null];
  const { rows } = await db.query<Row>(
    `select r.customer_id, r.id, r.occurred_at, ${PURCHASE_ITEM} as item
     from   laurel.purchase r
     where  ($1::uuid is null or r.customer_id = $1) and ($2::text is null or r.store = $2)
       and  ($3::timestamptz is null or r.occurred_at >= $3) and ($4::timestamptz is null or r.occurred_at < $4)
       and  ($5::timestamptz is null or (r.occurred_at, r.id, r.customer_id) < ($5, $6::uuid, $7::uuid))
     order  by r.occurred_at desc, r.id desc, r.customer_id desc
     limit  $8`,
    [customerId, store, dateOf(from), dateOf(to), dateOf(at), id, holder, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, {
    item: heldOf,
    cursor: (row) => cursorOf([row.occurred_at, row.id, row.customer_id]),
  });
}

export async function countPurchases(db: Queryable, { store, from, to }: PurchaseFilter): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::bigint as count
     from   laurel.purchase r
     where  ($1::text is null or r.store = $1)
       and  ($2::timestamptz is null or r.occurred_at >= $2) and ($3::timestamptz is null or r.occurred_at < $3)`,
    [store, dateOf(from), dateOf(to)],
  );
  return rows[0]?.count ?? 0;
}

function heldOf({ customer_id: customerId, item }: Row): HeldPurchase {
  return { customerId, purchase: purchaseOf(item) };
}

function dateOf(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}
