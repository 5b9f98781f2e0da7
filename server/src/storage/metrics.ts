// What runs of metrics found: the models, and each customer's figures. Written by the run, range by range; whoever is not
// found any more loses theirs with the range.
import type pg from 'pg';
import type { Affinity } from '../domain/metrics/affinity.ts';
import type { BgNbd } from '../domain/metrics/bg-nbd.ts';
import type { CustomerFigures } from '../domain/metrics/customer-figures.ts';
import type { ChurnBand } from '../domain/metrics/customer-value.ts';
import type { GammaGamma } from '../domain/metrics/gamma-gamma.ts';
import type { LastGood, MetricModel } from '../domain/metrics/metric-model.ts';
import type { RfmByWindow } from '../domain/metrics/rfm.ts';
import type { Instant } from '../domain/time.ts';
import { bigints, doubles, ints, texts, uuids, writtenJsons } from './arrays.ts';
import type { IdRange } from './due.ts';
import { BOUGHT } from './metric-base.ts';
import { inTransaction } from './transaction.ts';

type Db = Pick<pg.Pool, 'query'>;

type Ranks = Pick<MetricModel, 'valueRanks' | 'riskRanks'>;
/** The parts of a model that people look at. */
type ModelSummary = Omit<MetricModel, 'items' | keyof Ranks>;

export async function insertModel(db: Db, runId: string, model: MetricModel, computedAt: Instant): Promise<void> {
  const { items, valueRanks, riskRanks, ...summary } = model;
  const ranks: Ranks = { valueRanks, riskRanks };
  await db.query(
    `insert into laurel.metric_model (run_id, as_of, computed_at, model, ranks, items)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (run_id) do nothing`,
    [
      runId,
      new Date(model.asOf),
      new Date(computedAt),
      JSON.stringify(summary),
      JSON.stringify(ranks),
      JSON.stringify(items),
    ],
  );
}

/** All of a run's model; null when the run has not come so far. */
export async function readModel(db: Db, runId: string): Promise<MetricModel | null> {
  const { rows } = await db.query<{ model: ModelSummary; ranks: Ranks; items: MetricModel['items'] }>(
    'select model, ranks, items from laurel.metric_model where run_id = $1',
    [runId],
  );
  const [row] = rows;
  return row === undefined ? null : { ...row.model, ...row.ranks, items: row.items };
}

export async function finishModel(db: Db, runId: string, at: Instant): Promise<void> {
  await db.query('update laurel.metric_model set finished_at = $2 where run_id = $1', [runId, new Date(at)]);
}

/** The parameters of the last runs whose fit came to an end, for when a later one does not. */
export async function readLastGood(db: Db): Promise<LastGood> {
  const { rows } = await db.query<{
    purchases: { model: BgNbd; fittedAt: Instant } | null;
    spend: { model: GammaGamma; fittedAt: Instant } | null;
  }>(
    `select (select model->'purchases' from laurel.metric_model where model->'purchases'->>'status' = 'fitted'
             order by as_of desc, run_id limit 1) as purchases,
            (select model->'spend' from laurel.metric_model where model->'spend'->>'status' = 'fitted'
             order by as_of desc, run_id limit 1) as spend`,
  );
  const goodOf = <Model>(found: { model: Model; fittedAt: Instant } | null | undefined) =>
    found === null || found === undefined ? null : { model: found.model, fittedAt: found.fittedAt };
  return { purchases: goodOf(rows[0]?.purchases), spend: goodOf(rows[0]?.spend) };
}

export type ModelRow = {
  readonly runId: string;
  readonly computedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly model: ModelSummary;
};

/** The newest model, or that of a run. */
export async function readModelSummary(db: Db, runId: string | null): Promise<ModelRow | null> {
  const { rows } = await db.query<ModelRow>(
    `select run_id as "runId", computed_at as "computedAt", finished_at as "finishedAt", model
     from   laurel.metric_model
     where  $1::uuid is null or run_id = $1
     order  by as_of desc, run_id
     limit  1`,
    [runId],
  );
  return rows[0] ?? null;
}

/** Forgets models that no customer's figures come from any more: those before the last few that were finished. */
export async function pruneModels(db: Db, kept: number): Promise<void> {
  await db.query(
    `delete from laurel.metric_model m
     where  m.as_of < (select min(last.as_of)
                       from (select as_of from laurel.metric_model where finished_at is not null
                             order by as_of desc limit $1) as last)`,
    [kept],
  );
}

/** Writes the figures of a range's customers and takes away those of everybody else in it, in one transaction. */
export function saveFigures(
  pool: pg.Pool,
  run: { readonly id: string; readonly asOf: Instant },
  { range, figures }: { readonly range: IdRange; readonly figures: readonly CustomerFigures[] },
): Promise<void> {
  return inTransaction(pool, async (client) => {
    if (figures.length > 0) await upsertMetrics(client, run, figures);
    const liking = figures.filter(({ affinities }) => affinities.length > 0);
    if (liking.length > 0) await upsertAffinities(client, run.id, liking);
    const others = [range.after, range.last, run.id];
    await client.query(
      'delete from laurel.customer_metric where customer_id > $1 and customer_id <= $2 and run_id <> $3',
      others,
    );
    await client.query(
      'delete from laurel.customer_affinity where customer_id > $1 and customer_id <= $2 and run_id <> $3',
      others,
    );
  });
}

