// How long a request may take to arrive. Node has one limit for all routes, which has to let the slowest upload through; here each
// request has its own, and whoever is too late gets what Node would say: 408, and the connection is closed.
import type { FastifyRequest } from 'fastify';

/** Whole within this time, unless the route says otherwise: a slow sender holds a connection, not more. */
export const ARRIVAL_MS = 30_000;
/** The longest that any route may ask for. */
export const ARRIVAL_MAX_MS = 2 * 60 * 60_000;
/** What may take long must not stand still. */
export const STALL_MS = 30_000;

const limits = new WeakMap<FastifyRequest, NodeJS.Timeout>();

/** Set anew, it takes the place of the limit before. Who was answered before all of it was there may not trickle on for ever. */
export function limitArrival(request: FastifyRequest, withinMs: number): void {
  if (!hasBody(request)) return;
  const before = limits.get(request);
  // Not every request that was answered early is closed at once, and none of them keeps a process from ending.
  const timer = setTimeout(() => endLate(request), withinMs).unref();
  limits.set(request, timer);
  if (before !== undefined) {
    clearTimeout(before);
    return;
  }
  // Over when it is there, or when its sender has gone. A request without a connection, as tests make them, is never closed.
  const clear = (): void => clearTimeout(limits.get(request));
  request.raw.once('end', clear).once('close', clear);
}

/** Ends a request of which nothing arrives for some time; to be told of every piece. */
export function watchArrival(
  request: FastifyRequest,
  stallMs: number,
): { readonly arrived: () => void; readonly end: () => void } {
  const timer = setTimeout(() => endLate(request), stallMs);
  return { arrived: () => timer.refresh(), end: () => clearTimeout(timer) };
}

function hasBody({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

function endLate({ raw, server }: FastifyRequest): void {
  if (raw.complete || raw.socket.destroyed) return;
  server.server.emit('clientError', new RequestTimeout(), raw.socket);
}

class RequestTimeout extends Error {
  readonly code = 'ERR_HTTP_REQUEST_TIMEOUT';

  constructor() {
    super('The request did not arrive in time.');
    this.name = 'RequestTimeout';
  }
}
