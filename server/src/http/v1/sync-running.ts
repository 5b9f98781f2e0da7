// Getting a connection to run and watching it: checking the key, comparing and setting up what it needs there, pausing and
// resuming, how far it is, sending everybody.
import { z } from 'zod';
import type { SetupPlan } from '../../domain/sync/setup.ts';
import { isoText } from '../../domain/time.ts';
import type { SyncStatus } from '../../sync/desk.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { runJson, runShape } from './runs.ts';
import { callerOf } from './submit.ts';
import { note } from './sync-connections.ts';
import { connectionJson, syncOf, writerOf } from './sync-of.ts';
import { appliedShape, checkShape, connectionParams, connectionShape, setupShape, statusShape } from './sync-shape.ts';

const REASON_MAX = 500;
const tags = ['Sync'];
const read = { scope: 'sync:read' } as const;
const write = { scope: 'sync:write' } as const;

export function syncRunningRoutes(app: App, deps: AdapterDeps): void {
  setupRoutes(app, deps);
  pauseRoutes(app, deps);
  watchRoutes(app, deps);
}

function setupRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/sync/connections/:connection/check',
    {
      config: write,
      schema: {
        operationId: 'checkSyncConnection',
        summary: 'Ask the platform whether the key is right and may do what is needed; nothing is changed',
        tags,
        params: connectionParams,
        response: { 200: checkShape },
      },
    },
    async ({ params }) => {
      const lines = await syncOf(deps).check(params.connection);
      return { ok: lines.every(({ ok }) => ok), lines: [...lines] };
    },
  );

  app.get(
    '/v1/sync/connections/:connection/setup',
    {
      config: write,
      schema: {
        operationId: 'planSyncSetup',
        summary: 'What the platform has of what is needed, what would be made, and what stands in the way',
        tags,
        params: connectionParams,
        response: { 200: setupShape },
      },
    },
    async ({ params }) => planJson(await syncOf(deps).plan(params.connection)),
  );

  app.post(
    '/v1/sync/connections/:connection/setup',
    {
      config: write,
      schema: {
        operationId: 'applySyncSetup',
        summary: 'Make what is missing there and start sending; with a conflict nothing is made',
        tags,
        params: connectionParams,
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { connection: name } = request.params;
      const writer = writerOf(deps, request);
      const { made, present } = await syncOf(deps).apply(name, writer);
      await note(deps, writer, { action: 'sync.set_up', name, detail: { made, present } });
      request.log.info({ key: callerOf(request).key, connection: name, made }, 'a sync was set up');
      return { made, present, connection: connectionJson(await syncOf(deps).find(name)) };
    },
  );
}

function pauseRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/sync/connections/:connection/pause',
    {
      config: write,
      schema: {
        operationId: 'pauseSync',
        summary: 'Send nothing until resumed; what happens meanwhile is sent afterwards. Twice keeps the first reason',
        tags,
        params: connectionParams,
        body: z.strictObject({ reason: z.string().min(1).max(REASON_MAX) }),
        response: { 200: connectionShape },
      },
    },
    async (request) => {
      const { connection: name } = request.params;
      const { reason } = request.body;
      const writer = writerOf(deps, request);
      if (await syncOf(deps).pause(name, reason, writer)) {
        await note(deps, writer, { action: 'sync.paused', name, detail: { reason } });
        request.log.info({ key: callerOf(request).key, connection: name }, 'a sync was paused');
      }
      return connectionJson(await syncOf(deps).find(name));
    },
  );

  app.post(
    '/v1/sync/connections/:connection/resume',
    {
      config: write,
      schema: {
        operationId: 'resumeSync',
        summary: 'Go on where it was paused, within seconds; twice changes nothing',
        tags,
        params: connectionParams,
        response: { 200: connectionShape },
      },
    },
    async (request) => {
      const { connection: name } = request.params;
      const writer = writerOf(deps, request);
      if (await syncOf(deps).resume(name, writer)) {
        await note(deps, writer, { action: 'sync.resumed', name, detail: {} });
        request.log.info({ key: callerOf(request).key, connection: name }, 'a sync was resumed');
      }
      return connectionJson(await syncOf(deps).find(name));
    },
  );
}

function watchRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/sync/connections/:connection/status',
    {
      config: read,
      schema: {
        operationId: 'getSyncStatus',
        summary: 'How far each lane is, how customers stand, and what was set aside',
        tags,
        params: connectionParams,
        response: { 200: statusShape },
      },
    },
    async ({ params }) => {
      const { name, status } = await syncOf(deps).find(params.connection);
      return {
        connection: name,
        status,
        ...statusJson(await syncOf(deps).status(name)),
        at: isoText(deps.clock.now()),
      };
    },
  );

  app.post(
    '/v1/sync/connections/:connection/backfill',
    {
      config: write,
      schema: {
        operationId: 'startSyncBackfill',
        summary: 'Send everybody, in the background and after what happens meanwhile',
        tags,
        params: connectionParams,
        body: z.strictObject({
          force: z
            .boolean()
            .default(false)
            .meta({ description: 'Also those of whom nothing has changed since they were sent.' }),
        }),
        response: { 202: runShape },
      },
    },
    async (request, reply) => {
      const what = { search: null, action: 'push', isForced: request.body.force } as const;
      const run = await syncOf(deps).startBackfill(request.params.connection, what, writerOf(deps, request));
      reply.code(202).header('location', `/v1/runs/${run.id}`);
      return runJson(run);
    },
  );
}

function planJson(plan: SetupPlan | null): z.output<typeof setupShape> {
  if (plan === null) return { needed: false, present: 0, steps: [], conflicts: [] };
  const steps = plan.steps.map((step) =>
    'fields' in step ? { ...step, fields: step.fields.map(({ name, type }) => ({ name, type })) } : { ...step },
  );
  return { needed: true, present: plan.present, steps, conflicts: plan.conflicts.map((one) => ({ ...one })) };
}

function statusJson(status: SyncStatus): Omit<z.output<typeof statusShape>, 'connection' | 'status' | 'at'> {
  const { backfill, reconciliation } = status;
  return {
    served: status.isServed,
    lanes: status.lanes.map(({ lane, lagMs, movedAt, sent, failures, reason, nextAt }) => ({
      lane,
      lag_seconds: lagMs === null ? null : lagMs / 1_000,
      moved_at: isoOrNull(movedAt),
      sent,
      failures,
      reason,
      next_at: isoOrNull(nextAt),
    })),
    customers: { ...status.customers },
    events: { ...status.events },
    backfill: backfill === null ? null : { run: runJson(backfill.run), seconds_left: backfill.secondsLeft },
    reconciliation: reconciliation === null ? null : runJson(reconciliation),
  };
}
