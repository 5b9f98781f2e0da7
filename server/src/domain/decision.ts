// What deciding gives: effects (what changes), a trace (why) and a record (both, as stored and answered).

import type { CardActivity, CardStatus } from './cards/card.ts';
import type { RefusalCode } from './codes.ts';
import type { CustomerProfile } from './customers/profile.ts';
import type { Json, JsonObject } from './facts.ts';
import type { OutboundMessage } from './messages/outbound.ts';
import type { OfferExclusion } from './offers/revoke.ts';
import type { PrivacyAction, PrivacyRequest } from './privacy/privacy.ts';
import type { PromoClaim, PromoCodeStatus } from './promo/promo.ts';
import type { PurchaseStatus } from './purchases/purchase.ts';
import type { AnyRecord } from './records.ts';
import type { CustomerState, Hold, PointEntry, Slice, Tag, TierMove, UserOffer } from './state.ts';
import type { Order } from './stores/order.ts';
import type { Instant } from './time.ts';

export type Effect =
  | { readonly kind: 'entry'; readonly entry: PointEntry }
  | { readonly kind: 'tier'; readonly move: TierMove }
  | { readonly kind: 'anniversary'; readonly system: string; readonly next: Instant }
  | { readonly kind: 'profile'; readonly profile: CustomerProfile }
  /** `set` replaces the value instead of adding to it. */
  | { readonly kind: 'count'; readonly key: string; readonly period: string; readonly by: number; readonly set?: true }
  | {
      readonly kind: 'tally';
      readonly metric: string;
      readonly at: Instant;
      readonly value: number;
      readonly factId: string;
    }
  /** The tag as it now is, or gone. */
  | { readonly kind: 'tag'; readonly tag: Tag; readonly isRemoved: boolean }
  | { readonly kind: 'hold'; readonly hold: Hold }
  | { readonly kind: 'notice'; readonly lotId: string }
  /** An offer of the wallet as it now is. */
  | { readonly kind: 'offer'; readonly offer: UserOffer }
  /** A row of a family as it now is. */
  | { readonly kind: 'record'; readonly record: AnyRecord }
  /** What became of a code that was kept for this customer. */
  | { readonly kind: 'promo_code'; readonly code: string; readonly status: PromoCodeStatus }
  /** Everything that tells who the customer was is erased with the decision. */
  | { readonly kind: 'forget'; readonly isAgain: boolean }
  /** For the outbox: saved with the decision, delivered afterwards. */
  | { readonly kind: 'message'; readonly message: OutboundMessage }
  | { readonly kind: 'quota'; readonly key: string; readonly period: string; readonly by: number }
  /** A platform or custom event that followed; recorded, and heard by the rules that listen. */
  | { readonly kind: 'event'; readonly name: string; readonly properties: JsonObject };

