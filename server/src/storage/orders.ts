// Orders of reward stores, as they now are. Writing them is save's; what was bought is in the wallet.
import type pg from 'pg';
import { z } from 'zod';
import type { UserOffer } from '../domain/state.ts';
import type { Order } from '../domain/stores/order.ts';
import type { Instant } from '../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';
import type { RecordTable } from './records.ts';
import { bigint, instant, int, text, uuid } from './tables.ts';

type OrderItem = readonly [
  id: string,
  store: string,
  item: string,
  offer: string,
  title: string,
  type: string,
  quantity: number,
  points: number,
  status: Order['status'],
  delivery: Order['delivery'],
  tracking: string | null,
  orderedAt: string,
  updatedAt: string,
  updatedBy: string,
  cancelReason: string | null,
];

export const ORDERS: RecordTable<'order', OrderItem> = {
  family: 'order',
  table: {
    name: 'reward_order',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('store', (row) => row.store),
      text('item', (row) => row.item),
      text('offer', (row) => row.offer),
      text('title', (row) => row.title),
      text('type', (row) => row.type),
      int('quantity', (row) => row.quantity),
      bigint('points', (row) => row.points),
      text('status', (row) => row.status),
      text('delivery', (row) => row.delivery),
      text('tracking', (row) => row.tracking),
      instant('ordered_at', (row) => row.orderedAt),
      instant('updated_at', (row) => row.updatedAt),
      text('updated_by', (row) => row.updatedBy),
      text('cancel_reason', (row) => row.cancelReason),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: `json_build_array(r.id, r.store, r.item, r.offer, r.title, r.type, r.quantity, r.points, r.status, r.delivery, r.tracking,
         r.ordered_at, r.updated_at, r.updated_by, r.cancel_reason)`,
  rowOf: ([id, store, item, offer, title, type, quantity, points, status, delivery, tracking, ...rest]) => {
    const [orderedAt, updatedAt, updatedBy, cancelReason] = rest;
    return {
      ...{ id, store, item, offer, title, type, quantity, points, status, delivery, tracking },
      orderedAt: Date.parse(orderedAt),
      updatedAt: Date.parse(updatedAt),
      updatedBy,
      cancelReason,
    };
  },
  open: `r.status = 'placed'`,
};

/** What has become of the offers that an order bought. */
type OrderedOffer = {
  readonly id: string;
  readonly status: UserOffer['status'];
  readonly redeemedAt: Instant | null;
};
export type OrderView = { readonly order: Order; readonly offers: readonly OrderedOffer[] };

export type OrdersQuery = Page & {
  readonly now: Instant;
  readonly id?: string | undefined;
  readonly status?: Order['status'] | undefined;
};

type OrderRow = {
  readonly id: string;
  readonly item: OrderItem;
  readonly offers: readonly (readonly [id: string, status: UserOffer['status'], redeemedAt: string | null])[] | null;
};

const CURSOR = z.tuple([uuidPart]);

/** A customer's orders, newest first, each with its offers as they are at `now`. */
export async function readOrders(
  db: Pick<pg.Pool, 'query'>,
  customerId: string,
  query: OrdersQuery,
): Promise<PageOf<OrderView>> {
  const [after] = readCursor(query.after, CURSOR) ?? [null];
  const { rows } = await db.query<OrderRow>(
    `select r.id, ${ORDERS.item} as item,
            (select json_agg(json_build_array(o.id, case when o.status = 'issued' and o.expires_at <= $6::timestamptz
                                                         then 'expired' else o.status end, o.redeemed_at) order by o.id)
             from   laurel.user_offer o
             where  o.customer_id = r.customer_id and o.order_id = r.id) as offers
     from   laurel.reward_order r
     where  r.customer_id = $1
       and  ($2::uuid is null or r.id < $2)
       and  ($3::uuid is null or r.id = $3)
       and  ($4::text is null or r.status = $4)
     order by r.id desc
     limit $5`,
    [customerId, after, query.id ?? null, query.status ?? null, rowsToRead(query.limit), new Date(query.now)],
  );
  return pageOf(rows, query.limit, { item: viewOf, cursor: (row) => cursorOf([row.id]) });
}

function viewOf(row: OrderRow): OrderView {
  const offers = (row.offers ?? []).map(([id, status, redeemedAt]) => ({
    id,
    status,
    redeemedAt: redeemedAt === null ? null : Date.parse(redeemedAt),
  }));
  return { order: ORDERS.rowOf(row.item), offers };
}