const FIGURES = [
  ...['7d', '30d', 'lifetime'].flatMap((window) => [`recency_${window}`, `frequency_${window}`, `monetary_${window}`]),
  'lifetime_value',
  'value_percentile',
  'churn_risk',
  'churn_percentile',
  'churn_band',
];

const UPSERT_METRICS = `
  insert into laurel.customer_metric (customer_id, run_id, as_of, ${FIGURES.join(', ')})
  select customer_id, $1, $2, ${FIGURES.join(', ')}
  from   unnest($3::uuid[], $4::int[], $5::int[], $6::bigint[], $7::int[], $8::int[], $9::bigint[], $10::int[], $11::int[],
                $12::bigint[], $13::bigint[], $14::float8[], $15::float8[], $16::float8[], $17::text[])
           as found (customer_id, ${FIGURES.join(', ')})
  on conflict (customer_id) do update
  set    run_id = excluded.run_id, as_of = excluded.as_of,
         ${FIGURES.map((column) => `${column} = excluded.${column}`).join(', ')}`;

async function upsertMetrics(
  client: pg.PoolClient,
  run: { readonly id: string; readonly asOf: Instant },
  figures: readonly CustomerFigures[],
): Promise<void> {
  const windows = (['days7', 'days30', 'lifetime'] as const).flatMap((window) => [
    ints(figures.map(({ rfm }) => rfm[window].recencyDays)),
    ints(figures.map(({ rfm }) => rfm[window].frequency)),
    bigints(figures.map(({ rfm }) => rfm[window].monetary)),
  ]);
  await client.query({
    name: 'metrics-upsert',
    text: UPSERT_METRICS,
    values: [
      run.id,
      new Date(run.asOf),
      uuids(figures.map(({ id }) => id)),
      ...windows,
      bigints(figures.map(({ value }) => value?.amount ?? null)),
      doubles(figures.map(({ value }) => value?.percentile ?? null)),
      doubles(figures.map(({ churn }) => churn?.risk ?? null)),
      doubles(figures.map(({ churn }) => churn?.percentile ?? null)),
      texts(figures.map(({ churn }) => churn?.band ?? null)),
    ],
  });
}

/** Four digits say all that counts so sparse can. */
const DIGITS = 1e4;

async function upsertAffinities(
  client: pg.PoolClient,
  runId: string,
  figures: readonly CustomerFigures[],
): Promise<void> {
  const itemsOf = (affinities: readonly Affinity[]) =>
    affinities.map(({ id, probability, lift, level }) => ({
      item: id,
      probability: Math.round(probability * DIGITS) / DIGITS,
      lift: Math.round(lift * DIGITS) / DIGITS,
      level,
    }));
  await client.query({
    name: 'metrics-affinities',
    text: `insert into laurel.customer_affinity (customer_id, run_id, items)
           select customer_id, $1, items
           from   unnest($2::uuid[], $3::json[]) as found (customer_id, items)
           on conflict (customer_id) do update set run_id = excluded.run_id, items = excluded.items`,
    values: [
      runId,
      uuids(figures.map(({ id }) => id)),
      writtenJsons(figures.map(({ affinities }) => itemsOf(affinities))),
    ],
  });
}

export type MetricRow = {
  readonly runId: string;
  readonly rfm: RfmByWindow;
  readonly lifetimeValue: number | null;
  readonly valuePercentile: number | null;
  readonly churnRisk: number | null;
  readonly churnPercentile: number | null;
  readonly churnBand: ChurnBand | null;
};

export type AffinityRow = {
  readonly item: string;
  /** Null for an item that the catalogue does not name. */
  readonly name: string | null;
  readonly probability: number;
  readonly lift: number;
  readonly level: Affinity['level'];
};

export async function readMetrics(db: Db, customerId: string): Promise<MetricRow | null> {
  const windowSql = (key: string, suffix: string): string =>
    `'${key}', json_build_object('recencyDays', recency_${suffix}, 'frequency', frequency_${suffix},
                                 'monetary', monetary_${suffix})`;
  const { rows } = await db.query<MetricRow>(
    `select run_id as "runId",
            json_build_object(${windowSql('days7', '7d')}, ${windowSql('days30', '30d')},
                              ${windowSql('lifetime', 'lifetime')}) as rfm,
            lifetime_value as "lifetimeValue", value_percentile as "valuePercentile", churn_risk as "churnRisk",
            churn_percentile as "churnPercentile", churn_band as "churnBand"
     from   laurel.customer_metric
     where  customer_id = $1`,
    [customerId],
  );
  return rows[0] ?? null;
}

export async function readAffinities(db: Db, customerId: string): Promise<readonly AffinityRow[]> {
  const { rows } = await db.query<AffinityRow>(
    `select liked.item, i.name, liked.probability, liked.lift, liked.level
     from   laurel.customer_affinity a
     cross  join lateral json_to_recordset(a.items)
              as liked (item text, probability float8, lift float8, level text)
     left   join laurel.item i on i.id = liked.item
     where  a.customer_id = $1
     order  by liked.probability desc, liked.lift desc, liked.item
     limit  100`,
    [customerId],
  );
  return rows;
}

/** Whether a customer has a purchase that counts. */
export async function hasBought(db: Db, customerId: string): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(
    `select exists (select from laurel.purchase p where p.customer_id = $1 and ${BOUGHT}) as found`,
    [customerId],
  );
  return rows[0]?.found ?? false;
}
