// Keeps facts that the database refused, for a person to look at and replay.
import pg from 'pg';
import type { Instant } from '../domain/time.ts';

export type RejectedFact = {
  readonly id: string;
  readonly customerId: string;
  /** JSON, written out. */
  readonly fact: string;
  readonly sqlstate: string;
  readonly message: string;
  readonly recordedAt: Instant;
};

/** The fact may itself hold what jsonb cannot; it is then kept as a text inside JSON, which can hold everything. */
export async function saveRejected(pool: pg.Pool, rejected: RejectedFact): Promise<void> {
  try {
    await insert(pool, rejected, rejected.fact);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code?.startsWith('22') !== true) throw error;
    await insert(pool, rejected, JSON.stringify(rejected.fact));
  }
}

async function insert(pool: pg.Pool, rejected: RejectedFact, fact: string): Promise<void> {
  await pool.query(
    `insert into laurel.rejected_fact (id, customer_id, fact, sqlstate, message, recorded_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (id) do nothing`,
    [rejected.id, rejected.customerId, fact, rejected.sqlstate, rejected.message, new Date(rejected.recordedAt)],
  );
}
