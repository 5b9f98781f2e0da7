// Reads what a customer has in each account, now or at a past instant, and the holds. Points past their expiry and holds
// past their time never count, whether or not a run has come by: the figures are those that the next decision would find.
import type pg from 'pg';
import { z } from 'zod';
import { ENTRY_KINDS, type EntryKind, type Hold } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

/**
 * Points of one account. `available + held + pending + spent + expired + transferredOut + reversed` is always
 * `deposited + transferredIn`.
 */
export type AccountFigures = {
  readonly account: string;
  readonly available: number;
  readonly held: number;
  readonly pending: number;
  readonly deposited: number;
  /** Earned over the customer's life: deposits less their reversals. */
  readonly lifetime: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly transferredIn: number;
  readonly transferredOut: number;
  readonly uncollected: number;
  /** The earliest day (UTC) on which available points expire: its first instant with an expiry, and what expires that day. */
  readonly nextExpiry: { readonly at: Instant; readonly amount: number } | null;
};

type FiguresRow = {
  readonly account: string;
  readonly deposited: number;
  readonly transferred_in: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly transferred_out: number;
  readonly uncollected: number;
  readonly held: number;
  readonly pending: number;
  readonly past: number;
  readonly next_at: Instant | null;
  readonly next_amount: number | null;
};

/**
 * The same for both readings: `lot_now(account, available_at, expires_at, held, left_over)` are the lots as they count at
 * the instant $2, after the holds that had timed out by then.
 */
const LOT_SUMS = `
  lot_sum as (
    select x.account,
           sum(x.held)::bigint as held,
           coalesce(sum(x.left_over) filter (where x.expires_at <= $2), 0)::bigint as past,
           coalesce(sum(x.left_over) filter (
             where x.available_at > $2 and (x.expires_at is null or x.expires_at > $2)), 0)::bigint as pending
    from   lot_now x
    group by x.account
  ),
  next_expiry as (
    select distinct on (x.account) x.account, min(x.expires_at) as at, sum(x.left_over)::bigint as amount
    from   lot_now x
    where  x.expires_at > $2 and (x.available_at is null or x.available_at <= $2) and x.left_over > 0
    group by x.account, date_trunc('day', x.expires_at, 'UTC')
    order by x.account, min(x.expires_at)
  )`;
const FIGURE_COLUMNS = `b.account, b.deposited, b.transferred_in, b.spent, b.expired, b.reversed, b.transferred_out,
       b.uncollected, coalesce(s.held, 0) as held, coalesce(s.pending, 0) as pending, coalesce(s.past, 0) as past,
       n.at as next_at, n.amount as next_amount`;

/** Figures of every account that the customer ever had an entry in, by name. */
export async function readAccounts(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  now: Instant,
): Promise<readonly AccountFigures[]> {
  const { rows } = await db.query<FiguresRow>({
    name: 'read-accounts',
    text: `
with
  timed_out as (
    select p."lotId" as lot_id, sum(p.amount) as amount
    from   laurel.hold h
           cross join lateral jsonb_to_recordset(h.parts) as p("lotId" uuid, amount bigint)
    where  h.customer_id = $1 and h.is_open and h.expires_at <= $2
    group by p."lotId"
  ),
  lot_now as (
    select l.account, l.available_at, l.expires_at, l.held - coalesce(o.amount, 0) as held,
           l.amount - l.spent - l.expired - l.reversed - l.moved - l.held + coalesce(o.amount, 0) as left_over
    from   laurel.lot l
           left join timed_out o on o.lot_id = l.id
    where  l.customer_id = $1 and l.is_open
  ),
  ${LOT_SUMS}
select ${FIGURE_COLUMNS}
from   laurel.balance b
       left join lot_sum s on s.account = b.account
       left join next_expiry n on n.account = b.account
where  b.customer_id = $1
order by b.account`,
    values: [customerId, new Date(now)],
  });
  return rows.map(figuresOf);
}

/**
 * The figures as they stood at a past instant, from the ledger alone: entries recorded by then, lots as they counted then.
 * A fact that happened earlier but was recorded later is not in them.
 */
