// The schema of what rules and tiers ask of purchases. Money is in the smallest unit of the programme's currency.

import { z } from 'zod';
import { countSchema, LIST_MAX, pointsSchema } from './schema-basics.ts';

/** Ids of items and stores, names of categories and channels, promo codes: as the tills send them. */
const foreignName = z.string().min(1).max(200);
const foreignNames = z.array(foreignName).min(1).max(LIST_MAX);

/** Lines of one of these items, or of one of these categories; of all where neither is written. */
export const lineFilterShape = { items: foreignNames.optional(), categories: foreignNames.optional() };
const lineFilterSchema = z.strictObject(lineFilterShape);

export const purchaseSchema = z.strictObject({
  ...lineFilterShape,
  /** At least so many units, or so much money without tax, of these lines. */
  min_count: countSchema.optional(),
  min_value: pointsSchema.optional(),
  /** Something of each in one purchase. */
  pairing: z.array(lineFilterSchema).min(2).max(10).optional(),
  quantity: z.strictObject({ item: foreignName, at_least: countSchema }).optional(),
  /** One of these codes; `true`: any. */
  promo_code: z.union([z.literal(true), foreignNames]).optional(),
  stores: foreignNames.optional(),
  channels: foreignNames.optional(),
});

export type LineFilter = z.output<typeof lineFilterSchema>;
export type PurchaseDefinition = z.output<typeof purchaseSchema>;
