// Offers: which there are and how many are left, and giving one by hand. What is in a wallet is in wallet.ts.
import { z } from 'zod';
import { phaseOf } from '../../domain/offers/availability.ts';
import { readStock, type Stock } from '../../storage/offers.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { decisionShape } from './decision-shape.ts';
import { liveProgramme } from './live-programme.ts';
import { reasonInput } from './point-shapes.ts';
import { customerParams, nameInput } from './shapes.ts';
import { decide } from './submit.ts';

const QUANTITY_MAX = 100;
const tags = ['Offers'];

const offerShape = z
  .strictObject({
    offer: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    type: z.string(),
    status: z.enum(['scheduled', 'live', 'ended']).meta({ description: 'By its dates.' }),
    amount: z.int().nullable(),
    starts_at: z.string().nullable(),
    ends_at: z.string().nullable(),
    issued: z.int().meta({ description: 'Ever given, those taken back left out.' }),
    redeemed: z.int(),
    inventory: z.int().nullable(),
    left: z.int().nullable().meta({ description: 'Null where the offer has no inventory.' }),
  })
  .meta({ id: 'Offer' });

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
      const now = deps.clock.now();
      return {
        items: Object.entries(document.offers).map(([offer, definition]) => ({
          offer,
          title: definition.title,
          description: definition.description ?? null,
          type: definition.type,
          status: phaseOf(definition, now),
          amount: definition.amount ?? null,
          starts_at: definition.starts_at ?? null,
          ends_at: definition.ends_at ?? null,
          ...stockJson(definition.inventory, stock.get(offer)),
        })),
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
