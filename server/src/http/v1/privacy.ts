// What customers ask about their data, and agents for them: a copy, to be forgotten, processing stopped and resumed, a legal
// hold. Each is a fact; how far it has come stands in the list of requests.
import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  EXPORT_FORMATS,
  FORGET_REASONS,
  IDENTITY_METHODS,
  type IdentityCheck,
  REQUEST_KINDS,
  REQUEST_STATUSES,
} from '../../domain/privacy/privacy.ts';
import { isoText } from '../../domain/time.ts';
import { listExpired, type RetentionLine } from '../../jobs/privacy/retention.ts';
import { type CustomerRef, EngineError } from '../../pipeline/submission.ts';
import { type CustomerRecord, readCustomer } from '../../storage/customers.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { COLUMN_CLASSES, classOf, DATA_MAP, type TableData, TREATMENTS } from '../../storage/privacy/data-map.ts';
import { readPieces } from '../../storage/privacy/files.ts';
import { countHeldBack, listRequests, type OwnedRequest, readRequest } from '../../storage/privacy/requests.ts';
import { RETAINED } from '../../storage/privacy/retention.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { decisionShape } from './decision-shape.ts';
import {
  cursorInput,
  customerAddress,
  customerParams,
  instant,
  instantOrNull,
  limitInput,
  nameInput,
  pageOf,
  uuid,
} from './shapes.ts';
import { callerOf, decide, type Exchange, submitFact } from './submit.ts';

const PAGE = 50;
const NOTE_MAX = 500;
const tags = ['Privacy'];
const readConfig = { scope: 'privacy:read' } as const;
const writeConfig = { scope: 'privacy:write' } as const;

const identityInput = z
  .strictObject({ method: z.enum(IDENTITY_METHODS), by: nameInput.optional() })
  .meta({ description: 'How it was made sure that the customer asks, and who did; left out, it is who sends this.' });
const noteInput = z.string().min(1).max(NOTE_MAX).nullable().default(null);
const reasonInput = z.string().min(1).max(NOTE_MAX);

const forgetInput = z.strictObject({ identity: identityInput, reason: z.enum(FORGET_REASONS), note: noteInput });
const exportInput = z.strictObject({
  identity: identityInput,
  format: z.enum(EXPORT_FORMATS).default('zip'),
  note: noteInput,
});
const stopInput = z.strictObject({ identity: identityInput.nullable().default(null), note: noteInput });
const holdInput = z.strictObject({ reason: reasonInput });

const stateShape = z
  .strictObject({
    customer_id: uuid,
    processing: z.enum(['active', 'stopped', 'forgotten']),
    stopped_at: instantOrNull,
    held_back: z.strictObject({
      refused: z.int().meta({ description: 'Facts that were refused since processing was stopped.' }),
      unsent: z.int().meta({ description: 'Messages that were not sent since then.' }),
    }),
    legal_hold_at: instantOrNull,
    forgotten_at: instantOrNull,
  })
  .meta({ id: 'PrivacyState' });

const requestShape = z
  .strictObject({
    id: uuid,
    customer_id: uuid,
    kind: z.enum(REQUEST_KINDS),
    status: z.enum(REQUEST_STATUSES),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    identity: z.strictObject({ method: z.enum(IDENTITY_METHODS), by: z.string().nullable() }).nullable(),
    requested_at: instant,
    requested_by: z.string(),
    completed_at: instantOrNull,
    format: z.enum(EXPORT_FORMATS).nullable(),
    expires_at: instantOrNull.meta({ description: 'Of an export: until when it can be downloaded.' }),
    downloads: z.int(),
  })
  .meta({ id: 'PrivacyRequest' });

const listQuery = {
  kind: z.enum(REQUEST_KINDS).optional(),
  status: z.enum(REQUEST_STATUSES).optional(),
  limit: limitInput(PAGE_MAX, PAGE),
  after: cursorInput,
};

export function privacyRoutes(app: App, deps: AdapterDeps): void {
  fileRoute(app, deps);
  retentionRoutes(app, deps);
  stateRoute(app, deps);
  listRoutes(app, deps);
  exportRoute(app, deps);
  forgetRoute(app, deps);
  processingRoutes(app, deps);
  holdRoutes(app, deps);
}

/** Deleted and forgotten customers have rights, too: they are found by whatever names them still. */
async function findAnybody(deps: AdapterDeps, ref: CustomerRef): Promise<CustomerRecord> {
  const id = ref.kind === 'id' ? ref.id : await deps.engine.resolve(ref);
  const record = await readCustomer(deps.pool, id);
  if (record === null) throw new EngineError('customer_not_found', { customer: id });
  return record;
}

function stateRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/privacy',
    {
      config: readConfig,
      schema: {
        operationId: 'getPrivacyState',
        summary: 'Whether a customer is processed, held or forgotten, and what was held back',
        tags,
        params: customerParams,
        response: { 200: stateShape },
      },
    },
    async ({ params }) => {
      const { id, profile } = await findAnybody(deps, params.customer);
      const { stoppedAt, legalHoldAt, forgottenAt } = profile;
      const heldBack = stoppedAt === null ? { refused: 0, unsent: 0 } : await countHeldBack(deps.pool, id, stoppedAt);
      const standing = stoppedAt === null ? ('active' as const) : ('stopped' as const);
      return {
        customer_id: id,
        processing: forgottenAt === null ? standing : ('forgotten' as const),
        stopped_at: isoOrNull(stoppedAt),
        held_back: heldBack,
        legal_hold_at: isoOrNull(legalHoldAt),
        forgotten_at: isoOrNull(forgottenAt),
      };
    },
  );
}

function listRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/privacy/requests',
    {
      config: readConfig,
      schema: {
        operationId: 'listPrivacyRequests',
        summary: 'What customers asked about their data, newest first',
        tags,
        querystring: z.strictObject(listQuery),
        response: { 200: pageOf(requestShape) },
      },
    },
    async ({ query }) => requestsJson(deps, query, undefined),
  );

  app.get(
    '/v1/customers/:customer/privacy/requests',
    {
      config: readConfig,
      schema: {
        operationId: 'listCustomerPrivacyRequests',
        summary: 'What a customer asked about their data, newest first',
        tags,
        params: customerParams,
        querystring: z.strictObject(listQuery),
        response: { 200: pageOf(requestShape) },
      },
    },
    async ({ params, query }) => requestsJson(deps, query, (await findAnybody(deps, params.customer)).id),
  );

  app.get(
    '/v1/customers/:customer/privacy/requests/:request',
    {
      config: readConfig,
      schema: {
        operationId: 'getPrivacyRequest',
        summary: 'One request and how far it is',
        tags,
        params: z.strictObject({ customer: customerAddress, request: uuid }),
        response: { 200: requestShape },
      },
    },
    async ({ params }) => {
      const { id } = await findAnybody(deps, params.customer);
      const request = await readRequest(deps.pool, id, params.request);
      if (request === null) throw new EngineError('privacy_request_not_found', { request: params.request });
      return requestJson(request);
    },
  );
}

type ListQuery = z.output<z.ZodObject<typeof listQuery>>;

async function requestsJson(deps: AdapterDeps, query: ListQuery, customerId: string | undefined) {
  const { kind, status, limit, after = null } = query;
  const { items, next } = await listRequests(deps.pool, { customerId, kind, status }, { limit, after });
  return { items: items.map(requestJson), next };
}

function requestJson(request: OwnedRequest): z.output<typeof requestShape> {
  const { identityMethod: method, identityBy: by } = request;
  return {
    id: request.id,
    customer_id: request.customerId,
    kind: request.kind,
    status: request.status,
    reason: request.reason,
    note: request.note,
    identity: method === null ? null : { method, by },
    requested_at: isoText(request.requestedAt),
    requested_by: request.requestedBy,
    completed_at: isoOrNull(request.completedAt),
    format: request.format,
    expires_at: isoOrNull(request.expiresAt),
    downloads: request.downloads,
  };
}

function identityOf(request: Exchange['request'], given: z.output<typeof identityInput>): IdentityCheck {
  return { method: given.method, by: given.by ?? callerOf(request).actor.name };
}

function exportRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/privacy/export',
    {
      config: writeConfig,
      schema: {
        operationId: 'requestExport',
        summary: 'Make a copy of everything that is held on a customer',
        tags,
        params: customerParams,
        body: exportInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { identity, format, note } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'export.request', identity: identityOf(request, identity), format, note },
          operation: 'privacy.export',
        },
      );
    },
  );
}

function fileRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/privacy/exports/:request/file',
    {
      config: readConfig,
      schema: {
        operationId: 'downloadExport',
        summary: 'The file of an export, as long as it can be had; each download is recorded',
        tags,
        params: z.strictObject({ customer: customerAddress, request: uuid }),
      },
    },
    async (request, reply) => {
      const { customer, request: requestId } = request.params;
      const fact = { customer, body: { kind: 'export.download', requestId } as const, operation: 'privacy.download' };
      const { customerId } = await submitFact(deps.engine, { request, reply }, { ...fact, sent: requestId });
      const found = await readRequest(deps.pool, customerId, requestId);
      const format = found?.format ?? 'zip';
      return reply
        .header('content-type', format === 'zip' ? 'application/zip' : 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="privacy-${customerId}.${format}"`)
        .send(Readable.from(readPieces(deps.pool, { customerId, requestId })));
    },
  );
}

const retentionShape = z
  .strictObject({
    items: z.array(
      z.strictObject({
        kind: z.enum(RETAINED),
        before: instantOrNull.meta({ description: 'What is older goes; null: it is kept.' }),
        rows: z.int(),
        more: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Retention' });

function retentionRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/privacy/retention',
    {
      config: readConfig,
      schema: {
        operationId: 'listExpired',
        summary: 'What was kept long enough and would be dropped tonight',
        tags,
        response: { 200: retentionShape },
      },
    },
    async () => ({ items: (await listExpired(deps)).map(retentionJson) }),
  );

  app.get(
    '/v1/privacy/data-map',
    {
      config: readConfig,
      schema: {
        operationId: 'getDataMap',
        summary: 'What every column holds of a person, and what forgetting does with it',
        tags,
        response: { 200: dataMapShape },
      },
    },
    async () => ({ items: Object.entries(DATA_MAP).map(([table, data]) => tableJson(table, data)) }),
  );
}

function retentionJson({ kind, before, rows, isMore }: RetentionLine) {
  return { kind, before: isoOrNull(before), rows, more: isMore };
}

const dataMapShape = z
  .strictObject({
    items: z.array(
      z.strictObject({
        table: z.string(),
        about: z.string(),
        forget: z.enum(TREATMENTS),
        export: z.string().nullable(),
        columns: z.array(z.strictObject({ column: z.string(), class: z.enum(COLUMN_CLASSES) })),
      }),
    ),
  })
  .meta({ id: 'DataMap' });

function tableJson(table: string, { about, forget, export: file, columns }: TableData) {
  const named = Object.entries(columns).map(([column, found]) => ({ column, class: classOf(found) }));
  return { table, about, forget, export: file, columns: named };
}

function forgetRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/privacy/forget',
    {
      config: writeConfig,
      schema: {
        operationId: 'forgetCustomer',
        summary: 'Erase everything that tells who a customer is; this cannot be undone',
        tags,
        params: customerParams,
        body: forgetInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { identity, reason, note } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'customer.forget', identity: identityOf(request, identity), reason, note },
          operation: 'privacy.forget',
        },
      );
    },
  );
}

function processingRoutes(app: App, deps: AdapterDeps): void {
  const steps = [
    { word: 'stop', kind: 'processing.stop', operationId: 'stopProcessing', summary: 'Stop processing a customer' },
    { word: 'resume', kind: 'processing.resume', operationId: 'resumeProcessing', summary: 'Process a customer again' },
  ] as const;
  for (const { word, kind, operationId, summary } of steps) {
    app.post(
      `/v1/customers/:customer/privacy/${word}`,
      {
        config: writeConfig,
        schema: {
          operationId,
          summary,
          tags,
          params: customerParams,
          body: stopInput.default({ identity: null, note: null }),
          response: { 200: decisionShape },
        },
      },
      async (request, reply) => {
        const { identity, note } = request.body;
        const checked = identity === null ? null : identityOf(request, identity);
        return decide(
          deps.engine,
          { request, reply },
          {
            customer: request.params.customer,
            body: { kind, identity: checked, note },
            operation: `privacy.${word}`,
          },
        );
      },
    );
  }
}

function holdRoutes(app: App, deps: AdapterDeps): void {
  const steps = [
    { path: 'legal-hold', kind: 'legal_hold.set', operationId: 'setLegalHold', summary: 'Forbid to forget a customer' },
    {
      path: 'legal-hold/lift',
      kind: 'legal_hold.lift',
      operationId: 'liftLegalHold',
      summary: 'Allow to forget a customer again',
    },
  ] as const;
  for (const { path, kind, operationId, summary } of steps) {
    app.post(
      `/v1/customers/:customer/privacy/${path}`,
      {
        config: writeConfig,
        schema: {
          operationId,
          summary,
          tags,
          params: customerParams,
          body: holdInput,
          response: { 200: decisionShape },
        },
      },
      async (request, reply) =>
        decide(
          deps.engine,
          { request, reply },
          {
            customer: request.params.customer,
            body: { kind, reason: request.body.reason },
            operation: `privacy.${kind}`,
          },
        ),
    );
  }
}
