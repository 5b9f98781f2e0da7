// A merge taken back: what is left of what came goes back, with the identifiers. What was spent since stays spent, and
// limits stay used.

import type { Card } from '../cards/card.ts';
import { letGoOfCard, takeOverCard } from '../cards/change.ts';
import { type Draft, emit, refuse, requireSlice } from '../draft.ts';
import { type JsonObject, NO_REFERENCE } from '../facts.ts';
import { book, type Movement, movement, tell } from '../points/book.ts';
import { type Lot, MERGE, remainingOf, UNMERGE, type UserOffer } from '../state.ts';
import { heldCards } from './merge.ts';
import { haveOffersAgain, returnOffers } from './merge-offers.ts';
import { unmergedProfile } from './merged-profile.ts';
import type { Identifier } from './profile.ts';

export type UnmergeFact = {
  readonly kind: 'customer.unmerge';
  /** The fact that merged the two, and what it took over of the profile. */
  readonly mergeId: string;
  readonly identifiers: readonly Identifier[];
  readonly email: boolean;
  /** Of the wallet, what it took over. */
  readonly offers: readonly string[];
  readonly cards: readonly string[];
  readonly reason: string;
};

/** How long a merge can be taken back. */
const UNMERGE_MS = 30 * 86_400_000;

type ReturnedPoints = { readonly account: string; readonly lot: Lot; readonly amount: number };
export type Returned = {
  readonly points: readonly ReturnedPoints[];
  readonly offers: readonly UserOffer[];
  readonly cards: readonly Card[];
};

/** The side that gives back. Gives what leaves, for the other side to receive. */
export function giveBack(draft: Draft, body: UnmergeFact, other: string): Returned {
  requireSlice(draft, 'reversal', 'open_lots');
  const profile = draft.state.profile ?? refuse('customer_not_found', { customer: draft.state.id });
  const within = movement(draft.now, UNMERGE, { reference: { ...NO_REFERENCE, id: other } });
  const returned: ReturnedPoints[] = [];
  for (const { entry, lot: loaded } of draft.state.reversible) {
    if (entry.kind !== 'transfer_in' || loaded === null) continue;
    const lot = draft.state.lots.get(loaded.id) ?? loaded;
    draft.state.lots.set(lot.id, lot);
    const amount = remainingOf(lot) - lot.held;
    if (amount > 0) {
      book(draft, within, { kind: 'transfer_out', account: lot.account, amount, lot });
      returned.push({ account: lot.account, lot, amount });
    }
    // It was earned by the other, for whom it counts again.
    if (lot.earned && entry.referenceType === MERGE)
      book(draft, within, { kind: 'uncount', account: lot.account, amount: lot.amount, lot });
  }
  tellSums(draft, within, { kind: 'transfer_out', returned, sign: -1 });
  emit(draft, { kind: 'profile', profile: unmergedProfile(profile, body, draft.now) });
  draft.stale.add('customer');
  draft.outcomes.push({ kind: 'merge', action: 'gave_back', other_id: other, identifiers: [], email: false });
  const cards = heldCards(draft.state).filter(({ id }) => body.cards.includes(id));
  for (const card of cards) letGoOfCard(draft, card, UNMERGE);
  return { points: returned, offers: returnOffers(draft, body.offers), cards };
}

/** The side that comes back, with the profile that it ended with. */
export function comeBack(draft: Draft, from: string, returned: Returned): void {
  const profile = draft.state.profile ?? refuse('customer_not_found', { customer: draft.state.id });
  const detail: JsonObject = { customer: draft.state.id };
  if (profile.mergedInto !== from || profile.deletedAt === null) refuse('not_merged', detail);
  if (profile.deletedAt < draft.now - UNMERGE_MS) refuse('unmerge_too_late', detail);
  const within = movement(draft.now, UNMERGE, { reference: { ...NO_REFERENCE, id: from } });
  for (const { account, lot, amount } of returned.points) {
    const { source, occurredAt, availableAt, expiresAt } = lot;
    book(draft, within, { kind: 'transfer_in', account, amount, source, occurredAt, availableAt, expiresAt });
  }
  tellSums(draft, within, { kind: 'transfer_in', returned: returned.points, sign: 1 });
  haveOffersAgain(draft, returned.offers);
  for (const card of returned.cards) takeOverCard(draft, card, UNMERGE);
  emit(draft, {
    kind: 'profile',
    profile: { ...profile, deletedAt: null, mergedInto: null, updatedAt: draft.now },
  });
  draft.stale.add('customer');
  draft.outcomes.push({ kind: 'merge', action: 'came_back', other_id: from, identifiers: [], email: false });
}

function tellSums(
  draft: Draft,
  within: Movement,
  { kind, returned, sign }: { kind: 'transfer_in' | 'transfer_out'; returned: readonly ReturnedPoints[]; sign: 1 | -1 },
): void {
  const sums = new Map<string, number>();
  for (const { account, amount } of returned) sums.set(account, (sums.get(account) ?? 0) + amount);
  for (const [account, amount] of sums) tell(draft, within, { kind, account, amount: sign * amount });
}
