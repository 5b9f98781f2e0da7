// The draft of the programme as /v1 answers it: document, changes with who made them, where its approval stands.
import { z } from 'zod';
import { type keyText, pathOf, SECTIONS } from '../../domain/programme/entries.ts';
import { type ProgrammeIssue, writePath } from '../../domain/programme/issue.ts';
import type { Conflict } from '../../domain/programme/rebase.ts';
import { isoText } from '../../domain/time.ts';
import { conflictsOf, type Draft } from '../../jobs/programme-draft.ts';
import type { Person, Step } from '../../storage/programme-drafts.ts';
import { instant, instantOrNull, json, jsonObject } from './shapes.ts';

const personShape = z.strictObject({ kind: z.string(), id: z.string().nullable(), name: z.string() });
const stepShape = z.strictObject({ by: personShape, at: instant, note: z.string().nullable() });
export const sectionInput = z.enum(SECTIONS).meta({
  description: 'A section of the programme; `programme` for the keys of its head, such as title or time_zone.',
});

export const problemLineShape = z
  .strictObject({
    file: z.string(),
    path: z.string().meta({ description: 'From the root, such as `accounts.beans.expiry.after`.' }),
    line: z.int().nullable(),
    problem: z.string(),
    expected: z.string(),
  })
  .meta({ id: 'ProgrammeProblem' });

const entryFields = { section: sectionInput, name: z.string() };
export const conflictShape = z.strictObject({ ...entryFields, base: json, draft: json, live: json }).meta({
  id: 'DraftConflict',
  description: 'What both the draft and a newer version changed; null where it is absent.',
});

const draftChangeShape = z
  .strictObject({
    ...entryFields,
    kind: z.enum(['add', 'change', 'remove']),
    path: z.string(),
    before: json.meta({ description: 'The definition in the version that the draft is based on; null for a new one.' }),
    after: json.meta({ description: 'Null for what is removed.' }),
    by: personShape.nullable(),
    at: instantOrNull,
  })
  .meta({ id: 'DraftChange' });

export const draftShape = z
  .strictObject({
    exists: z.boolean().meta({ description: 'False: nothing is drafted, and the document is the live one.' }),
    revision: z.int().meta({ description: 'Counts up with each change.' }),
    hash: z.string().meta({ description: 'Of exactly this draft: what is submitted, approved and published by.' }),
    live_version: z.int(),
    base_version: z.int(),
    behind: z.boolean().meta({ description: 'Another version went live since the draft was begun.' }),
    conflicts: z.array(conflictShape),
    document: jsonObject.meta({ description: 'The whole programme as it would be, as it was written.' }),
    changes: z.array(draftChangeShape),
    changed_files: z.array(z.string()).meta({ description: 'Files whose text differs, if only in a comment.' }),
    approval: z.strictObject({
      needed: z.boolean(),
      submitted: stepShape.nullable(),
      approved: stepShape.nullable(),
    }),
    updated_at: instantOrNull,
    updated_by: z.string().nullable(),
  })
  .meta({ id: 'ProgrammeDraft' });

export function draftJson(draft: Draft): z.output<typeof draftShape> {
  return {
    exists: draft.exists,
    revision: draft.revision,
    hash: draft.hash,
    live_version: draft.live.version,
    base_version: draft.baseVersion,
    behind: draft.isBehind,
    conflicts: conflictsOf(draft).map(conflictJson),
    document: draft.document,
    changes: draft.changes.map(({ section, name, kind, before, after, edit }) => ({
      section,
      name,
      kind,
      path: writePath(pathOf({ section, name })),
      before,
      after,
      by: edit === null ? null : personJson(edit.by),
      at: edit === null ? null : isoText(edit.at),
    })),
    changed_files: [...draft.changedFiles],
    approval: {
      needed: draft.isApprovalNeeded,
      submitted: stepJson(draft.submitted),
      approved: stepJson(draft.approved),
    },
    updated_at: draft.updatedAt === null ? null : isoText(draft.updatedAt),
    updated_by: draft.updatedBy,
  };
}

/** Whoever saves an entry learns what is wrong with it, and how much is wrong elsewhere. */
export const savedShape = z
  .strictObject({
    revision: z.int(),
    hash: z.string(),
    changes: z.int().meta({ description: 'How many entries the draft changes.' }),
    problems: z.array(problemLineShape).meta({ description: 'What publishing would refuse, of this entry.' }),
    other_problems: z.int().meta({ description: 'How many more there are, in other entries.' }),
  })
  .meta({ id: 'DraftSaved' });

export function savedJson(
  draft: Draft,
  { key, problems }: { readonly key: Parameters<typeof keyText>[0]; readonly problems: readonly ProgrammeIssue[] },
): z.output<typeof savedShape> {
  const path = writePath(pathOf(key));
  const own = problems.filter(
    (one) => one.path === path || (/^[.[]/.test(one.path.slice(path.length)) && one.path.startsWith(path)),
  );
  return {
    revision: draft.revision,
    hash: draft.hash,
    changes: draft.changes.length,
    problems: own.map(problemLineJson),
    other_problems: problems.length - own.length,
  };
}

export function problemLineJson({ file, path, line, problem, expected }: ProgrammeIssue) {
  return { file, path, line, problem, expected };
}

export function conflictJson({ section, name, base, draft, live }: Conflict): z.output<typeof conflictShape> {
  return { section, name, base, draft, live };
}

function stepJson(step: Step | null): z.output<typeof stepShape> | null {
  return step === null ? null : { by: personJson(step.by), at: isoText(step.at), note: step.note };
}

function personJson({ kind, id, name }: Person): z.output<typeof personShape> {
  return { kind, id, name };
}
