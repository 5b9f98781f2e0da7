// Orders: what a customer bought with points, what became of it, its delivery, and cancelling it. Each change is a fact.
import { z } from 'zod';
import type { FactBody } from '../../domain/facts.ts';
import { DELIVERIES } from '../../domain/stores/order.ts';
import { ORDER_STATUSES, orderStatus } from '../../domain/stores/order-status.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { type OrderView, readOrders } from '../../storage/orders.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { reasonInput } from './point-shapes.ts';
import {
  cursorInput,
  customerAddress,
  customerParams,
  instant,
  instantOrNull,
  limitInput,
  pageOf,
  points,
  uuid,
} from './shapes.ts';
import { decide } from './submit.ts';
import { STATUSES } from './wallet-shape.ts';

const PAGE = 50;
const TRACKING_MAX = 500;
const tags = ['Reward stores'];
const read = { scope: 'offers:read' } as const;
const write = { scope: 'offers:write' } as const;
const params = z.strictObject({ customer: customerAddress, order: uuid });

const orderShape = z
  .strictObject({
    order_id: uuid,
    status: z.enum(ORDER_STATUSES).meta({ description: 'Whether what was bought has been redeemed.' }),
    date: instant.meta({ description: 'When the points were redeemed for it.' }),
    name: z.string(),
    offer: z.string(),
    offer_type: z.string(),
    quantity: z.int(),
    points_spent: points,
    delivery: z
      .enum(DELIVERIES)
      .nullable()
      .meta({ description: 'Null where nothing is sent: the offer is in the wallet.' }),
    tracking: z.string().nullable(),
    store: z.string(),
    item: z.string(),
    user_offers: z.array(z.strictObject({ user_offer_id: uuid, status: z.enum(STATUSES), redeemed_at: instantOrNull })),
    cancel_reason: z.string().nullable(),
    updated_at: instant,
    updated_by: z.string(),
  })
  .meta({ id: 'Order' });

export function orderRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/orders',
    {
      config: read,
      schema: {
        operationId: 'listOrders',
        summary: 'What a customer bought with points, newest first',
        tags,
        params: customerParams,
        querystring: z.strictObject({
          cancelled: z.enum(['true', 'false']).optional(),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(orderShape) },
      },
    },
    async ({ params: { customer }, query }) => {
      const { id } = await findCustomer(deps, customer);
      const { cancelled, limit, after = null } = query;
      const status = cancelled === undefined ? undefined : cancelled === 'true' ? 'cancelled' : 'placed';
      const page = await readOrders(deps.pool, id, { now: deps.clock.now(), limit, after, status });
      return { items: page.items.map(orderJson), next: page.next };
    },
  );

  app.get(
    '/v1/customers/:customer/orders/:order',
    {
      config: read,
      schema: {
        operationId: 'getOrder',
        summary: 'One order',
        tags,
        params,
        response: { 200: orderShape },
      },
    },
    async ({ params: { customer, order } }) => {
      const { id } = await findCustomer(deps, customer);
      const query = { now: deps.clock.now(), limit: 1, after: null, id: order.toLowerCase() };
      const { items } = await readOrders(deps.pool, id, query);
      if (items[0] === undefined) throw new EngineError('order_not_found', { order });
      return orderJson(items[0]);
    },
  );
}

function changeRoutes(app: App, deps: AdapterDeps): void {
  app.patch(
    '/v1/customers/:customer/orders/:order',
    {
      config: write,
      schema: {
        operationId: 'updateOrder',
        summary: 'Tell how far a delivery is; what is sent counts as redeemed',
        tags,
        params,
        body: z.strictObject({
          delivery: z.enum(['pending', 'shipped', 'delivered']).optional(),
          tracking: z.string().min(1).max(TRACKING_MAX).nullable().optional(),
          reason: reasonInput.nullable().default(null),
        }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { delivery, tracking, reason } = request.body;
      const orderId = request.params.order.toLowerCase();
      const body: FactBody = {
        kind: 'order.update',
        orderId,
        ...(delivery === undefined ? {} : { delivery }),
        ...(tracking === undefined ? {} : { tracking }),
        reason,
      };
      const sent = { order: orderId, body: request.sent };
      const { customer } = request.params;
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent });
    },
  );

  app.post(
    '/v1/customers/:customer/orders/:order/cancel',
    {
      config: write,
      schema: {
        operationId: 'cancelOrder',
        summary: 'Cancel an order: its points come back, its offers leave the wallet, its stock is as it was',
        tags,
        params,
        body: z.strictObject({ reason: reasonInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { reason } = request.body;
      const orderId = request.params.order.toLowerCase();
      const body = { kind: 'order.cancel', orderId, reason } as const;
      const { customer } = request.params;
      const sent = { order: orderId, reason };
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent });
    },
  );
}

function orderJson({ order, offers }: OrderView): z.output<typeof orderShape> {
  return {
    order_id: order.id,
    status: orderStatus(order, offers),
    date: isoText(order.orderedAt),
    name: order.title,
    offer: order.offer,
    offer_type: order.type,
    quantity: order.quantity,
    points_spent: order.points,
    delivery: order.delivery,
    tracking: order.tracking,
    store: order.store,
    item: order.item,
    user_offers: offers.map(({ id, status, redeemedAt }) => ({
      user_offer_id: id,
      status,
      redeemed_at: isoOrNull(redeemedAt),
    })),
    cancel_reason: order.cancelReason,
    updated_at: isoText(order.updatedAt),
    updated_by: order.updatedBy,
  };
}
