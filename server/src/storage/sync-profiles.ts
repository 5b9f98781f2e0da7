// Reads what the profiles of many customers are made of, for the sync: their states, and the few figures that no decision
// needs. So many statements for all of them, whatever their number, in one snapshot; nothing is worked out here.
import type pg from 'pg';
import type { FactKind } from '../domain/facts.ts';
import { firstIdAt } from '../domain/ids.ts';
import type { Programme, Window } from '../domain/programme/programme.ts';
import type { CustomerState } from '../domain/state.ts';
import { ACTIVITY_ACTORS, ACTIVITY_KINDS } from '../domain/sync/activity.ts';
import { loyaltyAccounts, type ProfileSource } from '../domain/sync/profile.ts';
import { DAY_MS, type Instant, MINUTE_MS, shift } from '../domain/time.ts';
import { instants, texts, uuids } from './arrays.ts';
import { loadStates } from './load.ts';
import * as rows from './state-rows.ts';
import { readStockLeft } from './stock.ts';
import { inTransaction } from './transaction.ts';

const PROFILES_MAX = 1_000;

/** Customers that there never were are left out; what became of the others (deleted, merged, forgotten) their state tells. */
export async function readProfileSources(
  pool: pg.Pool,
  programme: Programme,
  customerIds: readonly string[],
  now: Instant,
): Promise<ReadonlyMap<string, ProfileSource>> {
  if (customerIds.length > PROFILES_MAX)
    throw new RangeError(`At most ${PROFILES_MAX} profiles are read at once, not ${customerIds.length}.`);
  if (customerIds.length === 0) return new Map();
  return await inTransaction(
    pool,
    (client) => readAll(client, programme, { customerIds, now }),
    (client) => client.query(BEGIN),
  );
}

/** First and last rows are found by walking an index in its order; the planner would fetch all of a customer's and sort them. */
const BEGIN = 'begin isolation level repeatable read, read only; set local enable_bitmapscan = off';

type Asked = { readonly customerIds: readonly string[]; readonly now: Instant };

async function readAll(
  client: pg.PoolClient,
  programme: Programme,
  { customerIds, now }: Asked,
): Promise<ReadonlyMap<string, ProfileSource>> {
  const { states } = await loadStates(client, {
    customerIds,
    now,
    programme,
    // Limits of offers and rewards count in all the time there is.
    periods: ['e'],
    talliesSince: talliesSince(programme, now),
    isForDue: false,
  });
  const { left } = await readStockLeft(client, programme);
  const { rows: found } = await client.query<FigureRow>({
    name: 'read-profile-figures',
    text: FIGURES,
    values: parametersOf(programme, { customerIds, now }),
  });
  return new Map(
    found.flatMap((row) => {
      const state = states.get(row.customer_id);
      return state === undefined ? [] : [[row.customer_id, sourceOf(row, state, left)]];
    }),
  );
}

/** Of the primary system: no other levels are told. */
function talliesSince({ primarySystem }: Programme, now: Instant): Instant {
  const conditions = (primarySystem?.levels ?? []).flatMap(({ requirement }) => requirement?.conditions ?? []);
  const spans = conditions.flatMap((condition) => (condition.kind === 'events' ? [condition.span] : []));
  return Math.min(now + DAY_MS, ...spans.map((span) => (span === null ? LONG_AGO : shift(now, span, -1))));
}

const LONG_AGO = Date.UTC(1000, 0, 1);
/** Facts may be dated this far ahead; see decide.ts. */
const AHEAD_MS = 5 * MINUTE_MS;

/** Facts looked through for what a customer did last or first. */
const FACTS_MAX = 2_000;
/** Facts that may have overtaken it. */
const NEAR_MAX = 200;

const idAt = (instant: string) => `(select (left(h.hex, 8) || '-' || right(h.hex, 4) || '-7000-8000-000000000000')::uuid
          from (select lpad(to_hex((extract(epoch from ${instant}) * 1000)::bigint), 12, '0') as hex) h)`;

const isActivity = (alias: string) =>
  `not ${alias}.is_refused and ${alias}.kind = any($5::text[]) and ${alias}.actor_kind = any($6::text[])`;

const IS_COUNTED = `l.account = w.account and l.is_earned and l.amount > l.reversed and l.occurred_at <= $2
                            and  l.occurred_at > greatest(w.since, t.counts_since)`;

/**
 * Ids of facts and lots begin with when they came in. What happened first or last is near the first or last that came in: no fact is
 * later than the lateness that is allowed, or dated further ahead than clocks differ.
 */
