// The figures of campaigns, as they are counted while campaigns give and as the facts tell them, for `laurel verify` to compare.
import type pg from 'pg';
import type { DateText } from '../domain/time.ts';
import type { CampaignFigures } from './campaign-results.ts';
import { type CustomerRange, readRange, type Statement } from './verify.ts';

export type DayFigures = CampaignFigures & { readonly campaign: string; readonly day: DateText };

/** Of a day: messages that facts tell of and that are pruned by now, so that nobody knows which campaign sent them. */
export type ForgottenMessages = { readonly day: DateText; readonly count: number };

const FIGURES_PAGE = 10_000;

/** All campaigns and days, over all partitions. */
export async function readStoredFigures(db: Pick<pg.Pool, 'query'>): Promise<readonly DayFigures[]> {
  const figures: DayFigures[] = [];
  for (;;) {
    const last = figures.at(-1);
    const { rows } = await db.query<DayFigures>(
      `select campaign, day, sum(given)::bigint as given, sum(control)::bigint as control, sum(points)::bigint as points,
              sum(offers)::bigint as offers, sum(messages)::bigint as messages
       from   laurel.campaign_result
       where  $1::text is null or (campaign, day) > ($1, $2::date)
       group  by campaign, day
       order  by campaign, day
       limit  ${FIGURES_PAGE}`,
      [last?.campaign ?? null, last?.day ?? null],
    );
    figures.push(...rows);
    if (rows.length < FIGURES_PAGE) return figures;
  }
}

/** What the facts of a range of customers add to the figures. */
export async function readToldFigures(
  client: pg.PoolClient,
  range: CustomerRange,
): Promise<{ readonly figures: readonly DayFigures[]; readonly forgotten: readonly ForgottenMessages[] }> {
  const rows = await readRange<DayFigures & { readonly campaign: string | null }>(client, TOLD, range);
  return {
    figures: rows.flatMap((row) => (row.campaign === null ? [] : [{ ...row, campaign: row.campaign }])),
    forgotten: rows.flatMap(({ campaign, day, messages }) => (campaign === null ? [{ day, count: messages }] : [])),
  };
}

/**
 * Every line of a decision that counts: `given` of the trace, the first `control` of a customer, and its outcomes. Facts of a
 * customer who was a test persona then are left out, as they were when they were counted. Who was never one, which is nearly
 * everybody, costs nothing.
 */
const TOLD: Statement = {
  name: 'verify-told-figures',
  text: `with persona as (
           select f.customer_id, f.id, f.recorded_at, (f.body->'patch'->>'testPersona')::boolean as is_test
           from   laurel.fact f
           where  f.customer_id > $1 and f.customer_id <= $2 and f.kind = 'customer.save' and not f.is_refused
             and  f.body->'patch' ? 'testPersona'
         ), ever as (
           select customer_id from persona where is_test group by customer_id
         ), counted as (
           select f.customer_id, f.id, f.recorded_at, f.booked_on as day, f.record
           from   laurel.fact f left join ever e on e.customer_id = f.customer_id
           where  f.customer_id > $1 and f.customer_id <= $2 and not f.is_refused
             and  (e.customer_id is null
                   or not coalesce((select p.is_test
                                    from   persona p
                                    where  p.customer_id = f.customer_id and (p.recorded_at, p.id) <= (f.recorded_at, f.id)
                                    order  by p.recorded_at desc, p.id desc
                                    limit  1), false))
         ), judged as (
           select f.customer_id, f.id, f.recorded_at, f.day, t->>0 as rule, t->>1 as verdict
           from   counted f cross join json_array_elements(f.record->'trace') as t
           where  t->>1 in ('given', 'control') and starts_with(t->>0, 'campaign/')
         ), control as (
           select distinct on (customer_id, rule) day, rule
           from   judged
           where  verdict = 'control'
           order  by customer_id, rule, recorded_at, id
         ), outcome as (
           select f.customer_id, f.day, o->>'kind' as kind, o->>'rule' as rule, o
           from   counted f cross join json_array_elements(f.record->'outcomes') as o
           where  o->>'kind' in ('points', 'offer', 'message')
         ), line as (
           select day, rule, 1::bigint as given, 0::bigint as control, 0::bigint as points, 0::bigint as offers,
                  0::bigint as messages
           from   judged
           where  verdict = 'given'
           union all
           select day, rule, 0, 1, 0, 0, 0 from control
           union all
           select day, rule, 0, 0, (o->>'amount')::bigint, 0, 0 from outcome where kind = 'points' and o->>'entry' = 'deposit'
           union all
           select day, rule, 0, 0, 0, 1, 0 from outcome where kind = 'offer' and o->>'status' = 'issued'
           union all
           select t.day, case when m.id is null then 'campaign/' else m.rule end, 0, 0, 0, 0, 1
           from   outcome t
                  left join laurel.message m on m.customer_id > $1 and m.customer_id <= $2
                                            and m.customer_id = t.customer_id and m.id = (t.o->>'message_id')::uuid
           where  t.kind = 'message'
         )
         select nullif(substr(rule, length('campaign/') + 1), '') as campaign, day, sum(given)::bigint as given,
                sum(control)::bigint as control, sum(points)::bigint as points, sum(offers)::bigint as offers,
                sum(messages)::bigint as messages
         from   line
         where  starts_with(rule, 'campaign/')
         group  by 1, 2
         order  by 1, 2`,
};
