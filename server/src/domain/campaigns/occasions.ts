// When the occasion of a campaign comes for a customer: birthdays with an offset, calendar days, schedules.
// Days are calendar days of the customer's time zone.

import type { CustomerProfile } from '../customers/profile.ts';
import type { ProgrammeDocument } from '../programme/schema.ts';
import type { TriggerDefinition } from '../programme/schema-campaigns.ts';
import { assertNever, type DateText, dayOf, type Instant } from '../time.ts';

export type Occasion = {
  /** The day celebrated. */
  readonly on: DateText;
  /** When its campaign fires. */
  readonly at: Instant;
  /** Until then it can still be caught up with. */
  readonly until: Instant;
};

export type OccasionContext = {
  readonly trigger: TriggerDefinition;
  readonly profile: CustomerProfile;
  readonly document: ProgrammeDocument;
  readonly now: Instant;
};

/** The occasion that is open now: it has fired, and its day is not over. Null when there is none. */
export function openOccasion(context: OccasionContext): Occasion | null {
  const { now, document, profile, trigger } = context;
  const timeZone = profile.timeZone ?? document.time_zone;
  const date = dateOf(context, timeZone);
  if (date === null) return null;
  const occasions = occasionsAround(trigger, { date, today: dayOf(now, timeZone), timeZone, document });
  return occasions.find(({ at, until }) => at <= now && now < until) ?? null;
}

type Question = {
  /** What is celebrated each year; empty for days that are everybody's. */
  readonly date: DateText | '';
  readonly today: DateText;
  readonly timeZone: string;
  readonly document: ProgrammeDocument;
};

/** An offset can carry the firing into a neighbouring year, so three years are looked at. */
function occasionsAround(trigger: TriggerDefinition, question: Question): readonly Occasion[] {
  const { date, today, timeZone } = question;
  return remembered(trigger, `${date} ${today} ${timeZone}`, () => {
    const { year } = Temporal.PlainDate.from(today);
    return [year + 1, year, year - 1].flatMap((one) =>
      daysIn(trigger, question, one).map((on) => occasionOn(trigger, on, timeZone)),
    );
  });
}

/** A run asks the same of everybody with the same date, and each minute the same of every time zone. */
const ANSWERS_MAX = 5_000;
const answersOf = new WeakMap<TriggerDefinition, Map<string, readonly Occasion[]>>();

function remembered(
  trigger: TriggerDefinition,
  question: string,
  answer: () => readonly Occasion[],
): readonly Occasion[] {
  const answers = answersOf.get(trigger) ?? new Map<string, readonly Occasion[]>();
  const known = answers.get(question);
  if (known !== undefined) return known;
  const occasions = answer();
  if (answers.size >= ANSWERS_MAX) answers.clear();
  answers.set(question, occasions);
  answersOf.set(trigger, answers);
  return occasions;
}

function occasionOn(trigger: TriggerDefinition, on: Temporal.PlainDate, timeZone: string): Occasion {
  const days = trigger.kind === 'schedule' ? 0 : offsetDays(trigger.offset);
  const fires = on.add({ days });
  const at = fires.toZonedDateTime({ timeZone, plainTime: trigger.at }).epochMilliseconds;
  const catchesUp = trigger.kind !== 'schedule' && trigger.catch_up;
  const last = catchesUp && days < 0 ? on : fires;
  return { on: on.toString(), at, until: last.add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds };
}

function offsetDays(offset: { readonly count: number; readonly unit: string; readonly sign: 1 | -1 }): number {
  return offset.sign * offset.count * (offset.unit === 'week' ? 7 : 1);
}

/**
 * The days whose occasions are open now in a time zone, whoever's they are: what the database is asked for. For a date of the
 * profile these are the days celebrated, whichever date they are celebrated for.
 */
export function openDays(
  { trigger, now }: Pick<OccasionContext, 'trigger' | 'now'>,
  timeZone: string,
): readonly DateText[] {
  const today = dayOf(now, timeZone);
  const occasions = remembered(trigger, `anybody ${today} ${timeZone}`, () =>
    candidatesAround(trigger, Temporal.PlainDate.from(today)).map((on) => occasionOn(trigger, on, timeZone)),
  );
  return occasions.filter(({ at, until }) => at <= now && now < until).map(({ on }) => on);
}

