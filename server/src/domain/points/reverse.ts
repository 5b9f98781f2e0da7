// Reversals: take back a deposit, or give back a spend, as far as earlier reversals left something of it.

import { type Draft, refuse, requireSlice } from '../draft.ts';
import { type FactBody, NO_REFERENCE } from '../facts.ts';
import { factIdOf } from '../ids.ts';
import { type Lot, REVERSAL, type ReversibleEntry, remainingOf } from '../state.ts';
import { bySpendingOrder, spendableLots, spendableOf } from './available.ts';
import { book, bookOverLots, type Movement, movement, tell } from './book.ts';
import { accountOf, expireIfPast } from './deposit.ts';
import { expiryOf } from './expiry.ts';

const GAINS = new Set(['deposit', 'roll_in']);
const LOSSES = new Set(['spend', 'capture']);

/**
 * Reverses a deposit or spend named by the id of its fact, movement or entry; `amount` null takes back all that is left.
 * A deposit is taken from its own lot first, then from the account's other lots in spending order, then below zero where
 * the account allows that; what cannot be taken stays on the books as uncollected.
 */
export function reverse(draft: Draft, request: { entryId: string; amount: number | null }): void {
  requireSlice(draft, 'reversal', 'open_lots');
  const found = draft.state.reversible.filter(({ entry }) => GAINS.has(entry.kind) || LOSSES.has(entry.kind));
  if (found.length === 0) refuse('entry_not_found', { entry: request.entryId });
  for (const { lot } of found) {
    if (lot !== null && !draft.state.lots.has(lot.id)) draft.state.lots.set(lot.id, lot);
  }
  const left = found.reduce((sum, item) => sum + leftOf(item), 0);
  const amount = request.amount ?? left;
  if (left === 0 || amount > left) refuse('not_reversible', { entry: request.entryId, left });
  let open = amount;
  for (const item of found) {
    const part = Math.min(open, leftOf(item));
    if (part === 0) continue;
    open -= part;
    if (GAINS.has(item.entry.kind)) takeBack(draft, item, part);
    else giveBack(draft, item, part);
  }
}

/** The fact, movement or entry that a fact takes back: its bookings are loaded for it alone. */
export function reversedBy(body: FactBody): string | null {
  if (body.kind === 'points.reverse') return body.entryId.toLowerCase();
  if (body.kind === 'customer.unmerge') return body.mergeId.toLowerCase();
  return body.kind === 'order.cancel' ? factIdOf(body.orderId) : null;
}

export function leftOf(item: ReversibleEntry): number {
  return item.entry.amount - item.reversed;
}

function reversalOf(draft: Draft, item: ReversibleEntry): Movement {
  const reference = { ...NO_REFERENCE, type: REVERSAL, id: item.entry.id, transactionId: item.entry.transactionId };
  return movement(draft.now, REVERSAL, { reference, rule: item.entry.rule });
}

/** From the deposit's own lot, then from others, then below zero or uncollected. Needs all open lots. */
export function takeBack(draft: Draft, item: ReversibleEntry, amount: number): void {
  const { account } = item.entry;
  const within = reversalOf(draft, item);
  const own = draft.state.lots.get(item.entry.id);
  const room = (lot: Lot) => (lot.id === item.entry.id ? remainingOf(lot) - lot.held : spendableOf(lot, draft.now));
  const others = spendableLots(draft.state, [account], draft.now).filter((lot) => lot.id !== item.entry.id);
  const lots = [...(own === undefined ? [] : [own]), ...others.sort(bySpendingOrder)];
  const { left } = bookOverLots(draft, within, { kind: 'reverse', lots, amount, room });
  if (left > 0)
    book(draft, within, {
      kind: accountOf(draft, account).negative ? 'reverse' : 'uncollected',
      account,
      amount: left,
    });
  const uncollected = accountOf(draft, account).negative ? 0 : left;
  if (amount > uncollected) tell(draft, within, { kind: 'reverse', account, amount: uncollected - amount });
  if (uncollected > 0) tell(draft, within, { kind: 'uncollected', account, amount: 0 });
}

function giveBack(draft: Draft, item: ReversibleEntry, amount: number): void {
  const { account } = item.entry;
  const within = reversalOf(draft, item);
  const lot = item.entry.lotId === null ? undefined : draft.state.lots.get(item.entry.lotId);
  let open = amount;
  if (lot !== undefined) {
    book(draft, within, { kind: 'restore', account, amount, lot });
    expireIfPast(draft, within, lot.id);
    open = 0;
  }
  // A spend below zero owes less again. What deposits have filled of it meanwhile has no lot to go back to, and gets its own.
  const debt = draft.state.balances.get(account)?.debt ?? 0;
  const forgiven = Math.min(open, debt);
  if (forgiven > 0) book(draft, within, { kind: 'restore', account, amount: forgiven });
  if (open > forgiven) {
    const expiresAt = expiryOf(accountOf(draft, account), draft.now, draft.timeZone);
    book(draft, within, {
      kind: 'transfer_in',
      account,
      amount: open - forgiven,
      source: item.entry.source ?? '',
      expiresAt,
    });
  }
  tell(draft, within, { kind: 'restore', account, amount });
}
