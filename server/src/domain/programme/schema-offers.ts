// The schema of offers: what a customer can be given to redeem later.

import { z } from 'zod';
import {
  expressionSchema,
  LIST_MAX,
  nameSchema,
  pointsSchema,
  spanSchema,
  TEXT_MAX,
  titleSchema,
} from './schema-basics.ts';

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

const moneySchema = z.int().min(0).max(1_000_000_000);
const textSchema = z.string().min(1).max(200);

/** Items of the catalogue by their ids, or by their categories; whatever matches one of them. */
const itemChoiceSchema = z.strictObject({
  items: z.array(textSchema).max(LIST_MAX).default([]),
  categories: z.array(textSchema).max(LIST_MAX).default([]),
});
export type ItemChoice = z.output<typeof itemChoiceSchema>;

export const offerSchema = z.strictObject({
  title: titleSchema,
  description: z.string().max(TEXT_MAX).optional(),
  terms: z.string().max(TEXT_MAX).optional(),
  image: z.string().max(TEXT_MAX).optional(),
  type: z.enum(OFFER_TYPES),
  /** Per cent, money in the smallest unit, or points, by the type. */
  amount: moneySchema.optional(),
  /** The items that get cheaper; without it, all. Of types that discount items, and of buy x get y. */
  applies_to: itemChoiceSchema.optional(),
  /** Of buy x get y: what has to be bought; without it, the same items. */
  buys: itemChoiceSchema.optional(),
  buy_count: z.int().min(1).max(100).default(1),
  get_count: z.int().min(1).max(100).default(1),
  /** So many items, or rounds of buy x get y, in one transaction at most. */
  recurrence: z.int().min(1).max(1_000).default(1),
  minimum_spend: moneySchema.optional(),
  max_discount: moneySchema.optional(),
  stores: z.array(textSchema).min(1).max(LIST_MAX).optional(),
  /** Of the type points: where redeeming deposits them. */
  account: nameSchema.optional(),
  source: nameSchema.optional(),
  pos_discount_id: z.string().max(200).optional(),
  /** What giving one costs the brand, in the smallest unit of money; counts against budgets. */
  cost: z.int().min(0).max(1_000_000_000).default(0),
  inventory: pointsSchema.optional(),
  /** Who can be given it; without it, everybody. */
  audience: z.union([nameSchema, expressionSchema]).optional(),
  per_customer: z.int().min(1).max(10_000).optional(),
  starts_at: z.iso.datetime({ offset: true }).optional(),
  ends_at: z.iso.datetime({ offset: true }).optional(),
  /** How long an issued offer can be redeemed; without it, until `ends_at`, or for ever. */
  valid_for: spanSchema.optional(),
});

export type OfferDefinition = z.output<typeof offerSchema>;
