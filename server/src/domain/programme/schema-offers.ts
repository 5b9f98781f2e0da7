// The schema of offers: what a customer can be given to redeem later.

import { z } from 'zod';
import { pointsSchema, spanSchema, TEXT_MAX, titleSchema } from './schema-basics.ts';

const OFFER_TYPES = [
  'buy_x_get_y_fixed',
  'buy_x_get_y_percent',
  'buy_x_get_y_set_price',
  'fixed_amount_check_discount',
  'fixed_amount_item_discount',
  'percent_check_discount',
  'percent_item_discount',
  'set_price_coupon',
  'points',
  'manual_fulfillment',
] as const;

export const offerSchema = z.strictObject({
  title: titleSchema,
  description: z.string().max(TEXT_MAX).optional(),
  terms: z.string().max(TEXT_MAX).optional(),
  image: z.string().max(TEXT_MAX).optional(),
  type: z.enum(OFFER_TYPES),
  /** Per cent, or money in the smallest unit, by the type. */
  amount: z.int().min(0).max(1_000_000_000).optional(),
  pos_discount_id: z.string().max(200).optional(),
  /** What giving one costs the brand, in the smallest unit of money; counts against budgets. */
  cost: z.int().min(0).max(1_000_000_000).default(0),
  inventory: pointsSchema.optional(),
  per_customer: z.int().min(1).max(10_000).optional(),
  starts_at: z.iso.datetime({ offset: true }).optional(),
  ends_at: z.iso.datetime({ offset: true }).optional(),
  /** How long an issued offer can be redeemed; without it, until `ends_at`, or for ever. */
  valid_for: spanSchema.optional(),
});

export type OfferDefinition = z.output<typeof offerSchema>;
