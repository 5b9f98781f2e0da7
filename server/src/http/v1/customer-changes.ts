// One change of many customers: of those named, each answered on its own, or of all that a search finds, by a run that goes on in
// the background. Each customer's tag is a fact like any other; what is asked of a customer-data platform is none.
import { z } from 'zod';
import type { Json } from '../../domain/facts.ts';
import { changeBody } from '../../jobs/run-works.ts';
import { cancelRun, type RunRow, readRun, startRun } from '../../jobs/runs.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { CustomerSearch } from '../../storage/customers.ts';
import type { CustomerChange } from '../../storage/runs.ts';
import { startBackfill } from '../../sync/backfill.ts';
import type { App } from '../app.ts';
import type { Caller } from '../authenticate.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, parse } from '../edge.ts';
import { BATCH_MAX, batchShape, sentItems, submitBatch } from './batch.ts';
import { searchFields, searchOf } from './customers.ts';
import { tagInput, ttlInput } from './labels.ts';
import { requireScope } from './require-scope.ts';
import { runJson, runShape } from './runs.ts';
import { customerAddress, uuid } from './shapes.ts';
import { callerOf, type Exchange } from './submit.ts';
import { askOfNamed, isQueued, platformResultShape } from './sync-actions.ts';
import { syncOf } from './sync-of.ts';
import { connectionName } from './sync-shape.ts';

const tags = ['Customers'];
const config = { scope: 'customers:write' } as const;
const params = z.strictObject({ run: uuid });

const changeInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag'), tag: tagInput, ttl_seconds: ttlInput }),
  z.strictObject({ kind: z.literal('untag'), tag: tagInput }),
  z.strictObject({ kind: z.literal(['push', 'sync_tag', 'sync_untag']), connection: connectionName }).meta({
    description:
      'On a customer-data platform: sent there again, or with the Loyalty tag, or without it. Needs sync:write too.',
  }),
]);
type ChangeInput = z.output<typeof changeInput>;
type PlatformChange = Extract<ChangeInput, { connection: string }>;

/** What is asked of a platform for each kind of change. */
const ACTIONS = { push: 'push', sync_tag: 'tag', sync_untag: 'untag' } as const;

const changesShape = z.union([
  batchShape,
  z
    .strictObject({
      accepted: z.int(),
      replayed: z.literal(0),
      refused: z.int(),
      results: z.array(platformResultShape),
    })
    .meta({ description: 'Of what is asked of a platform; what came of it is told by `getCustomerSync`.' }),
]);

const namedInput = z.strictObject({
  change: changeInput,
  customers: z
    .array(z.unknown().meta({ type: 'string', description: 'The id, or `type:value` of an identifier.' }))
    .min(1)
    .meta({ maxItems: BATCH_MAX }),
});
const searchInput = z.strictObject({
  change: changeInput,
  search: z
    .strictObject(searchFields)
    .meta({ description: 'As in `searchCustomers`; without any condition it is everybody.' }),
});

export function customerChangeRoutes(app: App, deps: AdapterDeps): void {
  namedRoute(app, deps);
  startRoute(app, deps);
  app.get(
    '/v1/customer-changes/runs/:run',
    {
      config,
      schema: {
        operationId: 'getCustomerChange',
        summary: 'How far a change of many customers is',
        tags,
        params,
        response: { 200: runShape },
      },
    },
    async (request) => runJson(await findChange(deps, request.params.run)),
  );

  app.post(
    '/v1/customer-changes/runs/:run/cancel',
    {
      config,
      schema: {
        operationId: 'cancelCustomerChange',
        summary: 'Stop a change of many customers; what was changed stays changed',
        tags,
        params,
        response: { 200: runShape },
      },
    },
    async (request) => {
      const { id } = await findChange(deps, request.params.run);
      await cancelRun(deps.pool, id);
      return runJson(await findChange(deps, id));
    },
  );
}

function namedRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customer-changes',
    {
      config,
      bodyLimit: BATCH_BODY_MAX_BYTES,
      schema: {
        operationId: 'changeCustomers',
        summary: `Tag, untag or send up to ${BATCH_MAX} customers, each answered on its own`,
        tags,
        body: namedInput,
        response: { 200: changesShape },
      },
    },
    async (request, reply) => {
      const { customers, change: asked } = request.body;
      if (isOfPlatform(asked)) return askOfPlatform(deps, request, asked);
      const change = changeOf(asked);
      const factOf = (item: Json) => ({
        customer: parse('body', customerAddress, item),
        body: changeBody(change),
        operation: `customers.${change.kind}`,
      });
      const mode = { lane: 'live', history: false } as const;
      return submitBatch(
        deps.engine,
        { request, reply },
        { field: 'customers', count: customers.length, mode, factOf },
      );
    },
  );
}

function startRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customer-changes/runs',
    {
      config,
      schema: {
        operationId: 'startCustomerChange',
        summary: 'Tag, untag or send all customers that a search finds, in the background',
        tags,
        body: searchInput,
        response: { 202: runShape },
      },
    },
    async (request, reply) => {
      const { search, change } = request.body;
      const run = await (isOfPlatform(change)
        ? startOnPlatform(deps, callerOf(request), { change, search: searchOf(search) })
        : startTagging(deps, callerOf(request), { change: changeOf(change), search: searchOf(search) }));
      reply.code(202).header('location', `/v1/customer-changes/runs/${run.id}`);
      return runJson(run);
    },
  );
}

type Search = { readonly search: CustomerSearch };

function startTagging(
  { pool }: AdapterDeps,
  { actor }: Caller,
  { change, search }: Search & { readonly change: CustomerChange },
): Promise<RunRow> {
  const by = { kind: actor.kind, name: actor.name, ...(actor.id === undefined ? {} : { id: actor.id }) };
  return startRun(pool, { kind: 'changes', params: { change, search, by }, actor });
}

function startOnPlatform(
  deps: AdapterDeps,
  caller: Caller,
  { change, search }: Search & { readonly change: PlatformChange },
): Promise<RunRow> {
  requireScope(caller, 'sync:write');
  const ask = { search, isForced: true, action: ACTIONS[change.kind] };
  return startBackfill(syncOf(deps), change.connection, { ask, actor: caller.actor });
}

async function askOfPlatform(
  deps: AdapterDeps,
  request: Exchange['request'],
  { kind, connection }: PlatformChange,
): Promise<z.output<typeof changesShape>> {
  requireScope(callerOf(request), 'sync:write');
  const results = await askOfNamed(deps, { connection, action: ACTIONS[kind] }, sentItems(request.sent, 'customers'));
  const accepted = results.filter(isQueued).length;
  return { accepted, replayed: 0, refused: results.length - accepted, results };
}

function isOfPlatform(change: ChangeInput): change is PlatformChange {
  return 'connection' in change;
}

function changeOf(input: Exclude<ChangeInput, PlatformChange>): CustomerChange {
  if (input.kind === 'untag') return { kind: 'untag', tag: input.tag };
  return { kind: 'tag', tag: input.tag, ttlSeconds: input.ttl_seconds };
}

async function findChange(deps: AdapterDeps, id: string): Promise<RunRow> {
  const run = await readRun(deps.pool, id);
  if (run === null || !isChange(run)) throw new EngineError('not_found');
  return run;
}

function isChange({ kind, params }: RunRow): boolean {
  return kind === 'changes' || (kind === 'sync_backfill' && params.action !== undefined);
}
