// Transactions as clients send and get them: header, items, payments, discounts. Money is in the smallest unit of the currency.
import { z } from 'zod';
import type { JsonObject } from '../../domain/facts.ts';
import type { Grant, Purchase } from '../../domain/purchases/purchase.ts';
import { isoText } from '../../domain/time.ts';
import type { SentTransaction } from '../../jobs/transactions.ts';
import { customerAddress, instant, instantInput, json, jsonObject, keyInput, uuid } from './shapes.ts';

export const ITEMS_MAX = 1_000;
const PAYMENTS_MAX = 100;
const DISCOUNTS_MAX = 100;
/** Fields and elements of all custom objects of one transaction together. */
export const CUSTOM_MAX = 1_000;
const MONEY_MAX = 1_000_000_000_000;
const QUANTITY_MAX = 1_000_000;
const CODES_MAX = 100;
const NAME_MAX = 200;

const money = z.int().min(0).max(MONEY_MAX);
const name = z.string().min(1).max(NAME_MAX);
const custom = jsonObject.optional().meta({ description: 'Kept with the transaction, read by no rule.' });

const itemInput = z
  .strictObject({
    line: name.optional().meta({ description: 'Its id inside the transaction; its place when left out.' }),
    item: name.optional().meta({ description: "The catalogue's id; an unknown one is recorded there." }),
    name: name.optional(),
    quantity: z.int().min(1).max(QUANTITY_MAX).default(1),
    amount: money.meta({ description: 'For the whole quantity, without tax and after its discounts.' }),
    unit_price: money.optional(),
    custom,
  })
  .meta({ id: 'TransactionItem' });

const paymentInput = z
  .strictObject({
    payment_id: name.optional(),
    amount: money,
    type: name.optional(),
    customer: customerAddress.optional(),
    custom,
  })
  .meta({ id: 'TransactionPayment' });

const discountInput = z
  .strictObject({
    discount_id: name.optional(),
    name: name.optional(),
    amount: money.optional(),
    user_offer: uuid.optional().meta({ description: 'An offer of the wallet that this redeems.' }),
    promo_code: name.optional(),
    lines: z.array(name).max(ITEMS_MAX).optional(),
    custom,
  })
  .meta({ id: 'TransactionDiscount' });

export const transactionInput = z
  .strictObject({
    transaction_id: keyInput.meta({ description: 'The idempotency key, together with `modified_at`.' }),
    occurred_at: instantInput.optional(),
    modified_at: z.iso.datetime({ offset: true }).optional().meta({
      description: 'Of this version: a later one of the same transaction may have fewer lines, which is a return.',
    }),
    customer: customerAddress.optional().meta({ description: 'Who bought, where the payments do not say it.' }),
    store: name.optional(),
    channel: name.optional(),
    subtotal: money
      .optional()
      .meta({ description: 'Without tax, after discounts; the sum of the items when left out.' }),
    tax: money.default(0),
    total: money.optional(),
    items: z.array(itemInput).max(ITEMS_MAX).default([]),
    payments: z.array(paymentInput).max(PAYMENTS_MAX).default([]),
    discounts: z.array(discountInput).max(DISCOUNTS_MAX).default([]),
    promo_codes: z.array(name).max(CODES_MAX).default([]),
    custom,
  })
  .superRefine((sent, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (sent.items.length === 0 && sent.subtotal === undefined && sent.total === undefined)
      fault('items', 'items, or a subtotal');
    if (new Set(lineNames(sent.items)).size < sent.items.length) fault('items', 'a line of its own for each item');
    if (sent.customer !== undefined && sent.payments.some(({ customer }) => customer !== undefined))
      fault('customer', 'a customer here or on payments, not both');
    if (elementsOf(customsOf(sent)) > CUSTOM_MAX) fault('custom', `at most ${CUSTOM_MAX} elements in custom objects`);
  })
  .meta({ id: 'Transaction' });

export type TransactionInput = z.output<typeof transactionInput>;
type Customs = { readonly custom?: JsonObject | undefined };

function customsOf(sent: Customs & { readonly [part in 'items' | 'payments' | 'discounts']: readonly Customs[] }) {
  return [sent, ...sent.items, ...sent.payments, ...sent.discounts].map(({ custom: own }) => own ?? {});
}

/** Fields of objects and elements of lists, however deep. */
export function elementsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Object.values(value);
  const own = Array.isArray(value) && inner.every((one) => typeof one === 'object') ? 0 : inner.length;
  return inner.reduce<number>((sum, one) => sum + elementsOf(one), own);
}

function lineNames(items: readonly { readonly line?: string | undefined }[]): readonly string[] {
  return items.map(({ line }, index) => line ?? String(index + 1));
}

