// Spends, holds and transfers: what leaves an account, from which lots, and when it is refused.

import { type Draft, emit, refuse, requireSlice } from '../draft.ts';
import type { Reference, SpendItem } from '../facts.ts';
import type { Hold, Lot } from '../state.ts';
import { type Instant, isoText, shift } from '../time.ts';
import { availableIn, spendableLots, spendableOf } from './available.ts';
import { book, bookOverLots, type Movement, movement, tell } from './book.ts';
import { accountOf, expireIfPast } from './deposit.ts';

/** Accounts that a request draws from: those it names, or the default accounts that may be spent. */
export function drawnAccounts(draft: Draft, named: readonly string[] | null): readonly string[] {
  const accounts =
    named ?? draft.programme.defaultAccounts.filter((name) => draft.programme.accounts.get(name)?.spending.allowed);
  if (accounts.length === 0) refuse('no_default_account');
  for (const name of accounts) {
    if (!accountOf(draft, name).spending.allowed) refuse('spending_not_allowed', { account: name });
  }
  return accounts;
}

function checkAmount(draft: Draft, accounts: readonly string[], amount: number): void {
  for (const name of accounts) {
    const { minimum, step } = accountOf(draft, name).spending;
    if (amount < minimum) refuse('spend_too_small', { account: name, minimum });
    if (amount % step !== 0) refuse('spend_not_in_steps', { account: name, step });
  }
}

export function checkMaySpend(draft: Draft): void {
  const status = draft.state.profile?.status ?? 'closed';
  if (status !== 'good') refuse('customer_suspended', { status });
}

function availableAcross(draft: Draft, accounts: readonly string[]): number {
  return accounts.reduce((sum, name) => sum + availableIn(draft.state, name, draft.now), 0);
}

export function spendItem(draft: Draft, item: SpendItem): void {
  requireSlice(draft, 'open_lots');
  const accounts = drawnAccounts(draft, item.accounts);
  if (!item.force) checkAmount(draft, accounts, item.amount);
  const within = movement(draft.fact.occurredAt, 'Spend', { reference: item.reference });
  draw(draft, within, { accounts, amount: item.amount, isForced: item.force });
}

/** Spends over the lots of some accounts; below zero where forced or where an account allows it. */
export function draw(
  draft: Draft,
  within: Movement,
  wanted: { accounts: readonly string[]; amount: number; isForced: boolean },
): void {
  const { accounts, amount } = wanted;
  const debtor = wanted.isForced ? accounts[0] : accounts.find((name) => accountOf(draft, name).negative);
  const available = availableAcross(draft, accounts);
  if (available < amount && debtor === undefined) refuse('insufficient_points', { available, amount });
  const lots = spendableLots(draft.state, accounts, draft.now);
  const spent = bookOverLots(draft, within, {
    kind: 'spend',
    lots,
    amount,
    room: (lot) => spendableOf(lot, draft.now),
  });
  const perAccount = new Map(spent.perAccount);
  if (spent.left > 0 && debtor !== undefined) {
    book(draft, within, { kind: 'spend', account: debtor, amount: spent.left });
    perAccount.set(debtor, (perAccount.get(debtor) ?? 0) + spent.left);
  }
  for (const [account, part] of perAccount) tell(draft, within, { kind: 'spend', account, amount: -part });
}

export type HoldRequest = {
  readonly amount: number;
  readonly accounts: readonly string[] | null;
  readonly expiresAt: Instant | null;
  readonly reference: Reference;
};

/** Reserves lots in spending order until captured, released or timed out. A hold never goes below zero. */
export function placeHold(draft: Draft, request: HoldRequest): void {
  checkMaySpend(draft);
  requireSlice(draft, 'open_lots', 'holds');
  const accounts = drawnAccounts(draft, request.accounts);
  checkAmount(draft, accounts, request.amount);
  const available = availableAcross(draft, accounts);
  if (available < request.amount) refuse('insufficient_points', { available, amount: request.amount });
  const within: Movement = { ...movement(draft.now, 'Hold', { reference: request.reference }), holdId: draft.fact.id };
  const lots = spendableLots(draft.state, accounts, draft.now);
  const before = draft.effects.length;
  bookOverLots(draft, within, {
    kind: 'hold',
    lots,
    amount: request.amount,
    room: (lot) => spendableOf(lot, draft.now),
  });
  const parts = draft.effects
    .slice(before)
    .flatMap((effect) =>
      effect.kind === 'entry' && effect.entry.lotId !== null
        ? [{ lotId: effect.entry.lotId, account: effect.entry.account, amount: effect.entry.amount }]
        : [],
    );
  const expiresAt = request.expiresAt ?? shift(draft.now, draft.programme.document.settings.hold, 1);
  setHold(draft, { id: draft.fact.id, amount: request.amount, status: 'open', expiresAt, parts });
}

function setHold(draft: Draft, hold: Hold): void {
  emit(draft, { kind: 'hold', hold });
  draft.outcomes.push({
    kind: 'hold',
    hold_id: hold.id,
    amount: hold.amount,
    status: hold.status,
    expires_at: isoText(hold.expiresAt),
  });
}

