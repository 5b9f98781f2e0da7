// The building blocks of the programme's schema: names, texts, spans of time, limits. Each names what it expects in words.

import { z } from 'zod';
import { PERIODS, type Period, parseSpan, type Span } from '../time.ts';

const NAME_MAX = 60;
export const TITLE_MAX = 200;
export const TEXT_MAX = 2_000;
export const LIST_MAX = 1_000;
const EXPRESSION_MAX = 4_000;
/** Points stay far inside safe integers, so that sums over a customer's life do too. */
export const POINTS_MAX = 1_000_000_000_000;

export const nameSchema = z
  .string()
  .max(NAME_MAX)
  .regex(/^[a-z][a-z0-9_-]*$/, 'a name: lower-case letters, digits, _ and -, starting with a letter');
export const eventNameSchema = z
  .string()
  .max(NAME_MAX)
  .regex(/^(__platform\.)?[A-Za-z][A-Za-z0-9_.-]*$/, 'an event name: letters, digits, _ . and -');
export const titleSchema = z.string().min(1).max(TITLE_MAX);
export const expressionSchema = z.string().min(1).max(EXPRESSION_MAX);
export const pointsSchema = z.int().min(1).max(POINTS_MAX);
export const countSchema = z.int().min(1).max(1_000_000_000);

export const spanSchema = z.string().transform((text, context): Span => {
  const span = parseSpan(text);
  if (span !== null) return span;
  context.addIssue({ code: 'custom', message: 'a span of time such as "12 months", "90 days" or "30 minutes"' });
  return z.NEVER;
});

/** A span with a direction: `-7 days` lies before. */
export const signedSpanSchema = z.string().transform((text, context): Span & { readonly sign: 1 | -1 } => {
  const isBefore = text.startsWith('-');
  const span = parseSpan(isBefore ? text.slice(1) : text);
  if (span !== null) return { ...span, sign: isBefore ? -1 : 1 };
  context.addIssue({ code: 'custom', message: 'a span of days such as "-7 days" (before) or "3 days" (after)' });
  return z.NEVER;
});

export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 09:00');

export const periodSchema: z.ZodType<Period> = z.enum(PERIODS);
export const limitSchema = z.strictObject({ times: countSchema, per: periodSchema });
export const rankSchema = z.int().min(0).max(10_000).default(0);
