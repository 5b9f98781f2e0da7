// Two customers who are one person: the one that is kept takes over what the other holds. Points keep their dates lot by lot,
// what was earned goes on counting for levels, limits are not given a second time. What was done stays where it was recorded.

import type { Card } from '../cards/card.ts';
import { letGoOfCard, takeOverCard } from '../cards/change.ts';
import { type Draft, emit, refuse, requireSlice } from '../draft.ts';
import { NO_REFERENCE } from '../facts.ts';
import { takeOverExclusion } from '../offers/revoke.ts';
import { bySpendingOrder, spendableOf } from '../points/available.ts';
import { book, bookOverLots, type Movement, movement, tell } from '../points/book.ts';
import { accountOf, fillDebt } from '../points/deposit.ts';
import { recordsOf } from '../records.ts';
import { type CustomerState, type Lot, MERGE, remainingOf } from '../state.ts';
import { DAY_MS, type Instant } from '../time.ts';
import { sendOffers, takeOffers } from './merge-offers.ts';
import { mergeTiers } from './merge-tiers.ts';
import { mergedProfile } from './merged-profile.ts';
import { setTag } from './tags.ts';

export type MergeFact = {
  readonly kind: 'customer.merge';
  readonly reason: string;
  /** `highest`: of each tier system the higher of the two levels; `keep`: those of the customer that is kept. */
  readonly tiers: 'highest' | 'keep';
};

/** Effects of one merge are bounded by the ids that a fact has room for, and by what one decision may take. */
const LOTS_MAX = 4_000;
const FUEL = 30_000;

/** The side that ends: its points leave, its profile is closed and names who took over. */
export function mergeAway(draft: Draft, into: string): void {
  requireSlice(draft, 'all_lots', 'holds', 'wallet', 'records:card', 'records:exclusion');
  draft.fuel = FUEL;
  const { state, now } = draft;
  const profile = state.profile ?? refuse('customer_not_found', { customer: state.id });
  if ([...state.holds.values()].some(({ status }) => status === 'open'))
    refuse('merge_refused', { why: 'points of the customer to be merged are on hold' });
  if (state.lots.size > LOTS_MAX) refuse('merge_refused', { why: `more than ${LOTS_MAX} deposits` });
  const within = movement(now, MERGE, { reference: { ...NO_REFERENCE, id: into } });
  for (const account of state.balances.keys()) sendAll(draft, within, account);
  sendOffers(draft);
  for (const card of heldCards(state)) letGoOfCard(draft, card, MERGE);
  emit(draft, { kind: 'profile', profile: { ...profile, deletedAt: now, mergedInto: into, updatedAt: now } });
  draft.outcomes.push({ kind: 'merge', action: 'merged_into', other_id: into, identifiers: [], email: false });
}

export function heldCards(state: CustomerState): readonly Card[] {
  return recordsOf(state, 'card').filter(({ status }) => status !== 'removed');
}

function sendAll(draft: Draft, within: Movement, account: string): void {
  let moved = 0;
  for (const lot of lotsOf(draft.state, account)) {
    const amount = remainingOf(lot);
    if (amount === 0) continue;
    book(draft, within, { kind: 'transfer_out', account, amount, lot });
    moved += amount;
  }
  const { debt = 0 } = draft.state.balances.get(account) ?? {};
  if (debt > 0) {
    // What was owed goes along: a lot of as much fills the hole here, and is missing on the other side.
    const lot = book(draft, within, { kind: 'transfer_in', account, amount: debt, source: '' });
    fillDebt(draft, within, lot);
  }
  if (moved !== debt) tell(draft, within, { kind: 'transfer_out', account, amount: debt - moved });
}

function lotsOf(state: CustomerState, account: string): Lot[] {
  return [...state.lots.values()].filter((lot) => lot.account === account).sort(bySpendingOrder);
}

/** The side that is kept. `other` is the state of the other as it was before it ended. */
export function mergeInto(draft: Draft, body: MergeFact, other: CustomerState): void {
  requireSlice(draft, 'open_lots');
  draft.fuel = FUEL;
  const profile = draft.state.profile ?? refuse('customer_not_found', { customer: draft.state.id });
  const legacy = other.profile ?? refuse('customer_not_found', { customer: other.id });
  if (profile.testPersona !== legacy.testPersona)
    refuse('merge_refused', { why: 'only one of the two is a test persona' });
  const within = movement(draft.now, MERGE, { reference: { ...NO_REFERENCE, id: other.id } });
  for (const account of other.balances.keys()) takeOver(draft, within, { account, other });
  takeOffers(draft, other);
  for (const card of heldCards(other)) takeOverCard(draft, card, MERGE);
  for (const row of recordsOf(other, 'exclusion')) if (row.status === 'excluded') takeOverExclusion(draft, row);
  for (const tag of other.tags.values()) mergeTag(draft, tag);
  mergeCounts(draft, other);
  const merged = mergedProfile(profile, legacy, draft.now);
  emit(draft, { kind: 'profile', profile: merged.profile });
  draft.outcomes.push({
    kind: 'merge',
    action: 'took_over',
    other_id: other.id,
    identifiers: merged.identifiers.map(({ type, value }) => ({ type, value })),
    email: merged.hasTakenEmail,
  });
  if (body.tiers === 'highest') mergeTiers(draft, other);
  draft.stale.add('customer');
  draft.cascade.raise(draft, {
    name: '__platform.user.merged',
    quantity: 1,
    properties: { merged: other.id },
    at: draft.now,
  });
}

