// Reads what providers answer and report: JSON of which nothing is promised. A missing or strange part is null, never an error.

import type { Json, JsonObject } from '../domain/facts.ts';
import { shortened } from './outcome.ts';

const TEXT_MAX = 500;

/** Null for what is no JSON. */
export function parseJson(text: string): Json {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    // Answers need not be JSON: an empty one, or a proxy's page.
    return null;
  }
}

export function valueAt(json: Json | undefined, ...path: readonly string[]): Json {
  let value: Json | undefined = json;
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value ?? null;
}

/** A text, or a number as text; null for anything else and for an empty one. */
export function textAt(json: Json | undefined, ...path: readonly string[]): string | null {
  const value = valueAt(json, ...path);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? shortened(value, TEXT_MAX) : null;
}

export function listAt(json: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const value = valueAt(json, ...path);
  return isList(value) ? value : [];
}

export function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}

/** The parts that are there, for an engagement's detail. */
export function present(parts: { readonly [name: string]: string | boolean | null }): JsonObject {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null));
}
