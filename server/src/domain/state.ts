// A customer's loyalty state as the engine sees it while deciding. Load fills it from rows, save writes back what changed.
// It holds slices: `has` says which ones are complete; deciding asks for more by naming the slice that it lacks.

import type { CustomerProfile } from './customers/profile.ts';
import type { JsonObject } from './facts.ts';
import type { PromoCode, PromoSlice } from './promo/promo.ts';
import type { AnyRecord, Family } from './records.ts';
import type { Instant } from './time.ts';

/** Sums over one account's entries; what is available follows from them (see `available`). All in points. */
export type Balance = {
  readonly account: string;
  readonly deposited: number;
  readonly transferredIn: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly transferredOut: number;
  readonly held: number;
  /** What was spent beyond the lots; later deposits fill it first. */
  readonly debt: number;
  /** What a return could not take back. */
  readonly uncollected: number;
  /** The last earning or spending, or the last inactivity expiry; null when there was none. */
  readonly activeAt: Instant | null;
};

/** What is left of one deposit. */
export type Lot = {
  readonly id: string;
  readonly account: string;
  readonly source: string;
  readonly amount: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly moved: number;
  readonly held: number;
  readonly occurredAt: Instant;
  /** Pending until then; null: at once. */
  readonly availableAt: Instant | null;
  readonly expiresAt: Instant | null;
  /** Counts as earned (deposits and roll-overs); false for what was transferred in. */
  readonly earned: boolean;
  /** The notice that it is about to expire was given. */
  readonly noticed: boolean;
};

export type Hold = {
  readonly id: string;
  readonly amount: number;
  /** Open until captured, released or timed out. */
  readonly status: 'open' | 'captured' | 'released' | 'expired';
  readonly expiresAt: Instant;
  readonly parts: readonly { readonly lotId: string; readonly account: string; readonly amount: number }[];
};

export type TierMembership = {
  readonly system: string;
  readonly level: string;
  /** When the level was reached. */
  readonly since: Instant;
  /** Maintenance counts from here: the level's entrance, the last maintenance, or a manual move. */
  readonly maintainedAt: Instant;
  readonly maintenanceAt: Instant | null;
  readonly anniversaryAt: Instant;
  /** After a demotion, entrance counts only what was earned since. */
  readonly countsSince: Instant | null;
};

export type TierMove = {
  readonly id: string;
  readonly system: string;
  readonly from: string | null;
  readonly to: string;
  /** `postponed`: maintenance came due, but the minimum stay or the grace runs on; judged again at `maintenanceAt`. */
  readonly reason:
    | 'joined'
    | 'qualified'
    | 'outcome'
    | 'manual'
    | 'demoted'
    | 'kept'
    | 'postponed'
    | 'imported'
    | 'merged';
  readonly occurredAt: Instant;
  /** Null where the level has no maintenance. */
  readonly maintenanceAt: Instant | null;
  readonly countsSince: Instant | null;
  readonly note: string | null;
};

/** An offer in the customer's wallet. */
export type UserOffer = {
  readonly id: string;
  readonly offer: string;
  readonly status: 'issued' | 'locked' | 'redeemed' | 'expired' | 'revoked';
  readonly issuedAt: Instant;
  /** Redeemable from and until; null: at once, for ever. */
  readonly startsAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly rule: string | null;
  readonly redeemedAt: Instant | null;
  /** The transaction that it is locked for, or that redeemed it; null when an agent did, without one. */
  readonly transactionId: string | null;
  /** The order that bought it. */
  readonly orderId: string | null;
  /** What other systems keep with it. */
  readonly customData: JsonObject;
  /** Of the short-lived code by which the point of sale finds it. */
  readonly codeHash: string | null;
  readonly codeExpiresAt: Instant | null;
};

export type Tag = { tag: string; count: number; expiresAt: Instant | null };

export type TallyEntry = { readonly at: Instant; readonly factId: string; readonly value: number };

/**
 * Points earned in one account inside one window, up to `now` of the batch: deposits less their reversals. The key is
 * `windowKey(...)` of programme/compile.ts. Under `due` the same at the date of the maintenance that is due.
 */
type EarnedWindows = { now: Map<string, number>; due: Map<string, number> };

export type Slice =
  /** Every lot, used up or not. */
  | 'all_lots'
  /** All open lots (else only those that are due, near their notice, or pending). */
  | 'open_lots'
  /** Open holds. */
  | 'holds'
  /** Tier moves so far, for facts that happened before the current level was reached. */
  | 'tier_moves'
  /** Sums over windows of earned points. */
  | 'windows'
  /** Lots and entries that one earlier fact or entry made, open or not, for reversals. */
  | 'reversal'
  /** All offers that are issued or locked. */
  | 'wallet'
  /** What one earlier fact booked, open or not: for returns, which know that fact only once the purchase is loaded. */
  | `entries:${string}`
  /** All rows of a family that may still change. */
  | `records:${Family}`
  /** One more free code of a list, kept for this customer. */
  | PromoSlice;

