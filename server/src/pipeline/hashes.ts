// Names made by hashing: idempotency keys, what a client sent, and ids of customers that are derived from what names them.
import { createHash, hash } from 'node:crypto';
import type { Json } from '../domain/facts.ts';
import type { Idempotency } from './submission.ts';

const SEPARATOR = '\u0000';

/** The first 128 bits of SHA-256 over operation and key, in the form of a UUID. */
export function keyHashOf({ operation, key }: Idempotency): string {
  return uuidForm(hash('sha256', operation + SEPARATOR + key, 'hex'));
}

/** The same for what was sent, whatever the order of its keys. */
export function bodyHashOf(sent: Json): string {
  return uuidForm(hash('sha256', canonical(sent), 'hex'));
}

/** The id of a customer's part in a transaction: the same for every customer, and for the returns that name it. */
export function purchaseIdOf(transactionId: string): string {
  const hex = hash('sha256', `purchase${SEPARATOR}${transactionId}`, 'hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return uuidForm(`${hex.slice(0, 12)}8${hex.slice(13, 16)}${variant}${hex.slice(17, 32)}`);
}

/** JSON with the keys of every object sorted by code unit. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`);
  return `{${fields.join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/**
 * A UUIDv8 from what names a customer, so that two who create the same one meet in one partition. Its high bits are those
 * of the hash: partitions fill evenly.
 */
export function derivedCustomerId(kind: 'identifier' | 'key', parts: readonly string[], generation: number): string {
  const digest = createHash('sha256')
    .update([kind, ...parts, String(generation)].join(SEPARATOR))
    .digest('hex');
  const variant = ((Number.parseInt(digest.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return uuidForm(`${digest.slice(0, 12)}8${digest.slice(13, 16)}${variant}${digest.slice(17, 32)}`);
}

function uuidForm(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** In lower case, as ids are written everywhere. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
