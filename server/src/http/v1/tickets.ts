// What a support system tells of its tickets, shown as rows of the customer's logs. A ticket is known by its reference; each
// report of it is a fact.
import { z } from 'zod';
import type { Ticket } from '../../domain/care/ticket.ts';
import type { Json } from '../../domain/facts.ts';
import { isoText } from '../../domain/time.ts';
import { keyHashOf } from '../../pipeline/hashes.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { readTickets } from '../../storage/tickets.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, parse } from '../edge.ts';
import { BATCH_MAX, batchModeInput, batchShape, itemsInput, submitBatch } from './batch.ts';
import { isoOrNull } from './customer-shape.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import {
  cursorInput,
  customerAddress,
  customerParams,
  instant,
  instantInput,
  instantOrNull,
  keyInput,
  limitInput,
  pageOf,
  uuid,
} from './shapes.ts';
import { decide, type FactRequest } from './submit.ts';

const PAGE = 50;
const WORD_MAX = 100;
const SUBJECT_MAX = 500;
const LINK_MAX = 2_000;
const tags = ['Tickets'];
const write = { scope: 'customers:write' } as const;

const word = z.string().trim().min(1).max(WORD_MAX);
const webAddress = z.url({ protocol: /^https?$/ }).max(LINK_MAX);

const ticketFields = {
  customer: customerAddress,
  reference: keyInput.meta({
    description: 'The ticket as the support system names it; reports with the same one are updates.',
  }),
  status: word.meta({ examples: ['open', 'solved'] }),
  type: word.optional().meta({ examples: ['missing points'] }),
  subject: z.string().trim().min(1).max(SUBJECT_MAX).optional(),
  link: webAddress.optional().meta({ description: 'Where agents open the ticket.' }),
  submitted_at: instantInput.optional(),
  updated_at: instantInput
    .optional()
    .meta({ description: 'When it came to be so; now when left out. An older report does not undo a newer one.' }),
};
const ticketInput = z.strictObject(ticketFields).meta({ id: 'TicketReport' });
const itemInput = z
  .strictObject({ ...ticketFields, idempotency_key: keyInput.optional() })
  .meta({ id: 'BatchTicketReport' });

const ticketShape = z
  .strictObject({
    id: uuid,
    reference: z.string(),
    status: z.string(),
    type: z.string().nullable(),
    subject: z.string().nullable(),
    link: z.string().nullable(),
    submitted_at: instantOrNull,
    updated_at: instant,
    updates: z.int(),
  })
  .meta({ id: 'Ticket' });

export function ticketRoutes(app: App, deps: AdapterDeps): void {
  writeRoutes(app, deps);
  app.get(
    '/v1/customers/:customer/tickets',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'listTickets',
        summary: 'Tickets of a customer, those that changed last first',
        tags,
        params: customerParams,
        querystring: z.strictObject({ limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(ticketShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { items, next } = await readTickets(deps.pool, id, { limit: query.limit, after: query.after ?? null });
      return { items: items.map(ticketJson), next };
    },
  );
}

function writeRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/tickets',
    {
      config: write,
      schema: {
        operationId: 'recordTicket',
        summary: 'Tell of a ticket, new or changed',
        tags,
        body: ticketInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => decide(deps.engine, { request, reply }, ticketFact(request.body)),
  );

  app.post(
    '/v1/tickets/batch',
    {
      config: write,
      bodyLimit: BATCH_BODY_MAX_BYTES,
      schema: {
        operationId: 'recordTickets',
        summary: `Tell of up to ${BATCH_MAX} tickets, each answered on its own`,
        tags,
        body: z.strictObject({ tickets: itemsInput('BatchTicketReportInput'), ...batchModeInput }),
        response: { 200: batchShape },
      },
    },
    async (request, reply) => {
      const { tickets, ...mode } = request.body;
      const batch = { field: 'tickets', count: tickets.length, mode, factOf: itemFact };
      return submitBatch(deps.engine, { request, reply }, batch);
    },
  );
}

function itemFact(item: Json): FactRequest {
  const { idempotency_key, ...ticket } = parse('body', itemInput, item);
  return { ...ticketFact(ticket), ...(idempotency_key === undefined ? {} : { key: idempotency_key }) };
}

function ticketFact(input: z.output<typeof ticketInput>): FactRequest {
  const { customer, reference, status, updated_at } = input;
  return {
    customer,
    body: {
      kind: 'ticket.record',
      ticketId: keyHashOf({ operation: 'ticket', key: reference, sent: null }),
      reference,
      status,
      type: input.type ?? null,
      subject: input.subject ?? null,
      link: input.link ?? null,
      submittedAt: input.submitted_at ?? null,
    },
    operation: 'ticket.record',
    ...(updated_at === undefined ? {} : { occurredAt: updated_at }),
  };
}

function ticketJson(ticket: Ticket): z.output<typeof ticketShape> {
  const { id, reference, status, type, subject, link, updates } = ticket;
  const dates = { submitted_at: isoOrNull(ticket.submittedAt), updated_at: isoText(ticket.updatedAt) };
  return { id, reference, status, type, subject, link, ...dates, updates };
}
