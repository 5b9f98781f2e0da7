// Asks whether the database answers, within a bounded time. Used by /health, and to tell a fault of ours from one of the database.
import type pg from 'pg';

const PROBE_MS = 2_000;

export async function isDatabaseUp(pool: pg.Pool): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), PROBE_MS);
  // A query that answers after the time is over finds the promise settled, which changes nothing.
  pool.query('select 1').then(
    () => resolve(true),
    () => resolve(false),
  );
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
