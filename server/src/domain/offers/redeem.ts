// Locking an offer for a transaction, redeeming it, and giving it back to the wallet: at the point of sale, by an agent, or as
// part of a purchase that names it.

import { type Draft, refuse } from '../draft.ts';
import { depositItem } from '../points/deposit.ts';
import { checkMaySpend } from '../points/spend.ts';
import { declared } from '../programme/programme.ts';
import type { UserOffer } from '../state.ts';
import { assertNever, type Instant, isoText } from '../time.ts';
import { discountFor } from './discount.ts';
import type { Basket, OfferFact } from './offer-fact.ts';
import { liftExclusion, revokeOffer } from './revoke.ts';
import { changeOffer, setCode } from './update.ts';
import { expireIfPast, offerNamed, raiseOffer, refuseState, setOffer } from './wallet.ts';

export function carryOutOffer(draft: Draft, body: OfferFact): void {
  switch (body.kind) {
    case 'offer.revoke':
      return revokeOffer(draft, body.userOfferId, { reason: body.reason, exclude: body.exclude === true });
    case 'offer.redeem':
      return redeemOnItsOwn(draft, body);
    case 'offer.lock':
      return lockOffer(draft, body);
    case 'offer.unlock':
      return unlockOffer(draft, body.userOfferId);
    case 'offer.reinstate':
      return reinstateOffer(draft, body.userOfferId, body.expiresAt);
    case 'offer.update':
      return changeOffer(draft, body);
    case 'offer.code':
      return setCode(draft, body);
    case 'offer.exclusion.lift':
      return liftExclusion(draft, body);
    default:
      return assertNever(body);
  }
}

/** Refuses an offer that cannot be redeemed now, or that is kept for another transaction. */
function redeemable(draft: Draft, userOfferId: string, transactionId: string | null): UserOffer {
  const offer = offerNamed(draft, userOfferId);
  const isOurs = offer.status === 'locked' && transactionId !== null && offer.transactionId === transactionId;
  if (offer.status !== 'issued' && !isOurs) return refuseState(offer, 'redeemed');
  if (offer.startsAt !== null && offer.startsAt > draft.now)
    return refuse('offer_not_redeemable_yet', { user_offer: offer.id, starts_at: isoText(offer.startsAt) });
  return offer;
}

/** The code that the customer showed must be the newest of this offer, and still run. */
function checkCode(draft: Draft, offer: UserOffer, codeHash: string | null): void {
  if (codeHash === null) return;
  if (offer.codeHash !== codeHash || offer.codeExpiresAt === null || offer.codeExpiresAt <= draft.now)
    refuse('lookup_code_invalid');
}

function lockOffer(draft: Draft, body: Extract<OfferFact, { kind: 'offer.lock' }>): void {
  checkMaySpend(draft);
  const { transactionId } = body.basket;
  const offer = redeemable(draft, body.userOfferId, transactionId);
  checkCode(draft, offer, body.codeHash);
  tellDiscount(draft, offer, body.basket);
  const isAgain = offer.status === 'locked';
  const locked: UserOffer = { ...offer, status: 'locked', transactionId };
  setOffer(draft, locked);
  if (!isAgain) raiseOffer(draft, locked, 'locked', draft.now);
}

function unlockOffer(draft: Draft, userOfferId: string): void {
  const offer = offerNamed(draft, userOfferId);
  if (offer.status !== 'locked') return refuseState(offer, 'unlocked');
  const unlocked: UserOffer = { ...offer, status: 'issued', transactionId: null };
  setOffer(draft, unlocked);
  raiseOffer(draft, unlocked, 'unlocked', draft.now);
  expireIfPast(draft, unlocked);
}

function redeemOnItsOwn(draft: Draft, body: Extract<OfferFact, { kind: 'offer.redeem' }>): void {
  checkMaySpend(draft);
  const { basket } = body;
  const offer = redeemable(draft, body.userOfferId, basket?.transactionId ?? null);
  checkCode(draft, offer, body.codeHash);
  if (basket !== null) tellDiscount(draft, offer, basket);
  redeemOffer(draft, { userOfferId: offer.id, transactionId: basket?.transactionId ?? null, at: draft.now });
}

/**
 * Redeems an offer, for a transaction or without one. Refuses one that the customer does not have, that is redeemed, expired or
 * revoked already, or that is locked for another transaction. Facts that name offers say so in `offersNamedBy`.
 */
export function redeemOffer(
  draft: Draft,
  wanted: { readonly userOfferId: string; readonly transactionId: string | null; readonly at: Instant },
): void {
  const offer = redeemable(draft, wanted.userOfferId, wanted.transactionId);
  const redeemed: UserOffer = {
    ...offer,
    status: 'redeemed',
    redeemedAt: wanted.at,
    transactionId: wanted.transactionId,
  };
  // First what may be refused: a purchase that names the offer goes on without it then.
  givePoints(draft, redeemed);
  setOffer(draft, redeemed);
  raiseOffer(draft, redeemed, 'redeemed', wanted.at);
}

/** Redeeming an offer of points deposits them. */
function givePoints(draft: Draft, { offer, id, transactionId }: UserOffer): void {
  const definition = declared(draft.programme.document.offers, offer);
  if (definition?.type !== 'points' || definition.source === undefined || definition.amount === undefined) return;
  if (definition.amount === 0) return;
  depositItem(draft, {
    account: definition.account ?? null,
    source: definition.source,
    amount: definition.amount,
    rank: 0,
    reference: { type: 'Offer', id, transactionId },
    availableAt: null,
    expiresAt: null,
  });
}

/** A redeemed offer comes back to the wallet, as after a purchase that was called off; past its date it expires there. */
function reinstateOffer(draft: Draft, userOfferId: string, expiresAt: Instant | null): void {
  const offer = offerNamed(draft, userOfferId);
  if (offer.status !== 'redeemed') return refuseState(offer, 'reinstated');
  if (declared(draft.programme.document.offers, offer.offer)?.type === 'points')
    return refuse('offer_gave_points', { user_offer: offer.id });
  if (expiresAt !== null && expiresAt <= draft.now) return refuse('redemption_dates_invalid');
  const reinstated: UserOffer = {
    ...offer,
    status: 'issued',
    redeemedAt: null,
    transactionId: null,
    expiresAt: expiresAt ?? offer.expiresAt,
  };
  setOffer(draft, reinstated);
  raiseOffer(draft, { ...reinstated, transactionId: offer.transactionId }, 'reinstated', draft.now);
  expireIfPast(draft, reinstated);
}

function tellDiscount(draft: Draft, { id, offer }: UserOffer, basket: Basket): void {
  const definition = declared(draft.programme.document.offers, offer) ?? refuse('unknown_offer', { offer });
  const found = discountFor(definition, basket);
  if (!found.ok) return refuse('offer_not_applicable', { user_offer: id, why: found.why });
  draft.outcomes.push({
    kind: 'discount',
    user_offer_id: id,
    amount: found.amount,
    lines: found.lines.map(({ line, quantity, amount }) => ({ line, quantity, amount })),
  });
}
