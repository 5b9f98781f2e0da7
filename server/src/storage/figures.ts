// Figures of days: counted from the ledger and the log for ranges of time, kept once a day is over. What a day is and when it
// is counted is said by jobs/figures. Test personas are left out, as they are marked when the day is counted.
import type pg from 'pg';
import type { DateText, Instant } from '../domain/time.ts';
import { readTierPopulation } from './tiers.ts';
import { inTransaction } from './transaction.ts';

type Db = Pick<pg.Pool, 'query'>;

/** A calendar day where the programme lives, from `startsAt` up to `endsAt` and without it. */
export type FigureDay = { readonly day: DateText; readonly startsAt: Instant; readonly endsAt: Instant };
export type Figure = {
  readonly day: DateText;
  readonly name: string;
  readonly subject: string;
  readonly value: number;
};

/** Counting everybody's activity of a month takes longer than other statements may. */
const STANDING_S = 300;
/** Names of accounts and levels, times figures, times days. */
const FIGURES_MAX = 500_000;

/** $1: the limits of the days, $2 and $3 the first and the last of them. */
const WITHIN = (column: string) => `${column} >= $2 and ${column} < $3`;
const DAY = (column: string) => `width_bucket(${column}, $1::timestamptz[])`;
const COUNTED = (alias: string) =>
  `not exists (select from laurel.customer u where u.customer_id = ${alias}.customer_id and u.test_persona)`;

/** What members do themselves; what agents and runs do to them is none of it. */
const ACTIVE = (alias: string) =>
  `${alias}.kind in ('event', 'engagement', 'transaction', 'transaction.return', 'points.spend', 'points.capture', 'points.transfer',
                  'offer.redeem', 'store.purchase', 'promo.claim', 'campaign.opt_in')`;

/** Each gives (day, name, subject, value), days numbered from 1. All amounts of the ledger are positive; kinds have a sign. */
const COUNTS: readonly string[] = [
  `select ${DAY('e.recorded_at')} as day, n.name, e.account as subject, sum(n.sign * e.amount)::bigint as value
   from   laurel.point_entry e
          join (values ('deposit', 'points.issued', 1), ('roll_in', 'points.issued', 1),
                       ('spend', 'points.used', 1), ('capture', 'points.used', 1), ('restore', 'points.used', -1),
                       ('expire', 'points.expired', 1), ('reverse', 'points.reversed', 1),
                       ('transfer_in', 'points.received', 1), ('transfer_out', 'points.sent', 1)) as n(kind, name, sign)
            on n.kind = e.kind
   where  ${WITHIN('e.recorded_at')} and ${COUNTED('e')}
   group  by 1, 2, 3`,
  `select ${DAY('c.created_at')} as day, 'members.new' as name, '' as subject, count(*) as value
   from   laurel.customer c
   where  ${WITHIN('c.created_at')} and not c.test_persona
   group  by 1`,
  `select ${DAY('f.recorded_at')} as day, 'members.active' as name, '' as subject, count(distinct f.customer_id) as value
   from   laurel.fact f
   where  ${WITHIN('f.recorded_at')} and not f.is_refused and ${COUNTED('f')}
     and  ${ACTIVE('f')}
   group  by 1`,
  `select ${DAY('m.recorded_at')} as day, 'tiers.entered' as name, m.system || '/' || m.to_level as subject, count(*) as value
   from   laurel.tier_move m
   where  ${WITHIN('m.recorded_at')} and m.from_level is distinct from m.to_level and ${COUNTED('m')}
   group  by 1, 3`,
  `select ${DAY('m.recorded_at')} as day, 'tiers.left' as name, m.system || '/' || m.from_level as subject, count(*) as value
   from   laurel.tier_move m
   where  ${WITHIN('m.recorded_at')} and m.from_level <> m.to_level and ${COUNTED('m')}
   group  by 1, 3`,
  `select ${DAY('o.issued_at')} as day, 'offers.issued' as name, '' as subject, count(*) as value
   from   laurel.user_offer o
   where  ${WITHIN('o.issued_at')} and ${COUNTED('o')}
   group  by 1`,
  `select ${DAY('o.redeemed_at')} as day, 'offers.redeemed' as name, '' as subject, count(*) as value
   from   laurel.user_offer o
   where  ${WITHIN('o.redeemed_at')} and o.status = 'redeemed' and ${COUNTED('o')}
   group  by 1`,
  `select ${DAY('d.at')} as day, case d.result when 'delivered' then 'messages.delivered' else 'messages.failed' end as name,
          '' as subject, count(*) as value
   from   laurel.delivery d
   where  ${WITHIN('d.at')} and d.result in ('delivered', 'dead') and ${COUNTED('d')}
   group  by 1, 2`,
];

