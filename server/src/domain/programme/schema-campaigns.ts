// The schema of campaigns and of the occasions that trigger them: dates of the profile, calendar days, schedules.

import { z } from 'zod';
import { nameSchema, pointsSchema, signedSpanSchema, timeOfDaySchema, titleSchema } from './schema-basics.ts';
import { nodeSchema, ruleShape } from './schema-rules.ts';

const triggerSchema = z.discriminatedUnion('kind', [
  /** A date of the profile, each year: `birth_on`, `opted_in_at`, `created_at`, or a custom attribute of type date. */
  z.strictObject({
    kind: z.literal('date'),
    attribute: nameSchema,
    offset: signedSpanSchema.default({ count: 0, unit: 'day', sign: 1 }),
    at: timeOfDaySchema.default('09:00'),
    /** Whoever signs up or opts in between the trigger and the date itself gets it at once. */
    catch_up: z.boolean().default(true),
  }),
  /** A day of the calendar, each year: a fixed one (`month`, `day`) or a floating one (`month`, `weekday`, `nth`; -1 is the last). */
  z.strictObject({
    kind: z.literal('calendar'),
    month: z.int().min(1).max(12),
    day: z.int().min(1).max(31).optional(),
    weekday: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']).optional(),
    nth: z.int().min(-1).max(5).optional(),
    offset: signedSpanSchema.default({ count: 0, unit: 'day', sign: 1 }),
    at: timeOfDaySchema.default('09:00'),
    catch_up: z.boolean().default(true),
  }),
  /** Every day, week (on `weekday`) or month (on `day`). */
  z.strictObject({
    kind: z.literal('schedule'),
    every: z.enum(['day', 'week', 'month']),
    weekday: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']).default('monday'),
    day: z.int().min(1).max(31).default(1),
    at: timeOfDaySchema.default('09:00'),
  }),
]);

const instantTextSchema = z.iso.datetime({ offset: true });

export const campaignSchema = z.strictObject({
  ...ruleShape,
  title: titleSchema,
  kind: z.enum(['promotion', 'messaging', 'loyalty_rule']).default('promotion'),
  /** What customers do; a campaign has this or a `trigger`. */
  behavior: nodeSchema.optional(),
  trigger: triggerSchema.optional(),
  starts_at: instantTextSchema.optional(),
  ends_at: instantTextSchema.optional(),
  /** Published, but giving nothing until somebody submits it. */
  draft: z.boolean().default(false),
  paused: z.boolean().default(false),
  priority: z.int().min(0).max(10_000).default(100),
  exclusive: z.boolean().default(false),
  /** Only customers who opted in to this campaign take part. */
  opt_in: z.boolean().default(false),
  /** Per cent of the customers who get nothing and are counted, for comparison. */
  control_group: z.int().min(0).max(90).default(0),
  budget: z.strictObject({ points: pointsSchema.optional(), money: pointsSchema.optional() }).optional(),
  /** Free JSON for whoever receives the campaign's messages. */
  payload: z.record(z.string().max(100), z.json()).default({}),
});

export type CampaignDefinition = z.output<typeof campaignSchema>;
export type TriggerDefinition = z.output<typeof triggerSchema>;
