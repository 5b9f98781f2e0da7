// Purchases and their lines as they now are. Writing them is save's; reading them for people is purchases-reading.ts.
import type { Grant, Purchase, PurchaseData, PurchaseLine, PurchaseStatus } from '../domain/purchases/purchase.ts';
import type { RecordTable } from './records.ts';
import { bigint, instant, int, json, type Table, text, uuid } from './tables.ts';

export type PurchaseItem = readonly [
  id: string,
  transactionId: string,
  factId: string,
  store: string | null,
  channel: string | null,
  occurredAt: string,
  recordedAt: string,
  subtotal: number,
  tax: number,
  total: number,
  net: number,
  netReturned: number,
  status: PurchaseStatus,
  data: PurchaseData,
  earned: readonly Grant[],
  lines: readonly LineItem[] | null,
];

type LineItem = readonly [
  line: string,
  item: string | null,
  categories: readonly string[],
  quantity: number,
  returned: number,
  netBought: number,
  net: number,
];

/** Of a row `r`. */
export const PURCHASE_ITEM = `json_build_array(r.id, r.transaction_id, r.fact_id, r.store, r.channel, r.occurred_at, r.recorded_at,
                    r.subtotal, r.tax, r.total, r.net, r.net_returned, r.status, r.data, r.earned, (
                      select json_agg(json_build_array(l.line, l.item, l.categories, l.quantity, l.returned, l.net_bought,
                                                       l.net_amount) order by l.position)
                      from   laurel.purchase_line l
                      where  l.customer_id = r.customer_id and l.purchase_id = r.id))`;

export const PURCHASES: RecordTable<'purchase', PurchaseItem> = {
  family: 'purchase',
  table: {
    name: 'purchase',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('transaction_id', (row) => row.transactionId),
      uuid('fact_id', (row) => row.factId),
      text('store', (row) => row.store),
      text('channel', (row) => row.channel),
      instant('occurred_at', (row) => row.occurredAt),
      instant('recorded_at', (row) => row.recordedAt),
      bigint('subtotal', (row) => row.subtotal),
      bigint('tax', (row) => row.tax),
      bigint('total', (row) => row.total),
      bigint('net', (row) => row.net),
      bigint('net_returned', (row) => row.netReturned),
      text('status', (row) => row.status),
      json('data', (row) => row.data),
      json('earned', (row) => row.earned),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: PURCHASE_ITEM,
  rowOf: purchaseOf,
  open: `r.status in ('completed', 'partly_returned')`,
};

export type SavedLine = PurchaseLine & {
  readonly customerId: string;
  readonly purchaseId: string;
  readonly position: number;
};

export const PURCHASE_LINES: Table<SavedLine> = {
  name: 'purchase_line',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    uuid('purchase_id', (row) => row.purchaseId),
    text('line', (row) => row.line),
    int('position', (row) => row.position),
    text('item', (row) => row.item),
    json('categories', (row) => row.categories),
    bigint('quantity', (row) => row.quantity),
    bigint('returned', (row) => row.returned),
    bigint('net_amount', (row) => row.net),
    bigint('net_bought', (row) => row.netBought),
  ],
  upsertOn: ['customer_id', 'purchase_id', 'line'],
};

export function savedLines(customerId: string, { id, lines }: Purchase): readonly SavedLine[] {
  return lines.map((line, position) => ({ ...line, customerId, purchaseId: id, position }));
}

export function purchaseOf(item: PurchaseItem): Purchase {
  const [id, transactionId, factId, store, channel, occurredAt, recordedAt, ...sums] = item;
  const [subtotal, tax, total, net, netReturned, status, data, earned, lines] = sums;
  return {
    id,
    transactionId,
    factId,
    store,
    channel,
    occurredAt: Date.parse(occurredAt),
    recordedAt: Date.parse(recordedAt),
    subtotal,
    tax,
    total,
    net,
    netReturned,
    status,
    lines: (lines ?? []).map(lineOf),
    earned,
    data,
  };
}

function lineOf([line, item, categories, quantity, returned, netBought, net]: LineItem): PurchaseLine {
  return { line, item, categories, quantity, returned, netBought, net };
}