type CountRow = { readonly day: number; readonly name: string; readonly subject: string; readonly value: number };

/** What happened on days that follow each other without a gap. */
export async function countFigures(db: Db, days: readonly FigureDay[]): Promise<readonly Figure[]> {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const limits = days.map(({ startsAt }) => new Date(startsAt));
  const figures: Figure[] = [];
  for (const text of COUNTS) {
    const { rows } = await db.query<CountRow>(text, [limits, new Date(first.startsAt), new Date(last.endsAt)]);
    for (const { day, name, subject, value } of rows) {
      const at = days[day - 1];
      if (at !== undefined) figures.push({ day: at.day, name, subject, value });
    }
  }
  return figures;
}

/**
 * What stood at the end of a day, and who was active in the days before it: counted over everybody, so only for the last day.
 * Of one moment, so that moves made since are told from those before.
 */
export async function countStanding(
  pool: pg.Pool,
  { day, endsAt }: FigureDay,
  activeSince: Instant,
): Promise<readonly Figure[]> {
  const begin = (client: pg.PoolClient) => client.query('begin isolation level repeatable read read only');
  return inTransaction(
    pool,
    async (client) => {
      await client.query(`set local statement_timeout = '${STANDING_S}s'`);
      const end = new Date(endsAt);
      const members = await client.query<{ value: number }>(
        `select (select count(*) from laurel.customer c where c.created_at < $1)
              - (select count(*) from laurel.customer c
                 where  (c.test_persona or c.deleted_at < $1) and c.created_at < $1) as value`,
        [end],
      );
      const active = await client.query<{ value: number }>(
        `select count(*) as value
         from   (select f.customer_id
                 from   laurel.fact f
                 where  f.recorded_at >= $1 and f.recorded_at < $2 and not f.is_refused and ${ACTIVE('f')}
                   and  ${COUNTED('f')}
                 group  by f.customer_id) as found`,
        [new Date(activeSince), end],
      );
      const moved = await client.query<{ subject: string; value: number }>(
        `select t.subject, sum(t.value)::bigint as value
         from   (select m.system || '/' || m.to_level as subject, -count(*) as value
                 from   laurel.tier_move m
                 where  m.recorded_at >= $1 and m.from_level is distinct from m.to_level and ${COUNTED('m')}
                 group  by 1
                 union all
                 select m.system || '/' || m.from_level, count(*)
                 from   laurel.tier_move m
                 where  m.recorded_at >= $1 and m.from_level <> m.to_level and ${COUNTED('m')}
                 group  by 1) as t
         group  by t.subject
         order  by t.subject`,
        [end],
      );
      const levels = new Map(moved.rows.map(({ subject, value }) => [subject, value]));
      for (const { system, level, customers } of await readTierPopulation(client)) {
        const subject = `${system}/${level}`;
        levels.set(subject, (levels.get(subject) ?? 0) + customers);
      }
      return [
        { day, name: 'members.total', subject: '', value: members.rows[0]?.value ?? 0 },
        { day, name: 'members.active_30d', subject: '', value: active.rows[0]?.value ?? 0 },
        ...[...levels].map(([subject, value]) => ({ day, name: 'tiers.members', subject, value })),
      ];
    },
    begin,
  );
}

