// Promo lists: which there are and how they stand, writing and taking out one, and the batches of codes that are made for them.
// What a list says stands in the programme; a batch is made by the jobs.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { PromoList } from '../../domain/programme/programme.ts';
import { PREFIX } from '../../domain/promo/code.ts';
import { keyHashOf } from '../../pipeline/hashes.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import {
  askForCancel,
  insertGeneration,
  type PromoGeneration,
  readGeneration,
  readGenerations,
  sumGenerations,
} from '../../storage/promo-generations.ts';
import { countClaims, countCodes } from '../../storage/promo-search.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { PROGRAMME_LIMITS } from '../edge.ts';
import { isoOrNull } from './customer-shape.ts';
import { liveProgramme } from './live-programme.ts';
import { reasonInput } from './point-shapes.ts';
import { appliedShape, expectedVersionInput, noteInput } from './programme.ts';
import { generationJson, generationShape, listNamed, listParams, promoListShape, statusOf } from './promo-shapes.ts';
import { publishEntry } from './publish-entry.ts';
import { cursorInput, jsonObject, limitInput, nameInput, pageOf, uuid } from './shapes.ts';
import { callerOf, idempotencyKey } from './submit.ts';

const PAGE = 50;
/** Ten million are half an hour of work; more come in several batches. */
const CODES_MAX = 10_000_000;
const tags = ['Promo codes'];
const read = { scope: 'codes:read' } as const;
const write = { scope: 'codes:write' } as const;
const generationParams = z.strictObject({ list: nameInput, generation: uuid });

export function promoListRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  writeRoutes(app, deps);
  generateRoute(app, deps);
  generationRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/promo-lists',
    {
      config: read,
      schema: {
        operationId: 'listPromoLists',
        summary: 'All promo lists of the programme, with their claims',
        tags,
        response: { 200: z.strictObject({ items: z.array(promoListShape) }) },
      },
    },
    async () => {
      const { promoLists } = await liveProgramme(deps);
      return { items: await describe(deps, [...promoLists.values()]) };
    },
  );

  app.get(
    '/v1/promo-lists/:list',
    {
      config: read,
      schema: {
        operationId: 'getPromoList',
        summary: 'One promo list, with its definition and how many codes are in which status',
        tags,
        params: listParams,
        response: {
          200: promoListShape
            .extend({
              definition: jsonObject,
              codes_by_status: z.strictObject({
                free: z.int(),
                assigned: z.int(),
                claimed: z.int(),
                cancelled: z.int(),
              }),
            })
            .meta({ id: 'PromoListInFull' }),
        },
      },
    },
    async ({ params }) => {
      const list = await listNamed(deps, params.list);
      const [found] = await describe(deps, [list]);
      if (found === undefined) throw new EngineError('unknown_promo_list', { list: params.list });
      const codes_by_status = await countCodes(deps.pool, list.name);
      return { ...found, definition: JSON.parse(JSON.stringify(list.definition)), codes_by_status };
    },
  );
}

async function describe(
  { pool, clock }: AdapterDeps,
  lists: readonly PromoList[],
): Promise<z.output<typeof promoListShape>[]> {
  const names = lists.map(({ name }) => name);
  const [claims, made] = await Promise.all([countClaims(pool, names), sumGenerations(pool)]);
  const now = clock.now();
  return lists.map((list) => ({
    list: list.name,
    title: list.definition.title,
    kind: list.definition.kind,
    code: list.definition.code ?? null,
    status: statusOf(list, now),
    starts_at: isoOrNull(list.startsAt),
    ends_at: isoOrNull(list.endsAt),
    entry_cap: list.definition.global_entry_cap ?? null,
    claims: claims.get(list.name) ?? 0,
    codes: made.get(list.name)?.made ?? 0,
  }));
}

