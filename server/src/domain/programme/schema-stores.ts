// The schema of reward stores: dated collections of offers that customers buy with points.

import { z } from 'zod';
import { expressionSchema, nameSchema, pointsSchema, TEXT_MAX, titleSchema } from './schema-basics.ts';

/** When something is to be had, and by whom. */
const accessShape = {
  starts_at: z.iso.datetime({ offset: true }).optional(),
  ends_at: z.iso.datetime({ offset: true }).optional(),
  audience: z.union([nameSchema, expressionSchema]).optional(),
  /** Only members of these levels. */
  tiers: z.strictObject({ system: nameSchema, levels: z.array(nameSchema).min(1).max(100) }).optional(),
};

const storeItemSchema = z.strictObject({
  offer: nameSchema,
  /** In points, for one; 0 for what members take for nothing. */
  price: z.int().min(0).max(1_000_000_000),
  /** So many in all, beside what the offer's own inventory allows. */
  quantity: pointsSchema.optional(),
  per_customer: z.int().min(1).max(10_000).optional(),
  /** Something that is sent; without it, whatever is fulfilled by hand is. */
  shipped: z.boolean().optional(),
  ...accessShape,
});

export const storeSchema = z.strictObject({
  title: titleSchema,
  description: z.string().max(TEXT_MAX).optional(),
  /** Accounts that purchases draw from; without it, the default accounts. */
  accounts: z.array(nameSchema).min(1).max(100).optional(),
  items: z.record(nameSchema, storeItemSchema).default({}),
  ...accessShape,
});

export type StoreDefinition = z.output<typeof storeSchema>;
export type StoreItemDefinition = z.output<typeof storeItemSchema>;
