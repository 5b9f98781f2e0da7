// Tickets of a support system outside, as they now are. Writing them is save's.
import type pg from 'pg';
import { z } from 'zod';
import type { Ticket } from '../domain/care/ticket.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, textPart, uuidPart } from './pages.ts';
import type { RecordTable } from './records.ts';
import { instant, int, text, uuid } from './tables.ts';

type TicketItem = readonly [
  id: string,
  reference: string,
  status: string,
  type: string | null,
  subject: string | null,
  link: string | null,
  submittedAt: string | null,
  updatedAt: string,
  updates: number,
];

export const TICKETS: RecordTable<'ticket', TicketItem> = {
  family: 'ticket',
  table: {
    name: 'ticket',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('reference', (row) => row.reference),
      text('status', (row) => row.status),
      text('type', (row) => row.type),
      text('subject', (row) => row.subject),
      text('link', (row) => row.link),
      instant('submitted_at', (row) => row.submittedAt),
      instant('updated_at', (row) => row.updatedAt),
      int('updates', (row) => row.updates),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: `json_build_array(r.id, r.reference, r.status, r.type, r.subject, r.link, r.submitted_at, r.updated_at, r.updates)`,
  rowOf: ([id, reference, status, type, subject, link, submittedAt, updatedAt, updates]) => ({
    id,
    reference,
    status,
    type,
    subject,
    link,
    submittedAt: submittedAt === null ? null : Date.parse(submittedAt),
    updatedAt: Date.parse(updatedAt),
    updates,
  }),
  open: 'true',
};

const CURSOR = z.tuple([textPart, uuidPart]);

/** Those that changed last come first. */
export async function readTickets(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  page: Page,
): Promise<PageOf<Ticket>> {
  const [at, after] = readCursor(page.after, CURSOR) ?? [null, null];
  const { rows } = await db.query<{ at: string; id: string; item: TicketItem }>(
    `select r.updated_at::text as at, r.id, ${TICKETS.item} as item
     from   laurel.ticket r
     where  r.customer_id = $1 and ($2::timestamptz is null or (r.updated_at, r.id) < ($2, $3::uuid))
     order by r.updated_at desc, r.id desc
     limit $4`,
    [customerId, at, after, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, {
    item: ({ item }) => TICKETS.rowOf(item),
    cursor: (row) => cursorOf([row.at, row.id]),
  });
}