export const VERDICTS = [
  'given',
  'when',
  'purchase',
  'missing',
  'rule_error',
  'limit',
  'total',
  'audience',
  'progress',
  'dates',
  'paused',
  'opted_out',
  'suspended',
  'exclusive',
  'level',
  'skipped',
  'clipped',
  'refused',
  'short',
  'entered',
  'invitation',
  'kept',
  'demoted',
  'stay',
  'control',
  'opt_in',
  'closed',
  'budget',
  'celebrated',
  'not_today',
  'approved',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Rule (`club/green/sign-in`, `club/roast/entrance`, `campaign/x`, `source/web`), verdict, and the figures behind it. */
export type TraceEntry = readonly [rule: string, verdict: Verdict, detail?: JsonObject];

/** What a decision gave, in the words of the API. Amounts are signed: negative takes away. */
export type OutcomeRecord =
  | {
      readonly kind: 'points';
      readonly account: string;
      readonly amount: number;
      readonly source: string | null;
      readonly entry: PointEntry['kind'];
      readonly entry_id: string;
      readonly movement_id: string;
      readonly rule: string | null;
      readonly expires_at: string | null;
      readonly available_at: string | null;
    }
  | {
      readonly kind: 'tier';
      readonly system: string;
      readonly from: string | null;
      readonly to: string;
      readonly reason: TierMove['reason'];
    }
  | { readonly kind: 'tag'; readonly tag: string; readonly count: number; readonly expires_at: string | null }
  | { readonly kind: 'attribute'; readonly attribute: string; readonly value: Json }
  | {
      readonly kind: 'hold';
      readonly hold_id: string;
      readonly amount: number;
      readonly status: Hold['status'];
      readonly expires_at: string;
    }
  | { readonly kind: 'profile'; readonly action: 'created' | 'updated' | 'deleted' | 'restored' }
  | { readonly kind: 'event'; readonly name: string }
  | {
      readonly kind: 'offer';
      readonly offer: string;
      readonly user_offer_id: string;
      readonly status: UserOffer['status'];
      readonly expires_at: string | null;
      readonly rule: string | null;
      /** Absent where there is nothing to tell; of custom data the whole. */
      readonly starts_at?: string | null;
      readonly redeemed_at?: string | null;
      readonly transaction_id?: string;
      readonly order_id?: string;
      readonly custom_data?: JsonObject;
    }
  /** What an offer takes off a basket, in the smallest unit of money. */
  | {
      readonly kind: 'discount';
      readonly user_offer_id: string;
      readonly amount: number;
      readonly lines: readonly { readonly line: string; readonly quantity: number; readonly amount: number }[];
    }
  | {
      readonly kind: 'exclusion';
      readonly exclusion_id: string;
      readonly offer: string;
      readonly status: OfferExclusion['status'];
    }
  | {
      readonly kind: 'order';
      readonly order_id: string;
      readonly store: string;
      readonly item: string;
      readonly offer: string;
      readonly quantity: number;
      readonly points: number;
      readonly status: Order['status'];
      readonly delivery: Order['delivery'];
      readonly tracking: string | null;
    }
  | { readonly kind: 'message'; readonly message: string; readonly provider: string; readonly message_id: string }
  | { readonly kind: 'campaign'; readonly campaign: string; readonly action: 'opted_in' | 'completed' }
  | {
      readonly kind: 'external_account';
      readonly account_id: string;
      readonly system: string;
      readonly external_id: string;
      readonly direction: 'take' | 'push' | 'link';
    }
  | {
      readonly kind: 'merge';
      readonly action: 'took_over' | 'merged_into' | 'gave_back' | 'came_back';
      readonly other_id: string;
      /** What was taken over of the other's profile. */
      readonly identifiers: readonly { readonly type: string; readonly value: string }[];
      readonly email: boolean;
    }
  | {
      readonly kind: 'ticket';
      readonly ticket_id: string;
      readonly reference: string;
      readonly status: string;
      readonly updates: number;
    }
  | {
      readonly kind: 'purchase';
      readonly purchase_id: string;
      readonly transaction_id: string;
      readonly action: 'completed' | 'returned' | 'voided' | 'unchanged';
      readonly status: PurchaseStatus;
      /** This customer's share after the decision, in the smallest unit of money. */
      readonly net: number;
      readonly net_returned: number;
    }
  | {
      readonly kind: 'card';
      readonly card_id: string;
      /** Masked. */
      readonly number: string;
      readonly type: string;
      readonly action: string;
      readonly status: CardStatus;
      /** Money, in the smallest unit of the currency. */
      readonly balance: number;
      readonly currency: string;
    }
  | {
      readonly kind: 'card_entry';
      readonly entry_id: string;
      readonly card_id: string;
      readonly activity: CardActivity;
      readonly change: number;
      readonly balance: number;
    }
  | {
      readonly kind: 'note';
      readonly note_id: string;
      readonly action: 'added' | 'edited' | 'removed';
      readonly status: 'kept' | 'removed';
      readonly edits: number;
    }
  | {
      readonly kind: 'promo_code';
      readonly claim_id: string;
      readonly code: string;
      readonly list: string | null;
      readonly status: PromoClaim['status'];
      /** Why a try failed. */
      readonly error: PromoClaim['error'];
      /** What assigned it. */
      readonly rule: string | null;
    }
  | { readonly kind: 'promo_lockout'; readonly status: 'locked' | 'reset'; readonly until: string | null }
  | {
      readonly kind: 'privacy';
      readonly request_id: string;
      readonly request: PrivacyRequest['kind'];
      readonly action: PrivacyAction;
      readonly status: PrivacyRequest['status'];
      readonly downloads: number;
    };

export type Refusal = { readonly code: RefusalCode; readonly detail: JsonObject };

/** Of the events that followed, those that are told to other systems, with what is known of them only then. */
export type ToldEvent = { readonly name: string; readonly at: string; readonly properties: JsonObject };

/** Stored with the fact; answers, explanations and replays of a key are read from it. */
export type DecisionRecord = {
  readonly refusal?: Refusal;
  readonly outcomes: readonly OutcomeRecord[];
  readonly trace: readonly TraceEntry[];
  /** Available points per account after the decision (accounts that it touched). */
  readonly balances: { readonly [account: string]: number };
  readonly events?: readonly ToldEvent[];
  /** Taken over from another system: nobody is told of it. */
  readonly history?: true;
};

export type QuotaNeed = { readonly key: string; readonly period: string; readonly amount: number };

export type Decision =
  | {
      readonly kind: 'decided';
      readonly state: CustomerState;
      readonly effects: readonly Effect[];
      readonly record: DecisionRecord;
    }
  | { readonly kind: 'refused'; readonly record: DecisionRecord & { readonly refusal: Refusal } }
  /** Not decidable with what was loaded: load these and decide again (within the same locks). */
  | { readonly kind: 'needs'; readonly slices: readonly Slice[]; readonly quotas: readonly QuotaNeed[] };

/**
 * What is left of a total limit, for this partition, and what it has used: no more can be given back. `isFinal`: nothing
 * more is to be had anywhere.
 */
export type Quota = { left: number; used: number; isFinal: boolean; limit: number };
