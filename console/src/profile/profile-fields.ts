// Which fields a profile has, what they are called, and how a form's texts become what /v1 takes.
import type { ArgumentsOf, Schemas } from '@laurel/sdk';
import { type Attribute, attributeValue } from '../parts/attribute-field.tsx';
import { lineOf, textOf } from './unknown.ts';

export type Customer = Schemas['ExpandedCustomer'];
export type Patch = ArgumentsOf<'updateCustomer'>['body'];

export const BASIC = [
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['email', 'E-mail'],
  ['birth_on', 'Date of birth'],
  ['gender', 'Gender'],
  ['language', 'Language'],
  ['locale', 'Locale'],
  ['time_zone', 'Time zone'],
  ['address', 'Address'],
  ['address2', 'Address, second line'],
  ['city', 'City'],
  ['state', 'State'],
  ['zip', 'Zip code'],
  ['country', 'Country'],
  ['photo_url', 'Photo'],
  ['referrer_code', 'Referrer code'],
] as const;
export type BasicName = (typeof BASIC)[number][0];
export type BasicTexts = { readonly [name in BasicName]: string };

export function basicTexts(customer: Customer): BasicTexts {
  const texts = Object.fromEntries(BASIC.map(([name]) => [name, customer[name] ?? '']));
  return { ...NO_TEXTS, ...texts };
}

const NO_TEXTS: BasicTexts = {
  first_name: '',
  last_name: '',
  email: '',
  birth_on: '',
  gender: '',
  language: '',
  locale: '',
  time_zone: '',
  address: '',
  address2: '',
  city: '',
  state: '',
  zip: '',
  country: '',
  photo_url: '',
  referrer_code: '',
};

/** Only what was changed; emptied fields are null. */
export function basicPatch(
  customer: Customer,
  texts: BasicTexts,
): Partial<{ readonly [name in BasicName]: string | null }> {
  const edited = BASIC.filter(([name]) => (customer[name] ?? '') !== texts[name].trim());
  return Object.fromEntries(edited.map(([name]) => [name, texts[name].trim() === '' ? null : texts[name].trim()]));
}

export function customText(value: unknown, { type }: Attribute): string {
  if (value === undefined || value === null) return '';
  if (type === 'json') return JSON.stringify(value);
  return textOf(value) ?? lineOf(value);
}

export function customPatch(
  customer: Customer,
  attributes: readonly Attribute[],
  texts: Readonly<Record<string, string>>,
): { readonly [name: string]: unknown } {
  const edited = attributes.filter((one) => (texts[one.name] ?? '') !== customText(customer.custom[one.name], one));
  return Object.fromEntries(edited.map((one) => [one.name, attributeValue(one, (texts[one.name] ?? '').trim())]));
}
