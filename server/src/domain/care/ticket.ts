// Tickets of a support system outside, as it tells of them: what each of them is now. What it was before stands in the facts.

import { type Draft, emit } from '../draft.ts';
import { recordOf } from '../records.ts';
import type { Instant } from '../time.ts';

export type Ticket = {
  /** Follows from the reference, so that every report of a ticket finds its row. */
  readonly id: string;
  /** The support system's own name of the ticket. */
  readonly reference: string;
  readonly status: string;
  readonly type: string | null;
  readonly subject: string | null;
  readonly link: string | null;
  readonly submittedAt: Instant | null;
  /** The date of the report that says what is here. */
  readonly updatedAt: Instant;
  /** Reports after the first. */
  readonly updates: number;
};

export type TicketFact = {
  readonly kind: 'ticket.record';
  readonly ticketId: string;
  readonly reference: string;
  readonly status: string;
  readonly type: string | null;
  readonly subject: string | null;
  readonly link: string | null;
  readonly submittedAt: Instant | null;
};

/** What a report leaves out stays as it was. One that is older than what is known is counted and changes nothing else. */
export function recordTicket(draft: Draft, body: TicketFact): void {
  const before = recordOf(draft.state, 'ticket', body.ticketId);
  const { occurredAt } = draft.fact;
  const isOld = before !== undefined && occurredAt < before.updatedAt;
  const told: Ticket = {
    id: body.ticketId,
    reference: body.reference,
    status: body.status,
    type: body.type ?? before?.type ?? null,
    subject: body.subject ?? before?.subject ?? null,
    link: body.link ?? before?.link ?? null,
    submittedAt: body.submittedAt ?? before?.submittedAt ?? null,
    updatedAt: occurredAt,
    updates: before === undefined ? 0 : before.updates + 1,
  };
  const row = isOld ? { ...before, updates: told.updates } : told;
  emit(draft, { kind: 'record', record: { family: 'ticket', row } });
  draft.outcomes.push({
    kind: 'ticket',
    ticket_id: row.id,
    reference: row.reference,
    status: row.status,
    updates: row.updates,
  });
}
