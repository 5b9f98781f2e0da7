// Customers on customer-data platforms: who is there and who was refused, sending or tagging some again, one customer's state
// in all connections, and events that were set aside.
import { z } from 'zod';
import { allows } from '../../access/permissions.ts';
import { LOYALTY_EVENTS } from '../../domain/sync/events.ts';
import { isoText } from '../../domain/time.ts';
import { type CustomerRef, EngineError } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { SetAsideEvent, SyncCustomerState, SyncedCustomer } from '../../sync/desk.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_MAX } from './batch.ts';
import { isoOrNull } from './customer-shape.ts';
import { findCustomer } from './find-customer.ts';
import { cursorInput, customerAddress, customerParams, limitInput, pageOf, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';
import { actOnNamed } from './sync-actions.ts';
import {
  actionResultShape,
  customerSyncShape,
  SET_ASIDE_STATUSES,
  SYNC_ACTIONS,
  SYNC_CUSTOMER_STATUSES,
  setAsideShape,
  syncedCustomerShape,
} from './sync-customer-shape.ts';
import { syncOf } from './sync-of.ts';
import { connectionName, connectionParams } from './sync-shape.ts';

const PAGE = 50;
const tags = ['Sync'];
const read = { scope: 'sync:read' } as const;
const write = { scope: 'sync:write' } as const;
const pageInput = { limit: limitInput(PAGE_MAX, PAGE), after: cursorInput };
const pushedShape = z
  .strictObject({ connection: z.string(), result: z.enum(['queued', 'refused']), reason: z.string().nullable() })
  .meta({ id: 'SyncPush' });
const resultsShape = z.strictObject({
  queued: z.int(),
  refused: z.int(),
  results: z.array(actionResultShape).meta({ description: 'In the order of those asked for.' }),
});

export function syncCustomerRoutes(app: App, deps: AdapterDeps): void {
  listRoutes(app, deps);
  customerRoutes(app, deps);
  setAsideRoutes(app, deps);
}

function listRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/sync/connections/:connection/customers',
    {
      config: read,
      schema: {
        operationId: 'listSyncedCustomers',
        summary: 'Customers that the platform knows or was to know, with the last result; by id',
        tags,
        params: connectionParams,
        querystring: z.strictObject({ status: z.enum(SYNC_CUSTOMER_STATUSES).optional(), ...pageInput }),
        response: { 200: pageOf(syncedCustomerShape) },
      },
    },
    async (request) => {
      const { status = null, limit, after = null } = request.query;
      const { items, next } = await syncOf(deps).customers(request.params.connection, status, { limit, after });
      const mayRead = allows(callerOf(request).scopes, 'customers:read');
      return { items: items.map((one) => syncedJson(one, mayRead)), next };
    },
  );

  app.post(
    '/v1/sync/connections/:connection/customers',
    {
      config: write,
      schema: {
        operationId: 'actOnSyncedCustomers',
        summary: `Send, tag or untag up to ${BATCH_MAX} customers there, each answered on its own`,
        tags,
        params: connectionParams,
        body: z.strictObject({
          action: z.enum(SYNC_ACTIONS),
          customers: z.array(customerAddress).min(1).meta({ maxItems: BATCH_MAX }),
        }),
        response: { 200: resultsShape },
      },
    },
    async (request) => {
      const { action, customers } = request.body;
      if (customers.length > BATCH_MAX) throw new EngineError('batch_too_large', { limit: BATCH_MAX });
      const results = await actOnNamed(deps, { connection: request.params.connection, action }, customers);
      const queued = results.filter(({ result }) => result === 'queued').length;
      return { queued, refused: results.length - queued, results };
    },
  );
}

function customerRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/sync',
    {
      config: read,
      schema: {
        operationId: 'getCustomerSync',
        summary: 'How a customer stands on each platform: sent when, with what result, or why not',
        tags,
        params: customerParams,
        response: { 200: z.strictObject({ items: z.array(customerSyncShape) }) },
      },
    },
    async ({ params }) => ({ items: await customerSyncJson(deps, await idOf(deps, params.customer)) }),
  );

  app.post(
    '/v1/customers/:customer/sync',
    {
      config: write,
      schema: {
        operationId: 'pushCustomer',
        summary: 'Send a customer to a platform again, whether anything has changed or not',
        tags,
        params: customerParams,
        body: z.strictObject({
          connection: connectionName.optional().meta({ description: 'One of them instead of all.' }),
        }),
        response: { 200: z.strictObject({ items: z.array(pushedShape) }) },
      },
    },
    async ({ params, body }) => {
      const id = await idOf(deps, params.customer);
      const sync = syncOf(deps);
      const connections = body.connection === undefined ? await sync.list() : [await sync.find(body.connection)];
      const items: z.output<typeof pushedShape>[] = [];
      for (const { name } of connections) {
        const [result] = await sync.act(name, 'push', [id]);
        const reason = result?.refusedBecause ?? null;
        items.push({ connection: name, result: reason === null ? 'queued' : 'refused', reason });
      }
      return { items };
    },
  );
}

function setAsideRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/sync/connections/:connection/events',
    {
      config: read,
      schema: {
        operationId: 'listSetAsideEvents',
        summary: 'Events that could not be delivered as they came, with the reason; the latest first',
        tags,
        params: connectionParams,
        querystring: z.strictObject({ status: z.enum(SET_ASIDE_STATUSES).optional(), ...pageInput }),
        response: { 200: pageOf(setAsideShape) },
      },
    },
    async ({ params, query: { status = null, limit, after = null } }) => {
      const { items, next } = await syncOf(deps).setAside(params.connection, status, { limit, after });
      return { items: items.map(setAsideJson), next };
    },
  );

  app.post(
    '/v1/sync/connections/:connection/events/:event/retry',
    {
      config: write,
      schema: {
        operationId: 'retrySetAsideEvent',
        summary: 'Try an event that was set aside again; it keeps its id',
        tags,
        params: z.strictObject({ connection: connectionName, event: uuid }),
        response: { 200: setAsideShape },
      },
    },
    async (request) => {
      const { connection, event } = request.params;
      const retried = await syncOf(deps).retry(connection, event);
      if (retried === null) throw new EngineError('sync_event_not_found', { event });
      request.log.info({ key: callerOf(request).key, connection, event }, 'an event of a sync is tried again');
      return setAsideJson(retried);
    },
  );
}

async function idOf(deps: AdapterDeps, ref: CustomerRef): Promise<string> {
  return (await findCustomer(deps, ref)).id;
}

async function customerSyncJson(deps: AdapterDeps, id: string): Promise<z.output<typeof customerSyncShape>[]> {
  return (await syncOf(deps).ofCustomer(id)).map(({ connection, notSentBecause, state, setAside }) => ({
    connection: connection.name,
    title: connection.connector.title,
    connection_status: connection.status,
    sent: notSentBecause === null,
    not_sent_because: notSentBecause,
    state: state === null ? null : stateJson(state),
    set_aside: setAside,
  }));
}

function stateJson(state: SyncCustomerState) {
  return {
    status: state.status,
    result: state.result,
    reason: state.reason,
    synced_at: isoOrNull(state.syncedAt),
    tried_at: isoOrNull(state.triedAt),
    attempts: state.attempts,
    next_at: isoOrNull(state.nextAt),
    key: state.key,
    remote_id: state.remoteId,
    tagged: state.isMember,
    untagged_by_hand: state.isUntagged,
  };
}

function syncedJson(one: SyncedCustomer, mayRead: boolean): z.output<typeof syncedCustomerShape> {
  const known = mayRead ? one : { firstName: null, lastName: null, email: null };
  return {
    customer_id: one.customerId,
    first_name: known.firstName,
    last_name: known.lastName,
    email: known.email,
    ...stateJson(one),
  };
}

function setAsideJson(event: SetAsideEvent): z.output<typeof setAsideShape> {
  return {
    id: event.id,
    customer_id: event.customerId,
    event: event.event,
    title: LOYALTY_EVENTS[event.event].title,
    occurred_at: isoText(event.occurredAt),
    properties: event.properties,
    status: event.status,
    reason: event.reason,
    attempts: event.attempts,
    set_aside_at: isoText(event.setAsideAt),
  };
}