export type CustomerState = {
  id: string;
  /** Null: there is no such customer (yet). */
  profile: CustomerProfile | null;
  balances: Map<string, Balance>;
  lots: Map<string, Lot>;
  holds: Map<string, Hold>;
  tiers: Map<string, TierMembership>;
  tierMoves: TierMove[];
  /** Uses of limits, by `${period}|${key}`; periods around the fact and around now are loaded, absent means 0. */
  counters: Map<string, number>;
  /** Events counted for rules and tiers, by metric, oldest first. */
  tallies: Map<string, TallyEntry[]>;
  earned: EarnedWindows;
  tags: Map<string, Tag>;
  /** Offers that are due to expire; with the slice `wallet`, all that are issued or locked. */
  offers: Map<string, UserOffer>;
  /** Notes, purchases, cards and the like that this fact names, or whose slice was asked for; see records.ts. */
  records: Map<string, AnyRecord>;
  /** Promo codes that facts name or decisions have asked for, by code. */
  promoCodes: Map<string, PromoCode>;
  /** What cards had left with when they were last removed from any account, by number; read for registrations. */
  cardsLeft: Map<string, number>;
  /** The entries named by a reversal, when that slice was asked for. */
  reversible: ReversibleEntry[];
  has: Set<Slice>;
};

/** One entry of the ledger: a movement of points on one account, on one lot (or none: debt, uncollected). */
export const ENTRY_KINDS = [
  'deposit',
  'transfer_in',
  'roll_in',
  'spend',
  'expire',
  'reverse',
  'transfer_out',
  'hold',
  'release',
  'capture',
  'settle',
  'restore',
  'uncollected',
  'uncount',
] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export type PointEntry = {
  /** `effectId(fact, position)`; for kinds that make a lot also the lot's id. */
  readonly id: string;
  /** Entries that one request made together share a movement: the id of the first of them. */
  readonly movementId: string;
  readonly kind: EntryKind;
  readonly account: string;
  readonly lotId: string | null;
  readonly holdId: string | null;
  readonly source: string | null;
  /** Always positive; the kind gives the direction. */
  readonly amount: number;
  readonly occurredAt: Instant;
  readonly availableAt: Instant | null;
  readonly expiresAt: Instant | null;
  /** Why, in the words of the audit log: `Event`, `Manual Point Adjustment`, `Expiry`, … or the caller's. */
  readonly referenceType: string;
  readonly referenceId: string | null;
  readonly transactionId: string | null;
  /** The rule that gave it, `club/roast/sign-in` or `campaign/welcome`; null when no rule did. */
  readonly rule: string | null;
};

/** An entry of the deposit or spend to be reversed, its lot as it is now, and what earlier reversals took back already. */
export type ReversibleEntry = { readonly entry: PointEntry; readonly lot: Lot | null; readonly reversed: number };

/** Reversals name the entry that they take back: `referenceType` is this, `referenceId` that entry's id. */
export const REVERSAL = 'Reversal';

/** Transfers by a merge carry on what was earned; see customers/merge.ts. */
export const MERGE = 'Account Merge';
export const UNMERGE = 'Account Un-merge';

/** `reversed` of a spend gives the points back: it is booked as `restore`, which lessens `spent`. */
export function netOf(balance: Balance): number {
  return (
    balance.deposited +
    balance.transferredIn -
    balance.spent -
    balance.expired -
    balance.reversed -
    balance.transferredOut
  );
}

export function remainingOf(lot: Lot): number {
  return lot.amount - lot.spent - lot.expired - lot.reversed - lot.moved;
}

export function emptyBalance(account: string): Balance {
  return {
    account,
    deposited: 0,
    transferredIn: 0,
    spent: 0,
    expired: 0,
    reversed: 0,
    transferredOut: 0,
    held: 0,
    debt: 0,
    uncollected: 0,
    activeAt: null,
  };
}

export function emptyState(id: string): CustomerState {
  return {
    id,
    profile: null,
    balances: new Map(),
    lots: new Map(),
    holds: new Map(),
    tiers: new Map(),
    tierMoves: [],
    counters: new Map(),
    tallies: new Map(),
    earned: { now: new Map(), due: new Map() },
    tags: new Map(),
    offers: new Map(),
    records: new Map(),
    promoCodes: new Map(),
    cardsLeft: new Map(),
    reversible: [],
    has: new Set(),
  };
}
