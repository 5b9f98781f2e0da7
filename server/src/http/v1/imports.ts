// Imports over HTTP: the file is the body and is written to disk as it comes; the jobs process carries the import out.
// How far it is, what it added up, and which rows were rejected is read afterwards.
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isoText } from '../../domain/time.ts';
import { readMapping } from '../../jobs/import/columns.ts';
import { openImport } from '../../jobs/import/open.ts';
import { EngineError } from '../../pipeline/submission.ts';
import {
  cancelImport,
  IMPORT_KINDS,
  type ImportRow,
  readImport,
  readImports,
  readRejections,
} from '../../storage/imports.ts';
import type { App } from '../app.ts';
import { ARRIVAL_MAX_MS, STALL_MS, watchArrival } from '../arrival.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { flagInput, instant, instantOrNull, limitInput, nameInput, pageOf, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';

const PAGE = 50;
const PAGE_LIMIT = 1_000;
const MAPPING_MAX = 6_000;
/** Some twenty million customers; more come in several files. */
const UPLOAD_BYTES_MAX = 4 * 1024 ** 3;
const tags = ['Imports'];
/** Imports book points and levels without asking any limit. */
const config = { scope: 'admin' } as const;
/** Some 5 Mbit/s are enough for the largest file. */
const uploadConfig = { ...config, arrivesWithinMs: ARRIVAL_MAX_MS } as const;
const importParams = z.strictObject({ import: uuid });

const importQuery = z.strictObject({
  kind: z.enum(IMPORT_KINDS),
  source: nameInput.optional().meta({
    description: 'Rows of balances, tiers and tags are known again by it; needed for these kinds.',
  }),
  dry_run: flagInput,
  welcome: flagInput.meta({ description: 'New customers set off rules and messages like those who sign up.' }),
  mapping: z.string().max(MAPPING_MAX).optional().meta({ description: 'A mapping as in docs/import.md, as JSON.' }),
});

const sumsShape = z.strictObject({ rows: z.int(), amount: z.int(), spent: z.int() });

const importShape = z
  .strictObject({
    id: uuid,
    kind: z.enum(IMPORT_KINDS),
    source: z.string(),
    dry_run: z.boolean(),
    welcome: z.boolean(),
    status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    total: z.int().nullable(),
    done: z.int(),
    created: z.int(),
    changed: z.int(),
    unchanged: z.int().meta({ description: 'Rows that were on the books already.' }),
    rejected: z.int(),
    sums: z.strictObject({
      file: z
        .record(z.string(), z.strictObject({ imported: sumsShape, known: sumsShape, rejected: sumsShape }))
        .meta({ description: 'By account, level or tag.' }),
      books: z
        .record(z.string(), sumsShape)
        .nullable()
        .meta({ description: 'What the books say of this source at the end.' }),
    }),
    started_at: instant,
    finished_at: instantOrNull,
    error: z.string().nullable(),
  })
  .meta({ id: 'Import' });

const rejectionShape = z
  .strictObject({ row: z.int(), line: z.int(), column: z.string(), code: z.string(), expected: z.string() })
  .meta({ id: 'RejectedRow' });

export function importRoutes(app: App, deps: AdapterDeps): void {
  app.register(async (uploads) => {
    // Only here: everywhere else a body is JSON, read whole and bounded.
    uploads.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
    startRoute(uploads.withTypeProvider(), deps);
  });
  readRoutes(app, deps);

  app.post(
    '/v1/imports/:import/cancel',
    {
      config,
      schema: {
        operationId: 'cancelImport',
        summary: 'Stop an import; the rows that came in stay',
        tags,
        params: importParams,
        response: { 200: importShape },
      },
    },
    async ({ params }) => {
      const row = await findImport(deps, params.import);
      const isStopped = await cancelImport(deps.pool, row.id);
      if (isStopped && row.isUploaded && row.host === hostname()) await rm(row.file, { force: true });
      return importJson(await findImport(deps, row.id));
    },
  );
}

function startRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/imports',
    {
      config: uploadConfig,
      schema: {
        operationId: 'startImport',
        summary: 'Import a CSV file',
        description:
          'The body is the file, as `text/csv` in UTF-8. Answered once it is there and its header is understood.',
        tags,
        consumes: ['text/csv'],
        querystring: importQuery,
        response: { 202: importShape },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { kind } = query;
      if (!(request.body instanceof Readable)) throw new EngineError('unsupported_media_type');
      const source = query.source ?? (kind === 'customers' ? 'upload' : null);
      if (source === null)
        throw new EngineError('import_invalid', { reason: `name the source of ${kind}: ?source=NAME.` });
      const mapping = query.mapping === undefined ? { columns: {}, delimiter: null } : readMapping(query.mapping, null);
      const options = {
        ...mapping,
        isDryRun: query.dry_run ?? false,
        isWelcoming: query.welcome ?? false,
        withCustomers: false,
      };
      const file = await receive(deps, request, request.body);
      try {
        const { actor } = callerOf(request);
        const { row } = await openImport(deps, { kind, file, source, isUploaded: true, options, actor });
        reply.code(202).header('location', `/v1/imports/${row.id}`);
        return importJson(row);
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    },
  );
}

/** Writes the body to a file that nobody else may read; a sender who goes away leaves nothing behind. */
async function receive({ config: { dataDir } }: AdapterDeps, request: FastifyRequest, body: Readable): Promise<string> {
  const folder = path.join(dataDir ?? tmpdir(), 'imports');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${randomUUID()}.csv`);
  const watch = watchArrival(request, STALL_MS);
  try {
    await pipeline(body, bounded(watch.arrived), createWriteStream(file, { mode: 0o600 }));
    return file;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    watch.end();
  }
}

function bounded(arrived: () => void): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      arrived();
      bytes += chunk.length;
      if (bytes <= UPLOAD_BYTES_MAX) done(null, chunk);
      else done(new EngineError('payload_too_large', { limit: `${UPLOAD_BYTES_MAX} bytes` }));
    },
  });
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/imports',
    {
      config,
      schema: {
        operationId: 'listImports',
        summary: 'Imports, newest first',
        tags,
        querystring: z.strictObject({ limit: limitInput(PAGE_LIMIT, PAGE), after: uuid.optional() }),
        response: { 200: pageOf(importShape) },
      },
    },
    async ({ query }) => {
      const rows = await readImports(deps.pool, { limit: query.limit, after: query.after ?? null });
      return { items: rows.map(importJson), next: rows.length === query.limit ? (rows.at(-1)?.id ?? null) : null };
    },
  );

  app.get(
    '/v1/imports/:import',
    {
      config,
      schema: {
        operationId: 'getImport',
        summary: 'One import and how far it is',
        tags,
        params: importParams,
        response: { 200: importShape },
      },
    },
    async ({ params }) => importJson(await findImport(deps, params.import)),
  );

  app.get(
    '/v1/imports/:import/rejected',
    {
      config,
      schema: {
        operationId: 'listRejectedRows',
        summary: 'Rows that could not be taken, and why',
        tags,
        params: importParams,
        querystring: z.strictObject({
          limit: limitInput(PAGE_LIMIT, PAGE),
          after: z.coerce.number().int().min(0).default(0),
        }),
        response: { 200: pageOf(rejectionShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findImport(deps, params.import);
      const items = await readRejections(deps.pool, id, query);
      const last = items.length === query.limit ? items.at(-1) : undefined;
      return { items: [...items], next: last === undefined ? null : String(last.row) };
    },
  );
}

async function findImport(deps: AdapterDeps, id: string): Promise<ImportRow> {
  const row = await readImport(deps.pool, id);
  if (row === null) throw new EngineError('not_found');
  return row;
}

function importJson(row: ImportRow): z.output<typeof importShape> {
  return {
    id: row.id,
    kind: row.kind,
    source: row.source,
    dry_run: row.options.isDryRun,
    welcome: row.options.isWelcoming,
    status: row.status,
    total: row.total,
    done: row.done,
    created: row.created,
    changed: row.changed,
    unchanged: row.unchanged,
    rejected: row.rejected,
    sums: row.sums,
    started_at: isoText(row.startedAt),
    finished_at: isoOrNull(row.finishedAt),
    error: row.error,
  };
}
