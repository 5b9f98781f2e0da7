// The codes of promo lists: looked up, searched, uploaded, read as a file, cancelled. Whoever may see the codes of a list can claim
// them, so that needs the right to write.
import { Readable, Transform } from 'node:stream';
import { z } from 'zod';
import { normalCode } from '../../domain/promo/code.ts';
import { PROMO_CODE_STATUSES } from '../../domain/promo/promo.ts';
import { uploadCodes } from '../../jobs/promo/upload.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { readGeneration } from '../../storage/promo-generations.ts';
import { cancelFreeCode, codesAfter, type FoundCode, findCode, searchCodes } from '../../storage/promo-search.ts';
import type { App } from '../app.ts';
import { ARRIVAL_MAX_MS, STALL_MS, watchArrival } from '../arrival.ts';
import type { AdapterDeps } from '../deps.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import { reasonInput } from './point-shapes.ts';
import {
  codeInput,
  generationJson,
  generationShape,
  listNamed,
  listParams,
  promoCodeJson,
  promoCodeShape,
} from './promo-shapes.ts';
import { cursorInput, customerAddress, limitInput, pageOf, uuid } from './shapes.ts';
import { callerOf, submitFact } from './submit.ts';

const PAGE = 50;
const FILE_PAGE = 10_000;
/** Some five million codes. */
const UPLOAD_BYTES_MAX = 128 * 1024 ** 2;
const tags = ['Promo codes'];
const read = { scope: 'codes:read' } as const;
const write = { scope: 'codes:write' } as const;
const codeParams = z.strictObject({ code: codeInput });
const filter = { generation: uuid.optional(), status: z.enum(PROMO_CODE_STATUSES).optional() };

export function promoCodeRoutes(app: App, deps: AdapterDeps): void {
  oneRoutes(app, deps);
  searchRoute(app, deps);
  fileRoute(app, deps);
  app.register(async (uploads) => {
    // Only here: everywhere else a body is JSON, read whole and bounded.
    uploads.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
    uploadRoute(uploads.withTypeProvider(), deps);
  });
}

function oneRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/promo-codes/:code',
    {
      config: read,
      schema: {
        operationId: 'getPromoCode',
        summary:
          'One code of a single-use or third-party list, however it is typed: whose it is and whether it is claimed',
        tags,
        params: codeParams,
        response: { 200: promoCodeShape },
      },
    },
    async ({ params }) => promoCodeJson(await codeNamed(deps, params.code)),
  );

  app.post(
    '/v1/promo-codes/:code/cancel',
    {
      config: write,
      schema: {
        operationId: 'cancelPromoCode',
        summary: 'Cancel a code that is not claimed yet',
        tags,
        params: codeParams,
        body: z.strictObject({ reason: reasonInput }),
        response: { 200: promoCodeShape },
      },
    },
    async (request, reply) => {
      const { reason } = request.body;
      const { code } = await codeNamed(deps, request.params.code);
      const by = { by: callerOf(request).actor.name, reason, now: deps.clock.now() };
      if (!(await cancelFreeCode(deps.pool, code, by))) {
        const { status, customer_id: id } = await codeNamed(deps, code);
        // Assigned meanwhile or before: it is the customer's, so the customer's facts tell of it.
        if (status !== 'assigned' || id === null) throw new EngineError('promo_code_state', { status });
        const body = { kind: 'promo.cancel', code, reason } as const;
        await submitFact(deps.engine, { request, reply }, { customer: { kind: 'id', id }, body, operation: body.kind });
      }
      return promoCodeJson(await codeNamed(deps, code));
    },
  );
}

async function codeNamed({ pool }: AdapterDeps, written: string): Promise<FoundCode> {
  const found = await findCode(pool, normalCode(written));
  if (found === null) throw new EngineError('promo_code_unknown');
  return found;
}

function searchRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/promo-lists/:list/codes',
    {
      config: write,
      schema: {
        operationId: 'listPromoCodes',
        summary: 'Codes of a list, by generation and status',
        tags,
        params: listParams,
        querystring: z.strictObject({
          ...filter,
          customer: customerAddress.optional(),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(promoCodeShape) },
      },
    },
    async ({ params, query }) => {
      const { customer } = query;
      const { items, next } = await searchCodes(deps.pool, {
        list: params.list,
        generation: query.generation ?? null,
        status: query.status ?? null,
        customerId: customer === undefined ? null : (await findCustomer(deps, customer)).id,
        limit: query.limit,
        after: query.after ?? null,
      });
      return { items: items.map(promoCodeJson), next };
    },
  );
}

function fileRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/promo-lists/:list/codes.csv',
    {
      config: write,
      schema: {
        operationId: 'exportPromoCodes',
        summary: 'Codes of a list as a CSV file',
        tags,
        produces: ['text/csv'],
        params: listParams,
        querystring: z.strictObject(filter),
        response: { 200: z.any().meta({ description: 'code, status, customer_id, changed_at' }) },
      },
    },
    async ({ params, query }, reply) => {
      const { generation = null, status = null } = query;
      const file = Readable.from(linesOf(deps, { list: params.list, generation, status }));
      reply.header('content-type', 'text/csv; charset=utf-8');
      reply.header('content-disposition', `attachment; filename="${params.list}.csv"`);
      return reply.send(file);
    },
  );
}

type Wanted = Omit<Parameters<typeof codesAfter>[1], 'after' | 'limit'>;

async function* linesOf({ pool }: AdapterDeps, wanted: Wanted): AsyncGenerator<string> {
  yield 'code,status,customer_id,changed_at\n';
  let after = '';
  for (;;) {
    const rows = await codesAfter(pool, { ...wanted, after, limit: FILE_PAGE });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map(lineOf).join('');
    after = last.code;
  }
}

function lineOf(row: FoundCode): string {
  const { code, status, customer_id, changed_at } = promoCodeJson(row);
  return `${cellOf(code)},${status},${customer_id ?? ''},${changed_at}\n`;
}

/** Quoted where it must be; a sheet takes no text that begins like a formula for one. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function uploadRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/promo-lists/:list/codes',
    {
      config: { ...write, arrivesWithinMs: ARRIVAL_MAX_MS },
      schema: {
        operationId: 'uploadPromoCodes',
        summary: 'Upload codes of another party',
        description:
          'The body is a CSV file in UTF-8 with a column `code`, or with one column. Codes that are there are left out.',
        tags,
        consumes: ['text/csv'],
        params: listParams,
        response: { 200: generationShape },
      },
    },
    async (request) => {
      if (!(request.body instanceof Readable)) throw new EngineError('unsupported_media_type');
      const { name, definition } = await listNamed(deps, request.params.list);
      if (definition.kind === 'multi_use')
        throw new EngineError('promo_list_kind', { list: name, kind: definition.kind });
      const watch = watchArrival(request, STALL_MS);
      try {
        const { promoListByCode } = await liveProgramme(deps);
        const by = callerOf(request).actor.name;
        const file = request.body.pipe(bounded(watch.arrived));
        const id = await uploadCodes(deps, file, { list: name, by, taken: new Set(promoListByCode.keys()) });
        const found = await readGeneration(deps.pool, id);
        if (found === null) throw new EngineError('not_found');
        return generationJson(found);
      } finally {
        watch.end();
      }
    },
  );
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
