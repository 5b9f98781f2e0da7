// Reads a customer's notes as they are, and from the facts what each of them said before.
import type pg from 'pg';
import { z } from 'zod';
import type { Actor } from '../domain/facts.ts';
import { factIdOf } from '../domain/ids.ts';
import type { Note } from '../domain/notes/note.ts';
import type { Instant } from '../domain/time.ts';
import { NOTES, type NoteItem } from './notes.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

const CURSOR = z.tuple([uuidPart]);

/** Those that were not removed, the newest first. */
export async function readNotes(db: pg.Pool | pg.ClientBase, customerId: string, page: Page): Promise<PageOf<Note>> {
  const [after] = readCursor(page.after, CURSOR) ?? [null];
  const { rows } = await db.query<{ id: string; item: NoteItem }>(
    `select r.id, ${NOTES.item} as item
     from   laurel.note r
     where  r.customer_id = $1 and ($2::uuid is null or r.id < $2) and ${NOTES.open}
     order by r.id desc
     limit $3`,
    [customerId, after, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: ({ item }) => NOTES.rowOf(item), cursor: ({ id }) => cursorOf([id]) });
}

/** Null when there is none, or it was removed. */
export async function readNote(db: pg.Pool | pg.ClientBase, customerId: string, noteId: string): Promise<Note | null> {
  const { rows } = await db.query<{ item: NoteItem }>(
    `select ${NOTES.item} as item from laurel.note r where r.customer_id = $1 and r.id = $2 and ${NOTES.open}`,
    [customerId, noteId],
  );
  return rows[0] === undefined ? null : NOTES.rowOf(rows[0].item);
}

export type NoteRevision = {
  readonly factId: string;
  readonly action: 'added' | 'edited' | 'removed';
  readonly text: string | null;
  readonly reason: string | null;
  readonly at: Instant;
  readonly actor: Pick<Actor, 'kind' | 'name'>;
};

type RevisionRow = {
  readonly id: string;
  readonly kind: string;
  readonly text: string | null;
  readonly reason: string | null;
  readonly recorded_at: Instant;
  readonly actor_kind: Actor['kind'];
  readonly actor_name: string;
};

const ACTIONS: { readonly [kind: string]: NoteRevision['action'] } = {
  'note.add': 'added',
  'note.edit': 'edited',
  'note.remove': 'removed',
};

/** The oldest first: what added the note (its id begins like that fact's), then each change. */
export async function readNoteHistory(
  db: pg.Pool | pg.ClientBase,
  { customerId, noteId }: { readonly customerId: string; readonly noteId: string },
  page: Page,
): Promise<PageOf<NoteRevision>> {
  const [after] = readCursor(page.after, CURSOR) ?? [null];
  const { rows } = await db.query<RevisionRow>(
    `select f.id, f.kind, f.body->>'text' as text, f.body->>'reason' as reason, f.recorded_at, f.actor_kind, f.actor_name
     from   laurel.fact f
     where  f.customer_id = $1 and f.id >= $2 and ($4::uuid is null or f.id > $4) and not f.is_refused
       and  ((f.id = $2 and f.kind = 'note.add')
             or (f.kind in ('note.edit', 'note.remove') and lower(f.body->>'noteId') = $3))
       and  exists (select from laurel.note n where n.customer_id = $1 and n.id = $3::uuid)
     order by f.id
     limit $5`,
    [customerId, factIdOf(noteId), noteId.toLowerCase(), after, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: revisionOf, cursor: ({ id }) => cursorOf([id]) });
}

function revisionOf(row: RevisionRow): NoteRevision {
  return {
    factId: row.id,
    action: ACTIONS[row.kind] ?? 'edited',
    text: row.text,
    reason: row.reason,
    at: row.recorded_at,
    actor: { kind: row.actor_kind, name: row.actor_name },
  };
}
