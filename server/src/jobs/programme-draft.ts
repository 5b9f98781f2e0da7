// The draft of the programme, shared by everybody who may write it: read with its changes, changed entry by entry, brought onto
// a newer version. It never touches customers; planning, approving and publishing it are in draft-publication.ts.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Actor, Json, JsonObject } from '../domain/facts.ts';
import { canonicalText } from '../domain/programme/canonical.ts';
import { withEntry } from '../domain/programme/edit.ts';
import { compareEntries, type EntryChange, type EntryKey, entriesOf, keyText } from '../domain/programme/entries.ts';
import type { ProgrammeIssue } from '../domain/programme/issue.ts';
import { mergeFiles, type ProgrammeFiles } from '../domain/programme/read.ts';
import { type Conflict, haveSameText, rebase } from '../domain/programme/rebase.ts';
import { type Clock, EngineError } from '../pipeline/submission.ts';
import {
  type Edit,
  lockDraft,
  type Person,
  readDraftRow,
  type Step,
  type StoredDraft,
  writeDraft,
} from '../storage/programme-drafts.ts';
import { readVersion, type StoredProgramme } from '../storage/programmes.ts';
import { inTransaction } from '../storage/transaction.ts';
import { findProblems, isOfFiles, type Refused } from './publish.ts';

export type DraftDeps = { readonly pool: pg.Pool; readonly clock: Clock };

export type Draft = {
  readonly exists: boolean;
  readonly revision: number;
  /** Of the files and the version that they are based on: what a plan and an approval are bound to. */
  readonly hash: string;
  readonly live: StoredProgramme;
  readonly baseVersion: number;
  readonly baseFiles: ProgrammeFiles;
  readonly files: ProgrammeFiles;
  readonly document: JsonObject;
  /** Against the version that it is based on. */
  readonly changes: readonly (EntryChange & { readonly edit: Edit | null })[];
  /** Files whose text differs: comments and order are no entries. */
  readonly changedFiles: readonly string[];
  /** Another version went live since it was begun. */
  readonly isBehind: boolean;
  readonly isApprovalNeeded: boolean;
  readonly submitted: Step | null;
  readonly approved: Step | null;
  readonly updatedAt: number | null;
  readonly updatedBy: string | null;
};

type Db = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** Without a draft: what is live, with no changes. */
export async function readDraft(db: Db): Promise<Draft> {
  const live = await liveVersion(db);
  return describe(db, await readDraftRow(db), live);
}

async function describe(db: Db, row: StoredDraft | null, live: StoredProgramme): Promise<Draft> {
  const content = row?.content ?? null;
  const baseVersion = content?.baseVersion ?? live.version;
  const base = content === null ? live : await readVersion(db, baseVersion);
  if (base === null) throw new Error(`the draft is based on version ${baseVersion}, which is not there`);
  const files = content?.files ?? live.files;
  const { input: document } = mergeFiles(files);
  const before = content === null ? document : mergeFiles(base.files).input;
  const changes = compareEntries(entriesOf(before), entriesOf(document));
  const isBehind = !isOfFiles(live, base.published);
  const edits = row?.edits ?? {};
  return {
    exists: content !== null,
    revision: row?.revision ?? 0,
    hash: hashOf(base.published, files),
    live,
    baseVersion,
    baseFiles: base.files,
    files,
    document,
    changes: changes.map((change) => ({ ...change, edit: edits[keyText(change)] ?? null })),
    changedFiles: changedPaths(base.files, files),
    isBehind,
    isApprovalNeeded: asksForApproval(isBehind ? mergeFiles(live.files).input : before),
    submitted: row?.submitted ?? null,
    approved: row?.approved ?? null,
    updatedAt: content === null ? null : (row?.updatedAt ?? null),
    updatedBy: content === null ? null : (row?.updatedBy ?? null),
  };
}

export type EntryEdit = {
  readonly key: EntryKey;
  /** Null takes it out; undefined puts it back as the version has it that the draft is based on. */
  readonly definition: Json | undefined;
  /** When the editor looked: refused when somebody changed the entry since. */
  readonly seen: number | undefined;
  readonly by: Actor;
};

export async function editEntry(deps: DraftDeps, edit: EntryEdit): Promise<Draft> {
  const { key, seen, by } = edit;
  return changeDraft(deps, { by, keys: [key] }, (before) => {
    const last = before.changes.find((change) => keyText(change) === keyText(key))?.edit;
    if (seen !== undefined && last !== undefined && last !== null && last.revision > seen)
      throw new EngineError('draft_changed', { by: last.by.name, what: keyText(key) });
    return { ...before, files: editedFiles(before, edit) };
  });
}

function editedFiles({ files, baseFiles, document }: Draft, { key, definition }: EntryEdit): ProgrammeFiles {
  const isThere = entriesOf(document).has(keyText(key));
  if (definition === null && !isThere) throw new EngineError('not_found');
  if (definition !== undefined) return withEntry(files, key, definition);
  const before = entriesOf(mergeFiles(baseFiles).input).get(keyText(key));
  const back = withEntry(files, key, before?.value ?? null);
  // When it was the only change, the texts are those of the version again, comments included.
  return changesOf(baseFiles, back).length === 0 ? baseFiles : back;
}

