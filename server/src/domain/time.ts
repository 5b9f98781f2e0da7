// Instants, calendar days and spans of time. It never asks what time it is: every instant comes in as a parameter.

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** A calendar day, `YYYY-MM-DD`. */
export type DateText = string;

export const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;
type Unit = (typeof UNITS)[number];
export type Span = { readonly count: number; readonly unit: Unit };

export const PERIODS = ['day', 'week', 'month', 'year', 'ever'] as const;
export type Period = (typeof PERIODS)[number];

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** The largest count a span may have: a century in minutes stays far inside what dates can hold. */
const SPAN_COUNT_MAX = 100_000;

/** Reads `12 months`, `1 day`, `30 minutes`; null when the text is no span. */
export function parseSpan(text: string): Span | null {
  const match = /^(\d{1,6}) (minute|hour|day|week|month|year)s?$/.exec(text.trim());
  if (match === null) return null;
  const count = Number(match[1]);
  const unit = UNITS.find((candidate) => candidate === match[2]);
  if (unit === undefined || count > SPAN_COUNT_MAX) return null;
  return { count, unit };
}

export function spanText(span: Span): string {
  return `${span.count} ${span.unit}${span.count === 1 ? '' : 's'}`;
}

/**
 * The instant `sign` spans away, by the UTC calendar, clamped at month ends (31 January + 1 month = 28 February).
 * Windows are measured with it, so that a window has the same borders for every customer.
 */
export function shift(at: Instant, span: Span, sign: 1 | -1): Instant {
  switch (span.unit) {
    case 'minute':
      return at + sign * span.count * MINUTE_MS;
    case 'hour':
      return at + sign * span.count * HOUR_MS;
    case 'day':
      return at + sign * span.count * DAY_MS;
    case 'week':
      return at + sign * span.count * 7 * DAY_MS;
    case 'month':
      return shiftMonths(at, sign * span.count);
    case 'year':
      return shiftMonths(at, sign * span.count * 12);
    default:
      return assertNever(span.unit);
  }
}

/** The facts of a batch shift the same few instants again and again: answers are remembered, they depend on nothing else. */
const shifted = new Map<string, Instant>();
const SHIFTED_MAX = 1_000;

function shiftMonths(at: Instant, months: number): Instant {
  const name = `${at} ${months}`;
  const known = shifted.get(name);
  if (known !== undefined) return known;
  if (shifted.size >= SHIFTED_MAX) shifted.clear();
  const start = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC');
  const result = start.add({ months }).epochMilliseconds;
  shifted.set(name, result);
  return result;
}

/** The calendar day of an instant in a time zone. */
export function dayOf(at: Instant, timeZone: string): DateText {
  if (timeZone === 'UTC') return utcDay(at);
  const last = lastDays.get(timeZone);
  if (last !== undefined && last.at === at) return last.day;
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  return remember(lastDays, timeZone, { at, day }).day;
}

/**
 * Calendar arithmetic in time zones takes tens of microseconds, and all facts of a batch ask for the same few days, so the
 * last answers are remembered. They depend on nothing but what was asked.
 */
const REMEMBERED_MAX = 5_000;
const lastDays = new Map<string, { readonly at: Instant; readonly day: DateText }>();
const dayStarts = new Map<string, Instant>();
const daysLater = new Map<string, DateText>();

function remember<T>(answers: Map<string, T>, question: string, answer: T): T {
  if (answers.size >= REMEMBERED_MAX) answers.clear();
  answers.set(question, answer);
  return answer;
}

/** UTC days are asked for by nearly every fact, so the last one is remembered: the same day gives the same text. */
let lastUtcDay = { start: Number.NaN, text: '' };

function utcDay(at: Instant): DateText {
  const start = Math.floor(at / DAY_MS) * DAY_MS;
  if (lastUtcDay.start !== start) {
    lastUtcDay = { start, text: Temporal.Instant.fromEpochMilliseconds(start).toString().slice(0, 10) };
  }
  return lastUtcDay.text;
}

