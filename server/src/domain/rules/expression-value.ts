// Values while an expression runs, and how each declared type is read from plain JSON: one conversion per field, chosen at compile.
// A failure travels as a value, never as an exception: a missing attribute is an everyday case and must cost nothing.

import { assertNever } from '../time.ts';
import { dateParts } from './calendar-date.ts';
import type { ValueType } from './expression-schema.ts';

export type Scalar = boolean | number | string;
export type List = readonly Scalar[];
export type Failure = { readonly ok: false; readonly reason: 'missing' | 'rule_error'; readonly detail: string };
export type Value = Scalar | List | Failure;

/** Plain JSON values as stored: `YYYY-MM-DD` for dates, epoch milliseconds for datetimes. */
export type ExpressionValues = { readonly [variable: string]: { readonly [field: string]: unknown } };

/** One evaluation: what it reads, the items of the comprehensions it is inside, and how much it may still do. */
export type Scope = { readonly values: ExpressionValues; readonly items: Scalar[]; stepsLeft: number };
export type Run = (scope: Scope) => Value;

/** Longer than any attribute that a rule has a reason to look into; bounds every function over texts. */
export const TEXT_MAX = 10_000;
/** As many tags as a customer may have. */
const LIST_ITEMS_MAX = 1_000;
/**
 * Parts of the expression evaluated for list items, list items read and characters searched. Measured: an expression that uses them
 * all holds the process for 12 to 25 ms; a nested comprehension over 200 × 200 items with a short condition fits.
 */
export const STEPS_MAX = 500_000;

const TOO_MANY_STEPS = ruleError(`more than ${STEPS_MAX} steps`);

export function ruleError(detail: string): Failure {
  return Object.freeze({ ok: false, reason: 'rule_error', detail });
}

export function isFailure(value: Value): value is Failure {
  return typeof value === 'object' && !Array.isArray(value);
}

export function isList(value: Value): value is List {
  return Array.isArray(value);
}

/** Takes steps from the evaluation's budget; a failure once it is used up. */
export function spend(scope: Scope, steps: number): Failure | null {
  scope.stepsLeft -= steps;
  return scope.stepsLeft < 0 ? TOO_MANY_STEPS : null;
}

/** Reads one declared field: absent or null is `missing`, a value of another type a `rule_error`. */
export function readField(names: readonly string[], type: ValueType): Run {
  const path = names.join('.');
  const missing: Failure = Object.freeze({ ok: false, reason: 'missing', detail: path });
  const convert = conversion(type, path);
  return (scope) => {
    const stored = lookUp(scope.values, names);
    return stored === undefined || stored === null ? missing : convert(stored, scope);
  };
}

export function hasField(names: readonly string[]): Run {
  return (scope) => {
    const stored = lookUp(scope.values, names);
    return stored !== undefined && stored !== null;
  };
}

/** Own properties only: a field called `constructor` must not find the one of every object. */
function lookUp(values: ExpressionValues, names: readonly string[]): unknown {
  let value: unknown = values;
  for (const name of names) {
    if (!isRecord(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

type Conversion = (stored: unknown, scope: Scope) => Value;

function conversion(type: ValueType, path: string): Conversion {
  switch (type) {
    case 'bool': {
      const wrong = ruleError(`${path} is not true or false`);
      return (stored) => (typeof stored === 'boolean' ? stored : wrong);
    }
    case 'int':
    case 'datetime': {
      const wrong = ruleError(`${path} is not a whole number up to 2^53`);
      // Adding 0 turns -0 into 0: whole numbers have one zero.
      return (stored) => (typeof stored === 'number' && Number.isSafeInteger(stored) ? stored + 0 : wrong);
    }
    case 'double': {
      const wrong = ruleError(`${path} is not a number`);
      return (stored) => (typeof stored === 'number' && Number.isFinite(stored) ? stored : wrong);
    }
    case 'date': {
      const wrong = ruleError(`${path} is not a date YYYY-MM-DD`);
      return (stored) => (typeof stored === 'string' && dateParts(stored) !== undefined ? stored : wrong);
    }
    case 'string': {
      const wrong = ruleError(`${path} is not a text of at most ${TEXT_MAX} characters`);
      return (stored) => (typeof stored === 'string' && stored.length <= TEXT_MAX ? stored : wrong);
    }
    case 'string_list':
      return listConversion(path);
    case 'json': {
      // The compiler lets json fields into has() only, so no expression reads one.
      const wrong = ruleError(`${path} is json`);
      return () => wrong;
    }
    default:
      return assertNever(type);
  }
}

function listConversion(path: string): Conversion {
  const wrong = ruleError(`${path} is not a list of texts of at most ${TEXT_MAX} characters`);
  const tooLong = ruleError(`${path} has more than ${LIST_ITEMS_MAX} items`);
  return (stored, scope) => {
    if (!Array.isArray(stored)) return wrong;
    if (stored.length > LIST_ITEMS_MAX) return tooLong;
    const stopped = spend(scope, stored.length);
    if (stopped !== null) return stopped;
    const items: string[] = [];
    for (const item of stored) {
      if (typeof item !== 'string' || item.length > TEXT_MAX) return wrong;
      items.push(item);
    }
    return items;
  };
}
