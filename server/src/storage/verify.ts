// Reads the books and what is stored beside them for a range of customers, in one snapshot, for `laurel verify`; and finds
// rows that have lost what they belong to. It compares no value: the domain rebuilds and compares.
import type pg from 'pg';
import type { Balance, EntryKind, Hold, Lot, PointEntry, TierMembership, TierMove } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import type { Books, Difference, RecordedMove, Stored } from '../domain/verify.ts';

/** Customers with `after` < id ≤ `last`. */
export type CustomerRange = { readonly after: string; readonly last: string };

export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
export const LAST_OF_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** One customer's books and stored rows, as the snapshot has them. */
export type VerifyItem = { readonly books: Books; readonly stored: Stored };

/**
 * Every statement joins whole ranges. On tables that were filled a moment ago, before anything has analysed them, the planner
 * takes a range for a handful of rows and loops over all of it for each: 2,000 customers took more than 15 s, hashed 0.2 s.
 */
const BEGIN = 'begin isolation level repeatable read read only; set local enable_nestloop = off';

/** Work inside one read-only snapshot: what live facts change meanwhile is seen whole or not at all. */
export async function inSnapshot<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query(BEGIN);
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // The connection is closed, and the transaction with it: nothing was written in it.
    client.release(true);
    throw error;
  }
}

/** The range that begins after `after` and holds at most `limit` customers; the last one reaches to the end of all ids. */
export async function nextRange(client: pg.PoolClient, after: string, limit: number): Promise<CustomerRange> {
  const { rows } = await client.query<{ customer_id: string }>({
    name: 'verify-range',
    text: `select customer_id
           from   laurel.customer
           where  customer_id > $1
           order  by customer_id
           offset $2 limit 1`,
    values: [after, limit - 1],
  });
  return { after, last: rows[0]?.customer_id ?? LAST_OF_ALL };
}

/** Everything about the customers of a range, customer by customer. Customers without any points or tiers are left out. */
export async function readVerifyItems(client: pg.PoolClient, range: CustomerRange): Promise<readonly VerifyItem[]> {
  const found = new Map<string, Gathered>();
  const of = (customerId: string): Gathered => {
    const gathered = found.get(customerId) ?? emptyGathered();
    found.set(customerId, gathered);
    return gathered;
  };
  for (const row of await readRange<EntryRow>(client, ENTRIES, range)) of(row.customer_id).entries.push(entryOf(row));
  for (const row of await readRange<MoveRow>(client, MOVES, range)) of(row.customer_id).moves.push(moveOf(row));
  for (const row of await readRange<BalanceRow>(client, BALANCES, range))
    of(row.customer_id).balances.push(balanceOf(row));
  for (const row of await readRange<LotRow>(client, LOTS, range)) of(row.customer_id).lots.push(lotOf(row));
  for (const row of await readRange<HoldRow>(client, HOLDS, range)) {
    of(row.customer_id).holds.push(holdOf(row));
    if (row.placed_until !== null) of(row.customer_id).holdEnds.set(row.id, Date.parse(row.placed_until));
  }
  for (const row of await readRange<TierRow>(client, TIERS, range)) of(row.customer_id).tiers.push(tierOf(row));
  return [...found].map(([customerId, { entries, moves, holdEnds, ...stored }]) => ({
    books: { customerId, entries, moves, holdEnds },
    stored,
  }));
}

/** How many customers and facts the range holds. */
export async function countRange(
  client: pg.PoolClient,
  range: CustomerRange,
): Promise<{ readonly customers: number; readonly facts: number }> {
  const { rows } = await client.query<{ customers: number; facts: number }>({
    name: 'verify-count',
    text: `select (select count(*) from laurel.customer where customer_id > $1 and customer_id <= $2) as customers,
                  (select count(*) from laurel.fact     where customer_id > $1 and customer_id <= $2) as facts`,
    values: [range.after, range.last],
  });
  return rows[0] ?? { customers: 0, facts: 0 };
}

type Gathered = {
  readonly entries: PointEntry[];
  readonly moves: RecordedMove[];
  readonly holdEnds: Map<string, Instant>;
  readonly balances: Balance[];
  readonly lots: (Lot & { readonly isOpen: boolean })[];
  readonly holds: (Hold & { readonly isOpen: boolean })[];
  readonly tiers: TierMembership[];
};

