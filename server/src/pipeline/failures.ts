// What a failed transaction means: try again, take the batch apart, or tell the callers. By SQLSTATE, never by text.
import pg from 'pg';
import { CommitRefused } from '../storage/partitions.ts';
import { EngineError } from './submission.ts';

export type Failure =
  /** The database refuses something in the batch; alone, the fact that is to blame is known. */
  | { readonly kind: 'poison'; readonly sqlstate: string; readonly message: string }
  /** It may work the next time. `isLost`: whether the transaction was committed is unknown. `isAway`: nobody answers. */
  | { readonly kind: 'retry'; readonly isLost: boolean; readonly isAway: boolean }
  /** The answer for every fact of the batch. */
  | { readonly kind: 'answer'; readonly error: EngineError }
  /** A broken invariant on our side. */
  | { readonly kind: 'bug'; readonly error: unknown };

/** A connection that could not be made. */
export class NotConnected extends Error {
  constructor(cause: unknown) {
    super('The database does not answer.', { cause });
    this.name = 'NotConnected';
  }
}

/** A connection that broke while it was in use. */
export class ConnectionLost extends Error {
  constructor(cause: unknown) {
    super('The connection to the database broke.', { cause });
    this.name = 'ConnectionLost';
  }
}

/** Data that does not fit, constraints, limits of the program. */
const POISON = new Set(['22', '23', '54']);
/** Connection, rollback by conflict, resources, locks, operator, system; and 25: ended for idling inside a transaction. */
const RETRY = new Set(['08', '25', '40', '53', '55', '57', '58']);
/** Sessions that the server ended: nothing answers on this connection any more. */
const ENDED = new Set(['25P03', '57P01', '57P02', '57P03', '57P05']);

export function classify(error: unknown): Failure {
  if (error instanceof EngineError) return { kind: 'answer', error };
  if (error instanceof NotConnected) return { kind: 'retry', isLost: false, isAway: true };
  if (error instanceof ConnectionLost) return { kind: 'retry', isLost: true, isAway: false };
  if (error instanceof CommitRefused) return { kind: 'retry', isLost: false, isAway: false };
  if (!(error instanceof pg.DatabaseError) || error.code === undefined) return { kind: 'bug', error };
  const sqlstate = error.code;
  const family = sqlstate.slice(0, 2);
  if (POISON.has(family)) return { kind: 'poison', sqlstate, message: error.message };
  if (RETRY.has(family)) return { kind: 'retry', isLost: family === '08' || ENDED.has(sqlstate), isAway: false };
  return { kind: 'bug', error };
}

const BACKOFF_MIN_MS = 20;
const BACKOFF_MAX_MS = 1_000;

/** Doubling, with half of it left to chance, so that processes that failed together do not return together. */
export function backoffMs(attempt: number): number {
  const full = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(attempt, 10));
  return full / 2 + Math.random() * (full / 2);
}
