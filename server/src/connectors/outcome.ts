// What an answer means for the message: delivered, try again, never, or stop the whole connection. The rules that hold
// for every HTTP provider; a connector puts its own before them.

import type { Instant } from '../domain/time.ts';
import type { Access, Attempt, AttemptResult, HttpAnswer, PreparedRequest, SendContext } from './connector.ts';
import { SendError } from './send-error.ts';

/** For the delivery log: enough for the provider's own words, too little to fill a disk. */
const RESPONSE_MAX = 4_000;
const REASON_MAX = 300;
/** A provider that asks for more is asked again by the delivery's own schedule. */
const RETRY_AFTER_MAX_MS = 24 * 60 * 60_000;
/** Shorter ones would blacken half of an answer. */
const SECRET_MIN = 4;

/** The provider's view of an answer; null: the general rules hold. */
export type Judge = (answer: HttpAnswer, now: Instant) => AttemptResult | null;

export type HttpAttempt = {
  /** Added at this attempt: authorization, signatures. */
  readonly headers: { readonly [name: string]: string };
  /** Another address than the prepared one: with the user or the query that it hides. */
  readonly url?: string;
  readonly judge?: Judge;
  /** Beside those of `access`: a token, say. */
  readonly secrets?: readonly string[];
};

/** Never rejects for what a network or a provider does. */
export async function sendOverHttp(
  request: PreparedRequest,
  context: SendContext,
  attempt: HttpAttempt,
): Promise<Attempt> {
  const headers = { ...request.headers, ...attempt.headers };
  const url = attempt.url ?? request.url;
  const { authorization = '' } = attempt.headers;
  const own = [authorization.replace(/^\S+ /, ''), ...(attempt.secrets ?? [])];
  const hide = (text: string): string => (text === '' ? '' : without(text, [...own, ...formsOf(context.access)]));
  try {
    const answer = await context.http({ ...request, url, headers, timeoutMs: context.timeoutMs });
    // Hidden before anything is cut off it, so that no half of a secret is left over.
    const shown = { ...answer, body: hide(answer.body) };
    const result = attempt.judge?.(shown, context.now) ?? judgeStatus(shown, context.now);
    return { status: answer.status, response: shortened(shown.body, RESPONSE_MAX), result: bounded(result) };
  } catch (error) {
    return { status: null, response: '', result: bounded(judgeFailure(error)) };
  }
}

function bounded(result: AttemptResult): AttemptResult {
  return result.kind === 'delivered' ? result : { ...result, reason: shortened(result.reason, REASON_MAX) };
}

/** 2xx is success; 408, 425, 429 and 5xx pass; a redirect may be mended; 401, 403 and 410 concern every message. */
export function judgeStatus(answer: HttpAnswer, now: Instant, reason = statusReason(answer)): AttemptResult {
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'delivered', reference: null };
  if (status === 401 || status === 402 || status === 403 || status === 410) return { kind: 'pause', reason };
  const isTemporary = status === 408 || status === 425 || status === 429 || status >= 500 || status < 400;
  return isTemporary ? { kind: 'retry', reason, afterMs: retryAfterMs(answer, now) } : { kind: 'dead', reason };
}

function statusReason(answer: HttpAnswer): string {
  const isRedirect = answer.status >= 300 && answer.status < 400;
  return isRedirect ? `answered ${answer.status}: redirects are not followed` : `answered ${answer.status}`;
}

/** `Retry-After` in seconds or as a date; null when there is none that can be read. */
export function retryAfterMs(answer: HttpAnswer, now: Instant): number | null {
  const written = answer.headers['retry-after']?.trim();
  if (written === undefined || written === '') return null;
  const ms = /^\d+$/.test(written) ? Number(written) * 1_000 : Date.parse(written) - now;
  return boundedWait(ms);
}

/** A header that names the second since 1970 at which requests are taken again. */
export function resetAfterMs(answer: HttpAnswer, header: string, now: Instant): number | null {
  const written = answer.headers[header]?.trim();
  return written === undefined || !/^\d+(\.\d+)?$/.test(written) ? null : boundedWait(Number(written) * 1_000 - now);
}

function boundedWait(ms: number): number | null {
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), RETRY_AFTER_MAX_MS) : null;
}

export function judgeFailure(error: unknown): AttemptResult {
  if (!(error instanceof SendError)) throw error;
  const { failure, message } = error;
  return failure === 'forbidden'
    ? { kind: 'pause', reason: message }
    : { kind: 'retry', reason: message, afterMs: null };
}

export function secretsOf(access: Access): readonly string[] {
  const url = access.url === null ? null : URL.parse(access.url);
  const inUrl = url === null ? [] : [url.username, url.password, url.search.slice(1), ...url.searchParams.values()];
  const key = access.key === null ? [] : [access.key, ...access.key.split(':').slice(1)];
  return [...inUrl.map(decoded), ...key, ...access.secrets.map((secret) => secret.replace(/^whsec_/, ''))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Providers like to repeat the key that they refuse. */
export function redact(text: string, secrets: readonly string[]): string {
  return without(text, spellings(secrets));
}

/** By connection: working the forms out takes as long as the rest of an attempt. More than so many is a leak. */
const known = new Map<string, readonly string[]>();
const KNOWN_MAX = 200;

function formsOf(access: Access): readonly string[] {
  const name = JSON.stringify(access);
  const found = known.get(name);
  if (found !== undefined) return found;
  const forms = spellings(secretsOf(access));
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(name, forms);
  return forms;
}

/** As they may stand in an answer, the longest first: a key may be part of a password. */
function spellings(secrets: readonly string[]): readonly string[] {
  const forms = secrets
    .filter((secret) => secret.length >= SECRET_MIN)
    .flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      Buffer.from(secret).toString('base64'),
      JSON.stringify(secret).slice(1, -1),
    ]);
  return [...new Set(forms)].sort((one, other) => other.length - one.length);
}

function without(text: string, forms: readonly string[]): string {
  let shown = text;
  for (const form of forms) if (form.length >= SECRET_MIN) shown = shown.replaceAll(form, '…');
  return shown;
}

/** Cut, and without what a database refuses to store. */
export function shortened(text: string, max: number): string {
  return text.slice(0, max).replaceAll('\u0000', '').toWellFormed();
}
