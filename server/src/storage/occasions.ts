// Finds customers whose occasion may be open: a birthday, another date of theirs, or a day for everybody, in their time zone,
// not celebrated yet, and in the audience as far as SQL can tell. Too many are found, never too few: the engine decides.
import type pg from 'pg';
import type { DateText, Instant } from '../domain/time.ts';
import { type Audience, audienceSql } from './audiences.ts';
import type { IdRange } from './due.ts';
import { inTransaction } from './transaction.ts';

type Db = Pick<pg.Pool, 'query'>;

/** Where the date is that is celebrated each year; `none` for days that are everybody's. */
export type OccasionDate =
  | { readonly kind: 'none' }
  | { readonly kind: 'birth_on' | 'opted_in_at' | 'created_at' }
  | { readonly kind: 'attribute'; readonly name: string };

/** Customers of some time zones, for whom the same days are open. */
export type OccasionZones = {
  /** Null: all zones that are not named by others. */
  readonly zones: readonly string[] | null;
  /** Dates of birth, of which one is celebrated. */
  readonly births: readonly DateText[];
  /** `05-17`; of instants also the days beside them, for their zone is not looked at. */
  readonly monthDays: readonly string[];
  /** Who celebrated at this instant or later has had the occasion. */
  readonly celebratedFrom: Instant;
};

export type OccasionSearch = {
  /** `campaign/birthday`: marks are kept under it. */
  readonly rule: string;
  readonly date: OccasionDate;
  /** Zone of customers who have none. */
  readonly timeZone: string;
  /** Zones in which no day is open now. */
  readonly closedZones: readonly string[];
  /** At least one. */
  readonly groups: readonly OccasionZones[];
  readonly isOptIn: boolean;
  readonly audience: Audience | null;
};

/** At most `limit` customers, ascending. */
export async function findOccasions(
  pool: pg.Pool,
  search: OccasionSearch,
  range: IdRange,
  limit: number,
): Promise<readonly string[]> {
  const values: unknown[] = [range.after, range.last, limit];
  const text = `select c.customer_id
     ${selection(search, values)}
     order  by c.customer_id
     limit  $3`;
  const { rows } = await onIndexes(pool, (client) => client.query<{ customer_id: string }>(text, values));
  return rows.map((row) => row.customer_id);
}

export async function countOccasions(pool: pg.Pool, search: OccasionSearch, range: IdRange): Promise<number> {
  const values: unknown[] = [range.after, range.last];
  const text = `select count(*) as customers
     ${selection(search, values)}`;
  const { rows } = await onIndexes(pool, (client) => client.query<{ customers: number }>(text, values));
  return rows[0]?.customers ?? 0;
}

/** A run itself fills the table of marks: with statistics from before it, PostgreSQL would read all of it for each customer. */
function onIndexes<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool, work, (client) =>
    client.query('begin read only; set local enable_seqscan = off; set local max_parallel_workers_per_gather = 0'),
  );
}

/** A rule gives only to members in good standing; the rest is what the search says. */
function selection(search: OccasionSearch, values: unknown[]): string {
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const mark = (of: 'opted' | 'closed'): string => `${counterOf(parameter(`${of}:${search.rule}`))} is not null`;
  const conditions = [
    'c.customer_id > $1 and c.customer_id <= $2',
    `c.deleted_at is null and c.stopped_at is null and c.opted_in and c.status = 'good'`,
    `(${groupsCondition(search, parameter)})`,
    ...(search.audience === null ? [] : [`(${audienceSql(search.audience, values).where})`]),
    ...(search.isOptIn ? [mark('opted')] : []),
    `not (${mark('closed')})`,
  ];
  return `from   laurel.customer c
     where  ${conditions.join('\n       and  ')}`;
}

type Parameter = (value: unknown) => string;

function groupsCondition(search: OccasionSearch, parameter: Parameter): string {
  const named = [...search.closedZones, ...search.groups.flatMap(({ zones }) => zones ?? [])];
  const zone = `coalesce(c.time_zone, ${parameter(search.timeZone)}::text)`;
  return search.groups
    .map((group) => {
      const isIn =
        group.zones === null
          ? `not (${zone} = any(${parameter(named)}::text[]))`
          : `${zone} = any(${parameter(group.zones)}::text[])`;
      const isOn = dateCondition(search.date, group, parameter);
      return `${isIn} and ${isOn} and ${uncelebrated(search.rule, group.celebratedFrom, parameter)}`;
    })
    .join('\n         or ');
}

function dateCondition(date: OccasionDate, group: OccasionZones, parameter: Parameter): string {
  switch (date.kind) {
    case 'none':
      return 'true';
    case 'birth_on':
      return `c.birth_on = any(${parameter(group.births)}::date[])`;
    case 'opted_in_at':
    case 'created_at':
      return `to_char(c.${date.kind} at time zone 'UTC', 'MM-DD') = any(${parameter(group.monthDays)}::text[])`;
    case 'attribute':
      return `substr(c.custom ->> ${parameter(date.name)}::text, 6) = any(${parameter(group.monthDays)}::text[])`;
  }
}

function uncelebrated(rule: string, from: Instant, parameter: Parameter): string {
  return `not coalesce(${counterOf(parameter(`occasion:${rule}`))} >= ${parameter(from)}::bigint, false)`;
}

/**
 * One row by its key, customer by customer. As a condition that it exists, PostgreSQL would rather read the marks of everybody
 * into a table of its own first, for each chunk anew.
 */
function counterOf(key: string): string {
  return `(select n.value from laurel.counter n where n.customer_id = c.customer_id and n.period = 'e' and n.key = ${key})`;
}

/** Whether the live programme has a campaign that an occasion triggers. */
export async function hasOccasions(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (
       select from laurel.programme_version v, jsonb_each(v.document -> 'campaigns') as c(name, definition)
       where  v.version = (select max(version) from laurel.programme_version) and c.definition ? 'trigger'
     ) as found`,
  );
  return rows[0]?.found ?? false;
}
