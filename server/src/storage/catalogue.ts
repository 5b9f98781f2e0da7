// The catalogue: items with their categories, and stores. What transactions mention first is recorded without a name.
import type pg from 'pg';
import { z } from 'zod';
import type { Instant } from '../domain/time.ts';
import { texts } from './arrays.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, textPart } from './pages.ts';

type Queryable = Pick<pg.Pool | pg.ClientBase, 'query'>;

export type CatalogueItem = {
  readonly id: string;
  readonly name: string | null;
  readonly categories: readonly string[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
};
export type Store = Omit<CatalogueItem, 'categories'>;

/** The categories of those that are there. */
export async function readCategories(
  db: Queryable,
  items: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (items.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; categories: readonly string[] }>({
    name: 'read-categories',
    text: `select i.id, i.categories
           from   unnest($1::text[]) as r(id)
                  join laurel.item i on i.id = r.id
           order  by i.id`,
    values: [texts(items)],
  });
  return new Map(rows.map(({ id, categories }) => [id, categories]));
}

const TABLES = { item: 'item', store: 'store' } as const;
type Kind = keyof typeof TABLES;

/** Records what was mentioned and is not there yet. */
export async function noteMentioned(db: Queryable, kind: Kind, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  const columns = kind === 'item' ? ', categories' : '';
  const values = kind === 'item' ? `, '[]'::jsonb` : '';
  await db.query(
    `insert into laurel.${TABLES[kind]} (id, created_at, updated_at${columns})
     select r.id, $2, $2${values} from unnest($1::text[]) as r(id)
     on conflict (id) do nothing`,
    [texts(ids), new Date(at)],
  );
}

export async function saveItems(
  db: Queryable,
  items: readonly Pick<CatalogueItem, 'id' | 'name' | 'categories'>[],
  at: Instant,
): Promise<void> {
  const rows = items.map(({ id, name, categories }) => ({ id, name, categories }));
  await db.query(
    `insert into laurel.item (id, name, categories, created_at, updated_at)
     select r.id, r.name, r.categories, $2, $2
     from   jsonb_to_recordset($1::jsonb) as r(id text, name text, categories jsonb)
     on conflict (id) do update
     set    name = excluded.name, categories = excluded.categories, updated_at = excluded.updated_at`,
    [JSON.stringify(rows), new Date(at)],
  );
}

export async function saveStores(
  db: Queryable,
  stores: readonly Pick<Store, 'id' | 'name'>[],
  at: Instant,
): Promise<void> {
  const rows = stores.map(({ id, name }) => ({ id, name }));
  await db.query(
    `insert into laurel.store (id, name, created_at, updated_at)
     select r.id, r.name, $2, $2
     from   jsonb_to_recordset($1::jsonb) as r(id text, name text)
     on conflict (id) do update set name = excluded.name, updated_at = excluded.updated_at`,
    [JSON.stringify(rows), new Date(at)],
  );
}

const CURSOR = z.tuple([textPart]);

export type ItemFilter = {
  readonly category: string | null;
  /** Only those that nobody has named. */
  readonly unnamed: boolean;
};

type ItemRow = {
  readonly id: string;
  readonly name: string | null;
  readonly categories: readonly string[];
  readonly created_at: Instant;
  readonly updated_at: Instant;
};

/** By their ids. */
export async function readItems(db: Queryable, filter: ItemFilter, page: Page): Promise<PageOf<CatalogueItem>> {
  const [after] = readCursor(page.after, CURSOR) ?? [null];
  const { rows } = await db.query<ItemRow>(
    `select i.id, i.name, i.categories, i.created_at, i.updated_at
     from   laurel.item i
     where  ($1::text is null or i.id > $1) and ($2::text is null or i.categories @> to_jsonb($2::text))
       and  (not $3::boolean or i.name is null)
     order  by i.id
     limit  $4`,
    [after, filter.category, filter.unnamed, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: itemOf, cursor: ({ id }) => cursorOf([id]) });
}

/** Null when there is none. */
export async function readItem(db: Queryable, id: string): Promise<CatalogueItem | null> {
  const { rows } = await db.query<ItemRow>(
    'select id, name, categories, created_at, updated_at from laurel.item where id = $1',
    [id],
  );
  return rows[0] === undefined ? null : itemOf(rows[0]);
}

export async function readStores(db: Queryable, page: Page): Promise<PageOf<Store>> {
  const [after] = readCursor(page.after, CURSOR) ?? [null];
  const { rows } = await db.query<Omit<ItemRow, 'categories'>>(
    `select s.id, s.name, s.created_at, s.updated_at
     from   laurel.store s
     where  $1::text is null or s.id > $1
     order  by s.id
     limit  $2`,
    [after, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: storeOf, cursor: ({ id }) => cursorOf([id]) });
}

function itemOf({ id, name, categories, created_at: createdAt, updated_at: updatedAt }: ItemRow): CatalogueItem {
  return { id, name, categories, createdAt, updatedAt };
}

function storeOf({ id, name, created_at: createdAt, updated_at: updatedAt }: Omit<ItemRow, 'categories'>): Store {
  return { id, name, createdAt, updatedAt };
}