export async function readAccountsAsOf(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  asOf: Instant,
): Promise<readonly AccountFigures[]> {
  const { rows } = await db.query<FiguresRow>({
    name: 'read-accounts-as-of',
    text: `
with
  entry as materialized (
    select e.account, e.kind, e.amount, e.hold_id, e.available_at, e.expires_at,
           case when e.kind in ('deposit', 'transfer_in', 'roll_in') then e.id else e.lot_id end as lot_id
    from   laurel.point_entry e
    where  e.customer_id = $1 and e.recorded_at <= $2
  ),
  timed_out as (
    select e.lot_id, sum(case e.kind when 'hold' then e.amount else -e.amount end) as amount
    from   entry e
           join laurel.hold h on h.customer_id = $1 and h.id = e.hold_id
    where  e.kind in ('hold', 'release', 'capture') and h.expires_at <= $2
    group by e.lot_id
  ),
  lot_then as (
    select e.account, e.lot_id, max(e.available_at) as available_at, max(e.expires_at) as expires_at,
           sum(case when e.kind = 'hold' then e.amount
                    when e.kind in ('release', 'capture') then -e.amount
                    else 0 end) as held,
           sum(case when e.kind in ('deposit', 'transfer_in', 'roll_in', 'restore') then e.amount
                    when e.kind in ('spend', 'settle', 'capture', 'expire', 'reverse', 'transfer_out') then -e.amount
                    else 0 end) as remaining
    from   entry e
    where  e.lot_id is not null
    group by e.account, e.lot_id
  ),
  lot_now as (
    select l.account, l.available_at, l.expires_at, l.held - coalesce(o.amount, 0) as held,
           l.remaining - l.held + coalesce(o.amount, 0) as left_over
    from   lot_then l
           left join timed_out o on o.lot_id = l.lot_id
  ),
  ${LOT_SUMS},
  balance as (
    select e.account,
           coalesce(sum(e.amount) filter (where e.kind in ('deposit', 'roll_in')), 0)::bigint as deposited,
           coalesce(sum(e.amount) filter (where e.kind = 'transfer_in'), 0)::bigint as transferred_in,
           coalesce(sum(case e.kind when 'restore' then -e.amount else e.amount end)
                    filter (where e.kind in ('spend', 'capture', 'restore')), 0)::bigint as spent,
           coalesce(sum(e.amount) filter (where e.kind = 'expire'), 0)::bigint as expired,
           coalesce(sum(e.amount) filter (where e.kind = 'reverse'), 0)::bigint as reversed,
           coalesce(sum(e.amount) filter (where e.kind = 'transfer_out'), 0)::bigint as transferred_out,
           coalesce(sum(e.amount) filter (where e.kind = 'uncollected'), 0)::bigint as uncollected
    from   entry e
    group by e.account
  )
select ${FIGURE_COLUMNS}
from   balance b
       left join lot_sum s on s.account = b.account
       left join next_expiry n on n.account = b.account
order by b.account`,
    values: [customerId, new Date(asOf)],
  });
  return rows.map(figuresOf);
}

function figuresOf(row: FiguresRow): AccountFigures {
  const net = row.deposited + row.transferred_in - row.spent - row.expired - row.reversed - row.transferred_out;
  return {
    account: row.account,
    available: net - row.held - row.pending - row.past,
    held: row.held,
    pending: row.pending,
    deposited: row.deposited,
    lifetime: row.deposited - row.reversed,
    spent: row.spent,
    // What is past its date has expired for everybody who looks; the entry follows with the next decision or run.
    expired: row.expired + row.past,
    reversed: row.reversed,
    transferredIn: row.transferred_in,
    transferredOut: row.transferred_out,
    uncollected: row.uncollected,
    nextExpiry: row.next_at === null || row.next_amount === null ? null : { at: row.next_at, amount: row.next_amount },
  };
}

export type HoldQuery = Page & {
  /** Holds past their time count as expired, whether or not that was booked. */
  readonly now: Instant;
  readonly openOnly?: boolean | undefined;
};

type HoldRow = {
  readonly id: string;
  readonly amount: number;
  readonly status: Hold['status'];
  readonly expires_at: Instant;
  readonly parts: Hold['parts'];
};

