// Reads the state of all customers of a batch in one statement, after their partitions are locked. Slices that only some
// facts need (all open lots, holds, tier moves, what a reversal names) are read by statements of their own: slices.ts.
import type pg from 'pg';
import { firstIdAt } from '../domain/ids.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { type CustomerState, emptyState } from '../domain/state.ts';
import { type Instant, MINUTE_MS, shift, spanText } from '../domain/time.ts';
import { instants, texts, uuids } from './arrays.ts';
import { CUSTOMER_COLUMNS, type CustomerRow, profileOf } from './customers-rows.ts';
import * as rows from './state-rows.ts';

export type LoadRequest = {
  readonly customerIds: readonly string[];
  readonly now: Instant;
  readonly programme: Programme;
  /** Names of the calendar periods whose counters may be read. */
  readonly periods: readonly string[];
  /** Older occurrences are counted by nothing. */
  readonly talliesSince: Instant;
  /** What is due may lie far back: all counters and tallies are read, not only those around the facts. */
  readonly isForDue: boolean;
};

export type Loaded = {
  /** Null while no programme has been applied. */
  readonly liveVersion: number | null;
  readonly states: ReadonlyMap<string, CustomerState>;
};

type LoadedRow = (CustomerRow | { readonly customer_id: null }) & {
  readonly live_version: number | null;
  readonly balances: readonly rows.BalanceItem[] | null;
  readonly lots: readonly rows.LotItem[] | null;
  readonly holds: readonly rows.HoldItem[] | null;
  readonly tiers: readonly rows.TierItem[] | null;
  readonly counters: readonly rows.CounterItem[] | null;
  readonly tallies: readonly rows.TallyItem[] | null;
  readonly tags: readonly rows.TagItem[] | null;
  readonly offers: readonly rows.OfferItem[] | null;
  readonly earned: readonly EarnedItem[] | null;
  readonly earned_due: readonly EarnedItem[] | null;
};
type EarnedItem = readonly [key: string, points: number];

const WINDOWS = `unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::uuid[])
               as w(key, system, account, span, since, first_id)`;

/** What was earned up to the date of a maintenance that is due. */
const EARNED_DUE = `(select json_agg(json_build_array(w.key, (
          select coalesce(sum(l.amount - l.reversed), 0) from laurel.lot l
          where  l.customer_id = c.customer_id and l.account = w.account and l.is_earned
            and  l.occurred_at > coalesce(greatest(t.maintenance_at - w.span::interval, t.counts_since), '-infinity')
            and  l.occurred_at <= t.maintenance_at)))
        from laurel.tier t
             join ${WINDOWS} on w.system = t.system
        where t.customer_id = c.customer_id and t.maintenance_at <= $2)`;

/**
 * Everything hangs on the customer's row by its key, so that the plan is the same whatever the statistics say. Sums of
 * earned points read only the lots made since the window's border: ids begin with the time they were made at.
 */
function loadStatement(isForDue: boolean): string {
  return `
select v.version as live_version, ${CUSTOMER_COLUMNS},
       (select json_agg(${rows.BALANCE_ITEM}) from laurel.balance b where b.customer_id = c.customer_id) as balances,
       (select json_agg(x.item) from (
          select ${rows.LOT_ITEM} as item from laurel.lot l
          where  l.customer_id = c.customer_id and l.is_open and l.expires_at <= $3
            and  (l.expires_at <= $2 or not l.is_noticed)
          union all
          select ${rows.LOT_ITEM} from laurel.lot l
          where  l.customer_id = c.customer_id and l.is_open and l.available_at > $2
        ) x) as lots,
       (select json_agg(${rows.HOLD_ITEM}) from laurel.hold h
        where  h.customer_id = c.customer_id and h.is_open and h.expires_at <= $2) as holds,
       (select json_agg(${rows.TIER_ITEM}) from laurel.tier t where t.customer_id = c.customer_id) as tiers,
       (select json_agg(${rows.COUNTER_ITEM}) from laurel.counter n
        where  n.customer_id = c.customer_id ${isForDue ? '' : 'and n.period = any($10::text[])'}) as counters,
       (select json_agg(${rows.TALLY_ITEM} order by y.at, y.fact_id) from laurel.tally y
        where  y.customer_id = c.customer_id ${isForDue ? '' : 'and y.at > $11'}) as tallies,
       (select json_agg(${rows.TAG_ITEM}) from laurel.tag g where g.customer_id = c.customer_id) as tags,
       (select json_agg(${rows.OFFER_ITEM}) from laurel.user_offer o
        where  o.customer_id = c.customer_id and o.is_open and o.expires_at <= $2) as offers,
       (select json_agg(json_build_array(w.key, (
          select coalesce(sum(l.amount - l.reversed), 0) from laurel.lot l
          where  l.customer_id = c.customer_id and l.id >= w.first_id and l.account = w.account and l.is_earned
            and  l.occurred_at > greatest(w.since, (
                   select t.counts_since from laurel.tier t where t.customer_id = c.customer_id and t.system = w.system))
            and  l.occurred_at <= $2)))
        from ${WINDOWS}) as earned,
       ${isForDue ? EARNED_DUE : 'null'} as earned_due
from   (select max(version) as version from laurel.programme_version) v
       left join laurel.customer c on c.customer_id = any($1::uuid[])`;
}

