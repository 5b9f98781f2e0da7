// Notes that agents keep on a customer: added, edited, removed, each with a reason. What a note said before stands in the
// facts; here is what it says now.

import { type Draft, emit, nextId, refuse } from '../draft.ts';
import { recordOf } from '../records.ts';
import { assertNever, type Instant } from '../time.ts';

export type Note = {
  readonly id: string;
  readonly text: string;
  readonly reason: string | null;
  readonly author: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
  readonly edits: number;
  readonly status: 'kept' | 'removed';
};

export type NoteFact =
  | { readonly kind: 'note.add'; readonly text: string; readonly reason: string | null }
  | {
      readonly kind: 'note.edit';
      readonly noteId: string;
      readonly text: string;
      readonly reason: string | null;
    }
  | { readonly kind: 'note.remove'; readonly noteId: string; readonly reason: string | null };

export function changeNotes(draft: Draft, body: NoteFact): void {
  const author = draft.fact.actor.name;
  const { now } = draft;
  switch (body.kind) {
    case 'note.add': {
      const { text, reason } = body;
      const made = { id: nextId(draft), text, reason, author, createdAt: now, edits: 0 } as const;
      return setNote(draft, { ...made, updatedAt: now, updatedBy: author, status: 'kept' }, 'added');
    }
    case 'note.edit': {
      const note = noteNamed(draft, body.noteId);
      const { text, reason } = body;
      return setNote(
        draft,
        { ...note, text, reason, updatedAt: now, updatedBy: author, edits: note.edits + 1 },
        'edited',
      );
    }
    case 'note.remove':
      return setNote(
        draft,
        { ...noteNamed(draft, body.noteId), status: 'removed', updatedAt: now, updatedBy: author },
        'removed',
      );
    default:
      return assertNever(body);
  }
}

function noteNamed(draft: Draft, id: string): Note {
  const note = recordOf(draft.state, 'note', id);
  if (note === undefined || note.status === 'removed') return refuse('note_not_found', { note: id });
  return note;
}

function setNote(draft: Draft, note: Note, action: 'added' | 'edited' | 'removed'): void {
  emit(draft, { kind: 'record', record: { family: 'note', row: note } });
  draft.outcomes.push({ kind: 'note', note_id: note.id, action, status: note.status, edits: note.edits });
}