const HOLD_CURSOR = z.tuple([uuidPart]);

/** Newest first. */
export async function readHolds(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  query: HoldQuery,
): Promise<PageOf<Hold>> {
  const [after] = readCursor(query.after, HOLD_CURSOR) ?? [null];
  const { rows } = await db.query<HoldRow>(
    `select h.id, h.amount, h.expires_at, h.parts,
            case when h.is_open and h.expires_at <= $2 then 'expired' else h.status end as status
     from   laurel.hold h
     where  h.customer_id = $1
       and  (not $3::boolean or (h.is_open and h.expires_at > $2))
       and  ($4::uuid is null or h.id < $4)
     order by h.id desc
     limit $5`,
    [customerId, new Date(query.now), query.openOnly ?? false, after, rowsToRead(query.limit)],
  );
  return pageOf(rows, query.limit, { item: holdOf, cursor: (row) => cursorOf([row.id]) });
}

function holdOf(row: HoldRow): Hold {
  const parts = row.status === 'expired' ? [] : row.parts;
  return { id: row.id, amount: row.amount, status: row.status, expiresAt: row.expires_at, parts };
}

/** Holding, releasing and filling a debt move no points of the balance: they are no rows of the audit. */
export const AUDIT_KINDS = ENTRY_KINDS.filter(
  (kind) => kind !== 'hold' && kind !== 'release' && kind !== 'settle' && kind !== 'uncount',
);
const GAINS: readonly EntryKind[] = ['deposit', 'roll_in', 'transfer_in', 'restore'];
const WITH_LOTS: readonly EntryKind[] = ['deposit', 'roll_in', 'transfer_in'];

/** One movement of points on one account, over however many lots it went. */
export type PointAuditRow = {
  readonly id: string;
  readonly movementId: string;
  readonly kind: EntryKind;
  readonly account: string;
  /** Null where lots of several sources were drawn from. */
  readonly source: string | null;
  /** Signed: deductions are negative; 0 for `uncollected`. */
  readonly modification: number;
  /** What a return could not take back; 0 for all other kinds. */
  readonly uncollected: number;
  /** Of the points added: how many are spent by now. Null unless the row added some of its own. */
  readonly amountSpent: number | null;
  /** Of the points added: how many expired by now, as booked. Null unless the row added some of its own. */
  readonly amountExpired: number | null;
  readonly referenceType: string;
  /** The caller's, else the row's id. */
  readonly referenceId: string;
  readonly transactionId: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly availableAt: Instant | null;
  readonly expiresAt: Instant | null;
  readonly rule: string | null;
};

export type PointAuditQuery = Omit<Page, 'after'> & {
  readonly after?: string | null | undefined;
  /** By when it occurred: from this instant on, and before that one. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly accounts?: readonly string[] | undefined;
  readonly sources?: readonly string[] | undefined;
  readonly kinds?: readonly EntryKind[] | undefined;
  /** By when it was recorded. */
  readonly order: 'newest' | 'oldest';
  /** For clients that page by numbers; cursors do not slow down as they go. */
  readonly skip?: number | undefined;
  /** Counts all rows of the query, too. */
  readonly withTotal?: boolean | undefined;
};

export type PointAudit = {
  readonly rows: readonly PointAuditRow[];
  readonly next: string | null;
  readonly total?: number;
};

type AuditRow = {
  readonly id: string;
  readonly movement_id: string;
  readonly kind: EntryKind;
  readonly account: string;
  readonly source: string | null;
  readonly amount: number;
  readonly spent: number | null;
  readonly expired: number | null;
  readonly reference_type: string;
  readonly reference_id: string | null;
  readonly transaction_id: string | null;
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly available_at: Instant | null;
  readonly expires_at: Instant | null;
  readonly rule: string | null;
};

const AUDIT_CURSOR = z.tuple([uuidPart]);

/**
 * A row stands for the entries of one movement, kind and account, known by the first of them (`h`, the head). A movement's
 * entries lie together, between its own id and the last id that its fact can give.
 */
