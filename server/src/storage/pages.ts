// Pages of lists: how many rows, and where the next page goes on. A cursor is the last row's place in the order, opaque to
// clients; it grants nothing and is checked like any other input.
import { z } from 'zod';

export type Page = { readonly limit: number; readonly after: string | null };
export type PageOf<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/** More than a screen or a sync step needs; a longer list takes more calls, not more memory. */
export const PAGE_MAX = 1_000;

/** The cursor is none that this list gave. Adapters answer it as an invalid field. */
export class InvalidCursor extends Error {
  constructor() {
    super('The cursor is none that this list gave. Start again without one.');
    this.name = 'InvalidCursor';
  }
}

export const uuidPart = z.guid();
export const instantPart = z.int();
export const textPart = z.string();

export function cursorOf(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts), 'utf8').toString('base64url');
}

/** Null for the first page. */
export function readCursor<Parts>(after: string | null, schema: z.ZodType<Parts>): Parts | null {
  if (after === null) return null;
  const found = schema.safeParse(parsed(Buffer.from(after, 'base64url').toString('utf8')));
  if (!found.success) throw new InvalidCursor();
  return found.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InvalidCursor();
  }
}

/** Lists ask for one row more than they give: it tells whether there is a next page. */
export function rowsToRead(limit: number): number {
  return limitOf(limit) + 1;
}

function limitOf(limit: number): number {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`A page cannot have ${limit} rows.`);
  return Math.min(limit, PAGE_MAX);
}

/** Cuts what was read for a page down to it; the cursor is made of the last row that is given. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  each: { readonly item: (row: Row) => Item; readonly cursor: (row: Row) => string },
): PageOf<Item> {
  const given = rows.slice(0, limitOf(limit));
  const last = given.at(-1);
  return {
    items: given.map(each.item),
    next: last !== undefined && rows.length > given.length ? each.cursor(last) : null,
  };
}
