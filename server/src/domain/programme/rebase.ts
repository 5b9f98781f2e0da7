// Brings a draft onto a version that went live meanwhile, entry by entry: what the draft changed is kept, what the new version
// changed is taken over, and what both changed is for people to say.
import type { Json } from '../facts.ts';
import { canonicalText } from './canonical.ts';
import { withEntry } from './edit.ts';
import { compareEntries, type Entries, type EntryKey, entriesOf, isSame, keyText } from './entries.ts';
import { mergeFiles, type ProgrammeFiles } from './read.ts';

export type Conflict = EntryKey & {
  /** Null where it has no such entry. */
  readonly base: Json;
  readonly draft: Json;
  readonly live: Json;
};

export type Rebased = { readonly files: ProgrammeFiles; readonly conflicts: readonly Conflict[] };

export type Sides = {
  readonly base: ProgrammeFiles;
  readonly draft: ProgrammeFiles;
  readonly live: ProgrammeFiles;
};

/** `keep` says of an entry that both changed (by its key) whose is kept; others are conflicts, and stay as they are live. */
export function rebase({ base, draft, live }: Sides, keep: ReadonlyMap<string, 'draft' | 'live'>): Rebased {
  const [was, mine, theirs] = [base, draft, live].map((files) => entriesOf(mergeFiles(files).input));
  if (was === undefined || mine === undefined || theirs === undefined) return { files: live, conflicts: [] };
  const expected = new Map(theirs);
  const conflicts: Conflict[] = [];
  for (const { section, name } of compareEntries(was, mine)) {
    const key = keyText({ section, name });
    const [before, own, now] = [was.get(key), mine.get(key), theirs.get(key)];
    const isConflict = !isSame(before, now) && !isSame(own, now);
    const kept = isConflict ? keep.get(key) : 'draft';
    if (kept === undefined)
      conflicts.push({
        section,
        name,
        base: before?.value ?? null,
        draft: own?.value ?? null,
        live: now?.value ?? null,
      });
    if (kept !== 'draft') continue;
    if (own === undefined) expected.delete(key);
    else expected.set(key, own);
  }
  return { files: brought(mergedTexts({ base, draft, live }), expected), conflicts };
}

/** Files that only one side touched are taken as that side has them, comments included. */
function mergedTexts({ base, draft, live }: Sides): ProgrammeFiles {
  const merged: { [path: string]: string } = { ...live };
  for (const path of new Set([...Object.keys(base), ...Object.keys(draft)])) {
    const own = textOf(draft, path);
    if (own === textOf(base, path) || textOf(live, path) !== textOf(base, path)) continue;
    if (own === undefined) delete merged[path];
    else merged[path] = own;
  }
  // An entry that moved from one file to another may be there twice now.
  return mergeFiles(merged).issues.length === 0 ? merged : live;
}

function brought(files: ProgrammeFiles, expected: Entries): ProgrammeFiles {
  let result = files;
  for (const { section, name } of compareEntries(entriesOf(mergeFiles(files).input), expected)) {
    const key = { section, name };
    result = withEntry(result, key, expected.get(keyText(key))?.value ?? null);
  }
  return result;
}

function textOf(files: ProgrammeFiles, path: string): string | undefined {
  return Object.hasOwn(files, path) ? files[path] : undefined;
}

export function haveSameText(a: ProgrammeFiles, b: ProgrammeFiles): boolean {
  return canonicalText(a) === canonicalText(b);
}
