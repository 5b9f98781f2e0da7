// What is known of a customer: standard profile, custom profile (attributes declared in the programme) and identifiers.

import type { Json } from '../facts.ts';
import type { DateText, Instant } from '../time.ts';

export type Phone = {
  readonly number: string;
  readonly type: string | null;
  readonly flags: readonly string[];
  readonly verified: boolean;
};

export type Identifier = { readonly type: string; readonly value: string };

export const IDENTIFIER_TYPE_DEFAULT = 'external';

export type AccountStatus = 'good' | 'suspended' | 'closed';

/** Free text parts of the standard profile, each nullable and at most 200 characters (parsed at the edge). */
export const TEXT_FIELDS = [
  'firstName',
  'lastName',
  'gender',
  'address',
  'address2',
  'city',
  'state',
  'zip',
  'country',
  'language',
  'locale',
  'timeZone',
  'photoUrl',
  'referrerCode',
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

export type CustomerProfile = { readonly [field in TextField]: string | null } & {
  readonly email: string | null;
  /** When the customer confirmed the address; a new address is unconfirmed. */
  readonly emailConfirmedAt: Instant | null;
  readonly birthOn: DateText | null;
  readonly phones: readonly Phone[];
  readonly status: AccountStatus;
  readonly optedIn: boolean;
  readonly optedInAt: Instant | null;
  readonly optInSource: string | null;
  readonly optedOutAt: Instant | null;
  /** Marketing consent per channel, apart from the programme opt-in. */
  readonly consents: {
    readonly [channel: string]: { readonly given: boolean; readonly at: Instant; readonly source: string | null };
  };
  readonly testPersona: boolean;
  /** Newest first: the first is the one SessionM shows as `external_id`. */
  readonly identifiers: readonly Identifier[];
  readonly custom: { readonly [attribute: string]: Json };
  readonly customVersion: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Deactivated: look-ups answer 404, identifiers are freed, restorable for 30 days. */
  readonly deletedAt: Instant | null;
  /** The customer that took over; null unless this one was merged. */
  readonly mergedInto: string | null;
  /** Processing is stopped at the customer's wish: kept, and not used, until it is resumed. */
  readonly stoppedAt: Instant | null;
  /** What is known must be kept for a legal reason: forgetting is refused. */
  readonly legalHoldAt: Instant | null;
  /** Nothing of the person is left, only what the books need. */
  readonly forgottenAt: Instant | null;
};

/** What one call asks to change; absent keys stay as they are, null clears. Phones replace the whole list. */
export type ProfilePatch = { readonly [field in TextField]?: string | null } & {
  readonly email?: string | null;
  readonly emailConfirmed?: boolean;
  readonly birthOn?: DateText | null;
  readonly phones?: readonly Phone[];
  readonly status?: AccountStatus;
  readonly optedIn?: boolean;
  readonly optInSource?: string | null;
  readonly consents?: { readonly [channel: string]: boolean };
  readonly testPersona?: boolean;
  readonly addIdentifiers?: readonly Identifier[];
  readonly removeIdentifiers?: readonly Identifier[];
  /** Of the system that was left, at imports: otherwise these dates are the engine's own. */
  readonly createdAt?: Instant;
  readonly optedInAt?: Instant;
  /** Merged into the custom profile; null removes an attribute. */
  readonly custom?: { readonly [attribute: string]: Json };
};
