// A programme compiled for deciding: references resolved, expressions ready, rules found by the event they listen to.
// One per version, immutable, shared by all decisions of that version.

import type { Expression } from '../rules/expression.ts';
import type { Instant, Period, Span } from '../time.ts';
import type {
  AccountDefinition,
  LevelDefinition,
  MaintenanceDefinition,
  ProgrammeDocument,
  RequirementDefinition,
  TierSystemDefinition,
} from './schema.ts';
import type { CampaignDefinition, TriggerDefinition } from './schema-campaigns.ts';
import type { PromoListDefinition } from './schema-promo.ts';
import type { PurchaseDefinition } from './schema-purchases.ts';
import type { OutcomeDefinition } from './schema-rules.ts';

/** Outcomes in the order in which they are given: by rank, then as written. */
export type Outcome = {
  readonly definition: OutcomeDefinition;
  /** The amount's expression, where it is not a plain number; its result is an int. */
  readonly amount: Expression | null;
};

export type Leaf = {
  readonly event: string;
  readonly when: Expression | null;
  /** Of purchases: which; null for events. */
  readonly purchase: PurchaseDefinition | null;
  readonly times: number;
  /** Where its occurrences are counted; null when one occurrence completes the rule at once and nothing is counted. */
  readonly metric: string | null;
};

export type Behavior =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Behavior[] };

/** Why a campaign may not give, beside its dates: not submitted, not approved, paused, or ended by hand. */
export type Standing = 'open' | 'draft' | 'review' | 'paused' | 'ended';

export type Rule = {
  /** `club/green/sign-in` for a level's, `campaign/welcome` for a campaign's: unique in the programme, shown in traces. */
  readonly id: string;
  readonly title: string;
  /** The level whose members it is for; null for campaigns. */
  readonly level: { readonly system: string; readonly level: string } | null;
  readonly campaign: CampaignDefinition | null;
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
  /** Gives nothing, whatever its dates say; `standing` says why. */
  readonly isPaused: boolean;
  readonly standing: Standing;
  readonly isExclusive: boolean;
  /** The occasion that triggers a campaign; null where customers' behavior does. */
  readonly trigger: TriggerDefinition | null;
  /** Null for campaigns that an occasion triggers. */
  readonly behavior: Behavior | null;
  /** All leaves of the behavior, for finding those that an event meets. */
  readonly leaves: readonly Leaf[];
  /** True for a single leaf that needs one occurrence: no counting. */
  readonly isImmediate: boolean;
  readonly within: Span | null;
  readonly looksBack: boolean;
  readonly audience: Expression | null;
  readonly limit: { readonly times: number; readonly per: Period } | null;
  /** Uses are counted under it. Levels of a system share the limit of behaviors with one id: a day is used up once. */
  readonly limitKey: string;
  readonly limitTotal: { readonly times: number; readonly per: Period } | null;
  readonly outcomes: readonly Outcome[];
};

/** A sum of earned points over a window that tier conditions read. `span` null: over the customer's whole life. */
export type Window = {
  readonly key: string;
  readonly system: string;
  readonly account: string;
  readonly span: Span | null;
};

export type Condition =
  | { readonly kind: 'points_earned'; readonly window: Window; readonly test: Test }
  | { readonly kind: 'balance'; readonly account: string; readonly test: Test }
  | {
      readonly kind: 'events';
      readonly metric: string;
      readonly event: string;
      readonly measure: Metric['measure'];
      readonly span: Span | null;
      readonly test: Test;
    }
  | { readonly kind: 'customer'; readonly when: Expression };

export type Test = { readonly compare: 'at_least' | 'at_most' | 'exactly'; readonly value: number };

export type Requirement = {
  readonly match: RequirementDefinition['match'];
  readonly conditions: readonly Condition[];
  readonly words: string;
};

export type Level = {
  readonly name: string;
  readonly rank: number;
  readonly definition: LevelDefinition;
  /** Null for automatic and invitation levels. */
  readonly requirement: Requirement | null;
  readonly entranceOutcomes: readonly Outcome[];
  readonly entranceLimit: { readonly times: number; readonly per: Period } | null;
  readonly maintenance: (MaintenanceDefinition & { readonly requirement: Requirement }) | null;
};

export type TierSystem = {
  readonly name: string;
  readonly definition: TierSystemDefinition;
  /** Ascending rank. */
  readonly levels: readonly Level[];
  readonly levelByName: ReadonlyMap<string, Level>;
  /** Where everybody starts: the lowest automatic level; null when there is none. */
  readonly base: Level | null;
};

/** A list of promo codes; its code, where it has one for everybody, as codes are compared. */
export type PromoList = {
  readonly name: string;
  readonly definition: PromoListDefinition;
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
  readonly code: string | null;
  readonly outcomes: readonly Outcome[];
};

/** Occurrences of an event that rules or tiers count; named by the event and the hash of its restriction. */
export type Metric = {
  readonly name: string;
  readonly event: string;
  readonly when: Expression | null;
  readonly purchase: PurchaseDefinition | null;
  /** What one occurrence adds: its quantity, or the money spent on the lines that the purchase is asked for. */
  readonly measure: 'count' | 'net';
};

export type Programme = {
  readonly version: number;
  readonly liveFrom: Instant;
  readonly document: ProgrammeDocument;
  /** Rules by the event names that they listen to; levels' rules first, then campaigns by priority (lower first). */
  readonly rulesByEvent: ReadonlyMap<string, readonly Rule[]>;
  readonly rulesById: ReadonlyMap<string, Rule>;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly metricsByEvent: ReadonlyMap<string, readonly Metric[]>;
  readonly tierSystems: readonly TierSystem[];
  readonly tierSystemByName: ReadonlyMap<string, TierSystem>;
  readonly primarySystem: TierSystem | null;
  readonly windows: readonly Window[];
  readonly accounts: ReadonlyMap<string, AccountDefinition>;
  /** Accounts that spending draws from by itself, as written. */
  readonly defaultAccounts: readonly string[];
  /** Campaigns that an occasion triggers, by priority. */
  readonly occasions: readonly Rule[];
  readonly taggedAudiences: readonly { readonly name: string; readonly tag: string; readonly when: Expression }[];
  readonly promoLists: ReadonlyMap<string, PromoList>;
  /** Lists with one code for everybody, by that code. */
  readonly promoListByCode: ReadonlyMap<string, PromoList>;
  /** The longest notice before expiry that any account asks for; null when none does. */
  readonly noticeMax: Span | null;
  /** Whom offers (`offers/x`), stores (`stores/x`) and their items (`stores/x/y`) are for; absent: everybody. */
  readonly offerAudiences: ReadonlyMap<string, Expression>;
  /** True when some account expires by inactivity. */
  readonly hasInactivity: boolean;
};

/** The version that was live at an instant; before the first version, the first. */
export type ProgrammeHistory = {
  readonly live: Programme;
  at(instant: Instant): Programme;
  version(version: number): Programme | null;
};

/** What a programme declares under a name that a client sent: names such as `constructor` are not declared by anybody. */
export function declared<T>(record: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

export function windowKey(system: string, account: string, span: string): string {
  return `${system}|${account}|${span}`;
}
