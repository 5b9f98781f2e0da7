// Books a purchase and lets the rules see it. The same transaction again, with lines removed or lessened, is a return of the
// difference; with lines added it is refused.

import { type Draft, note, refusalOf, refuse, rollBack, savepoint } from '../draft.ts';
import { redeemOffer } from '../offers/redeem.ts';
import { recordOf } from '../records.ts';
import { basketOf, COMPLETED, propertiesOf } from './basket.ts';
import type { Purchase, PurchaseLine, TransactionBody } from './purchase.ts';
import { returnLines } from './return.ts';
import { setPurchase, tellPurchase } from './row.ts';
import { split } from './split.ts';

export function transact(draft: Draft, body: TransactionBody): void {
  const known = recordOf(draft.state, 'purchase', body.purchaseId);
  if (known !== undefined) return resend(draft, known, body);
  const purchase = purchaseOf(draft, body);
  setPurchase(draft, purchase);
  tellPurchase(draft, purchase, 'completed');
  redeemOffers(draft, purchase);
  const basket = basketOf(purchase);
  const { occurredAt: at } = purchase;
  draft.cascade.raise(draft, { name: COMPLETED, quantity: 1, properties: propertiesOf(basket), at, basket });
  if (draft.grants.length > 0) setPurchase(draft, { ...purchase, earned: draft.grants });
}

/** The till has taken the money already: an offer that cannot be redeemed any more does not stop the purchase. */
function redeemOffers(draft: Draft, { data, transactionId, occurredAt }: Purchase): void {
  for (const userOfferId of data.userOffers) {
    const before = savepoint(draft);
    try {
      redeemOffer(draft, { userOfferId, transactionId, at: occurredAt });
    } catch (stop) {
      const refusal = refusalOf(stop, draft);
      if (refusal === null) throw stop;
      rollBack(draft, before);
      note(draft, `offer/${userOfferId}`, 'refused', { code: refusal.code, ...refusal.detail });
    }
  }
}

/** The customer's share of the amount without tax is shared out over the lines by what each of them cost. */
function purchaseOf(draft: Draft, body: TransactionBody): Purchase {
  const { net } = body;
  const nets = split(
    net,
    body.lines.map(({ amount }) => amount),
  );
  const lines = body.lines.map(({ line, item, categories, quantity }, index): PurchaseLine => {
    const netBought = nets[index] ?? 0;
    return { line, item, categories, quantity, returned: 0, netBought, net: netBought };
  });
  return {
    id: body.purchaseId,
    transactionId: body.transactionId,
    factId: draft.fact.id,
    store: body.store,
    channel: body.channel,
    occurredAt: draft.fact.occurredAt,
    recordedAt: draft.now,
    subtotal: body.subtotal,
    tax: body.tax,
    total: body.total,
    net,
    netReturned: 0,
    status: 'completed',
    lines,
    earned: [],
    data: body.data,
  };
}

function resend(draft: Draft, known: Purchase, body: TransactionBody): void {
  const sent = new Map(body.lines.map(({ line, quantity }) => [line, quantity]));
  const transaction = known.transactionId;
  for (const { line, quantity } of body.lines) {
    const left = leftOf(known.lines.find((one) => one.line === line));
    if (quantity > left) refuse('transaction_conflict', { transaction, line, left, quantity });
  }
  const returned = known.lines.flatMap((one) => {
    const quantity = leftOf(one) - (sent.get(one.line) ?? 0);
    return quantity > 0 ? [{ line: one.line, quantity }] : [];
  });
  if (returned.length > 0) return returnLines(draft, known, { lines: returned, action: 'returned' });
  tellPurchase(draft, known, 'unchanged');
}

function leftOf(line: PurchaseLine | undefined): number {
  return line === undefined ? 0 : line.quantity - line.returned;
}
