// Makes the ids of facts: UUIDv7 whose last 16 bits are zero (room for the positions of effects, see domain/ids.ts).
// Ids of one process rise strictly while its clock does not go back, so that facts of a customer sort as they came.
import { randomFillSync } from 'node:crypto';
import type { Instant } from '../domain/time.ts';

/** A clock that slips back by less than this does not make ids fall back. */
const SLIP_MS = 1_000;
const SEQUENCE_MAX = 0xfff;
const RANDOM_BYTES = 6;
const POOL_BYTES = RANDOM_BYTES * 512;

export function createFactIds(): (now: Instant) => string {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  let last = 0;
  let sequence = 0;

  return (now) => {
    if (now > last || last - now > SLIP_MS) {
      last = now;
      sequence = 0;
    } else if (sequence === SEQUENCE_MAX) {
      last += 1;
      sequence = 0;
    } else {
      sequence += 1;
    }
    if (used === POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const random = pool.toString('hex', used, used + RANDOM_BYTES);
    used += RANDOM_BYTES;
    return idOf(last, sequence, random);
  };
}

/** 48 bits of time, version 7, 12 bits of sequence, variant, 46 random bits, 16 zero bits. */
function idOf(at: Instant, sequence: number, random: string): string {
  const time = at.toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(random.charAt(0), 16) & 0x3) | 0x8).toString(16);
  const order = sequence.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${order}-${variant}${random.slice(1, 4)}-${random.slice(4)}0000`;
}
