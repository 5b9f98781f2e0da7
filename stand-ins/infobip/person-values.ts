// What People takes as a person's values, and why it refuses others. It changes nothing.

import { isList, isObject, type Json, type JsonObject } from './json.ts';
import type { Attribute, State } from './state.ts';

export const STANDARD: { readonly [name: string]: number } = {
  firstName: 255,
  lastName: 255,
  middleName: 50,
  nickName: 50,
  address: 256,
  city: 50,
  country: 50,
  gender: 6,
  birthDate: 10,
  preferredLanguage: 35,
  profilePicture: 2083,
};

const NAMES = ['firstName', 'lastName', 'middleName', 'nickName'];
/** None of these may be in a name. */
const FORBIDDEN_IN_NAMES = /[&<>"/\\\n\r:(){}=;#]/;
const STRING_MAX = 4096;
const NUMBER_MAX = 2 ** 63;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
const PHONE = /^\d{4,17}$/;

/** Null: it is right. */
export function standardProblem(name: string, value: Json): string | null {
  if (value === null) return null;
  if (typeof value !== 'string') return 'Must be a string';
  if (value.length > (STANDARD[name] ?? 0)) return `Must be at most ${STANDARD[name] ?? 0} characters long`;
  if (NAMES.includes(name) && FORBIDDEN_IN_NAMES.test(value)) return 'Contains forbidden characters';
  if (name === 'birthDate' && value !== '' && !isDate(value)) return 'Must be a date in format yyyy-MM-dd';
  if (name === 'gender' && value !== '' && value !== 'MALE' && value !== 'FEMALE') return 'Must be MALE or FEMALE';
  return null;
}

export function emailProblem(address: Json | undefined): string | null {
  return typeof address === 'string' && address.length <= 255 && EMAIL.test(address)
    ? null
    : 'Email address is invalid';
}

export function phoneProblem(number: Json | undefined): string | null {
  return typeof number === 'string' && PHONE.test(number) ? null : 'Phone number is invalid';
}

export function customProblem(attribute: Attribute, value: Json): string | null {
  if (value === null) return null;
  return TYPE_PROBLEMS[attribute.dataType](value, attribute);
}

const TYPE_PROBLEMS: {
  readonly [type in Attribute['dataType']]: (value: Json, attribute: Attribute) => string | null;
} = {
  STRING: (value) => {
    if (typeof value !== 'string') return 'Must be of type STRING';
    return value.length > STRING_MAX ? `Must be at most ${STRING_MAX} characters long` : null;
  },
  INTEGER: (value) =>
    typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= NUMBER_MAX
      ? null
      : 'Must be of type INTEGER',
  DECIMAL: (value) => (typeof value === 'number' && Math.abs(value) <= NUMBER_MAX ? null : 'Must be of type DECIMAL'),
  BOOLEAN: (value) => (typeof value === 'boolean' ? null : 'Must be of type BOOLEAN'),
  DATE: (value) => (typeof value === 'string' && isDate(value) ? null : 'Must be a date in format yyyy-MM-dd'),
  DATE_TIME: (value) =>
    typeof value === 'string' && isDateTime(value) ? null : "Must be in format yyyy-MM-dd'T'HH:mm:ss",
  LIST_OF_OBJECTS: (value, attribute) =>
    isList(value) && value.every((item) => isObject(item) && isOfSchema(item, attribute.objectSchema ?? {}))
      ? null
      : 'Must be a list of objects of the schema of the attribute',
};

const isOfSchema = (item: JsonObject, schema: JsonObject): boolean =>
  Object.keys(item).every((name) => Object.hasOwn(schema, name));

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [month, day] = [Number(text.slice(5, 7)), Number(text.slice(8))];
  if (month < 1 || month > 12 || day < 1) return false;
  // The months differ from 29 on; until then no calendar is needed.
  return day <= 28 || new Date(Date.UTC(Number(text.slice(0, 4)), month - 1, day)).getUTCDate() === day;
}

export const isDateTime = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})?$/.test(text) &&
  !Number.isNaN(Date.parse(text));

const SPELLINGS_MAX = 10_000;

/** A custom attribute by its name, which ignores case. */
export function attributeOf({ attributes, spellings }: State, name: string): Attribute | undefined {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  const found = attributes.get(name.toLowerCase());
  if (found !== undefined && spellings.size < SPELLINGS_MAX) spellings.set(name, found);
  return found;
}
