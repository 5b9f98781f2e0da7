// POS, 2.17: purchases of tills, with returns and voids by the same call. A till sends a transaction when it is closed; sent again
// with fewer items, or naming the one that it refunds, it is a return.
import type { JsonObject } from '../../domain/facts.ts';
import type { Purchase } from '../../domain/purchases/purchase.ts';
import {
  lookUpCatalogue,
  type Sender,
  type SentReturn,
  type SentTransaction,
  sendReturn,
  sendTransaction,
} from '../../jobs/transactions.ts';
import type { Answer, CustomerRef } from '../../pipeline/submission.ts';
import { readTransaction } from '../../storage/purchases-reading.ts';
import { CUSTOM_MAX, elementsOf } from '../v1/transaction-shape.ts';
import { type Call, refOfId } from './call.ts';
import { invalid, translated } from './errors.ts';
import { flag, given, instant, list, object, text } from './fields.ts';
import { decimal, minorOf, readPos } from './pos-request.ts';

const ITEMS_MAX = 1_000;
const PAYMENTS_MAX = 100;
const DISCOUNTS_MAX = 100;
const KEY_MAX = 200;
const QUANTITY_MAX = 1_000_000;

const item = object({
  line_id: given(text(KEY_MAX)),
  item_id: given(text(KEY_MAX)),
  quantity: given(decimal),
  unit_price: given(decimal),
  subtotal: given(decimal),
  tax_included: given(decimal),
  custom_data: object({}).loose().nullish(),
}).loose();
const payment = object({
  payment_id: given(text(KEY_MAX)),
  amount: decimal,
  type: given(text(KEY_MAX)),
  user_id: given(text(KEY_MAX)),
  user_id_type: given(text(KEY_MAX)),
  custom_data: object({}).loose().nullish(),
}).loose();
const discount = object({
  reference_id: given(text(KEY_MAX)),
  reference_id_type: given(text(KEY_MAX)),
  custom_data: object({}).loose().nullish(),
}).loose();

const shape = {
  transaction_id: text(KEY_MAX),
  from_transaction_id: given(text(KEY_MAX)),
  subtotal: given(decimal),
  tax_total: given(decimal),
  open_time: given(instant),
  modified_time: given(instant),
  channel: given(text(KEY_MAX)),
  is_closed: given(flag),
  is_voided: given(flag),
  items: list(item, ITEMS_MAX).nullish(),
  payments: list(payment, PAYMENTS_MAX).nullish(),
  discounts: list(discount, DISCOUNTS_MAX).nullish(),
  custom_data: object({}).loose().nullish(),
};

type Request = ReturnType<typeof readTransactionRequest>;
type Payload = Request['payload'];

function readTransactionRequest(call: Call) {
  const request = readPos(call, shape);
  const { payload } = request;
  const parts = [payload, ...(payload.items ?? []), ...(payload.payments ?? []), ...(payload.discounts ?? [])];
  if (elementsOf(parts.map(({ custom_data: custom }) => custom ?? {})) > CUSTOM_MAX)
    throw invalid({ custom_data: [`must hold at most ${CUSTOM_MAX} elements in all`] });
  return request;
}

export async function sendPosTransaction(call: Call) {
  const request = readTransactionRequest(call);
  const { payload } = request;
  const answers = await carryOut(call, request);
  for (const { record } of answers) {
    if (record.refusal !== undefined) throw translated(record.refusal.code, record.refusal.detail);
  }
  return { payload: null, transaction_id: payload.transaction_id };
}

/** A check that is still open is taken and not booked: it comes again when it is closed. */
async function carryOut(call: Call, request: Request): Promise<readonly Answer[]> {
  const { payload, requestId } = request;
  // The same request_id is processed once, and answered as the first time whatever it carries then.
  const sender: Sender = { actor: call.actor, lane: 'live', isHistory: false, sent: null, signal: call.signal };
  const key = requestId;
  const { from_transaction_id: from, transaction_id: id } = payload;
  const occurredAt = payload.modified_time ?? null;
  const common = { customer: null, reason: null, occurredAt, key };
  if (payload.is_voided === true)
    return sendReturn(
      call.site,
      { ...common, kind: 'transaction.void', transactionId: from ?? id, lines: null },
      sender,
    );
  if (from !== undefined && from !== id) {
    const lines = await returnedLines(call, from, payload);
    return sendReturn(call.site, { ...common, kind: 'transaction.return', transactionId: from, lines }, sender);
  }
  if (payload.is_closed === false) return [];
  const transaction = transactionOf(call, request);
  const categories = await lookUpCatalogue(call.site, [transaction]);
  return sendTransaction(call.site, { transaction, categories }, sender);
}

type Item = NonNullable<Payload['items']>[number];

