// What an agent or another system changes of an issued offer: when it can be redeemed, the data kept with it, the code by which
// it is found at the point of sale.

import { type Draft, refuse } from '../draft.ts';
import type { UserOffer } from '../state.ts';
import type { OfferFact } from './offer-fact.ts';
import { offerNamed, refuseState, setOffer } from './wallet.ts';

export function changeOffer(draft: Draft, body: Extract<OfferFact, { kind: 'offer.update' }>): void {
  const offer = offerNamed(draft, body.userOfferId);
  const customData = body.customData ?? offer.customData;
  if (body.startsAt === undefined && body.expiresAt === undefined) return setOffer(draft, { ...offer, customData });
  if (offer.status === 'redeemed' || offer.status === 'revoked') return refuseState(offer, 'given other dates');
  const startsAt = body.startsAt === undefined ? offer.startsAt : body.startsAt;
  const expiresAt = body.expiresAt === undefined ? offer.expiresAt : body.expiresAt;
  const isOver = expiresAt !== null && (expiresAt <= draft.now || (startsAt !== null && expiresAt <= startsAt));
  if (isOver) return refuse('redemption_dates_invalid');
  // An expired offer can be redeemed again within its new dates.
  const status = offer.status === 'expired' ? 'issued' : offer.status;
  setOffer(draft, { ...offer, status, startsAt, expiresAt, customData });
}

export function setCode(draft: Draft, body: Extract<OfferFact, { kind: 'offer.code' }>): void {
  const offer = offerNamed(draft, body.userOfferId);
  if (offer.status !== 'issued') return refuseState(offer, 'shown at the point of sale');
  const coded: UserOffer = { ...offer, codeHash: body.codeHash, codeExpiresAt: body.expiresAt };
  setOffer(draft, coded);
}
