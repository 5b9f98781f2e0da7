// What came due for a customer: holds that timed out, points that expire, notices, tier maintenance, anniversaries.
// Applied before any other fact, each as of its own date; at one instant holds and expiry first, then maintenance.

import { isOpenCard } from './cards/card.ts';
import { expireCard } from './cards/change.ts';
import { burn, type Draft, emit, requireSlice } from './draft.ts';
import { expireOffer } from './offers/wallet.ts';
import { availableIn, spendableLots, spendableOf } from './points/available.ts';
import { bookOverLots, movement, tell } from './points/book.ts';
import { bookDeposit } from './points/deposit.ts';
import { endHold } from './points/spend.ts';
import type { Programme } from './programme/programme.ts';
import { recordsOf } from './records.ts';
import { INACTIVITY } from './reduce.ts';
import { type CustomerState, remainingOf } from './state.ts';
import { maintain } from './tiers/maintenance.ts';
import { type Instant, isoText, shift } from './time.ts';

/** In this order at one instant. */
const ORDER = ['hold', 'expiry', 'inactivity', 'offer', 'card', 'notice', 'maintenance', 'anniversary'] as const;

type DueItem = { readonly kind: (typeof ORDER)[number]; readonly at: Instant; readonly id: string };

/** Nobody stays longer at a level. */
const YEARS_MAX = 150;

/** More than this many in one decision are left for the next, which follows at once. */
const ITEMS_MAX = 200;

export function isDue(programme: Programme, state: CustomerState, now: Instant): boolean {
  return state.profile !== null && dueItems(programme, state, now, new Set()).next().done !== true;
}

/** Carries out what is due by now, in the order in which it came due. */
export function applyDue(draft: Draft): void {
  // A level's sums were loaded for one date only: a second maintenance of the same system waits for the next decision.
  const done = new Set<string>();
  for (let count = 0; count < ITEMS_MAX; count += 1) {
    const item = first(dueItems(draft.programme, draft.state, draft.now, done));
    if (item === null) break;
    burn(draft, `due/${item.kind}`);
    carryOut(draft, item, done);
  }
  if (draft.stale.size > 0 && done.size === 0) draft.cascade.judgeTiers(draft);
}

function first(items: Iterable<DueItem>): DueItem | null {
  let best: DueItem | null = null;
  for (const item of items) {
    if (best === null || item.at < best.at || (item.at === best.at && rank(item) < rank(best))) best = item;
  }
  return best;
}

function rank(item: DueItem): number {
  return ORDER.indexOf(item.kind);
}

function* dueItems(
  programme: Programme,
  state: CustomerState,
  now: Instant,
  done: ReadonlySet<string>,
): Generator<DueItem> {
  // What comes due meanwhile is carried out once processing is resumed, each as of its own date.
  if (state.profile !== null && state.profile.stoppedAt !== null) return;
  for (const hold of state.holds.values()) {
    if (hold.status === 'open' && hold.expiresAt <= now) yield { kind: 'hold', at: hold.expiresAt, id: hold.id };
  }
  for (const lot of state.lots.values()) {
    const { expiresAt } = lot;
    const left = remainingOf(lot) - lot.held;
    if (expiresAt === null || left <= 0) continue;
    if (expiresAt <= now) yield { kind: 'expiry', at: expiresAt, id: lot.id };
    else if (!lot.noticed) {
      const at = noticeAt(programme, lot.account, expiresAt);
      if (at !== null && at <= now) yield { kind: 'notice', at, id: lot.id };
    }
  }
  for (const offer of state.offers.values()) {
    const { expiresAt, status } = offer;
    if (expiresAt !== null && expiresAt <= now && status === 'issued')
      yield { kind: 'offer', at: expiresAt, id: offer.id };
  }
  for (const card of recordsOf(state, 'card')) {
    if (isOpenCard(card) && card.expiresAt !== null && card.expiresAt <= now)
      yield { kind: 'card', at: card.expiresAt, id: card.id };
  }
  if (programme.hasInactivity) yield* inactive(programme, state, now);
  for (const tier of state.tiers.values()) {
    if (tier.maintenanceAt !== null && tier.maintenanceAt <= now && !done.has(tier.system)) {
      yield { kind: 'maintenance', at: tier.maintenanceAt, id: tier.system };
    }
    if (tier.anniversaryAt <= now) yield { kind: 'anniversary', at: tier.anniversaryAt, id: tier.system };
  }
}

function noticeAt(programme: Programme, account: string, expiresAt: Instant): Instant | null {
  const expiry = programme.accounts.get(account)?.expiry;
  if (expiry === undefined || !('notice' in expiry) || expiry.notice === undefined) return null;
  return shift(expiresAt, expiry.notice, -1);
}

function* inactive(programme: Programme, state: CustomerState, now: Instant): Generator<DueItem> {
  for (const balance of state.balances.values()) {
    const expiry = programme.accounts.get(balance.account)?.expiry;
    if (expiry?.kind !== 'inactivity' || balance.activeAt === null) continue;
    const at = shift(balance.activeAt, expiry.after, 1);
    const amount = Math.floor((availableIn(state, balance.account, now) * expiry.percent) / 100);
    if (at <= now && amount > 0) yield { kind: 'inactivity', at, id: balance.account };
  }
}