const LOAD = { name: 'load', text: loadStatement(false) };
const LOAD_FOR_DUE = { name: 'load-for-due', text: loadStatement(true) };

/** States of all customers asked for, empty ones for those who do not exist. */
export async function loadStates(client: pg.PoolClient, request: LoadRequest): Promise<Loaded> {
  const { rows: found } = await client.query<LoadedRow>({
    ...(request.isForDue ? LOAD_FOR_DUE : LOAD),
    values: parametersOf(request),
  });
  const states = new Map<string, CustomerState>();
  for (const row of found) {
    if (row.customer_id !== null) states.set(row.customer_id, stateOf(row.customer_id, row));
  }
  for (const id of request.customerIds) {
    if (!states.has(id)) states.set(id, withWindows(emptyState(id)));
  }
  return { liveVersion: found[0]?.live_version ?? null, states };
}

/** Facts may be dated this far ahead, so a lot may be older by its id than by its date. */
const AHEAD_MS = 5 * MINUTE_MS;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
/** Before every fact. PostgreSQL's -infinity has no place in the arrays' format. */
const LONG_AGO = Date.UTC(1000, 0, 1);

function parametersOf(request: LoadRequest): unknown[] {
  const { now, programme } = request;
  const { windows, noticeMax } = programme;
  const since = windows.map(({ span }) => (span === null ? LONG_AGO : shift(now, span, -1)));
  const always = [
    uuids(request.customerIds),
    new Date(now),
    new Date(noticeMax === null ? now : shift(now, noticeMax, 1)),
    texts(windows.map(({ key }) => key)),
    texts(windows.map(({ system }) => system)),
    texts(windows.map(({ account }) => account)),
    texts(windows.map(({ span }) => (span === null ? null : spanText(span)))),
    instants(since),
    uuids(windows.map(({ span }, index) => (span === null ? FIRST_ID : firstIdAt((since[index] ?? 0) - AHEAD_MS)))),
  ];
  return request.isForDue ? always : [...always, texts(request.periods), new Date(request.talliesSince)];
}

function stateOf(id: string, row: LoadedRow & CustomerRow): CustomerState {
  const state = withWindows(emptyState(id));
  state.profile = profileOf(row);
  for (const item of row.balances ?? []) state.balances.set(item[0], rows.balanceOf(item));
  for (const item of row.lots ?? []) state.lots.set(item[0], rows.lotOf(item));
  for (const item of row.holds ?? []) state.holds.set(item[0], rows.holdOf(item));
  for (const item of row.tiers ?? []) state.tiers.set(item[0], rows.tierOf(item));
  for (const [period, key, value] of row.counters ?? []) state.counters.set(`${period}|${key}`, value);
  for (const item of row.tallies ?? []) addTally(state, item);
  for (const item of row.tags ?? []) state.tags.set(item[0], rows.tagOf(item));
  for (const item of row.offers ?? []) state.offers.set(item[0], rows.offerOf(item));
  for (const [key, points] of row.earned ?? []) state.earned.now.set(key, points);
  for (const [key, points] of row.earned_due ?? []) state.earned.due.set(key, points);
  return state;
}

function addTally(state: CustomerState, item: rows.TallyItem): void {
  const known = state.tallies.get(item[0]);
  if (known === undefined) state.tallies.set(item[0], [rows.tallyOf(item)]);
  else known.push(rows.tallyOf(item));
}

function withWindows(state: CustomerState): CustomerState {
  state.has.add('windows');
  return state;
}
