// What customers were assigned, claimed or tried in vain: read for deciding by code, and for lists. Writing is save's.
import type pg from 'pg';
import { z } from 'zod';
import type { PromoClaim } from '../domain/promo/promo.ts';
import { texts, uuids } from './arrays.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';
import type { RecordTable } from './records.ts';
import { bool, instant, text, uuid } from './tables.ts';

export type PromoClaimItem = readonly [
  id: string,
  code: string,
  written: string,
  list: string | null,
  isSingle: boolean,
  status: PromoClaim['status'],
  error: PromoClaim['error'],
  rule: string | null,
  reason: string | null,
  by: string,
  at: string,
  claimedAt: string | null,
];

const ITEM = `json_build_array(r.id, r.code, r.written, r.list, r.is_single, r.status, r.error, r.rule, r.reason, r.by, r.at,
                               r.claimed_at)`;

function rowOf(item: PromoClaimItem): PromoClaim {
  const [id, code, written, list, isSingle, status, error, rule, reason, by, at, claimedAt] = item;
  return {
    id,
    code,
    written,
    list,
    isSingle,
    status,
    error,
    rule,
    reason,
    by,
    at: Date.parse(at),
    claimedAt: claimedAt === null ? null : Date.parse(claimedAt),
  };
}

export const PROMO_CLAIMS: RecordTable<'promo_claim', PromoClaimItem> = {
  family: 'promo_claim',
  table: {
    name: 'promo_claim',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('code', (row) => row.code),
      text('written', (row) => row.written),
      text('list', (row) => row.list),
      bool('is_single', (row) => row.isSingle),
      text('status', (row) => row.status),
      text('error', (row) => row.error),
      text('rule', (row) => row.rule),
      text('reason', (row) => row.reason),
      text('by', (row) => row.by),
      instant('at', (row) => row.at),
      instant('claimed_at', (row) => row.claimedAt),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: ITEM,
  rowOf,
  open: `r.status = 'assigned'`,
};

export type OwnCode = { readonly customerId: string; readonly code: string };

/** The rows that say a code is assigned to the customer who names it. */
export async function readAssigned(
  client: pg.PoolClient,
  wanted: readonly OwnCode[],
): Promise<readonly { readonly customerId: string; readonly row: PromoClaim }[]> {
  if (wanted.length === 0) return [];
  const { rows } = await client.query<{ customer_id: string; item: PromoClaimItem }>({
    name: 'load-assigned-promo',
    text: `select r.customer_id, ${ITEM} as item
           from   unnest($1::uuid[], $2::text[]) as n(customer_id, code)
                  join laurel.promo_claim r on r.customer_id = n.customer_id and r.code = n.code and r.status = 'assigned'
           order by r.customer_id, r.id`,
    values: [uuids(wanted.map(({ customerId }) => customerId)), texts(wanted.map(({ code }) => code))],
  });
  return rows.map(({ customer_id, item }) => ({ customerId: customer_id, row: rowOf(item) }));
}

export type ClaimsWanted = Page & {
  readonly statuses: readonly PromoClaim['status'][] | null;
  readonly list: string | null;
};

/** Newest first. */
export async function readPromoClaims(
  db: Pick<pg.Pool, 'query'>,
  customerId: string,
  wanted: ClaimsWanted,
): Promise<PageOf<PromoClaim>> {
  const [before] = readCursor(wanted.after, z.tuple([uuidPart])) ?? [null];
  const { rows } = await db.query<{ item: PromoClaimItem }>({
    name: 'list-promo-claims',
    text: `select ${ITEM} as item
           from   laurel.promo_claim r
           where  r.customer_id = $1 and ($2::uuid is null or r.id < $2)
             and  ($3::text[] is null or r.status = any($3)) and ($4::text is null or r.list = $4)
           order  by r.id desc
           limit  $5`,
    values: [customerId, before, wanted.statuses, wanted.list, rowsToRead(wanted.limit)],
  });
  return pageOf(rows, wanted.limit, {
    item: ({ item }) => rowOf(item),
    cursor: ({ item: [id] }) => cursorOf([id]),
  });
}
