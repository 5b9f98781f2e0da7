// Returns and voids: what is taken out of a purchase, and out of the counts that it was in. What rules gave for it is taken back
// by take-back.ts.

import { type Draft, emit, type Happening, refuse } from '../draft.ts';
import { recordOf } from '../records.ts';
import { amountCounted } from '../rules/count.ts';
import { type Basket, basketOf, COMPLETED, propertiesOf, RETURNED } from './basket.ts';
import type { Purchase, PurchaseLine, TransactionFact } from './purchase.ts';
import { setPurchase, tellPurchase } from './row.ts';
import { proportion } from './split.ts';
import { takeBackGrants } from './take-back.ts';

type ReturnBody = Extract<TransactionFact, { kind: 'transaction.return' | 'transaction.void' }>;
type ReturnedLine = { readonly line: string; readonly quantity: number };

export function returnPurchase(draft: Draft, body: ReturnBody): void {
  const transaction = body.transactionId;
  const purchase =
    recordOf(draft.state, 'purchase', body.purchaseId) ?? refuse('transaction_not_found', { transaction });
  const { status } = purchase;
  if (status === 'returned' || status === 'voided') refuse('transaction_returned', { transaction, status });
  const isVoid = body.kind === 'transaction.void';
  const named = isVoid || body.lines === null ? allLeft(purchase) : checkedLines(purchase, body.lines);
  returnLines(draft, purchase, { lines: named, action: isVoid ? 'voided' : 'returned' });
}

function allLeft({ lines }: Purchase): readonly ReturnedLine[] {
  return lines.map(({ line, quantity, returned }) => ({ line, quantity: quantity - returned }));
}

/** Each line named once, with all that was sent for it. */
function checkedLines(purchase: Purchase, sent: readonly ReturnedLine[]): readonly ReturnedLine[] {
  const transaction = purchase.transactionId;
  const wanted = new Map<string, number>();
  for (const { line, quantity } of sent) wanted.set(line, (wanted.get(line) ?? 0) + quantity);
  return [...wanted].map(([line, quantity]) => {
    const known = purchase.lines.find((one) => one.line === line);
    if (known === undefined) return refuse('transaction_line_not_found', { transaction, line });
    const left = known.quantity - known.returned;
    if (quantity > left) refuse('return_exceeds_purchase', { transaction, line, left, quantity });
    return { line, quantity };
  });
}

export function returnLines(
  draft: Draft,
  purchase: Purchase,
  { lines, action }: { readonly lines: readonly ReturnedLine[]; readonly action: 'returned' | 'voided' },
): void {
  const rest = lessened(purchase, lines, action);
  uncount(draft, purchase, rest);
  const after = { ...rest, earned: takeBackGrants(draft, purchase, rest) };
  setPurchase(draft, after);
  tellPurchase(draft, after, action);
  const properties = { ...propertiesOf(takenOut(purchase, after)), status: after.status };
  draft.cascade.raise(draft, { name: RETURNED, quantity: 1, properties, at: draft.fact.occurredAt });
}

/** Parts of a line are returned in proportion, and the last of it takes what is left. */
function lessened(purchase: Purchase, out: readonly ReturnedLine[], action: 'returned' | 'voided'): Purchase {
  const taken = new Map(out.map(({ line, quantity }) => [line, quantity]));
  const lines = purchase.lines.map((line): PurchaseLine => {
    const returned = line.returned + (taken.get(line.line) ?? 0);
    return { ...line, returned, net: line.netBought - proportion(line.netBought, returned, line.quantity) };
  });
  const net = lines.reduce((sum, line) => sum + line.net, 0);
  const isEmpty = lines.every(({ quantity, returned }) => quantity === returned);
  const status = action === 'voided' ? 'voided' : isEmpty ? 'returned' : 'partly_returned';
  return { ...purchase, lines, net, netReturned: purchase.netReturned + purchase.net - net, status };
}

/** What the return is about, as a basket of its own. */
function takenOut(before: Purchase, after: Purchase): Basket {
  const lines = before.lines.flatMap((line, index) => {
    const left = after.lines[index] ?? line;
    const { item, categories } = line;
    const quantity = left.returned - line.returned;
    return quantity === 0 ? [] : [{ line: line.line, item, categories, quantity, net: line.net - left.net }];
  });
  return { ...basketOf(before), lines };
}

/** Lessens what was counted of the purchase, at its own time, so that tiers and behaviors see it gone. */
function uncount(draft: Draft, before: Purchase, after: Purchase): void {
  const counted = draft.context.history.at(before.recordedAt).metrics;
  for (const metric of draft.programme.metricsByEvent.get(COMPLETED) ?? []) {
    // What was not counted when it was bought is not missing now.
    if (!counted.has(metric.name)) continue;
    const [was, is] = [before, after].map((purchase) => {
      const happening = completedOf(purchase);
      return happening.basket.lines.length === 0 ? 0 : amountCounted(draft, metric, happening);
    });
    const value = (is ?? 0) - (was ?? 0);
    if (value === 0) continue;
    const { occurredAt: at } = before;
    emit(draft, { kind: 'tally', metric: metric.name, at, value, factId: draft.fact.id });
    draft.stale.add(`event:${metric.name}`);
  }
}

function completedOf(purchase: Purchase): Happening & { readonly basket: Basket } {
  const basket = basketOf(purchase);
  return { name: COMPLETED, quantity: 1, properties: propertiesOf(basket), at: purchase.occurredAt, basket };
}
