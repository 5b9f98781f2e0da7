// Counts past events for what a new version of the programme counts for the first time, so that "3 visits in the last 12
// months" is complete from the first fact on. Runs in chunks; running it twice counts nothing twice.
import type pg from 'pg';
import { PARTITIONS } from '../domain/ids.ts';
import type { Metric, Programme } from '../domain/programme/programme.ts';
import { expressionValues } from '../domain/programme/variables.ts';
import { emptyState } from '../domain/state.ts';
import {
  insertTallies,
  type PastEvent,
  type PastTally,
  readEventsSince,
  readPastEvents,
  readProfiles,
} from '../storage/tally-backfill.ts';

type Queryable = Pick<pg.Pool | pg.PoolClient, 'query'>;

export type Backfill = { readonly programme: Programme; readonly metrics: readonly Metric[] };

/** Rows read and written at once: some ten milliseconds each. */
const PAGE = 2_000;

export async function backfillAll(db: Queryable, backfill: Backfill): Promise<void> {
  for (let partition = 0; partition < PARTITIONS; partition += 1)
    await backfillPartition(db, backfill, partition, null);
}

/** What was written by a transaction or later ones: the rest that was missed while `backfillAll` ran. */
export async function backfillSince(db: Queryable, backfill: Backfill, sinceTx: number): Promise<void> {
  for (const partition of await readEventsSince(db, eventNames(backfill), sinceTx)) {
    await backfillPartition(db, backfill, partition, sinceTx);
  }
}

function eventNames({ metrics }: Backfill): readonly string[] {
  return [...new Set(metrics.map((metric) => metric.event))];
}

async function backfillPartition(
  db: Queryable,
  backfill: Backfill,
  partition: number,
  sinceTx: number | null,
): Promise<void> {
  const names = eventNames(backfill);
  let after: { customerId: string; factId: string } | null = null;
  for (;;) {
    const events: readonly PastEvent[] = await readPastEvents(db, { names, partition, after, sinceTx, limit: PAGE });
    const tallies = await countPast(db, backfill, events);
    if (tallies.length > 0) await insertTallies(db, tallies);
    const last = events.at(-1);
    // The page is bounded and the place moves on with every page, so the loop ends with the partition.
    if (last === undefined || events.length < PAGE) return;
    after = { customerId: last.customerId, factId: last.factId };
  }
}

async function countPast(
  db: Queryable,
  { programme, metrics }: Backfill,
  events: readonly PastEvent[],
): Promise<readonly PastTally[]> {
  const readsCustomer = metrics.some((metric) => metric.when?.reads.some((path) => path.startsWith('customer.')));
  const customerIds = readsCustomer ? [...new Set(events.map((event) => event.customerId))] : [];
  const profiles = customerIds.length === 0 ? null : await readProfiles(db, customerIds);
  return events.flatMap((event) => {
    const state = { ...emptyState(event.customerId), profile: profiles?.get(event.customerId) ?? null };
    return metrics
      .filter((metric) => metric.event === event.name && counts(metric, event, state, programme))
      .map((metric) => ({
        customerId: event.customerId,
        metric: metric.name,
        at: event.occurredAt,
        factId: event.factId,
        value: event.quantity,
      }));
  });
}

/** Of the customer only the profile as it is now is known here: tiers, tags and points of that day are not. */
function counts(metric: Metric, event: PastEvent, state: ReturnType<typeof emptyState>, programme: Programme): boolean {
  if (metric.when === null) return true;
  if (event.properties === null) return false;
  const happening = { name: event.name, quantity: event.quantity, properties: event.properties };
  const found = metric.when.evaluate(expressionValues(state, happening, event.recordedAt, programme));
  return found.ok && found.value === true;
}
