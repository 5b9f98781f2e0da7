// Where requests are parsed: bytes → bounded JSON → the shape that a route declares. What passes here, the database can hold.
// It knows no route and no field; what a field means is the domain's business.
import type { z } from 'zod';
import type { Json } from '../domain/facts.ts';
import { findingsOf } from '../domain/programme/schema-words.ts';
import { EngineError } from '../pipeline/submission.ts';
import { type FieldError, InvalidRequest } from './problem.ts';

export type EdgeLimits = { readonly depthMax: number; readonly textMax: number };

export const BODY_MAX_BYTES = 1_048_576;
export const BATCH_BODY_MAX_BYTES = 8 * BODY_MAX_BYTES;
/** An index entry of PostgreSQL holds about 2,700 bytes; a longer key would fail there. */
export const KEY_MAX_BYTES = 200;

/** Facts are flat: what is nested deeper is no event of a shop. Longer texts belong into another system. */
export const FACT_LIMITS: EdgeLimits = { depthMax: 8, textMax: 10_000 };
/** A programme's rules nest, and its files come as texts. */
export const PROGRAMME_LIMITS: EdgeLimits = { depthMax: 32, textMax: BODY_MAX_BYTES };

const NUL = '\u0000';
const UTF8 = new TextDecoder('utf-8', { fatal: true });
/** More would be read by nobody. */
const ERRORS_MAX = 100;

/** UTF-8 that is not well formed is malformed JSON, like text that does not parse. */
export function parseJson(bytes: Buffer, limits: EdgeLimits): Json {
  const value = readJson(bytes);
  const errors: FieldError[] = [];
  check(value, '', 1, { limits, errors, in: 'body' });
  if (errors.length > 0) throw new InvalidRequest(errors);
  return value;
}

function readJson(bytes: Buffer): Json {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    // What JSON.parse says repeats a piece of the body, which may be personal data.
    throw new EngineError('malformed_json');
  }
}

/** Parameters of path and query are texts that were percent-decoded, and can hold as much nonsense as a body. */
export function checkParameters(place: 'path' | 'query', values: Json): void {
  const errors: FieldError[] = [];
  check(values, '', 1, { limits: FACT_LIMITS, errors, in: place });
  if (errors.length > 0) throw new InvalidRequest(errors);
}

type Check = { readonly limits: EdgeLimits; readonly errors: FieldError[]; readonly in: FieldError['in'] };

function check(value: Json, pointer: string, depth: number, context: Check): void {
  const { limits, errors } = context;
  if (errors.length >= ERRORS_MAX) return;
  const wrong = (problem: string, expected: string): void => {
    errors.push({ in: context.in, pointer, problem, expected });
  };
  if (typeof value === 'string') return checkText(value, limits.textMax, wrong);
  if (typeof value === 'number') return checkNumber(value, wrong);
  if (typeof value !== 'object' || value === null) return;
  if (depth > limits.depthMax) return wrong('nested too deeply', `at most ${limits.depthMax} levels`);
  for (const [key, inner] of Object.entries(value)) {
    const at = `${pointer}/${escapePointer(key)}`;
    if (!Array.isArray(value)) checkKey(key, wrong);
    check(inner, at, depth + 1, context);
  }
}

type Wrong = (problem: string, expected: string) => void;

function checkText(text: string, textMax: number, wrong: Wrong): void {
  if (text.length > textMax) wrong(`the text has ${text.length} characters`, `at most ${textMax} characters`);
  else if (text.includes(NUL)) wrong('the text holds U+0000', 'text without U+0000');
  else if (!text.isWellFormed()) wrong('the text holds half of a surrogate pair', 'well-formed Unicode');
}

/** Whole numbers beyond 2^53 − 1 have lost digits already when they get here. */
function checkNumber(number: number, wrong: Wrong): void {
  if (!Number.isFinite(number)) wrong('the number is too large', 'a finite number');
  else if (Number.isInteger(number) && !Number.isSafeInteger(number))
    wrong('the number is too large to be exact', 'a whole number between -(2^53 - 1) and 2^53 - 1');
}

function checkKey(key: string, wrong: Wrong): void {
  if (Buffer.byteLength(key) > KEY_MAX_BYTES) wrong('a key is too long', `keys of at most ${KEY_MAX_BYTES} bytes`);
  else if (key.includes(NUL) || !key.isWellFormed()) wrong('a key is no valid text', 'well-formed keys without U+0000');
  // Own properties of this name are turned into prototypes by code that copies key by key.
  else if (key === '__proto__') wrong('a key is __proto__', 'another key');
}

/** Values that a route's schema refuses, in plain words, with the nearest known name for an unknown one. */
export function fieldErrors(place: FieldError['in'], schema: z.ZodType, error: z.ZodError, input: Json): FieldError[] {
  return findingsOf(schema, error.issues, input).map(({ path, problem, expected }) => ({
    in: place,
    pointer: path.map((key) => `/${escapePointer(String(key))}`).join(''),
    problem,
    expected,
  }));
}

export function parse<T>(place: FieldError['in'], schema: z.ZodType<T>, input: Json): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(fieldErrors(place, schema, parsed.error, input));
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
