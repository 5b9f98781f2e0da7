// Notes on a customer: listed, added, changed, taken away, and what each of them said before. Each change is a fact.
import { z } from 'zod';
import type { Note } from '../../domain/notes/note.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { type NoteRevision, readNoteHistory, readNotes } from '../../storage/notes-reading.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { reasonInput } from './point-shapes.ts';
import { cursorInput, customerAddress, customerParams, instant, limitInput, pageOf, uuid } from './shapes.ts';
import { decide } from './submit.ts';

const PAGE = 50;
const TEXT_MAX = 5_000;
const tags = ['Notes'];
const read = { scope: 'customers:read' } as const;
const write = { scope: 'customers:write' } as const;

const noteParams = z.strictObject({ customer: customerAddress, note: uuid });
const reasonOrNull = reasonInput.nullable().default(null).meta({ description: 'Why the note is there.' });
const noteInput = z
  .strictObject({ text: z.string().trim().min(1).max(TEXT_MAX), reason: reasonOrNull })
  .meta({ id: 'NoteContent' });

const noteShape = z
  .strictObject({
    id: uuid,
    text: z.string(),
    reason: z.string().nullable(),
    author: z.string(),
    created_at: instant,
    updated_at: instant,
    updated_by: z.string(),
    edits: z.int(),
  })
  .meta({ id: 'Note' });

const revisionShape = z
  .strictObject({
    decision_id: uuid,
    action: z.enum(['added', 'edited', 'removed']),
    text: z.string().nullable().meta({ description: 'What it said from then on; null when it was removed.' }),
    reason: z.string().nullable(),
    at: instant,
    actor: z.strictObject({ kind: z.string(), name: z.string() }),
  })
  .meta({ id: 'NoteRevision' });

export function noteRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  addRoute(app, deps);
  changeRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/notes',
    {
      config: read,
      schema: {
        operationId: 'listNotes',
        summary: 'Notes on a customer, newest first',
        tags,
        params: customerParams,
        querystring: z.strictObject({ limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(noteShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { items, next } = await readNotes(deps.pool, id, { limit: query.limit, after: query.after ?? null });
      return { items: items.map(noteJson), next };
    },
  );

  app.get(
    '/v1/customers/:customer/notes/:note/history',
    {
      config: read,
      schema: {
        operationId: 'getNoteHistory',
        summary: 'What a note said before, who changed it and when; oldest first',
        tags,
        params: noteParams,
        querystring: z.strictObject({ limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(revisionShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const page = { limit: query.limit, after: query.after ?? null };
      const { items, next } = await readNoteHistory(deps.pool, { customerId: id, noteId: params.note }, page);
      if (items.length === 0 && page.after === null) throw new EngineError('note_not_found', { note: params.note });
      return { items: items.map(revisionJson), next };
    },
  );
}

function addRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/notes',
    {
      config: write,
      schema: {
        operationId: 'addNote',
        summary: 'Add a note; its id stands in the outcome',
        tags,
        params: customerParams,
        body: noteInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { text, reason } = request.body;
      const body = { kind: 'note.add', text, reason } as const;
      return decide(deps.engine, { request, reply }, { customer: request.params.customer, body, operation: body.kind });
    },
  );
}

function changeRoutes(app: App, deps: AdapterDeps): void {
  app.put(
    '/v1/customers/:customer/notes/:note',
    {
      config: write,
      schema: {
        operationId: 'editNote',
        summary: 'Change what a note says',
        tags,
        params: noteParams,
        body: noteInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, note: noteId } = request.params;
      const body = { kind: 'note.edit', noteId, text: request.body.text, reason: request.body.reason } as const;
      const sent = { note: noteId, body: request.sent };
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent });
    },
  );

  app.delete(
    '/v1/customers/:customer/notes/:note',
    {
      config: write,
      schema: {
        operationId: 'removeNote',
        summary: 'Take a note away; its history stays',
        tags,
        params: noteParams,
        querystring: z.strictObject({ reason: reasonInput.optional() }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, note: noteId } = request.params;
      const reason = request.query.reason ?? null;
      const body = { kind: 'note.remove', noteId, reason } as const;
      const sent = { note: noteId, reason };
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent });
    },
  );
}

function noteJson(note: Note): z.output<typeof noteShape> {
  return {
    id: note.id,
    text: note.text,
    reason: note.reason,
    author: note.author,
    created_at: isoText(note.createdAt),
    updated_at: isoText(note.updatedAt),
    updated_by: note.updatedBy,
    edits: note.edits,
  };
}

function revisionJson(revision: NoteRevision): z.output<typeof revisionShape> {
  const { factId, action, text, reason, at, actor } = revision;
  return { decision_id: factId, action, text, reason, at: isoText(at), actor: { ...actor } };
}
