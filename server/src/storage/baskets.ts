// What the catalogue knows of the items in a basket. Reading only.
import type pg from 'pg';
import type { BasketLine } from '../domain/offers/offer-fact.ts';
import { readCategories } from './catalogue.ts';

/** Lines with the categories that their items have now; items that nobody declared have none. */
export async function withCategories(
  db: pg.Pool,
  lines: readonly Omit<BasketLine, 'categories'>[],
): Promise<readonly BasketLine[]> {
  const items = [...new Set(lines.map(({ item }) => item))];
  if (items.length === 0) return [];
  const categories = await readCategories(db, items);
  return lines.map((line) => ({ ...line, categories: categories.get(line.item) ?? [] }));
}