const AUDIT_FROM = `
from   laurel.point_entry h
where  h.customer_id = $1
  and  h.kind = any($2::text[])
  and  not exists (
         select from laurel.point_entry p
         where  p.customer_id = h.customer_id and p.id >= h.movement_id and p.id < h.id
           and  p.movement_id = h.movement_id and p.kind = h.kind and p.account = h.account)
  and  ($3::text[] is null or h.account = any($3))
  and  ($4::text[] is null or exists (
         select from laurel.point_entry p
         where  p.customer_id = h.customer_id and p.id >= h.id
           and  p.id <= (left(h.movement_id::text, 32) || 'ffff')::uuid
           and  p.movement_id = h.movement_id and p.kind = h.kind and p.account = h.account and p.source = any($4)))
  and  ($5::timestamptz is null or h.occurred_at >= $5)
  and  ($6::timestamptz is null or h.occurred_at < $6)`;

function auditStatement(order: 'newest' | 'oldest'): string {
  const [compare, direction] = order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
  return `
with head as materialized (
  select h.* ${AUDIT_FROM}
    and  ($7::uuid is null or h.id ${compare} $7)
  order by h.id ${direction}
  limit  $8
  offset $9
)
select h.id, h.movement_id, h.kind, h.account, g.source, g.amount, g.spent, g.expired, h.reference_type, h.reference_id,
       h.transaction_id, h.occurred_at, h.recorded_at, h.available_at, h.expires_at, h.rule
from   head h
       cross join lateral (
         select case when count(p.source) = count(*) and min(p.source) = max(p.source) then min(p.source) end as source,
                sum(p.amount)::bigint as amount, sum(l.spent)::bigint as spent, sum(l.expired)::bigint as expired
         from   laurel.point_entry p
                left join laurel.lot l on l.customer_id = p.customer_id and l.id = p.id
         where  p.customer_id = h.customer_id and p.id >= h.id
           and  p.id <= (left(h.movement_id::text, 32) || 'ffff')::uuid
           and  p.movement_id = h.movement_id and p.kind = h.kind and p.account = h.account
       ) g
order by h.id ${direction}`;
}

/** The point audit log of a customer, one row for each movement, kind and account. */
export async function readPointAudit(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  query: PointAuditQuery,
): Promise<PointAudit> {
  const [after] = readCursor(query.after ?? null, AUDIT_CURSOR) ?? [null];
  const kinds = query.kinds === undefined ? AUDIT_KINDS : AUDIT_KINDS.filter((kind) => query.kinds?.includes(kind));
  const filters = [
    customerId,
    kinds,
    query.accounts ?? null,
    query.sources ?? null,
    query.from === undefined ? null : new Date(query.from),
    query.to === undefined ? null : new Date(query.to),
  ];
  const { rows } = await db.query<AuditRow>(auditStatement(query.order), [
    ...filters,
    after,
    rowsToRead(query.limit),
    query.skip ?? 0,
  ]);
  const { items, next } = pageOf(rows, query.limit, { item: auditRowOf, cursor: (row) => cursorOf([row.id]) });
  if (query.withTotal !== true) return { rows: items, next };
  const counted = await db.query<{ total: number }>(`select count(*) as total ${AUDIT_FROM}`, filters);
  return { rows: items, next, total: counted.rows[0]?.total ?? 0 };
}

function auditRowOf(row: AuditRow): PointAuditRow {
  const isUncollected = row.kind === 'uncollected';
  const signed = GAINS.includes(row.kind) ? row.amount : -row.amount;
  const hasLots = WITH_LOTS.includes(row.kind);
  return {
    id: row.id,
    movementId: row.movement_id,
    kind: row.kind,
    account: row.account,
    source: row.source,
    modification: isUncollected ? 0 : signed,
    uncollected: isUncollected ? row.amount : 0,
    amountSpent: hasLots ? (row.spent ?? 0) : null,
    amountExpired: hasLots ? (row.expired ?? 0) : null,
    referenceType: row.reference_type,
    referenceId: row.reference_id ?? row.id,
    transactionId: row.transaction_id,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    availableAt: row.available_at,
    expiresAt: row.expires_at,
    rule: row.rule,
  };
}
