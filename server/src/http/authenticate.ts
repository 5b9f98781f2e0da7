// Who is calling: an API key and its secret, as HTTP Basic or as `Bearer key:secret`. Every adapter comes through this gate.
// It knows scopes and limits, not routes: which scope a route needs is said by the route.
import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { type Clock, EngineError } from '../pipeline/submission.ts';
import { type ApiKey, findApiKey, hashSecret, type Scope } from '../storage/api-keys.ts';
import { createRateLimiter, type RateState, WINDOW_S } from './rate-limit.ts';

export type Caller = {
  readonly id: string;
  readonly key: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly rateLimit: number | null;
  readonly actor: Actor;
};

export type Gate = {
  /** The caller behind an Authorization header; rejects with `unauthorized` or `unavailable`. */
  identify(authorization: string | undefined): Promise<Caller>;
  /** identify, then scope (`forbidden`) and rate limit (`rate_limited`, with RateLimit headers on the reply). */
  admit(authorization: string | undefined, scope: Scope, reply: FastifyReply): Promise<Caller>;
  /** Looks every key up anew: after one was revoked here. */
  forget(): void;
};

/** A revoked key is refused everywhere after this time. */
const CACHE_MS = 5_000;
/** Made-up keys must not fill the memory. */
const CACHE_MAX = 1_000;
const CREDENTIALS_MAX = 500;

type Known = { readonly found: Promise<Found | null>; readonly until: Instant };
type Found = { readonly caller: Caller; readonly secretHash: Buffer };

export function createGate({ pool, clock }: { readonly pool: pg.Pool; readonly clock: Clock }): Gate {
  const cache = new Map<string, Known>();
  const limiter = createRateLimiter();

  const lookUp = (key: string): Promise<Found | null> => {
    const now = clock.now();
    const known = cache.get(key);
    if (known !== undefined && known.until > now) return known.found;
    if (cache.size >= CACHE_MAX) cache.clear();
    const found = findCaller(pool, key);
    cache.set(key, { found, until: now + CACHE_MS });
    // A failed look-up is nobody's answer: the next request asks again.
    found.catch(() => cache.delete(key));
    return found;
  };

  const identify: Gate['identify'] = async (authorization) => {
    const credentials = readCredentials(authorization);
    if (credentials === null) throw new EngineError('unauthorized');
    const found = await lookUp(credentials.key);
    // Hashed either way, so that an unknown key takes as long as a wrong secret.
    const hash = hashSecret(credentials.secret);
    if (found === null || !timingSafeEqual(hash, found.secretHash)) throw new EngineError('unauthorized');
    return found.caller;
  };

  return {
    identify,
    forget: () => cache.clear(),
    async admit(authorization, scope, reply) {
      const caller = await identify(authorization);
      if (!isGranted(caller, scope)) throw new EngineError('forbidden', { scope });
      if (caller.rateLimit !== null) spendOne(limiter.take(caller.id, caller.rateLimit, clock.now()), reply);
      return caller;
    },
  };
}

function isGranted(caller: Caller, scope: Scope): boolean {
  return caller.scopes.has(scope) || caller.scopes.has('admin');
}

/** The header names of draft-ietf-httpapi-ratelimit-headers, and the older three that more clients read. */
function spendOne(state: RateState, reply: FastifyReply): void {
  reply.headers({
    'ratelimit-policy': `"key";q=${state.limit};w=${WINDOW_S}`,
    ratelimit: `"key";r=${state.remaining};t=${state.resetS}`,
    'ratelimit-limit': state.limit,
    'ratelimit-remaining': state.remaining,
    'ratelimit-reset': state.resetS,
  });
  if (state.retryAfterS !== null) throw new EngineError('rate_limited', {}, state.retryAfterS);
}

async function findCaller(pool: pg.Pool, key: string): Promise<Found | null> {
  const found = await findApiKey(pool, key);
  if (found === null || found.apiKey.revokedAt !== null) return null;
  return { caller: callerOf(found.apiKey), secretHash: found.secretHash };
}

function callerOf(apiKey: ApiKey): Caller {
  return {
    id: apiKey.id,
    key: apiKey.key,
    scopes: new Set(apiKey.scopes),
    rateLimit: apiKey.rateLimit,
    actor: { kind: 'api', name: apiKey.name, id: apiKey.id },
  };
}

function readCredentials(authorization: string | undefined): { readonly key: string; readonly secret: string } | null {
  if (authorization === undefined || authorization.length > CREDENTIALS_MAX) return null;
  const [scheme = '', value = ''] = authorization.split(' ', 2);
  const text = scheme.toLowerCase() === 'basic' ? Buffer.from(value, 'base64').toString('utf8') : value;
  const colon = text.indexOf(':');
  if (!/^(basic|bearer)$/i.test(scheme) || colon < 1 || text.includes('\0')) return null;
  return { key: text.slice(0, colon), secret: text.slice(colon + 1) };
}
