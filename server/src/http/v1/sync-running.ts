// Getting a connection to run and watching it: checking the key, comparing and setting up what it needs there, pausing and
// resuming, how far it is, sending everybody.
import { z } from 'zod';
import type { SetupPlan } from '../../domain/sync/setup.ts';
import { type Instant, isoText } from '../../domain/time.ts';
import { startBackfill } from '../../sync/backfill.ts';
import { pauseConnection, readConnection, resumeConnection } from '../../sync/connections.ts';
import { applySetup, checkConnection, planSetup } from '../../sync/setup.ts';
import { readStatus, type SyncStatus } from '../../sync/status.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { runJson, runShape } from './runs.ts';
import { callerOf } from './submit.ts';
import { connectionJson, noteSync, syncOf } from './sync-of.ts';
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
      const lines = await checkConnection(syncOf(deps), params.connection);
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
    async ({ params }) => planJson(await planSetup(syncOf(deps), params.connection)),
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
      const { key, actor } = callerOf(request);
      const { plan, connection } = await applySetup(syncOf(deps), name);
      const made = plan?.steps.length ?? 0;
      await noteSync(deps, actor, { action: 'sync.set_up', name, detail: { made } });
      request.log.info({ key, connection: name, made }, 'a sync was set up');
      return { made, present: plan?.present ?? 0, connection: connectionJson(connection) };
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
      const { key, actor } = callerOf(request);
      const before = await readConnection(syncOf(deps), name);
      const paused = await pauseConnection(syncOf(deps), name, { reason, actor });
      if (before.status !== 'paused') {
        await noteSync(deps, actor, { action: 'sync.paused', name, detail: { reason } });
        request.log.info({ key, connection: name }, 'a sync was paused');
      }
      return connectionJson(paused);
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
      const { key, actor } = callerOf(request);
      const before = await readConnection(syncOf(deps), name);
      const resumed = await resumeConnection(syncOf(deps), name);
      if (before.status === 'paused') {
        await noteSync(deps, actor, { action: 'sync.resumed', name, detail: {} });
        request.log.info({ key, connection: name }, 'a sync was resumed');
      }
      return connectionJson(resumed);
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
    async ({ params }) => statusJson(await readStatus(syncOf(deps), params.connection), deps.clock.now()),
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
      const { actor } = callerOf(request);
      const ask = { isForced: request.body.force };
      const run = await startBackfill(syncOf(deps), request.params.connection, { ask, actor });
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

function statusJson(status: SyncStatus, now: Instant): z.output<typeof statusShape> {
  const { connection, backfill, reconciliation } = status;
  return {
    connection: connection.name,
    status: connection.status,
    served: status.isServed,
    lanes: status.lanes.map(({ lane, lagMs, movedAt, sent, failures, reason, nextAt }) => ({
      lane,
      lag_seconds: lagMs === null ? null : lagMs / 1_000,
      moved_at: isoText(movedAt),
      sent,
      failures,
      reason,
      next_at: isoText(nextAt),
    })),
    customers: { ...status.customers },
    events: { ...status.events },
    backfill: backfill === null ? null : { run: runJson(backfill.run), seconds_left: backfill.secondsLeft },
    reconciliation: reconciliation === null ? null : runJson(reconciliation),
    at: isoText(now),
  };
}
