// Infobip's answers and its four bodies of errors. What is refused is decided elsewhere.

import type { Json } from './json.ts';

export type Answer = {
  readonly status: number;
  /** Undefined: without a body. */
  readonly body?: Json;
  readonly headers?: { readonly [name: string]: string };
  /** Why the request was not as the specification says. */
  readonly violation?: string;
};

export const ok = (body?: Json): Answer => (body === undefined ? { status: 200 } : { status: 200, body });

/** People, version 2, and most of the older platform. */
export function refused(status: number, messageId: string, text: string): Answer {
  return { status, body: { requestError: { serviceException: { messageId, text } } } };
}

export const badRequest = (text: string): Answer => refused(400, 'BAD_REQUEST', text);
export const notFound = (text: string): Answer => refused(404, 'NOT_FOUND', text);

/** The newer shape of the whole platform. */
export function platformError(status: number, description: string, action: string): Answer {
  return { status, body: { errorCode: `E${status}`, description, action, violations: [], resources: [] } };
}

/** A request that breaks the specification by more than its shape: too many items, a page that is too large. */
export const broken = (answer: Answer, why: string): Answer => ({ ...answer, violation: why });

export const UNAUTHORIZED = platformError(
  401,
  'The request lacks valid authentication credentials for the requested resource.',
  'Check the resources and adjust authentication credentials.',
);
export const FORBIDDEN = platformError(
  403,
  'Insufficient permissions to access the requested resource.',
  'Repeat the request with new or different credentials.',
);
const GENERAL = refused(500, 'GENERAL_ERROR', 'Something went wrong. Please contact support.');
const UNAVAILABLE = platformError(503, 'The service is temporarily unavailable.', 'Repeat the request later.');

export const serverError = (status: 500 | 503): Answer => (status === 500 ? GENERAL : UNAVAILABLE);

const BUSY_OLD = refused(429, 'TOO_MANY_REQUESTS', 'Too many requests');
const BUSY_NEW = platformError(429, 'Too many requests.', 'Reduce the number of requests and try again.');

/** Both bodies that there are, with and without Retry-After, in turn. */
export function tooMany(turn: number): Answer {
  const answer = turn % 2 === 0 ? BUSY_OLD : BUSY_NEW;
  return turn % 4 < 2 ? answer : { ...answer, headers: { 'retry-after': '1' } };
}
