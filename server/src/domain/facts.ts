// What can ask the engine to decide. A fact arrives parsed and bounded; the domain trusts its shape, not its claims.

import type { Approved, Restraint } from './access/goodwill.ts';
import type { CardFact } from './cards/card.ts';
import type { TicketFact } from './care/ticket.ts';
import type { MergeFact } from './customers/merge.ts';
import type { ProfilePatch } from './customers/profile.ts';
import type { ReferralFact } from './customers/referral.ts';
import type { UnmergeFact } from './customers/unmerge.ts';
import type { ExternalSyncFact } from './external/account.ts';
import type { EngagementKind } from './messages/engagement.ts';
import type { NoteFact } from './notes/note.ts';
import type { OfferFact } from './offers/offer-fact.ts';
import type { PrivacyFact } from './privacy/privacy.ts';
import type { PromoFact } from './promo/promo.ts';
import type { TransactionFact } from './purchases/purchase.ts';
import type { StoreFact } from './stores/order.ts';
import type { Instant } from './time.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Who caused a fact: an API key, an agent, a run of the engine. Shown in audits. */
export type Actor = {
  readonly kind: 'api' | 'agent' | 'run' | 'cli';
  readonly name: string;
  /** Of a user or an API key, whose name others may have, too. */
  readonly id?: string;
  /** What holds them back; without it nothing does. */
  readonly restraint?: Restraint;
  /** The second person who agreed to what is above a limit. */
  readonly approved?: Approved;
};

export type Reference = {
  readonly type: string | null;
  readonly id: string | null;
  readonly transactionId: string | null;
};

export type DepositItem = {
  readonly account: string | null;
  readonly source: string;
  readonly amount: number;
  readonly rank: number;
  readonly reference: Reference;
  /** Not available before this instant; null: at once. */
  readonly availableAt: Instant | null;
  /** Overrides the account's expiry policy; null: the policy decides. */
  readonly expiresAt: Instant | null;
};

export type SpendItem = {
  readonly amount: number;
  /** Accounts to draw from; null: the default accounts. */
  readonly accounts: readonly string[] | null;
  readonly reference: Reference;
  /** Draws below zero where the account itself would refuse. */
  readonly force: boolean;
  readonly rank: number;
};

