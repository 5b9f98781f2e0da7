// Offers enter the wallet and leave it by date. Redeeming, locking and the rest of their life are not here.

import { type Draft, emit, nextId, quotaLeft, refuse, useQuota } from '../draft.ts';
import { declared } from '../programme/programme.ts';
import type { OfferDefinition } from '../programme/schema-offers.ts';
import type { UserOffer } from '../state.ts';
import { addToDay, dayOf, type Instant, isoText, shift, startOfDay } from '../time.ts';

/** Gives an offer so many times, or refuses it: not live, out of stock, or had often enough. */
export function issueOffer(draft: Draft, wanted: { offer: string; quantity: number; rule: string | null }): void {
  const { offer, quantity } = wanted;
  const definition = declared(draft.programme.document.offers, offer) ?? refuse('unknown_offer', { offer });
  if (!isLive(definition, draft.now)) refuse('offer_not_live', { offer });
  const counter = `offer:${offer}`;
  const had = draft.state.counters.get(`e|${counter}`) ?? 0;
  if (definition.per_customer !== undefined && had + quantity > definition.per_customer)
    refuse('offer_limit_reached', { offer });
  if (definition.inventory !== undefined) {
    if (quotaLeft(draft, counter, 'e', quantity) < quantity) refuse('offer_out_of_stock', { offer });
    useQuota(draft, counter, 'e', quantity);
  }
  if (definition.per_customer !== undefined) emit(draft, { kind: 'count', key: counter, period: 'e', by: quantity });
  for (let count = 0; count < quantity; count += 1) issueOne(draft, definition, wanted);
}

function isLive(definition: OfferDefinition, now: Instant): boolean {
  const isStarted =
    definition.starts_at === undefined || Temporal.Instant.from(definition.starts_at).epochMilliseconds <= now;
  return (
    isStarted && (definition.ends_at === undefined || Temporal.Instant.from(definition.ends_at).epochMilliseconds > now)
  );
}

function issueOne(draft: Draft, definition: OfferDefinition, wanted: { offer: string; rule: string | null }): void {
  const id = nextId(draft);
  const expiresAt = expiryOf(draft, definition);
  setOffer(draft, {
    id,
    offer: wanted.offer,
    status: 'issued',
    issuedAt: draft.now,
    startsAt: null,
    expiresAt,
    rule: wanted.rule,
  });
  draft.cascade.raise(draft, {
    name: '__platform.offer.issued',
    quantity: 1,
    properties: { offer: wanted.offer, user_offer_id: id },
    at: draft.now,
  });
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

export function setOffer(draft: Draft, offer: UserOffer): void {
  emit(draft, { kind: 'offer', offer });
  draft.outcomes.push({
    kind: 'offer',
    offer: offer.offer,
    user_offer_id: offer.id,
    status: offer.status,
    expires_at: offer.expiresAt === null ? null : isoText(offer.expiresAt),
    rule: offer.rule,
  });
}

/** An offer that was not redeemed by its date. */
export function expireOffer(draft: Draft, offer: UserOffer, at: Instant): void {
  setOffer(draft, { ...offer, status: 'expired' });
  draft.cascade.raise(draft, {
    name: '__platform.offer.expired',
    quantity: 1,
    properties: { offer: offer.offer, user_offer_id: offer.id },
    at,
  });
}
