// Finds facts that are there already: by idempotency key, and by their own id when the fate of a COMMIT is unknown.
// Looked up in pairs: a list of all keys against a list of all customers would be a product of both.
import type pg from 'pg';
import type { DecisionRecord } from '../domain/decision.ts';
import type { Instant } from '../domain/time.ts';
import { uuids } from './arrays.ts';

export type FoundFact = {
  readonly customerId: string;
  readonly id: string;
  readonly keyHash: string | null;
  readonly bodyHash: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly programme: number;
  readonly record: DecisionRecord;
  /** What the client sent was erased for privacy. */
  readonly isForgotten: boolean;
};

type FoundRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly key_hash: string | null;
  readonly body_hash: string | null;
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly programme: number;
  readonly record: DecisionRecord;
  readonly is_forgotten: boolean;
};

const FOUND_COLUMNS = `f.customer_id, f.id, f.key_hash, f.body_hash, f.occurred_at, f.recorded_at, f.programme, f.record,
                  (f.body is null or f.body ? 'forgotten') as is_forgotten`;

export async function findByKey(
  client: pg.PoolClient,
  wanted: readonly { readonly customerId: string; readonly keyHash: string }[],
): Promise<readonly FoundFact[]> {
  if (wanted.length === 0) return [];
  const { rows } = await client.query<FoundRow>({
    name: 'find-facts-by-key',
    text: `select ${FOUND_COLUMNS}
           from   unnest($1::uuid[], $2::uuid[]) as r(customer_id, key_hash)
                  join laurel.fact f on f.customer_id = r.customer_id and f.key_hash = r.key_hash
           order by f.customer_id, f.id`,
    values: [uuids(wanted.map(({ customerId }) => customerId)), uuids(wanted.map(({ keyHash }) => keyHash))],
  });
  return rows.map(foundOf);
}

export async function findById(
  client: pg.PoolClient,
  wanted: readonly { readonly customerId: string; readonly id: string }[],
): Promise<readonly FoundFact[]> {
  if (wanted.length === 0) return [];
  const { rows } = await client.query<FoundRow>({
    name: 'find-facts-by-id',
    text: `select ${FOUND_COLUMNS}
           from   unnest($1::uuid[], $2::uuid[]) as r(customer_id, id)
                  join laurel.fact f on f.customer_id = r.customer_id and f.id = r.id
           order by f.customer_id, f.id`,
    values: [uuids(wanted.map(({ customerId }) => customerId)), uuids(wanted.map(({ id }) => id))],
  });
  return rows.map(foundOf);
}

function foundOf(row: FoundRow): FoundFact {
  return {
    customerId: row.customer_id,
    id: row.id,
    keyHash: row.key_hash,
    bodyHash: row.body_hash,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    programme: row.programme,
    record: row.record,
    isForgotten: row.is_forgotten,
  };
}
