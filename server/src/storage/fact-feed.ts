// Reads the log of facts in the order of its transactions, up to the oldest one that still runs, so that nothing is passed over
// that commits late. Where a reader stands is the reader's to keep.
import type pg from 'pg';
import type { LoggedFact } from '../domain/care/log-rows.ts';
import type { Instant } from '../domain/time.ts';
import { LOGGED_COLUMNS, type LoggedRow, loggedFact } from './activity.ts';
import { oldestRunningTx } from './tally-backfill.ts';

type Db = pg.Pool | pg.ClientBase;

/** Every fact up to this one was read. */
export type FactPlace = { readonly tx: number; readonly factId: string; readonly customerId: string };

export const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Transactions looked through at once: a bulk transaction writes some thousand facts, most write a few. */
const TRANSACTIONS = 100;

export type FeedStep<Fact> = {
  readonly facts: readonly Fact[];
  readonly after: FactPlace;
  /** False: there is nothing more to be read now. */
  readonly hasMore: boolean;
};

/** The next facts, refused ones left out. `until`: not beyond this place. */
export async function readFactFeed(
  db: Db,
  place: FactPlace,
  { limit, until = null }: { readonly limit: number; readonly until?: FactPlace | null },
): Promise<FeedStep<LoggedFact>> {
  return readStep(db, place, { limit, until, columns: LOGGED_COLUMNS, name: 'facts' }, (row: LoggedRow & Key) =>
    loggedFact(row.customer_id, row),
  );
}

export type FactMark = { readonly customerId: string; readonly recordedAt: Instant };

/** Only whose facts they are, and of when. */
export async function readFactMarks(db: Db, place: FactPlace, limit: number): Promise<FeedStep<FactMark>> {
  const columns = 'f.id, f.recorded_at';
  return readStep(db, place, { limit, until: null, columns, name: 'marks' }, (row: Key & { recorded_at: Instant }) => ({
    customerId: row.customer_id,
    recordedAt: row.recorded_at,
  }));
}

type Key = { readonly id: string; readonly customer_id: string; readonly tx: number };
type Wanted = {
  readonly limit: number;
  readonly until: FactPlace | null;
  readonly columns: string;
  readonly name: string;
};

async function readStep<Row extends Key, Fact>(
  db: Db,
  place: FactPlace,
  { limit, until, columns, name }: Wanted,
  factOf: (row: Row) => Fact,
): Promise<FeedStep<Fact>> {
  const oldest = await oldestRunningTx(db);
  const end: FactPlace = until ?? { tx: oldest, factId: FIRST_ID, customerId: FIRST_ID };
  const first = { factId: FIRST_ID, customerId: FIRST_ID };
  const last = end.tx <= place.tx + TRANSACTIONS ? end : { tx: place.tx + TRANSACTIONS, ...first };
  if (!isBefore(place, last)) return { facts: [], after: place, hasMore: false };
  const { rows } = await db.query<Row>({
    name: `read-feed-${name}`,
    text: `select ${columns}, f.customer_id, f.tx
           from   laurel.fact f
           where  f.tx >= $1 and f.tx <= $4 and (f.tx, f.id, f.customer_id) > ($1, $2::uuid, $3::uuid)
             and  (f.tx, f.id, f.customer_id) <= ($4, $5::uuid, $6::uuid) and not f.is_refused
           order by f.tx, f.id, f.customer_id
           limit  $7`,
    values: [place.tx, place.factId, place.customerId, last.tx, last.factId, last.customerId, limit],
  });
  const facts = rows.map(factOf);
  const at = rows.at(-1);
  if (at !== undefined && rows.length === limit)
    return { facts, after: { tx: at.tx, factId: at.id, customerId: at.customer_id }, hasMore: true };
  return { facts, after: last, hasMore: isBefore(last, end) };
}

export function isBefore(one: FactPlace, other: FactPlace): boolean {
  if (one.tx !== other.tx) return one.tx < other.tx;
  if (one.factId !== other.factId) return one.factId < other.factId;
  return one.customerId < other.customerId;
}
