// Messages: which were sent or wait, what was in them, how each attempt went; sending again what failed, and stopping what waits.
import { z } from 'zod';
import { EngineError } from '../../pipeline/submission.ts';
import {
  cancelMessages,
  type MessageDetail,
  readDeliveries,
  readMessage,
  readMessages,
  replayMessages,
} from '../../storage/deliveries.ts';
import { MESSAGE_STATUSES } from '../../storage/outbox.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { findCustomer } from './find-customer.ts';
import {
  deliveryJson,
  deliveryShape,
  filterInput,
  filterOf,
  messageInFullJson,
  messageInFullShape,
  messageJson,
  messageShape,
} from './message-shape.ts';
import { cursorInput, customerParams, limitInput, pageOf, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';

const PAGE = 50;
/** Written in statements of 5,000: a request takes a few seconds at most. */
const CHANGE_MAX = 50_000;
const CHANGE_STANDARD = 1_000;
const tags = ['Messages'];
const read = { scope: 'messages:read' } as const;
const write = { scope: 'messages:write' } as const;
const params = z.strictObject({ id: uuid });
const pageInput = { limit: limitInput(PAGE_MAX, PAGE), after: cursorInput };

const changeFields = {
  ...filterInput,
  limit: z.int().min(1).max(CHANGE_MAX).default(CHANGE_STANDARD).meta({
    description: 'At most so many, the oldest first.',
  }),
};
const replayInput = z
  .strictObject({
    ...changeFields,
    status: z
      .enum(['delivered', 'tray', 'suppressed', 'cancelled', 'dead'])
      .default('dead')
      .meta({ description: 'What became of them.' }),
  })
  .refine(
    isNarrow,
    'at least one of customer, provider, message, campaign, rule, from, to; campaign or rule, not both',
  );
const cancelInput = z
  .strictObject(changeFields)
  .refine(
    isNarrow,
    'at least one of customer, provider, message, campaign, rule, from, to; campaign or rule, not both',
  );

/** An empty filter is a slip, and would send everything again. */
function isNarrow(given: z.output<z.ZodObject<typeof filterInput>>): boolean {
  const { customer, provider, message, campaign, rule, from, to } = given;
  if (campaign !== undefined && rule !== undefined) return false;
  return [customer, provider, message, campaign, rule, from, to].some((part) => part !== undefined);
}

export function messageRoutes(app: App, deps: AdapterDeps): void {
  listRoutes(app, deps);
  readRoutes(app, deps);
  changeOneRoutes(app, deps);
  changeManyRoutes(app, deps);
}

function listRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/messages',
    {
      config: read,
      schema: {
        operationId: 'listMessages',
        summary: 'Messages, newest first',
        tags,
        querystring: z
          .strictObject({ ...filterInput, status: z.enum(MESSAGE_STATUSES).optional(), ...pageInput })
          .refine(({ campaign, rule }) => campaign === undefined || rule === undefined, 'campaign or rule, not both'),
        response: { 200: pageOf(messageShape) },
      },
    },
    async ({ query }) => {
      const { status, limit, after = null } = query;
      const filter = { ...(await filterOf(deps, query)), statuses: status === undefined ? undefined : [status] };
      const { items, next } = await readMessages(deps.pool, filter, { limit, after });
      return { items: items.map(messageJson), next };
    },
  );

  app.get(
    '/v1/customers/:customer/messages',
    {
      config: read,
      schema: {
        operationId: 'listMessagesOfCustomer',
        summary: "A customer's messages, newest first",
        tags,
        params: customerParams,
        querystring: z.strictObject({ status: z.enum(MESSAGE_STATUSES).optional(), ...pageInput }),
        response: { 200: pageOf(messageShape) },
      },
    },
    async ({ params: { customer }, query: { status, limit, after = null } }) => {
      const { id: customerId } = await findCustomer(deps, customer);
      const filter = { customerId, statuses: status === undefined ? undefined : [status] };
      const { items, next } = await readMessages(deps.pool, filter, { limit, after });
      return { items: items.map(messageJson), next };
    },
  );
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/messages/:id',
    {
      config: read,
      schema: {
        operationId: 'getMessage',
        summary: 'One message: its variables, and what is sent',
        tags,
        params,
        response: { 200: messageInFullShape },
      },
    },
    async (request) => messageInFullJson(await findMessage(deps, request.params.id)),
  );

  app.get(
    '/v1/messages/:id/deliveries',
    {
      config: read,
      schema: {
        operationId: 'listDeliveries',
        summary: 'The attempts to deliver a message, oldest first',
        tags,
        params,
        response: { 200: z.strictObject({ items: z.array(deliveryShape) }) },
      },
    },
    async (request) => {
      const { id } = await findMessage(deps, request.params.id);
      return { items: (await readDeliveries(deps.pool, id)).map(deliveryJson) };
    },
  );
}

function changeOneRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/messages/:id/replay',
    {
      config: write,
      schema: {
        operationId: 'replayMessage',
        summary: 'Send a message again: the same id and bytes, with a new schedule of attempts',
        tags,
        params,
        response: { 200: messageInFullShape },
      },
    },
    async (request) => {
      const { id, status } = await findMessage(deps, request.params.id);
      const count = await replayMessages(deps.pool, { which: { id }, now: deps.clock.now() });
      if (count === 0) throw new EngineError('message_state', { message: id, status, step: 'replay' });
      request.log.info({ key: callerOf(request).key, message: id }, 'a message was replayed');
      return messageInFullJson(await findMessage(deps, id));
    },
  );

  app.post(
    '/v1/messages/:id/cancel',
    {
      config: write,
      schema: {
        operationId: 'cancelMessage',
        summary: 'Stop a message that waits; one that is under way may arrive all the same',
        tags,
        params,
        response: { 200: messageInFullShape },
      },
    },
    async (request) => {
      const { id, status } = await findMessage(deps, request.params.id);
      const count = await cancelMessages(deps.pool, { which: { id }, now: deps.clock.now() });
      if (count === 0) throw new EngineError('message_state', { message: id, status, step: 'cancel' });
      request.log.info({ key: callerOf(request).key, message: id }, 'a message was cancelled');
      return messageInFullJson(await findMessage(deps, id));
    },
  );
}

function changeManyRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/messages/replay',
    {
      config: write,
      schema: {
        operationId: 'replayMessages',
        summary: 'Send again what matches, in the bulk lane: dead letters unless another status is named',
        tags,
        body: replayInput,
        response: { 200: z.strictObject({ replayed: z.int() }) },
      },
    },
    async (request) => {
      const { status, limit, provider, message } = request.body;
      const filter = { ...(await filterOf(deps, request.body)), statuses: [status] };
      const replayed = await replayMessages(deps.pool, { which: { filter }, now: deps.clock.now(), limit });
      request.log.info({ key: callerOf(request).key, provider, message, replayed }, 'messages were replayed');
      return { replayed };
    },
  );

  app.post(
    '/v1/messages/cancel',
    {
      config: write,
      schema: {
        operationId: 'cancelMessages',
        summary: 'Stop what waits and matches',
        tags,
        body: cancelInput,
        response: { 200: z.strictObject({ cancelled: z.int() }) },
      },
    },
    async (request) => {
      const { limit, provider, message } = request.body;
      const filter = await filterOf(deps, request.body);
      const cancelled = await cancelMessages(deps.pool, { which: { filter }, now: deps.clock.now(), limit });
      request.log.info({ key: callerOf(request).key, provider, message, cancelled }, 'messages were cancelled');
      return { cancelled };
    },
  );
}

async function findMessage({ pool }: AdapterDeps, id: string): Promise<MessageDetail> {
  const found = await readMessage(pool, id.toLowerCase());
  if (found === null) throw new EngineError('message_not_found', { message: id });
  return found;
}
