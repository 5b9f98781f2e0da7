// The SessionM API: a client moves here by changing host, key and secret. This file joins routes, envelopes and the server;
// what a route does is in the files beside it, and what is decided is decided by the engine.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Programme } from '../../domain/programme/programme.ts';
import type { Instant } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { isDatabaseUp } from '../database-probe.ts';
import type { AdapterDeps } from '../deps.ts';
import { BODY_MAX_BYTES, FACT_LIMITS, parseJson } from '../edge.ts';
import { codeOf, failureOf, InvalidRequest } from '../problem.ts';
import type { Call, Site } from './call.ts';
import { type Details, invalid, SessionmError, translated } from './errors.ts';
import { CONNECT_FAMILY, CORE_FAMILY, type Family, POS_FAMILY } from './families.ts';
import { createGuids } from './guids.ts';
import { CONNECT_ROUTES, CORE_ROUTES, OFFER_ROUTES, POS_ROUTES, type Route, TRANSACTION_ROUTES } from './routes.ts';

type Part = {
  readonly family: Family;
  readonly routes: readonly Route[];
  readonly hasKeyInPath: boolean;
  /** Below another part, whose answer to unknown addresses goes for both. */
  readonly isInside?: true;
  /** Transactions hold up to a thousand items. */
  readonly bodyLimit?: number;
};

export async function sessionmPlugin(app: FastifyInstance, deps: AdapterDeps): Promise<void> {
  if (deps.config.retailerId === null) {
    deps.logger.warn('The SessionM API is off: there is no retailer id.');
    return;
  }
  const { pool, engine, programmes, clock } = deps;
  const site: Site = { pool, engine, programmes, clock, guids: createGuids(deps.config.retailerId.toLowerCase()) };
  const core: Part = { family: CORE_FAMILY, routes: CORE_ROUTES, hasKeyInPath: true };
  const connect: Part = { family: CONNECT_FAMILY, routes: CONNECT_ROUTES, hasKeyInPath: false };
  const offers: Part = { ...connect, routes: OFFER_ROUTES };
  const both: Part = { ...connect, routes: [...CONNECT_ROUTES, ...OFFER_ROUTES] };
  const pos: Part = {
    family: POS_FAMILY,
    routes: POS_ROUTES,
    hasKeyInPath: false,
    isInside: true,
    bodyLimit: 4 * BODY_MAX_BYTES,
  };
  const transactions: Part = { ...connect, routes: TRANSACTION_ROUTES };
  const live = createLive(deps);
  await app.register((inner) => addPart(inner, { site, live }, core), { prefix: '/priv' });
  await app.register((inner) => addPart(inner, { site, live }, connect), { prefix: '/incentives/api' });
  await app.register((inner) => addPart(inner, { site, live }, both), { prefix: '/api' });
  await app.register((inner) => addPart(inner, { site, live }, offers), { prefix: '/offers/api' });
  await app.register((inner) => addPart(inner, { site, live }, pos), { prefix: '/api/2.0' });
  await app.register((inner) => addPart(inner, { site, live }, transactions), { prefix: '/transactions/api/1.0' });
}

type Ground = { readonly site: Site; readonly live: () => Promise<Programme> };

async function addPart(app: FastifyInstance, ground: Ground, part: Part): Promise<void> {
  acceptAnyType(app);
  app.setErrorHandler(async (error, request, reply) =>
    sendError(reply, part.family, await errorOf(error, request, ground.site)),
  );
  if (part.isInside !== true)
    app.setNotFoundHandler(async (_, reply) => sendError(reply, part.family, translated('not_found')));
  for (const { method, path, handler } of part.routes) {
    app.route({
      method,
      url: path,
      config: { scope: 'sessionm' },
      ...(part.bodyLimit === undefined ? {} : { bodyLimit: part.bodyLimit }),
      handler: async (request, reply) => {
        if (part.hasKeyInPath) checkKeyOfPath(request);
        return part.family.ok(await handler(await callOf(request, reply, ground)));
      },
    });
  }
}

/** Old clients label JSON as they like, and label what has no body. */
function acceptAnyType(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => {
    try {
      done(null, body.length === 0 ? undefined : parseJson(Buffer.from(body), FACT_LIMITS));
    } catch (error) {
      done(error instanceof Error ? error : new Error('unreadable body'));
    }
  });
}

/** A published programme is known here after this time at the latest, also when another process published it. */
const LIVE_MAX_AGE_MS = 2_000;

function createLive({ programmes, clock }: Pick<AdapterDeps, 'programmes' | 'clock'>): () => Promise<Programme> {
  let readAt: Instant = Number.NEGATIVE_INFINITY;
  return async () => {
    const known = programmes.current();
    if (known !== null && Math.abs(clock.now() - readAt) < LIVE_MAX_AGE_MS) return known.live;
    const history = await programmes.refresh();
    if (history === null) throw new EngineError('programme_missing');
    readAt = clock.now();
    return history.live;
  };
}

async function callOf(request: FastifyRequest, reply: FastifyReply, { site, live }: Ground): Promise<Call> {
  if (request.caller === null) throw new Error(`${request.routeOptions.url} has no scope`);
  return {
    site,
    programme: await live(),
    now: () => site.clock.now(),
    actor: request.caller.actor,
    signal: goneSignal(reply),
    params: paramsOf(request),
    query: queryOf(request),
    body: request.body,
  };
}

/** Aborted when the connection closes before the answer is written. */
function goneSignal(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) gone.abort();
  });
  return gone.signal;
}

function paramsOf({ params }: FastifyRequest): { readonly [name: string]: string } {
  if (typeof params !== 'object' || params === null) return {};
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

/** Some clients join two parts of a query with a second question mark. */
function queryOf({ url }: FastifyRequest): URLSearchParams {
  const start = url.indexOf('?');
  return new URLSearchParams(start < 0 ? '' : url.slice(start + 1).replaceAll('?', '&'));
}

function checkKeyOfPath(request: FastifyRequest): void {
  if (paramsOf(request).api_key === request.caller?.key) return;
  throw new SessionmError('invalid_api_key', 'The API key of the path is not the one of the credentials.', {
    status: 401,
  });
}

async function errorOf(error: unknown, request: FastifyRequest, { pool }: Site): Promise<SessionmError> {
  if (error instanceof SessionmError) return error;
  if (error instanceof EngineError) return translated(error.code, error.detail, error.retryAfterS);
  if (error instanceof InvalidRequest) return invalid(detailsOf(error));
  const known = failureOf(error);
  if (known !== null) return translated(known.problem.code, {}, known.retryAfterS);
  if (!(await isDatabaseUp(pool))) return translated('unavailable');
  // Messages of the database repeat values; name, code and stack frames find the place without them.
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  request.log.error({ code: codeOf(error), frames }, 'unforeseen error');
  return translated('internal', { request_id: request.id });
}

function detailsOf({ errors }: InvalidRequest): Details {
  const details: { [field: string]: readonly string[] } = {};
  for (const { pointer, problem, expected } of errors) {
    const field = pointer.slice(1).replaceAll('/', '.') || 'body';
    details[field] = [...(details[field] ?? []), `${problem}: expected ${expected}`];
  }
  return details;
}

const RETRY_AFTER_S = 1;

function sendError(reply: FastifyReply, family: Family, error: SessionmError): FastifyReply {
  if (error.status === 401) reply.header('www-authenticate', 'Basic realm="laurel", charset="UTF-8"');
  const waits = error.status === 429 || error.status === 503;
  if (waits) reply.header('retry-after', error.retryAfterS ?? RETRY_AFTER_S);
  return reply.code(error.status).send(family.failed(error));
}