/** What would be wrong with the draft if the entry said this; nothing is kept. */
export async function tryEntry({ pool, clock }: DraftDeps, edit: Pick<EntryEdit, 'key' | 'definition'>) {
  const before = await readDraft(pool);
  const files = editedFiles(before, { ...edit, seen: undefined, by: { kind: 'api', name: '' } });
  return { draft: before, problems: await findProblems(files, clock) };
}

/** All files at once. They must be readable; what they say is checked when the draft is planned. */
export async function replaceFiles(
  deps: DraftDeps,
  { files, by, seen }: { readonly files: ProgrammeFiles; readonly by: Actor; readonly seen: number | undefined },
): Promise<Draft | Refused> {
  const { issues } = mergeFiles(files);
  if (issues.length > 0)
    return { kind: 'refused', code: 'programme_invalid', detail: { errors: issues.length }, issues };
  return changeDraft(deps, { by, keys: null }, (before) => {
    if (seen !== undefined && before.exists && before.revision !== seen)
      throw new EngineError('draft_changed', { by: before.updatedBy ?? 'Somebody', what: 'files' });
    return { ...before, files };
  });
}

export async function discardDraft(deps: DraftDeps, by: Actor): Promise<Draft> {
  return changeDraft(deps, { by, keys: null }, (before) => ({ ...before, files: before.baseFiles }));
}

export type RebaseAnswer = { readonly draft: Draft; readonly conflicts: readonly Conflict[] };

/** Onto the live version; with conflicts that `keep` does not settle nothing changes. */
export async function rebaseDraft(
  deps: DraftDeps,
  { by, keep }: { readonly by: Actor; readonly keep: ReadonlyMap<string, 'draft' | 'live'> },
): Promise<RebaseAnswer> {
  let conflicts: readonly Conflict[] = [];
  const draft = await changeDraft(deps, { by, keys: [] }, (before) => {
    if (!before.exists) throw new EngineError('draft_missing');
    const { live, baseFiles: base, files: own } = before;
    const rebased = rebase({ base, draft: own, live: live.files }, keep);
    conflicts = rebased.conflicts;
    return conflicts.length > 0 ? before : { ...before, baseVersion: live.version, files: rebased.files };
  });
  return { draft, conflicts };
}

export function conflictsOf({ baseFiles: base, files: draft, live, isBehind }: Draft): readonly Conflict[] {
  return isBehind ? rebase({ base, draft, live: live.files }, new Map()).conflicts : [];
}

type Change = {
  readonly by: Actor;
  /** The entries that were changed by name; null: whichever differ now from before. */
  readonly keys: readonly EntryKey[] | null;
};

async function changeDraft(
  { pool, clock }: DraftDeps,
  change: Change,
  edit: (before: Draft) => Pick<Draft, 'baseVersion' | 'files'>,
): Promise<Draft> {
  return inTransaction(pool, async (client) => {
    const now = clock.now();
    const row = await lockDraft(client, now, change.by.name);
    const live = await liveVersion(client);
    const before = await describe(client, row, live);
    const { baseVersion, files } = edit(before);
    const isMoved = baseVersion !== before.baseVersion;
    if (!isMoved && haveSameText(before.files, files)) return before;
    const revision = row.revision + 1;
    const keys = change.keys ?? compareEntries(entriesOf(before.document), entriesOf(mergeFiles(files).input));
    const added = Object.fromEntries(
      keys.map((key): [string, Edit] => [keyText(key), { by: personOf(change.by), at: now, revision }]),
    );
    const base = isMoved ? live.files : before.baseFiles;
    const next: StoredDraft = {
      revision,
      content: haveSameText(base, files) ? null : { baseVersion, files },
      edits: haveSameText(base, files) ? {} : { ...row.edits, ...added },
      // What was approved is exactly what was shown: any change makes it another plan.
      submitted: null,
      approved: null,
      updatedAt: now,
      updatedBy: change.by.name,
    };
    await writeDraft(client, next);
    return describe(client, next, live);
  });
}

export function personOf({ kind, name, id }: Actor): Person {
  return { kind, name, id: id ?? null };
}

async function liveVersion(db: Db): Promise<StoredProgramme> {
  const live = await readVersion(db, null);
  if (live === null) throw new EngineError('programme_missing');
  return live;
}

export async function problemsOf({ files }: Draft, clock: Clock): Promise<readonly ProgrammeIssue[]> {
  return findProblems(files, clock);
}

/** What is live was held against the schema when it was published. */
function asksForApproval(live: JsonObject): boolean {
  return entriesOf(live).get('settings.publish_approval')?.value === true;
}

function changesOf(base: ProgrammeFiles, files: ProgrammeFiles): readonly EntryChange[] {
  return compareEntries(entriesOf(mergeFiles(base).input), entriesOf(mergeFiles(files).input));
}

function changedPaths(base: ProgrammeFiles, files: ProgrammeFiles): readonly string[] {
  const paths = [...new Set([...Object.keys(base), ...Object.keys(files)])].toSorted();
  return paths.filter((path) => base[path] !== files[path]);
}

/** `published` is the version that brought the files: steps of campaigns since then make no other plan. */
function hashOf(published: number, files: ProgrammeFiles): string {
  return createHash('sha256')
    .update(canonicalText([published, files]))
    .digest('hex');
}
