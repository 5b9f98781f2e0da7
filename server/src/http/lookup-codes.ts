// Short-lived codes by which the point of sale finds an offer. They are made here, shown once, and only their hashes are kept.
import { createHash, randomBytes } from 'node:crypto';

/** Without letters and digits that look alike; 32 of them, so that each takes five bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 60 bits: a guess in a million a second would take longer than any code lives. */
const LENGTH = 12;

export function newLookupCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** However it was typed: in lower case, with spaces or dashes. */
export function hashOfLookupCode(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  return createHash('sha256').update(`offer:${plain}`).digest('hex');
}