function transactionOf(call: Call, { payload, storeId, requestId, sent }: Request): SentTransaction {
  const { items, discounts } = payload;
  const money = (field: string, amount: number) => notBelowZero(field, minorOf(call, field, amount));
  const lines = (items ?? []).map((one, index) => ({
    line: one.line_id ?? String(index + 1),
    item: one.item_id ?? null,
    quantity: quantityOf(one, `items[${index}].quantity`),
    amount: money(`items[${index}].subtotal`, amountOf(one)),
  }));
  if (new Set(lines.map(({ line }) => line)).size < lines.length)
    throw invalid({ items: ['must each have a line_id of its own'] });
  return {
    transactionId: payload.transaction_id,
    occurredAt: payload.open_time ?? null,
    // Requests have a key of their own; what a later one takes out is found by comparing.
    modifiedAt: requestId,
    store: storeId,
    channel: payload.channel ?? null,
    subtotal: payload.subtotal === undefined ? null : money('subtotal', payload.subtotal),
    tax: payload.tax_total === undefined ? 0 : money('tax_total', payload.tax_total),
    total: null,
    lines,
    payments: (payload.payments ?? []).map((one, index) => ({
      amount: money(`payments[${index}].amount`, one.amount),
      customer: payerOf(one),
      sent: withoutUser(one),
    })),
    promoCodes: (discounts ?? []).flatMap((one) =>
      /promo/i.test(one.reference_id_type ?? '') ? referenceOf(one) : [],
    ),
    userOffers: (discounts ?? []).flatMap((one) =>
      /user_?offer/i.test(one.reference_id_type ?? '') ? offerOf(one) : [],
    ),
    sent: sentParts(sent),
  };
}

function referenceOf({ reference_id: id }: { readonly reference_id?: string | undefined }): readonly string[] {
  return id === undefined ? [] : [id];
}

function offerOf(one: { readonly reference_id?: string | undefined }): readonly string[] {
  return referenceOf(one)
    .map((id) => id.toLowerCase())
    .filter((id) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id));
}

function amountOf({ subtotal, unit_price: price, quantity, tax_included: tax }: Item): number {
  return (subtotal ?? (price ?? 0) * (quantity ?? 1)) - (tax ?? 0);
}

/** What is sold by weight counts as one for each unit begun. */
function quantityOf({ quantity = 1 }: Item, field: string): number {
  const whole = Math.ceil(quantity);
  if (whole < 1 || whole > QUANTITY_MAX) throw invalid({ [field]: [`must be from 1 to ${QUANTITY_MAX}`] });
  return whole;
}

function notBelowZero(field: string, amount: number): number {
  if (amount < 0) throw invalid({ [field]: ['is below zero: name the purchase in from_transaction_id'] });
  return amount;
}

/** `user_id` and `external_id` say what it is; any other word is the type of an identifier; without one its shape decides. */
function payerOf({ user_id: id, user_id_type: type }: NonNullable<Payload['payments']>[number]): CustomerRef | null {
  if (id === undefined) return null;
  switch (type?.toLowerCase()) {
    case undefined:
    case 'user_id':
      return refOfId(id);
    case 'external_id':
    case 'external_customer_id':
      return { kind: 'identifier', type: null, value: id };
    default:
      return { kind: 'identifier', type: type ?? null, value: id };
  }
}

/** Who paid is told to nobody but themselves. */
function withoutUser(sent: NonNullable<Payload['payments']>[number]): JsonObject {
  const { payment_id, type, custom_data: custom } = sent;
  return {
    ...(payment_id === undefined ? {} : { payment_id }),
    ...(type === undefined ? {} : { type }),
    ...(custom == null ? {} : { custom: jsonOf(custom) }),
  };
}

/** Items and discounts as they came, and the header beside them. */
function sentParts(sent: object): JsonObject {
  const all = jsonOf(sent);
  const { items = [], discounts = [], custom_data: custom = null, payments: _, ...header } = all;
  return { items: items ?? [], discounts: discounts ?? [], custom, header };
}

function jsonOf(value: object): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(value));
  return copy;
}

/** A refund names lines of the purchase, or the items that come back; nothing at all is all of it. */
async function returnedLines(call: Call, from: string, { items }: Payload): Promise<SentReturn['lines']> {
  if (items == null || items.length === 0) return null;
  const [held] = await readTransaction(call.site.pool, from);
  if (held === undefined) throw translated('transaction_not_found', { transaction: from });
  const left = new Map(held.purchase.lines.map((line) => [line.line, line.quantity - line.returned]));
  return items.flatMap((one, index) => {
    const field = `items[${index}].quantity`;
    const quantity = quantityOf({ ...one, quantity: Math.abs(one.quantity ?? 1) }, field);
    return linesFor(held.purchase, one, { quantity, left });
  });
}

function linesFor(
  { lines, transactionId: transaction }: Purchase,
  { line_id: id, item_id: itemId }: Item,
  { quantity, left }: { readonly quantity: number; readonly left: Map<string, number> },
): { line: string; quantity: number }[] {
  const exact = lines.find(({ line, item: known }) => line === id && (itemId === undefined || known === itemId));
  if (exact !== undefined) return [{ line: exact.line, quantity }];
  const ofItem = itemId === undefined ? [] : lines.filter(({ item: known }) => known === itemId);
  const last = ofItem.at(-1);
  if (last === undefined) throw translated('transaction_line_not_found', { transaction, line: id ?? itemId ?? '' });
  let open = quantity;
  return ofItem.flatMap(({ line }) => {
    // Too much falls on the last line, where it is refused.
    const part = line === last.line ? open : Math.min(open, left.get(line) ?? 0);
    open -= part;
    left.set(line, (left.get(line) ?? 0) - part);
    return part > 0 ? [{ line, quantity: part }] : [];
  });
}
