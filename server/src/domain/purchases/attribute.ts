// Shares a transaction out over the customers who paid it, one fact for each. Who they are is found out before; what their facts
// do is decided after.

import type { JsonObject } from '../facts.ts';
import type { SoldLine, TransactionBody } from './purchase.ts';
import { split } from './split.ts';

/** A transaction as any adapter hands it on. Money in the smallest unit. */
export type Transaction = {
  readonly purchaseId: string;
  readonly transactionId: string;
  readonly store: string | null;
  readonly channel: string | null;
  /** Without tax, after discounts; null: the sum of the lines. */
  readonly subtotal: number | null;
  readonly tax: number;
  readonly total: number | null;
  readonly lines: readonly SoldLine[];
  readonly promoCodes: readonly string[];
  readonly userOffers: readonly string[];
  readonly payments: readonly Payment[];
  /** Header, items and discounts as they were sent. */
  readonly sent: JsonObject;
};

/** `payer` null: nobody that we know. */
type Payment = { readonly amount: number; readonly payer: string | null; readonly sent: JsonObject };

export type PayersPart = { readonly payer: string; readonly body: TransactionBody };

/** One for each payer, in the order of their first payments; what nobody paid for is booked on nobody. */
export function attribute(transaction: Transaction): readonly PayersPart[] {
  const { payments } = transaction;
  const payers = [...new Set(payments.flatMap(({ payer }) => (payer === null ? [] : [payer])))];
  const paid = (payer: string | null) =>
    payments.reduce((sum, payment) => sum + (payment.payer === payer ? payment.amount : 0), 0);
  const amounts = [...payers.map(paid), paid(null)];
  const isFree = amounts.every((amount) => amount === 0);
  // Where nothing had to be paid, all who are named have equal parts.
  const weights = isFree ? amounts.map((_, index) => (index < payers.length ? 1 : 0)) : amounts;
  const of = weights.reduce((sum, weight) => sum + weight, 0);
  const lines = linesOf(transaction);
  const subtotal = transaction.subtotal ?? lines.reduce((sum, { amount }) => sum + amount, 0);
  const nets = split(subtotal, weights);
  return payers.map((payer, index) => ({
    payer,
    body: {
      kind: 'transaction',
      purchaseId: transaction.purchaseId,
      transactionId: transaction.transactionId,
      store: transaction.store,
      channel: transaction.channel,
      subtotal,
      tax: transaction.tax,
      total: transaction.total ?? subtotal + transaction.tax,
      net: nets[index] ?? 0,
      lines,
      data: {
        share: { paid: weights[index] ?? 0, of },
        promoCodes: transaction.promoCodes,
        userOffers: transaction.userOffers,
        sent: { ...transaction.sent, payments: paymentsFor(payer, payments) },
      },
    },
  }));
}

/** Who else paid is not this customer's business. */
function paymentsFor(payer: string, payments: readonly Payment[]): readonly JsonObject[] {
  return payments.map((payment) => ({ ...payment.sent, amount: payment.amount, own: payment.payer === payer }));
}

/** A transaction of amounts alone has one line without an item. */
function linesOf({ lines, subtotal, total, tax }: Transaction): readonly SoldLine[] {
  if (lines.length > 0) return lines;
  const amount = subtotal ?? Math.max(0, (total ?? 0) - tax);
  return [{ line: '1', item: null, categories: [], quantity: 1, amount }];
}
