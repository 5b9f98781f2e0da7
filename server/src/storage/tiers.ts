// Reads tiers: how a customer came to each level, what counts towards the next, and how many customers hold which.
// Levels change only in decisions.
import type pg from 'pg';
import { z } from 'zod';
import type { Actor } from '../domain/facts.ts';
import { factIdOf } from '../domain/ids.ts';
import type { Window } from '../domain/programme/programme.ts';
import type { EntryKind, TierMove } from '../domain/state.ts';
import type { Counted } from '../domain/tiers/progress.ts';
import { type Instant, spanText } from '../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

/** One entry of a customer's history, with who caused it: an agent, an API key, or a run of the engine. */
export type TierHistoryRow = TierMove & {
  readonly factId: string;
  readonly recordedAt: Instant;
  readonly actor: Actor | null;
};

export type TierHistoryQuery = Page & {
  readonly system?: string | undefined;
  /** Without the receipts of maintenance that left the level as it was (`kept`, `postponed`). */
  readonly changesOnly?: boolean | undefined;
};

export type TierPopulation = { readonly system: string; readonly level: string; readonly customers: number };

type TierMoveRow = {
  readonly id: string;
  readonly system: string;
  readonly from_level: string | null;
  readonly to_level: string;
  readonly reason: TierMove['reason'];
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly maintenance_at: Instant | null;
  readonly counts_since: Instant | null;
  readonly note: string | null;
  readonly actor_kind: Actor['kind'] | null;
  readonly actor_name: string | null;
};

const CURSOR = z.tuple([uuidPart]);
/** Far above what programmes have; a list without an end is none. */
const LEVELS_MAX = 10_000;

/** Newest first. */
export async function readTierHistory(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  query: TierHistoryQuery,
): Promise<PageOf<TierHistoryRow>> {
  const [after] = readCursor(query.after, CURSOR) ?? [null];
  // An effect's id begins like its fact's: the join is by key.
  const { rows } = await db.query<TierMoveRow>(
    `select m.id, m.system, m.from_level, m.to_level, m.reason, m.occurred_at, m.recorded_at,
            m.maintenance_at, m.counts_since, m.note, f.actor_kind, f.actor_name
     from   laurel.tier_move m
            left join laurel.fact f
              on f.customer_id = m.customer_id and f.id = (left(m.id::text, 32) || '0000')::uuid
     where  m.customer_id = $1
       and  ($2::uuid is null or m.id < $2)
       and  ($3::text is null or m.system = $3)
       and  (not $4::boolean or m.reason not in ('kept', 'postponed'))
     order by m.id desc
     limit $5`,
    [customerId, after, query.system ?? null, query.changesOnly ?? false, rowsToRead(query.limit)],
  );
  return pageOf(rows, query.limit, { item: historyRowOf, cursor: (row) => cursorOf([row.id]) });
}

function historyRowOf(row: TierMoveRow): TierHistoryRow {
  return {
    id: row.id,
    factId: factIdOf(row.id),
    system: row.system,
    from: row.from_level,
    to: row.to_level,
    reason: row.reason,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    maintenanceAt: row.maintenance_at,
    countsSince: row.counts_since,
    note: row.note,
    actor: row.actor_kind === null || row.actor_name === null ? null : { kind: row.actor_kind, name: row.actor_name },
  };
}

/**
 * How many customers hold each level now: neither deleted ones nor test personas. These are few and taken off at the end,
 * because a join with every customer took ten times as long (1 M: 4 s).
 */
export async function readTierPopulation(db: pg.Pool | pg.ClientBase): Promise<readonly TierPopulation[]> {
  const { rows } = await db.query<TierPopulation>(
    `with
       held as (
         select t.system, t.level, count(*) as customers from laurel.tier t group by t.system, t.level
       ),
       uncounted as (
         select t.system, t.level, count(*) as customers
         from   laurel.customer c
                join laurel.tier t on t.customer_id = c.customer_id
         where  c.deleted_at is not null or c.test_persona
         group by t.system, t.level
       )
     select h.system, h.level, h.customers - coalesce(u.customers, 0) as customers
     from   held h
            left join uncounted u on u.system = h.system and u.level = h.level
     where  h.customers > coalesce(u.customers, 0)
     order by h.system, h.level
     limit  $1`,
    [LEVELS_MAX],
  );
  return rows;
}

