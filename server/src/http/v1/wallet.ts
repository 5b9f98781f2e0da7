// A customer's wallet as the tabs of the profile show it: issued, available, redeemed, expired; and exclusions from offers.
import { z } from 'zod';
import { hindranceOf, isWithin, stockKey } from '../../domain/offers/availability.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readExclusions } from '../../storage/exclusions.ts';
import { readUserOffer, readWallet } from '../../storage/offers.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { readStockLeft } from '../../storage/stock.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { findCustomer } from './find-customer.ts';
import { inspect } from './inspect.ts';
import { liveProgramme } from './live-programme.ts';
import {
  cursorInput,
  customerAddress,
  customerParams,
  flagInput,
  instant,
  instantOrNull,
  limitInput,
  nameInput,
  pageOf,
  uuid,
} from './shapes.ts';
import { reasonJson, reasonShape, STATUSES, userOfferJson, userOfferShape } from './wallet-shape.ts';

const PAGE = 50;
const tags = ['Offers'];
const config = { scope: 'offers:read' } as const;

const availableShape = z
  .strictObject({
    offer: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    type: z.string(),
    ends_at: instantOrNull,
    left: z.int().nullable().meta({ description: 'Null where the offer has no inventory.' }),
    available: z.boolean(),
    reason: reasonShape,
  })
  .meta({ id: 'AvailableOffer' });

const exclusionShape = z
  .strictObject({
    exclusion_id: uuid,
    offer: z.string(),
    title: z.string(),
    user_offer_id: uuid.meta({ description: 'The one that was revoked.' }),
    status: z.enum(['excluded', 'lifted']),
    reason: z.string(),
    by: z.string(),
    at: instant,
    lifted_reason: z.string().nullable(),
    lifted_by: z.string().nullable(),
    lifted_at: instantOrNull,
  })
  .meta({ id: 'OfferExclusion' });

export function walletRoutes(app: App, deps: AdapterDeps): void {
  listRoute(app, deps);
  availableRoute(app, deps);
  oneRoute(app, deps);
  exclusionsRoute(app, deps);
}

function listRoute(app: App, deps: AdapterDeps): void {
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
          status: z
            .enum([...STATUSES, 'open'])
            .optional()
            .meta({ description: '`open`: issued or locked.' }),
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
      const { status } = query;
      const page = await readWallet(deps.pool, id, {
        statuses: status === undefined ? undefined : status === 'open' ? ['issued', 'locked'] : [status],
        offer: query.offer,
        now: deps.clock.now(),
        limit: query.limit,
        after: query.after ?? null,
      });
      return { items: page.items.map((one) => userOfferJson(one, document.offers[one.offer])), next: page.next };
    },
  );
}

function availableRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/offers/available',
    {
      config,
      schema: {
        operationId: 'listAvailableOffers',
        summary: 'Live offers: which can be issued to the customer now, and why others cannot',
        tags,
        params: customerParams,
        querystring: z.strictObject({
          available: flagInput.meta({ description: 'Only those that can be issued, or only those that cannot.' }),
        }),
        response: { 200: z.strictObject({ items: z.array(availableShape) }) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { programme, state } = await inspect(deps, id);
      const now = deps.clock.now();
      const live = Object.entries(programme.document.offers).filter(([, definition]) => isWithin(definition, now));
      const { left, leftOf } = await readStockLeft(deps.pool, programme);
      const items = live.map(([offer, definition]) => {
        const hindrance = hindranceOf({ programme, state, now, quantity: 1, left }, offer);
        return {
          offer,
          title: definition.title,
          description: definition.description ?? null,
          type: definition.type,
          ends_at: definition.ends_at === undefined ? null : isoText(Date.parse(definition.ends_at)),
          left: leftOf(stockKey(offer)),
          available: hindrance === null,
          reason: reasonJson(hindrance),
        };
      });
      return { items: items.filter((one) => query.available === undefined || one.available === query.available) };
    },
  );
}

function oneRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/offers/:user_offer',
    {
      config,
      schema: {
        operationId: 'getOfferOfCustomer',
        summary: 'One offer of a wallet',
        tags,
        params: z.strictObject({ customer: customerAddress, user_offer: uuid }),
        response: { 200: userOfferShape },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { document } = await liveProgramme(deps);
      const wanted = { id: params.user_offer.toLowerCase(), now: deps.clock.now() };
      const found = await readUserOffer(deps.pool, id, wanted);
      if (found === null) throw new EngineError('user_offer_not_found', { user_offer: params.user_offer });
      return userOfferJson(found, document.offers[found.offer]);
    },
  );
}

function exclusionsRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/offer-exclusions',
    {
      config,
      schema: {
        operationId: 'listOfferExclusions',
        summary: 'Offers that agents excluded the customer from, lifted ones too, newest first',
        tags,
        params: customerParams,
        response: { 200: z.strictObject({ items: z.array(exclusionShape) }) },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { document } = await liveProgramme(deps);
      const found = await readExclusions(deps.pool, id);
      return {
        items: found.map((one) => ({
          exclusion_id: one.id,
          offer: one.offer,
          title: document.offers[one.offer]?.title ?? one.offer,
          user_offer_id: one.userOfferId,
          status: one.status,
          reason: one.reason,
          by: one.by,
          at: isoText(one.at),
          lifted_reason: one.liftedReason,
          lifted_by: one.liftedBy,
          lifted_at: isoOrNull(one.liftedAt),
        })),
      };
    },
  );
}
