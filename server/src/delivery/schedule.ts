// When a message is tried again: the schedule of Standard Webhooks, with jitter so that what failed together does not come
// back together, and never earlier than the provider asked for.
import { HOUR_MS, MINUTE_MS } from '../domain/time.ts';

/** After the first, second, … failed attempt. The first attempt itself is made at once. */
const RETRY_AFTER_MS: readonly number[] = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** At most this share later than the schedule says. */
const JITTER = 0.2;
/** A provider that wants more patience than this gets the message when our own schedule says. */
const ASKED_MAX_MS = 24 * HOUR_MS;

/** How long to wait after `failures` failed attempts; null: it was the last. `random` lies in [0, 1). */
export function retryDelayMs(failures: number, askedMs: number | null, random: number): number | null {
  const planned = RETRY_AFTER_MS[failures - 1];
  if (planned === undefined) return null;
  const asked = askedMs === null ? 0 : Math.min(askedMs, ASKED_MAX_MS);
  return Math.ceil(Math.max(planned, asked) + planned * JITTER * random);
}
