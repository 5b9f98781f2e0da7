// All customers that a search finds, in the order of their ids, for whoever changes all of them, and how many they are. The same
// customers as the list of the search shows, deleted ones left out.
import type pg from 'pg';
import {
  type CustomerSearch,
  FIRST_KEY,
  idsBegun,
  idsNamed,
  idsOf,
  LAST_CHARACTER,
  LAST_KEY,
  namesIn,
} from './customers.ts';
import type { IdRange } from './due.ts';

/** At most `limit` customers, ascending. */
export async function findSelected(
  db: pg.Pool,
  search: CustomerSearch,
  range: IdRange,
  limit: number,
): Promise<readonly string[]> {
  const values: unknown[] = [range.after, range.last, limit];
  const condition = await conditionOf(db, search, values);
  return idsWhere(db, condition, values);
}

/** Ids that meet a condition, ascending. Of the values, the first two are the range of ids, and the third is how many. */
export async function idsWhere(
  db: Pick<pg.Pool, 'query'>,
  condition: string,
  values: readonly unknown[],
): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>(
    `select c.customer_id
     from   laurel.customer c
     where  c.customer_id > $1 and c.customer_id <= $2 and c.deleted_at is null and (${condition})
     order  by c.customer_id
     limit  $3`,
    [...values],
  );
  return rows.map((row) => row.customer_id);
}

export async function countSelected(db: pg.Pool, search: CustomerSearch, range: IdRange): Promise<number> {
  const values: unknown[] = [range.after, range.last];
  const condition = await conditionOf(db, search, values);
  const { rows } = await db.query<{ customers: number }>(
    `select count(*) as customers
     from   laurel.customer c
     where  c.customer_id > $1 and c.customer_id <= $2 and c.deleted_at is null and (${condition})`,
    values,
  );
  return rows[0]?.customers ?? 0;
}

export type CustomerCount = { readonly count: number; readonly is: 'exact' | 'estimate' | 'at_least' };

/** Counting more takes longer than anybody waits for a number beside a list. */
const COUNTED_MAX = 5_000;

export async function countCustomers(db: pg.Pool, search: CustomerSearch): Promise<CustomerCount> {
  if (isOfEverybody(search)) return countEverybody(db);
  const values: unknown[] = [];
  const condition = await conditionOf(db, search, values);
  const { rows } = await db.query<{ customers: number }>(
    `select count(*) as customers
     from   (select from laurel.customer c where c.deleted_at is null and (${condition})
             limit ${COUNTED_MAX + 1}) as found`,
    values,
  );
  const count = rows[0]?.customers ?? 0;
  return count > COUNTED_MAX ? { count: COUNTED_MAX, is: 'at_least' } : { count, is: 'exact' };
}

/** What the planner thinks, as long as it thinks of many; few are counted. */
export async function countEverybody(db: pg.Pool): Promise<CustomerCount> {
  const { rows } = await db.query<{ estimate: number }>(
    `select greatest(c.reltuples, 0)::bigint as estimate from pg_class c where c.oid = 'laurel.customer'::regclass`,
  );
  const estimate = rows[0]?.estimate ?? 0;
  if (estimate > ESTIMATED_FROM) return { count: estimate, is: 'estimate' };
  const found = await db.query<{ customers: number }>(
    'select count(*) as customers from laurel.customer c where c.deleted_at is null',
  );
  return { count: found.rows[0]?.customers ?? 0, is: 'exact' };
}

const ESTIMATED_FROM = 50_000;

function isOfEverybody({ id, email, externalId, phone, firstName, lastName, birthOn, text }: CustomerSearch): boolean {
  const given = [id, email, externalId, phone, firstName, lastName, birthOn];
  return given.every((one) => one === undefined) && (text ?? '').trim() === '';
}

/** What is looked up by keys is a list of ids by then; what is compared adds its values to the parameters. */
async function conditionOf(db: pg.Pool, search: CustomerSearch, values: unknown[]): Promise<string> {
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const text = search.text?.trim() ?? '';
  if (text !== '') {
    const named = [...(await idsNamed(db, text, false)), ...(await idsBegun(db, text))];
    const parts = namesIn(text).map((names) => `(${namesCondition(names, parameter)})`);
    return [...(named.length === 0 ? [] : [`c.customer_id = any(${parameter(named)}::uuid[])`]), ...parts].join(' or ');
  }
  const ids = await idsOf(db, search, false);
  const conditions = [
    ...(ids === undefined ? [] : [`c.customer_id = any(${parameter(ids)}::uuid[])`]),
    namesCondition(search, parameter),
    ...(search.birthOn === undefined ? [] : [`c.birth_on = ${parameter(search.birthOn)}::date`]),
  ];
  return conditions.filter((one) => one !== '').join(' and ') || 'true';
}

function namesCondition(
  { firstName, lastName }: Pick<CustomerSearch, 'firstName' | 'lastName'>,
  parameter: (value: unknown) => string,
): string {
  const last = lastName === undefined ? null : `lower(${parameter(lastName)})`;
  return [
    ...(last === null ? [] : [`${LAST_KEY} >= ${last} and ${LAST_KEY} < ${last} || '${LAST_CHARACTER}'`]),
    ...(firstName === undefined ? [] : [`${FIRST_KEY} = lower(${parameter(firstName)})`]),
  ].join(' and ');
}
