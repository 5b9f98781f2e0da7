// One change of many customers: of those named, each answered on its own, or of all that a search finds, by a run that goes on in
// the background. Each customer's change is a fact like any other.
import { z } from 'zod';
import type { Json } from '../../domain/facts.ts';
import { changeBody } from '../../jobs/run-works.ts';
import { cancelRun, type RunRow, readRun, startRun } from '../../jobs/runs.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { CustomerChange } from '../../storage/runs.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, parse } from '../edge.ts';
import { BATCH_MAX, batchShape, submitBatch } from './batch.ts';
import { searchFields, searchOf } from './customers.ts';
import { tagInput, ttlInput } from './labels.ts';
import { runJson, runShape } from './runs.ts';
import { customerAddress, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';

const tags = ['Customers'];
const config = { scope: 'customers:write' } as const;
const params = z.strictObject({ run: uuid });

const changeInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tag'), tag: tagInput, ttl_seconds: ttlInput }),
  z.strictObject({ kind: z.literal('untag'), tag: tagInput }),
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
        summary: `Tag or untag up to ${BATCH_MAX} customers, each answered on its own`,
        tags,
        body: namedInput,
        response: { 200: batchShape },
      },
    },
    async (request, reply) => {
      const { customers } = request.body;
      const change = changeOf(request.body.change);
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
        summary: 'Tag or untag all customers that a search finds, in the background',
        tags,
        body: searchInput,
        response: { 202: runShape },
      },
    },
    async (request, reply) => {
      const { search } = request.body;
      const change = changeOf(request.body.change);
      const { actor } = callerOf(request);
      const by = { kind: actor.kind, name: actor.name, ...(actor.id === undefined ? {} : { id: actor.id }) };
      const run = await startRun(deps.pool, {
        kind: 'changes',
        params: { change, search: searchOf(search), by },
        actor,
      });
      reply.code(202).header('location', `/v1/customer-changes/runs/${run.id}`);
      return runJson(run);
    },
  );
}

function changeOf(input: z.output<typeof changeInput>): CustomerChange {
  if (input.kind === 'untag') return { kind: 'untag', tag: input.tag };
  return { kind: 'tag', tag: input.tag, ttlSeconds: input.ttl_seconds };
}

async function findChange(deps: AdapterDeps, id: string): Promise<RunRow> {
  const run = await readRun(deps.pool, id);
  if (run?.kind !== 'changes') throw new EngineError('not_found');
  return run;
}
