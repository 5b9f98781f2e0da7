// Who is calling: an API key and its secret, as HTTP Basic or as `Bearer key:secret`, or a user by the cookie of a session.
// Every adapter comes through this gate. It knows scopes and limits, not routes: which scope a route needs is said by the route.
import { timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import { createDirectory, type Directory, type Rights } from '../access/callers.ts';
import { allows, grantOf } from '../access/permissions.ts';
import type { SignIn } from '../access/sign-in.ts';
import type { Actor } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { type Clock, EngineError } from '../pipeline/submission.ts';
import { type ApiKey, findApiKey, hashSecret, type Scope } from '../storage/api-keys.ts';
import type { User } from '../storage/users.ts';
import { createRateLimiter, type RateState, WINDOW_S } from './rate-limit.ts';

export type Caller = {
  readonly id: string;
  readonly key: string;
  readonly scopes: ReadonlySet<Scope>;
  readonly rateLimit: number | null;
  readonly actor: Actor;
  /** Of a user who is signed in. */
  readonly session: Session | null;
};

export type Session = { readonly id: string; readonly user: User; readonly rights: Rights };

/** Of a request, what tells who sends it. */
export type Sender = Pick<FastifyRequest, 'headers' | 'method'>;

export type Gate = {
  /** The caller behind an Authorization header; rejects with `unauthorized` or `unavailable`. */
  identify(authorization: string | undefined): Promise<Caller>;
  /**
   * Finds the caller, then looks at scope (`forbidden`; null: any caller will do) and rate limit (`rate_limited`, with
   * RateLimit headers on the reply). A session that writes must come from our own pages (`foreign_origin`).
   */
  admit(sender: Sender, scope: Scope | null, reply: FastifyReply): Promise<Caller>;
  /** Looks every key and user up anew: after one was changed here. */
  forget(): void;
};

/** A revoked key is refused everywhere after this time. */
const CACHE_MS = 5_000;
/** Made-up keys must not fill the memory. */
const CACHE_MAX = 1_000;
const CREDENTIALS_MAX = 500;
const COOKIE_MAX = 8_000;
const ORIGIN_SHOWN_MAX = 200;

type Known = { readonly found: Promise<Found | null>; readonly until: Instant };
type Found = { readonly caller: Caller; readonly secretHash: Buffer };

export type GateOptions = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly config?: { readonly publicUrl: string };
  /** Without it nobody signs in: keys alone are accepted. */
  readonly signIn?: SignIn | undefined;
};

export function createGate({ pool, clock, config, signIn }: GateOptions): Gate {
  const directory = createDirectory(pool);
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
    forget: () => {
      cache.clear();
      directory.forget();
    },
    async admit(sender, scope, reply) {
      const { authorization, cookie } = sender.headers;
      const isBySession = authorization === undefined && signIn !== undefined && isSessionCookie(cookie);
      const caller = isBySession
        ? await findUser({ signIn, directory, clock }, cookie, reply)
        : await identify(authorization);
      if (isBySession) checkOrigin(sender, config?.publicUrl ?? null);
      if (scope !== null && !allows(caller.scopes, scope)) throw new EngineError('forbidden', { scope });
      if (caller.rateLimit !== null) spendOne(limiter.take(caller.id, caller.rateLimit, clock.now()), reply);
      return caller;
    },
  };
}

type Users = { readonly signIn: SignIn; readonly directory: Directory; readonly clock: Clock };

function isSessionCookie(cookie: string | undefined): cookie is string {
  return cookie !== undefined && cookie.length <= COOKIE_MAX && cookie.includes('laurel.session_token=');
}

async function findUser({ signIn, directory, clock }: Users, cookie: string, reply: FastifyReply): Promise<Caller> {
  const found = await signIn.findSession(cookie);
  const holder = found === null ? null : await directory.find(found.userId, clock.now());
  if (found === null || holder === null) throw new EngineError('sign_in_needed');
  if (found.cookies.length > 0) reply.header('set-cookie', [...found.cookies]);
  const { user, rights } = holder;
  return {
    id: user.id,
    key: `user ${user.id}`,
    scopes: rights.scopes,
    rateLimit: null,
    actor: { kind: 'agent', name: user.name, id: user.id, restraint: rights.restraint },
    session: { id: found.sessionId, user, rights },
  };
}

const READING = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Cookies come along whoever wrote the page that sends a request; the browser says where that page is from, and a page
 * cannot change what it says.
 */
export function checkOrigin({ method, headers }: Sender, publicUrl: string | null): void {
  if (READING.includes(method)) return;
  const { origin, host } = headers;
  if (origin === undefined) {
    if (headers['sec-fetch-site'] === 'same-origin') return;
    throw new EngineError('foreign_origin', { origin: 'nowhere' });
  }
  const isOurs =
    (publicUrl !== null && origin === new URL(publicUrl).origin) ||
    (host !== undefined && URL.parse(origin)?.host === host);
  if (!isOurs) throw new EngineError('foreign_origin', { origin: origin.slice(0, ORIGIN_SHOWN_MAX) });
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
  const scopes = new Set(apiKey.scopes);
  const actor: Actor = { kind: 'api', name: apiKey.name, id: apiKey.id };
  const grants = [grantOf(scopes, apiKey.limits)];
  const restraint = { subject: apiKey.id, grants, ownCustomers: [], email: null };
  return {
    id: apiKey.id,
    key: apiKey.key,
    scopes,
    rateLimit: apiKey.rateLimit,
    actor: apiKey.limits.length === 0 ? actor : { ...actor, restraint },
    session: null,
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