/** Members who were deleted since, to be taken off the total of a day. */
export async function countDeletedSince(db: Db, since: Instant): Promise<number> {
  const { rows } = await db.query<{ value: number }>(
    `select count(*) as value
     from   laurel.customer c
     where  c.deleted_at is not null and c.deleted_at >= $1 and not c.test_persona`,
    [new Date(since)],
  );
  return rows[0]?.value ?? 0;
}

/** Days that somebody else has counted meanwhile stay as they are. */
export async function saveFigures(
  pool: pg.Pool,
  days: readonly FigureDay[],
  figures: readonly Figure[],
  now: Instant,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ day: DateText }>(
      `insert into laurel.figure_day (day, starts_at, ends_at, counted_at)
       select r.day, r.starts_at, r.ends_at, $4
       from   unnest($1::date[], $2::timestamptz[], $3::timestamptz[]) as r(day, starts_at, ends_at)
       on conflict (day) do nothing
       returning day`,
      [
        days.map(({ day }) => day),
        days.map(({ startsAt }) => new Date(startsAt)),
        days.map(({ endsAt }) => new Date(endsAt)),
        new Date(now),
      ],
    );
    const mine = new Set(rows.map(({ day }) => day));
    const kept = figures.filter(({ day, value }) => mine.has(day) && value !== 0);
    await client.query(
      `insert into laurel.figure (day, name, subject, value)
       select r.day, r.name, r.subject, r.value
       from   unnest($1::date[], $2::text[], $3::text[], $4::bigint[]) as r(day, name, subject, value)`,
      [
        kept.map(({ day }) => day),
        kept.map(({ name }) => name),
        kept.map(({ subject }) => subject),
        kept.map(({ value }) => value),
      ],
    );
  });
}

/** The last day that was counted. */
export async function readLastDay(db: Db): Promise<FigureDay | null> {
  const { rows } = await db.query<DayRow>(
    'select day, starts_at, ends_at from laurel.figure_day order by ends_at desc limit 1',
  );
  return rows[0] === undefined ? null : dayOfRow(rows[0]);
}

type DayRow = { readonly day: DateText; readonly starts_at: Instant; readonly ends_at: Instant };

const dayOfRow = (row: DayRow): FigureDay => ({ day: row.day, startsAt: row.starts_at, endsAt: row.ends_at });

/** Since when there can be anything to count: the first customer, or the installation; null without customers. */
export async function readBeginning(db: Db): Promise<Instant | null> {
  const { rows } = await db.query<{ at: Instant | null }>('select min(created_at) as at from laurel.customer');
  return rows[0]?.at ?? null;
}

/** Kept figures of some days, by name, subject and day. */
export async function readFigures(
  db: Db,
  range: { readonly from: DateText; readonly to: DateText; readonly names: readonly string[] },
): Promise<readonly Figure[]> {
  const { rows } = await db.query<Figure>(
    `select day, name, subject, value
     from   laurel.figure
     where  name = any($1) and day >= $2 and day <= $3
     order  by name, subject, day
     limit  ${FIGURES_MAX}`,
    [range.names, range.from, range.to],
  );
  return rows;
}

/** The sums of all days before one. */
export async function readSumsBefore(
  db: Db,
  day: DateText,
  names: readonly string[],
): Promise<readonly Omit<Figure, 'day'>[]> {
  const { rows } = await db.query<Omit<Figure, 'day'>>(
    `select name, subject, sum(value)::bigint as value
     from   laurel.figure
     where  name = any($1) and day < $2
     group  by name, subject
     order  by name, subject
     limit  ${FIGURES_MAX}`,
    [names, day],
  );
  return rows;
}
