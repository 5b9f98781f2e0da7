// Whether a value fits a declared field (attribute or event property), and in words what would.
// It changes no value: what is stored is what was sent.

import type { Json } from '../facts.ts';
import { assertNever, type Instant, isDateText } from '../time.ts';
import { oneOf } from './issue.ts';
import type { FieldDefinition } from './schema.ts';

/** Longer texts and lists are refused where rules would fail on them: see rules/expression-value.ts. */
const FIELD_TEXT_MAX = 10_000;
const FIELD_LIST_MAX = 1_000;

type Declared = Pick<FieldDefinition, 'type' | 'values'>;

/** Null when the value fits; else what was expected, to complete "must be …". Null values are for the caller to judge. */
export function expectedOf(field: Declared, value: Json): string | null {
  switch (field.type) {
    case 'string':
      return isText(value) ? amongDeclared(field, [value]) : 'a text';
    case 'int':
      return Number.isSafeInteger(value) ? null : 'a whole number';
    case 'double':
      return typeof value === 'number' && Number.isFinite(value) ? null : 'a number';
    case 'bool':
      return typeof value === 'boolean' ? null : 'true or false';
    case 'date':
      return typeof value === 'string' && isDateText(value) ? null : 'a date such as 1990-05-17';
    case 'datetime':
      return typeof value === 'string' && instantOf(value) !== null ? null : 'an instant such as 2026-12-24T00:00:00Z';
    case 'string_list':
      return listExpectation(field, value);
    case 'json':
      return null;
    default:
      return assertNever(field.type);
  }
}

function listExpectation(field: Declared, value: Json): string | null {
  if (!Array.isArray(value) || value.length > FIELD_LIST_MAX) return `a list of at most ${FIELD_LIST_MAX} texts`;
  const items: readonly Json[] = value;
  const texts = items.filter(isText);
  return texts.length === items.length ? amongDeclared(field, texts) : 'a list of texts';
}

function isText(value: Json): value is string {
  return typeof value === 'string' && value.length <= FIELD_TEXT_MAX;
}

function amongDeclared(field: Declared, texts: readonly string[]): string | null {
  const { values } = field;
  if (values === undefined || texts.every((text) => values.includes(text))) return null;
  return oneOf(values);
}

/** Reads `2026-12-24T00:00:00Z` or with an offset; null when the text is no instant. */
export function instantOf(text: string): Instant | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    // Temporal throws a RangeError for a text that is no instant: that is the answer asked for.
    return null;
  }
}
