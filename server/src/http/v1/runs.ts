// Runs: expiry, maintenance, occasions, metrics, figures and the sync over all customers, started by hand and watched. The jobs
// process carries them out.
import { z } from 'zod';
import { isoText } from '../../domain/time.ts';
import { cancelRun, RUN_KINDS, type RunParams, type RunRow, readRun, readRuns, startRun } from '../../jobs/runs.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { startBackfill, startReconciliation } from '../../sync/backfill.ts';
import type { App } from '../app.ts';
import type { Caller } from '../authenticate.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { requireScope } from './require-scope.ts';
import { instant, instantOrNull, limitInput, nameInput, pageOf, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';
import { syncOf } from './sync-of.ts';

const PAGE = 50;
const PAGE_LIMIT = 1_000;
const tags = ['Runs'];
const config = { scope: 'runs:write' } as const;
const runParams = z.strictObject({ run: uuid });

const runInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('expiry') }),
  z.strictObject({ kind: z.literal('metrics') }),
  z.strictObject({ kind: z.literal('figures') }),
  z.strictObject({
    kind: z.literal('maintenance'),
    tier_system: nameInput.optional().meta({ description: 'One tier system instead of all.' }),
  }),
  z.strictObject({
    kind: z.literal('occasions'),
    campaign: nameInput.optional().meta({ description: 'One campaign that a date triggers, instead of all.' }),
  }),
  z
    .strictObject({ kind: z.literal('sync_backfill'), connection: nameInput })
    .meta({ description: 'Everybody is sent to a platform; see `startSyncBackfill`. Needs sync:write too.' }),
  z
    .strictObject({ kind: z.literal('sync_reconcile'), connection: nameInput })
    .meta({ description: 'What a platform has is compared and repaired. Needs sync:write too.' }),
]);

export const runShape = z
  .strictObject({
    id: uuid,
    kind: z.enum(RUN_KINDS),
    tier_system: z.string().nullable(),
    campaign: z.string().nullable(),
    connection: z.string().nullable().meta({ description: 'Of the sync: to which platform.' }),
    change: z
      .strictObject({ kind: z.enum(['tag', 'untag', 'push', 'sync_tag', 'sync_untag']), tag: z.string().nullable() })
      .nullable()
      .meta({ description: 'Of changes of many customers: see `changeCustomers`.' }),
    status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
    total: z
      .int()
      .nullable()
      .meta({ description: 'Customers for whom something is to be done, or days to be counted; null until known.' }),
    visited: z.int(),
    changed: z.int(),
    started_at: instant,
    finished_at: instantOrNull,
    error: z.string().nullable(),
  })
  .meta({ id: 'Run' });

export function runRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/runs',
    {
      config,
      schema: {
        operationId: 'startRun',
        summary: 'Start a run',
        tags,
        body: runInput,
        response: { 201: runShape },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const run = await startAsked(deps, body, callerOf(request));
      reply.code(201).header('location', `/v1/runs/${run.id}`);
      return runJson(run);
    },
  );

  app.get(
    '/v1/runs',
    {
      config,
      schema: {
        operationId: 'listRuns',
        summary: 'Runs, newest first',
        tags,
        querystring: z.strictObject({ limit: limitInput(PAGE_LIMIT, PAGE), after: uuid.optional() }),
        response: { 200: pageOf(runShape) },
      },
    },
    async ({ query }) => {
      const runs = await readRuns(deps.pool, { limit: query.limit, after: query.after ?? null });
      return { items: runs.map(runJson), next: runs.length === query.limit ? (runs.at(-1)?.id ?? null) : null };
    },
  );

  app.get(
    '/v1/runs/:run',
    {
      config,
      schema: {
        operationId: 'getRun',
        summary: 'One run and how far it is',
        tags,
        params: runParams,
        response: { 200: runShape },
      },
    },
    async ({ params }) => runJson(await findRun(deps, params.run)),
  );

  app.post(
    '/v1/runs/:run/cancel',
    {
      config,
      schema: {
        operationId: 'cancelRun',
        summary: 'Stop a run; what it decided stays',
        tags,
        params: runParams,
        response: { 200: runShape },
      },
    },
    async ({ params }) => {
      await cancelRun(deps.pool, params.run);
      return runJson(await findRun(deps, params.run));
    },
  );
}

type Asked = z.output<typeof runInput>;

async function startAsked(deps: AdapterDeps, asked: Asked, caller: Caller): Promise<RunRow> {
  const { kind } = asked;
  const { actor } = caller;
  if (kind !== 'sync_backfill' && kind !== 'sync_reconcile')
    return startRun(deps.pool, { kind, params: paramsOf(asked), actor });
  requireScope(caller, 'sync:write');
  if (kind === 'sync_reconcile') return startReconciliation(syncOf(deps), asked.connection, actor);
  return startBackfill(syncOf(deps), asked.connection, { ask: {}, actor });
}

function paramsOf(body: Asked): RunParams {
  if (body.kind === 'maintenance' && body.tier_system !== undefined) return { tierSystem: body.tier_system };
  return body.kind === 'occasions' && body.campaign !== undefined ? { campaign: body.campaign } : {};
}

async function findRun(deps: AdapterDeps, id: string): Promise<RunRow> {
  const run = await readRun(deps.pool, id);
  if (run === null) throw new EngineError('not_found');
  return run;
}

function changeJson({ change, action }: RunParams): z.output<typeof runShape>['change'] {
  if (action !== undefined) return { kind: SYNC_CHANGES[action], tag: null };
  return change === undefined ? null : { kind: change.kind, tag: change.tag };
}

const SYNC_CHANGES = { push: 'push', tag: 'sync_tag', untag: 'sync_untag' } as const;

export function runJson(run: RunRow): z.output<typeof runShape> {
  return {
    id: run.id,
    kind: run.kind,
    tier_system: run.params.tierSystem ?? null,
    campaign: run.params.campaign ?? null,
    connection: run.params.connection ?? null,
    change: changeJson(run.params),
    status: run.status,
    total: run.total,
    visited: run.visited,
    changed: run.changed,
    started_at: isoText(run.startedAt),
    finished_at: isoOrNull(run.finishedAt),
    error: run.error,
  };
}
