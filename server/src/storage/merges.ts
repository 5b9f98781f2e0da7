// Which customers were merged into another, and the facts that did it. What a merge does is the domain's.
import type pg from 'pg';
import type { DecisionRecord } from '../domain/decision.ts';
import type { Instant } from '../domain/time.ts';

export type Merged = {
  readonly customerId: string;
  readonly mergedAt: Instant;
  /** The fact on the customer that took over, and what it recorded. */
  readonly mergeId: string;
  readonly actor: string;
  readonly record: DecisionRecord;
};

const MERGED_MAX = 100;

type MergedRow = {
  readonly customer_id: string;
  readonly recorded_at: Instant;
  readonly id: string;
  readonly actor_name: string;
  readonly record: DecisionRecord;
};

/** The customers that were merged into this one and did not come back, the newest first. */
export async function readMerged(db: Pick<pg.Pool, 'query'>, customerId: string): Promise<readonly Merged[]> {
  const ids = await mergedInto(db, customerId);
  if (ids.length === 0) return [];
  const { rows } = await db.query<MergedRow>(
    `select distinct on (f.body->>'peerId') f.body->>'peerId' as customer_id, f.recorded_at, f.id, f.actor_name, f.record
     from   laurel.fact f
     where  f.customer_id = $1 and f.kind = 'customer.merge' and not f.is_refused and f.body->>'peerId' = any($2::text[])
     order  by f.body->>'peerId', f.id desc`,
    [customerId, ids],
  );
  return rows
    .map((row) => ({
      customerId: row.customer_id,
      mergedAt: row.recorded_at,
      mergeId: row.id,
      actor: row.actor_name,
      record: row.record,
    }))
    .sort((a, b) => b.mergedAt - a.mergedAt);
}

/** The ids whose history is this customer's, too. */
export async function mergedInto(db: Pick<pg.Pool, 'query'>, customerId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>({
    name: 'merged-into',
    text: `select c.customer_id
           from   laurel.customer c
           where  c.merged_into = $1
           order  by c.customer_id
           limit  ${MERGED_MAX}`,
    values: [customerId],
  });
  return rows.map((row) => row.customer_id);
}
