// What the catalogue knows of the items in a basket. Reading only.
import type pg from 'pg';
import type { BasketLine } from '../domain/offers/offer-fact.ts';

const ITEMS_MAX = 10_000;

/** Lines with the categories that their items have now; items that nobody declared have none. */
export async function withCategories(
  db: Pick<pg.Pool, 'query'>,
  lines: readonly Omit<BasketLine, 'categories'>[],
): Promise<readonly BasketLine[]> {
  const items = [...new Set(lines.map(({ item }) => item))];
  if (items.length === 0) return [];
  const { rows } = await db.query<{ readonly id: string; readonly categories: readonly string[] }>(
    `select i.id, i.categories
     from   laurel.item i
     where  i.id = any($1::text[])
     order  by i.id
     limit  ${ITEMS_MAX}`,
    [items],
  );
  const categories = new Map(rows.map((row) => [row.id, row.categories]));
  return lines.map((line) => ({ ...line, categories: categories.get(line.item) ?? [] }));
}
