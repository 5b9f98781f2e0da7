// Reward stores: which there are, what a customer can buy in them, and buying. Orders are in orders.ts.
import { z } from 'zod';
import { isWithin } from '../../domain/offers/availability.ts';
import type { StoreDefinition } from '../../domain/programme/schema-stores.ts';
import { type Shelf, shelvesOf } from '../../domain/stores/shelf.ts';
import { accountsOf, itemKey } from '../../domain/stores/store-item.ts';
import { readStockLeft, type StockLeft } from '../../storage/stock.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { inspect } from './inspect.ts';
import { liveProgramme } from './live-programme.ts';
import { customerAddress, customerParams, flagInput, nameInput, points } from './shapes.ts';
import { decide } from './submit.ts';
import { reasonJson, reasonShape } from './wallet-shape.ts';

const QUANTITY_MAX = 100;
const tags = ['Reward stores'];
const read = { scope: 'offers:read' } as const;

const accessShape = {
  starts_at: z.string().nullable(),
  ends_at: z.string().nullable(),
  audience: z.string().nullable().meta({ description: 'A named audience or an expression; null: everybody.' }),
  tiers: z
    .strictObject({ system: z.string(), levels: z.array(z.string()) })
    .nullable()
    .meta({ description: 'Only for members of these levels.' }),
};

const itemShape = z.strictObject({
  item: z.string(),
  offer: z.string(),
  title: z.string(),
  type: z.string().nullable(),
  price: points.meta({ description: 'In points, for one.' }),
  quantity: z.int().nullable().meta({ description: 'So many in all; null: no limit of the store.' }),
  left: z.int().nullable(),
  per_customer: z.int().nullable(),
  ...accessShape,
});

const storeShape = z
  .strictObject({
    store: z.string(),
    title: z.string(),
    description: z.string().nullable(),
    open: z.boolean().meta({ description: 'By its dates.' }),
    accounts: z.array(z.string()).meta({ description: 'Purchases draw from these.' }),
    ...accessShape,
    items: z.array(itemShape),
  })
  .meta({ id: 'RewardStore' });

const shelfShape = z
  .strictObject({
    store: z.string(),
    title: z.string(),
    available: z.boolean(),
    reason: reasonShape,
    points: points.meta({ description: 'What the customer can spend there.' }),
    items: z.array(z.strictObject({ ...itemShape.shape, available: z.boolean(), reason: reasonShape })),
  })
  .meta({ id: 'CustomerRewardStore' });

export function storeRoutes(app: App, deps: AdapterDeps): void {
  storesRoute(app, deps);
  shelvesRoute(app, deps);
  purchaseRoute(app, deps);
}

function storesRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/reward-stores',
    {
      config: read,
      schema: {
        operationId: 'listRewardStores',
        summary: 'All reward stores of the programme, with what they sell',
        tags,
        response: { 200: z.strictObject({ items: z.array(storeShape) }) },
      },
    },
    async () => {
      const programme = await liveProgramme(deps);
      const stock = await readStockLeft(deps.pool, programme);
      const { offers, stores } = programme.document;
      return {
        items: Object.entries(stores).map(([store, definition]) => ({
          store,
          title: definition.title,
          description: definition.description ?? null,
          open: isWithin(definition, deps.clock.now()),
          accounts: [...accountsOf(programme, definition)],
          ...accessJson(definition),
          items: Object.entries(definition.items).map(([item, one]) =>
            itemJson({ store, item, definition: one, offer: offers[one.offer] }, stock),
          ),
        })),
      };
    },
  );
}

function shelvesRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/reward-stores',
    {
      config: read,
      schema: {
        operationId: 'listRewardStoresOfCustomer',
        summary: 'What a customer can buy with points now, and why other things cannot be bought',
        tags,
        params: customerParams,
        querystring: z.strictObject({
          available: flagInput.meta({ description: 'Only what can be bought, or only what cannot.' }),
        }),
        response: { 200: z.strictObject({ items: z.array(shelfShape) }) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { programme, state } = await inspect(deps, id);
      const stock = await readStockLeft(deps.pool, programme);
      const { left } = stock;
      const shelves = shelvesOf({ programme, state, now: deps.clock.now(), quantity: 1, left });
      return { items: shelves.map((shelf) => shelfJson(shelf, stock, query.available)) };
    },
  );
}

function purchaseRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/reward-stores/:store/purchases',
    {
      config: { scope: 'offers:write' },
      schema: {
        operationId: 'purchaseReward',
        summary: 'Buy a reward: the points are spent and the offer is given, or neither',
        tags,
        params: z.strictObject({ customer: customerAddress, store: nameInput }),
        body: z.strictObject({
          item: nameInput,
          quantity: z.int().min(1).max(QUANTITY_MAX).default(1),
          accounts: z
            .array(nameInput)
            .min(1)
            .max(100)
            .nullable()
            .default(null)
            .meta({ description: "Of the store's accounts, those to draw from; null: all of them." }),
        }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, store } = request.params;
      const { item, quantity, accounts } = request.body;
      const body = { kind: 'store.purchase', store, item, quantity, accounts } as const;
      const sent = { store, item, quantity, accounts };
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent });
    },
  );
}

type Access = Pick<StoreDefinition, 'starts_at' | 'ends_at' | 'audience' | 'tiers'>;

function accessJson({ starts_at, ends_at, audience, tiers }: Access) {
  return {
    starts_at: starts_at ?? null,
    ends_at: ends_at ?? null,
    audience: audience ?? null,
    tiers: tiers === undefined ? null : { system: tiers.system, levels: [...tiers.levels] },
  };
}

type Item = Pick<Shelf['items'][number], 'item' | 'definition' | 'offer'> & { readonly store: string };

function itemJson({ store, item, definition, offer }: Item, stock: StockLeft): z.output<typeof itemShape> {
  return {
    item,
    offer: definition.offer,
    title: offer?.title ?? definition.offer,
    type: offer?.type ?? null,
    price: definition.price,
    quantity: definition.quantity ?? null,
    left: stock.leftOf(itemKey(store, item)),
    per_customer: definition.per_customer ?? null,
    ...accessJson(definition),
  };
}

function shelfJson(shelf: Shelf, stock: StockLeft, wanted: boolean | undefined): z.output<typeof shelfShape> {
  const { store, definition, hindrance, items } = shelf;
  return {
    store,
    title: definition.title,
    available: hindrance === null,
    reason: reasonJson(hindrance),
    points: shelf.points,
    items: items
      .filter((one) => wanted === undefined || (one.hindrance === null) === wanted)
      .map((one) => ({
        ...itemJson({ ...one, store }, stock),
        available: one.hindrance === null,
        reason: reasonJson(one.hindrance),
      })),
  };
}
