// What users and keys with limits have given by hand on a day. The rows are locked by the batch that gives more, so two
// batches never count past each other; they are derived from nothing and decide nothing.
import type pg from 'pg';

type Db = Pick<pg.PoolClient, 'query'>;

export type GoodwillName = { readonly subject: string; readonly action: string };
export type GoodwillUse = GoodwillName & { readonly used: number };

/** Locked until the transaction ends, in one order for everybody. */
export async function lockGoodwill(
  db: Db,
  day: string,
  names: readonly GoodwillName[],
): Promise<readonly GoodwillUse[]> {
  const { rows } = await db.query<GoodwillUse>(
    `insert into laurel.goodwill_use as g (subject, day, action, used)
     select w.subject, $1::date, w.action, 0
       from unnest($2::uuid[], $3::text[]) as w (subject, action)
      order by w.subject, w.action
         on conflict (subject, day, action) do update set used = g.used
     returning g.subject, g.action, g.used`,
    [day, names.map(({ subject }) => subject), names.map(({ action }) => action)],
  );
  return rows;
}

export async function readGoodwillUse(
  db: Db,
  day: string,
  names: readonly GoodwillName[],
): Promise<readonly GoodwillUse[]> {
  const { rows } = await db.query<GoodwillUse>(
    `select g.subject, g.action, g.used
       from unnest($2::uuid[], $3::text[]) as w (subject, action)
       join laurel.goodwill_use g on g.subject = w.subject and g.action = w.action
      where g.day = $1::date`,
    [day, names.map(({ subject }) => subject), names.map(({ action }) => action)],
  );
  return rows;
}

export async function writeGoodwill(db: Db, day: string, uses: readonly GoodwillUse[]): Promise<void> {
  await db.query(
    `update laurel.goodwill_use g
        set used = w.used
       from unnest($2::uuid[], $3::text[], $4::bigint[]) as w (subject, action, used)
      where g.subject = w.subject and g.action = w.action and g.day = $1::date`,
    [day, uses.map(({ subject }) => subject), uses.map(({ action }) => action), uses.map(({ used }) => used)],
  );
}
