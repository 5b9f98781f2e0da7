// The schema of what agents work with: reasons for adjustments, tags that are more than a word, and where the account audit
// log is told to.

import { z } from 'zod';
import { countSchema, nameSchema, spanSchema, titleSchema } from './schema-basics.ts';

const TAG_MAX = 100;
const TYPES_MAX = 100;

/** Once some are declared, adjustments of points and tiers need one of them. */
export const reasonCodesSchema = z.record(nameSchema, z.strictObject({ title: titleSchema })).default({});

/** Tags need not be declared: those that are may have a highest count, or an end of their own. */
export const tagsSchema = z
  .record(
    z.string().min(1).max(TAG_MAX),
    z
      .strictObject({
        title: titleSchema.optional(),
        /** Not counted beyond, until an agent resets it. */
        cap: countSchema.optional(),
        /** How long the tag stays when whoever gives it does not say. */
        ttl: spanSchema.optional(),
      })
      .refine(
        ({ cap, ttl }) => cap === undefined || ttl === undefined,
        'either cap or ttl: a tag that expires is not counted',
      ),
  )
  .default({});

export const auditFeedSchema = z.strictObject({
  provider: nameSchema,
  /** Types of the account audit log, such as points_used; all when left out. */
  types: z.array(z.string().max(TAG_MAX)).min(1).max(TYPES_MAX).optional(),
});