export type FactBody =
  /** Creates or updates standard profile, custom profile and identifiers together. */
  | { readonly kind: 'customer.save'; readonly mode: 'create' | 'update' | 'upsert'; readonly patch: ProfilePatch }
  | { readonly kind: 'customer.delete' }
  | { readonly kind: 'customer.restore' }
  | { readonly kind: 'event'; readonly name: string; readonly quantity: number; readonly properties: JsonObject }
  | {
      readonly kind: 'points.deposit';
      readonly items: readonly DepositItem[];
      readonly partial: boolean;
      /** True: no platform events follow from the deposit (tiers are still judged). */
      readonly silent: boolean;
    }
  | {
      readonly kind: 'points.spend';
      readonly items: readonly SpendItem[];
      readonly partial: boolean;
      readonly silent: boolean;
    }
  /** An agent's adjustment: a positive amount adds, a negative one deducts. */
  | {
      readonly kind: 'points.adjust';
      readonly account: string;
      readonly source: string;
      readonly amount: number;
      readonly reason: string;
      readonly reasonCode?: string;
      readonly reference: Reference;
    }
  | {
      readonly kind: 'points.hold';
      readonly amount: number;
      readonly accounts: readonly string[] | null;
      readonly expiresAt: Instant | null;
      readonly reference: Reference;
    }
  | {
      readonly kind: 'points.capture';
      readonly holdId: string;
      readonly amount: number | null;
      readonly reference: Reference;
    }
  | { readonly kind: 'points.release'; readonly holdId: string }
  /** Between accounts of one customer, or to another customer (then `peerId` of the fact names them). */
  | {
      readonly kind: 'points.transfer';
      readonly from: string;
      readonly to: string;
      readonly amount: number;
      readonly reference: Reference;
    }
  /** Takes back what a deposit or spend (named by the id of its fact or of one entry) booked; amount null: all of it. */
  | {
      readonly kind: 'points.reverse';
      readonly entryId: string;
      readonly amount: number | null;
      readonly reason: string;
    }
  | {
      readonly kind: 'tags.change';
      readonly add: readonly { readonly tag: string; readonly ttlSeconds: number | null }[];
      readonly remove: readonly string[];
      readonly reset: readonly string[];
    }
  | {
      readonly kind: 'tier.move';
      readonly system: string;
      readonly level: string;
      readonly entranceOutcomes: boolean;
      readonly intermediateOutcomes: boolean;
      readonly reason: string;
      readonly reasonCode?: string;
    }
  /** Judges entrance now, for one system or all. */
  | { readonly kind: 'tier.requalify'; readonly system: string | null }
  /** A date that a campaign celebrates has come for the customer. */
  | { readonly kind: 'campaign.occasion'; readonly campaign: string }
  | { readonly kind: 'campaign.opt_in'; readonly campaign: string }
  /** Closed by an agent: nothing is given. */
  | { readonly kind: 'campaign.complete'; readonly campaign: string; readonly reason: string }
  | { readonly kind: 'offer.issue'; readonly offer: string; readonly quantity: number; readonly reason: string }
  | OfferFact
  | StoreFact
  /** What the receiver of a message reported: delivered, opened, …; told by the provider's callback. */
  | {
      readonly kind: 'engagement';
      readonly engagement: EngagementKind;
      readonly messageId: string;
      readonly message: string;
      readonly provider: string;
      readonly channel: string;
      readonly campaign: string | null;
      /** Of a click. */
      readonly url: string | null;
      /** The provider's code for why it failed or came back. */
      readonly reason?: string;
    }
  /** One lot of a system that was left, with what was spent of it there; booked under its own dates. */
  | {
      readonly kind: 'import.lot';
      readonly account: string;
      readonly source: string;
      readonly amount: number;
      readonly spent: number;
      readonly earnedAt: Instant;
      /** Null: unknown; then the account counts as active when the points were earned. */
      readonly spentAt: Instant | null;
      readonly availableAt: Instant | null;
      /** Null: the account's policy decides, counted from `earnedAt`. */
      readonly expiresAt: Instant | 'never' | null;
      /** Import and row, for the audit log. */
      readonly reference: string;
    }
  /** The level held in a system that was left; null dates follow from the level's maintenance. */
  | {
      readonly kind: 'import.tier';
      readonly system: string;
      readonly level: string;
      readonly since: Instant;
      readonly maintainedAt: Instant | null;
      readonly maintenanceAt: Instant | null;
      readonly countsSince: Instant | null;
      readonly reference: string;
    }
  | {
      readonly kind: 'import.tag';
      readonly tag: string;
      readonly count: number;
      readonly expiresAt: Instant | null;
    }
  | NoteFact
  | TicketFact
  /** `peerId` of the fact is the customer that ends, or comes back. */
  | ExternalSyncFact
  /** Follows from the sign-up of another customer. */
  | ReferralFact
  | MergeFact
  | UnmergeFact
  | PromoFact
  | TransactionFact
  | CardFact
  | PrivacyFact
  /** What came due for the customer by now: holds, expiry, notices, maintenance, anniversaries. Made by load, asked for by runs. */
  | { readonly kind: 'due' };

export type FactKind = FactBody['kind'];

export type Fact = {
  /** UUIDv7 ending in 0000, see ids.ts. */
  readonly id: string;
  readonly customerId: string;
  /** The other customer of a transfer or merge of two; null for all others. */
  readonly peerId: string | null;
  readonly body: FactBody;
  readonly occurredAt: Instant;
  readonly actor: Actor;
};

export const NO_REFERENCE: Reference = { type: null, id: null, transactionId: null };