function writeRoutes(app: App, deps: AdapterDeps): void {
  app.put(
    '/v1/promo-lists/:list',
    {
      config: { ...write, edge: PROGRAMME_LIMITS },
      schema: {
        operationId: 'putPromoList',
        summary: 'Write a promo list: a new one, or another definition of one that is there',
        tags,
        params: listParams,
        body: z.strictObject({
          definition: jsonObject.meta({ description: 'As it stands in a programme under `promo_lists`.' }),
          expected_version: expectedVersionInput,
          note: noteInput,
        }),
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { definition, expected_version: expected, note } = request.body;
      const { list: name } = request.params;
      const by = callerOf(request).actor;
      return publishEntry(deps, { ...entryOf(name), definition, expected, note, by });
    },
  );

  app.delete(
    '/v1/promo-lists/:list',
    {
      config: write,
      schema: {
        operationId: 'deletePromoList',
        summary: 'Take a promo list out of the programme; none of its codes can be claimed any more',
        tags,
        params: listParams,
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { list: name } = request.params;
      const by = callerOf(request).actor;
      return publishEntry(deps, { ...entryOf(name), definition: null, expected: undefined, note: null, by });
    },
  );
}

function entryOf(name: string) {
  return { section: 'promo_lists', name, unknown: { code: 'unknown_promo_list', detail: { list: name } } } as const;
}

function generateRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/promo-lists/:list/generations',
    {
      config: write,
      schema: {
        operationId: 'generatePromoCodes',
        summary: 'Make a batch of single-use codes; with an Idempotency-Key, one batch for each key',
        tags,
        params: listParams,
        body: z.strictObject({
          count: z.int().min(1).max(CODES_MAX),
          prefix: z.string().toUpperCase().regex(PREFIX, 'at most 12 letters and digits').default(''),
        }),
        response: { 202: generationShape },
      },
    },
    async (request, reply) => {
      const { count: wanted, prefix } = request.body;
      const { name, definition } = await listNamed(deps, request.params.list);
      if (definition.kind !== 'single_use')
        throw new EngineError('promo_list_kind', { list: name, kind: definition.kind });
      const { name: actor_name } = callerOf(request).actor;
      const id = idOf(name, idempotencyKey(request));
      const asked = { id, list: name, kind: 'generated', prefix, wanted, actor_name } as const;
      const isNew = await insertGeneration(deps.pool, { ...asked, now: deps.clock.now() });
      const found = await generationOf(deps, name, id);
      if (!isNew && (found.wanted !== wanted || found.prefix !== prefix)) throw new EngineError('key_reused');
      if (!isNew) reply.header('idempotent-replay', 'true');
      reply.code(202).header('location', `/v1/promo-lists/${name}/generations/${id}`);
      return generationJson(found);
    },
  );
}

/** A key makes the id, so that the same request again finds the batch that the first one asked for. */
function idOf(list: string, key: string | null): string {
  return key === null ? randomUUID() : keyHashOf({ operation: `promo.generate:${list}`, key, sent: null });
}

function generationRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/promo-lists/:list/generations',
    {
      config: read,
      schema: {
        operationId: 'listPromoGenerations',
        summary: 'Batches of codes of a list, newest first',
        tags,
        params: listParams,
        querystring: z.strictObject({ limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(generationShape) },
      },
    },
    async ({ params, query }) => {
      const page = { limit: query.limit, after: query.after ?? null };
      const { items, next } = await readGenerations(deps.pool, params.list, page);
      return { items: items.map(generationJson), next };
    },
  );

  app.get(
    '/v1/promo-lists/:list/generations/:generation',
    {
      config: read,
      schema: {
        operationId: 'getPromoGeneration',
        summary: 'One batch of codes and how far it is',
        tags,
        params: generationParams,
        response: { 200: generationShape },
      },
    },
    async ({ params }) => generationJson(await generationOf(deps, params.list, params.generation)),
  );

  app.post(
    '/v1/promo-lists/:list/generations/:generation/cancel',
    {
      config: write,
      schema: {
        operationId: 'cancelPromoGeneration',
        summary: 'Take a batch back: codes that are not claimed yet cannot be claimed any more',
        tags,
        params: generationParams,
        body: z.strictObject({ reason: reasonInput }),
        response: { 202: generationShape },
      },
    },
    async (request, reply) => {
      const { list, generation } = request.params;
      const { id, status } = await generationOf(deps, list, generation);
      const by = { name: callerOf(request).actor.name, reason: request.body.reason };
      if (!(await askForCancel(deps.pool, id, by)))
        throw new EngineError('promo_generation_state', { generation: id, status });
      reply.code(202);
      return generationJson(await generationOf(deps, list, id));
    },
  );
}

async function generationOf({ pool }: AdapterDeps, list: string, id: string): Promise<PromoGeneration> {
  const found = await readGeneration(pool, id);
  if (found === null || found.list !== list) throw new EngineError('not_found');
  return found;
}
