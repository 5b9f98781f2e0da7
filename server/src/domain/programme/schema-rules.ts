// The schema of rules: what customers must do, and what they are given for it.

import { z } from 'zod';
import {
  countSchema,
  eventNameSchema,
  expressionSchema,
  limitSchema,
  nameSchema,
  pointsSchema,
  rankSchema,
  spanSchema,
  TEXT_MAX,
  TITLE_MAX,
  titleSchema,
} from './schema-basics.ts';
import { lineFilterShape, purchaseSchema } from './schema-purchases.ts';

const outcomeBase = { rank: rankSchema, required: z.boolean().default(false) };
const amountSchema = z.union([pointsSchema, expressionSchema]);
export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('points'),
    amount: amountSchema,
    account: nameSchema.optional(),
    source: nameSchema,
    pending: spanSchema.optional(),
    ...outcomeBase,
  }),
  /** Points by what was bought; of behaviors of purchases only. */
  z.strictObject({
    kind: z.literal('purchase_points'),
    /** `money`: for each whole unit of the currency, without tax; `item`: for each line; `quantity`: for each unit. */
    per: z.enum(['money', 'item', 'quantity']).default('money'),
    rate: z.number().positive().max(1_000_000).multipleOf(0.0001).default(1),
    ...lineFilterShape,
    account: nameSchema.optional(),
    source: nameSchema,
    pending: spanSchema.optional(),
    ...outcomeBase,
  }),
  z.strictObject({ kind: z.literal('spend'), amount: amountSchema, account: nameSchema.optional(), ...outcomeBase }),
  z.strictObject({
    kind: z.literal('expire'),
    account: nameSchema,
    percent: z.int().min(1).max(100).default(100),
    ...outcomeBase,
  }),
  z.strictObject({
    kind: z.literal('tag'),
    tag: z.string().min(1).max(100),
    ttl: spanSchema.optional(),
    ...outcomeBase,
  }),
  z.strictObject({
    kind: z.literal('attribute'),
    attribute: nameSchema,
    value: z.union([z.string().max(TEXT_MAX), z.number(), z.boolean(), z.array(z.string().max(TITLE_MAX)).max(100)]),
    ...outcomeBase,
  }),
  z.strictObject({
    kind: z.literal('tier'),
    system: nameSchema,
    level: nameSchema,
    entrance_outcomes: z.boolean().default(true),
    ...outcomeBase,
  }),
  z.strictObject({
    kind: z.literal('event'),
    event: eventNameSchema,
    properties: z.record(nameSchema, z.union([z.string().max(TEXT_MAX), z.number(), z.boolean()])).default({}),
    ...outcomeBase,
  }),
  /** Puts an offer into the customer's wallet. */
  z.strictObject({
    kind: z.literal('offer'),
    offer: nameSchema,
    quantity: z.int().min(1).max(100).default(1),
    ...outcomeBase,
  }),
  /** Assigns the next free promo code of a list to the customer. */
  z.strictObject({ kind: z.literal('promo_code'), list: nameSchema, ...outcomeBase }),
  /** Buys a reward with the customer's points, when they are enough. */
  z.strictObject({ kind: z.literal('purchase'), store: nameSchema, item: nameSchema, ...outcomeBase }),
  /** Sends a message through a provider; without `provider` through the first one that the message has a variant for. */
  z.strictObject({ kind: z.literal('message'), message: nameSchema, provider: nameSchema.optional(), ...outcomeBase }),
]);

const leafSchema = z.strictObject({
  event: eventNameSchema,
  when: expressionSchema.optional(),
  times: countSchema.default(1),
});
/** Purchases of a kind: so many of them, or so much spent in them. */
const purchaseLeafSchema = z.strictObject({
  purchase: purchaseSchema,
  when: expressionSchema.optional(),
  times: countSchema.default(1),
  spend: pointsSchema.optional(),
});
type LeafInput = z.output<typeof leafSchema> | z.output<typeof purchaseLeafSchema>;
export type BehaviorNode =
  | LeafInput
  | { readonly all: readonly BehaviorNode[] }
  | { readonly any: readonly BehaviorNode[] };
export const nodeSchema: z.ZodType<BehaviorNode> = z.lazy(() =>
  z.union([
    leafSchema,
    purchaseLeafSchema,
    z.strictObject({ all: z.array(nodeSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(nodeSchema).min(1).max(20) }),
  ]),
);

export const ruleShape = {
  title: titleSchema.optional(),
  behavior: nodeSchema,
  /** All parts of the behavior must fall inside this span; without it they may lie any time apart. */
  within: spanSchema.optional(),
  /** Count what was done before the customer became eligible, too. */
  look_back: z.boolean().default(false),
  audience: z.union([nameSchema, expressionSchema]).optional(),
  limit: limitSchema.optional(),
  limit_total: limitSchema.optional(),
  outcomes: z.array(outcomeSchema).min(1).max(50),
};

export type OutcomeDefinition = z.output<typeof outcomeSchema>;
export type PurchasePointsDefinition = Extract<OutcomeDefinition, { kind: 'purchase_points' }>;
