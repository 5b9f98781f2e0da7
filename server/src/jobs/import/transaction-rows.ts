// The fields of transactions in a file, one row for each, and the purchase that such a row becomes. Money is written as decimals
// of the programme's currency. They are history: booked and counted, without outcomes.
import type { JsonObject } from '../../domain/facts.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { attribute } from '../../domain/purchases/attribute.ts';
import { minorUnits } from '../../domain/purchases/currency.ts';
import type { TransactionBody } from '../../domain/purchases/purchase.ts';
import { purchaseIdOf } from '../../pipeline/hashes.ts';
import { INSTANT_EXPECTED, KEY_EXPECTED, keyOf, momentOf, TEXT_EXPECTED, textOf } from './cells.ts';
import { REFERENCE_FIELDS } from './customer-row.ts';
import { type Field, field, type RowDraft } from './row.ts';
import type { RowProblem } from './state-rows.ts';

const MONEY_EXPECTED = 'an amount such as 12.50';
const QUANTITY_EXPECTED = 'a whole number from 1 to 1000000';
const MONEY_MAX = 1_000_000_000_000;

function named(name: string, expected: string, read: (cell: string) => string | null): Field {
  return field(name, expected, {
    read,
    put: ({ names }, text) => {
      names[name] = text;
    },
  });
}

function number(name: string, expected: string, read: (cell: string) => number | null): Field {
  return field(name, expected, {
    read,
    put: ({ amounts }, value) => {
      amounts[name] = value;
    },
  });
}

export function transactionFields({ document }: Programme): (name: string) => Field | null {
  const money = (cell: string) => moneyOf(cell, minorUnits(document.currency));
  const fields: readonly Field[] = [
    ...REFERENCE_FIELDS,
    named('row_key', KEY_EXPECTED, keyOf),
    named('transaction_id', KEY_EXPECTED, keyOf),
    field('occurred_at', INSTANT_EXPECTED, {
      read: (cell) => momentOf(cell, document.time_zone),
      put: ({ moments }, at) => {
        moments.occurred_at = at;
      },
    }),
    number('amount', MONEY_EXPECTED, money),
    number('tax', MONEY_EXPECTED, money),
    number('quantity', QUANTITY_EXPECTED, quantityOf),
    ...['item', 'store', 'channel', 'promo_code'].map((name) => named(name, TEXT_EXPECTED, (cell) => textOf(cell))),
  ];
  const byName = new Map(fields.map((one) => [one.name, one]));
  return (name) => byName.get(ALIASES[name] ?? name) ?? null;
}

const ALIASES: Readonly<Record<string, string>> = {
  user_id: 'id',
  external_customer_id: 'external_id',
  subtotal: 'amount',
  item_id: 'item',
  store_id: 'store',
  tax_total: 'tax',
  date: 'occurred_at',
  open_time: 'occurred_at',
};

/** At most as many decimals as the currency has. */
function moneyOf(cell: string, units: number): number | null {
  if (!/^\d{1,12}(\.\d{1,3})?$/.test(cell)) return null;
  const scaled = Number(cell) * units;
  const whole = Math.round(scaled);
  return Math.abs(scaled - whole) < 1e-4 && whole <= MONEY_MAX ? whole : null;
}

function quantityOf(cell: string): number | null {
  const quantity = /^\d{1,7}$/.test(cell) ? Number(cell) : 0;
  return quantity >= 1 && quantity <= 1_000_000 ? quantity : null;
}

/** A row without an id of its own is known by its place in the file. */
export function transactionRow({ names, amounts, moments }: RowDraft, reference: string): TransactionBody | RowProblem {
  if (amounts.amount === undefined) return { column: 'amount', expected: MONEY_EXPECTED };
  if (moments.occurred_at === undefined) return { column: 'occurred_at', expected: INSTANT_EXPECTED };
  const transactionId = names.transaction_id ?? reference;
  const { amount, tax = 0, quantity = 1 } = amounts;
  const item = names.item ?? null;
  const sent: JsonObject = { items: [{ line: '1', quantity, amount, ...(item === null ? {} : { item }) }] };
  const [part] = attribute({
    purchaseId: purchaseIdOf(transactionId),
    transactionId,
    store: names.store ?? null,
    channel: names.channel ?? null,
    subtotal: amount,
    tax,
    total: amount + tax,
    lines: [{ line: '1', item, categories: [], quantity, amount }],
    promoCodes: names.promo_code === undefined ? [] : [names.promo_code],
    userOffers: [],
    payments: [{ amount: amount + tax, payer: reference, sent: {} }],
    sent,
  });
  return part?.body ?? { column: 'amount', expected: MONEY_EXPECTED };
}
