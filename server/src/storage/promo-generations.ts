// Batches of promo codes: what was asked for, how far each has come, and who is at it. Times of leases are the database's: several
// machines read them. The codes themselves are promo-codes.ts.
import type pg from 'pg';
import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

export const GENERATION_STATUSES = ['waiting', 'running', 'done', 'failed', 'cancelling', 'cancelled'] as const;

export type PromoGeneration = {
  readonly id: string;
  readonly list: string;
  readonly kind: 'generated' | 'uploaded';
  readonly prefix: string;
  readonly wanted: number;
  readonly made: number;
  readonly cancelled: number;
  readonly status: (typeof GENERATION_STATUSES)[number];
  readonly actor_name: string;
  readonly reason: string | null;
  readonly error: string | null;
  readonly created_at: Instant;
  readonly finished_at: Instant | null;
};

type Db = Pick<pg.Pool, 'query'>;

const LEASE_S = 30;
const COLUMNS = `g.id, g.list, g.kind, g.prefix, g.wanted, g.made, g.cancelled, g.status, g.actor_name, g.reason, g.error,
           g.created_at, g.finished_at`;

export type NewGeneration = Pick<PromoGeneration, 'id' | 'list' | 'kind' | 'prefix' | 'wanted' | 'actor_name'> & {
  readonly now: Instant;
};

/** False when there is one of this id already: the same request came twice. */
export async function insertGeneration(db: Db, generation: NewGeneration): Promise<boolean> {
  const { id, list, kind, prefix, wanted, actor_name, now } = generation;
  const { rows } = await db.query(
    `insert into laurel.promo_generation
            (id, list, kind, prefix, wanted, made, cancelled, status, actor_name, created_at, updated_at)
     values ($1, $2, $3, $4, $5, 0, 0, $6, $7, $8, $8)
     on conflict (id) do nothing
     returning id`,
    [id, list, kind, prefix, wanted, kind === 'generated' ? 'waiting' : 'running', actor_name, new Date(now)],
  );
  return rows.length === 1;
}

export async function readGeneration(db: Db, id: string): Promise<PromoGeneration | null> {
  const { rows } = await db.query<PromoGeneration>(`select ${COLUMNS} from laurel.promo_generation g where g.id = $1`, [
    id,
  ]);
  return rows[0] ?? null;
}

/** By id, which says nothing of time where a client's key made it: newest first is for `created_at`. */
export async function readGenerations(db: Db, list: string, page: Page): Promise<PageOf<PromoGeneration>> {
  const [after, at] = readCursor(page.after, z.tuple([uuidPart, z.int()])) ?? [null, null];
  const { rows } = await db.query<PromoGeneration>(
    `select ${COLUMNS}
     from   laurel.promo_generation g
     where  g.list = $1 and ($2::uuid is null or (g.created_at, g.id) < ($3, $2))
     order  by g.created_at desc, g.id desc
     limit  $4`,
    [list, after, at === null ? null : new Date(at), rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: (row) => row, cursor: (row) => cursorOf([row.id, row.created_at]) });
}

/** Takes the lease of the next generation that is to be made or cancelled; null when nothing is open. */
export async function leaseGeneration(
  db: Db,
  worker: string,
  deadWorkers: readonly string[],
): Promise<PromoGeneration | null> {
  const { rows } = await db.query<PromoGeneration>(
    `update laurel.promo_generation g
     set    status = case g.status when 'waiting' then 'running' else g.status end,
            lease_by = $1, lease_until = now() + make_interval(secs => ${LEASE_S}), updated_at = now()
     where  g.id = (select o.id
                    from   laurel.promo_generation o
                    where  o.status in ('waiting', 'running', 'cancelling')
                      and  (o.kind = 'generated' or o.status = 'cancelling')
                      and  (o.lease_until is null or o.lease_until <= now() or o.lease_by = $1 or o.lease_by = any($2::text[]))
                    order  by o.created_at, o.id
                    limit  1
                    for    update skip locked)
     returning ${COLUMNS}`,
    [worker, deadWorkers],
  );
  return rows[0] ?? null;
}

export async function readGenerationHolders(db: Db): Promise<readonly string[]> {
  const { rows } = await db.query<{ lease_by: string }>(
    `select distinct lease_by
     from   laurel.promo_generation
     where  status in ('waiting', 'running', 'cancelling') and lease_by is not null
     order  by lease_by
     limit  100`,
  );
  return rows.map((row) => row.lease_by);
}

export type Step = {
  readonly id: string;
  /** Null for an upload, which nobody leases. */
  readonly worker: string | null;
  readonly during: 'running' | 'cancelling';
  readonly made: number;
  readonly cancelled: number;
};

/** Adds to the progress and renews the lease; false when it was cancelled, or somebody else has taken it over. */
export async function addProgress(db: Db, { id, worker, during, made, cancelled }: Step): Promise<boolean> {
  const { rows } = await db.query(
    `update laurel.promo_generation g
     set    made = g.made + $4, cancelled = g.cancelled + $5, updated_at = now(),
            lease_until = case when $2::text is null then null else now() + make_interval(secs => ${LEASE_S}) end
     where  g.id = $1 and g.status = $3 and g.lease_by is not distinct from $2
     returning g.id`,
    [id, worker, during, made, cancelled],
  );
  return rows.length === 1;
}

export async function endGeneration(
  db: Db,
  id: string,
  ending: {
    readonly from: 'running' | 'cancelling';
    readonly status: PromoGeneration['status'];
    readonly error: string | null;
  },
): Promise<void> {
  await db.query(
    `update laurel.promo_generation g
     set    status = $3, error = $4, lease_by = null, lease_until = null, updated_at = now(), finished_at = now()
     where  g.id = $1 and g.status = $2`,
    [id, ending.from, ending.status, ending.error],
  );
}

/** False when it is cancelled or being cancelled already. Codes that are free or assigned are taken back by the job. */
export async function askForCancel(
  db: Db,
  id: string,
  by: { readonly name: string; readonly reason: string },
): Promise<boolean> {
  const { rows } = await db.query(
    `update laurel.promo_generation g
     set    status = 'cancelling', actor_name = $2, reason = $3, lease_by = null, lease_until = null, updated_at = now(),
            finished_at = null
     where  g.id = $1 and g.status in ('waiting', 'running', 'done', 'failed')
     returning g.id`,
    [id, by.name, by.reason],
  );
  return rows.length === 1;
}

/** What was made of each list, over all generations. */
export async function sumGenerations(db: Db): Promise<ReadonlyMap<string, { made: number; cancelled: number }>> {
  const { rows } = await db.query<{ list: string; made: number; cancelled: number }>(
    `select g.list, sum(g.made)::bigint as made, sum(g.cancelled)::bigint as cancelled
     from   laurel.promo_generation g
     group  by g.list
     order  by g.list
     limit  10000`,
  );
  return new Map(rows.map(({ list, made, cancelled }) => [list, { made, cancelled }]));
}

/** An upload that came to its end, with the number of its rows. */
export async function endUpload(db: Db, id: string, rows: number): Promise<void> {
  await db.query(
    `update laurel.promo_generation g
     set    status = 'done', wanted = $2, updated_at = now(), finished_at = now()
     where  g.id = $1 and g.status = 'running'`,
    [id, rows],
  );
}
