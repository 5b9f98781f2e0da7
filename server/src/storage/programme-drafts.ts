// The draft of the programme: one row, locked by whoever changes it, so that two people who change different entries at once
// both keep what they did. What a change means is for jobs/programme-draft.ts.
import type pg from 'pg';
import type { ProgrammeFiles } from '../domain/programme/read.ts';
import type { Instant } from '../domain/time.ts';

type Db = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** Names are for people to read; ids tell them apart. */
export type Person = { readonly kind: string; readonly name: string; readonly id: string | null };
export type Edit = { readonly by: Person; readonly at: Instant; readonly revision: number };
export type Step = { readonly by: Person; readonly at: Instant; readonly hash: string; readonly note: string | null };

export type StoredDraft = {
  readonly revision: number;
  /** Null while there is no draft. */
  readonly content: { readonly baseVersion: number; readonly files: ProgrammeFiles } | null;
  /** By the key of the entry; of files that were written as a whole by their path. */
  readonly edits: { readonly [key: string]: Edit };
  readonly submitted: Step | null;
  readonly approved: Step | null;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
};

type Row = {
  readonly revision: number;
  readonly base_version: number | null;
  readonly files: ProgrammeFiles | null;
  readonly edits: StoredDraft['edits'];
  readonly submitted: Step | null;
  readonly approved: Step | null;
  readonly updated_at: Instant;
  readonly updated_by: string;
};

const COLUMNS = 'revision, base_version, files, edits, submitted, approved, updated_at, updated_by';
const NAME = 'programme';

/** Null before the first draft of all. */
export async function readDraftRow(db: Db): Promise<StoredDraft | null> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from laurel.programme_draft where name = $1`, [NAME]);
  return rows[0] === undefined ? null : draftOf(rows[0]);
}

/** The same, kept from others until the transaction ends. */
export async function lockDraft(client: Db, at: Instant, by: string): Promise<StoredDraft> {
  await client.query(
    `insert into laurel.programme_draft (name, revision, edits, updated_at, updated_by)
     values ($1, 0, '{}', $2, $3)
     on conflict (name) do nothing`,
    [NAME, new Date(at), by],
  );
  const { rows } = await client.query<Row>(`select ${COLUMNS} from laurel.programme_draft where name = $1 for update`, [
    NAME,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error('the row of the draft was just written, and is gone');
  return draftOf(row);
}

export async function writeDraft(client: Db, draft: StoredDraft): Promise<void> {
  await client.query(
    `update laurel.programme_draft
        set revision = $2, base_version = $3, files = $4, edits = $5, submitted = $6, approved = $7, updated_at = $8,
            updated_by = $9
      where name = $1`,
    [
      NAME,
      draft.revision,
      draft.content?.baseVersion ?? null,
      draft.content === null ? null : JSON.stringify(draft.content.files),
      JSON.stringify(draft.edits),
      draft.submitted === null ? null : JSON.stringify(draft.submitted),
      draft.approved === null ? null : JSON.stringify(draft.approved),
      new Date(draft.updatedAt),
      draft.updatedBy,
    ],
  );
}

function draftOf(row: Row): StoredDraft {
  const { revision, base_version: baseVersion, files, edits, submitted, approved } = row;
  const content = files === null || baseVersion === null ? null : { baseVersion, files };
  return {
    revision,
    content,
    edits,
    submitted,
    approved,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  };
}
