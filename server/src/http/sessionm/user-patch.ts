// The `user` object that a client sends, as the change of a profile that it asks for. Absent fields stay as they are, null
// and empty text clear, a list of phones replaces the whole list.
import type { z } from 'zod';
import {
  IDENTIFIER_TYPE_DEFAULT,
  type Identifier,
  type Phone,
  type ProfilePatch,
} from '../../domain/customers/profile.ts';
import type { Json } from '../../domain/facts.ts';
import { isDateText, isTimeZone } from '../../domain/time.ts';
import { badArgument, invalid } from './errors.ts';
import { clearable, flag, given, list, object, read, text } from './fields.ts';

const TEXT_MAX = 200;
const EMAIL_MAX = 254;
const PHONES_MAX = 20;
const FLAGS_MAX = 10;
const ATTRIBUTES_MAX = 500;

const phoneSchema = object({
  phone_number: given(text(50)),
  phone_type: given(text(50)),
  preference_flags: given(list(text(50), FLAGS_MAX)),
  verified_ownership: given(flag),
});

const words = clearable(text(TEXT_MAX));
const identifierSchema = object({ external_id: text(TEXT_MAX), external_id_type: given(text(60)) });

const userSchema = object({
  external_id: given(text(TEXT_MAX)),
  external_id_type: given(text(60)),
  identifiers: given(list(identifierSchema, 20)),
  email: clearable(text(EMAIL_MAX)),
  first_name: words,
  last_name: words,
  gender: words,
  dob: clearable(text(10)),
  address: words,
  address2: words,
  city: words,
  state: words,
  zip: words,
  country: words,
  language: words,
  locale: words,
  time_zone: words,
  profile_photo_url: words,
  referrer_code: words,
  opted_in: given(flag),
  opt_in_source: given(text(TEXT_MAX)),
  suspended: given(flag),
  account_status: given(text(20)),
  test_account: given(flag),
  phone_numbers: list(phoneSchema, PHONES_MAX).nullish(),
});
const bodySchema = object({ user: userSchema.loose() });

type UserFields = z.output<typeof userSchema>;

export type UserChange = {
  readonly patch: ProfilePatch;
  /** The identifiers that were sent; `type` null where the client named none. */
  readonly identifiers: readonly { readonly type: string | null; readonly value: string }[];
};

export function readUser(body: unknown): UserChange {
  const { user } = read(bodySchema, body);
  return { patch: patchOf(user, user.user_profile), identifiers: identifiersOf(user) };
}

export function typed(identifier: { readonly type: string | null; readonly value: string }): Identifier {
  return { type: identifier.type ?? IDENTIFIER_TYPE_DEFAULT, value: identifier.value };
}

function identifiersOf(user: UserFields): UserChange['identifiers'] {
  const first = user.external_id === undefined ? [] : [{ external_id: user.external_id, ...typeOf(user) }];
  const all = [...first, ...(user.identifiers ?? [])].map((one) => ({
    type: one.external_id_type ?? null,
    value: one.external_id,
  }));
  return all.filter(
    (one, index) => all.findIndex((other) => other.value === one.value && other.type === one.type) === index,
  );
}

function typeOf(user: UserFields): { external_id_type?: string } {
  return user.external_id_type === undefined ? {} : { external_id_type: user.external_id_type };
}

function patchOf(user: UserFields, userProfile: unknown): ProfilePatch {
  check(user);
  const status = statusOf(user);
  return {
    ...without({
      firstName: user.first_name,
      lastName: user.last_name,
      gender: user.gender,
      address: user.address,
      address2: user.address2,
      city: user.city,
      state: user.state,
      zip: user.zip,
      country: user.country,
      language: user.language,
      locale: user.locale,
      timeZone: user.time_zone,
      photoUrl: user.profile_photo_url,
      referrerCode: user.referrer_code,
      email: user.email,
      birthOn: user.dob,
    }),
    ...(user.phone_numbers === undefined ? {} : { phones: phonesOf(user.phone_numbers ?? []) }),
    ...(user.opted_in === undefined ? {} : { optedIn: user.opted_in }),
    ...(user.opt_in_source === undefined ? {} : { optInSource: user.opt_in_source }),
    ...(user.test_account === undefined ? {} : { testPersona: user.test_account }),
    ...(status === null ? {} : { status }),
    ...(userProfile === undefined || userProfile === null
      ? {}
      : { custom: readAttributes('user_profile', userProfile) }),
  };
}

/** A patch tells an absent key from null; undefined values would be neither. */
function without<T extends { readonly [field: string]: string | null | undefined }>(
  fields: T,
): { [field in keyof T]?: string | null } {
  const kept: { [field in keyof T]?: string | null } = {};
  for (const field in fields) {
    const value = fields[field];
    if (value !== undefined) kept[field] = value;
  }
  return kept;
}

function check(user: UserFields): void {
  const wrong: { [field: string]: readonly string[] } = {};
  const { dob, email, time_zone: zone } = user;
  if (dob !== undefined && dob !== null && !isBirthDate(dob)) wrong.dob = ['must be a date such as 1990-05-17'];
  if (email !== undefined && email !== null && !/^[^\s@]+@[^\s@]+$/.test(email))
    wrong.email = ['must be an e-mail address'];
  if (zone !== undefined && zone !== null && !isTimeZone(zone))
    wrong.time_zone = ['must be a time zone such as Europe/Berlin'];
  if (Object.keys(wrong).length > 0) throw invalid(wrong);
}

function isBirthDate(text: string): boolean {
  return isDateText(text) && text >= '1900-01-01' && text < '2200-01-01';
}

const STATUSES = ['good', 'suspended', 'closed'] as const;

function statusOf(user: UserFields): (typeof STATUSES)[number] | null {
  if (user.account_status !== undefined) {
    const status = STATUSES.find((one) => one === user.account_status?.toLowerCase());
    if (status === undefined) throw invalid({ account_status: [`must be one of ${STATUSES.join(', ')}`] });
    return status;
  }
  if (user.suspended === undefined) return null;
  return user.suspended ? 'suspended' : 'good';
}

/** Entries without a number are what forms send for a phone that nobody has. */
function phonesOf(phones: readonly z.output<typeof phoneSchema>[]): readonly Phone[] {
  return phones.flatMap((phone) =>
    phone.phone_number === undefined
      ? []
      : [
          {
            number: phone.phone_number,
            type: phone.phone_type ?? null,
            flags: phone.preference_flags ?? [],
            verified: phone.verified_ownership ?? false,
          },
        ],
  );
}

/** Custom attributes; `_version` comes back from clients that send what they have read, and is ours to count. */
export function readAttributes(name: string, value: unknown): { readonly [attribute: string]: Json } {
  if (!isAttributes(value)) throw invalid({ [name]: ['must be an object'] });
  const attributes = Object.entries(value).filter(([attribute]) => attribute !== '_version');
  if (attributes.length > ATTRIBUTES_MAX) throw badArgument(name, `holds more than ${ATTRIBUTES_MAX} attributes`);
  return Object.fromEntries(attributes);
}

/** Bodies are JSON: what is an object and no list has JSON for values. */
function isAttributes(value: unknown): value is { readonly [attribute: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