function emptyGathered(): Gathered {
  return { entries: [], moves: [], holdEnds: new Map(), balances: [], lots: [], holds: [], tiers: [] };
}

type Statement = { readonly name: string; readonly text: string };

async function readRange<Row extends pg.QueryResultRow>(
  client: pg.PoolClient,
  statement: Statement,
  range: CustomerRange,
): Promise<readonly Row[]> {
  const { rows } = await client.query<Row>({ ...statement, values: [range.after, range.last] });
  return rows;
}

type EntryRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly kind: EntryKind;
  readonly account: string;
  readonly lot_id: string | null;
  readonly hold_id: string | null;
  readonly source: string | null;
  readonly amount: number;
  readonly occurred_at: Instant;
  readonly available_at: Instant | null;
  readonly expires_at: Instant | null;
  readonly reference_type: string;
};

const ENTRIES: Statement = {
  name: 'verify-entries',
  text: `select customer_id, id, kind, account, lot_id, hold_id, source, amount, occurred_at, available_at, expires_at,
                reference_type
         from   laurel.point_entry
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, id`,
};

/** What the reducer reads of an entry; the texts that only people read are left where they are. */
function entryOf(row: EntryRow): PointEntry {
  return {
    id: row.id,
    movementId: row.id,
    kind: row.kind,
    account: row.account,
    lotId: row.lot_id,
    holdId: row.hold_id,
    source: row.source,
    amount: row.amount,
    occurredAt: row.occurred_at,
    availableAt: row.available_at,
    expiresAt: row.expires_at,
    referenceType: row.reference_type,
    referenceId: null,
    transactionId: null,
    rule: null,
  };
}

type MoveRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly system: string;
  readonly from_level: string | null;
  readonly to_level: string;
  readonly reason: TierMove['reason'];
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly maintenance_at: Instant | null;
  readonly counts_since: Instant | null;
};

const MOVES: Statement = {
  name: 'verify-moves',
  text: `select customer_id, id, system, from_level, to_level, reason, occurred_at, recorded_at, maintenance_at, counts_since
         from   laurel.tier_move
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, id`,
};

function moveOf(row: MoveRow): RecordedMove {
  return {
    id: row.id,
    system: row.system,
    from: row.from_level,
    to: row.to_level,
    reason: row.reason,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    maintenanceAt: row.maintenance_at,
    countsSince: row.counts_since,
    note: null,
  };
}

type BalanceRow = {
  readonly customer_id: string;
  readonly account: string;
  readonly deposited: number;
  readonly transferred_in: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly transferred_out: number;
  readonly held: number;
  readonly debt: number;
  readonly uncollected: number;
  readonly active_at: Instant | null;
};

const BALANCES: Statement = {
  name: 'verify-balances',
  text: `select customer_id, account, deposited, transferred_in, spent, expired, reversed, transferred_out, held, debt,
                uncollected, active_at
         from   laurel.balance
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, account`,
};

function balanceOf(row: BalanceRow): Balance {
  return {
    account: row.account,
    deposited: row.deposited,
    transferredIn: row.transferred_in,
    spent: row.spent,
    expired: row.expired,
    reversed: row.reversed,
    transferredOut: row.transferred_out,
    held: row.held,
    debt: row.debt,
    uncollected: row.uncollected,
    activeAt: row.active_at,
  };
}

type LotRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly account: string;
  readonly source: string;
  readonly amount: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly moved: number;
  readonly held: number;
  readonly occurred_at: Instant;
  readonly available_at: Instant | null;
  readonly expires_at: Instant | null;
  readonly is_earned: boolean;
  readonly is_noticed: boolean;
  readonly is_open: boolean;
};

const LOTS: Statement = {
  name: 'verify-lots',
  text: `select customer_id, id, account, source, amount, spent, expired, reversed, moved, held, occurred_at, available_at,
                expires_at, is_earned, is_noticed, is_open
         from   laurel.lot
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, id`,
};

function lotOf(row: LotRow): Lot & { readonly isOpen: boolean } {
  return {
    id: row.id,
    account: row.account,
    source: row.source,
    amount: row.amount,
    spent: row.spent,
    expired: row.expired,
    reversed: row.reversed,
    moved: row.moved,
    held: row.held,
    occurredAt: row.occurred_at,
    availableAt: row.available_at,
    expiresAt: row.expires_at,
    earned: row.is_earned,
    noticed: row.is_noticed,
    isOpen: row.is_open,
  };
}

type HoldRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly amount: number;
  readonly status: Hold['status'];
  readonly expires_at: Instant;
  readonly parts: Hold['parts'];
  readonly is_open: boolean;
  readonly placed_until: string | null;
};

/** A hold has the id of the fact that placed it, and that fact's record says until when. */
const HOLDS: Statement = {
  name: 'verify-holds',
  text: `select h.customer_id, h.id, h.amount, h.status, h.expires_at, h.parts, h.is_open,
                (select o->>'expires_at'
                 from   laurel.fact f cross join jsonb_array_elements(f.record->'outcomes') as o
                 where  f.customer_id = h.customer_id and f.id = h.id and o->>'hold_id' = h.id::text
                 order  by 1 limit 1) as placed_until
         from   laurel.hold h
         where  h.customer_id > $1 and h.customer_id <= $2
         order  by h.customer_id, h.id`,
};

function holdOf(row: HoldRow): Hold & { readonly isOpen: boolean } {
  return {
    id: row.id,
    amount: row.amount,
    status: row.status,
    expiresAt: row.expires_at,
    parts: row.parts,
    isOpen: row.is_open,
  };
}

type TierRow = {
  readonly customer_id: string;
  readonly system: string;
  readonly level: string;
  readonly since: Instant;
  readonly maintained_at: Instant;
  readonly maintenance_at: Instant | null;
  readonly anniversary_at: Instant;
  readonly counts_since: Instant | null;
};

const TIERS: Statement = {
  name: 'verify-tiers',
  text: `select customer_id, system, level, since, maintained_at, maintenance_at, anniversary_at, counts_since
         from   laurel.tier
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, system`,
};

function tierOf(row: TierRow): TierMembership {
  return {
    system: row.system,
    level: row.level,
    since: row.since,
    maintainedAt: row.maintained_at,
    maintenanceAt: row.maintenance_at,
    anniversaryAt: row.anniversary_at,
    countsSince: row.counts_since,
  };
}

type StrayRow = {
  readonly source: string;
  readonly customer_id: string;
  readonly key: string;
  readonly problem: string;
  readonly stored: number | null;
  readonly rebuilt: number | null;
};

/** More rows than this are not needed to see that something is wrong. */
const STRAYS_MAX = 1_000;

/** Rows whose customer or fact is not there, and facts whose answer and entries tell different amounts. */
export async function findStrays(client: pg.PoolClient, range: CustomerRange): Promise<readonly Difference[]> {
  const strays = [
    ...(await readRange<StrayRow>(client, WITHOUT_CUSTOMER, range)),
    ...(await readRange<StrayRow>(client, WITHOUT_FACT, range)),
    ...(await readRange<StrayRow>(client, TOLD_AND_BOOKED, range)),
  ];
  return strays.map((row) => ({
    table: row.source,
    customerId: row.customer_id,
    key: row.key,
    column: row.problem,
    stored: row.stored,
    rebuilt: row.rebuilt,
  }));
}

/** Tables whose rows belong to a customer, with the expression that names a row beside its customer. */
const OF_CUSTOMERS: readonly (readonly [table: string, key: string, condition: string])[] = [
  ['fact', 't.id::text', 'not t.is_refused'],
  ['point_entry', 't.id::text', 'true'],
  ['tier_move', 't.id::text', 'true'],
  ['lot', 't.id::text', 'true'],
  ['balance', 't.account', 'true'],
  ['hold', 't.id::text', 'true'],
  ['tier', 't.system', 'true'],
  ['counter', "t.period || '|' || t.key", 'true'],
  ['tally', "t.metric || '|' || t.fact_id", 'true'],
  ['tag', 't.tag', 'true'],
  ['user_offer', 't.id::text', 'true'],
  ['message', 't.id::text', 'true'],
  ['message_request', 't.id::text', 'true'],
];