export function openHold(draft: Draft, holdId: string): Hold {
  requireSlice(draft, 'holds', 'open_lots');
  const hold = draft.state.holds.get(holdId) ?? refuse('hold_not_found', { hold: holdId });
  if (hold.status === 'expired') refuse('hold_expired', { hold: holdId, expires_at: isoText(hold.expiresAt) });
  if (hold.status !== 'open') refuse('hold_not_open', { hold: holdId, status: hold.status });
  return hold;
}

/** Spends what a hold covers, or part of it; the rest is released. */
export function captureHold(
  draft: Draft,
  request: { holdId: string; amount: number | null; reference: Reference },
): void {
  checkMaySpend(draft);
  const hold = openHold(draft, request.holdId);
  const amount = request.amount ?? hold.amount;
  if (amount > hold.amount) refuse('hold_exceeded', { hold: hold.id, held: hold.amount, amount });
  const within: Movement = {
    ...movement(draft.fact.occurredAt, 'Spend', { reference: request.reference }),
    holdId: hold.id,
  };
  let left = amount;
  for (const part of hold.parts) {
    const captured = Math.min(left, part.amount);
    left -= captured;
    if (captured > 0) {
      book(draft, within, { kind: 'capture', account: part.account, amount: captured, lot: lotOf(draft, part.lotId) });
      tell(draft, within, { kind: 'capture', account: part.account, amount: -captured });
    }
    if (captured < part.amount) releasePart(draft, hold, { ...part, amount: part.amount - captured }, draft.now);
  }
  setHold(draft, { ...hold, status: 'captured', parts: [] });
}

/** Gives held points back; those whose lot has expired meanwhile expire now. */
export function endHold(draft: Draft, hold: Hold, status: 'released' | 'expired', at: Instant): void {
  for (const part of hold.parts) releasePart(draft, hold, part, at);
  setHold(draft, { ...hold, status, parts: [] });
}

function releasePart(draft: Draft, hold: Hold, part: Hold['parts'][number], at: Instant): void {
  const within: Movement = { ...movement(at, 'Hold'), holdId: hold.id };
  book(draft, within, { kind: 'release', account: part.account, amount: part.amount, lot: lotOf(draft, part.lotId) });
  expireIfPast(draft, within, part.lotId);
}

function lotOf(draft: Draft, lotId: string): Lot {
  const lot = draft.state.lots.get(lotId);
  if (lot === undefined) throw new Error(`lot ${lotId} is not loaded`);
  return lot;
}

/** What leaves an account in a transfer, lot by lot, so that the receiving side keeps each lot's dates. */
export function sendTransfer(
  draft: Draft,
  request: { from: string; amount: number; reference: Reference },
): { readonly within: Movement; readonly parts: readonly { readonly lot: Lot; readonly amount: number }[] } {
  checkMaySpend(draft);
  requireSlice(draft, 'open_lots');
  accountOf(draft, request.from);
  const available = availableIn(draft.state, request.from, draft.now);
  if (available < request.amount) refuse('insufficient_points', { available, amount: request.amount });
  const within = movement(draft.fact.occurredAt, 'Transfer', { reference: request.reference });
  const lots = spendableLots(draft.state, [request.from], draft.now);
  const parts: { lot: Lot; amount: number }[] = [];
  let left = request.amount;
  for (const lot of lots) {
    const amount = Math.min(left, spendableOf(lot, draft.now));
    if (amount <= 0) break;
    book(draft, within, { kind: 'transfer_out', account: request.from, amount, lot });
    parts.push({ lot, amount });
    left -= amount;
  }
  tell(draft, within, { kind: 'transfer_out', account: request.from, amount: -request.amount });
  return { within, parts };
}

/** Books what was sent: each part is a lot of its own with the dates that it had, and fills a debt first. */
export function receiveTransfer(
  draft: Draft,
  request: { to: string; reference: Reference },
  parts: readonly { readonly lot: Lot; readonly amount: number }[],
): void {
  const account = accountOf(draft, request.to);
  const within = movement(draft.fact.occurredAt, 'Transfer', { reference: request.reference });
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  const room =
    account.max_balance === undefined ? amount : account.max_balance - availableIn(draft.state, request.to, draft.now);
  if (room < amount) refuse('max_balance_reached', { account: request.to, max_balance: account.max_balance ?? null });
  for (const part of parts) {
    const { source, occurredAt, availableAt, expiresAt } = part.lot;
    const entry = book(draft, within, {
      kind: 'transfer_in',
      account: request.to,
      amount: part.amount,
      source,
      occurredAt,
      availableAt,
      expiresAt,
    });
    const debt = draft.state.balances.get(request.to)?.debt ?? 0;
    if (debt > 0) {
      const settled = Math.min(debt, part.amount);
      book(draft, within, { kind: 'settle', account: request.to, amount: settled, lot: lotOf(draft, entry.id) });
    }
  }
  tell(draft, within, { kind: 'transfer_in', account: request.to, amount });
}
