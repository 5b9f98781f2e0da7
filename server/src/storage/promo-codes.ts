// The codes of promo lists. Who may have a code is decided here alone, by one conditional statement inside a batch's transaction:
// whoever comes second finds it taken. Lists and searches of codes are promo-search.ts.
import type pg from 'pg';
import type { PromoCodeStatus } from '../domain/promo/promo.ts';
import type { Instant } from '../domain/time.ts';
import { texts, uuids } from './arrays.ts';

export type PromoCodeRow = {
  readonly code: string;
  readonly list: string;
  readonly written: string | null;
  readonly status: PromoCodeStatus;
  readonly customer_id: string | null;
};

/** A code, and a customer who wants to do something with it. */
export type CodeWanted = { readonly code: string; readonly customerId: string };

/**
 * Keeps codes that are free, or assigned to one who wants them, for this transaction: nobody else can change them before it ends.
 * Sorted, so that two batches that want the same codes wait for each other in one order. Gives those that were kept.
 */
export async function keepCodes(
  client: pg.PoolClient,
  wanted: readonly CodeWanted[],
  now: Instant,
): Promise<readonly PromoCodeRow[]> {
  if (wanted.length === 0) return [];
  const sorted = wanted.toSorted((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const { rows } = await client.query<PromoCodeRow>({
    name: 'keep-promo-codes',
    text: `update laurel.promo_code p
           set    changed_at = $3
           from   unnest($1::text[], $2::uuid[]) as r(code, customer_id)
           where  p.code = r.code
             and  (p.status = 'free' or p.status = 'assigned' and p.customer_id = r.customer_id)
           returning p.code, p.list, p.written, p.status, p.customer_id`,
    values: [texts(sorted.map(({ code }) => code)), uuids(sorted.map(({ customerId }) => customerId)), new Date(now)],
  });
  return rows;
}

/** True when the code was free: then it is assigned to the customer, as far as this transaction goes. */
export async function takeFreeCode(client: pg.PoolClient, wanted: CodeWanted, now: Instant): Promise<boolean> {
  const { rows } = await client.query({
    name: 'take-promo-code',
    text: `update laurel.promo_code p
           set    status = 'assigned', customer_id = $2, changed_at = $3
           where  p.code = $1 and p.status = 'free'
           returning p.code`,
    values: [wanted.code, wanted.customerId, new Date(now)],
  });
  return rows.length === 1;
}

export type SettledCode = {
  readonly code: string;
  readonly status: PromoCodeStatus;
  readonly customerId: string | null;
};

/** Sets codes that this transaction has kept to what its decisions made of them. */
export async function settleCodes(client: pg.PoolClient, codes: readonly SettledCode[]): Promise<void> {
  await client.query({
    name: 'settle-promo-codes',
    text: `update laurel.promo_code p
           set    status = r.status, customer_id = r.customer_id
           from   unnest($1::text[], $2::text[], $3::uuid[]) as r(code, status, customer_id)
           where  p.code = r.code`,
    values: [
      texts(codes.map(({ code }) => code)),
      texts(codes.map(({ status }) => status)),
      uuids(codes.map(({ customerId }) => customerId)),
    ],
  });
}

export async function readCodes(
  db: Pick<pg.Pool, 'query'>,
  codes: readonly string[],
): Promise<readonly PromoCodeRow[]> {
  if (codes.length === 0) return [];
  const { rows } = await db.query<PromoCodeRow>({
    name: 'read-promo-codes',
    text: `select p.code, p.list, p.written, p.status, p.customer_id
           from   laurel.promo_code p
           where  p.code = any($1::text[])
           order  by p.code`,
    values: [texts(codes)],
  });
  return rows;
}

/** Free codes of a list, the first few left out: who draws at the same time begins elsewhere. */
export async function findFreeCodes(
  client: pg.PoolClient,
  list: string,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<readonly PromoCodeRow[]> {
  const generations = await readGenerationIds(client, list);
  const { rows } = await client.query<PromoCodeRow>({
    name: 'find-free-promo-codes',
    text: `select p.code, p.list, p.written, p.status, p.customer_id
           from   laurel.promo_code p
           where  p.generation = any($1::uuid[]) and p.status = 'free'
           order  by p.generation, p.status, p.code
           offset $2 limit $3`,
    values: [uuids(generations), skip, limit],
  });
  return rows;
}

/** The generations of a list: its codes are found by them. */
export async function readGenerationIds(db: Pick<pg.Pool, 'query'>, list: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'read-promo-generations',
    text: `select g.id from laurel.promo_generation g where g.list = $1 order by g.id limit 10000`,
    values: [list],
  });
  return rows.map(({ id }) => id);
}

export type NewCodes = {
  readonly list: string;
  readonly generation: string;
  readonly codes: readonly string[];
  /** As they were uploaded, in the order of the codes; null for generated ones. */
  readonly written: readonly string[] | null;
  readonly at: Instant;
};

/**
 * Codes that nobody has, all or none: half the work of looking for each of them first. A code that is there already is an
 * error of the database.
 */
export async function insertFreshCodes(db: Pick<pg.Pool, 'query'>, fresh: Omit<NewCodes, 'written'>): Promise<number> {
  const { list, generation, codes, at } = fresh;
  await db.query({
    name: 'insert-fresh-promo-codes',
    text: `insert into laurel.promo_code (code, list, generation, status, changed_at)
           select r.code, $1, $2, 'free', $3
           from   unnest($4::text[]) as r(code)`,
    values: [list, generation, new Date(at), texts(codes)],
  });
  return codes.length;
}

/** How many were new; a code that is there already stays whose it is. */
export async function insertCodes(db: Pick<pg.Pool, 'query'>, { list, generation, codes, written, at }: NewCodes) {
  const { rowCount } = await db.query({
    name: 'insert-promo-codes',
    text: `insert into laurel.promo_code (code, list, generation, written, status, changed_at)
           select r.code, $1, $2, r.written, 'free', $3
           from   unnest($4::text[], $5::text[]) as r(code, written)
           on conflict (code) do nothing
           returning 1`,
    values: [list, generation, new Date(at), texts(codes), texts(written ?? codes.map(() => null))],
  });
  return rowCount ?? 0;
}
