// Holds a reply against the fields that a contract names: each must be there, with its type or its value. Fields that the
// contract does not name are nobody's business here.
import assert from 'node:assert/strict';

export const guidLike = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isoLike = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

const TYPES = ['string', 'number', 'boolean', 'object', 'array'];

/** A type's name, a pattern, the value itself, or an object of these. */
type Expected = string | number | boolean | null | RegExp | { readonly [field: string]: Expected };

export function holds(found: unknown, expected: { readonly [field: string]: Expected }, path = ''): void {
  assert.ok(typeof found === 'object' && found !== null, `${path} is no object: ${JSON.stringify(found)}`);
  const fields = new Map<string, unknown>(Object.entries(found));
  for (const [field, wanted] of Object.entries(expected)) {
    const at = path === '' ? field : `${path}.${field}`;
    assert.ok(fields.has(field), `${at} is missing in ${JSON.stringify(found)}`);
    check(fields.get(field), wanted, at);
  }
}

function check(value: unknown, wanted: Expected, at: string): void {
  if (wanted instanceof RegExp) assert.match(String(value), wanted, at);
  else if (typeof wanted === 'object' && wanted !== null) holds(value, wanted, at);
  else if (typeof wanted === 'string' && TYPES.includes(wanted)) assert.equal(typeOf(value), wanted, at);
  else assert.deepEqual(value, wanted, at);
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null ? 'null' : typeof value;
}
