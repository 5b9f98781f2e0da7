// A token bucket per API key: a minute's worth of requests, refilled evenly. Kept in this process; several processes
// behind one address each grant their share of the traffic the whole limit.
import type { Instant } from '../domain/time.ts';

export type RateState = {
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the bucket is full again. */
  readonly resetS: number;
  /** Whole seconds until the next request is let in; null when this one was. */
  readonly retryAfterS: number | null;
};

export type RateLimiter = {
  /** Takes one request from the key's bucket. */
  take(keyId: string, perMinute: number, now: Instant): RateState;
};

export const WINDOW_S = 60;
/** Buckets that are full again say nothing and are dropped once there are this many. */
const BUCKETS_MAX = 10_000;

type Bucket = { tokens: number; at: Instant };

export function createRateLimiter(): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return {
    take(keyId, perMinute, now) {
      const bucket = buckets.get(keyId) ?? { tokens: perMinute, at: now };
      const perMs = perMinute / (WINDOW_S * 1_000);
      bucket.tokens = Math.min(perMinute, bucket.tokens + Math.max(0, now - bucket.at) * perMs);
      bucket.at = now;
      const isLetIn = bucket.tokens >= 1;
      if (isLetIn) bucket.tokens -= 1;
      if (!buckets.has(keyId) && buckets.size >= BUCKETS_MAX) buckets.clear();
      buckets.set(keyId, bucket);
      const seconds = (tokens: number): number => Math.max(0, Math.ceil(tokens / perMs / 1_000));
      return {
        limit: perMinute,
        remaining: Math.floor(bucket.tokens),
        resetS: seconds(perMinute - bucket.tokens),
        retryAfterS: isLetIn ? null : Math.max(1, seconds(1 - bucket.tokens)),
      };
    },
  };
}
