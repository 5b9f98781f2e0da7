// Looking for promo codes: pages of a list's codes, those of a customer, and how many are in which status; and cancelling codes
// that nobody has. Who may have a code is promo-codes.ts.
import type pg from 'pg';
import { z } from 'zod';
import type { PromoCodeStatus } from '../domain/promo/promo.ts';
import type { Instant } from '../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, textPart, uuidPart } from './pages.ts';
import { readGenerationIds } from './promo-codes.ts';

export type FoundCode = {
  readonly code: string;
  readonly list: string;
  readonly generation: string;
  readonly written: string | null;
  readonly status: PromoCodeStatus;
  readonly customer_id: string | null;
  readonly changed_at: Instant;
  readonly changed_by: string | null;
  readonly reason: string | null;
};

type Db = Pick<pg.Pool, 'query'>;

const COLUMNS = `p.code, p.list, p.generation, p.written, p.status, p.customer_id, p.changed_at, p.changed_by, p.reason`;

export async function findCode(db: Db, code: string): Promise<FoundCode | null> {
  const { rows } = await db.query<FoundCode>(`select ${COLUMNS} from laurel.promo_code p where p.code = $1`, [code]);
  return rows[0] ?? null;
}

export type CodesWanted = Page & {
  readonly list: string;
  /** One of the list's generations; null: all of them. */
  readonly generation: string | null;
  readonly status: PromoCodeStatus | null;
  readonly customerId: string | null;
};

type Place = readonly [generation: string, status: string, code: string];

const placeShape = z.tuple([uuidPart, textPart, textPart]);

function placeOf({ generation, status, code }: FoundCode): Place {
  return [generation, status, code];
}

/** By generation, status and code, in which order they are indexed. */
export async function searchCodes(db: Db, wanted: CodesWanted): Promise<PageOf<FoundCode>> {
  const after = readCursor(wanted.after, placeShape);
  const rows = await nextCodes(db, { ...wanted, limit: rowsToRead(wanted.limit), after });
  return pageOf(rows, wanted.limit, { item: (row) => row, cursor: (row) => cursorOf([...placeOf(row)]) });
}

/** The next codes behind a place. */
export async function nextCodes(
  db: Db,
  wanted: Omit<CodesWanted, 'after'> & { readonly after: Place | null },
): Promise<readonly FoundCode[]> {
  const generations = await readGenerationIds(db, wanted.list);
  const { generation, after } = wanted;
  const { rows } = await db.query<FoundCode>(
    `select ${COLUMNS}
     from   laurel.promo_code p
     where  p.generation = any($1::uuid[])
       and  ($2::text is null or p.status = $2)
       and  ($3::uuid is null or p.customer_id = $3)
       and  ($4::uuid is null or (p.generation, p.status, p.code) > ($4, $5, $6))
     order  by p.generation, p.status, p.code
     limit  $7`,
    [
      generation === null ? generations : generations.filter((id) => id === generation.toLowerCase()),
      wanted.status,
      wanted.customerId,
      ...(after ?? [null, null, null]),
      wanted.limit,
    ],
  );
  return rows;
}

export async function countCodes(db: Db, list: string): Promise<{ readonly [status in PromoCodeStatus]: number }> {
  const { rows } = await db.query<{ status: PromoCodeStatus; count: number }>(
    `select p.status, count(*) as count
     from   laurel.promo_code p
     where  p.generation = any($1::uuid[])
     group  by p.status
     order  by p.status`,
    [await readGenerationIds(db, list)],
  );
  const counts = { free: 0, assigned: 0, claimed: 0, cancelled: 0 };
  for (const { status, count } of rows) counts[status] = count;
  return counts;
}

/** Claims of each list, of all customers. */
export async function countClaims(db: Db, lists: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ list: string; claims: number }>(
    `select c.list, count(*) as claims
     from   laurel.promo_claim c
     where  c.status = 'claimed' and c.list = any($1::text[])
     group  by c.list
     order  by c.list`,
    [lists],
  );
  return new Map(rows.map(({ list, claims }) => [list, claims]));
}

export type Cancelling = { readonly by: string; readonly reason: string; readonly now: Instant };

/** True when the code was free; then nobody can have it any more. */
export async function cancelFreeCode(db: Db, code: string, { by, reason, now }: Cancelling): Promise<boolean> {
  const { rows } = await db.query(
    `update laurel.promo_code p
     set    status = 'cancelled', changed_at = $2, changed_by = $3, reason = $4
     where  p.code = $1 and p.status = 'free'
     returning p.code`,
    [code, new Date(now), by, reason],
  );
  return rows.length === 1;
}

/** So many of a generation's free codes at most; gives how many there were. */
export async function cancelFreeCodes(
  db: Db,
  { generation, limit }: { readonly generation: string; readonly limit: number },
  { by, reason, now }: Cancelling,
): Promise<number> {
  const { rows } = await db.query(
    `update laurel.promo_code p
     set    status = 'cancelled', changed_at = $2, changed_by = $3, reason = $4
     where  p.status = 'free'
       and  p.code in (select f.code
                       from   laurel.promo_code f
                       where  f.generation = $1 and f.status = 'free'
                       order  by f.code
                       limit  $5)
     returning p.code`,
    [generation, new Date(now), by, reason, limit],
  );
  return rows.length;
}

/** Codes of a list in their own order, behind one: for files, which codes that change status meanwhile must not leave out. */
export async function codesAfter(
  db: Db,
  wanted: Pick<CodesWanted, 'list' | 'generation' | 'status'> & { readonly after: string; readonly limit: number },
): Promise<readonly FoundCode[]> {
  const generations = await readGenerationIds(db, wanted.list);
  const { generation } = wanted;
  const { rows } = await db.query<FoundCode>(
    `select ${COLUMNS}
     from   laurel.promo_code p
     where  p.generation = any($1::uuid[]) and ($2::text is null or p.status = $2) and p.code > $3
     order  by p.code
     limit  $4`,
    [
      generation === null ? generations : generations.filter((id) => id === generation.toLowerCase()),
      wanted.status,
      wanted.after,
      wanted.limit,
    ],
  );
  return rows;
}
