// A customer as /v1 takes and gives it: standard profile, custom profile and identifiers together, in snake_case.
import { z } from 'zod';
import type { CustomerProfile, ProfilePatch } from '../../domain/customers/profile.ts';
import { isoText } from '../../domain/time.ts';
import type { CustomerRecord } from '../../storage/customers.ts';
import { dateInput, defined, identifierShape, instant, instantOrNull, jsonObject, uuid } from './shapes.ts';

const TEXT_MAX = 200;
const EMAIL_MAX = 254;
const URL_MAX = 2_000;
const PHONES_MAX = 20;
const CHANNELS_MAX = 20;
const IDENTIFIERS_MAX = 50;

const text = z.string().max(TEXT_MAX).nullable().optional();

const phoneShape = z.strictObject({
  number: z.string().min(1).max(40),
  type: z.string().max(TEXT_MAX).nullable().default(null),
  flags: z.array(z.string().max(TEXT_MAX)).max(PHONES_MAX).default([]),
  verified: z.boolean().default(false),
});

/** Only what a mail address surely has: receivers know better than any pattern which of them exist. */
const emailInput = z
  .string()
  .max(EMAIL_MAX)
  .regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address such as ada@example.com');

const channelsInput = z
  .record(z.string().min(1).max(40), z.boolean())
  .refine((channels) => Object.keys(channels).length <= CHANNELS_MAX, `at most ${CHANNELS_MAX} channels`);

const profileFields = {
  email: emailInput.nullable().optional(),
  first_name: text,
  last_name: text,
  gender: text,
  birth_on: dateInput.nullable().optional(),
  address: text,
  address2: text,
  city: text,
  state: text,
  zip: text,
  country: text,
  language: text,
  locale: text,
  time_zone: text.meta({ examples: ['Europe/Berlin'] }),
  photo_url: z.string().max(URL_MAX).nullable().optional(),
  referrer_code: text,
  phones: z.array(phoneShape).max(PHONES_MAX).optional().meta({ description: 'Replaces the whole list.' }),
  status: z.enum(['good', 'suspended', 'closed']).optional(),
  opted_in: z.boolean().optional().meta({ description: 'Takes part in the programme.' }),
  opt_in_source: z.string().max(TEXT_MAX).optional(),
  consents: channelsInput.optional().meta({ description: 'Marketing consent by channel, such as `email`.' }),
  test_persona: z.boolean().optional(),
  custom: jsonObject.optional().meta({ description: 'Attributes that the programme declares; null removes one.' }),
};

const identifiersInput = z.array(identifierShape).max(IDENTIFIERS_MAX);

export const customerInput = z
  .strictObject({ ...profileFields, identifiers: identifiersInput.default([]) })
  .meta({ id: 'NewCustomer' });
export const customerUpsertInput = z
  .strictObject({ ...profileFields, identifiers: identifiersInput.min(1) })
  .meta({ id: 'CustomerUpsert', description: 'The first identifier says which customer is meant.' });
export const customerPatchInput = z
  .strictObject(profileFields)
  .meta({ id: 'CustomerPatch', description: 'What is left out stays as it is; null clears.' });

type ProfileInput = z.output<typeof customerPatchInput>;

export function patchOf(input: ProfileInput): ProfilePatch {
  return defined({
    email: input.email,
    firstName: input.first_name,
    lastName: input.last_name,
    gender: input.gender,
    birthOn: input.birth_on,
    address: input.address,
    address2: input.address2,
    city: input.city,
    state: input.state,
    zip: input.zip,
    country: input.country,
    language: input.language,
    locale: input.locale,
    timeZone: input.time_zone,
    photoUrl: input.photo_url,
    referrerCode: input.referrer_code,
    phones: input.phones,
    status: input.status,
    optedIn: input.opted_in,
    optInSource: input.opt_in_source,
    consents: input.consents,
    testPersona: input.test_persona,
    custom: input.custom,
  });
}

const textOut = z.string().nullable();

export const customerFields = {
  id: uuid,
  identifiers: z.array(z.strictObject({ type: z.string(), value: z.string() })),
  email: textOut,
  email_confirmed_at: instantOrNull,
  first_name: textOut,
  last_name: textOut,
  gender: textOut,
  birth_on: textOut,
  address: textOut,
  address2: textOut,
  city: textOut,
  state: textOut,
  zip: textOut,
  country: textOut,
  language: textOut,
  locale: textOut,
  time_zone: textOut,
  photo_url: textOut,
  referrer_code: textOut,
  phones: z.array(
    z.strictObject({
      number: z.string(),
      type: textOut,
      flags: z.array(z.string()),
      verified: z.boolean(),
    }),
  ),
  status: z.enum(['good', 'suspended', 'closed']),
  opted_in: z.boolean(),
  opted_in_at: instantOrNull,
  opt_in_source: textOut,
  opted_out_at: instantOrNull,
  consents: z.record(z.string(), z.strictObject({ given: z.boolean(), at: instant, source: textOut })),
  test_persona: z.boolean(),
  custom: jsonObject,
  created_at: instant,
  updated_at: instant,
  deleted_at: instantOrNull,
  processing_stopped_at: instantOrNull,
};

export const customerShape = z.strictObject(customerFields).meta({ id: 'Customer' });
export type CustomerJson = z.output<typeof customerShape>;

export function customerJson({ id, profile }: CustomerRecord): CustomerJson {
  return {
    id,
    identifiers: profile.identifiers.map(({ type, value }) => ({ type, value })),
    email: profile.email,
    email_confirmed_at: isoOrNull(profile.emailConfirmedAt),
    first_name: profile.firstName,
    last_name: profile.lastName,
    gender: profile.gender,
    birth_on: profile.birthOn,
    address: profile.address,
    address2: profile.address2,
    city: profile.city,
    state: profile.state,
    zip: profile.zip,
    country: profile.country,
    language: profile.language,
    locale: profile.locale,
    time_zone: profile.timeZone,
    photo_url: profile.photoUrl,
    referrer_code: profile.referrerCode,
    phones: profile.phones.map((phone) => ({ ...phone, flags: [...phone.flags] })),
    status: profile.status,
    opted_in: profile.optedIn,
    opted_in_at: isoOrNull(profile.optedInAt),
    opt_in_source: profile.optInSource,
    opted_out_at: isoOrNull(profile.optedOutAt),
    consents: consentsJson(profile),
    test_persona: profile.testPersona,
    custom: { ...profile.custom },
    created_at: isoText(profile.createdAt),
    updated_at: isoText(profile.updatedAt),
    deleted_at: isoOrNull(profile.deletedAt),
    processing_stopped_at: isoOrNull(profile.stoppedAt),
  };
}

function consentsJson({ consents }: CustomerProfile): CustomerJson['consents'] {
  return Object.fromEntries(
    Object.entries(consents).map(([channel, { given, at, source }]) => [channel, { given, at: isoText(at), source }]),
  );
}

export function isoOrNull(at: number | null): string | null {
  return at === null ? null : isoText(at);
}
