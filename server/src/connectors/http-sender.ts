// Sends requests over HTTP: one pool of connections per origin, a time limit over everything, no redirects, a bounded answer,
// and connections to checked addresses only. What an answer means is judged elsewhere.

import type { LookupFunction } from 'node:net';
import { type Dispatcher, Pool } from 'undici';
import type { HttpAnswer, HttpSender, SendContext } from './connector.ts';
import { SendError } from './send-error.ts';
import { createGuard, type Lookup, type TargetGuard } from './target-guard.ts';

export type Sender = Pick<SendContext, 'http' | 'resolve'> & { close(): Promise<void> };

/** Of an answer so much is read; the connection of a longer one is dropped. */
const ANSWER_BYTES_MAX = 64 * 1024;
/** A provider's concurrency is at most 200; several providers may share a host. */
const CONNECTIONS_MAX = 256;
/** Origins come from providers' settings; more than this is a leak. */
const POOLS_MAX = 200;
const KEEP_ALIVE_MS = 10_000;

export function createSender(options: { allowPrivateTargets: boolean; lookup?: Lookup }): Sender {
  const guard = createGuard({ mayTargetPrivate: options.allowPrivateTargets, lookup: options.lookup });
  const pools = new Map<string, Pool>();
  const http: HttpSender = async (request) => {
    const url = await checkUrl(request.url, guard);
    return exchange(poolOf(pools, url.origin, guard), url, request);
  };
  return {
    http,
    resolve: async (host) => {
      const [first] = await guard.addressesOf(host);
      if (first === undefined) throw new SendError('connection', `${host} has no address`);
      return first.address;
    },
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
      pools.clear();
    },
  };
}

/** The URL parser turns every spelling of an address (`0x7f.1`, `2130706433`) into the usual one. */
async function checkUrl(text: string, guard: TargetGuard): Promise<URL> {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new SendError('forbidden', 'the address is not one of https://');
  }
  if (url.protocol === 'http:' && !guard.mayTargetPrivate) {
    throw new SendError('forbidden', `${url.host} is to be reached without encryption: use https://`);
  }
  // Names are checked when a connection is made; a literal address never gets as far as a look-up.
  if (/^[\d.]+$|^\[/.test(url.hostname)) await guard.addressesOf(url.hostname);
  return url;
}

function poolOf(pools: Map<string, Pool>, origin: string, guard: TargetGuard): Pool {
  const known = pools.get(origin);
  if (known !== undefined) return known;
  const [oldest] = pools;
  if (pools.size >= POOLS_MAX && oldest !== undefined) {
    pools.delete(oldest[0]);
    // Waits for what is under way; nobody waits for it.
    oldest[1].close().catch(() => undefined);
  }
  const pool = new Pool(origin, {
    connections: CONNECTIONS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    allowH2: false,
    connect: { lookup: checkedLookup(guard) },
  });
  pools.set(origin, pool);
  return pool;
}

/** The socket connects to what this returns, so the address that was checked is the address that is used. */
function checkedLookup(guard: TargetGuard): LookupFunction {
  return (host, options, done) => {
    guard.addressesOf(host).then(
      (found) => {
        const [first] = found;
        if (options.all === true) done(null, [...found]);
        else done(null, first?.address ?? '', first?.family);
      },
      (error: Error) => done(error, ''),
    );
  };
}

/**
 * One request and its answer: what arrived of it until the limit, or until it broke off; its status says enough. Without the
 * streams and signals of undici's comfortable calls, whose cost is felt at thousands of messages a second.
 */
function exchange(
  pool: Pool,
  url: URL,
  { method, headers, body, timeoutMs, answerBytesMax = ANSWER_BYTES_MAX }: Parameters<HttpSender>[0],
): Promise<HttpAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const parts: Uint8Array[] = [];
  let left = answerBytesMax;
  let answer: Pick<HttpAnswer, 'status' | 'headers'> | null = null;
  let running: Dispatcher.DispatchController | null = null;
  let late: SendError | null = null;
  const timer = setTimeout(() => {
    late = new SendError('timeout', `${url.host} did not answer in time`);
    // One that still waits for a connection is aborted when it gets one.
    if (running === null) reject(late);
    else running.abort(late);
  }, timeoutMs);
  const end = (error: unknown): void => {
    clearTimeout(timer);
    if (answer === null) reject(late ?? failureOf(error, url.host));
    else resolve({ ...answer, body: new TextDecoder().decode(Buffer.concat(parts)) });
  };
  pool.dispatch(
    { method, path: `${url.pathname}${url.search}`, headers, body: method === 'GET' || body === '' ? null : body },
    {
      onRequestStart: (controller) => {
        running = controller;
        if (late !== null) controller.abort(late);
      },
      onResponseStart: (_controller, status, given) => {
        // An interim answer (1xx) is followed by the real one.
        if (status >= 200) answer = { status, headers: flatten(given) };
      },
      onResponseData: (controller, part) => {
        parts.push(part.subarray(0, left));
        left -= part.length;
        if (left > 0) return;
        end(null);
        controller.abort(new SendError('connection', 'the rest of a long answer is not wanted'));
      },
      onResponseEnd: () => end(null),
      onResponseError: (_controller, error) => end(error),
    },
  );
  return promise;
}

function flatten(headers: { readonly [name: string]: string | readonly string[] | undefined }): HttpAnswer['headers'] {
  const flat: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name.toLowerCase()] = typeof value === 'string' ? value : value.join(', ');
  }
  return flat;
}

function failureOf(error: unknown, host: string): SendError {
  const own = findSendError(error);
  if (own !== null) return own;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/TIMEOUT|TIMEDOUT/.test(code)) return new SendError('timeout', `${host} did not answer in time`);
  return new SendError('connection', `no connection to ${host}${code === '' ? '' : ` (${code})`}`);
}

/** The guard's refusal arrives as the cause of a failed connection. */
function findSendError(error: unknown): SendError | null {
  if (error instanceof SendError) return error;
  if (error instanceof AggregateError) return error.errors.map(findSendError).find((found) => found !== null) ?? null;
  return error instanceof Error && error.cause !== undefined ? findSendError(error.cause) : null;
}
