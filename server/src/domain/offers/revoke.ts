// Takes an offer out of the wallet again: it goes back into stock, and the customer may be given it anew, unless an agent
// excludes them from it until the exclusion is lifted.

import { type Draft, emit, giveBackQuota, nextId, refuse, requireSlice } from '../draft.ts';
import { declared } from '../programme/programme.ts';
import { recordsOf } from '../records.ts';
import type { UserOffer } from '../state.ts';
import type { Instant } from '../time.ts';
import { exclusionKey, stockKey, usesOf } from './availability.ts';
import { NO_CODE, offerNamed, raiseOffer, refuseState, setOffer } from './wallet.ts';

/** Why and by whom a customer is excluded from an offer, and how that ended. */
export type OfferExclusion = {
  readonly id: string;
  readonly offer: string;
  /** The one that was revoked. */
  readonly userOfferId: string;
  readonly status: 'excluded' | 'lifted';
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  readonly liftedReason: string | null;
  readonly liftedBy: string | null;
  readonly liftedAt: Instant | null;
};

export function revokeOffer(draft: Draft, userOfferId: string, options: { reason: string; exclude: boolean }): void {
  const offer = offerNamed(draft, userOfferId);
  if (offer.status !== 'issued' && offer.status !== 'locked') return refuseState(offer, 'revoked');
  takeOut(draft, offer);
  if (options.exclude) exclude(draft, offer, options.reason);
}

/** An offer that is in the wallet leaves it. */
export function takeOut(draft: Draft, offer: UserOffer): void {
  const key = stockKey(offer.offer);
  if (isFromStock(draft, offer)) giveBackQuota(draft, key, 'e', 1);
  if (usesOf(draft.state, key) > 0) emit(draft, { kind: 'count', key, period: 'e', by: -1 });
  const revoked: UserOffer = { ...offer, status: 'revoked', ...NO_CODE };
  setOffer(draft, revoked);
  raiseOffer(draft, revoked, 'revoked', draft.now);
}

/** An offer that was given while it had no inventory took nothing from it, whatever its definition says today. */
function isFromStock(draft: Draft, { offer, issuedAt }: UserOffer): boolean {
  const programmes = [draft.programme, draft.context.history.at(issuedAt)];
  return programmes.every(({ document }) => declared(document.offers, offer)?.inventory !== undefined);
}

/** The counter is what issuing looks at, on every road that gives offers; the row says who excluded them, and why. */
function exclude(draft: Draft, { offer, id }: UserOffer, reason: string): void {
  if (usesOf(draft.state, exclusionKey(offer)) > 0) return;
  emit(draft, { kind: 'count', key: exclusionKey(offer), period: 'e', by: 1 });
  setExclusion(draft, {
    id: nextId(draft),
    offer,
    userOfferId: id,
    status: 'excluded',
    reason,
    by: draft.fact.actor.name,
    at: draft.now,
    liftedReason: null,
    liftedBy: null,
    liftedAt: null,
  });
}

export function liftExclusion(draft: Draft, { offer, reason }: { offer: string; reason: string }): void {
  requireSlice(draft, 'records:exclusion');
  const found = recordsOf(draft.state, 'exclusion').find((one) => one.offer === offer && one.status === 'excluded');
  if (found === undefined) return refuse('not_excluded', { offer });
  emit(draft, { kind: 'count', key: exclusionKey(offer), period: 'e', by: -1 });
  const by = draft.fact.actor.name;
  setExclusion(draft, { ...found, status: 'lifted', liftedReason: reason, liftedBy: by, liftedAt: draft.now });
}

/** Whoever took over from an excluded customer is excluded, too. */
export function takeOverExclusion(draft: Draft, row: OfferExclusion): void {
  setExclusion(draft, { ...row, id: nextId(draft) });
}

function setExclusion(draft: Draft, row: OfferExclusion): void {
  emit(draft, { kind: 'record', record: { family: 'exclusion', row } });
  draft.outcomes.push({ kind: 'exclusion', exclusion_id: row.id, offer: row.offer, status: row.status });
}
