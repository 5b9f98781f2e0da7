// What a customer can spend, holds back, waits for: figures derived from balances and lots at an instant.

import { type Balance, type CustomerState, type Lot, netOf, remainingOf } from '../state.ts';
import type { Instant } from '../time.ts';

/** Points of a lot that can be spent at an instant. */
export function spendableOf(lot: Lot, now: Instant): number {
  if (isPending(lot, now) || isPastExpiry(lot, now)) return 0;
  return remainingOf(lot) - lot.held;
}

function isPending(lot: Lot, now: Instant): boolean {
  return lot.availableAt !== null && lot.availableAt > now;
}

export function isPastExpiry(lot: Lot, now: Instant): boolean {
  return lot.expiresAt !== null && lot.expiresAt <= now;
}

/**
 * Points available in an account. Needs of the lots only those pending and those past their expiry, which load always
 * brings: points past their expiry never count, whether or not the expiry run has come by.
 */
export function availableIn(state: CustomerState, account: string, now: Instant): number {
  const balance = state.balances.get(account);
  if (balance === undefined) return 0;
  return availableOf(balance, state.lots.values(), now);
}

function availableOf(balance: Balance, lots: Iterable<Lot>, now: Instant): number {
  let unavailable = 0;
  for (const lot of lots) {
    if (lot.account !== balance.account) continue;
    if (isPending(lot, now) || isPastExpiry(lot, now)) unavailable += remainingOf(lot) - lot.held;
  }
  return netOf(balance) - balance.held - unavailable;
}

/** Spending order: earliest expiry first, never-expiring last, then the older, then by id. */
export function bySpendingOrder(a: Lot, b: Lot): number {
  const expiry = (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY);
  if (!Number.isNaN(expiry) && expiry !== 0) return expiry;
  if (a.occurredAt !== b.occurredAt) return a.occurredAt - b.occurredAt;
  return a.id < b.id ? -1 : 1;
}

/** Open lots of some accounts that can be spent now, in spending order. */
export function spendableLots(state: CustomerState, accounts: readonly string[], now: Instant): Lot[] {
  return [...state.lots.values()]
    .filter((lot) => accounts.includes(lot.account) && spendableOf(lot, now) > 0)
    .sort(bySpendingOrder);
}
