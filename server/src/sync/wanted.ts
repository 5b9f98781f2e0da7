// What a platform is to have of a customer now: a member, somebody who left, nothing any more. Worked out from the state and from
// what was told before; it reads and sends nothing.
import { createHash } from 'node:crypto';
import type { CustomerProfile } from '../domain/customers/profile.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { changesAt } from '../domain/sync/changes-at.ts';
import type { FieldKey, FieldValue, LoyaltyProfile } from '../domain/sync/fields.ts';
import type { Mapping, Person } from '../domain/sync/mapping.ts';
import { personOf } from '../domain/sync/person.ts';
import { loyaltyProfile, type ProfileSource } from '../domain/sync/profile.ts';
import type { Instant } from '../domain/time.ts';
import type { SentRow } from '../storage/sync-sent.ts';
import { wordsOf } from './back-off.ts';
import type { SyncOptions } from './options.ts';

export type Wanted =
  /** A member there. */
  | { readonly kind: 'member'; readonly person: Person; readonly nextAt: Instant | null }
  /** Told for the last time. */
  | { readonly kind: 'leaver'; readonly person: Person }
  /** Is there, and is not to be. */
  | { readonly kind: 'gone'; readonly how: 'clear' | 'delete'; readonly status: 'left' | 'erased' }
  /** Nothing is told of them, whatever changes. */
  | { readonly kind: 'none' }
  /** Cannot be worked out: a fault of ours, which is to hold up nobody else. */
  | { readonly kind: 'broken'; readonly reason: string };

/** A customer with what the platform was told of them, and what it is to have. */
export type Found = {
  readonly customerId: string;
  readonly row: SentRow | null;
  readonly wanted: Wanted;
};
export type FoundPerson = Found & { readonly wanted: Extract<Wanted, { kind: 'member' | 'leaver' }> };

export type WantedOf = {
  readonly programme: Programme;
  readonly mapping: Mapping;
  readonly options: Pick<SyncOptions, 'activeDays' | 'onOptOut' | 'onForget'>;
  readonly now: Instant;
};

export function wantedOf(context: WantedOf, source: ProfileSource, row: SentRow | null): Wanted {
  const { profile } = source.state;
  if (profile === null) return { kind: 'none' };
  const isThere = mayBeThere(row);
  if (profile.forgottenAt !== null) return goneOr(isThere && row?.status !== 'erased', context, 'erased');
  if (profile.stoppedAt !== null) return { kind: 'none' };
  if (isNoCustomer(profile)) return goneOr(isThere, context, 'left');
  try {
    return profile.optedIn ? memberOf(context, source, row) : leaverOf(context, source, row);
  } catch (error) {
    return { kind: 'broken', reason: `cannot be worked out: ${wordsOf(error)}` };
  }
}

const isNoCustomer = ({ deletedAt, mergedInto, testPersona }: CustomerProfile): boolean =>
  deletedAt !== null || mergedInto !== null || testPersona;

/** Was sent, or may have been when a process died over it; erased or cleared, nothing of ours is there. */
function mayBeThere(row: SentRow | null): boolean {
  if (row === null || row.key === '') return false;
  return row.result !== CLEARED || row.emails.length > 0 || row.phones.length > 0 || row.isMember;
}

/** The result of whoever was emptied or deleted there. */
export const CLEARED = 'cleared';

function goneOr(isThere: boolean, { options }: WantedOf, status: 'left' | 'erased'): Wanted {
  return isThere ? { kind: 'gone', how: options.onForget, status } : { kind: 'none' };
}

function memberOf(context: WantedOf, source: ProfileSource, row: SentRow | null): Wanted {
  const { programme, mapping, options, now } = context;
  const profile = loyaltyProfile(programme, source, now, options);
  if (profile === null) return { kind: 'none' };
  const person = personOf(profile, mapping, source.customerId);
  return {
    kind: 'member',
    person: { ...person, isMember: row?.isUntagged !== true },
    nextAt: changesAt(programme, source, now, options),
  };
}

/** Whoever was never there is not made there to be told that they left. */
function leaverOf(context: WantedOf, source: ProfileSource, row: SentRow | null): Wanted {
  const { programme, mapping, options, now } = context;
  if (row === null || !mayBeThere(row) || row.status === 'left') return { kind: 'none' };
  if (row.syncedAt === null) return { kind: 'gone', how: 'clear', status: 'left' };
  const profile = loyaltyProfile(programme, source, now, options);
  if (profile === null) return { kind: 'none' };
  const told = options.onOptOut === 'keep' ? profile : withoutValues(profile);
  return { kind: 'leaver', person: { ...personOf(told, mapping, source.customerId), isMember: false } };
}

/** What stays when the values are to be cleared: who it is, and that they left. */
const KEPT_FIELDS: ReadonlySet<string> = new Set<FieldKey>([
  'loyalty_id',
  'first_name',
  'last_name',
  'email',
  'phone',
  'opt_in_status',
  'opt_out_date',
]);

function withoutValues(profile: LoyaltyProfile): LoyaltyProfile {
  const emptied: { [field in FieldKey]: FieldValue | null } = { ...profile };
  for (const field of Object.keys(profile).filter(isFieldOf(profile)))
    if (!KEPT_FIELDS.has(field)) emptied[field] = null;
  return emptied;
}

const isFieldOf =
  (profile: LoyaltyProfile) =>
  (field: string): field is FieldKey =>
    Object.hasOwn(profile, field);

/** Attributes come in the order of the catalogue, so the same person gives the same hash. */
export function hashOf({ key, email, phone, standard, custom, isMember }: Person): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([key, email, phone, isMember, standard, custom]))
    .digest();
}
