// Offers: which there are and how many are left, a customer's wallet, giving one by hand and taking one back.
import { z } from 'zod';
import type { UserOffer } from '../../domain/state.ts';
import { isoText } from '../../domain/time.ts';
import { readStock, readWallet, type Stock } from '../../storage/offers.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import { reasonInput } from './point-shapes.ts';
import {
  cursorInput,
  customerAddress,
  customerParams,
  instant,
  instantOrNull,
  limitInput,
  nameInput,
  pageOf,
  uuid,
} from './shapes.ts';
import { decide } from './submit.ts';

const PAGE = 50;
const QUANTITY_MAX = 100;
const tags = ['Offers'];
const STATUSES = ['issued', 'locked', 'redeemed', 'expired', 'revoked'] as const;

const offerShape = z
  .strictObject({
    offer: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    type: z.string(),
    amount: z.int().nullable(),
    starts_at: z.string().nullable(),
    ends_at: z.string().nullable(),
    issued: z.int().meta({ description: 'Ever given, those taken back left out.' }),
    redeemed: z.int(),
    inventory: z.int().nullable(),
    left: z.int().nullable().meta({ description: 'Null where the offer has no inventory.' }),
  })
  .meta({ id: 'Offer' });

const userOfferShape = z
  .strictObject({
    user_offer_id: uuid,
    offer: z.string(),
    title: z.string(),
    status: z.enum(STATUSES),
    issued_at: instant,
    starts_at: instantOrNull,
    expires_at: instantOrNull,
    rule: z.string().nullable().meta({ description: 'What gave it; null when somebody did by hand.' }),
  })
  .meta({ id: 'UserOffer' });

export function offerRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  const config = { scope: 'offers:read' } as const;
  app.get(
    '/v1/offers',
    {
      config,
      schema: {
        operationId: 'listOffers',
        summary: 'All offers of the programme, and how many were given',
        tags,
        response: { 200: z.strictObject({ items: z.array(offerShape) }) },
      },
    },
    async () => {
      const { document } = await liveProgramme(deps);
      const stock = await readStock(deps.pool, Object.keys(document.offers));
      return {
        items: Object.entries(document.offers).map(([offer, definition]) => ({
          offer,
          title: definition.title,
          description: definition.description ?? null,
          type: definition.type,
          amount: definition.amount ?? null,
          starts_at: definition.starts_at ?? null,
          ends_at: definition.ends_at ?? null,
          ...stockJson(definition.inventory, stock.get(offer)),
        })),
      };
    },
  );

  app.get(
    '/v1/customers/:customer/offers',
    {
      config,
      schema: {
        operationId: 'listOffersOfCustomer',
        summary: "A customer's wallet, newest first",
        tags,
        params: customerParams,
        querystring: z.strictObject({
          status: z.enum(STATUSES).optional(),
          offer: nameInput.optional(),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(userOfferShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { document } = await liveProgramme(deps);
      const page = await readWallet(deps.pool, id, {
        statuses: query.status === undefined ? undefined : [query.status],
        offer: query.offer,
        now: deps.clock.now(),
        limit: query.limit,
        after: query.after ?? null,
      });
      return {
        items: page.items.map((one) => userOfferJson(one, document.offers[one.offer]?.title ?? one.offer)),
        next: page.next,
      };
    },
  );
}

function changeRoutes(app: App, deps: AdapterDeps): void {
  const config = { scope: 'offers:write' } as const;
  app.post(
    '/v1/customers/:customer/offers',
    {
      config,
      schema: {
        operationId: 'issueOffer',
        summary: 'Give an offer by hand',
        tags,
        params: customerParams,
        body: z.strictObject({
          offer: nameInput,
          quantity: z.int().min(1).max(QUANTITY_MAX).default(1),
          reason: reasonInput,
        }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { offer, quantity, reason } = request.body;
      const body = { kind: 'offer.issue', offer, quantity, reason } as const;
      return decide(deps.engine, { request, reply }, { customer: request.params.customer, body, operation: body.kind });
    },
  );

  app.post(
    '/v1/customers/:customer/offers/:user_offer/revoke',
    {
      config,
      schema: {
        operationId: 'revokeOffer',
        summary: 'Take an offer back; it goes into stock again',
        tags,
        params: z.strictObject({ customer: customerAddress, user_offer: uuid }),
        body: z.strictObject({ reason: reasonInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, user_offer } = request.params;
      const { reason } = request.body;
      const body = { kind: 'offer.revoke', userOfferId: user_offer.toLowerCase(), reason } as const;
      const sent = { user_offer, reason };
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent });
    },
  );
}

function stockJson(inventory: number | undefined, stock: Stock | undefined) {
  const { issued = 0, redeemed = 0, used = 0 } = stock ?? {};
  return {
    issued,
    redeemed,
    inventory: inventory ?? null,
    left: inventory === undefined ? null : Math.max(0, inventory - used),
  };
}

function userOfferJson(offer: UserOffer, title: string): z.output<typeof userOfferShape> {
  return {
    user_offer_id: offer.id,
    offer: offer.offer,
    title,
    status: offer.status,
    issued_at: isoText(offer.issuedAt),
    starts_at: isoOrNull(offer.startsAt),
    expires_at: isoOrNull(offer.expiresAt),
    rule: offer.rule,
  };
}