function carryOut(draft: Draft, item: DueItem, done: Set<string>): void {
  const { state } = draft;
  switch (item.kind) {
    case 'hold': {
      requireSlice(draft, 'holds', 'open_lots');
      const hold = state.holds.get(item.id);
      if (hold !== undefined) endHold(draft, hold, 'expired', item.at);
      return;
    }
    case 'expiry':
      return expireLot(draft, item);
    case 'inactivity':
      return expireInactive(draft, item);
    case 'offer': {
      const offer = state.offers.get(item.id);
      if (offer !== undefined) expireOffer(draft, offer, item.at);
      return;
    }
    case 'card':
      return expireCard(draft, item.id, item.at);
    case 'notice':
      return giveNotice(draft, item);
    case 'maintenance': {
      const system = draft.programme.tierSystemByName.get(item.id);
      const membership = state.tiers.get(item.id);
      done.add(item.id);
      if (system !== undefined && membership !== undefined) maintain(draft, system, membership, item.at);
      return;
    }
    case 'anniversary':
      return celebrate(draft, item);
  }
}

function expireLot(draft: Draft, item: DueItem): void {
  const lot = draft.state.lots.get(item.id);
  if (lot === undefined) return;
  const within = movement(item.at, 'Expiration');
  const amount = remainingOf(lot) - lot.held;
  bookOverLots(draft, within, { kind: 'expire', lots: [lot], amount, room: (one) => remainingOf(one) - one.held });
  tell(draft, within, { kind: 'expire', account: lot.account, amount: -amount, source: lot.source });
  rollOver(draft, { account: lot.account, source: lot.source, amount, at: item.at });
  raiseExpired(draft, lot.account, amount, item.at);
}

function expireInactive(draft: Draft, item: DueItem): void {
  requireSlice(draft, 'open_lots');
  const expiry = draft.programme.accounts.get(item.id)?.expiry;
  if (expiry?.kind !== 'inactivity') return;
  const lots = spendableLots(draft.state, [item.id], draft.now);
  const available = lots.reduce((sum, lot) => sum + spendableOf(lot, draft.now), 0);
  const amount = Math.floor((available * expiry.percent) / 100);
  const within = movement(item.at, INACTIVITY);
  bookOverLots(draft, within, { kind: 'expire', lots, amount, room: (lot) => spendableOf(lot, draft.now) });
  tell(draft, within, { kind: 'expire', account: item.id, amount: -amount });
  rollOver(draft, { account: item.id, source: lots[0]?.source ?? '', amount, at: item.at });
  raiseExpired(draft, item.id, amount, item.at);
}

/** Expired points become a deposit in the account that the policy names, under that account's own policy. */
function rollOver(draft: Draft, expired: { account: string; source: string; amount: number; at: Instant }): void {
  const target = draft.programme.accounts.get(expired.account)?.expires_into;
  const account = target === undefined ? undefined : draft.programme.accounts.get(target);
  if (target === undefined || account === undefined || expired.amount <= 0) return;
  const { source, amount, at } = expired;
  const request = {
    account: target,
    source,
    amount,
    availableAt: null,
    expiresAt: null,
    within: movement(at, 'Roll Over'),
  };
  bookDeposit(draft, request, account, 'roll_in');
}

function raiseExpired(draft: Draft, account: string, amount: number, at: Instant): void {
  draft.cascade.raise(draft, { name: '__platform.points.expired', quantity: 1, properties: { account, amount }, at });
}

/** One notice for all that expires in an account at the same instant. */
function giveNotice(draft: Draft, item: DueItem): void {
  const lot = draft.state.lots.get(item.id);
  if (lot?.expiresAt === undefined || lot.expiresAt === null) return;
  let amount = 0;
  for (const other of [...draft.state.lots.values()]) {
    if (other.account !== lot.account || other.expiresAt !== lot.expiresAt || other.noticed) continue;
    amount += remainingOf(other) - other.held;
    emit(draft, { kind: 'notice', lotId: other.id });
  }
  const properties = { account: lot.account, amount, expires_at: isoText(lot.expiresAt) };
  draft.cascade.raise(draft, { name: '__platform.points.expiring', quantity: 1, properties, at: item.at });
}

function celebrate(draft: Draft, item: DueItem): void {
  const tier = draft.state.tiers.get(item.id);
  if (tier === undefined) return;
  // Counted in whole years from the day itself: 29 February has its first anniversary on 28 February.
  let years = 1;
  while (years < YEARS_MAX && shift(tier.since, { count: years + 1, unit: 'year' }, 1) <= item.at) years += 1;
  emit(draft, {
    kind: 'anniversary',
    system: item.id,
    next: shift(tier.since, { count: years + 1, unit: 'year' }, 1),
  });
  const properties = { system: item.id, level: tier.level, years, since: isoText(tier.since) };
  draft.cascade.raise(draft, { name: '__platform.tier.anniversary', quantity: 1, properties, at: item.at });
}
