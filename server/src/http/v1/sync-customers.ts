// Customers on customer-data platforms: who is there and who was refused, sending or tagging some again, one customer's state
// in all connections, and events that were set aside.
import { z } from 'zod';
import { allows } from '../../access/permissions.ts';
import { LOYALTY_EVENTS } from '../../domain/sync/events.ts';
import { isoText } from '../../domain/time.ts';
import type { CustomerRef } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { SYNC_CUSTOMER_STATUSES, type SyncCustomerState, type SyncedCustomer } from '../../storage/sync-customers.ts';
import { SET_ASIDE_STATUSES, type SetAsideEvent } from '../../storage/sync-events.ts';
import { listConnections, readConnection } from '../../sync/connections.ts';
import {
  askForAll,
  customerSync,
  listCustomers,
  listSetAside,
  retrySetAside,
  SYNC_ACTIONS,
} from '../../sync/customers.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_MAX, sentItems } from './batch.ts';
import { isoOrNull } from './customer-shape.ts';
import { findCustomer } from './find-customer.ts';
import { cursorInput, customerParams, limitInput, pageOf, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';
import { askOfNamed, isQueued, platformResultShape } from './sync-actions.ts';
import { customerSyncShape, setAsideShape, syncedCustomerShape } from './sync-customer-shape.ts';
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
  results: z.array(platformResultShape).meta({ description: 'In the order of those asked for.' }),
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
      const { items, next } = await listCustomers(syncOf(deps), request.params.connection, {
        status,
        limit,
        after,
      });
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
          customers: z
            .array(z.unknown().meta({ type: 'string', description: 'The id, or `type:value` of an identifier.' }))
            .min(1)
            .meta({ maxItems: BATCH_MAX }),
        }),
        response: { 200: resultsShape },
      },
    },
    async (request) => {
      const { connection } = request.params;
      const asked = { connection, action: request.body.action };
      const results = await askOfNamed(deps, asked, sentItems(request.sent, 'customers'));
      const queued = results.filter(isQueued).length;
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
      return { items: await pushedJson(deps, id, body.connection ?? null) };
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
        summary: 'Events that could not be delivered as they came, with the reason; the oldest first',
        tags,
        params: connectionParams,
        querystring: z.strictObject({ status: z.enum(SET_ASIDE_STATUSES).default('dead'), ...pageInput }),
        response: { 200: pageOf(setAsideShape) },
      },
    },
    async ({ params, query: { status, limit, after = null } }) => {
      const { items, next } = await listSetAside(syncOf(deps), params.connection, { status, limit, after });
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
        response: { 200: z.strictObject({ id: uuid, result: z.literal('queued') }) },
      },
    },
    async (request) => {
      const { connection, event } = request.params;
      await retrySetAside(syncOf(deps), connection, event);
      request.log.info({ key: callerOf(request).key, connection, event }, 'an event of a sync is tried again');
      return { id: event, result: 'queued' } as const;
    },
  );
}

async function idOf(deps: AdapterDeps, ref: CustomerRef): Promise<string> {
  return (await findCustomer(deps, ref)).id;
}

/** Without a name all that run or are paused. */
async function pushedJson(deps: AdapterDeps, id: string, only: string | null): Promise<z.output<typeof pushedShape>[]> {
  const sync = syncOf(deps);
  const all = only === null ? await listConnections(sync) : [await readConnection(sync, only)];
  const items: z.output<typeof pushedShape>[] = [];
  for (const { name } of all.filter(({ setUpAt }) => only !== null || setUpAt !== null)) {
    const [{ kind, reason } = NOT_ASKED] = await askForAll(sync, name, { action: 'push', customerIds: [id] });
    items.push({ connection: name, result: kind, reason });
  }
  return items;
}

const NOT_ASKED = { kind: 'refused', reason: 'was not asked for' } as const;

async function customerSyncJson(deps: AdapterDeps, id: string): Promise<z.output<typeof customerSyncShape>[]> {
  return (await customerSync(syncOf(deps), id)).map(({ connection, notSentBecause, state, setAside }) => ({
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
