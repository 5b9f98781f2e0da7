// Whether a customer can be given an offer now, and if not, why: dates, audience, exclusion, how often they had it, stock. One
// answer for issuing and for showing what is available.

import type { Code } from '../codes.ts';
import type { JsonObject } from '../facts.ts';
import { declared, type Programme } from '../programme/programme.ts';
import type { OfferDefinition } from '../programme/schema-offers.ts';
import { expressionValues } from '../programme/variables.ts';
import type { Expression } from '../rules/expression.ts';
import type { CustomerState } from '../state.ts';
import type { Instant } from '../time.ts';

export type Hindrance = { readonly code: Code; readonly detail: JsonObject };

export type Asked = {
  readonly programme: Programme;
  readonly state: CustomerState;
  readonly now: Instant;
  readonly quantity: number;
  /** What is left of a stock, as much as is wanted at most. */
  readonly left: (key: string) => number;
};

export const stockKey = (offer: string): string => `offer:${offer}`;
/** Counted while an agent's exclusion stands. */
export const exclusionKey = (offer: string): string => `excluded:${offer}`;

/** Null when the offer can be given. */
export function hindranceOf(asked: Asked, offer: string): Hindrance | null {
  const { programme, state, now, quantity } = asked;
  const definition = declared(programme.document.offers, offer);
  const detail = { offer };
  if (definition === undefined) return { code: 'unknown_offer', detail };
  if (!isWithin(definition, now)) return { code: 'offer_not_live', detail };
  if (usesOf(state, exclusionKey(offer)) > 0) return { code: 'offer_excluded', detail };
  if (!isFor(asked, programme.offerAudiences.get(`offers/${offer}`))) return { code: 'offer_not_for_customer', detail };
  if (hadEnough(state, definition, stockKey(offer), quantity)) return { code: 'offer_limit_reached', detail };
  const isShort = definition.inventory !== undefined && asked.left(stockKey(offer)) < quantity;
  return isShort ? { code: 'offer_out_of_stock', detail } : null;
}

export function usesOf(state: CustomerState, key: string): number {
  return state.counters.get(`e|${key}`) ?? 0;
}

export function hadEnough(
  state: CustomerState,
  { per_customer: limit }: Pick<OfferDefinition, 'per_customer'>,
  key: string,
  quantity: number,
): boolean {
  return limit !== undefined && usesOf(state, key) + quantity > limit;
}

export function isWithin(
  { starts_at, ends_at }: Pick<OfferDefinition, 'starts_at' | 'ends_at'>,
  now: Instant,
): boolean {
  const isStarted = starts_at === undefined || Temporal.Instant.from(starts_at).epochMilliseconds <= now;
  return isStarted && (ends_at === undefined || Temporal.Instant.from(ends_at).epochMilliseconds > now);
}

export type OfferPhase = 'scheduled' | 'live' | 'ended';

/** Where an offer stands by its own dates; whether somebody can be given it, `hindranceOf` says. */
export function phaseOf(dates: Pick<OfferDefinition, 'starts_at' | 'ends_at'>, now: Instant): OfferPhase {
  if (isWithin(dates, now)) return 'live';
  const { ends_at } = dates;
  const isOver = ends_at !== undefined && Temporal.Instant.from(ends_at).epochMilliseconds <= now;
  return isOver ? 'ended' : 'scheduled';
}

/** True without an audience; an audience that cannot be judged is nobody's. */
export function isFor({ programme, state, now }: Asked, audience: Expression | undefined): boolean {
  if (audience === undefined) return true;
  const found = audience.evaluate(expressionValues(state, null, now, programme));
  return found.ok && found.value === true;
}
