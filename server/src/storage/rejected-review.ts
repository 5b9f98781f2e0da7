// Facts that the database refused, as a person looks at them and lets them go again. Keeping them is the pipeline's work.
import type pg from 'pg';
import { z } from 'zod';
import type { Actor, FactBody } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { cursorOf, instantPart, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

type Db = Pick<pg.Pool, 'query'>;

/** As the pipeline wrote it. */
type KeptFact = {
  readonly id: string;
  readonly customerId: string;
  readonly peerId: string | null;
  readonly body: FactBody;
  readonly actor: Actor;
  readonly isHistory: boolean;
  readonly occurredAt: Instant;
};

export type RejectedRow = {
  readonly id: string;
  readonly customerId: string;
  readonly fact: KeptFact;
  readonly sqlstate: string;
  readonly message: string;
  readonly recordedAt: Instant;
  readonly replayedAt: Instant | null;
};

type Row = {
  readonly id: string;
  readonly customer_id: string;
  /** A text where jsonb could not hold the document. */
  readonly fact: KeptFact | string;
  readonly sqlstate: string;
  readonly message: string;
  readonly recorded_at: Instant;
  readonly replayed_at: Instant | null;
};

const COLUMNS = 'id, customer_id, fact, sqlstate, message, recorded_at, replayed_at';
const CURSOR = z.tuple([instantPart, uuidPart]);

/** Newest first. */
export async function listRejected(db: Db, query: Page & { readonly openOnly: boolean }): Promise<PageOf<RejectedRow>> {
  const [recordedAt, id] = readCursor(query.after, CURSOR) ?? [null, null];
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
     from   laurel.rejected_fact
     where  (not $1::boolean or replayed_at is null)
       and  ($2::timestamptz is null or (recorded_at, id) < ($2, $3::uuid))
     order by recorded_at desc, id desc
     limit  $4`,
    [query.openOnly, recordedAt === null ? null : new Date(recordedAt), id, rowsToRead(query.limit)],
  );
  return pageOf(rows, query.limit, { item: rejectedOf, cursor: (row) => cursorOf([row.recorded_at, row.id]) });
}

export async function readRejected(db: Db, id: string): Promise<RejectedRow | null> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from laurel.rejected_fact where id = $1`, [id]);
  return rows[0] === undefined ? null : rejectedOf(rows[0]);
}

export async function markReplayed(db: Db, id: string, at: Instant): Promise<void> {
  await db.query('update laurel.rejected_fact set replayed_at = coalesce(replayed_at, $2) where id = $1', [
    id,
    new Date(at),
  ]);
}

function rejectedOf(row: Row): RejectedRow {
  return {
    id: row.id,
    customerId: row.customer_id,
    fact: typeof row.fact === 'string' ? JSON.parse(row.fact) : row.fact,
    sqlstate: row.sqlstate,
    message: row.message,
    recordedAt: row.recorded_at,
    replayedAt: row.replayed_at,
  };
}
