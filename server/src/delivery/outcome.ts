// What an attempt means for its message: finished, to be tried again and when, or dead.
import type { Attempt } from '../connectors/connector.ts';
import { assertNever, type Instant } from '../domain/time.ts';
import type { AttemptedMessage } from '../storage/outbox.ts';
import { connectorNamed } from './connector-named.ts';
import { type ReadyMessage, TRAY } from './ready.ts';
import { retryDelayMs } from './schedule.ts';

export type AttemptTimes = {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly durationMs: number;
  /** In [0, 1): the jitter of the next attempt. */
  readonly random: number;
};

/** By then most have been decided, and a report by callback has come, where the provider reaches us. */
const FIRST_ASKED_MS = 5_000;

export function outcomeOf({ message, frozen }: ReadyMessage, attempt: Attempt, times: AttemptTimes): AttemptedMessage {
  const { result } = attempt;
  const common = {
    customerId: message.customerId,
    id: message.id,
    attempt: message.attempts + 1,
    reference: null,
    at: times.startedAt,
    result: result.kind,
    httpStatus: attempt.status,
    response: attempt.response,
    durationMs: Math.round(times.durationMs),
    isFree: false,
    reportAt: null,
    nextAt: times.endedAt,
    finishedAt: null,
  } as const;
  switch (result.kind) {
    case 'delivered': {
      const isKept = frozen.connector === TRAY;
      const reason = isKept ? trayReason(message) : null;
      const status = isKept ? 'tray' : 'delivered';
      const isAsked = result.reference !== null && connectorNamed(frozen.connector).reports?.isFor(frozen.request);
      const reportAt = isAsked === true ? times.endedAt + FIRST_ASKED_MS : null;
      return { ...common, status, reason, reference: result.reference, reportAt, finishedAt: times.endedAt };
    }
    case 'dead':
      return { ...common, status: 'dead', reason: result.reason, finishedAt: times.endedAt };
    case 'pause':
      // The message is not to blame: once the provider goes on, it is tried as if this had not been.
      return { ...common, status: 'waiting', reason: result.reason, isFree: true };
    case 'retry': {
      const failures = common.attempt - message.attemptsBefore;
      const delayMs = retryDelayMs(failures, result.afterMs, times.random);
      if (delayMs !== null)
        return { ...common, status: 'waiting', reason: result.reason, nextAt: times.endedAt + delayMs };
      const reason = `given up after ${failures} attempts: ${result.reason}`;
      return { ...common, status: 'dead', reason, finishedAt: times.endedAt };
    }
    default:
      return assertNever(result);
  }
}

/** Why it lies in the tray instead of having been sent. */
function trayReason({ isTest }: ReadyMessage['message']): string {
  return isTest ? 'test_persona' : 'no_address';
}
