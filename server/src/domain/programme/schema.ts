// The shape of a programme document: everything a brand configures, as one strict schema.
// References between parts and expressions are checked by `compile`; reading YAML is the loader's work.

import { z } from 'zod';
import { isTimeZone, PERIODS, type Period, parseSpan, type Span } from '../time.ts';

const NAME_MAX = 60;
const TITLE_MAX = 200;
const TEXT_MAX = 2_000;
const LIST_MAX = 1_000;
const EXPRESSION_MAX = 4_000;
/** Points stay far inside safe integers, so that sums over a customer's life do too. */
export const POINTS_MAX = 1_000_000_000_000;

const nameSchema = z
  .string()
  .max(NAME_MAX)
  .regex(/^[a-z][a-z0-9_-]*$/, 'a name: lower-case letters, digits, _ and -, starting with a letter');
const eventNameSchema = z
  .string()
  .max(NAME_MAX)
  .regex(/^(__platform\.)?[A-Za-z][A-Za-z0-9_.-]*$/, 'an event name: letters, digits, _ . and -');
const titleSchema = z.string().min(1).max(TITLE_MAX);
const expressionSchema = z.string().min(1).max(EXPRESSION_MAX);
const pointsSchema = z.int().min(1).max(POINTS_MAX);
const countSchema = z.int().min(1).max(1_000_000_000);

const spanSchema = z.string().transform((text, context): Span => {
  const span = parseSpan(text);
  if (span !== null) return span;
  context.addIssue({ code: 'custom', message: 'a span of time such as "12 months", "90 days" or "30 minutes"' });
  return z.NEVER;
});

const periodSchema: z.ZodType<Period> = z.enum(PERIODS);
const limitSchema = z.strictObject({ times: countSchema, per: periodSchema });
const rankSchema = z.int().min(0).max(10_000).default(0);

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

const VALUE_TYPES = ['string', 'int', 'double', 'bool', 'date', 'datetime', 'string_list', 'json'] as const;

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

const audienceSchema = z.strictObject({ title: titleSchema.optional(), when: expressionSchema });

const outcomeBase = { rank: rankSchema, required: z.boolean().default(false) };
const amountSchema = z.union([pointsSchema, expressionSchema]);
const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('points'),
    amount: amountSchema,
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
]);

const leafSchema = z.strictObject({
  event: eventNameSchema,
  when: expressionSchema.optional(),
  times: countSchema.default(1),
});
type LeafInput = z.output<typeof leafSchema>;
export type BehaviorNode =
  | LeafInput
  | { readonly all: readonly BehaviorNode[] }
  | { readonly any: readonly BehaviorNode[] };
const nodeSchema: z.ZodType<BehaviorNode> = z.lazy(() =>
  z.union([
    leafSchema,
    z.strictObject({ all: z.array(nodeSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(nodeSchema).min(1).max(20) }),
  ]),
);

const ruleShape = {
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
});

const tierSystemSchema = z.strictObject({
  title: titleSchema,
  primary: z.boolean().default(false),
  intermediate_outcomes: z.boolean().default(true),
  close_percent: z.int().min(1).max(99).default(20),
  levels: z.record(nameSchema, levelSchema),
});

const instantTextSchema = z.iso.datetime({ offset: true });
const campaignSchema = z.strictObject({
  ...ruleShape,
  title: titleSchema,
  kind: z.enum(['promotion', 'loyalty_rule']).default('promotion'),
  starts_at: instantTextSchema.optional(),
  ends_at: instantTextSchema.optional(),
  paused: z.boolean().default(false),
  priority: z.int().min(0).max(10_000).default(100),
  exclusive: z.boolean().default(false),
});

const settingsSchema = z.strictObject({
  minimum_age: z.int().min(0).max(150).default(13),
  lateness: spanSchema.default({ count: 30, unit: 'day' }),
  hold: spanSchema.default({ count: 30, unit: 'minute' }),
  opt_in_by_default: z.boolean().default(true),
  leap_day: z.enum(['02-28', '03-01']).default('02-28'),
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
  events: z.record(eventNameSchema, eventSchema).default({}),
  audiences: z.record(nameSchema, audienceSchema).default({}),
  tier_systems: z.record(nameSchema, tierSystemSchema).default({}),
  campaigns: z.record(nameSchema, campaignSchema).default({}),
});

/** A programme with all defaults filled in and spans read. */
export type ProgrammeDocument = z.output<typeof programmeSchema>;

export type AccountDefinition = ProgrammeDocument['accounts'][string];
export type SourceDefinition = ProgrammeDocument['sources'][string];
export type FieldDefinition = z.output<typeof fieldSchema>;
export type OutcomeDefinition = z.output<typeof outcomeSchema>;
export type ConditionDefinition = z.output<typeof conditionSchema>;
export type RequirementDefinition = z.output<typeof requirementSchema>;
export type MaintenanceDefinition = z.output<typeof maintenanceSchema>;
export type LevelDefinition = z.output<typeof levelSchema>;
export type TierSystemDefinition = z.output<typeof tierSystemSchema>;
export type CampaignDefinition = z.output<typeof campaignSchema>;
export type LevelRuleDefinition = z.output<typeof levelRuleSchema>;
