// Whoever brought a new customer is told: an event of their own, which campaigns may listen to. What it earns is the programme's.

import type { Draft } from '../draft.ts';
import type { CustomerState } from '../state.ts';

/** Referrers are found by an identifier of this type, whose value is the code that they give away. */
export const REFERRAL_TYPE = 'referral';
const REFERRED = '__platform.user.referred';

export type ReferralFact = {
  readonly kind: 'customer.referred';
  /** Who came. */
  readonly referred: string;
};

/** Once for each customer, when their code is first known; test personas bring nobody anything. */
export function isReferral(before: CustomerState, after: CustomerState): boolean {
  const { profile } = after;
  return profile !== null && !profile.testPersona && profile.referrerCode !== null && before.profile === null;
}

export function tellReferrer(draft: Draft, { referred }: ReferralFact): void {
  draft.cascade.raise(draft, { name: REFERRED, quantity: 1, properties: { referred }, at: draft.fact.occurredAt });
}
