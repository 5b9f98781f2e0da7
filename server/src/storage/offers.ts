// The wallet: offers as they now are, one row each, which `save` sets. What each offer came to stands in the facts, and is
// compared with the wallet here. Issuing and ending offers is the domain's.
import type pg from 'pg';
import { z } from 'zod';
import type { JsonObject } from '../domain/facts.ts';
import type { UserOffer } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import type { Difference } from '../domain/verify.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';
import { bool, instant, json, type Table, text, uuid } from './tables.ts';
import type { CustomerRange } from './verify.ts';

export const OFFER_TABLE: Table<UserOffer & { readonly customerId: string }> = {
  name: 'user_offer',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    uuid('id', (row) => row.id),
    text('offer', (row) => row.offer),
    text('status', (row) => row.status),
    instant('issued_at', (row) => row.issuedAt),
    instant('starts_at', (row) => row.startsAt),
    instant('expires_at', (row) => row.expiresAt),
    text('rule', (row) => row.rule),
    instant('redeemed_at', (row) => row.redeemedAt),
    text('transaction_id', (row) => row.transactionId),
    uuid('order_id', (row) => row.orderId),
    json('custom_data', (row) => row.customData),
    text('code_hash', (row) => row.codeHash),
    instant('code_expires_at', (row) => row.codeExpiresAt),
    bool('is_open', (row) => row.status === 'issued' || row.status === 'locked'),
  ],
  upsertOn: ['customer_id', 'id'],
};

type OfferRow = {
  readonly id: string;
  readonly offer: string;
  readonly status: UserOffer['status'];
  readonly issued_at: Instant;
  readonly starts_at: Instant | null;
  readonly expires_at: Instant | null;
  readonly rule: string | null;
  readonly redeemed_at: Instant | null;
  readonly transaction_id: string | null;
  readonly order_id: string | null;
  readonly custom_data: JsonObject;
};

export type WalletQuery = Page & {
  readonly statuses?: readonly UserOffer['status'][] | undefined;
  /** What is past its date by then counts as expired, whether or not that has been booked. */
  readonly now?: Instant;
  readonly offer?: string | undefined;
};

const CURSOR = z.tuple([uuidPart]);

/** `$6` is the instant at which it is asked; null: as booked. */
const STATUS_NOW = `case when o.status = 'issued' and o.expires_at <= $6::timestamptz then 'expired' else o.status end`;

/** A customer's offers, newest first, each with the status that it has at `now`. */
export async function readWallet(
  db: Pick<pg.Pool, 'query'>,
  customerId: string,
  query: WalletQuery,
): Promise<PageOf<UserOffer>> {
  const [after] = readCursor(query.after, CURSOR) ?? [null];
  const { rows } = await db.query<OfferRow>(
    `select o.id, o.offer, ${STATUS_NOW} as status, o.issued_at, o.starts_at, o.expires_at, o.rule,
            o.redeemed_at, o.transaction_id, o.order_id, o.custom_data
     from   laurel.user_offer o
     where  o.customer_id = $1
       and  ($2::uuid is null or o.id < $2)
       and  ($3::text[] is null or ${STATUS_NOW} = any($3))
       and  ($4::text is null or o.offer = $4)
     order by o.id desc
     limit $5`,
    [customerId, after, query.statuses ?? null, query.offer ?? null, rowsToRead(query.limit), nowOf(query)],
  );
  return pageOf(rows, query.limit, { item: offerOf, cursor: (row) => cursorOf([row.id]) });
}

/** One offer of a customer, with the status that it has at `now`. */
export async function readUserOffer(
  db: Pick<pg.Pool, 'query'>,
  customerId: string,
  wanted: { readonly id: string; readonly now: Instant },
): Promise<UserOffer | null> {
  const { rows } = await db.query<OfferRow>(
    `select o.id, o.offer, case when o.status = 'issued' and o.expires_at <= $3::timestamptz then 'expired' else o.status end as status,
            o.issued_at, o.starts_at, o.expires_at, o.rule, o.redeemed_at, o.transaction_id, o.order_id, o.custom_data
     from   laurel.user_offer o
     where  o.customer_id = $1 and o.id = $2`,
    [customerId, wanted.id, new Date(wanted.now)],
  );
  return rows[0] === undefined ? null : offerOf(rows[0]);
}

/** Whose an offer is; null when nobody has it. A merged customer's offers are the other's, too. */
export async function findOfferOwner(db: Pick<pg.Pool, 'query'>, userOfferId: string): Promise<string | null> {
  const { rows } = await db.query<{ customer_id: string }>(
    `select o.customer_id
     from   laurel.user_offer o
     where  o.id = $1
     order  by o.is_open desc, o.customer_id
     limit  1`,
    [userOfferId],
  );
  return rows[0]?.customer_id ?? null;
}

/** The offer that a short-lived code is for; whether it still runs is decided. */
export async function findCodeOwner(
  db: Pick<pg.Pool, 'query'>,
  codeHash: string,
): Promise<{ readonly customerId: string; readonly userOfferId: string } | null> {
  const { rows } = await db.query<{ customer_id: string; id: string }>(
    `select o.customer_id, o.id
     from   laurel.user_offer o
     where  o.code_hash = $1
     order  by o.customer_id, o.id
     limit  1`,
    [codeHash],
  );
  return rows[0] === undefined ? null : { customerId: rows[0].customer_id, userOfferId: rows[0].id };
}

export type Stock = {
  /** Ever given, those taken back left out. */
  readonly issued: number;
  readonly redeemed: number;
  /** Of the inventory. */
  readonly used: number;
};

