// Shapes that several routes of /v1 share: instants, names, addresses of customers, pages. Fields are named in snake_case.
import { z } from 'zod';
import type { Json } from '../../domain/facts.ts';
import type { CustomerRef } from '../../pipeline/submission.ts';
import { KEY_MAX_BYTES } from '../edge.ts';

/** Outside these years a date is a slip, and PostgreSQL's text forms differ from JavaScript's. */
const YEAR_MIN = 1900;
const YEAR_MAX = 2200;
const NAME_MAX = 60;
const IDENTIFIER_TYPE = /^[A-Za-z][A-Za-z0-9_.-]{0,59}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const POINTS_MAX = 1_000_000_000_000;

/** An instant as clients send it, epoch milliseconds afterwards. */
export const instantInput = z.iso
  .datetime({ offset: true })
  .refine((text) => isWithinYears(text), `an instant between the years ${YEAR_MIN} and ${YEAR_MAX}`)
  .transform((text) => Date.parse(text));

export const dateInput = z.iso
  .date()
  .refine((text) => isWithinYears(text), `a date between the years ${YEAR_MIN} and ${YEAR_MAX}`);

function isWithinYears(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= YEAR_MIN && year <= YEAR_MAX;
}

export const instant = z.iso.datetime();
export const instantOrNull = instant.nullable();
export const nameInput = z.string().min(1).max(NAME_MAX);
export const pointsInput = z.int().min(1).max(POINTS_MAX);
/** Sums may be larger than a single amount, and below zero where an account allows it. */
export const points = z.int();
export const keyInput = z
  .string()
  .min(1)
  .refine((key) => Buffer.byteLength(key) <= KEY_MAX_BYTES, `a key of at most ${KEY_MAX_BYTES} bytes`);
export const uuid = z.guid();
export const flagInput = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

export const identifierShape = z.strictObject({
  type: z.string().regex(IDENTIFIER_TYPE, 'a type: letters, digits, _ . and -').default('external'),
  value: keyInput,
});

/** A customer is addressed by our id or by `type:value` of one of their identifiers, in paths and bodies alike. */
export const customerAddress = z
  .string()
  .max(300)
  .refine((text) => parseAddress(text) !== null, 'a customer id (UUID) or type:value, such as external:4711')
  .transform((text): CustomerRef => parseAddress(text) ?? { kind: 'id', id: text })
  .meta({
    description: 'A customer: the id, or `type:value` of an identifier.',
    examples: ['c0f9a3d2-8f4b-4d8e-a1f6-2f1f7d3b5a10', 'external:4711'],
  });

function parseAddress(text: string): CustomerRef | null {
  if (UUID.test(text)) return { kind: 'id', id: text.toLowerCase() };
  const colon = text.indexOf(':');
  const [type, value] = [text.slice(0, Math.max(0, colon)), text.slice(colon + 1)];
  if (!IDENTIFIER_TYPE.test(type) || value === '' || Buffer.byteLength(value) > KEY_MAX_BYTES) return null;
  return { kind: 'identifier', type, value };
}

export const customerParams = z.strictObject({ customer: customerAddress });

/** An opaque place in a list, as `next` of the page before gave it. */
export const cursorInput = z.string().min(1).max(1_000).optional();
export const limitInput = (max: number, standard: number) => z.coerce.number().int().min(1).max(max).default(standard);

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Pass as `after` for the next page; null on the last one.' }),
  });
}

/** Any JSON: the edge has bounded it already, and a schema that walks it again would only cost time. */
export const json: z.ZodType<Json> = z.any();
export const jsonObject = z.record(z.string(), json);

/** Keys that a client left out are left out again, so that `absent` and `cleared` stay apart. */
export function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> };
export function defined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined));
}
