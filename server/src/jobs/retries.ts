// Waiting out what passes: a database that restarts, an engine with too much to do. For jobs, which have the time.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { classify } from '../pipeline/failures.ts';
import { EngineError } from '../pipeline/submission.ts';

const RETRY_PAUSE_MS = 1_000;
/** A database that restarts is back long before this many attempts. */
const ATTEMPTS_MAX = 60;

/** The database going away, or an engine with too much to do, is waited out. */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS_MAX || !isPassing(error)) throw error;
      await delay(RETRY_PAUSE_MS);
    }
  }
}

/** True for what may work the next time. Errors of the driver itself, not of the server, mean a broken connection. */
export function isPassing(error: unknown): boolean {
  if (error instanceof EngineError) return error.code === 'overloaded' || error.code === 'unavailable';
  if (error instanceof pg.DatabaseError) return classify(error).kind === 'retry';
  return !(error instanceof TypeError || error instanceof RangeError);
}
