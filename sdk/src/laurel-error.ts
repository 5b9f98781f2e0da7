// What a call rejects with: the problem that the server sent, or the reason why none came.
import type { ProblemCode, Schemas } from './call-types.ts';

/** `network`: no answer came; whether the request was carried out is unknown, and repeating it with its key is safe. */
export type LaurelErrorCode = ProblemCode | 'network' | 'unreadable_answer';

type Problem = Schemas['Problem'];

export class LaurelError extends Error {
  readonly code: LaurelErrorCode;
  /** 0 when no answer came. */
  readonly status: number;
  readonly isRetryable: boolean;
  /** The whole document; null when the server sent none. */
  readonly problem: Problem | null;

  constructor(code: LaurelErrorCode, message: string, given: LaurelErrorDetails) {
    super(message, given.cause === undefined ? undefined : { cause: given.cause });
    this.name = 'LaurelError';
    this.code = code;
    this.status = given.status;
    this.isRetryable = given.isRetryable;
    this.problem = given.problem ?? null;
  }
}

type LaurelErrorDetails = {
  readonly status: number;
  readonly isRetryable: boolean;
  readonly problem?: Problem;
  readonly cause?: unknown;
};

export function errorFrom(problem: Problem): LaurelError {
  const { code, detail, status, retryable } = problem;
  return new LaurelError(code, detail, { status, isRetryable: retryable, problem });
}
