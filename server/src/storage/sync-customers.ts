// What a platform was told of each customer, read and changed by hand: lists, and asking for somebody to be sent again. What
// the lanes write is sync-sent.ts.
import type pg from 'pg';
import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { uuids } from './arrays.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

type Db = Pick<pg.Pool, 'query'>;

export const SYNC_CUSTOMER_STATUSES = ['pending', 'synced', 'failed', 'left', 'erased'] as const;
export type SyncCustomerStatus = (typeof SYNC_CUSTOMER_STATUSES)[number];

export type SyncCustomerState = {
  readonly status: SyncCustomerStatus;
  readonly key: string;
  readonly remoteId: string | null;
  readonly isMember: boolean;
  readonly isUntagged: boolean;
  readonly result: string | null;
  readonly reason: string | null;
  readonly syncedAt: Instant | null;
  readonly triedAt: Instant | null;
  readonly attempts: number;
  readonly nextAt: Instant | null;
};

export type SyncedCustomer = SyncCustomerState & {
  readonly customerId: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
};

const STATE = `s.status, s.key, s.remote_id as "remoteId", s.is_member as "isMember", s.is_untagged as "isUntagged", s.result,
       s.reason, s.synced_at as "syncedAt", s.tried_at as "triedAt", s.attempts, s.next_at as "nextAt"`;

/** By their ids. */
export async function readSyncedCustomers(
  db: Db,
  connection: string,
  { status, limit, after }: Page & { readonly status: SyncCustomerStatus | null },
): Promise<PageOf<SyncedCustomer>> {
  const [last] = readCursor(after, z.tuple([uuidPart])) ?? [null];
  const { rows } = await db.query<SyncedCustomer>(
    `select s.customer_id as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email, ${STATE}
     from   laurel.sync_customer s
     left   join laurel.customer c on c.customer_id = s.customer_id
     where  s.connection = $1 and ($2::uuid is null or s.customer_id > $2)
       and  ($3::text is null or s.status = $3)
     order  by s.customer_id
     limit  $4`,
    [connection, last, status, rowsToRead(limit)],
  );
  return pageOf(rows, limit, { item: (row) => row, cursor: (row) => cursorOf([row.customerId]) });
}

export async function readSyncStates(
  db: Db,
  customerId: string,
): Promise<readonly (SyncCustomerState & { readonly connection: string; readonly setAside: number })[]> {
  const { rows } = await db.query<SyncCustomerState & { connection: string; setAside: number }>(
    `select s.connection, ${STATE},
            (select count(*) from laurel.sync_event e
             where  e.customer_id = s.customer_id and e.connection = s.connection) as "setAside"
     from   laurel.sync_customer s
     where  s.customer_id = $1
     order  by s.connection`,
    [customerId],
  );
  return rows;
}

export async function countByStatus(
  db: Db,
  connection: string,
): Promise<{ readonly [status in SyncCustomerStatus]: number }> {
  const { rows } = await db.query<{ status: SyncCustomerStatus; customers: number }>(
    `select s.status, count(*) as customers from laurel.sync_customer s where s.connection = $1 group by s.status`,
    [connection],
  );
  const of = (status: SyncCustomerStatus): number => rows.find((row) => row.status === status)?.customers ?? 0;
  return { pending: of('pending'), synced: of('synced'), failed: of('failed'), left: of('left'), erased: of('erased') };
}

/** Why nothing is sent of a customer; null: they are sent. */
export type Standing = {
  readonly customerId: string;
  readonly optedIn: boolean;
  readonly optedInAt: Instant | null;
  readonly optedOutAt: Instant | null;
  readonly isTestPersona: boolean;
  readonly isStopped: boolean;
  readonly isDeleted: boolean;
  readonly isForgotten: boolean;
  readonly mergedInto: string | null;
  /** Null: never sent, and not to be sent yet. */
  readonly status: SyncCustomerStatus | null;
  readonly key: string | null;
  readonly result: string | null;
};

export async function readStandings(
  db: Db,
  connection: string,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const { rows } = await db.query<Standing>({
    name: 'sync-standings',
    text: `select c.customer_id as "customerId", c.opted_in as "optedIn", c.opted_in_at as "optedInAt", c.opted_out_at as "optedOutAt",
                  c.test_persona as "isTestPersona", c.stopped_at is not null as "isStopped",
                  c.deleted_at is not null as "isDeleted", c.forgotten_at is not null as "isForgotten",
                  c.merged_into as "mergedInto", s.status, s.key, s.result
           from   laurel.customer c
           left   join laurel.sync_customer s on s.customer_id = c.customer_id and s.connection = $1
           where  c.customer_id = any($2::uuid[])`,
    values: [connection, uuids(customerIds)],
  });
  return new Map(rows.map((row) => [row.customerId, row]));
}

/**
 * To be sent whatever was sent before, as soon as the lane comes to it. Asked for twice in one millisecond, the second has a time of
 * its own: by it a lane that is just sending sees that it was asked for again.
 */
export async function askForCustomers(
  db: Db,
  connection: string,
  {
    customerIds,
    at,
    isUntagged,
  }: {
    readonly customerIds: readonly string[];
    readonly at: Instant;
    /** Null: the tag stays as it is. */
    readonly isUntagged: boolean | null;
  },
): Promise<void> {
  await db.query({
    name: 'sync-ask',
    text: `insert into laurel.sync_customer as s
             (customer_id, connection, status, key, emails, phones, is_member, is_untagged, attempts, next_at)
           select r.customer_id, $1, 'pending', '', '{}', '{}', false, coalesce($3, false), 0, $4
           from   unnest($2::uuid[]) as r(customer_id)
           on conflict (customer_id, connection) do update
           set    hash = null, attempts = 0, is_untagged = coalesce($3, s.is_untagged),
                  next_at = least(excluded.next_at, s.next_at - interval '1 millisecond')`,
    values: [connection, uuids(customerIds), isUntagged, new Date(at)],
  });
}

/** With the tag or without; whoever sends them does so whatever was sent before. */
export async function setUntagged(
  db: Db,
  connection: string,
  { customerIds, isUntagged }: { readonly customerIds: readonly string[]; readonly isUntagged: boolean },
): Promise<void> {
  await db.query({
    name: 'sync-untagged',
    text: `insert into laurel.sync_customer as s
             (customer_id, connection, status, key, emails, phones, is_member, is_untagged, attempts)
           select r.customer_id, $1, 'pending', '', '{}', '{}', false, $3, 0
           from   unnest($2::uuid[]) as r(customer_id)
           on conflict (customer_id, connection) do update set hash = null, is_untagged = excluded.is_untagged`,
    values: [connection, uuids(customerIds), isUntagged],
  });
}

/** Whoever has a line on this connection, by their ids. */
export async function readLineIds(
  db: Db,
  connection: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>(
    `select s.customer_id
     from   laurel.sync_customer s
     where  s.connection = $1 and s.customer_id > $2
     order  by s.customer_id
     limit  $3`,
    [connection, after, limit],
  );
  return rows.map((row) => row.customer_id);
}
