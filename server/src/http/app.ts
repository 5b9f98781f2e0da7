// The bare server: limits, parsing at the edge, problems instead of errors, headers, a log line per request.
// It has no route; whoever registers routes gets these for free.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { requestApproval } from '../access/approvals.ts';
import type { Json } from '../domain/facts.ts';
import type { Clock } from '../pipeline/submission.ts';
import type { Scope } from '../storage/api-keys.ts';
import { ARRIVAL_MAX_MS, ARRIVAL_MS, limitArrival } from './arrival.ts';
import type { Caller, Gate } from './authenticate.ts';
import { isDatabaseUp } from './database-probe.ts';
import type { HttpSettings } from './deps.ts';
import { BODY_MAX_BYTES, checkParameters, type EdgeLimits, FACT_LIMITS, fieldErrors, parseJson } from './edge.ts';
import { codeOf, type Failure, type FieldError, failure, failureOf, InvalidRequest, Refused } from './problem.ts';
import { type ApprovalJson, approvalJson } from './v1/approval-shape.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the caller must be allowed; routes without it are open to everybody. */
    readonly scope?: Scope;
    /** For whoever has a key or a session, whatever they may do. */
    readonly isForAnyCaller?: boolean;
    readonly edge?: EdgeLimits;
    /** The request may take so long to arrive, once its key was accepted. */
    readonly arrivesWithinMs?: number;
  }
  interface FastifyRequest {
    /** Null on open routes. */
    caller: Caller | null;
    /** The body as it was sent, before a schema filled in defaults. */
    sent: Json;
  }
}

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

export type AppOptions = {
  readonly logger: Logger;
  readonly pool: pg.Pool;
  readonly gate: Gate;
  readonly config: HttpSettings;
  /** Without it nothing waits for a second person: what is above a limit is refused. */
  readonly clock?: Clock;
  /** Left out: ARRIVAL_MS. */
  readonly arrivesWithinMs?: number;
  /** What browsers see at addresses that only the page knows; left out, a problem as everybody else. */
  readonly visited?: {
    isVisit(request: FastifyRequest): boolean;
    page(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
  };
};

/** An identifier of 200 bytes, percent-encoded, with its type. */
const PARAMETER_MAX = 700;

export function createApp(options: AppOptions): App {
  const logger: FastifyBaseLogger = options.logger;
  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_MAX_BYTES,
    requestTimeout: ARRIVAL_MAX_MS,
    http: { headersTimeout: ARRIVAL_MS },
    trustProxy: trustProxyOf(options.config),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: PARAMETER_MAX },
    frameworkErrors: (error, request, reply) => sendFailure(request, reply, failureOf(error) ?? internal(request)),
  }).withTypeProvider<ZodTypeProvider>();
  app.decorateRequest('caller', null);
  app.decorateRequest('sent', null);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, readBody(request, body));
    } catch (error) {
      done(error instanceof Error ? error : new Error('unreadable body'));
    }
  });
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => (data: Json) => {
    // The router says null for no body at all.
    const parsed = schema.safeParse(data ?? undefined);
    if (parsed.success) return { value: parsed.data };
    return { error: new InvalidRequest(fieldErrors(placeOf(httpPart), schema, parsed.error, data)) };
  });
  // Answers are built by typed code; checking each against its schema is left to the tests.
  app.setSerializerCompiler(() => JSON.stringify);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS).header('x-request-id', request.id);
    limitArrival(request, options.arrivesWithinMs ?? ARRIVAL_MS);
    const { scope, isForAnyCaller, arrivesWithinMs } = request.routeOptions.config;
    if (scope !== undefined || isForAnyCaller === true)
      request.caller = await options.gate.admit(request, scope ?? null, reply);
    if (arrivesWithinMs !== undefined) limitArrival(request, arrivesWithinMs);
  });
  app.addHook('preValidation', async (request) => {
    if (isJson(request.params)) checkParameters('path', request.params);
    if (isJson(request.query)) checkParameters('query', request.query);
  });
  app.addHook('onResponse', (request, reply, done) => {
    logResponse(request, reply);
    done();
  });
  app.setErrorHandler(async (error, request, reply) => {
    const waiting = await waitingApproval(error, request, options);
    if (waiting !== null) return reply.code(202).header('content-type', JSON_TYPE).send(JSON.stringify(waiting));
    return sendFailure(request, reply, failureOf(error) ?? (await unforeseen(error, request, options.pool)));
  });
  app.setNotFoundHandler(async (request, reply) => {
    if (options.visited?.isVisit(request) === true) return options.visited.page(request, reply.code(200));
    return sendFailure(request, reply, failure('not_found', {}, null));
  });
  return app;
}

