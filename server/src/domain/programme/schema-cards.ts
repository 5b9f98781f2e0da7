// The schema of stored value cards (what kinds there are, and what may be done with them) and of the processors that keep
// their balances outside. Addresses and secrets of processors are those of the
// provider that each names.

import { z } from 'zod';
import { CARD_ACTIONS } from '../cards/card.ts';
import { nameSchema, spanSchema, TEXT_MAX, titleSchema } from './schema-basics.ts';

/** In the smallest unit of money; far inside safe integers, so that sums are too. */
const BALANCE_MAX = 1_000_000_000_000;
const DESIGNS_MAX = 200;
const DIGITS_MIN = 6;
const DIGITS_MAX = 32;

const expirySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  /** Usable through the last moment of the local day so long after it was registered. */
  z.strictObject({ kind: z.literal('rolling'), after: spanSchema }),
  /** All cards of the type together, through the last moment of that day. */
  z.strictObject({ kind: z.literal('fixed'), on: z.iso.date() }),
]);

export const cardTypeSchema = z.strictObject({
  title: titleSchema,
  kind: z.enum(['promotional', 'private_label']),
  /** The currency of the programme when left out. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 currency such as USD')
    .optional(),
  designs: z
    .record(nameSchema, z.strictObject({ title: titleSchema, image: z.string().max(TEXT_MAX).optional() }))
    .refine((designs) => Object.keys(designs).length <= DESIGNS_MAX, `at most ${DESIGNS_MAX} designs`)
    .default({}),
  /** What may be done with cards of the type at all; the status of a card says what may be done now. */
  actions: z
    .array(z.enum(CARD_ACTIONS))
    .max(CARD_ACTIONS.length)
    .default([...CARD_ACTIONS]),
  expiry: expirySchema.default({ kind: 'never' }),
  max_balance: z.int().min(1).max(BALANCE_MAX).optional(),
  number: z
    .strictObject({
      min: z.int().min(DIGITS_MIN).max(DIGITS_MAX).default(8),
      max: z.int().min(DIGITS_MIN).max(DIGITS_MAX).default(19),
      /** The last digit proves the others (ISO/IEC 7812-1, annex B). */
      luhn: z.boolean().default(false),
    })
    .prefault({}),
  /** Who keeps the money: `local` is this engine alone, other names are card processors. */
  processor: nameSchema.default('local'),
});

export const cardProcessorSchema = z.strictObject({
  title: titleSchema,
  /** Whose address and key are used. */
  provider: nameSchema,
  timeout_ms: z.int().min(100).max(60_000).default(5_000),
});

export type CardTypeDefinition = z.output<typeof cardTypeSchema>;
export type CardProcessorDefinition = z.output<typeof cardProcessorSchema>;
