// Limits in total, cut into slices per partition: the centre hands out portions, partitions spend them under their lock.
// Order of locks everywhere: partitions ascending, then the centre's row.
import type pg from 'pg';
import { smallints, texts } from './arrays.ts';

export type QuotaSlice = {
  readonly key: string;
  readonly period: string;
  readonly partition: number;
  readonly left: number;
  readonly used: number;
};

export async function loadQuotaSlices(
  client: pg.PoolClient,
  wanted: {
    readonly keys: readonly string[];
    readonly periods: readonly string[];
    readonly partitions: readonly number[];
  },
): Promise<readonly QuotaSlice[]> {
  const { rows } = await client.query<QuotaSlice>({
    name: 'load-quota-slices',
    text: `select q.key, q.period, q.partition, q.granted - q.used as left, q.used
           from   laurel.quota_slice q
           where  q.key = any($1::text[]) and q.period = any($2::text[]) and q.partition = any($3::smallint[])
           order by q.key, q.period, q.partition`,
    values: [texts(wanted.keys), texts(wanted.periods), smallints(wanted.partitions)],
  });
  return rows;
}

export type QuotaName = { readonly key: string; readonly period: string };

/** What the centre has not handed out yet. Its row is locked until the transaction ends. */
export async function lockCentre(client: pg.PoolClient, { key, period }: QuotaName, limit: number): Promise<number> {
  await client.query(
    'insert into laurel.quota (key, period, handed) values ($1, $2, 0) on conflict (key, period) do nothing',
    [key, period],
  );
  const { rows } = await client.query<{ handed: number }>(
    'select handed from laurel.quota where key = $1 and period = $2 for update',
    [key, period],
  );
  return Math.max(0, limit - (rows[0]?.handed ?? 0));
}

/** Moves a portion from the centre to a partition's slice. */
export async function handOut(client: pg.PoolClient, name: QuotaName, portion: Portion): Promise<void> {
  await changeHanded(client, name, portion.amount);
  await client.query(
    `insert into laurel.quota_slice (key, period, partition, granted, used) values ($1, $2, $3, $4, 0)
     on conflict (key, period, partition) do update set granted = quota_slice.granted + excluded.granted`,
    [name.key, name.period, portion.partition, portion.amount],
  );
}

/** Moves what a partition has left back to the centre. */
export async function takeBack(client: pg.PoolClient, name: QuotaName, portion: Portion): Promise<void> {
  await changeHanded(client, name, -portion.amount);
  await client.query(
    'update laurel.quota_slice set granted = granted - $4 where key = $1 and period = $2 and partition = $3',
    [name.key, name.period, portion.partition, portion.amount],
  );
}

type Portion = { readonly partition: number; readonly amount: number };

async function changeHanded(client: pg.PoolClient, { key, period }: QuotaName, by: number): Promise<void> {
  await client.query('update laurel.quota set handed = handed + $3 where key = $1 and period = $2', [key, period, by]);
}

/** Slices that have something left. */
export async function unusedSlices(
  client: pg.PoolClient,
  { key, period }: QuotaName,
): Promise<readonly { partition: number; left: number }[]> {
  const { rows } = await client.query<{ partition: number; left: number }>(
    `select q.partition, q.granted - q.used as left from laurel.quota_slice q
     where q.key = $1 and q.period = $2 and q.granted > q.used
     order by q.partition`,
    [key, period],
  );
  return rows;
}

/** What has been used of totals, over all partitions. */
export async function usedInTotal(
  client: Pick<pg.Pool, 'query'>,
  keys: readonly string[],
  periods: readonly string[],
): Promise<readonly { readonly key: string; readonly period: string; readonly used: number }[]> {
  const { rows } = await client.query<{ key: string; period: string; used: number }>(
    `select q.key, q.period, sum(q.used)::bigint as used
     from   laurel.quota_slice q
     where  q.key = any($1::text[]) and q.period = any($2::text[])
     group  by q.key, q.period
     order  by q.key, q.period`,
    [texts(keys), texts(periods)],
  );
  return rows;
}
