// Finds rows that have lost what they belong to, and answers that tell other points than were booked.
import type pg from 'pg';
import type { Difference } from '../domain/verify.ts';
import { texts, uuids } from './arrays.ts';
import { CARD_KIND } from './keys.ts';
import { type CustomerRange, readRange, type Statement } from './verify.ts';

type StrayRow = {
  readonly source: string;
  readonly customer_id: string;
  readonly key: string;
  readonly problem: string;
  readonly stored: number | null;
  readonly rebuilt: number | null;
};

/** More rows than this are not needed to see that something is wrong. */
const STRAYS_MAX = 1_000;

/** Rows whose customer or fact is not there, and facts whose answer and entries tell different amounts. */
export async function findStrays(client: pg.PoolClient, range: CustomerRange): Promise<readonly Difference[]> {
  const strays = [
    ...(await readRange<StrayRow>(client, WITHOUT_CUSTOMER, range)),
    ...(await readRange<StrayRow>(client, WITHOUT_FACT, range)),
    ...(await readRange<StrayRow>(client, TOLD_AND_BOOKED, range)),
  ];
  return strays.map((row) => ({
    table: row.source,
    customerId: row.customer_id,
    key: row.key,
    column: row.problem,
    stored: row.stored,
    rebuilt: row.rebuilt,
  }));
}

/** Tables whose rows belong to a customer, with the expression that names a row beside its customer. */
const OF_CUSTOMERS: readonly (readonly [table: string, key: string, condition: string])[] = [
  ['fact', 't.id::text', 'not t.is_refused'],
  ['point_entry', 't.id::text', 'true'],
  ['tier_move', 't.id::text', 'true'],
  ['lot', 't.id::text', 'true'],
  ['balance', 't.account', 'true'],
  ['hold', 't.id::text', 'true'],
  ['tier', 't.system', 'true'],
  ['counter', "t.period || '|' || t.key", 'true'],
  ['tally', "t.metric || '|' || t.fact_id", 'true'],
  ['tag', 't.tag', 'true'],
  ['user_offer', 't.id::text', 'true'],
  ['card', 't.id::text', 'true'],
  ['card_entry', 't.id::text', 'true'],
  ['message', 't.id::text', 'true'],
  ['message_request', 't.id::text', 'true'],
];

/** The range is said of both sides, so that they are read once and matched, not looked up row by row. */
const WITHOUT_CUSTOMER: Statement = {
  name: 'verify-without-customer',
  text: `${OF_CUSTOMERS.map(
    ([table, key, condition]) => `
         select '${table}' as source, t.customer_id, ${key} as key, 'customer' as problem,
                null::bigint as stored, null::bigint as rebuilt
         from   laurel.${table} t
         where  t.customer_id > $1 and t.customer_id <= $2 and ${condition}
           and  not exists (select from laurel.customer c
                            where  c.customer_id > $1 and c.customer_id <= $2 and c.customer_id = t.customer_id)`,
  ).join('\n         union all')}
         order  by 2, 1, 3 limit ${STRAYS_MAX}`,
};

/** The id of an effect begins with the id of its fact, which ends in zeros (domain/ids.ts). */
const FACT_ID = `(left(t.id::text, 32) || '0000')::uuid`;

const WITHOUT_FACT: Statement = {
  name: 'verify-without-fact',
  text: `${['point_entry', 'tier_move']
    .map(
      (table) => `
         select '${table}' as source, t.customer_id, t.id::text as key, 'fact' as problem,
                null::bigint as stored, null::bigint as rebuilt
         from   laurel.${table} t
         where  t.customer_id > $1 and t.customer_id <= $2
           and  not exists (select from laurel.fact f
                            where  f.customer_id > $1 and f.customer_id <= $2
                              and  f.customer_id = t.customer_id and f.id = ${FACT_ID} and not f.is_refused)`,
    )
    .join('\n         union all')}
         order  by 2, 1, 3 limit ${STRAYS_MAX}`,
};

