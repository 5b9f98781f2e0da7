// The wallet of two customers in one: what can still be redeemed moves under its own id, and back again when the merge is taken
// back. Stock and limits do not change: nothing is given.

import type { Draft } from '../draft.ts';
import { NO_CODE, setOffer } from '../offers/wallet.ts';
import type { CustomerState, UserOffer } from '../state.ts';

function isOpen({ status }: UserOffer): boolean {
  return status === 'issued' || status === 'locked';
}

/** The side that ends lets go of what it has. */
export function sendOffers(draft: Draft): void {
  for (const offer of [...draft.state.offers.values()].filter(isOpen))
    setOffer(draft, { ...offer, status: 'revoked', ...NO_CODE });
}

/** It counts as issued to the one that is kept when it came. */
export function takeOffers(draft: Draft, other: CustomerState): void {
  for (const offer of [...other.offers.values()].filter(isOpen))
    setOffer(draft, { ...offer, issuedAt: draft.now, ...NO_CODE });
}

/** What is still there of what came. Gives it, for the other side to have again. */
export function returnOffers(draft: Draft, ids: readonly string[]): readonly UserOffer[] {
  const returned = ids.flatMap((id) => draft.state.offers.get(id) ?? []).filter(isOpen);
  for (const offer of returned) setOffer(draft, { ...offer, status: 'revoked', ...NO_CODE });
  return returned;
}

export function haveOffersAgain(draft: Draft, returned: readonly UserOffer[]): void {
  for (const offer of returned) {
    const own = draft.state.offers.get(offer.id);
    if (own !== undefined) setOffer(draft, { ...offer, issuedAt: own.issuedAt, ...NO_CODE });
  }
}
