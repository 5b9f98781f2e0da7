// Settings that an installation gives itself once and keeps: its retailer id, what its first start has done.
// What an operator sets is not here: that is config.ts.
import type pg from 'pg';
import type { Json } from '../domain/facts.ts';

type Db = Pick<pg.Pool, 'query'>;

export async function readSetting(db: Db, name: string): Promise<Json | null> {
  const { rows } = await db.query<{ value: Json }>('select value from laurel.setting where name = $1', [name]);
  return rows[0]?.value ?? null;
}

/** Keeps the value that is there, if there is one, and gives what holds now. */
export async function keepSetting(db: Db, name: string, value: Json): Promise<Json> {
  await db.query('insert into laurel.setting (name, value) values ($1, $2) on conflict (name) do nothing', [
    name,
    JSON.stringify(value),
  ]);
  return (await readSetting(db, name)) ?? value;
}

export async function changeSetting(db: Db, name: string, value: Json): Promise<void> {
  await db.query('update laurel.setting set value = $2 where name = $1', [name, JSON.stringify(value)]);
}

/** Whether anybody uses the installation already. */
export async function hasCustomers(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>('select exists (select from laurel.customer) as found');
  return rows[0]?.found ?? false;
}

/** Whatever there was before. */
export async function putSetting(db: Db, name: string, value: Json): Promise<void> {
  await db.query(
    `insert into laurel.setting (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(value)],
  );
}

/** Removes a setting that has this value; false when it has another, or is gone. */
export async function takeSetting(db: Db, name: string, value: Json): Promise<boolean> {
  const { rowCount } = await db.query('delete from laurel.setting where name = $1 and value = $2::jsonb', [
    name,
    JSON.stringify(value),
  ]);
  return rowCount === 1;
}
