// The catalogue: items with their categories, and stores. Transactions freeze the categories that items have when they come
// in; a later change is for later purchases.
import { z } from 'zod';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import {
  type CatalogueItem,
  readItem,
  readItems,
  readStores,
  type Store,
  saveItems,
  saveStores,
} from '../../storage/catalogue.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { cursorInput, flagInput, instant, limitInput, pageOf } from './shapes.ts';

const SAVE_MAX = 1_000;
const CATEGORIES_MAX = 50;
const PAGE = 100;
const tags = ['Catalogue'];
const read = { scope: 'catalogue:read' } as const;
const write = { scope: 'catalogue:write' } as const;

const name = z.string().min(1).max(200);
const itemInput = z
  .strictObject({ id: name, name, categories: z.array(name).max(CATEGORIES_MAX).default([]) })
  .meta({ id: 'CatalogueItemContent' });
const storeInput = z.strictObject({ id: name, name }).meta({ id: 'StoreContent' });

const storeFields = {
  id: z.string(),
  name: z.string().nullable().meta({ description: 'Null for what a transaction mentioned and nobody has named.' }),
  created_at: instant,
  updated_at: instant,
};
const storeShape = z.strictObject(storeFields).meta({ id: 'Store' });
const itemShape = z.strictObject({ ...storeFields, categories: z.array(z.string()) }).meta({ id: 'CatalogueItem' });
const savedShape = z.strictObject({ saved: z.int() });

const pageQuery = { limit: limitInput(PAGE_MAX, PAGE), after: cursorInput };

export function catalogueRoutes(app: App, deps: AdapterDeps): void {
  itemRoutes(app, deps);
  saveRoutes(app, deps);
  storeRoutes(app, deps);
}

function itemRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/items',
    {
      config: read,
      schema: {
        operationId: 'listItems',
        summary: 'Items of the catalogue, by id',
        tags,
        querystring: z.strictObject({ category: name.optional(), unnamed: flagInput, ...pageQuery }),
        response: { 200: pageOf(itemShape) },
      },
    },
    async ({ query }) => {
      const filter = { category: query.category ?? null, unnamed: query.unnamed ?? false };
      const page = await readItems(deps.pool, filter, { limit: query.limit, after: query.after ?? null });
      return { items: page.items.map(itemJson), next: page.next };
    },
  );

  app.get(
    '/v1/items/:item',
    {
      config: read,
      schema: {
        operationId: 'getItem',
        summary: 'One item',
        tags,
        params: z.strictObject({ item: name }),
        response: { 200: itemShape },
      },
    },
    async ({ params }) => {
      const found = await readItem(deps.pool, params.item);
      if (found === null) throw new EngineError('item_not_found', { item: params.item });
      return itemJson(found);
    },
  );
}

function saveRoutes(app: App, deps: AdapterDeps): void {
  app.put(
    '/v1/items',
    {
      config: write,
      schema: {
        operationId: 'saveItems',
        summary: `Add or replace up to ${SAVE_MAX} items`,
        tags,
        body: z.strictObject({ items: z.array(itemInput).min(1).max(SAVE_MAX) }),
        response: { 200: savedShape },
      },
    },
    async ({ body }) => {
      const items = lastOfEach(body.items);
      await saveItems(deps.pool, items, deps.clock.now());
      return { saved: items.length };
    },
  );

  app.put(
    '/v1/stores',
    {
      config: write,
      schema: {
        operationId: 'saveStores',
        summary: `Add or rename up to ${SAVE_MAX} stores`,
        tags,
        body: z.strictObject({ stores: z.array(storeInput).min(1).max(SAVE_MAX) }),
        response: { 200: savedShape },
      },
    },
    async ({ body }) => {
      const stores = lastOfEach(body.stores);
      await saveStores(deps.pool, stores, deps.clock.now());
      return { saved: stores.length };
    },
  );
}

function storeRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/stores',
    {
      config: read,
      schema: {
        operationId: 'listStores',
        summary: 'Stores, by id',
        tags,
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(storeShape) },
      },
    },
    async ({ query }) => {
      const page = await readStores(deps.pool, { limit: query.limit, after: query.after ?? null });
      return { items: page.items.map(storeJson), next: page.next };
    },
  );
}

/** Of what is named twice the last counts, as if they had come one after the other. */
function lastOfEach<T extends { readonly id: string }>(rows: readonly T[]): readonly T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

function storeJson({ id, name: title, createdAt, updatedAt }: Store): z.output<typeof storeShape> {
  return { id, name: title, created_at: isoText(createdAt), updated_at: isoText(updatedAt) };
}

function itemJson(item: CatalogueItem): z.output<typeof itemShape> {
  return { ...storeJson(item), categories: [...item.categories] };
}
