// Erases what tells who a customer was, wherever the personal-data map says that it is: inside the transaction of the decision
// that forgets them. Keys and the profile are emptied by that decision itself.
import type pg from 'pg';
import type { Instant } from '../../domain/time.ts';
import { uuids } from '../arrays.ts';
import { blankOf, DATA_MAP, isErased, type TableData } from './data-map.ts';

/** Longer than any history takes; nobody else waits for more than this customer's partition. */
const STATEMENT_MS = 120_000;

type Erasure = { readonly name: string; readonly text: string };

const ERASURES: readonly Erasure[] = Object.entries(DATA_MAP).flatMap(([name, table]) => erasureOf(name, table) ?? []);

function erasureOf(name: string, table: TableData): Erasure | null {
  const of = `t.customer_id = any($1::uuid[])`;
  if (table.forget === 'delete')
    return { name: `forget-${name}`, text: `delete from laurel.${name} t where ${of} and $2::timestamptz is not null` };
  if (table.forget !== 'blank') return null;
  const blanks = Object.entries(table.columns)
    .filter(([, column]) => isErased(column))
    .map(([column, kind]) => `${column} = ${blankOf(kind)}`);
  const also = Object.entries(table.also ?? {}).map(([column, sql]) => `${column} = ${sql}`);
  return {
    name: `forget-${name}`,
    text: `update laurel.${name} t set ${[...blanks, ...also].join(', ')} where ${of} and $2::timestamptz is not null`,
  };
}

/** Numbers of cards are claimed like addresses; the cards themselves say which. */
const CARD_KEYS: Erasure = {
  name: 'forget-card-keys',
  text: `delete from laurel.customer_key k
         using  laurel.card c
         where  c.customer_id = any($1::uuid[]) and k.value = c.number and k.kind = 'card' and k.customer_id = c.customer_id`,
};

export type Forgotten = {
  readonly customerId: string;
  /** What was written while the first time was under way is found by a second one. */
  readonly isAgain: boolean;
};

export async function eraseCustomers(
  client: pg.PoolClient,
  forgotten: readonly Forgotten[],
  now: Instant,
): Promise<void> {
  const values = [uuids(forgotten.map(({ customerId }) => customerId)), new Date(now)];
  await client.query(`set local statement_timeout = ${STATEMENT_MS}`);
  await client.query({ ...CARD_KEYS, values: values.slice(0, 1) });
  for (const erasure of ERASURES) await client.query({ ...erasure, values });
  for (const { customerId } of forgotten) await client.query('select laurel.forget_log($1)', [customerId]);
  const toTell = forgotten.filter(({ isAgain }) => !isAgain);
  if (toTell.length > 0) await queueOutside(client, toTell, now);
}

/** For the sync with systems outside, which deletes the contact there and takes the row out. */
async function queueOutside(client: pg.PoolClient, forgotten: readonly Forgotten[], now: Instant): Promise<void> {
  await client.query({
    name: 'forget-outside',
    text: `insert into laurel.privacy_outbound (customer_id, since)
           select r.customer_id, $2 from unnest($1::uuid[]) as r(customer_id)
           on conflict (customer_id) do nothing`,
    values: [uuids(forgotten.map(({ customerId }) => customerId)), new Date(now)],
  });
}
