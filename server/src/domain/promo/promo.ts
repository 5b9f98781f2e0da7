// What promo codes are in a decision: the facts about them, the code as the batch found it, and the customer's own row of it.

import type { Code } from '../codes.ts';
import type { Instant } from '../time.ts';

/** Why a claim failed. A try that fails is kept with its error; only what is no try at all is refused. */
const PROMO_ERRORS = [
  'promo_code_unknown',
  'promo_code_used',
  'promo_code_claimed',
  'promo_code_cancelled',
  'promo_code_not_yet_valid',
  'promo_code_expired',
  'promo_list_limit_reached',
  'promo_limit_reached',
  'promo_cap_reached',
  'promo_not_given',
] as const satisfies readonly Code[];
export type PromoError = (typeof PROMO_ERRORS)[number];

export const PROMO_CLAIM_STATUSES = ['assigned', 'claimed', 'failed', 'cancelled'] as const;

/** A code that was assigned to the customer, one that they claimed, or a try that failed. */
export type PromoClaim = {
  readonly id: string;
  /** As codes are compared, see `normalCode`. */
  readonly code: string;
  /** As it is shown. */
  readonly written: string;
  /** Null where nobody knows the code. */
  readonly list: string | null;
  /** The code is one of a kind: claimed once in all. */
  readonly isSingle: boolean;
  readonly status: (typeof PROMO_CLAIM_STATUSES)[number];
  readonly error: PromoError | null;
  /** The rule that assigned it; null where somebody did, or nobody had to. */
  readonly rule: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Instant;
  readonly claimedAt: Instant | null;
};

export const PROMO_CODE_STATUSES = ['free', 'assigned', 'claimed', 'cancelled'] as const;
export type PromoCodeStatus = (typeof PROMO_CODE_STATUSES)[number];

/** A code of a list as the batch found it. What is free or this customer's own is theirs alone until the batch is saved. */
export type PromoCode = {
  readonly code: string;
  readonly written: string | null;
  readonly list: string;
  readonly status: PromoCodeStatus;
  readonly holder: 'nobody' | 'this' | 'other';
  /** Taken from its list to be assigned, not named by the fact. */
  readonly isDrawn: boolean;
};

export type PromoFact =
  | { readonly kind: 'promo.claim'; readonly code: string }
  /** Code null: the next free one of the list. */
  | { readonly kind: 'promo.assign'; readonly list: string; readonly code: string | null; readonly reason: string }
  /** Takes back a code that was assigned and not claimed yet. */
  | { readonly kind: 'promo.cancel'; readonly code: string; readonly reason: string }
  /** Ends a lockout, or forgets bad tries before they become one. */
  | { readonly kind: 'promo.unlock'; readonly reason: string };

/** The code that a fact names, as codes are compared; null for facts that name none. */
export function codeNamedBy(body: { readonly kind: string; readonly code?: unknown }): string | null {
  const isPromo = body.kind === 'promo.claim' || body.kind === 'promo.assign' || body.kind === 'promo.cancel';
  return isPromo && typeof body.code === 'string' ? body.code : null;
}

/** Each draw from a list within the states of a batch is a slice of its own: `promo:spring#1`, `promo:spring#2`, … */
export type PromoSlice = `promo:${string}`;

export function drawSlice(list: string, draw: number): PromoSlice {
  return `promo:${list}#${draw}`;
}

/** The list that a slice draws from; null for slices of other things. */
export function listDrawnBy(slice: string): string | null {
  const match = /^promo:(.+)#\d+$/.exec(slice);
  return match?.[1] ?? null;
}
