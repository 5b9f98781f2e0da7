// What a connector to a customer-data platform is: it turns members and events into one platform's requests and says what the
// answers mean, item by item. Lanes, limits, retries and what was sent before are the sync's; a connector keeps no state.

import type { Json } from '../../domain/facts.ts';
import type { LoyaltyEvent } from '../../domain/sync/events.ts';
import type { FieldKey, FieldValue } from '../../domain/sync/fields.ts';
import type { FieldMapping, Mapping, Person } from '../../domain/sync/mapping.ts';
import type { RemoteSchema, SetupPlan, SetupStep } from '../../domain/sync/setup.ts';
import type { Instant } from '../../domain/time.ts';
import type { Access, AccessPart, HttpAnswer, SendContext } from '../connector.ts';

export const SYNC_CONNECTORS = ['infobip', 'braze', 'klaviyo', 'customerio', 'sfmc'] as const;
type SyncConnectorName = (typeof SYNC_CONNECTORS)[number];

/** Limits are per account and operation. */
export const SYNC_OPERATIONS = [
  'read',
  'upsert',
  'contacts',
  'erase',
  'events',
  'tags',
  'attributes',
  'definitions',
] as const;
export type SyncOperation = (typeof SYNC_OPERATIONS)[number];

/** What a platform documents: so many requests a second, so many items in one. */
export type OperationLimit = { readonly perSecond: number; readonly items: number };

export type SyncRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the access's address, with its query. */
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  /** Sent as JSON; left out: without a body. */
  readonly body?: Json;
};

/** An answer that settles the request, whether it was done or refused. */
export type SyncAnswer = {
  readonly status: number;
  /** Null where the body is none. */
  readonly json: Json;
  readonly headers: { readonly [name: string]: string };
};

/**
 * Waits for the operation's turn under its limit, sends, and gives every answer that is about what was sent. Rejects with
 * `SyncLater` (no answer, 429, 5xx) or `SyncForbidden` (401, 403), which are about the connection.
 */
export type SyncCall = (operation: SyncOperation, request: SyncRequest) => Promise<SyncAnswer>;

/** The platform could not do it now: the same again later. What was sent may have been done all the same. */
export class SyncLater extends Error {
  readonly afterMs: number | null;

  constructor(message: string, afterMs: number | null) {
    super(message);
    this.name = 'SyncLater';
    this.afterMs = afterMs;
  }
}

/** The key is wrong or lacks a right: nothing will go through until a person has done something about it. */
export class SyncForbidden extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SyncForbidden';
  }
}

/** The platform refuses a step of the set-up, or what is asked of it, for a reason that trying again does not change. */
export class SyncRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SyncRefused';
  }
}

/** Headers that were asked for and go with requests until they are refused. */
export type Authorization = {
  readonly headers: { readonly [name: string]: string };
  /** To be hidden, beside those of the access. */
  readonly secrets: readonly string[];
  /** They were refused: the next one is asked for anew. */
  readonly forget: () => void;
};

export type PersonResult =
  | {
      readonly customerId: string;
      readonly kind: 'created' | 'updated' | 'unchanged' | 'accepted';
      readonly remoteId: string | null;
    }
  /** `reason` in the platform's words, with the property that it is about where it names one. */
  | { readonly customerId: string; readonly kind: 'refused'; readonly code: string; readonly reason: string };

export type EventsResult =
  /** All of them, but for those refused one by one. */
  | { readonly kind: 'taken'; readonly refused: readonly { readonly id: string; readonly reason: string }[] }
  /** None of them, and it is not said which one is to blame: to be found by halving. */
  | { readonly kind: 'refused'; readonly reason: string };

export type SentEvent = LoyaltyEvent & { readonly key: string };

/** Somebody who is not to be a member there any more, and addresses that are not theirs any more. */
export type Leaver = { readonly customerId: string; readonly key: string; readonly contacts: Contacts };
type Contacts = { readonly emails: readonly string[]; readonly phones: readonly string[] };

/** What is read back: of the targets sent, those that the platform has. */
export type RemotePerson = {
  readonly key: string;
  readonly email: string | null;
  /** All that they have there, ours and others'; left out where a platform has but one. */
  readonly emails?: readonly string[];
  readonly standard: { readonly [target: string]: FieldValue | null };
  readonly custom: { readonly [target: string]: FieldValue | null };
  readonly isMember: boolean;
};

export type CheckLine = { readonly what: string; readonly ok: boolean; readonly reason: string | null };

export type SyncConnector = {
  readonly name: SyncConnectorName;
  readonly title: string;
  readonly needs: readonly AccessPart[];
  /** Of operations that it never asks for, none. */
  readonly limits: { readonly [operation in SyncOperation]?: OperationLimit };
  /** Where each field goes when nothing else is said. */
  readonly mapping: Mapping;
  /** Whether types of attributes can never be changed once they are made. */
  readonly hasFixedTypes: boolean;
  headersOf(access: Access): { readonly [name: string]: string };
  /** Where a key has to be changed for a token first; left out: the headers above are enough. Rejects as a call does. */
  readonly authorize?: (context: Omit<SendContext, 'resolve' | 'settings'>) => Promise<Authorization>;
  /** A header of the platform's own that says when requests are taken again; left out: `Retry-After` alone. */
  readonly afterMsIn?: (answer: HttpAnswer, now: Instant) => number | null;
  /** The address where there is one for everybody; null: it has to be set. */
  readonly defaultUrl: string | null;
  /** The platform's own words in an answer, on one line; null when there are none. */
  reasonIn(json: Json): string | null;
  /** Whether the key is right and may do what the sync needs. */
  check(call: SyncCall): Promise<readonly CheckLine[]>;
  /** Null: nothing needs to be made there. */
  inspect(call: SyncCall): Promise<RemoteSchema | null>;
  /** What is needed for this mapping and is not there. */
  plan(mapping: Mapping, remote: RemoteSchema): SetupPlan;
  /** Safe to repeat. Rejects with `SyncRefused`, whose message is a sentence, when the platform refuses. */
  provision(call: SyncCall, step: SetupStep): Promise<void>;
  /** A sentence when a mapping of this field cannot be had there. */
  checkMapping(field: FieldKey, mapping: FieldMapping): string | null;
  /** Takes addresses off persons, before somebody else gets them; what is not there is no failure. */
  dropContacts(call: SyncCall, persons: readonly Leaver[]): Promise<void>;
  /** At most `limits.upsert.items`. One result for each. The tag goes with it where the platform allows that. */
  upsert(call: SyncCall, persons: readonly Person[]): Promise<readonly PersonResult[]>;
  /** At most `limits.tags.items`. Gives those that could not be, with the reason. */
  setTag(
    call: SyncCall,
    isSet: boolean,
    persons: readonly Leaver[],
  ): Promise<readonly Extract<PersonResult, { kind: 'refused' }>[]>;
  /** At most `limits.events.items`. */
  sendEvents(call: SyncCall, events: readonly SentEvent[]): Promise<EventsResult>;
  /** `clear`: what the mapping made is emptied and the tag removed, the person stays. `delete`: the person goes. */
  erase(
    call: SyncCall,
    persons: readonly Leaver[],
    how: 'clear' | 'delete',
    mapping: Mapping,
  ): Promise<readonly Extract<PersonResult, { kind: 'refused' }>[]>;
  /** Null: it cannot be read back there. Keys that are not known there are left out. */
  readonly read:
    | ((call: SyncCall, keys: readonly string[], mapping: Mapping) => Promise<readonly RemotePerson[]>)
    | null;
};