const FIGURES = `
select c.customer_id, next.lots, first.occurred_at as first_at, last.id as last_id, last.kind as last_kind,
       last.name as last_name, last.occurred_at as last_at, bought.first_at as bought_first_at,
       bought.last_at as bought_last_at, bought.net, before.from_level as previous_level, counted.windows
from   laurel.customer c
       left join lateral (
         select json_agg(${rows.LOT_ITEM}) as lots
         from   (select o.expires_at
                 from   laurel.lot o
                 where  o.customer_id = c.customer_id and o.is_open and o.expires_at > $2 and o.account = any($3::text[])
                   and  o.amount - o.spent - o.expired - o.reversed - o.moved - o.held > 0
                 order  by o.expires_at
                 limit  1) n
                join laurel.lot l
                  on l.customer_id = c.customer_id and l.is_open and l.expires_at >= n.expires_at
                 and l.expires_at < n.expires_at + interval '26 hours' and l.account = any($3::text[])
       ) next on true
       left join lateral (
         select min(a.occurred_at) as occurred_at
         from   (select f.id, f.occurred_at
                 from   (select x.id, x.occurred_at, x.is_refused, x.kind, x.actor_kind
                         from   laurel.fact x where x.customer_id = c.customer_id order by x.id limit ${FACTS_MAX}) f
                 where  ${isActivity('f')}
                 order  by f.id
                 limit  1) e
                cross join lateral (
                  select f.occurred_at
                  from   laurel.fact f
                  where  f.customer_id = c.customer_id and f.id >= e.id
                    and  f.id <= ${idAt("e.occurred_at + $4::interval + interval '5 minutes'")} and ${isActivity('f')}
                  order  by f.id
                  limit  ${NEAR_MAX}) a
       ) first on true
       left join lateral (
         select a.id, a.kind, a.name, a.occurred_at
         from   (select f.id, f.occurred_at
                 from   (select x.id, x.occurred_at, x.is_refused, x.kind, x.actor_kind
                         from   laurel.fact x where x.customer_id = c.customer_id order by x.id desc limit ${FACTS_MAX}) f
                 where  ${isActivity('f')}
                 order  by f.id desc
                 limit  1) e
                cross join lateral (
                  select f.id, f.kind, f.name, f.occurred_at
                  from   laurel.fact f
                  where  f.customer_id = c.customer_id and f.id <= e.id
                    and  f.id >= ${idAt("e.occurred_at - interval '6 minutes'")} and ${isActivity('f')}
                  order  by f.id desc
                  limit  ${NEAR_MAX}) a
         order  by a.occurred_at desc, a.id desc
         limit  1
       ) last on true
       left join lateral (
         select min(p.occurred_at) as first_at, max(p.occurred_at) as last_at, coalesce(sum(p.net), 0)::bigint as net
         from   laurel.purchase p
         where  p.customer_id = c.customer_id and p.status in ('completed', 'partly_returned')
       ) bought on true
       left join lateral (
         select m.from_level
         from   laurel.tier_move m
         where  m.customer_id = c.customer_id and m.system = $7 and m.from_level is distinct from m.to_level
         order  by m.id desc
         limit  1
       ) before on true
       left join lateral (
         select json_agg(json_build_array(w.key, (
                  select min(a.occurred_at)
                  from   (select l.id, l.occurred_at
                          from   laurel.lot l
                          where  l.customer_id = c.customer_id and l.id >= w.first_id and ${IS_COUNTED}
                          order  by l.id
                          limit  1) e
                         cross join lateral (
                           select l.occurred_at
                           from   laurel.lot l
                           where  l.customer_id = c.customer_id and l.id >= e.id
                             and  l.id <= ${idAt("e.occurred_at + $4::interval + interval '5 minutes'")} and ${IS_COUNTED}
                           order  by l.id
                           limit  ${NEAR_MAX}) a))) as windows
         from   unnest($8::text[], $9::text[], $10::timestamptz[], $11::uuid[]) as w(key, account, since, first_id)
                left join laurel.tier t on t.customer_id = c.customer_id and t.system = $7
       ) counted on true
where  c.customer_id = any($1::uuid[])`;

function parametersOf(programme: Programme, { customerIds, now }: Asked): unknown[] {
  const { lateness } = programme.document.settings;
  const windows = rollingWindows(programme, now);
  return [
    uuids(customerIds),
    new Date(now),
    texts(loyaltyAccounts(programme)),
    `${lateness.count} ${lateness.unit}`,
    texts(ACTIVITY_KINDS),
    texts(ACTIVITY_ACTORS),
    programme.primarySystem?.name ?? '',
    texts(windows.map(({ key }) => key)),
    texts(windows.map(({ account }) => account)),
    instants(windows.map(({ since }) => since)),
    uuids(windows.map(({ since }) => firstIdAt(since - AHEAD_MS))),
  ];
}

/** Of the primary system, those out of which points fall with time. */
function rollingWindows(
  { windows, primarySystem }: Programme,
  now: Instant,
): readonly (Pick<Window, 'key' | 'account'> & { readonly since: Instant })[] {
  return windows.flatMap(({ key, account, system, span }) =>
    span === null || system !== primarySystem?.name ? [] : [{ key, account, since: shift(now, span, -1) }],
  );
}

type FigureRow = {
  readonly customer_id: string;
  readonly lots: readonly rows.LotItem[] | null;
  readonly first_at: Instant | null;
  readonly last_id: string | null;
  readonly last_kind: FactKind | null;
  readonly last_name: string | null;
  readonly last_at: Instant | null;
  readonly bought_first_at: Instant | null;
  readonly bought_last_at: Instant | null;
  readonly net: number;
  readonly previous_level: string | null;
  readonly windows: readonly (readonly [key: string, from: string | null])[] | null;
};

function sourceOf(row: FigureRow, state: CustomerState, left: ProfileSource['left']): ProfileSource {
  for (const item of row.lots ?? []) state.lots.set(item[0], rows.lotOf(item));
  const { last_id: id, last_kind: kind, last_at: at } = row;
  const windows = (row.windows ?? []).flatMap(([key, from]): readonly (readonly [string, Instant])[] =>
    from === null ? [] : [[key, Date.parse(from)]],
  );
  return {
    customerId: row.customer_id,
    state,
    firstActivityAt: row.first_at,
    lastActivity: id === null || kind === null || at === null ? null : { id, kind, name: row.last_name, at },
    purchases: { firstAt: row.bought_first_at, lastAt: row.bought_last_at, net: row.net },
    previousLevel: row.previous_level,
    windowsFrom: new Map(windows),
    left,
  };
}
