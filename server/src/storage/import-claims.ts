// What a dry run of an import would have claimed so far: e-mail addresses and identifiers, in a table that only its connection sees
// and that ends with it. It may hold millions, which would not fit in memory.
import type pg from 'pg';
import { texts, uuids } from './arrays.ts';
import type { Key, OwnedKey } from './keys.ts';

export async function beginClaims(client: pg.PoolClient): Promise<void> {
  await client.query(`
    create temporary table if not exists import_claim (
      value       text not null,
      kind        text not null,
      customer_id uuid not null,
      primary key (value, kind)
    );
    truncate pg_temp.import_claim`);
}

/** To be called before the connection goes to somebody else. */
export async function endClaims(client: pg.PoolClient): Promise<void> {
  await client.query('drop table pg_temp.import_claim');
}

export async function findClaims(client: pg.PoolClient, keys: readonly Key[]): Promise<readonly OwnedKey[]> {
  const { rows } = await client.query<{ value: string; kind: string; customer_id: string }>(
    `select c.value, c.kind, c.customer_id
     from   unnest($1::text[], $2::text[]) as k(value, kind)
            join pg_temp.import_claim c on c.value = k.value and c.kind = k.kind`,
    [texts(keys.map(({ value }) => value)), texts(keys.map(({ kind }) => kind))],
  );
  return rows.map(({ value, kind, customer_id: customerId }) => ({ value, kind, customerId }));
}

/** What is claimed already stays with who has it. */
export async function addClaims(client: pg.PoolClient, keys: readonly OwnedKey[]): Promise<void> {
  await client.query(
    `insert into pg_temp.import_claim (value, kind, customer_id)
     select k.value, k.kind, k.customer_id
     from   unnest($1::text[], $2::text[], $3::uuid[]) as k(value, kind, customer_id)
     on conflict (value, kind) do nothing`,
    [
      texts(keys.map(({ value }) => value)),
      texts(keys.map(({ kind }) => kind)),
      uuids(keys.map(({ customerId }) => customerId)),
    ],
  );
}