/** The first instant of a calendar day in a time zone. */
export function startOfDay(day: DateText, timeZone: string): Instant {
  const question = `${day} ${timeZone}`;
  const known = dayStarts.get(question);
  if (known !== undefined) return known;
  return remember(dayStarts, question, Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds);
}

export function addToDay(day: DateText, span: Span): DateText {
  const question = `${day} ${span.count} ${span.unit}`;
  return daysLater.get(question) ?? remember(daysLater, question, laterDay(day, span));
}

function laterDay(day: DateText, span: Span): DateText {
  const date = Temporal.PlainDate.from(day);
  switch (span.unit) {
    case 'day':
      return date.add({ days: span.count }).toString();
    case 'week':
      return date.add({ weeks: span.count }).toString();
    case 'month':
      return date.add({ months: span.count }).toString();
    case 'year':
      return date.add({ years: span.count }).toString();
    case 'minute':
    case 'hour':
      return date.toString();
    default:
      return assertNever(span.unit);
  }
}

/**
 * The name of the calendar period that a day falls in: `d2026-11-22`, `w2026-11-16` (weeks start on Monday), `m2026-11`,
 * `y2026`, `e`. Limits are counted under it.
 */
export function periodOf(day: DateText, period: Period): string {
  switch (period) {
    case 'day':
      return `d${day}`;
    case 'week': {
      const date = Temporal.PlainDate.from(day);
      return `w${date.subtract({ days: date.dayOfWeek - 1 }).toString()}`;
    }
    case 'month':
      return `m${day.slice(0, 7)}`;
    case 'year':
      return `y${day.slice(0, 4)}`;
    case 'ever':
      return 'e';
    default:
      return assertNever(period);
  }
}

/** Every period name that can hold an instant in some time zone on Earth (UTC-12 to UTC+14). */
export function periodsAround(at: Instant): readonly string[] {
  const days = new Set([dayOf(at - 12 * HOUR_MS, 'UTC'), dayOf(at, 'UTC'), dayOf(at + 14 * HOUR_MS, 'UTC')]);
  return [...new Set([...days].flatMap((day) => PERIODS.map((period) => periodOf(day, period))))];
}

/** Whole years between a birth date and a day; the age changes on the birthday itself. */
export function ageOn(birthOn: DateText, day: DateText): number {
  // Only those born on 29 February need a calendar; years of four digits compare as texts.
  if (birthOn.length === 10 && day.length === 10 && !birthOn.endsWith('-02-29')) {
    const years = Number(day.slice(0, 4)) - Number(birthOn.slice(0, 4));
    const hasHadBirthday = day.slice(5) >= birthOn.slice(5);
    if (years > 0) return hasHadBirthday ? years : years - 1;
  }
  return Temporal.PlainDate.from(birthOn).until(Temporal.PlainDate.from(day), { largestUnit: 'years' }).years;
}

export function isDateText(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // Every month has these days; only later ones need a calendar.
  if (/-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/.test(text)) return true;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    // Temporal throws a RangeError for days that do not exist, such as 2026-02-30: that is the answer asked for.
    return false;
  }
}

export function isTimeZone(name: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId !== '';
  } catch {
    // A RangeError means that the zone is unknown: that is the answer asked for.
    return false;
  }
}

/** Decisions of a batch write out the same few instants over and over: now, and the ends of days. */
const ISO_CACHE_MAX = 256;
const isoCache = new Map<Instant, string>();

/** ISO 8601 in UTC with milliseconds. */
export function isoText(at: Instant): string {
  const known = isoCache.get(at);
  if (known !== undefined) return known;
  const text = new Date(at).toISOString();
  if (isoCache.size >= ISO_CACHE_MAX) isoCache.clear();
  isoCache.set(at, text);
  return text;
}

/** A variant that was forgotten in a switch is found by the compiler, and stops the decision if it gets here anyway. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`);
}