/** How many of some offers were given. */
export async function readStock(
  db: Pick<pg.Pool, 'query'>,
  offers: readonly string[],
): Promise<ReadonlyMap<string, Stock>> {
  const { rows } = await db.query<Stock & { readonly offer: string }>(
    `select n.offer, coalesce(w.issued, 0) as issued, coalesce(w.redeemed, 0) as redeemed,
            coalesce((select sum(q.used)::bigint from laurel.quota_slice q
                      where  q.key = 'offer:' || n.offer and q.period = 'e'), 0) as used
     from   unnest($1::text[]) as n(offer)
            left join (select o.offer, count(*) filter (where o.status <> 'revoked') as issued,
                              count(*) filter (where o.status = 'redeemed') as redeemed
                       from   laurel.user_offer o
                       where  o.offer = any($1::text[])
                       group  by o.offer) w on w.offer = n.offer
     order  by n.offer
     limit  10000`,
    [offers],
  );
  return new Map(rows.map(({ offer, issued, redeemed, used }) => [offer, { issued, redeemed, used }]));
}

function nowOf({ now }: WalletQuery): Date | null {
  return now === undefined ? null : new Date(now);
}

function offerOf(row: OfferRow): UserOffer {
  return {
    id: row.id,
    offer: row.offer,
    status: row.status,
    issuedAt: row.issued_at,
    startsAt: row.starts_at,
    expiresAt: row.expires_at,
    rule: row.rule,
    redeemedAt: row.redeemed_at,
    transactionId: row.transaction_id,
    orderId: row.order_id,
    customData: row.custom_data,
    codeHash: null,
    codeExpiresAt: null,
  };
}

/** Differences found in one range of customers at most. */
const DIFFERENCES_MAX = 1_000;

type DifferenceRow = {
  readonly customer_id: string;
  readonly key: string;
  readonly column: string;
  readonly stored: string | null;
  readonly rebuilt: string | null;
};

/**
 * The wallet as facts told it (the newest outcome of each offer; issued when its first fact was recorded) against the
 * wallet as it is stored. A column of texts serves all columns: the dates are compared as instants written out alike.
 */
const WALLET_AGAINST_FACTS = `
  with told as (
    select distinct on (f.customer_id, o->>'user_offer_id')
           f.customer_id, o->>'user_offer_id' as id, o->>'offer' as offer, o->>'status' as status,
           (o->>'expires_at')::timestamptz as expires_at, o->>'rule' as rule, (o->>'starts_at')::timestamptz as starts_at,
           (o->>'redeemed_at')::timestamptz as redeemed_at, o->>'transaction_id' as transaction_id, o->>'order_id' as order_id,
           coalesce((o->'custom_data')::jsonb, '{}') as custom_data,
           (o->>'status') in ('issued', 'locked') as is_open,
           min(f.recorded_at) over (partition by f.customer_id, o->>'user_offer_id') as issued_at
    from   laurel.fact f
           cross join json_array_elements(f.record->'outcomes') with ordinality as x(o, position)
    where  f.customer_id > $1 and f.customer_id <= $2 and not f.is_refused and o->>'kind' = 'offer'
    order  by f.customer_id, o->>'user_offer_id', f.recorded_at desc, f.id desc, x.position desc
  ), stored as (
    select w.customer_id, w.id::text as id, w.offer, w.status, w.expires_at, w.rule, w.starts_at,
           w.redeemed_at, w.transaction_id, w.order_id::text as order_id, w.custom_data, w.is_open, w.issued_at
    from   laurel.user_offer w
    where  w.customer_id > $1 and w.customer_id <= $2
  )
  select coalesce(s.customer_id, t.customer_id) as customer_id, coalesce(s.id, t.id) as key, c."column", c.stored, c.rebuilt
  from   stored s full join told t on t.customer_id = s.customer_id and t.id = s.id
         cross join lateral (values
           ('row',        case when s.id is not null then 'there' end, case when t.id is not null then 'there' end),
           ('offer',      s.offer,                                     t.offer),
           ('status',     s.status,                                    t.status),
           ('issued_at',  s.issued_at::text,                           t.issued_at::text),
           ('expires_at', s.expires_at::text,                          t.expires_at::text),
           ('rule',       s.rule,                                      t.rule),
           ('starts_at',      s.starts_at::text,                       t.starts_at::text),
           ('redeemed_at',    s.redeemed_at::text,                     t.redeemed_at::text),
           ('transaction_id', s.transaction_id,                        t.transaction_id),
           ('order_id',       s.order_id,                              t.order_id),
           ('custom_data',    s.custom_data::text,                     t.custom_data::text),
           ('is_open',    s.is_open::text,                             t.is_open::text)
         ) as c("column", stored, rebuilt)
  where  c.stored is distinct from c.rebuilt and (c."column" = 'row' or (s.id is not null and t.id is not null))
  order  by 1, 2, 3
  limit  ${DIFFERENCES_MAX}`;

/** Every value of the wallet that is stored otherwise than the facts tell it. */
export async function findOfferDifferences(
  db: Pick<pg.Pool, 'query'>,
  range: CustomerRange,
): Promise<readonly Difference[]> {
  const { rows } = await db.query<DifferenceRow>({
    name: 'verify-offers',
    text: WALLET_AGAINST_FACTS,
    values: [range.after, range.last],
  });
  return rows.map((row) => ({
    table: 'user_offer',
    customerId: row.customer_id,
    key: row.key,
    column: row.column,
    stored: row.stored,
    rebuilt: row.rebuilt,
  }));
}