export function transactionOf(input: TransactionInput): SentTransaction {
  const { items, payments, discounts, customer, promo_codes: codes } = input;
  const names = lineNames(items);
  const lines = items.map(({ item, quantity, amount }, index) => ({
    ...{ quantity, amount },
    line: names[index] ?? '',
    item: item ?? null,
  }));
  const paid = payments.map(({ customer: payer, ...sent }) => ({
    amount: sent.amount,
    customer: payer ?? customer ?? null,
    sent: plain(sent),
  }));
  const alone = customer === undefined ? [] : [{ amount: 0, customer, sent: {} }];
  return {
    transactionId: input.transaction_id,
    occurredAt: input.occurred_at ?? null,
    modifiedAt: input.modified_at ?? null,
    store: input.store ?? null,
    channel: input.channel ?? null,
    subtotal: input.subtotal ?? null,
    tax: input.tax,
    total: input.total ?? null,
    lines,
    payments: paid.length === 0 ? alone : paid,
    promoCodes: [...new Set([...codes, ...discounts.flatMap(({ promo_code: code }) => code ?? [])])],
    userOffers: [...new Set(discounts.flatMap(({ user_offer: id }) => id?.toLowerCase() ?? []))],
    sent: {
      items: items.map((item, index) => plain({ ...item, line: names[index] })),
      discounts: discounts.map(plain),
      ...(input.custom === undefined ? {} : { custom: input.custom }),
    },
  };
}

function plain(fields: { readonly [field: string]: JsonObject[string] | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
}

const text = z.string();

const grantShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['lines', 'whole']).meta({ description: 'Earned by single lines, or by the purchase as such.' }),
    rule: text,
    programme_version: z.int(),
    account: text,
    entry_id: uuid,
    points: z.int(),
    taken_back: z.int(),
    lines: z.array(z.strictObject({ line: text, points: z.int() })),
  }),
  z.strictObject({
    kind: z.literal('offer'),
    rule: text,
    programme_version: z.int(),
    user_offers: z.array(uuid),
    taken_back: z.boolean(),
  }),
]);

const lineShape = z.strictObject({
  line: text,
  item: text.nullable(),
  categories: z.array(text),
  quantity: z.int(),
  returned: z.int(),
  net: z.int().meta({ description: "What is left of this customer's share." }),
  net_bought: z.int(),
});

export const purchaseShape = z
  .strictObject({
    transaction_id: text,
    purchase_id: uuid,
    decision_id: uuid,
    customer_id: uuid,
    store: text.nullable(),
    channel: text.nullable(),
    occurred_at: instant,
    recorded_at: instant,
    status: z.enum(['completed', 'partly_returned', 'returned', 'voided']),
    subtotal: z.int(),
    tax: z.int(),
    total: z.int(),
    net: z.int().meta({ description: "What is left of this customer's share of the amount without tax." }),
    net_returned: z.int(),
    lines: z.array(lineShape),
    earned: z.array(grantShape),
    promo_codes: z.array(text),
    items: json.meta({ description: 'As they were sent, like payments, discounts and custom.' }),
    payments: json,
    discounts: json,
    custom: json,
  })
  .meta({ id: 'Purchase' });

export function purchaseJson(customerId: string, purchase: Purchase): z.output<typeof purchaseShape> {
  const { sent } = purchase.data;
  return {
    transaction_id: purchase.transactionId,
    purchase_id: purchase.id,
    decision_id: purchase.factId,
    customer_id: customerId,
    store: purchase.store,
    channel: purchase.channel,
    occurred_at: isoText(purchase.occurredAt),
    recorded_at: isoText(purchase.recordedAt),
    status: purchase.status,
    subtotal: purchase.subtotal,
    tax: purchase.tax,
    total: purchase.total,
    net: purchase.net,
    net_returned: purchase.netReturned,
    lines: purchase.lines.map(({ line, item, categories, quantity, returned, net, netBought }) => ({
      ...{ line, item, quantity, returned, net },
      categories: [...categories],
      net_bought: netBought,
    })),
    earned: purchase.earned.map(grantJson),
    promo_codes: [...purchase.data.promoCodes],
    items: sent.items ?? [],
    payments: sent.payments ?? [],
    discounts: sent.discounts ?? [],
    custom: sent.custom ?? null,
  };
}

function grantJson(grant: Grant): z.output<typeof grantShape> {
  const { rule, version: programme_version } = grant;
  if (grant.kind === 'offer')
    return {
      kind: 'offer',
      rule,
      programme_version,
      user_offers: [...grant.userOffers],
      taken_back: grant.isTakenBack,
    };
  return {
    kind: grant.kind,
    rule,
    programme_version,
    account: grant.account,
    entry_id: grant.entry,
    points: grant.amount,
    taken_back: grant.takenBack,
    lines: grant.shares.map(([line, points]) => ({ line, points })),
  };
}