/** Points earned in each window as it will stand at the customer's next maintenance of its system, due or not. */
export async function readEarnedByMaintenance(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  windows: readonly Window[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ readonly key: string; readonly points: number }>({
    name: 'read-earned-by-maintenance',
    text: `
select w.key, coalesce(sum(l.amount - l.reversed), 0)::bigint as points
from   laurel.tier t
       join unnest($2::text[], $3::text[], $4::text[], $5::text[]) as w(key, system, account, span) on w.system = t.system
       left join laurel.lot l
         on  l.customer_id = t.customer_id and l.account = w.account and l.is_earned
         and l.occurred_at > coalesce(greatest(t.maintenance_at - w.span::interval, t.counts_since), '-infinity')
         and l.occurred_at <= t.maintenance_at
where  t.customer_id = $1 and t.maintenance_at is not null
group by w.key
order by w.key`,
    values: [
      customerId,
      windows.map(({ key }) => key),
      windows.map(({ system }) => system),
      windows.map(({ account }) => account),
      windows.map(({ span }) => (span === null ? null : spanText(span))),
    ],
  });
  return new Map(rows.map((row) => [row.key, row.points]));
}

/** What a tier requirement counted: points earned or taken back, movements of a balance, occurrences of an event. */
export type CountedEntry = {
  readonly id: string;
  readonly at: Instant;
  /** Signed: deductions are negative. */
  readonly amount: number;
  /** The kind of a ledger entry, or `event`. */
  readonly kind: EntryKind | 'event';
  readonly account: string | null;
  readonly source: string | null;
  readonly referenceType: string | null;
  readonly rule: string | null;
};

type CountedRow = {
  readonly id: string;
  readonly at: Instant;
  readonly amount: number;
  readonly kind: EntryKind | 'event';
  readonly account: string | null;
  readonly source: string | null;
  readonly reference_type: string | null;
  readonly rule: string | null;
};

/** Newest first, by when it was recorded. Earned points and events add up to the figure that progress shows. */
export async function readCountedEntries(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  counted: Counted,
  page: Page,
): Promise<PageOf<CountedEntry>> {
  const [after] = readCursor(page.after, CURSOR) ?? [null];
  const common = [customerId, after, rowsToRead(page.limit)];
  const since = 'since' in counted && counted.since !== null ? new Date(counted.since) : null;
  const { rows } =
    counted.kind === 'balance'
      ? await db.query<CountedRow>(BALANCE_ENTRIES, [...common, counted.account])
      : await db.query<CountedRow>(counted.kind === 'events' ? EVENT_ENTRIES : EARNED_ENTRIES, [
          ...common,
          counted.kind === 'events' ? counted.metric : counted.account,
          since,
          new Date(counted.until),
        ]);
  return pageOf(rows, page.limit, { item: countedOf, cursor: (row) => cursorOf([row.id]) });
}

const ENTRY_COLUMNS = 'e.id, e.occurred_at as at, e.kind, e.account, e.source, e.reference_type, e.rule';

/** A reversal counts against the deposit that it took back, whenever it came. */
const EARNED_ENTRIES = `
select ${ENTRY_COLUMNS}, case e.kind when 'reverse' then -e.amount else e.amount end as amount
from   laurel.point_entry e
       join laurel.lot l on l.customer_id = e.customer_id and l.id = coalesce(e.lot_id, e.id)
where  e.customer_id = $1
  and  ($2::uuid is null or e.id < $2)
  and  e.account = $4
  and  e.kind in ('deposit', 'roll_in', 'transfer_in', 'reverse')
  and  l.is_earned
  and  ($5::timestamptz is null or l.occurred_at > $5)
  and  l.occurred_at <= $6
order by e.id desc
limit  $3`;

const BALANCE_ENTRIES = `
select ${ENTRY_COLUMNS},
       case when e.kind in ('deposit', 'roll_in', 'transfer_in', 'restore', 'release') then e.amount else -e.amount end as amount
from   laurel.point_entry e
where  e.customer_id = $1
  and  ($2::uuid is null or e.id < $2)
  and  e.account = $4
  and  e.kind not in ('capture', 'settle', 'uncollected', 'uncount')
order by e.id desc
limit  $3`;

const EVENT_ENTRIES = `
select y.fact_id as id, y.at, 'event' as kind, y.value as amount,
       null as account, null as source, null as reference_type, null as rule
from   laurel.tally y
where  y.customer_id = $1
  and  ($2::uuid is null or y.fact_id < $2)
  and  y.metric = $4
  and  ($5::timestamptz is null or y.at > $5)
  and  y.at <= $6
order by y.fact_id desc
limit  $3`;

function countedOf(row: CountedRow): CountedEntry {
  return {
    id: row.id,
    at: row.at,
    amount: row.amount,
    kind: row.kind,
    account: row.account,
    source: row.source,
    referenceType: row.reference_type,
    rule: row.rule,
  };
}