function candidatesAround(trigger: TriggerDefinition, today: Temporal.PlainDate): readonly Temporal.PlainDate[] {
  if (trigger.kind === 'schedule') return scheduledDay(trigger, today);
  if (trigger.kind === 'calendar')
    return [today.year + 1, today.year, today.year - 1].flatMap((year) => calendarDay(trigger, year));
  const days = offsetDays(trigger.offset);
  const first = today.subtract({ days: Math.max(days, 0) });
  return Array.from({ length: Math.abs(days) + 1 }, (_, index) => first.add({ days: index }));
}

/** The months and days (`05-17`) of dates that are celebrated on a day. */
export function celebratedOn(on: DateText, leapDay: '02-28' | '03-01'): readonly string[] {
  const monthDay = on.slice(5);
  return monthDay === leapDay && !Temporal.PlainDate.from(on).inLeapYear ? [monthDay, '02-29'] : [monthDay];
}

/** The days of a year on which the occasion falls. */
function daysIn(
  trigger: TriggerDefinition,
  { date, today, document }: Question,
  year: number,
): readonly Temporal.PlainDate[] {
  switch (trigger.kind) {
    case 'date': {
      const from = Temporal.PlainDate.from(date);
      // The date itself is no anniversary: nobody celebrates the day of enrolment, or of birth.
      return from.year >= year ? [] : [anniversary(from, year, document.settings.leap_day)];
    }
    case 'calendar':
      return calendarDay(trigger, year);
    case 'schedule': {
      const day = Temporal.PlainDate.from(today);
      return year === day.year ? scheduledDay(trigger, day) : [];
    }
    default:
      return assertNever(trigger);
  }
}

/** Null when the customer does not have the date. */
function dateOf({ profile, trigger }: OccasionContext, timeZone: string): DateText | '' | null {
  if (trigger.kind !== 'date') return '';
  const { attribute } = trigger;
  if (attribute === 'opted_in_at') return profile.optedInAt === null ? null : dayOf(profile.optedInAt, timeZone);
  if (attribute === 'created_at') return dayOf(profile.createdAt, timeZone);
  const value = attribute === 'birth_on' ? profile.birthOn : profile.custom[attribute];
  return typeof value === 'string' ? value : null;
}

/** 29 February is celebrated on 28 February in common years, or on 1 March, as the programme has it. */
function anniversary(date: Temporal.PlainDate, year: number, leapDay: '02-28' | '03-01'): Temporal.PlainDate {
  const isLeapDay = date.month === 2 && date.day === 29;
  const inYear = Temporal.PlainDate.from({ year, month: date.month, day: date.day });
  return isLeapDay && !inYear.inLeapYear && leapDay === '03-01' ? inYear.add({ days: 1 }) : inYear;
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function calendarDay(
  trigger: Extract<TriggerDefinition, { kind: 'calendar' }>,
  year: number,
): readonly Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from({ year, month: trigger.month, day: 1 });
  if (trigger.day !== undefined) return trigger.day <= first.daysInMonth ? [first.with({ day: trigger.day })] : [];
  const weekday = WEEKDAYS.indexOf(trigger.weekday ?? '') + 1;
  const nth = trigger.nth ?? 0;
  if (weekday === 0 || nth === 0) return [];
  if (nth < 0) {
    const last = first.with({ day: first.daysInMonth });
    return [last.subtract({ days: (last.dayOfWeek - weekday + 7) % 7 })];
  }
  const date = first.add({ days: ((weekday - first.dayOfWeek + 7) % 7) + (nth - 1) * 7 });
  return date.month === trigger.month ? [date] : [];
}

function scheduledDay(
  trigger: Extract<TriggerDefinition, { kind: 'schedule' }>,
  today: Temporal.PlainDate,
): readonly Temporal.PlainDate[] {
  switch (trigger.every) {
    case 'day':
      return [today];
    case 'week':
      return today.dayOfWeek === WEEKDAYS.indexOf(trigger.weekday) + 1 ? [today] : [];
    case 'month':
      return today.day === Math.min(trigger.day, today.daysInMonth) ? [today] : [];
    default:
      return assertNever(trigger.every);
  }
}
