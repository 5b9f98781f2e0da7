// Finds customers for whom something came due, in the order of their ids. The selection may be too wide, never too narrow:
// the engine decides what is really due, and a customer for whom nothing is costs nothing but the look.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';
import { instants, texts } from './arrays.ts';

/** What a run looks for. `until`: dates up to then may be due now, by an account's own span. */
export type DueSearch = {
  readonly kind: 'expiry' | 'holds' | 'maintenance';
  readonly now: Instant;
  /** Of maintenance: one tier system; null: all. */
  readonly tierSystem: string | null;
  readonly notices: readonly AccountLimit[];
  readonly inactivity: readonly AccountLimit[];
};

type AccountLimit = { readonly account: string; readonly until: Instant };

/** Customers with `after` < id ≤ `last`. */
export type IdRange = { readonly after: string; readonly last: string };

type Db = Pick<pg.Pool, 'query'>;

/** The range of a partition: the high seven bits of the id are its number. */
export function partitionRange(partition: number): IdRange {
  return { after: partition === 0 ? NIL : lastIdOf(partition - 1), last: lastIdOf(partition) };
}

const NIL = '00000000-0000-0000-0000-000000000000';

function lastIdOf(partition: number): string {
  return `${(partition * 2 + 1).toString(16).padStart(2, '0')}ffffff-ffff-ffff-ffff-ffffffffffff`;
}

/** At most `limit` customers, ascending. */
export async function findDue(db: Db, search: DueSearch, range: IdRange, limit: number): Promise<readonly string[]> {
  const parts = partsOf(search);
  const text = `
    select customer_id
    from   (${parts.map((part) => `(${part} order by customer_id limit $3)`).join('\n            union ')}) as due
    order  by customer_id
    limit  $3`;
  const { rows } = await db.query<{ customer_id: string }>(text, [range.after, range.last, limit, ...values(search)]);
  return rows.map((row) => row.customer_id);
}

export async function countDue(db: Db, search: DueSearch, range: IdRange): Promise<number> {
  const parts = partsOf(search);
  const text = `
    select count(*) as customers
    from   (${parts.join('\n            union ')}) as due
    where  $3::int is not null`;
  const { rows } = await db.query<{ customers: number }>(text, [range.after, range.last, 0, ...values(search)]);
  return rows[0]?.customers ?? 0;
}

/** Whether some hold has timed out anywhere: a look at the open ones, which are few. */
export async function hasEndedHold(db: Db, now: Instant): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    'select exists (select from laurel.hold where is_open and expires_at <= $1) as found',
    [new Date(now)],
  );
  return rows[0]?.found ?? false;
}

function partsOf(search: DueSearch): readonly string[] {
  switch (search.kind) {
    case 'holds':
      return [HOLDS];
    case 'maintenance':
      return [MAINTENANCE];
    case 'expiry':
      return [
        LOTS,
        HOLDS,
        OFFERS,
        CARDS,
        ...(search.notices.length > 0 ? [NOTICES] : []),
        ...(search.inactivity.length > 0 ? [INACTIVITY] : []),
      ];
  }
}

/** Every statement gets all of these, used or not, so that the numbers of parameters are the same in each part. */
function values(search: DueSearch): readonly unknown[] {
  const { notices, inactivity } = search;
  return [
    new Date(search.now),
    search.tierSystem,
    texts(notices.map(({ account }) => account)),
    instants(notices.map(({ until }) => until)),
    texts(inactivity.map(({ account }) => account)),
    instants(inactivity.map(({ until }) => until)),
  ];
}

/** Types of parameters that a part does not use would be unknown to PostgreSQL. */
const TYPED = `($4::timestamptz, $5::text, $6::text[], $7::timestamptz[], $8::text[], $9::timestamptz[]) is not null`;

const LOTS = `
      select distinct customer_id
      from   laurel.lot
      where  customer_id > $1 and customer_id <= $2 and is_open and expires_at <= $4
        and  amount - spent - expired - reversed - moved - held > 0`;

const HOLDS = `
      select distinct customer_id
      from   laurel.hold
      where  customer_id > $1 and customer_id <= $2 and is_open and expires_at <= $4
        and  (${TYPED} or true)`;

const OFFERS = `
      select distinct customer_id
      from   laurel.user_offer
      where  customer_id > $1 and customer_id <= $2 and is_open and expires_at <= $4 and status = 'issued'
        and  (${TYPED} or true)`;

const CARDS = `
      select distinct customer_id
      from   laurel.card
      where  customer_id > $1 and customer_id <= $2 and is_open and expires_at <= $4
        and  (${TYPED} or true)`;

const NOTICES = `
      select distinct l.customer_id
      from   laurel.lot l join unnest($6::text[], $7::timestamptz[]) as n(account, until) on n.account = l.account
      where  l.customer_id > $1 and l.customer_id <= $2 and l.is_open and l.expires_at > $4 and l.expires_at <= n.until
        and  not l.is_noticed and l.amount - l.spent - l.expired - l.reversed - l.moved - l.held > 0`;

const INACTIVITY = `
      select distinct b.customer_id
      from   laurel.balance b join unnest($8::text[], $9::timestamptz[]) as n(account, until) on n.account = b.account
      where  b.customer_id > $1 and b.customer_id <= $2 and b.active_at <= n.until
        and  b.deposited + b.transferred_in - b.spent - b.expired - b.reversed - b.transferred_out - b.held > 0`;

const MAINTENANCE = `
      select distinct customer_id
      from   laurel.tier
      where  customer_id > $1 and customer_id <= $2 and (maintenance_at <= $4 or anniversary_at <= $4)
        and  ($5::text is null or system = $5) and (${TYPED} or true)`;
