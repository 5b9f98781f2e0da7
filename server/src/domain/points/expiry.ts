// When a deposit expires, by its account's policy. Booking what expired is the work of `due.ts`.

import type { AccountDefinition } from '../programme/schema.ts';
import { addToDay, assertNever, type DateText, dayOf, type Instant, shift, startOfDay } from '../time.ts';

/**
 * The first instant at which a deposit can no longer be spent; null when it never expires by date (inactivity has no date
 * of its own). Days are the customer's: a deposit is spendable through the last moment of its last local day.
 */
export function expiryOf(account: AccountDefinition, occurredAt: Instant, timeZone: string): Instant | null {
  const policy = account.expiry;
  switch (policy.kind) {
    case 'never':
    case 'inactivity':
      return null;
    case 'rolling':
      if (policy.after.unit === 'minute' || policy.after.unit === 'hour') return shift(occurredAt, policy.after, 1);
      return endOf(policy, dayOf(occurredAt, timeZone), timeZone);
    case 'fixed':
    case 'end_of_period':
      return endOf(policy, dayOf(occurredAt, timeZone), timeZone);
    default:
      return assertNever(policy);
  }
}

type DatedPolicy = Exclude<AccountDefinition['expiry'], { kind: 'never' | 'inactivity' }>;

/** Most deposits of a policy fall on one day in one zone: its last answer is remembered, it depends on nothing else. */
const lastEnd = new WeakMap<
  DatedPolicy,
  { readonly day: DateText; readonly timeZone: string; readonly end: Instant }
>();

function endOf(policy: DatedPolicy, day: DateText, timeZone: string): Instant {
  const last = lastEnd.get(policy);
  if (last !== undefined && last.day === day && last.timeZone === timeZone) return last.end;
  const end = computeEnd(policy, day, timeZone);
  lastEnd.set(policy, { day, timeZone, end });
  return end;
}

function computeEnd(policy: DatedPolicy, day: DateText, timeZone: string): Instant {
  switch (policy.kind) {
    case 'rolling':
      return dayAfter(addToDay(day, policy.after), timeZone);
    case 'fixed':
      return startOfDay(nextFixedDay(day, policy), timeZone);
    case 'end_of_period': {
      const end = lastDayOfPeriod(day, policy.period);
      return dayAfter(policy.plus === undefined ? end : addToDay(end, policy.plus), timeZone);
    }
    default:
      return assertNever(policy);
  }
}

function dayAfter(day: DateText, timeZone: string): Instant {
  return startOfDay(addToDay(day, { count: 1, unit: 'day' }), timeZone);
}

type FixedPolicy = { readonly every: 'week' | 'month' | 'year'; readonly month: number; readonly day: number };

/** The next day after `day` on which everything expires: a weekday (1 is Monday), a day of the month, or a day of the year. */
function nextFixedDay(day: DateText, policy: FixedPolicy): DateText {
  const from = Temporal.PlainDate.from(day);
  if (policy.every === 'week') {
    const weekday = Math.min(policy.day, 7);
    const ahead = (weekday - from.dayOfWeek + 7) % 7;
    return from.add({ days: ahead === 0 ? 7 : ahead }).toString();
  }
  const step = policy.every === 'month' ? { months: 1 } : { years: 1 };
  const month = policy.every === 'month' ? from.month : policy.month;
  // A 31st in a shorter month is its last day: `from` clamps.
  const at = (date: Temporal.PlainDate) =>
    Temporal.PlainDate.from({ year: date.year, month: policy.every === 'month' ? date.month : month, day: policy.day });
  const here = at(from);
  return (Temporal.PlainDate.compare(here, from) > 0 ? here : at(from.with({ day: 1 }).add(step))).toString();
}

function lastDayOfPeriod(day: DateText, period: 'month' | 'quarter' | 'year'): DateText {
  const date = Temporal.PlainDate.from(day);
  const month = period === 'year' ? 12 : period === 'quarter' ? Math.ceil(date.month / 3) * 3 : date.month;
  const first = Temporal.PlainDate.from({ year: date.year, month, day: 1 });
  return first.with({ day: first.daysInMonth }).toString();
}
