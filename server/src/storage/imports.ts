// The tables of imports: what was asked for, how far it has come, who is at it, and which rows were rejected. Progress and
// rejections are saved together, so that neither counts a row that the other does not know.
import type pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';

export const IMPORT_KINDS = ['customers', 'balances', 'tiers', 'tags', 'transactions'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];
type ImportStatus = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export type ImportOptions = {
  /** Header → field of ours; null: leave the column out. Headers that are not named here go by their own name. */
  readonly columns: { readonly [header: string]: string | null };
  /** Null: found out from the header. */
  readonly delimiter: string | null;
  readonly isDryRun: boolean;
  /** Customers who are new are welcomed like those who sign up. */
  readonly isWelcoming: boolean;
  /** Of a dry run: customers who are not there yet come with another file of the same dry run. */
  readonly withCustomers: boolean;
};

/** Of an account (`beans`) or a level (`club/roast`): rows and amounts, as decimal figures of the file. */
export type Sums = { rows: number; amount: number; spent: number };
export type SumsByOutcome = { [name: string]: { imported: Sums; known: Sums; rejected: Sums } };

export type ImportCounts = {
  readonly done: number;
  readonly created: number;
  readonly changed: number;
  /** Rows that are on the books already. */
  readonly unchanged: number;
  readonly rejected: number;
};

export type ImportSums = {
  /** What the file says, by what became of it. */
  readonly file: SumsByOutcome;
  /** What the books say at the end; null until then. */
  readonly books: { readonly [name: string]: Sums } | null;
};

export type ImportRow = ImportCounts & {
  readonly id: string;
  readonly kind: ImportKind;
  readonly source: string;
  readonly host: string;
  readonly file: string;
  readonly isUploaded: boolean;
  readonly fileBytes: number;
  readonly fileHash: string;
  readonly options: ImportOptions;
  readonly status: ImportStatus;
  readonly total: number | null;
  readonly sums: ImportSums;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly error: string | null;
  readonly actor: Actor;
};

export type Rejection = {
  /** The first row below the header is 1. */
  readonly row: number;
  readonly line: number;
  readonly column: string;
  readonly code: string;
  /** A sentence that says what was expected; it repeats no value of the file. */
  readonly expected: string;
};

type Db = Pick<pg.Pool, 'query'>;

const LEASE_S = 30;

const COLUMNS = `id, kind, source, host, file, is_uploaded, file_bytes, file_hash, options, status, total, done, created, changed,
         unchanged, rejected, sums, started_at, finished_at, error, actor_kind, actor_name`;

type Row = {
  readonly id: string;
  readonly kind: ImportKind;
  readonly source: string;
  readonly host: string;
  readonly file: string;
  readonly is_uploaded: boolean;
  readonly file_bytes: number;
  readonly file_hash: string;
  readonly options: ImportOptions;
  readonly status: ImportStatus;
  readonly total: number | null;
  readonly done: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly sums: ImportSums;
  readonly started_at: Instant;
  readonly finished_at: Instant | null;
  readonly error: string | null;
  readonly actor_kind: Actor['kind'];
  readonly actor_name: string;
};

function importOf(row: Row): ImportRow {
  return {
    id: row.id,
    kind: row.kind,
    source: row.source,
    host: row.host,
    file: row.file,
    isUploaded: row.is_uploaded,
    fileBytes: row.file_bytes,
    fileHash: row.file_hash,
    options: row.options,
    status: row.status,
    total: row.total,
    done: row.done,
    created: row.created,
    changed: row.changed,
    unchanged: row.unchanged,
    rejected: row.rejected,
    sums: row.sums,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: row.error,
    actor: { kind: row.actor_kind, name: row.actor_name },
  };
}

export type NewImport = Pick<
  ImportRow,
  'id' | 'kind' | 'source' | 'host' | 'file' | 'isUploaded' | 'fileBytes' | 'fileHash' | 'options' | 'total' | 'actor'
>;

