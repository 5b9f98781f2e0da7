// Takes an offer out of the wallet again: it goes back into stock, and the customer may be given it anew.

import { type Draft, emit, refuse, requireSlice, useQuota } from '../draft.ts';
import { declared } from '../programme/programme.ts';
import { setOffer } from './issue.ts';

export function revokeOffer(draft: Draft, userOfferId: string): void {
  requireSlice(draft, 'wallet');
  const offer = draft.state.offers.get(userOfferId);
  if (offer?.status !== 'issued' && offer?.status !== 'locked')
    return refuse('user_offer_not_found', { user_offer: userOfferId });
  const counter = `offer:${offer.offer}`;
  const definition = declared(draft.programme.document.offers, offer.offer);
  if (definition?.inventory !== undefined && draft.context.quotas.has(`${counter}|e`))
    useQuota(draft, counter, 'e', -1);
  if ((draft.state.counters.get(`e|${counter}`) ?? 0) > 0)
    emit(draft, { kind: 'count', key: counter, period: 'e', by: -1 });
  setOffer(draft, { ...offer, status: 'revoked' });
}
