// Events that were set aside: refused, waiting for their customer to be known on the platform, or too old for it.
import type pg from 'pg';
import { z } from 'zod';
import type { JsonObject } from '../domain/facts.ts';
import type { LoyaltyEvent, LoyaltyEventKey } from '../domain/sync/events.ts';
import type { Instant } from '../domain/time.ts';
import { instants, jsons, texts, uuids } from './arrays.ts';
import { cursorOf, instantPart, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

type Db = Pick<pg.Pool, 'query'>;

export const SET_ASIDE_STATUSES = ['waiting', 'dead', 'expired'] as const;
export type SetAsideStatus = (typeof SET_ASIDE_STATUSES)[number];

export type SetAsideEvent = {
  readonly id: string;
  readonly customerId: string;
  readonly event: LoyaltyEventKey;
  readonly occurredAt: Instant;
  readonly properties: JsonObject;
  readonly status: SetAsideStatus;
  readonly reason: string;
  readonly attempts: number;
  readonly setAsideAt: Instant;
};

const COLUMNS = `e.id, e.customer_id as "customerId", e.event, e.occurred_at as "occurredAt", e.properties, e.status, e.reason,
       e.attempts, e.set_aside_at as "setAsideAt"`;

/** The oldest first. */
export async function readSetAside(
  db: Db,
  connection: string,
  { status, limit, after }: Page & { readonly status: SetAsideStatus },
): Promise<PageOf<SetAsideEvent>> {
  const [at, id] = readCursor(after, z.tuple([instantPart, uuidPart])) ?? [null, null];
  const { rows } = await db.query<SetAsideEvent>(
    `select ${COLUMNS}
     from   laurel.sync_event e
     where  e.connection = $1 and e.status = $2
       and  ($3::timestamptz is null or (e.set_aside_at, e.id) > ($3, $4::uuid))
     order  by e.set_aside_at, e.id
     limit  $5`,
    [connection, status, at === null ? null : new Date(at), id, rowsToRead(limit)],
  );
  return pageOf(rows, limit, { item: (row) => row, cursor: (row) => cursorOf([row.setAsideAt, row.id]) });
}

export async function countSetAside(
  db: Db,
  connection: string,
): Promise<{ readonly [status in SetAsideStatus]: number }> {
  const { rows } = await db.query<{ status: SetAsideStatus; events: number }>(
    `select e.status, count(*) as events from laurel.sync_event e where e.connection = $1 group by e.status`,
    [connection],
  );
  const of = (status: SetAsideStatus): number => rows.find((row) => row.status === status)?.events ?? 0;
  return { waiting: of('waiting'), dead: of('dead'), expired: of('expired') };
}

/** To be sent again; false when there is none of this id. What is set aside is few, so the id alone finds it. */
export async function retryEvent(db: Db, connection: string, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    'update laurel.sync_event e set is_ready = true where e.connection = $1 and e.id = $2',
    [connection, id],
  );
  return (rowCount ?? 0) > 0;
}

export type SetAside = {
  readonly event: LoyaltyEvent;
  readonly status: SetAsideStatus;
  readonly reason: string;
};

/** What was there already is judged anew. */
export async function setAside(
  db: Db,
  connection: string,
  { events, at }: { readonly events: readonly SetAside[]; readonly at: Instant },
): Promise<void> {
  if (events.length === 0) return;
  await db.query({
    name: 'sync-set-aside',
    text: `insert into laurel.sync_event as e
             (customer_id, connection, id, event, occurred_at, properties, status, reason, attempts, set_aside_at)
           select r.customer_id, $1, r.id, r.event, r.occurred_at, r.properties, r.status, r.reason, 1, $9
           from   unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::jsonb[], $7::text[], $8::text[])
                  as r(customer_id, id, event, occurred_at, properties, status, reason)
           on conflict (customer_id, connection, id) do update
           set    status = excluded.status, reason = excluded.reason, attempts = e.attempts + 1, is_ready = false`,
    values: [
      connection,
      uuids(events.map(({ event }) => event.customerId)),
      uuids(events.map(({ event }) => event.id)),
      texts(events.map(({ event }) => event.event)),
      instants(events.map(({ event }) => event.at)),
      jsons(events.map(({ event }) => event.properties)),
      texts(events.map(({ status }) => status)),
      texts(events.map(({ reason }) => reason)),
      new Date(at),
    ],
  });
}

/** Those that may go now, the oldest first. */
export async function readReadyEvents(db: Db, connection: string, limit: number): Promise<readonly SetAsideEvent[]> {
  const { rows } = await db.query<SetAsideEvent>({
    name: 'sync-ready-events',
    text: `select ${COLUMNS}
           from   laurel.sync_event e
           where  e.connection = $1 and e.is_ready
           order  by e.set_aside_at, e.id
           limit  $2`,
    values: [connection, limit],
  });
  return rows;
}

export async function dropEvents(
  db: Db,
  connection: string,
  events: readonly Pick<LoyaltyEvent, 'customerId' | 'id'>[],
): Promise<void> {
  if (events.length === 0) return;
  await db.query({
    name: 'sync-drop-events',
    text: `delete from laurel.sync_event e
           using  unnest($2::uuid[], $3::uuid[]) as r(customer_id, id)
           where  e.customer_id = r.customer_id and e.connection = $1 and e.id = r.id`,
    values: [connection, uuids(events.map(({ customerId }) => customerId)), uuids(events.map(({ id }) => id))],
  });
}

/** What waited for customers who are known there by now. */
export async function readyWaitingOf(db: Db, connection: string, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await db.query({
    name: 'sync-ready-waiting',
    text: `update laurel.sync_event e
           set    is_ready = true
           from   laurel.sync_customer s
           where  e.customer_id = any($2::uuid[]) and e.connection = $1 and e.status = 'waiting' and not e.is_ready
             and  s.customer_id = e.customer_id and s.connection = e.connection and s.status in ('synced', 'left')`,
    values: [connection, uuids(customerIds)],
  });
}

/** Waiting ones whose customer became known there at the very moment when they were set aside. The oldest of them. */
export async function readyForgotten(db: Db, connection: string): Promise<void> {
  await db.query(
    `update laurel.sync_event e
     set    is_ready = true
     from   (select w.customer_id, w.id
             from   laurel.sync_event w
             where  w.connection = $1 and w.status = 'waiting' and not w.is_ready
             order  by w.set_aside_at, w.id
             limit  1000) as o
     join   laurel.sync_customer s on s.customer_id = o.customer_id and s.connection = $1 and s.status in ('synced', 'left')
     where  e.customer_id = o.customer_id and e.connection = $1 and e.id = o.id`,
    [connection],
  );
}