/** What a fact's answer told, by account, against what its entries booked. Held, settled and uncollected points move none. */
const TOLD_AND_BOOKED: Statement = {
  name: 'verify-told-and-booked',
  text: `with told as (
           select f.customer_id, f.id as fact_id, o->>'account' as account, sum((o->>'amount')::bigint)::bigint as amount
           from   laurel.fact f cross join json_array_elements(f.record->'outcomes') as o
           where  f.customer_id > $1 and f.customer_id <= $2 and not f.is_refused and o->>'kind' = 'points'
           group  by 1, 2, 3
         ), booked as (
           select t.customer_id, ${FACT_ID} as fact_id, t.account,
                  sum(case when t.kind in ('deposit', 'transfer_in', 'roll_in', 'restore')            then t.amount
                           when t.kind in ('spend', 'capture', 'expire', 'reverse', 'transfer_out')   then -t.amount
                           else 0 end)::bigint as amount
           from   laurel.point_entry t
           where  t.customer_id > $1 and t.customer_id <= $2
           group  by 1, 2, 3
         )
         select 'fact' as source, customer_id, fact_id || ' ' || account as key, 'points told' as problem,
                coalesce(told.amount, 0) as stored, coalesce(booked.amount, 0) as rebuilt
         from   told full join booked using (customer_id, fact_id, account)
         where  coalesce(told.amount, 0) <> coalesce(booked.amount, 0)
         order  by 2, 3 limit ${STRAYS_MAX}`,
};

/**
 * Claimed values (e-mail, identifiers, numbers of cards) whose customer is not there, or should have let go of them: because
 * of being deleted, or because the card was removed.
 */
export async function findStrayKeys(
  client: pg.PoolClient,
  after: readonly [string, string],
  limit: number,
): Promise<{
  readonly strays: readonly Difference[];
  /** Where to go on; null at the end. */
  readonly next: readonly [string, string] | null;
}> {
  const { rows } = await client.query<{ value: string; kind: string; customer_id: string; is_stray: boolean }>({
    name: 'verify-keys',
    text: `select k.value, k.kind, k.customer_id,
                  c.customer_id is null or (c.deleted_at is not null and k.kind <> '${CARD_KIND}') as is_stray
           from   laurel.customer_key k left join laurel.customer c on c.customer_id = k.customer_id
           where  (k.value, k.kind) > ($1, $2)
           order  by k.value, k.kind
           limit  $3`,
    values: [...after, limit],
  });
  const last = rows.at(-1);
  const withoutCard = await findWithoutCard(
    client,
    rows.filter(({ kind }) => kind === CARD_KIND),
  );
  return {
    // The value is personal: only its kind is named.
    strays: rows
      .filter((row) => row.is_stray || withoutCard.has(row))
      .map((row) => ({
        table: 'customer_key',
        customerId: row.customer_id,
        key: row.kind,
        column: 'customer',
        stored: null,
        rebuilt: null,
      })),
    next: last === undefined || rows.length < limit ? null : [last.value, last.kind],
  };
}

type ClaimedNumber = { readonly value: string; readonly customer_id: string };

async function findWithoutCard<Row extends ClaimedNumber>(
  client: pg.PoolClient,
  claimed: readonly Row[],
): Promise<ReadonlySet<ClaimedNumber>> {
  if (claimed.length === 0) return new Set();
  const { rows } = await client.query<{ customer_id: string; number: string }>({
    name: 'verify-card-keys',
    text: `select d.customer_id, d.number
           from   laurel.card d
           where  d.customer_id = any($1::uuid[]) and d.number = any($2::text[]) and d.status <> 'removed'`,
    values: [uuids(claimed.map(({ customer_id }) => customer_id)), texts(claimed.map(({ value }) => value))],
  });
  const there = new Set(rows.map(({ customer_id, number }) => `${customer_id} ${number}`));
  return new Set(claimed.filter(({ customer_id, value }) => !there.has(`${customer_id} ${value}`)));
}
