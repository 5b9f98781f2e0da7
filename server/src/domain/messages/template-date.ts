// Dates in templates: `{{ outcome.offer.expires_at | date: "%d %B %Y" }}`, in the customer's own time zone.
// It knows no `now`: a template that asked for it would say something else at each attempt.

import { instantOf } from '../programme/field-value.ts';
import { isDateText } from '../time.ts';

const FORMAT_DEFAULT = '%d %B %Y';
const FORMAT_MAX = 200;
/** Nothing of ours has a date beyond, and Temporal would throw. */
const INSTANT_MAX = 8e15;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** What is no date comes back as it is: an empty attribute stays empty. Throws a RangeError for an unknown time zone. */
export function formatDate(value: unknown, format: unknown, timeZone: string): unknown {
  const at = readDate(value, timeZone);
  if (at === null) return value;
  const pattern = typeof format === 'string' && format !== '' ? format.slice(0, FORMAT_MAX) : FORMAT_DEFAULT;
  return pattern.replaceAll(/%(-?)([A-Za-z%])/g, (written, flag: string, directive: string) => {
    const text = part(at, directive);
    if (text === null) return written;
    return flag === '-' ? text.replace(/^[0 ]+(?=\d)/, '') : text;
  });
}

/** Instants as ISO text or as seconds since 1970; a calendar day is that day in every time zone. */
function readDate(value: unknown, timeZone: string): Temporal.ZonedDateTime | null {
  if (typeof value === 'string' && isDateText(value)) {
    return Temporal.PlainDate.from(value).toZonedDateTime({ timeZone, plainTime: '12:00' });
  }
  const at = typeof value === 'number' ? value * 1_000 : typeof value === 'string' ? instantOf(value) : null;
  if (at === null || !(Math.abs(at) < INSTANT_MAX)) return null;
  return Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toZonedDateTimeISO(timeZone);
}

const two = (value: number): string => String(value).padStart(2, '0');
const twelve = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);

/** The directives of strftime that people use in messages; null for others, which stay as written. */
function part(at: Temporal.ZonedDateTime, directive: string): string | null {
  const month = MONTHS[at.month - 1] ?? '';
  const weekday = WEEKDAYS[at.dayOfWeek - 1] ?? '';
  switch (directive) {
    case 'Y':
      return String(at.year);
    case 'y':
      return two(at.year % 100);
    case 'm':
      return two(at.month);
    case 'B':
      return month;
    case 'b':
    case 'h':
      return month.slice(0, 3);
    case 'd':
      return two(at.day);
    case 'e':
      return String(at.day).padStart(2, ' ');
    case 'j':
      return String(at.dayOfYear).padStart(3, '0');
    case 'A':
      return weekday;
    case 'a':
      return weekday.slice(0, 3);
    default:
      return timePart(at, directive);
  }
}

function timePart(at: Temporal.ZonedDateTime, directive: string): string | null {
  switch (directive) {
    case 'H':
      return two(at.hour);
    case 'I':
      return two(twelve(at.hour));
    case 'l':
      return String(twelve(at.hour)).padStart(2, ' ');
    case 'M':
      return two(at.minute);
    case 'S':
      return two(at.second);
    case 'p':
      return at.hour < 12 ? 'AM' : 'PM';
    case 'z':
      return at.offset.replace(':', '');
    case 'Z':
      return at.timeZoneId;
    case 's':
      return String(Math.floor(at.epochMilliseconds / 1_000));
    case 'F':
      return at.toPlainDate().toString();
    case 'T':
      return `${two(at.hour)}:${two(at.minute)}:${two(at.second)}`;
    case '%':
      return '%';
    default:
      return null;
  }
}
