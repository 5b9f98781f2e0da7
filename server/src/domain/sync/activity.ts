// What counts as loyalty activity: what customers do themselves. What agents and runs do to them, what expires, and joining
// the programme say nothing of it; nor does state that is taken over from another system.

import type { Actor, FactKind } from '../facts.ts';
import { declared } from '../programme/programme.ts';
import type { ProgrammeDocument } from '../programme/schema.ts';
import type { Instant } from '../time.ts';

/** The kinds, with what they are called where no event gives them a name. */
const WORDS: { readonly [kind in FactKind]?: string } = {
  event: 'Event',
  transaction: 'Purchase',
  'store.purchase': 'Reward purchase',
  'points.deposit': 'Points earned',
  'points.spend': 'Points used',
  'points.capture': 'Points used',
  'offer.redeem': 'Offer redeemed',
  'promo.claim': 'Promo code claimed',
  'campaign.opt_in': 'Campaign joined',
  'card.register': 'Card registered',
  'customer.referred': 'Referral',
};

export const ACTIVITY_KINDS: readonly string[] = Object.keys(WORDS);
export const ACTIVITY_ACTORS: readonly Actor['kind'][] = ['api', 'cli'];

export type Activity = {
  /** The decision. */
  readonly id: string;
  readonly kind: FactKind;
  /** The event's; null for other kinds. */
  readonly name: string | null;
  readonly at: Instant;
};

export function activityName(document: Pick<ProgrammeDocument, 'events'>, { kind, name }: Activity): string {
  if (name === null) return WORDS[kind] ?? kind;
  return declared(document.events, name)?.title ?? name;
}
