// The values that SessionM clients send, read tolerantly: flags and numbers come as text or not, empty text means none, and
// fields that nobody knows are passed over. A value that fits no reading is an error that names its field.
import { z } from 'zod';
import { type Details, invalid, missing } from './errors.ts';
import { parsed as parsedInstant } from './instants.ts';

const MISSING = 'is required';

function field<T>(expected: string, read: (value: unknown) => T | undefined) {
  return z.unknown().transform((value, context): T => {
    const found = value === undefined || value === null ? undefined : read(value);
    if (found !== undefined) return found;
    const message = value === undefined || value === null || value === '' ? MISSING : `must be ${expected}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** Text or a number, trimmed; empty text counts as absent. */
export const text = (max: number) =>
  field(`text of at most ${max} characters`, (value) => {
    const found = typeof value === 'number' ? String(value) : value;
    return typeof found === 'string' && found.trim() !== '' && found.length <= max ? found.trim() : undefined;
  });

/** Text that may be cleared: null and empty text give null, absence undefined. */
export const clearable = <T>(inner: z.ZodType<T>) =>
  z.preprocess((value) => (isEmpty(value) ? null : value), inner.nullable()).optional();

/** Absent, null and empty text are all the same: not given. */
export const given = <T>(inner: z.ZodType<T>) =>
  z.preprocess((value) => (isEmpty(value) ? undefined : value), inner.optional()).optional();

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}

export const flag = field('true or false', (value) => {
  if (value === true || value === 'true' || value === 1 || value === '1') return true;
  if (value === false || value === 'false' || value === 0 || value === '0') return false;
  return undefined;
});

export const whole = (min: number, max: number) =>
  field(`a whole number from ${min} to ${max}`, (value) => {
    const number = typeof value === 'string' && /^[+-]?\d{1,16}(\.0+)?$/.test(value.trim()) ? Number(value) : value;
    return typeof number === 'number' && Number.isSafeInteger(number) && number >= min && number <= max
      ? number
      : undefined;
  });

export const instant = field('a time such as 2026-03-01T10:00:00Z', (value) =>
  typeof value === 'string' ? (parsedInstant(value) ?? undefined) : undefined,
);

/** Absent and of the wrong kind are different faults. */
const fault = (expected: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined || issue.input === null ? MISSING : `must be ${expected}`;

export const list = <T>(inner: z.ZodType<T>, max: number) =>
  z.array(inner, { error: fault('a list') }).max(max, `must hold at most ${max} items`);

export const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape, { error: fault('an object') });

/** Reads a value or refuses it with every fault named: `missing_data` when all that is wrong is absence. */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const found = schema.safeParse(value ?? {});
  if (found.success) return found.data;
  const details: { [field: string]: string[] } = {};
  for (const issue of found.error.issues) {
    const name = nameOf(issue.path);
    details[name] = [...(details[name] ?? []), issue.message];
  }
  throw isAllMissing(details) ? missing(Object.keys(details).join(', ')) : invalid(details);
}

function isAllMissing(details: Details): boolean {
  return Object.values(details).every((problems) => problems.every((problem) => problem === MISSING));
}

/** `deposit_details[0].amount`. */
function nameOf(path: readonly PropertyKey[]): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return name.replace(/^\./, '') || 'body';
}
