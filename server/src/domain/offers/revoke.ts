// Takes an offer out of the wallet again: it goes back into stock, and the customer may be given it anew.

import { type Draft, emit, giveBackQuota, refuse, requireSlice } from '../draft.ts';
import { declared } from '../programme/programme.ts';
import type { UserOffer } from '../state.ts';
import { setOffer } from './issue.ts';

export function revokeOffer(draft: Draft, userOfferId: string): void {
  requireSlice(draft, 'wallet');
  const offer = draft.state.offers.get(userOfferId);
  if (offer?.status !== 'issued' && offer?.status !== 'locked')
    return refuse('user_offer_not_found', { user_offer: userOfferId });
  const counter = `offer:${offer.offer}`;
  if (isFromStock(draft, offer)) giveBackQuota(draft, counter, 'e', 1);
  if ((draft.state.counters.get(`e|${counter}`) ?? 0) > 0)
    emit(draft, { kind: 'count', key: counter, period: 'e', by: -1 });
  setOffer(draft, { ...offer, status: 'revoked' });
}

/** An offer that was given while it had no inventory took nothing from it, whatever its definition says today. */
function isFromStock(draft: Draft, { offer, issuedAt }: UserOffer): boolean {
  const programmes = [draft.programme, draft.context.history.at(issuedAt)];
  return programmes.every(({ document }) => declared(document.offers, offer)?.inventory !== undefined);
}
