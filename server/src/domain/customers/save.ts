// Creating and changing customers: what is refused, what the new profile is, and which platform events follow.
// Uniqueness of e-mail and identifiers is claimed by the pipeline, outside the customer's own state.

import { catchUp } from '../campaigns/celebrate.ts';
import { type Draft, emit, refuse } from '../draft.ts';
import type { Json, JsonObject } from '../facts.ts';
import { expectedOf } from '../programme/field-value.ts';
import { declared } from '../programme/programme.ts';
import { joinBase } from '../tiers/judge.ts';
import { ageOn, dayOf, type Instant } from '../time.ts';
import { type CustomerProfile, type Identifier, type ProfilePatch, TEXT_FIELDS } from './profile.ts';

/** How long a deleted customer can be brought back. */
const RESTORABLE_MS = 30 * 86_400_000;

export function saveCustomer(draft: Draft, mode: 'create' | 'update' | 'upsert', patch: ProfilePatch): void {
  const before = draft.state.profile;
  checkIsThere(draft);
  if (before === null && mode === 'update') refuse('customer_not_found', { customer: draft.fact.customerId });
  if (before !== null && mode === 'create')
    refuse('customer_exists', { identifier: textOf(patch.addIdentifiers?.[0]) });
  checkAge(draft, patch, before);
  const after = patched(before ?? newProfile(draft.now), patch, customAfter(draft, before, patch), draft);
  if (before !== null && isSame(before, after)) return;
  emit(draft, { kind: 'profile', profile: { ...after, updatedAt: draft.now } });
  draft.stale.add('customer');
  draft.outcomes.push({ kind: 'profile', action: before === null ? 'created' : 'updated' });
  follow(draft, { before, after, patch });
}

/** Deleted customers are refused, and merged ones with the name of who took over. */
export function checkIsThere(draft: Draft): void {
  const { profile, id: customer } = draft.state;
  if (profile === null || profile.deletedAt === null) return;
  if (profile.mergedInto !== null) refuse('customer_merged', { customer, into: profile.mergedInto });
  refuse('customer_deleted', { customer });
}

type Saved = {
  readonly before: CustomerProfile | null;
  readonly after: CustomerProfile;
  readonly patch: ProfilePatch;
};

function follow(draft: Draft, { before, after, patch }: Saved): void {
  const raise = (name: string, properties: JsonObject = {}) =>
    draft.cascade.raise(draft, { name, quantity: 1, properties, at: draft.now });
  if (before === null && after.optedIn) joinBase(draft);
  raise(before === null ? '__platform.user.created' : '__platform.user.updated');
  const wasIn = before?.optedIn ?? false;
  if (after.optedIn === wasIn) return catchUp(draft);
  if (after.optedIn && before !== null) joinBase(draft);
  // An opt-out has no source but the one that came with it: what is known is that of the opt-in.
  const source = after.optedIn ? after.optInSource : (patch.optInSource ?? null);
  raise(after.optedIn ? '__platform.user.opted_in' : '__platform.user.opted_out', source === null ? {} : { source });
  // The date, the audience's attributes or the opt-in may have changed: what is celebrated right now is not missed.
  catchUp(draft);
}

export function deleteCustomer(draft: Draft): void {
  const profile = draft.state.profile ?? refuse('customer_not_found', { customer: draft.fact.customerId });
  if (profile.deletedAt !== null) refuse('customer_deleted', { customer: draft.fact.customerId });
  emit(draft, { kind: 'profile', profile: { ...profile, deletedAt: draft.now, updatedAt: draft.now } });
  draft.outcomes.push({ kind: 'profile', action: 'deleted' });
  draft.cascade.raise(draft, { name: '__platform.user.deleted', quantity: 1, properties: {}, at: draft.now });
}

export function restoreCustomer(draft: Draft): void {
  const profile = draft.state.profile ?? refuse('customer_not_found', { customer: draft.fact.customerId });
  if (profile.deletedAt === null || profile.deletedAt < draft.now - RESTORABLE_MS) refuse('not_restorable');
  if (profile.mergedInto !== null)
    refuse('customer_merged', { customer: draft.fact.customerId, into: profile.mergedInto });
  emit(draft, { kind: 'profile', profile: { ...profile, deletedAt: null, updatedAt: draft.now } });
  draft.outcomes.push({ kind: 'profile', action: 'restored' });
}

/** A date of birth is optional; whoever gives one must have had that birthday. Only a given date is judged, never an old one. */
function checkAge(draft: Draft, patch: ProfilePatch, before: CustomerProfile | null): void {
  if (patch.birthOn === undefined || patch.birthOn === null || patch.birthOn === before?.birthOn) return;
  const minimum = draft.programme.document.settings.minimum_age;
  const zone = patch.timeZone ?? draft.timeZone;
  if (ageOn(patch.birthOn, dayOf(draft.now, zone)) < minimum) refuse('too_young', { minimum_age: minimum });
}

