// Rows of the wallet: finding the offer that a fact names, replacing it, and telling of it. What may be done with an offer is
// decided in the files beside this one.

import { type Draft, emit, refuse } from '../draft.ts';
import type { UserOffer } from '../state.ts';
import { type Instant, isoText } from '../time.ts';

export function offerNamed(draft: Draft, userOfferId: string): UserOffer {
  return draft.state.offers.get(userOfferId) ?? refuse('user_offer_not_found', { user_offer: userOfferId });
}

/** Refuses what cannot be done with an offer in its state. */
export function refuseState(offer: UserOffer, step: string): never {
  if (offer.status === 'expired')
    return refuse('user_offer_expired', { user_offer: offer.id, expires_at: ends(offer) });
  if (offer.status === 'locked')
    return refuse('user_offer_locked', { user_offer: offer.id, transaction: offer.transactionId ?? '' });
  return refuse('user_offer_state', { user_offer: offer.id, status: offer.status, step });
}

function ends({ expiresAt }: UserOffer): string {
  return expiresAt === null ? '' : isoText(expiresAt);
}

export function setOffer(draft: Draft, offer: UserOffer): void {
  emit(draft, { kind: 'offer', offer });
  draft.outcomes.push({
    kind: 'offer',
    offer: offer.offer,
    user_offer_id: offer.id,
    status: offer.status,
    expires_at: textOf(offer.expiresAt),
    rule: offer.rule,
    ...(offer.startsAt === null ? {} : { starts_at: textOf(offer.startsAt) }),
    ...(offer.redeemedAt === null ? {} : { redeemed_at: textOf(offer.redeemedAt) }),
    ...(offer.transactionId === null ? {} : { transaction_id: offer.transactionId }),
    ...(offer.orderId === null ? {} : { order_id: offer.orderId }),
    ...(Object.keys(offer.customData).length === 0 ? {} : { custom_data: offer.customData }),
  });
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : isoText(at);
}

type Step = 'issued' | 'expired' | 'locked' | 'unlocked' | 'redeemed' | 'reinstated' | 'revoked';

/** Tells rules and other systems what has become of an offer. */
export function raiseOffer(draft: Draft, offer: UserOffer, step: Step, at: Instant): void {
  const { offer: name, id, transactionId } = offer;
  const transaction = transactionId === null ? {} : { transaction: transactionId };
  draft.cascade.raise(draft, {
    name: `__platform.offer.${step}`,
    quantity: 1,
    properties: { offer: name, user_offer_id: id, ...(step === 'issued' || step === 'expired' ? {} : transaction) },
    at,
  });
}

/** An offer that was not redeemed by its date. */
export function expireOffer(draft: Draft, offer: UserOffer, at: Instant): void {
  const expired: UserOffer = { ...offer, status: 'expired', ...NO_CODE };
  setOffer(draft, expired);
  raiseOffer(draft, expired, 'expired', at);
}

/** One whose date passed while it was locked or redeemed expires when it comes back. */
export function expireIfPast(draft: Draft, offer: UserOffer): void {
  if (offer.expiresAt !== null && offer.expiresAt <= draft.now) expireOffer(draft, offer, offer.expiresAt);
}

export const NO_CODE = { codeHash: null, codeExpiresAt: null } as const;
