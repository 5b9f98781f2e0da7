// Connections to customer-data platforms: which there are, what is sent where, and how each is reached. Setting one up and
// watching it is sync-running.ts.
import { z } from 'zod';
import { listConnections, readConnection, saveConnection } from '../../sync/connections.ts';
import type { OptionChanges } from '../../sync/options.ts';
import { changeMapping } from '../../sync/setup.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { deliveryOf } from './delivery-of.ts';
import { accessInput, storeAccess } from './provider-access.ts';
import { defined } from './shapes.ts';
import { callerOf } from './submit.ts';
import { mappingInput, mappingShape } from './sync-mapping-shape.ts';
import { connectionJson, mappingJson, noteSync, syncOf } from './sync-of.ts';
import { connectionInput, connectionParams, connectionShape } from './sync-shape.ts';

const tags = ['Sync'];
const read = { scope: 'sync:read' } as const;
const write = { scope: 'sync:write' } as const;
const admin = { scope: 'admin' } as const;

export function syncConnectionRoutes(app: App, deps: AdapterDeps): void {
  connectionRoutes(app, deps);
  mappingRoutes(app, deps);
  accessRoutes(app, deps);
}

function connectionRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/sync/connections',
    {
      config: read,
      schema: {
        operationId: 'listSyncConnections',
        summary: 'All connections to customer-data platforms',
        tags,
        response: { 200: z.strictObject({ items: z.array(connectionShape) }) },
      },
    },
    async () => ({ items: (await listConnections(syncOf(deps))).map(connectionJson) }),
  );

  app.get(
    '/v1/sync/connections/:connection',
    {
      config: read,
      schema: {
        operationId: 'getSyncConnection',
        summary: 'One connection',
        tags,
        params: connectionParams,
        response: { 200: connectionShape },
      },
    },
    async ({ params }) => connectionJson(await readConnection(syncOf(deps), params.connection)),
  );

  app.put(
    '/v1/sync/connections/:connection',
    {
      config: write,
      schema: {
        operationId: 'putSyncConnection',
        summary: 'Make a connection, or change its options; what is left out stays as it is',
        tags,
        params: connectionParams,
        body: connectionInput,
        response: { 200: connectionShape },
      },
    },
    async (request) => {
      const { connection: name } = request.params;
      const { connector, options } = request.body;
      const change = { ...(connector === undefined ? {} : { connector }), options: optionsOf(options) };
      const { actor } = callerOf(request);
      const saved = await saveConnection(syncOf(deps), name, { change, actor });
      await noteSync(deps, actor, { action: 'sync.changed', name, detail: { options: Object.keys(options) } });
      return connectionJson(saved);
    },
  );
}

function mappingRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/sync/connections/:connection/mapping',
    {
      config: read,
      schema: {
        operationId: 'getSyncMapping',
        summary: 'Where each field goes, and what the connector does by itself',
        tags,
        params: connectionParams,
        response: { 200: mappingShape },
      },
    },
    async ({ params }) => mappingJson(await readConnection(syncOf(deps), params.connection)),
  );

  app.put(
    '/v1/sync/connections/:connection/mapping',
    {
      config: write,
      schema: {
        operationId: 'changeSyncMapping',
        summary:
          'Rename, disable, retype or transform fields; those that are left out stay. What a platform in use lacks is made there',
        tags,
        params: connectionParams,
        body: mappingInput,
        response: { 200: mappingShape },
      },
    },
    async (request) => {
      const { connection: name } = request.params;
      const { fields } = request.body;
      const { actor } = callerOf(request);
      const changed = await changeMapping(syncOf(deps), name, { changes: fields, actor });
      await noteSync(deps, actor, { action: 'sync.mapping_changed', name, detail: { fields: Object.keys(fields) } });
      return mappingJson(changed);
    },
  );
}

function accessRoutes(app: App, deps: AdapterDeps): void {
  app.put(
    '/v1/sync/connections/:connection/access',
    {
      config: admin,
      schema: {
        operationId: 'setSyncAccess',
        summary: 'Set address, key or secrets; what is left out stays, null clears. Nothing of it is ever answered',
        tags,
        params: connectionParams,
        body: accessInput,
        response: { 200: connectionShape },
      },
    },
    async (request) => {
      const { body } = request;
      const { name, connector, access } = await readConnection(syncOf(deps), request.params.connection);
      const { actor } = callerOf(request);
      await storeAccess(deps, { provider: name, connector: connector.name, access }, body, actor.name);
      const parts = Object.keys(body);
      request.log.info({ key: callerOf(request).key, connection: name, parts }, 'the access of a sync was changed');
      await noteSync(deps, actor, { action: 'sync.access_changed', name, detail: { parts } });
      return connectionJson(await readConnection(syncOf(deps), name));
    },
  );

  app.delete(
    '/v1/sync/connections/:connection/access',
    {
      config: admin,
      schema: {
        operationId: 'removeSyncAccess',
        summary: 'Forget what is stored; what settings say stays',
        tags,
        params: connectionParams,
        response: { 200: connectionShape },
      },
    },
    async (request) => {
      const { name } = await readConnection(syncOf(deps), request.params.connection);
      if (await deliveryOf(deps).access.remove(name)) {
        request.log.info({ key: callerOf(request).key, connection: name }, 'the access of a sync was removed');
        await noteSync(deps, callerOf(request).actor, { action: 'sync.access_removed', name, detail: {} });
      }
      return connectionJson(await readConnection(syncOf(deps), name));
    },
  );
}

function optionsOf(given: z.output<typeof connectionInput>['options']): OptionChanges {
  const { active_days, on_opt_out, on_forget, limits, backfill_share, reconcile_sample, events } = given;
  return {
    ...(active_days === undefined ? {} : { activeDays: active_days }),
    ...(on_opt_out === undefined ? {} : { onOptOut: on_opt_out }),
    ...(on_forget === undefined ? {} : { onForget: on_forget }),
    ...(limits === undefined ? {} : { limits: defined(limits) }),
    ...(backfill_share === undefined ? {} : { backfillShare: backfill_share }),
    ...(reconcile_sample === undefined ? {} : { reconcileSample: reconcile_sample }),
    ...(events === undefined ? {} : { events }),
  };
}
