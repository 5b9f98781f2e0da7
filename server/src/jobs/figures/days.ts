// Which days are over and not counted yet, where the programme lives; and when to look. It counts nothing.
import type pg from 'pg';
import { addToDay, DAY_MS, dayOf, type Instant, MINUTE_MS, startOfDay } from '../../domain/time.ts';
import { type FigureDay, readBeginning, readLastDay } from '../../storage/figures.ts';
import { readProgrammeZone } from '../../storage/programmes.ts';

/** What was decided before midnight is committed well before. */
const SETTLED_AFTER_MS = 15 * MINUTE_MS;
/** Nothing is counted from longer ago: ten years. */
const PAST_DAYS_MAX = 3_650;
const ONE_DAY = { count: 1, unit: 'day' } as const;

export async function areFiguresDue(pool: pg.Pool, now: Instant): Promise<boolean> {
  const zone = await readProgrammeZone(pool);
  return zone !== null && (await daysToCount(pool, zone, now)).length > 0;
}

/** Days that are over, the oldest first; each begins where the one before it ended. */
export async function daysToCount(pool: pg.Pool, zone: string, now: Instant): Promise<readonly FigureDay[]> {
  const last = await readLastDay(pool);
  const beginning = last?.endsAt ?? (await readBeginning(pool));
  if (beginning === null) return [];
  const from = last === null ? startOfDay(dayOf(atEarliest(beginning, now), zone), zone) : beginning;
  return daysBetween({ from, after: last?.day ?? '', until: now - SETTLED_AFTER_MS }, zone);
}

/** Longer than that without counting, and what is open is too much to be looked at by the way. */
const OPEN_DAYS_MAX = 3;

export type OpenDays = {
  /** From the last day that was counted up to now; today is the last of them. */
  readonly days: readonly FigureDay[];
  /** False while days lie uncounted before these: until the next run of figures. */
  readonly isComplete: boolean;
};

export async function openDays(pool: pg.Pool, zone: string, now: Instant): Promise<OpenDays> {
  const today = dayOf(now, zone);
  const midnight = startOfDay(today, zone);
  const [last, beginning] = await Promise.all([readLastDay(pool), readBeginning(pool)]);
  const isNear = last !== null && last.endsAt >= now - OPEN_DAYS_MAX * DAY_MS;
  const from = isNear ? last.endsAt : midnight;
  const over = daysBetween({ from, after: isNear ? last.day : '', until: now }, zone);
  const startsAt = over.at(-1)?.endsAt ?? from;
  const isComplete = isNear || (last === null && (beginning === null || beginning >= midnight));
  const before = over.at(-1)?.day ?? (isNear ? last.day : '');
  // A programme that moved west today has counted this date already.
  const day = today > before ? today : addToDay(before, ONE_DAY);
  return { days: [...over, { day, startsAt, endsAt: now + 1 }], isComplete };
}

function atEarliest(beginning: Instant, now: Instant): Instant {
  return Math.max(beginning, now - PAST_DAYS_MAX * DAY_MS);
}

/** Where the programme has moved to another time zone, a day ends later or earlier than it would have, and none is named twice. */
function daysBetween(
  { from, after, until }: { readonly from: Instant; readonly after: string; readonly until: Instant },
  zone: string,
): readonly FigureDay[] {
  const days: FigureDay[] = [];
  let [startsAt, before] = [from, after];
  while (days.length <= PAST_DAYS_MAX) {
    let day = dayOf(startsAt, zone);
    if (day <= before) day = addToDay(before, ONE_DAY);
    const endsAt = startOfDay(addToDay(day, ONE_DAY), zone);
    if (endsAt > until || endsAt <= startsAt) return days;
    days.push({ day, startsAt, endsAt });
    [startsAt, before] = [endsAt, day];
  }
  return days;
}
