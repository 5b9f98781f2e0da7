// Reads single cells: text, dates, instants, amounts. Null means that the cell does not say what is expected there.
import { instantOf } from '../../domain/programme/field-value.ts';
import { POINTS_MAX } from '../../domain/programme/schema-basics.ts';
import { addToDay, type DateText, type Instant, isDateText, isTimeZone, startOfDay } from '../../domain/time.ts';

/** As at the edge of HTTP. */
const TEXT_MAX = 200;
const KEY_MAX_BYTES = 200;
const EMAIL_MAX = 254;
const NUL = '\u0000';

/** Outside these years a date is a slip. */
const FIRST_DATE = '1900-01-01';
const LAST_DATE = '2199-12-31';

export const TEXT_EXPECTED = `a text of at most ${TEXT_MAX} characters`;
export const KEY_EXPECTED = `a value of at most ${KEY_MAX_BYTES} bytes`;
export const EMAIL_EXPECTED = 'an e-mail address such as ada@example.com';
export const DATE_EXPECTED = 'a date such as 1990-05-17';
export const INSTANT_EXPECTED = 'a date such as 2024-12-24, or an instant such as 2024-12-24T09:30:00Z';
export const FLAG_EXPECTED = 'true or false';
export const POINTS_EXPECTED = `a whole number from 1 to ${POINTS_MAX}`;
export const ZONE_EXPECTED = 'a time zone such as Europe/Berlin';

export function textOf(cell: string, max: number = TEXT_MAX): string | null {
  return cell.length <= max && !cell.includes(NUL) ? cell : null;
}

export function keyOf(cell: string): string | null {
  return Buffer.byteLength(cell) <= KEY_MAX_BYTES && !cell.includes(NUL) ? cell : null;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

export function emailOf(cell: string): string | null {
  return cell.length <= EMAIL_MAX && !cell.includes(NUL) && EMAIL.test(cell) ? cell : null;
}

export function dateOf(cell: string): DateText | null {
  return isDateText(cell) && cell >= FIRST_DATE && cell <= LAST_DATE ? cell : null;
}

const PLAIN_INSTANT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|[+-]\d{2}(:?\d{2})?))?$/i;

/** Without a time it is the first moment of the day in the programme's zone, without an offset the time is taken for UTC. */
export function momentOf(cell: string, zone: string): Instant | null {
  if (cell.length === 10) {
    const day = dateOf(cell);
    return day === null ? null : firstMoment(day, zone);
  }
  if (!PLAIN_INSTANT.test(cell) || dateOf(cell.slice(0, 10)) === null) return null;
  const text = cell.replace(' ', 'T').replaceAll(' ', '');
  return instantOf(/(Z|[+-]\d{2}:?\d{2}|T.*[+-]\d{2})$/i.test(text) ? text : `${text}Z`);
}

/** Of what lasts through a day: a day without a time is over when the next one begins. */
export function endOf(cell: string, zone: string): Instant | null {
  const day = cell.length === 10 ? dateOf(cell) : null;
  return day === null ? momentOf(cell, zone) : firstMoment(addToDay(day, ONE_DAY), zone);
}

const ONE_DAY = { count: 1, unit: 'day' } as const;

function firstMoment(day: DateText, zone: string): Instant {
  return zone === 'UTC' ? Date.parse(`${day}T00:00:00Z`) : startOfDay(day, zone);
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false, yes: true, no: false, 1: true, 0: false };

export function flagOf(cell: string): boolean | null {
  const word = cell.toLowerCase();
  return Object.hasOwn(FLAGS, word) ? (FLAGS[word] ?? null) : null;
}

/** `least` 0 for what may be nothing. */
export function pointsOf(cell: string, least: 0 | 1): number | null {
  const number = /^\d{1,13}$/.test(cell) ? Number(cell) : Number.NaN;
  return number >= least && number <= POINTS_MAX ? number : null;
}

const zones = new Map<string, boolean>();
const ZONES_MAX = 1_000;

/** The same few zones come again in every row; asking for one costs more than all the rest of it. */
export function zoneOf(cell: string): string | null {
  const known = zones.get(cell);
  if (known !== undefined) return known ? cell : null;
  const isZone = cell.length <= TEXT_MAX && isTimeZone(cell);
  if (zones.size < ZONES_MAX) zones.set(cell, isZone);
  return isZone ? cell : null;
}
