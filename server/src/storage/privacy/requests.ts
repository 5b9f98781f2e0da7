// Requests about a customer's data as they now stand: how they lie in their table, and lists of them. Writing them is save's.
import type pg from 'pg';
import { z } from 'zod';
import type { PrivacyRequest } from '../../domain/privacy/privacy.ts';
import type { Instant } from '../../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from '../pages.ts';
import type { RecordTable } from '../records.ts';
import { instant, int, text, uuid } from '../tables.ts';

type Item = readonly [
  id: string,
  kind: PrivacyRequest['kind'],
  status: PrivacyRequest['status'],
  reason: string | null,
  note: string | null,
  identityMethod: PrivacyRequest['identityMethod'],
  identityBy: string | null,
  requestedAt: string,
  requestedBy: string,
  completedAt: string | null,
  format: PrivacyRequest['format'],
  expiresAt: string | null,
  downloads: number,
];

const ITEM = `json_build_array(r.id, r.kind, r.status, r.reason, r.note, r.identity_method, r.identity_by, r.requested_at,
              r.requested_by, r.completed_at, r.format, r.expires_at, r.downloads)`;

export const PRIVACY_REQUESTS: RecordTable<'privacy_request', Item> = {
  family: 'privacy_request',
  table: {
    name: 'privacy_request',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('kind', (row) => row.kind),
      text('status', (row) => row.status),
      text('reason', (row) => row.reason),
      text('note', (row) => row.note),
      text('identity_method', (row) => row.identityMethod),
      text('identity_by', (row) => row.identityBy),
      instant('requested_at', (row) => row.requestedAt),
      text('requested_by', (row) => row.requestedBy),
      instant('completed_at', (row) => row.completedAt),
      text('format', (row) => row.format),
      instant('expires_at', (row) => row.expiresAt),
      int('downloads', (row) => row.downloads),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: ITEM,
  rowOf: requestOf,
  open: `r.status = 'in_progress'`,
};

function requestOf(item: Item): PrivacyRequest {
  const [id, kind, status, reason, note, identityMethod, identityBy, requestedAt, requestedBy] = item;
  const [, , , , , , , , , completedAt, format, expiresAt, downloads] = item;
  return {
    id,
    kind,
    status,
    reason,
    note,
    identityMethod,
    identityBy,
    requestedAt: Date.parse(requestedAt),
    requestedBy,
    completedAt: instantOf(completedAt),
    format,
    expiresAt: instantOf(expiresAt),
    downloads,
  };
}

function instantOf(text: string | null): Instant | null {
  return text === null ? null : Date.parse(text);
}

export type OwnedRequest = PrivacyRequest & { readonly customerId: string };
type Row = { readonly customer_id: string; readonly item: Item };

function ownedOf({ customer_id: customerId, item }: Row): OwnedRequest {
  return { ...requestOf(item), customerId };
}

type Db = Pick<pg.Pool, 'query'>;

export type RequestFilter = {
  readonly customerId?: string | undefined;
  readonly kind?: PrivacyRequest['kind'] | undefined;
  readonly status?: PrivacyRequest['status'] | undefined;
};

const CURSOR = z.tuple([uuidPart]);

/** Newest first: ids begin with the time at which the request was decided. */
export async function listRequests(db: Db, filter: RequestFilter, page: Page): Promise<PageOf<OwnedRequest>> {
  const [after] = readCursor(page.after, CURSOR) ?? [null];
  const { rows } = await db.query<Row & { readonly id: string }>(
    `select r.customer_id, r.id, ${ITEM} as item
     from   laurel.privacy_request r
     where  ($1::uuid is null or r.customer_id = $1)
       and  ($2::text is null or r.kind = $2)
       and  ($3::text is null or r.status = $3)
       and  ($4::uuid is null or r.id < $4)
     order by r.id desc
     limit $5`,
    [filter.customerId ?? null, filter.kind ?? null, filter.status ?? null, after, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: ownedOf, cursor: (row) => cursorOf([row.id]) });
}

export async function readRequest(db: Db, customerId: string, id: string): Promise<OwnedRequest | null> {
  const { rows } = await db.query<Row>(
    `select r.customer_id, ${ITEM} as item from laurel.privacy_request r where r.customer_id = $1 and r.id = $2`,
    [customerId, id],
  );
  return rows[0] === undefined ? null : ownedOf(rows[0]);
}

/** Requests in progress, the oldest first; `before`: made before that instant. */
export async function openRequests(
  db: Db,
  kind: 'export' | 'forget',
  { before, limit }: { readonly before: Instant; readonly limit: number },
): Promise<readonly OwnedRequest[]> {
  const { rows } = await db.query<Row>(
    `select r.customer_id, ${ITEM} as item
     from   laurel.privacy_request r
     where  r.status = 'in_progress' and r.kind = $1 and r.requested_at <= $2
     order by r.id
     limit $3`,
    [kind, new Date(before), limit],
  );
  return rows.map(ownedOf);
}

/** Customers who were merged into one, and are not forgotten yet. */
export async function findUnforgotten(db: Db, customerId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>(
    `select c.customer_id from laurel.customer c
     where  c.merged_into = $1 and c.forgotten_at is null
     order  by c.customer_id limit 1000`,
    [customerId],
  );
  return rows.map((row) => row.customer_id);
}

/** First number of the two-number form of advisory locks; see partitions.ts for the others. */
const NAMESPACE = 7_202;

/** For the transaction; false while another process is at the request. */
export async function lockRequest(client: pg.PoolClient, id: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_xact_lock($1, hashtext($2)) as locked',
    [NAMESPACE, id],
  );
  return rows[0]?.locked ?? false;
}

/** What was refused, and what was not sent, since processing was stopped: nothing of it is lost silently. */
export async function countHeldBack(
  db: Db,
  customerId: string,
  since: Instant,
): Promise<{ readonly refused: number; readonly unsent: number }> {
  const { rows } = await db.query<{ refused: number; unsent: number }>(
    `select (select count(*) from laurel.fact f
             where  f.customer_id = $1 and f.is_refused and f.recorded_at >= $2
               and  f.record->'refusal'->>'code' = 'processing_stopped') as refused,
            (select count(*) from laurel.message m
             where  m.customer_id = $1 and m.status = 'suppressed' and m.reason = 'processing_stopped'
               and  m.finished_at >= $2) as unsent`,
    [customerId, new Date(since)],
  );
  return rows[0] ?? { refused: 0, unsent: 0 };
}