function takeOver(
  draft: Draft,
  within: Movement,
  { account, other }: { readonly account: string; readonly other: CustomerState },
): void {
  accountOf(draft, account);
  let net = 0;
  for (const part of partsOf(lotsOf(other, account))) {
    const { amount, left, source, occurredAt, availableAt, expiresAt, isEarned } = part;
    const movementOf = isEarned ? within : { ...within, referenceType: 'Transfer' };
    const entry = book(draft, movementOf, {
      kind: 'transfer_in',
      account,
      amount,
      source,
      occurredAt,
      availableAt,
      expiresAt,
    });
    within.id ??= movementOf.id;
    const lot = draft.state.lots.get(entry.id);
    if (lot !== undefined && left < amount)
      book(draft, within, { kind: 'transfer_out', account, amount: amount - left, lot });
    net += left;
    fillDebt(draft, within, entry);
  }
  const { debt = 0 } = other.balances.get(account) ?? {};
  if (debt > 0) owe(draft, within, { account, amount: debt });
  if (net !== debt) tell(draft, within, { kind: 'transfer_in', account, amount: net - debt });
}

/** What the other owed is paid from what there is; the rest is owed here. */
function owe(draft: Draft, within: Movement, { account, amount }: { account: string; amount: number }): void {
  const lots = lotsOf(draft.state, account);
  const room = (lot: Lot) => spendableOf(lot, draft.now);
  const { left } = bookOverLots(draft, within, { kind: 'transfer_out', lots, amount, room });
  if (left > 0) book(draft, within, { kind: 'transfer_out', account, amount: left });
}

type Part = Pick<Lot, 'source' | 'occurredAt' | 'availableAt' | 'expiresAt'> & {
  readonly isEarned: boolean;
  readonly amount: number;
  readonly left: number;
};

/** Open lots one by one; of those that are used up, what was earned on a day counts for levels as one. */
function partsOf(lots: readonly Lot[]): readonly Part[] {
  const open: Part[] = [];
  const closed = new Map<string, Part>();
  for (const lot of lots) {
    const left = remainingOf(lot);
    const amount = lot.earned ? lot.amount - lot.reversed : left;
    if (amount <= 0) continue;
    const { source, occurredAt, availableAt, expiresAt, earned: isEarned } = lot;
    if (left > 0) {
      open.push({ source, occurredAt, availableAt, expiresAt, isEarned, amount, left });
      continue;
    }
    const day = `${source} ${Math.floor(occurredAt / DAY_MS)}`;
    const known = closed.get(day);
    if (known !== undefined) closed.set(day, { ...known, amount: known.amount + amount });
    else closed.set(day, { source, occurredAt, availableAt: null, expiresAt: null, isEarned, amount, left });
  }
  return [...open, ...closed.values()];
}

function mergeTag(draft: Draft, tag: { tag: string; count: number; expiresAt: Instant | null }): void {
  const own = draft.state.tags.get(tag.tag);
  if (own === undefined) return setTag(draft, tag);
  const expiresAt = own.expiresAt === null || tag.expiresAt === null ? null : Math.max(own.expiresAt, tag.expiresAt);
  setTag(draft, { tag: tag.tag, count: own.count + tag.count, expiresAt });
}

/** The greater use of each limit: a merge gives nobody a second helping. What was counted for rules adds up. */
function mergeCounts(draft: Draft, other: CustomerState): void {
  for (const [name, value] of other.counters) {
    const border = name.indexOf('|');
    const before = draft.state.counters.get(name) ?? 0;
    if (value <= before) continue;
    emit(draft, { kind: 'count', period: name.slice(0, border), key: name.slice(border + 1), by: value, set: true });
  }
  for (const [metric, entries] of other.tallies) {
    for (const { at, value, factId } of entries) emit(draft, { kind: 'tally', metric, at, value, factId });
    draft.stale.add(`event:${metric}`);
  }
}
