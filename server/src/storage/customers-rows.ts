// Customer rows and profiles, one made from the other. The only place that knows how a profile lies in its table.
import type { AccountStatus, CustomerProfile, Identifier, Phone } from '../domain/customers/profile.ts';
import type { Json } from '../domain/facts.ts';
import type { DateText, Instant } from '../domain/time.ts';
import { bool, date, instant, int, json, type Table, text, textArray, uuid } from './tables.ts';

export type CustomerRow = {
  readonly customer_id: string;
  readonly email: string | null;
  readonly confirmed_at: Instant | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly gender: string | null;
  readonly birth_on: DateText | null;
  readonly address: string | null;
  readonly address2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly zip: string | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly locale: string | null;
  readonly time_zone: string | null;
  readonly photo_url: string | null;
  readonly referrer_code: string | null;
  readonly phones: readonly Phone[];
  readonly status: AccountStatus;
  readonly opted_in: boolean;
  readonly opted_in_at: Instant | null;
  readonly opt_in_source: string | null;
  readonly opted_out_at: Instant | null;
  readonly consents: CustomerProfile['consents'];
  readonly test_persona: boolean;
  readonly identifiers: readonly Identifier[];
  readonly custom: { readonly [attribute: string]: Json };
  readonly custom_version: number;
  readonly created_at: Instant;
  readonly updated_at: Instant;
  readonly deleted_at: Instant | null;
  readonly merged_into: string | null;
  readonly stopped_at: Instant | null;
  readonly legal_hold_at: Instant | null;
  readonly forgotten_at: Instant | null;
};

/** For select lists; the alias of the customer table is `c`. */
export const CUSTOMER_COLUMNS = `c.customer_id, c.email, c.confirmed_at, c.first_name, c.last_name, c.gender, c.birth_on, c.address, c.address2, c.city,
       c.state, c.zip, c.country, c.language, c.locale, c.time_zone, c.photo_url, c.referrer_code, c.phones, c.status,
       c.opted_in, c.opted_in_at, c.opt_in_source, c.opted_out_at, c.consents, c.test_persona, c.identifiers, c.custom,
       c.custom_version, c.created_at, c.updated_at, c.deleted_at, c.merged_into, c.stopped_at, c.legal_hold_at,
       c.forgotten_at`;

export function profileOf(row: CustomerRow): CustomerProfile {
  return {
    email: row.email,
    emailConfirmedAt: row.confirmed_at,
    firstName: row.first_name,
    lastName: row.last_name,
    gender: row.gender,
    birthOn: row.birth_on,
    address: row.address,
    address2: row.address2,
    city: row.city,
    state: row.state,
    zip: row.zip,
    country: row.country,
    language: row.language,
    locale: row.locale,
    timeZone: row.time_zone,
    photoUrl: row.photo_url,
    referrerCode: row.referrer_code,
    phones: row.phones,
    status: row.status,
    optedIn: row.opted_in,
    optedInAt: row.opted_in_at,
    optInSource: row.opt_in_source,
    optedOutAt: row.opted_out_at,
    consents: row.consents,
    testPersona: row.test_persona,
    identifiers: row.identifiers,
    custom: row.custom,
    customVersion: row.custom_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    deletedAt: row.deleted_at,
    mergedInto: row.merged_into,
    stoppedAt: row.stopped_at,
    legalHoldAt: row.legal_hold_at,
    forgottenAt: row.forgotten_at,
  };
}

export type SavedCustomer = { readonly customerId: string; readonly profile: CustomerProfile };

export const CUSTOMER_TABLE: Table<SavedCustomer> = {
  name: 'customer',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    text('email', ({ profile }) => profile.email),
    instant('confirmed_at', ({ profile }) => profile.emailConfirmedAt),
    text('first_name', ({ profile }) => profile.firstName),
    text('last_name', ({ profile }) => profile.lastName),
    text('gender', ({ profile }) => profile.gender),
    date('birth_on', ({ profile }) => profile.birthOn),
    text('address', ({ profile }) => profile.address),
    text('address2', ({ profile }) => profile.address2),
    text('city', ({ profile }) => profile.city),
    text('state', ({ profile }) => profile.state),
    text('zip', ({ profile }) => profile.zip),
    text('country', ({ profile }) => profile.country),
    text('language', ({ profile }) => profile.language),
    text('locale', ({ profile }) => profile.locale),
    text('time_zone', ({ profile }) => profile.timeZone),
    text('photo_url', ({ profile }) => profile.photoUrl),
    text('referrer_code', ({ profile }) => profile.referrerCode),
    json('phones', ({ profile }) => profile.phones),
    textArray('phone_digits', ({ profile }) => profile.phones.map((phone) => digitsOf(phone.number))),
    text('status', ({ profile }) => profile.status),
    bool('opted_in', ({ profile }) => profile.optedIn),
    instant('opted_in_at', ({ profile }) => profile.optedInAt),
    text('opt_in_source', ({ profile }) => profile.optInSource),
    instant('opted_out_at', ({ profile }) => profile.optedOutAt),
    json('consents', ({ profile }) => profile.consents),
    bool('test_persona', ({ profile }) => profile.testPersona),
    json('identifiers', ({ profile }) => profile.identifiers),
    json('custom', ({ profile }) => profile.custom),
    int('custom_version', ({ profile }) => profile.customVersion),
    instant('created_at', ({ profile }) => profile.createdAt),
    instant('updated_at', ({ profile }) => profile.updatedAt),
    instant('deleted_at', ({ profile }) => profile.deletedAt),
    uuid('merged_into', ({ profile }) => profile.mergedInto),
    instant('stopped_at', ({ profile }) => profile.stoppedAt),
    instant('legal_hold_at', ({ profile }) => profile.legalHoldAt),
    instant('forgotten_at', ({ profile }) => profile.forgottenAt),
  ],
  upsertOn: ['customer_id'],
};

/** Phones are searched by their digits, however they were written. */
export function digitsOf(number: string): string {
  return number.replace(/\D/g, '');
}
