// Offers enter the wallet. Redeeming, locking and the rest of their life are in the files beside this one.

import { type Draft, emit, nextId, quotaLeft, refuse, useQuota } from '../draft.ts';
import { declared } from '../programme/programme.ts';
import type { OfferDefinition } from '../programme/schema-offers.ts';
import type { UserOffer } from '../state.ts';
import { addToDay, dayOf, type Instant, shift, startOfDay } from '../time.ts';
import { hindranceOf, stockKey } from './availability.ts';
import { NO_CODE, raiseOffer, setOffer } from './wallet.ts';

export type Wanted = {
  readonly offer: string;
  readonly quantity: number;
  readonly rule: string | null;
  /** The order that buys it. */
  readonly orderId?: string;
};

/** Gives an offer so many times, or refuses it: not live, not for this customer, out of stock, or had often enough. */
export function issueOffer(draft: Draft, wanted: Wanted): void {
  const { offer, quantity } = wanted;
  const left = (key: string) => quotaLeft(draft, key, 'e', quantity);
  const hindrance = hindranceOf(
    { programme: draft.programme, state: draft.state, now: draft.now, quantity, left },
    offer,
  );
  if (hindrance !== null) refuse(hindrance.code, hindrance.detail);
  const definition = declared(draft.programme.document.offers, offer) ?? refuse('unknown_offer', { offer });
  if (definition.inventory !== undefined) useQuota(draft, stockKey(offer), 'e', quantity);
  if (definition.per_customer !== undefined)
    emit(draft, { kind: 'count', key: stockKey(offer), period: 'e', by: quantity });
  for (let count = 0; count < quantity; count += 1) issueOne(draft, definition, wanted);
}

function issueOne(draft: Draft, definition: OfferDefinition, wanted: Wanted): void {
  const issued: UserOffer = {
    id: nextId(draft),
    offer: wanted.offer,
    status: 'issued',
    issuedAt: draft.now,
    startsAt: null,
    expiresAt: expiryOf(draft, definition),
    rule: wanted.rule,
    redeemedAt: null,
    transactionId: null,
    orderId: wanted.orderId ?? null,
    customData: {},
    ...NO_CODE,
  };
  setOffer(draft, issued);
  raiseOffer(draft, issued, 'issued', draft.now);
}

/** The end of the last local day of its validity, but never after the offer itself ends. */
function expiryOf(draft: Draft, definition: OfferDefinition): Instant | null {
  const end = definition.ends_at === undefined ? null : Temporal.Instant.from(definition.ends_at).epochMilliseconds;
  const { valid_for: valid } = definition;
  if (valid === undefined) return end;
  if (valid.unit === 'minute' || valid.unit === 'hour') return earlier(shift(draft.now, valid, 1), end);
  const lastDay = addToDay(dayOf(draft.now, draft.timeZone), valid);
  return earlier(startOfDay(addToDay(lastDay, { count: 1, unit: 'day' }), draft.timeZone), end);
}

function earlier(a: Instant, b: Instant | null): Instant {
  return b === null ? a : Math.min(a, b);
}
