// Token buckets, one for each operation, at the rates that Infobip documents.

export type Limits = { readonly [operation: string]: number };

/** Two clocks and a way between them: a request that comes this much too early is let through. */
const GRACE_MS = 50;

/** True: there is a token for it. */
export function createLimits(limits: Limits, now: () => number): (operation: string) => boolean {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (operation) => {
    const perSecond = limits[operation];
    if (perSecond === undefined) return true;
    const at = now();
    const bucket = buckets.get(operation) ?? { tokens: perSecond, at };
    bucket.tokens = Math.min(perSecond, bucket.tokens + ((at - bucket.at) / 1000) * perSecond);
    bucket.at = at;
    buckets.set(operation, bucket);
    if (bucket.tokens < 1 - (GRACE_MS / 1000) * perSecond) return false;
    bucket.tokens -= 1;
    return true;
  };
}
