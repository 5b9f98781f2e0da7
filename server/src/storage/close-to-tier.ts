// Finds members who have come close to their next level without anybody deciding anything for them: the programme asks for
// less, or points have become available. The selection may be too wide, never too narrow; who was told already is left out.
import type pg from 'pg';
import type { Condition, Programme } from '../domain/programme/programme.ts';
import { type Instant, shift } from '../domain/time.ts';
import { bigints, instants, texts } from './arrays.ts';
import type { IdRange } from './due.ts';

/** One condition of the level that is next for whoever is at a level. */
type CloseSearch = {
  readonly system: string;
  /** Empty: who has no level. */
  readonly level: string;
  readonly next: string;
  readonly kind: 'points_earned' | 'balance' | 'events';
  /** The account or the metric. */
  readonly counted: string;
  readonly since: Instant;
  readonly least: number;
  readonly below: number;
};

/** Empty where no level can be come close to. */
export function closeSearches(programme: Programme, system: string | null, now: Instant): readonly CloseSearch[] {
  return programme.tierSystems
    .filter(({ name }) => system === null || name === system)
    .flatMap(({ name, levels, definition }) =>
      [0, ...levels.map(({ rank }) => rank)].flatMap((rank) => {
        const next = levels.find((level) => level.rank > rank && level.requirement !== null);
        const from = levels.find((level) => level.rank === rank)?.name ?? '';
        return (next?.requirement?.conditions ?? []).flatMap((condition) => {
          const search = searchOf(condition, definition.close_percent, now);
          return next === undefined || search === null
            ? []
            : [{ ...search, system: name, level: from, next: next.name }];
        });
      }),
    );
}

type Counted = Pick<CloseSearch, 'kind' | 'counted' | 'since' | 'least' | 'below'>;

const LONG_AGO = Date.UTC(1000, 0, 1);

function searchOf(condition: Condition, percent: number, now: Instant): Counted | null {
  if (condition.kind === 'customer' || condition.test.compare === 'at_most') return null;
  const { value } = condition.test;
  if (value <= 1) return null;
  const range = { least: Math.ceil((value * (100 - percent)) / 100), below: value };
  if (condition.kind === 'balance') return { ...range, kind: 'balance', counted: condition.account, since: LONG_AGO };
  const { span } = condition.kind === 'events' ? condition : condition.window;
  const counted = condition.kind === 'events' ? condition.metric : condition.window.account;
  return { ...range, kind: condition.kind, counted, since: span === null ? LONG_AGO : shift(now, span, -1) };
}

type Db = Pick<pg.Pool, 'query'>;
export type CloseAsked = { readonly searches: readonly CloseSearch[]; readonly now: Instant };

/** Customers looked at with one statement: a second or less, whoever else is at work. */
const BLOCK = 10_000;

/** At most `limit` customers, ascending. */
export async function findClose(db: Db, asked: CloseAsked, range: IdRange, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const found of blocksOf(db, asked, range)) {
    ids.push(...found);
    if (ids.length >= limit) break;
  }
  return ids.slice(0, limit);
}

export async function countClose(db: Db, asked: CloseAsked, range: IdRange): Promise<number> {
  let count = 0;
  for await (const found of blocksOf(db, asked, range)) count += found.length;
  return count;
}

async function* blocksOf(db: Db, asked: CloseAsked, range: IdRange): AsyncGenerator<readonly string[]> {
  for (let after: string | null = range.after; after !== null; ) {
    const found: Block | null = await readBlock(db, asked, { ...range, after });
    if (found !== null) yield found.ids;
    after = found?.last ?? null;
  }
}

type Block = { readonly ids: readonly string[]; readonly last: string };

/** Null where there is nobody more. */
async function readBlock(db: Db, asked: CloseAsked, range: IdRange): Promise<Block | null> {
  const { rows } = await db.query<Block>({ name: 'find-close-to-tier', text: CLOSE, values: values(asked, range) });
  return rows[0] ?? null;
}

/**
 * Of a balance, what is pending is in it: too much, not too little. Lots are added up only for who has earned enough in all
 * their life.
 */
const CLOSE = `
with block as materialized (
  select c.customer_id, c.opted_in and c.deleted_at is null and c.stopped_at is null and c.forgotten_at is null as is_member
  from   laurel.customer c
  where  c.customer_id > $1 and c.customer_id <= $2
  order  by c.customer_id
  limit  ${BLOCK}
)
select l.customer_id as last, array(
  select c.customer_id
  from   block c
  where  c.is_member and exists (
         select
         from   unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::bigint[], $11::bigint[])
                  as a(system, level, next, kind, counted, since, least, below)
                left join laurel.tier t on t.customer_id = c.customer_id and t.system = a.system
         where  coalesce(t.level, '') = a.level
           and  not exists (
                  select from laurel.counter n
                  where  n.customer_id = c.customer_id and n.period = 'e' and n.key = 'close:' || a.system || '/' || a.next
                    and  n.value = coalesce((extract(epoch from t.since) * 1000)::bigint, 0))
           and  case a.kind
                when 'points_earned' then exists (
                  select from laurel.balance b
                  where  b.customer_id = c.customer_id and b.account = a.counted
                    and  b.deposited + b.transferred_in >= a.least) and (
                  select coalesce(sum(l.amount - l.reversed), 0)
                  from   laurel.lot l
                  where  l.customer_id = c.customer_id and l.account = a.counted and l.is_earned
                    and  l.occurred_at > greatest(a.since, t.counts_since) and l.occurred_at <= $3) between a.least and a.below - 1
                when 'events' then (
                  select coalesce(sum(y.value), 0)
                  from   laurel.tally y
                  where  y.customer_id = c.customer_id and y.metric = a.counted
                    and  y.at > greatest(a.since, t.counts_since) and y.at <= $3) between a.least and a.below - 1
                else coalesce((
                  select b.deposited + b.transferred_in - b.spent - b.expired - b.reversed - b.transferred_out - b.held
                  from   laurel.balance b
                  where  b.customer_id = c.customer_id and b.account = a.counted), 0) >= a.least
                end)
  order  by c.customer_id) as ids
from   (select b.customer_id from block b order by b.customer_id desc limit 1) l`;

function values({ searches, now }: CloseAsked, range: IdRange): unknown[] {
  return [
    range.after,
    range.last,
    new Date(now),
    texts(searches.map(({ system }) => system)),
    texts(searches.map(({ level }) => level)),
    texts(searches.map(({ next }) => next)),
    texts(searches.map(({ kind }) => kind)),
    texts(searches.map(({ counted }) => counted)),
    instants(searches.map(({ since }) => since)),
    bigints(searches.map(({ least }) => least)),
    bigints(searches.map(({ below }) => below)),
  ];
}