export async function insertImport(db: Db, wanted: NewImport): Promise<ImportRow> {
  const { rows } = await db.query<Row>(
    `insert into laurel.import (id, kind, source, host, file, is_uploaded, file_bytes, file_hash, options, status, total, done,
                                created, changed, unchanged, rejected, sums, started_at, updated_at, actor_kind, actor_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', $10, 0, 0, 0, 0, 0, '{"file": {}, "books": null}', now(), now(),
             $11, $12)
     returning ${COLUMNS}`,
    [
      wanted.id,
      wanted.kind,
      wanted.source,
      wanted.host,
      wanted.file,
      wanted.isUploaded,
      wanted.fileBytes,
      wanted.fileHash,
      JSON.stringify(wanted.options),
      wanted.total,
      wanted.actor.kind,
      wanted.actor.name,
    ],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('The new import was not returned.');
  return importOf(row);
}

/** The open import of the same content under the same conditions, wherever the file lies now. */
export async function findOpenImport(
  db: Db,
  wanted: Pick<NewImport, 'kind' | 'source' | 'host' | 'fileHash' | 'options'>,
): Promise<ImportRow | null> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
     from   laurel.import
     where  kind = $1 and source = $2 and host = $3 and file_hash = $4 and options = $5::jsonb
       and  status in ('waiting', 'running') and not is_uploaded
     order  by started_at desc, id
     limit  1`,
    [wanted.kind, wanted.source, wanted.host, wanted.fileHash, JSON.stringify(wanted.options)],
  );
  return rows[0] === undefined ? null : importOf(rows[0]);
}

export async function readImport(db: Db, id: string): Promise<ImportRow | null> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from laurel.import where id = $1`, [id]);
  return rows[0] === undefined ? null : importOf(rows[0]);
}

/** Newest first; `after` is the last import of the page before. */
export async function readImports(
  db: Db,
  page: { readonly limit: number; readonly after: string | null },
): Promise<readonly ImportRow[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
     from   laurel.import
     where  $2::uuid is null
        or  (started_at, id) < (select i.started_at, i.id from laurel.import i where i.id = $2)
     order  by started_at desc, id desc
     limit  $1`,
    [page.limit, page.after],
  );
  return rows.map(importOf);
}

/** Takes the lease of one import, or of the next uploaded one of this machine; null when there is none to take. */
export async function leaseImport(
  db: Db,
  worker: string,
  wanted: { readonly id: string | null; readonly host: string; readonly deadWorkers: readonly string[] },
): Promise<ImportRow | null> {
  const { rows } = await db.query<Row>(
    `update laurel.import
     set    status = 'running', lease_by = $1, lease_until = now() + make_interval(secs => ${LEASE_S}), updated_at = now()
     where  id = (select i.id
                  from   laurel.import i
                  where  i.status in ('waiting', 'running') and i.host = $3
                    and  case when $2::uuid is null then i.is_uploaded else i.id = $2 end
                    and  (i.lease_until is null or i.lease_until <= now() or i.lease_by = $1 or i.lease_by = any($4::text[]))
                  order  by i.started_at, i.id
                  limit  1
                  for    update skip locked)
     returning ${COLUMNS}`,
    [worker, wanted.id, wanted.host, wanted.deadWorkers],
  );
  return rows[0] === undefined ? null : importOf(rows[0]);
}

export async function readImportLeaseHolders(db: Db): Promise<readonly string[]> {
  const { rows } = await db.query<{ lease_by: string }>(
    `select distinct lease_by
     from   laurel.import
     where  status in ('waiting', 'running') and lease_by is not null
     order  by lease_by
     limit  100`,
  );
  return rows.map((row) => row.lease_by);
}

export type ImportProgress = ImportCounts & { readonly sums: ImportSums };

/**
 * Writes the progress with the rows rejected since the last one, and renews the lease; false when the import was cancelled
 * or somebody else has taken it over. Repeating it changes nothing.
 */
export async function saveImportProgress(
  db: Db,
  at: { readonly id: string; readonly worker: string },
  progress: ImportProgress,
  rejections: readonly Rejection[],
): Promise<boolean> {
  const { rows } = await db.query<{ is_ours: boolean }>({
    name: 'import-progress',
    text: `with ours as (
             update laurel.import
             set    done = $3, created = $4, changed = $5, unchanged = $6, rejected = $7, sums = $8, updated_at = now(),
                    lease_until = now() + make_interval(secs => ${LEASE_S})
             where  id = $1 and lease_by = $2 and status = 'running'
             returning id
           ), added as (
             insert into laurel.import_rejection (import_id, row_number, line, column_name, code, expected)
             select ours.id, r.row_number, r.line, r.column_name, r.code, r.expected
             from   ours, unnest($9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::text[])
                            as r(row_number, line, column_name, code, expected)
             on conflict (import_id, row_number) do nothing
           )
           select exists (select from ours) as is_ours`,
    values: [
      at.id,
      at.worker,
      progress.done,
      progress.created,
      progress.changed,
      progress.unchanged,
      progress.rejected,
      JSON.stringify(progress.sums),
      rejections.map(({ row }) => row),
      rejections.map(({ line }) => line),
      rejections.map(({ column }) => column),
      rejections.map(({ code }) => code),
      rejections.map(({ expected }) => expected),
    ],
  });
  return rows[0]?.is_ours === true;
}

/** Says that its holder is alive while rows are being decided. */
export async function renewImportLease(db: Db, at: { readonly id: string; readonly worker: string }): Promise<void> {
  await db.query(
    `update laurel.import
     set    lease_until = now() + make_interval(secs => ${LEASE_S})
     where  id = $1 and lease_by = $2 and status = 'running'`,
    [at.id, at.worker],
  );
}

export type ImportEnding = {
  readonly status: 'done' | 'failed' | 'waiting';
  readonly error: string | null;
  readonly total: number | null;
};

/** Ends an import, or lets go of it (`waiting`) so that it can be gone on with. */
export async function endImport(
  db: Db,
  at: { readonly id: string; readonly worker: string },
  { status, error, total }: ImportEnding,
): Promise<void> {
  await db.query(
    `update laurel.import
     set    status = $3, error = $4, total = coalesce($5, total), lease_by = null, lease_until = null, updated_at = now(),
            finished_at = case when $3 = 'waiting' then null else now() end
     where  id = $1 and lease_by = $2 and status = 'running'`,
    [at.id, at.worker, status, error, total],
  );
}

/** False when it was over already. Whoever is at it stops after the rows under way. */
export async function cancelImport(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update laurel.import
     set    status = 'cancelled', lease_by = null, lease_until = null, updated_at = now(), finished_at = now()
     where  id = $1 and status in ('waiting', 'running')`,
    [id],
  );
  return rowCount === 1;
}

