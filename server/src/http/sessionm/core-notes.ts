// Core, 2.8: notes of a customer. That there are such calls is documented, their paths and fields are inferred.
import type { Note } from '../../domain/notes/note.ts';
import { isoText } from '../../domain/time.ts';
import { readNote, readNotes } from '../../storage/notes-reading.ts';
import { type Call, findCustomer, refOfPath, submit } from './call.ts';
import { translated } from './errors.ts';
import { given, object, read, text } from './fields.ts';

const BODY_MAX = 5_000;
const REASON_MAX = 500;
const LISTED_MAX = 200;

const bodySchema = object({
  note: object({ body: text(BODY_MAX), reason: given(text(REASON_MAX)), author: given(text(REASON_MAX)) }),
});

/** The author is whoever's key it is: a name in the body is no proof. */
export async function addNote(call: Call) {
  const { note } = read(bodySchema, call.body);
  const answer = await submit(call, {
    customer: refOfPath(call),
    body: { kind: 'note.add', text: note.body, reason: note.reason ?? null },
  });
  const made = answer.record.outcomes.find((outcome) => outcome.kind === 'note');
  return oneNote(call, answer.customerId, made?.note_id ?? '');
}

export async function editNote(call: Call) {
  const { note_id: noteId = '' } = call.params;
  const { note } = read(bodySchema, call.body);
  const answer = await submit(call, {
    customer: refOfPath(call),
    body: { kind: 'note.edit', noteId, text: note.body, reason: note.reason ?? null },
  });
  return oneNote(call, answer.customerId, noteId);
}

export async function removeNote(call: Call) {
  const { note_id: noteId = '' } = call.params;
  await submit(call, { customer: refOfPath(call), body: { kind: 'note.remove', noteId, reason: null } });
  return {};
}

/** The newest first, so many at most. */
export async function listNotes(call: Call) {
  const { id } = await findCustomer(call, refOfPath(call));
  const { items } = await readNotes(call.site.pool, id, { limit: LISTED_MAX, after: null });
  return { notes: items.map(noteView) };
}

async function oneNote(call: Call, customerId: string, noteId: string) {
  const note = await readNote(call.site.pool, customerId, noteId);
  if (note === null) throw translated('note_not_found', { note: noteId });
  return { note: noteView(note) };
}

function noteView({ id, text: body, reason, author, createdAt, updatedAt }: Note) {
  return { id, body, reason, author, created_at: isoText(createdAt), updated_at: isoText(updatedAt) };
}
