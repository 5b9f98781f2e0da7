// The shape of a programme document: everything a brand configures, as one strict schema.
// References between parts and expressions are checked by `compile`; reading YAML is the loader's work.

import { z } from 'zod';
import { isTimeZone } from '../time.ts';
import {
  eventNameSchema,
  expressionSchema,
  LIST_MAX,
  limitSchema,
  nameSchema,
  periodSchema,
  pointsSchema,
  spanSchema,
  TEXT_MAX,
  TITLE_MAX,
  titleSchema,
} from './schema-basics.ts';
import { campaignSchema } from './schema-campaigns.ts';
import { cardProcessorSchema, cardTypeSchema } from './schema-cards.ts';
import { auditFeedSchema, reasonCodesSchema, tagsSchema } from './schema-care.ts';
import { externalSystemSchema } from './schema-external.ts';
import { messageSchema, providerSchema } from './schema-messages.ts';
import { offerSchema } from './schema-offers.ts';
import { promoListSchema, promoPolicySchema } from './schema-promo.ts';
import { purchaseSchema } from './schema-purchases.ts';
import { outcomeSchema, ruleShape } from './schema-rules.ts';
import { storeSchema } from './schema-stores.ts';

const expirySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  z.strictObject({ kind: z.literal('rolling'), after: spanSchema, notice: spanSchema.optional() }),
  z.strictObject({
    kind: z.literal('fixed'),
    every: z.enum(['week', 'month', 'year']),
    month: z.int().min(1).max(12).default(1),
    day: z.int().min(1).max(31).default(1),
    notice: spanSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('end_of_period'),
    period: z.enum(['month', 'quarter', 'year']),
    plus: spanSchema.optional(),
    notice: spanSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('inactivity'), after: spanSchema, percent: z.int().min(1).max(100) }),
]);

const accountSchema = z.strictObject({
  title: titleSchema,
  group: titleSchema.optional(),
  default: z.boolean().default(false),
  negative: z.boolean().default(false),
  max_balance: pointsSchema.optional(),
  rounding: z.enum(['down', 'up', 'nearest']).default('down'),
  spending: z
    .strictObject({
      allowed: z.boolean().default(true),
      minimum: pointsSchema.default(1),
      step: pointsSchema.default(1),
    })
    .default({ allowed: true, minimum: 1, step: 1 }),
  expiry: expirySchema.default({ kind: 'never' }),
  expires_into: nameSchema.optional(),
});

const sourceSchema = z.strictObject({
  title: titleSchema,
  accounts: z.array(nameSchema).max(LIST_MAX).optional(),
  limits: z
    .array(
      z.strictObject({
        points: pointsSchema,
        per: periodSchema,
        scope: z.enum(['customer', 'total']).default('customer'),
      }),
    )
    .max(20)
    .default([]),
  inventory: pointsSchema.optional(),
});

export const VALUE_TYPES = ['string', 'int', 'double', 'bool', 'date', 'datetime', 'string_list', 'json'] as const;

const fieldSchema = z.strictObject({
  type: z.enum(VALUE_TYPES),
  title: titleSchema.optional(),
  values: z.array(z.string().max(TITLE_MAX)).max(LIST_MAX).optional(),
  required: z.boolean().default(false),
});

const eventSchema = z.strictObject({
  title: titleSchema.optional(),
  properties: z.record(nameSchema, fieldSchema).default({}),
  /** Properties that the schema does not name are refused, unless this is true: then they are kept, but rules cannot read them. */
  open: z.boolean().default(false),
});

const audienceSchema = z.strictObject({
  title: titleSchema.optional(),
  when: expressionSchema,
  /** Given to whoever enters the audience. */
  tag: z.string().min(1).max(100).optional(),
});

const levelRuleSchema = z.strictObject({ id: nameSchema, ...ruleShape });

const amountTest = {
  at_least: z.int().min(0).optional(),
  at_most: z.int().min(0).optional(),
  exactly: z.int().min(0).optional(),
};
const conditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('points_earned'),
    account: nameSchema,
    within: spanSchema.optional(),
    ...amountTest,
  }),
  z.strictObject({ kind: z.literal('balance'), account: nameSchema, ...amountTest }),
  z.strictObject({
    kind: z.literal('events'),
    event: eventNameSchema,
    when: expressionSchema.optional(),
    within: spanSchema.optional(),
    ...amountTest,
  }),
  /** Purchases of a kind, or money spent on their lines (in the smallest unit, without tax). */
  z.strictObject({
    kind: z.enum(['purchases', 'spend']),
    purchase: purchaseSchema.default({}),
    within: spanSchema.optional(),
    ...amountTest,
  }),
  z.strictObject({ kind: z.literal('customer'), when: expressionSchema }),
]);

const requirementSchema = z.strictObject({
  match: z.enum(['all', 'any', 'none']).default('all'),
  conditions: z.array(conditionSchema).min(1).max(20),
  /** The requirement in words, shown to members and agents; made from the conditions when left out. */
  words: z.string().max(TEXT_MAX).optional(),
});

const entranceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('automatic') }),
  z.strictObject({
    kind: z.literal('invitation'),
    outcomes: z.array(outcomeSchema).max(50).default([]),
    limit: limitSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('qualify'),
    ...requirementSchema.shape,
    outcomes: z.array(outcomeSchema).max(50).default([]),
    limit: limitSchema.optional(),
  }),
]);

const maintenanceSchema = z.strictObject({
  every: spanSchema,
  /** `join_date`: counted from the day the customer reached the level. `calendar`: for all at once, on `month`/`day`. */
  relative_to: z.enum(['join_date', 'calendar']).default('join_date'),
  month: z.int().min(1).max(12).default(1),
  day: z.int().min(1).max(31).default(1),
  minimum_stay: spanSchema.optional(),
  grace: spanSchema.optional(),
  keep: requirementSchema,
  fall: z.enum(['one_level', 'qualification']).default('one_level'),
});

const levelSchema = z.strictObject({
  title: titleSchema,
  rank: z.int().min(1).max(100),
  benefits: z.array(z.string().max(TEXT_MAX)).max(50).default([]),
  entrance: entranceSchema,
  events: z.array(levelRuleSchema).max(100).default([]),
  maintenance: maintenanceSchema.optional(),
  /** What purchases earn is multiplied by it for members of this level; of the primary tier system. */
  multiplier: z.number().min(0).max(1_000).multipleOf(0.0001).optional(),
});

const tierSystemSchema = z.strictObject({
  title: titleSchema,
  primary: z.boolean().default(false),
  intermediate_outcomes: z.boolean().default(true),
  close_percent: z.int().min(1).max(99).default(20),
  levels: z.record(nameSchema, levelSchema),
});

/** How long what is not needed for the books is kept; what is left out stays as long as what it belongs to. */
const retentionSchema = z.strictObject({
  exports: spanSchema.default({ count: 7, unit: 'day' }),
  rejected_facts: spanSchema.default({ count: 90, unit: 'day' }),
  imports: spanSchema.default({ count: 400, unit: 'day' }),
  message_bodies: spanSchema.optional(),
  deliveries: spanSchema.optional(),
  /** Properties of events; never before a month is over. */
  events: spanSchema.optional(),
});

const settingsSchema = z.strictObject({
  minimum_age: z.int().min(0).max(150).default(13),
  lateness: spanSchema.default({ count: 30, unit: 'day' }),
  hold: spanSchema.default({ count: 30, unit: 'minute' }),
  opt_in_by_default: z.boolean().default(true),
  leap_day: z.enum(['02-28', '03-01']).default('02-28'),
  /** New and changed campaigns give nothing until somebody other than who published them has approved. */
  campaign_approval: z.boolean().default(false),
  /** Nothing is published over the API until somebody other than who submitted it has approved. */
  publish_approval: z.boolean().default(false),
  /** Whether affinities name what a customer has bought already: right for coffee, wrong for fridges. */
  affinities_include_bought: z.boolean().default(false),
  promo_codes: promoPolicySchema.prefault({}),
  retention: retentionSchema.prefault({}),
});

export const programmeSchema = z.strictObject({
  name: nameSchema,
  title: titleSchema,
  time_zone: z.string().refine(isTimeZone, 'a time zone such as UTC or Europe/Berlin').default('UTC'),
  language: z.string().max(35).default('en'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 currency such as USD')
    .default('USD'),
  settings: settingsSchema.prefault({}),
  accounts: z.record(nameSchema, accountSchema).default({}),
  sources: z.record(nameSchema, sourceSchema).default({}),
  attributes: z.record(nameSchema, fieldSchema).default({}),
  tags: tagsSchema,
  reason_codes: reasonCodesSchema,
  audit_feed: auditFeedSchema.optional(),
  events: z.record(eventNameSchema, eventSchema).default({}),
  audiences: z.record(nameSchema, audienceSchema).default({}),
  tier_systems: z.record(nameSchema, tierSystemSchema).default({}),
  offers: z.record(nameSchema, offerSchema).default({}),
  stores: z.record(nameSchema, storeSchema).default({}),
  promo_lists: z.record(nameSchema, promoListSchema).default({}),
  card_types: z.record(nameSchema, cardTypeSchema).default({}),
  card_processors: z.record(nameSchema, cardProcessorSchema).default({}),
  providers: z.record(nameSchema, providerSchema).default({}),
  messages: z.record(nameSchema, messageSchema).default({}),
  campaigns: z.record(nameSchema, campaignSchema).default({}),
  external_systems: z.record(nameSchema, externalSystemSchema).default({}),
});

/** A programme with all defaults filled in and spans read. */
export type ProgrammeDocument = z.output<typeof programmeSchema>;

export type AccountDefinition = ProgrammeDocument['accounts'][string];
export type SourceDefinition = ProgrammeDocument['sources'][string];
export type FieldDefinition = z.output<typeof fieldSchema>;
export type ConditionDefinition = z.output<typeof conditionSchema>;
export type RequirementDefinition = z.output<typeof requirementSchema>;
export type MaintenanceDefinition = z.output<typeof maintenanceSchema>;
export type LevelDefinition = z.output<typeof levelSchema>;
export type TierSystemDefinition = z.output<typeof tierSystemSchema>;
export type LevelRuleDefinition = z.output<typeof levelRuleSchema>;
