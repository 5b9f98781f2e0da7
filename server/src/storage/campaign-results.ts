// What each campaign gave, counted day by day as it gives, so that nobody has to read the whole log for a figure.
import type pg from 'pg';
import type { DateText } from '../domain/time.ts';
import { bigint, type Column, date, smallint, text } from './tables.ts';

export type CampaignFigures = {
  /** Times that it gave something; customers of the control group; points; offers; messages. */
  readonly given: number;
  readonly control: number;
  readonly points: number;
  readonly offers: number;
  readonly messages: number;
};

export type CampaignResult = CampaignFigures & {
  readonly campaign: string;
  readonly day: DateText;
  readonly partition: number;
};

export const RESULT_COLUMNS: readonly Column<CampaignResult>[] = [
  text('campaign', (row) => row.campaign),
  date('day', (row) => row.day),
  smallint('partition', (row) => row.partition),
  bigint('given', (row) => row.given),
  bigint('control', (row) => row.control),
  bigint('points', (row) => row.points),
  bigint('offers', (row) => row.offers),
  bigint('messages', (row) => row.messages),
];

/** Adds to the rows of the batch's partitions, which nobody else writes meanwhile; parameters are numbered from `first`. */
export function addResults(first: number): string {
  const arrays = RESULT_COLUMNS.map(({ type }, index) => `$${first + index}::${type}[]`);
  return `insert into laurel.campaign_result as t (campaign, day, partition, given, control, points, offers, messages)
    select r.campaign, r.day, r.partition, r.given, r.control, r.points, r.offers, r.messages
    from   unnest(${arrays.join(', ')}) as r(campaign, day, partition, given, control, points, offers, messages)
    on conflict (campaign, day, partition) do update
    set    given = t.given + excluded.given, control = t.control + excluded.control, points = t.points + excluded.points,
           offers = t.offers + excluded.offers, messages = t.messages + excluded.messages
    returning 1`;
}

type Db = Pick<pg.Pool, 'query'>;

/** Days listed at most: two years. */
const DAYS_MAX = 731;

const SUMS = `sum(given)::bigint as given, sum(control)::bigint as control, sum(points)::bigint as points,
            sum(offers)::bigint as offers, sum(messages)::bigint as messages`;

export async function readResults(
  db: Db,
  campaign: string,
  range: { readonly from: DateText | null; readonly to: DateText | null },
): Promise<{
  readonly total: CampaignFigures;
  readonly days: readonly (CampaignFigures & { readonly day: DateText })[];
}> {
  const { rows } = await db.query<CampaignFigures & { readonly day: DateText }>(
    `select day, ${SUMS}
     from   laurel.campaign_result
     where  campaign = $1 and ($2::date is null or day >= $2) and ($3::date is null or day <= $3)
     group  by day
     order  by day desc
     limit  ${DAYS_MAX}`,
    [campaign, range.from, range.to],
  );
  const total = { given: 0, control: 0, points: 0, offers: 0, messages: 0 };
  for (const row of rows) {
    total.given += row.given;
    total.control += row.control;
    total.points += row.points;
    total.offers += row.offers;
    total.messages += row.messages;
  }
  return { total, days: rows };
}

/** The sums of all campaigns, by name. */
export async function readAllResults(db: Db): Promise<ReadonlyMap<string, CampaignFigures>> {
  const { rows } = await db.query<CampaignFigures & { readonly campaign: string }>(
    `select campaign, ${SUMS}
     from   laurel.campaign_result
     group  by campaign
     order  by campaign
     limit  10000`,
  );
  return new Map(rows.map(({ campaign, ...figures }) => [campaign, figures]));
}
