// Connect, 2.15: the transactions of a store, as they were sent and with what is left of them.
import type { JsonObject } from '../../domain/facts.ts';
import type { Purchase } from '../../domain/purchases/purchase.ts';
import { isoText } from '../../domain/time.ts';
import { countPurchases, type HeldPurchase, readPurchases } from '../../storage/purchases-reading.ts';
import type { Call } from './call.ts';
import { readConnect, userFields } from './connect-request.ts';
import { given, instant, text, whole } from './fields.ts';
import { decimalOf } from './pos-request.ts';

const TAKE_MAX = 1_000;
const TAKE = 100;
const TOKEN_MAX = 1_000;

const shape = {
  retailer_id: userFields.retailer_id,
  store_id: given(text(200)),
  start_date: given(instant),
  end_date: given(instant),
  take: given(whole(1, TAKE_MAX)),
  pagination_token: given(text(TOKEN_MAX)),
};

/** The newest first, a page at a time: `pagination_token` of one page asks for the next. */
export async function getStoreTransactions(call: Call) {
  const asked = readConnect(call, shape);
  const filter = {
    customerId: null,
    store: asked.store_id ?? null,
    from: asked.start_date ?? null,
    to: asked.end_date ?? null,
  };
  const page = { limit: asked.take ?? TAKE, after: asked.pagination_token ?? null };
  const { pool, guids } = call.site;
  const [{ items, next }, total] = await Promise.all([readPurchases(pool, filter, page), countPurchases(pool, filter)]);
  return {
    total_records: total,
    results: items.map((held) => transactionView(call, held, guids.retailerId)),
    pagination_token: next,
  };
}

function transactionView(call: Call, { customerId, purchase }: HeldPurchase, retailerId: string) {
  const { subtotal, tax, total, data, occurredAt, recordedAt } = purchase;
  const header = objectOf(data.sent.header);
  const money = (amount: number) => decimalOf(call, amount);
  return {
    id: purchase.id,
    retailer_id: retailerId,
    user_id: customerId,
    store_id: purchase.store,
    pos_transaction_id: purchase.transactionId,
    pos_employee_id: header.pos_employee_id ?? null,
    table_id: header.table_id ?? null,
    guest_count: header.guest_count ?? null,
    is_voided: purchase.status === 'voided',
    is_closed: true,
    subtotal: money(subtotal),
    taxtotal: money(tax),
    check_amount: money(total),
    guest_receipt_code: header.guest_receipt_code ?? null,
    channel: purchase.channel,
    sm_transaction_process_date: isoText(recordedAt),
    open_time: isoText(occurredAt),
    modified_time: typeof header.modified_time === 'string' ? header.modified_time : isoText(occurredAt),
    items: purchase.lines.map((line) => itemView(call, line)),
    payments: listOf(data.sent.payments).map(({ amount, own, ...sent }) => ({
      ...sent,
      amount: typeof amount === 'number' ? money(amount) : null,
      user_id: own === true ? customerId : null,
    })),
    discounts: listOf(data.sent.discounts),
  };
}

function itemView(call: Call, { line, item, quantity, returned, netBought, net }: Purchase['lines'][number]) {
  return {
    line_id: line,
    item_id: item,
    quantity: quantity - returned,
    returned_quantity: returned,
    subtotal: decimalOf(call, net),
    original_subtotal: decimalOf(call, netBought),
  };
}

function objectOf(value: JsonObject[string] | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {};
}

function listOf(value: JsonObject[string] | undefined): readonly JsonObject[] {
  return value !== undefined && isList(value) ? value.map(objectOf) : [];
}

function isList(value: JsonObject[string]): value is readonly JsonObject[string][] {
  return Array.isArray(value);
}
