// What trials of campaigns read: customers in the order of their ids, which are random, and what they did lately. Short
// statements of their own, read only, so that nobody waits for them.
import type pg from 'pg';
import type { PastFact } from '../domain/campaigns/trial.ts';
import type { FactBody, FactKind } from '../domain/facts.ts';
import { firstIdAt } from '../domain/ids.ts';
import type { Instant } from '../domain/time.ts';

/** Facts read of a page of customers at most; whoever did more is not judged whole, and the answer says so. */
const FACTS_MAX = 20_000;
const STATEMENT_MS = 3_000;

export function beginTrial(client: pg.PoolClient): Promise<unknown> {
  return client.query(
    `begin isolation level repeatable read, read only;
     set local statement_timeout = ${STATEMENT_MS};
     set local max_parallel_workers_per_gather = 0`,
  );
}

export async function pageOfCustomers(client: pg.PoolClient, after: string, limit: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ customer_id: string }>(
    `select c.customer_id
     from   laurel.customer c
     where  c.customer_id > $1 and c.deleted_at is null and not c.test_persona
     order  by c.customer_id
     limit  $2`,
    [after, limit],
  );
  return rows.map((row) => row.customer_id);
}

type Asked = {
  readonly customerIds: readonly string[];
  readonly since: Instant;
  readonly kinds: readonly FactKind[];
  readonly events: readonly string[];
};

/** By customer, in the order in which they were decided. What was refused, or booked as history, set nothing off. */
export async function readPastFacts(
  client: pg.PoolClient,
  { customerIds, since, kinds, events }: Asked,
): Promise<{ readonly facts: ReadonlyMap<string, readonly PastFact[]>; readonly isWhole: boolean }> {
  const { rows } = await client.query<{
    readonly customer_id: string;
    readonly id: string;
    readonly occurred_at: Instant;
    readonly recorded_at: Instant;
    readonly body: FactBody;
  }>(
    `select f.customer_id, f.id, f.occurred_at, f.recorded_at, f.body
     from   laurel.fact f
     where  f.customer_id = any($1::uuid[]) and f.id >= $2 and f.kind = any($3::text[])
       and  (f.kind <> 'event' or f.name = any($4::text[]))
       and  not f.is_refused and f.body is not null and not f.body ? 'forgotten'
     order  by f.customer_id, f.id
     limit  ${FACTS_MAX}`,
    [customerIds, firstIdAt(since), kinds, events],
  );
  const facts = new Map<string, PastFact[]>();
  for (const { customer_id, id, occurred_at: occurredAt, recorded_at: recordedAt, body } of rows)
    facts.getOrInsert(customer_id, []).push({ id, occurredAt, recordedAt, body });
  return { facts, isWhole: rows.length < FACTS_MAX };
}