/** What is above a limit is no failure: it is kept, and answered with the request that a second person decides. */
async function waitingApproval(
  error: unknown,
  { caller }: FastifyRequest,
  { pool, clock }: AppOptions,
): Promise<ApprovalJson | null> {
  if (!(error instanceof Refused) || error.body === null || caller === null || clock === undefined) return null;
  const asked = { answer: error.answer, body: error.body, actor: caller.actor };
  const approval = await requestApproval({ pool, clock }, asked);
  return approval === null ? null : approvalJson(approval);
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** Nothing of ours is framed, sniffed, cached or told to others; pages with scripts bring their own policy. */
const HEADERS = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** A number of proxies is that many hops counted from our side; addresses further out are the client's own claim. */
function trustProxyOf({ trustProxy }: HttpSettings): false | string[] | ((address: string, hop: number) => boolean) {
  if (typeof trustProxy === 'object') return [...trustProxy];
  return trustProxy === false ? false : (_, hop) => hop < trustProxy;
}

/** No bytes are no body: a POST that needs none may still say that it is JSON. */
function readBody(request: FastifyRequest, body: string | Buffer): Json | undefined {
  if (body.length === 0) return undefined;
  request.sent = parseJson(Buffer.from(body), request.routeOptions.config.edge ?? FACT_LIMITS);
  return request.sent;
}

function placeOf(httpPart: string | undefined): FieldError['in'] {
  if (httpPart === 'params') return 'path';
  if (httpPart === 'querystring') return 'query';
  return httpPart === 'headers' ? 'header' : 'body';
}

/** What the router makes of a path or query: texts, and lists of them. */
function isJson(value: unknown): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null;
}

/** No path and no query value: they name customers. Successes are only told when somebody debugs. */
function logResponse(request: FastifyRequest, reply: FastifyReply): void {
  const line = {
    method: request.method,
    route: request.routeOptions.url ?? '(none)',
    status: reply.statusCode,
    ms: Math.round(reply.elapsedTime),
    key: request.caller?.key,
  };
  if (reply.statusCode >= 500) request.log.warn(line, 'request failed');
  else if (reply.statusCode >= 400) request.log.info(line, 'request refused');
  else request.log.debug(line, 'request');
}

/** A connection that broke in the middle has no SQLSTATE; whether the database is there is found out by asking it. */
async function unforeseen(error: unknown, request: FastifyRequest, pool: pg.Pool): Promise<Failure> {
  if (!(await isDatabaseUp(pool))) return failure('unavailable', {}, null);
  // Messages of the database repeat values; name, code and stack frames find the place without them.
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const name = error instanceof Error ? error.name : typeof error;
  request.log.error({ error: name, code: codeOf(error), frames }, 'unforeseen error');
  return internal(request);
}

function internal(request: FastifyRequest): Failure {
  return failure('internal', { request_id: request.id }, null);
}

function sendFailure(request: FastifyRequest, reply: FastifyReply, { problem, retryAfterS }: Failure): FastifyReply {
  const full = { ...problem, request_id: request.id };
  if (problem.code === 'payload_too_large')
    full.detail = problem.detail.replace('{limit}', `${request.routeOptions.bodyLimit} bytes`);
  if (problem.code === 'unauthorized') reply.header('www-authenticate', 'Basic realm="laurel", charset="UTF-8"');
  if (retryAfterS !== null) reply.header('retry-after', retryAfterS);
  if (problem.replayed === true) reply.header('idempotent-replay', 'true');
  // Serialised here: a route's schema of success does not describe problems.
  return reply.code(problem.status).header('content-type', PROBLEM_TYPE).send(JSON.stringify(full));
}

const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
