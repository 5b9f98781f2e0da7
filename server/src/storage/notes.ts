// Notes as they now are. Writing them is save's.
import type { Note } from '../domain/notes/note.ts';
import type { RecordTable } from './records.ts';
import { instant, int, text, uuid } from './tables.ts';

export type NoteItem = readonly [
  id: string,
  text: string,
  reason: string | null,
  author: string,
  createdAt: string,
  updatedAt: string,
  updatedBy: string,
  edits: number,
  status: Note['status'],
];

export const NOTES: RecordTable<'note', NoteItem> = {
  family: 'note',
  table: {
    name: 'note',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('text', (row) => row.text),
      text('reason', (row) => row.reason),
      text('author', (row) => row.author),
      instant('created_at', (row) => row.createdAt),
      instant('updated_at', (row) => row.updatedAt),
      text('updated_by', (row) => row.updatedBy),
      int('edits', (row) => row.edits),
      text('status', (row) => row.status),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: `json_build_array(r.id, r.text, r.reason, r.author, r.created_at, r.updated_at, r.updated_by, r.edits, r.status)`,
  rowOf: ([id, said, reason, author, createdAt, updatedAt, updatedBy, edits, status]) => ({
    id,
    text: said,
    reason,
    author,
    createdAt: Date.parse(createdAt),
    updatedAt: Date.parse(updatedAt),
    updatedBy,
    edits,
    status,
  }),
  open: `r.status = 'kept'`,
};
