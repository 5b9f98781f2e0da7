// Errors as clients get them: RFC 9457 problems, built from the table of codes and from nothing else.
// It decides no code; it only finds the one that an error stands for.
import pg from 'pg';
import { CODES, type Code, sentenceOf } from '../domain/codes.ts';
import type { FactBody, JsonObject } from '../domain/facts.ts';
import { type Answer, EngineError } from '../pipeline/submission.ts';
import { InvalidCursor } from '../storage/pages.ts';

/** One field that is wrong: where it is, what was found and what was expected. */
export type FieldError = {
  readonly in: 'body' | 'query' | 'path' | 'header';
  /** JSON pointer (RFC 6901) from the root of the body, or from the named parameters. */
  readonly pointer: string;
  readonly problem: string;
  readonly expected: string;
};

/** Fields that are wrong; always `validation`. */
export class InvalidRequest extends Error {
  readonly errors: readonly FieldError[];

  constructor(errors: readonly FieldError[]) {
    super('validation');
    this.name = 'InvalidRequest';
    this.errors = errors;
  }
}

/** What is wrong with a programme, and where in its files. */
export type ProgrammeError = {
  readonly file: string;
  readonly path: string;
  readonly line: number | null;
  readonly problem: string;
  readonly expected: string;
};

/** A programme that is not published, with everything that is wrong with it. */
export class ProgrammeRefused extends Error {
  readonly code: Code;
  readonly detail: JsonObject;
  readonly errors: readonly ProgrammeError[];

  constructor(code: Code, detail: JsonObject, errors: readonly ProgrammeError[]) {
    super(code);
    this.name = 'ProgrammeRefused';
    this.code = code;
    this.detail = detail;
    this.errors = errors;
  }
}

/** The domain's answer was a refusal; it was recorded, so the problem names the decision. */
export class Refused extends Error {
  readonly answer: Answer;
  /** What was asked for, where a second person may still agree to it. */
  readonly body: FactBody | null;

  constructor(answer: Answer, body: FactBody | null = null) {
    super(answer.record.refusal?.code ?? 'refused');
    this.name = 'Refused';
    this.answer = answer;
    this.body = body;
  }
}

export type Problem = {
  type: string;
  title: string;
  status: number;
  code: Code;
  detail: string;
  retryable: boolean;
  errors?: readonly (FieldError | ProgrammeError)[];
  request_id?: string;
  decision_id?: string;
  customer_id?: string;
  replayed?: boolean;
};

export type Failure = { readonly problem: Problem; readonly retryAfterS: number | null };

/** A client that knows nothing better waits this long. */
const RETRY_AFTER_S = 1;
/** More would be read by nobody. */
const ERRORS_MAX = 100;

/** The problem that an error stands for; null for one that nobody foresaw. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof InvalidRequest)
    return {
      problem: { ...problemOf('validation', {}), errors: error.errors.slice(0, ERRORS_MAX) },
      retryAfterS: null,
    };
  if (error instanceof ProgrammeRefused)
    return { problem: { ...problemOf(error.code, error.detail), errors: error.errors }, retryAfterS: null };
  if (error instanceof InvalidCursor) return failureOf(new InvalidRequest([WRONG_CURSOR]));
  if (error instanceof Refused) return { problem: refusalProblem(error.answer), retryAfterS: null };
  if (error instanceof EngineError) return failure(error.code, error.detail, error.retryAfterS);
  const code = databaseCode(error) ?? frameworkCode(error);
  return code === null ? null : failure(code, {}, null);
}

const WRONG_CURSOR: FieldError = {
  in: 'query',
  pointer: '/after',
  problem: 'the cursor is none that this list gave',
  expected: '`next` of the page before, or nothing for the first page',
};

export function failure(code: Code, detail: JsonObject, retryAfterS: number | null): Failure {
  const { status } = CODES[code];
  const waits = status === 429 || status === 503;
  return { problem: problemOf(code, detail), retryAfterS: retryAfterS ?? (waits ? RETRY_AFTER_S : null) };
}

function refusalProblem({ record, factId, customerId, isReplay }: Answer): Problem {
  const refusal = record.refusal ?? { code: 'internal' as const, detail: {} };
  return {
    ...problemOf(refusal.code, refusal.detail),
    decision_id: factId,
    customer_id: customerId,
    replayed: isReplay,
  };
}

/** The title is the code in words, the same for every occurrence; the detail speaks of this one. */
function problemOf(code: Code, detail: JsonObject): Problem {
  const { status, isRetryable } = CODES[code];
  return {
    type: `/problems/${code}`,
    title: titleOf(code),
    status,
    code,
    detail: sentenceOf(code, detail),
    retryable: isRetryable,
  };
}

function titleOf(code: Code): string {
  const words = code.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** SQLSTATE classes that say "not now": connection, resources, operator, system. */
const AWAY_CLASSES = ['08', '53', '57', '58'];
/** What the sockets below `pg` report when nobody answers. */
const AWAY_ERRNOS = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE', 'ETIMEDOUT'];

function databaseCode(error: unknown): Code | null {
  if (error instanceof pg.DatabaseError)
    return AWAY_CLASSES.includes(error.code?.slice(0, 2) ?? '') ? 'unavailable' : null;
  if (error instanceof AggregateError)
    return error.errors.some((one) => databaseCode(one) !== null) ? 'unavailable' : null;
  return AWAY_ERRNOS.includes(codeOf(error)) ? 'unavailable' : null;
}

const FRAMEWORK_CODES: { readonly [code: string]: Code } = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_json',
  FST_ERR_BAD_URL: 'not_found',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
};

function frameworkCode(error: unknown): Code | null {
  const code = codeOf(error);
  return Object.hasOwn(FRAMEWORK_CODES, code) ? (FRAMEWORK_CODES[code] ?? null) : null;
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
