// The schema of promo codes: lists of codes with what claiming one gives, and the policies against guessing and hoarding
// that hold for all lists together.

import { z } from 'zod';
import { countSchema, limitSchema, spanSchema, titleSchema } from './schema-basics.ts';
import { outcomeSchema } from './schema-rules.ts';

export const PROMO_CODE_MAX = 64;

const instantTextSchema = z.iso.datetime({ offset: true });

export const promoListSchema = z.strictObject({
  title: titleSchema,
  /** `single_use`: generated here; `third_party`: uploaded; both are claimed once in all. `multi_use`: one `code` for everybody. */
  kind: z.enum(['single_use', 'multi_use', 'third_party']),
  code: z.string().min(3).max(PROMO_CODE_MAX).optional(),
  starts_at: instantTextSchema.optional(),
  ends_at: instantTextSchema.optional(),
  paused: z.boolean().default(false),
  /** Claims of all customers together. */
  global_entry_cap: countSchema.optional(),
  /** Claims of one customer in this list; once and for all where a multi-use list says nothing. */
  per_customer: limitSchema.optional(),
  outcomes: z.array(outcomeSchema).max(50).default([]),
});

const HOUR = { count: 1, unit: 'hour' } as const;

export const promoPolicySchema = z.strictObject({
  /** Successful claims of one customer, over all lists. */
  limiter: limitSchema.optional(),
  /** After so many bad tries within a time that begins with the first of them, nothing can be claimed for a while. */
  lockout: z
    .strictObject({
      tries: z.int().min(1).max(1_000).default(10),
      within: spanSchema.default(HOUR),
      for: spanSchema.default(HOUR),
    })
    .prefault({}),
});

export type PromoListDefinition = z.output<typeof promoListSchema>;