/** In the order of the file, behind row `after`. */
export async function readRejections(
  db: Db,
  id: string,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly Rejection[]> {
  const { rows } = await db.query<{
    readonly row_number: number;
    readonly line: number;
    readonly column_name: string;
    readonly code: string;
    readonly expected: string;
  }>(
    `select row_number, line, column_name, code, expected
     from   laurel.import_rejection
     where  import_id = $1 and row_number > $2
     order  by row_number
     limit  $3`,
    [id, page.after, page.limit],
  );
  return rows.map((row) => ({
    row: row.row_number,
    line: row.line,
    column: row.column_name,
    code: row.code,
    expected: row.expected,
  }));
}

/** What entries of one source say, by account, for customers of a range: deposits, and what was spent of them there. */
export async function sumImportedPoints(
  db: Db,
  source: string,
  range: { readonly after: string; readonly last: string },
): Promise<ReadonlyMap<string, Sums>> {
  const { rows } = await db.query<{ account: string; rows: number; amount: number; spent: number }>(
    `select account, count(*) filter (where kind = 'deposit') as rows,
            coalesce(sum(amount) filter (where kind = 'deposit'), 0)::bigint as amount,
            coalesce(sum(amount) filter (where kind = 'spend'), 0)::bigint as spent
     from   laurel.point_entry
     where  customer_id > $1 and customer_id <= $2 and reference_type = 'Import' and starts_with(reference_id, $3)
     group  by account
     order  by account`,
    [range.after, range.last, `${source}#`],
  );
  return new Map(rows.map(({ account, ...sums }) => [account, sums]));
}

/** Levels that one source has brought, `club/roast`, for customers of a range. */
export async function countImportedLevels(
  db: Db,
  source: string,
  range: { readonly after: string; readonly last: string },
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ name: string; members: number }>(
    `select system || '/' || to_level as name, count(*) as members
     from   laurel.tier_move
     where  customer_id > $1 and customer_id <= $2 and reason = 'imported' and starts_with(note, $3)
     group  by 1
     order  by 1`,
    [range.after, range.last, `${source}#`],
  );
  return new Map(rows.map(({ name, members }) => [name, members]));
}
