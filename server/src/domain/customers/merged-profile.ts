// The profile of two customers in one: what the one that is kept says goes, what it does not say is filled in. Where the two
// speak of the same permission, the stricter answer holds.

import type { Instant } from '../time.ts';
import { type AccountStatus, type CustomerProfile, type Identifier, TEXT_FIELDS } from './profile.ts';

export type MergedProfile = {
  readonly profile: CustomerProfile;
  /** What came from the other, and goes back with an un-merge. */
  readonly identifiers: readonly Identifier[];
  readonly hasTakenEmail: boolean;
};

const STRICTNESS: { readonly [status in AccountStatus]: number } = { good: 0, suspended: 1, closed: 2 };

export function mergedProfile(kept: CustomerProfile, other: CustomerProfile, now: Instant): MergedProfile {
  const known = new Set(kept.identifiers.map(({ type, value }) => `${type}:${value}`));
  const identifiers = other.identifiers.filter(({ type, value }) => !known.has(`${type}:${value}`));
  const hasTakenEmail = kept.email === null && other.email !== null;
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, kept[field] ?? other[field]]));
  const numbers = new Set(kept.phones.map(({ number }) => number));
  const optedIn = kept.optedIn && other.optedIn;
  const custom = { ...other.custom, ...kept.custom };
  const hasNewAttributes = Object.keys(custom).length > Object.keys(kept.custom).length;
  const profile: CustomerProfile = {
    ...kept,
    ...texts,
    email: kept.email ?? other.email,
    emailConfirmedAt: hasTakenEmail ? other.emailConfirmedAt : kept.emailConfirmedAt,
    birthOn: kept.birthOn ?? other.birthOn,
    phones: [...kept.phones, ...other.phones.filter(({ number }) => !numbers.has(number))],
    status: STRICTNESS[other.status] > STRICTNESS[kept.status] ? other.status : kept.status,
    optedIn,
    optedOutAt: !optedIn && kept.optedIn ? other.optedOutAt : kept.optedOutAt,
    consents: stricterConsents(kept.consents, other.consents),
    identifiers: [...kept.identifiers, ...identifiers],
    custom,
    customVersion: hasNewAttributes ? kept.customVersion + 1 : kept.customVersion,
    legalHoldAt: kept.legalHoldAt ?? other.legalHoldAt,
    createdAt: Math.min(kept.createdAt, other.createdAt),
    updatedAt: now,
  };
  return { profile, identifiers, hasTakenEmail };
}

function stricterConsents(
  kept: CustomerProfile['consents'],
  other: CustomerProfile['consents'],
): CustomerProfile['consents'] {
  const refused = Object.entries(other).filter(([channel, { given }]) => !given && kept[channel]?.given === true);
  return { ...other, ...kept, ...Object.fromEntries(refused) };
}

/** The other's identifiers and address go back to it. */
export function unmergedProfile(
  kept: CustomerProfile,
  back: { readonly identifiers: readonly Identifier[]; readonly email: boolean },
  now: Instant,
): CustomerProfile {
  const gone = new Set(back.identifiers.map(({ type, value }) => `${type}:${value}`));
  return {
    ...kept,
    identifiers: kept.identifiers.filter(({ type, value }) => !gone.has(`${type}:${value}`)),
    email: back.email ? null : kept.email,
    emailConfirmedAt: back.email ? null : kept.emailConfirmedAt,
    updatedAt: now,
  };
}
