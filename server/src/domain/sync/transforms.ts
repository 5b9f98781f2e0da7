// What is done to a field's value on its way to a platform: one step after the other, then as the type that the platform asks
// for. What cannot be written so is empty.

import { assertNever } from '../time.ts';
import type { FieldType, FieldValue } from './fields.ts';
import type { TargetType, Transform } from './mapping.ts';
import { e164 } from './phone.ts';

/** Characters that Infobip refuses in names; no platform needs them. */
const NOT_IN_NAMES = /[&<>"/\\\n\r\u2028\u2029:(){}=;#]+/g;
const DATE_PARTS = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}))?/;

export type Way = {
  readonly from: FieldType;
  readonly to: TargetType;
  readonly transforms: readonly Transform[];
};

export function mappedValue(value: FieldValue | null, way: Way): FieldValue | null {
  let found = value === null ? null : asDay(value, way);
  for (const transform of way.transforms) found = transformed(found, transform);
  return found === null ? null : asType(found, way.to);
}

/** A day as an instant is its beginning in UTC; an instant as a day is its day in UTC. */
function asDay(value: FieldValue, { from, to }: Way): FieldValue {
  if (typeof value !== 'string') return value;
  if (from === 'datetime' && to === 'date') return value.slice(0, 10);
  return from === 'date' && to === 'datetime' ? `${value}T00:00:00.000Z` : value;
}

/** Nothing is made of nothing, but by a constant. */
export function transformed(value: FieldValue | null, transform: Transform): FieldValue | null {
  if (transform.kind === 'constant') return transform.value;
  if (value === null) return null;
  switch (transform.kind) {
    case 'date_format':
      return typeof value === 'string' ? formatted(value, transform.format) : value;
    case 'boolean_words':
      return typeof value === 'boolean' ? (value ? transform.yes : transform.no) : value;
    case 'round':
      return typeof value === 'number' ? rounded(value, transform.digits) : value;
    case 'truncate':
      return typeof value === 'string' ? truncated(value, transform.length) : value;
    case 'phone_e164': {
      const written = typeof value === 'string' ? e164(value, null) : null;
      return written === null || transform.plus ? written : written.slice(1);
    }
    case 'clean_name':
      return typeof value === 'string' ? cleanName(value) : value;
    case 'lower_case':
      return typeof value === 'string' ? value.toLowerCase() : value;
    case 'prefix':
      return `${transform.text}${value}`;
    default:
      return assertNever(transform);
  }
}

/** By YYYY MM DD HH mm ss; what is no date stays as it is. */
function formatted(value: string, format: string): string {
  const parts = DATE_PARTS.exec(value);
  if (parts === null) return value;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = parts;
  const words: { readonly [letters: string]: string } = {
    YYYY: year,
    MM: month,
    DD: day,
    HH: hour,
    mm: minute,
    ss: second,
  };
  return format.replaceAll(/YYYY|MM|DD|HH|mm|ss/g, (letters) => words[letters] ?? letters);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Counted in UTF-16 units, as platforms do, and without the half of a character at the end. */
function truncated(value: string, length: number): string {
  return value.length <= length ? value : value.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}

/** Null when nothing is left of it. */
function cleanName(value: string): string | null {
  const clean = value.replaceAll(NOT_IN_NAMES, ' ').replaceAll(/\s+/g, ' ').trim();
  return clean === '' ? null : clean;
}

function asType(value: FieldValue, type: TargetType): FieldValue | null {
  switch (type) {
    case 'string':
    case 'date':
    case 'datetime':
      return String(value);
    case 'integer':
      return typeof value === 'number' ? Math.round(value) : null;
    case 'decimal':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    default:
      return assertNever(type);
  }
}