export function newProfile(now: Instant): CustomerProfile {
  return {
    firstName: null,
    lastName: null,
    gender: null,
    address: null,
    address2: null,
    city: null,
    state: null,
    zip: null,
    country: null,
    language: null,
    locale: null,
    timeZone: null,
    photoUrl: null,
    referrerCode: null,
    email: null,
    emailConfirmedAt: null,
    birthOn: null,
    phones: [],
    status: 'good',
    optedIn: false,
    optedInAt: null,
    optInSource: null,
    optedOutAt: null,
    consents: {},
    testPersona: false,
    identifiers: [],
    custom: {},
    customVersion: 0,
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
    mergedInto: null,
    stoppedAt: null,
    legalHoldAt: null,
    forgottenAt: null,
  };
}

function patched(
  before: CustomerProfile,
  patch: ProfilePatch,
  custom: CustomerProfile['custom'],
  draft: Draft,
): CustomerProfile {
  const { now } = draft;
  const texts = Object.fromEntries(
    TEXT_FIELDS.flatMap((field) => (patch[field] === undefined ? [] : [[field, patch[field]]])),
  );
  const isNew = draft.state.profile === null;
  const optedIn = patch.optedIn ?? (isNew ? draft.programme.document.settings.opt_in_by_default : before.optedIn);
  return {
    ...before,
    ...texts,
    email: patch.email === undefined ? before.email : patch.email,
    emailConfirmedAt: confirmedAt(before, patch, now),
    birthOn: patch.birthOn === undefined ? before.birthOn : patch.birthOn,
    phones: patch.phones ?? before.phones,
    status: patch.status ?? before.status,
    optedIn,
    createdAt: patch.createdAt ?? before.createdAt,
    optedInAt: patch.optedInAt ?? (optedIn && !before.optedIn ? now : before.optedInAt),
    optInSource: patch.optInSource === undefined ? before.optInSource : patch.optInSource,
    optedOutAt: !optedIn && before.optedIn ? now : before.optedOutAt,
    consents: consentsAfter(before, patch, now),
    testPersona: patch.testPersona ?? before.testPersona,
    identifiers: identifiersAfter(before.identifiers, patch),
    custom,
    customVersion: custom === before.custom ? before.customVersion : before.customVersion + 1,
  };
}

function confirmedAt(before: CustomerProfile, patch: ProfilePatch, now: Instant): Instant | null {
  const isSameAddress = patch.email === undefined || patch.email?.toLowerCase() === before.email?.toLowerCase();
  const known = isSameAddress ? before.emailConfirmedAt : null;
  if (patch.emailConfirmed === undefined) return known;
  return patch.emailConfirmed ? (known ?? now) : null;
}

function consentsAfter(before: CustomerProfile, patch: ProfilePatch, now: Instant): CustomerProfile['consents'] {
  if (patch.consents === undefined) return before.consents;
  const source = patch.optInSource ?? null;
  const changed = Object.entries(patch.consents).filter(
    ([channel, given]) => before.consents[channel]?.given !== given,
  );
  return {
    ...before.consents,
    ...Object.fromEntries(changed.map(([channel, given]) => [channel, { given, at: now, source }])),
  };
}

/** The newest first; naming one again makes it the newest. */
function identifiersAfter(before: readonly Identifier[], patch: ProfilePatch): readonly Identifier[] {
  const added = patch.addIdentifiers ?? [];
  const gone = [...(patch.removeIdentifiers ?? []), ...added];
  if (gone.length === 0) return before;
  return [...added, ...before.filter((one) => !gone.some((other) => textOf(other) === textOf(one)))];
}

function textOf(identifier: Identifier | undefined): string {
  return identifier === undefined ? '' : `${identifier.type}:${identifier.value}`;
}

function customAfter(draft: Draft, before: CustomerProfile | null, patch: ProfilePatch): CustomerProfile['custom'] {
  const old = before?.custom ?? {};
  const changes = Object.entries(patch.custom ?? {});
  for (const [attribute, value] of changes) checkAttribute(draft, attribute, value);
  const changed = changes.filter(
    ([attribute, value]) => JSON.stringify(old[attribute] ?? null) !== JSON.stringify(value),
  );
  if (changed.length === 0) return old;
  const merged: { [attribute: string]: Json } = { ...old, ...Object.fromEntries(changed) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function checkAttribute(draft: Draft, attribute: string, value: Json): void {
  const field = declared(draft.programme.document.attributes, attribute) ?? refuse('unknown_attribute', { attribute });
  if (value === null) return;
  const expected = expectedOf(field, value);
  if (expected !== null) refuse('invalid_attribute', { attribute, expected });
}

function isSame(before: CustomerProfile, after: CustomerProfile): boolean {
  const comparable = (profile: CustomerProfile) => JSON.stringify({ ...profile, updatedAt: 0 });
  return comparable(before) === comparable(after);
}