/** The range is said of both sides, so that they are read once and matched, not looked up row by row. */
const WITHOUT_CUSTOMER: Statement = {
  name: 'verify-without-customer',
  text: `${OF_CUSTOMERS.map(
    ([table, key, condition]) => `
         select '${table}' as source, t.customer_id, ${key} as key, 'customer' as problem,
                null::bigint as stored, null::bigint as rebuilt
         from   laurel.${table} t
         where  t.customer_id > $1 and t.customer_id <= $2 and ${condition}
           and  not exists (select from laurel.customer c
                            where  c.customer_id > $1 and c.customer_id <= $2 and c.customer_id = t.customer_id)`,
  ).join('\n         union all')}
         order  by 2, 1, 3 limit ${STRAYS_MAX}`,
};

/** The id of an effect begins with the id of its fact, which ends in zeros (domain/ids.ts). */
const FACT_ID = `(left(t.id::text, 32) || '0000')::uuid`;

const WITHOUT_FACT: Statement = {
  name: 'verify-without-fact',
  text: `${['point_entry', 'tier_move']
    .map(
      (table) => `
         select '${table}' as source, t.customer_id, t.id::text as key, 'fact' as problem,
                null::bigint as stored, null::bigint as rebuilt
         from   laurel.${table} t
         where  t.customer_id > $1 and t.customer_id <= $2
           and  not exists (select from laurel.fact f
                            where  f.customer_id > $1 and f.customer_id <= $2
                              and  f.customer_id = t.customer_id and f.id = ${FACT_ID} and not f.is_refused)`,
    )
    .join('\n         union all')}
         order  by 2, 1, 3 limit ${STRAYS_MAX}`,
};

/** What a fact's answer told, by account, against what its entries booked. Held, settled and uncollected points move none. */
const TOLD_AND_BOOKED: Statement = {
  name: 'verify-told-and-booked',
  text: `with told as (
           select f.customer_id, f.id as fact_id, o->>'account' as account, sum((o->>'amount')::bigint)::bigint as amount
           from   laurel.fact f cross join jsonb_array_elements(f.record->'outcomes') as o
           where  f.customer_id > $1 and f.customer_id <= $2 and not f.is_refused and o->>'kind' = 'points'
           group  by 1, 2, 3
         ), booked as (
           select t.customer_id, ${FACT_ID} as fact_id, t.account,
                  sum(case when t.kind in ('deposit', 'transfer_in', 'roll_in', 'restore')            then t.amount
                           when t.kind in ('spend', 'capture', 'expire', 'reverse', 'transfer_out')   then -t.amount
                           else 0 end)::bigint as amount
           from   laurel.point_entry t
           where  t.customer_id > $1 and t.customer_id <= $2
           group  by 1, 2, 3
         )
         select 'fact' as source, customer_id, fact_id || ' ' || account as key, 'points told' as problem,
                coalesce(told.amount, 0) as stored, coalesce(booked.amount, 0) as rebuilt
         from   told full join booked using (customer_id, fact_id, account)
         where  coalesce(told.amount, 0) <> coalesce(booked.amount, 0)
         order  by 2, 3 limit ${STRAYS_MAX}`,
};

/** Claimed values (e-mail, identifiers) whose customer is not there, or deleted and so should have let go of them. */
export async function findStrayKeys(
  client: pg.PoolClient,
  after: readonly [string, string],
  limit: number,
): Promise<{
  readonly strays: readonly Difference[];
  /** Where to go on; null at the end. */
  readonly next: readonly [string, string] | null;
}> {
  const { rows } = await client.query<{ value: string; kind: string; customer_id: string; is_stray: boolean }>({
    name: 'verify-keys',
    text: `select k.value, k.kind, k.customer_id, (c.customer_id is null or c.deleted_at is not null) as is_stray
           from   laurel.customer_key k left join laurel.customer c on c.customer_id = k.customer_id
           where  (k.value, k.kind) > ($1, $2)
           order  by k.value, k.kind
           limit  $3`,
    values: [...after, limit],
  });
  const last = rows.at(-1);
  return {
    // The value is personal: only its kind is named.
    strays: rows
      .filter((row) => row.is_stray)
      .map((row) => ({
        table: 'customer_key',
        customerId: row.customer_id,
        key: row.kind,
        column: 'customer',
        stored: null,
        rebuilt: null,
      })),
    next: last === undefined || rows.length < limit ? null : [last.value, last.kind],
  };
}

export async function countCustomers(db: Pick<pg.Pool, 'query'>): Promise<number> {
  const { rows } = await db.query<{ customers: number }>('select count(*) as customers from laurel.customer');
  return rows[0]?.customers ?? 0;
}
