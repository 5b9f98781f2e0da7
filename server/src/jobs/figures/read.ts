// Figures of days up to this moment: what was kept of days that are over, and what happened since, counted when somebody asks.
import type pg from 'pg';
import { addToDay, DAY_MS, type DateText, dayOf, type Instant } from '../../domain/time.ts';
import type { Clock } from '../../pipeline/submission.ts';
import { countDeletedSince, countFigures, type Figure, readFigures, readSumsBefore } from '../../storage/figures.ts';
import { readProgrammeZone } from '../../storage/programmes.ts';
import { type OpenDays, openDays } from './days.ts';

export type OpenFigures = OpenDays & {
  readonly asOf: Instant;
  readonly zone: string;
  readonly figures: readonly Figure[];
  /** Members deleted since the last day that was counted. */
  readonly deleted: number;
};

/** On a busy day counting takes a moment, and everybody's home page asks for the same. */
const KEPT_MS = 15_000;

/** What is open, counted at most every some seconds by this process; null before the first programme. */
export function openReader({ pool, clock }: { readonly pool: pg.Pool; readonly clock: Clock }) {
  let kept: { readonly at: Instant; readonly answer: Promise<OpenFigures | null> } | null = null;
  return (): Promise<OpenFigures | null> => {
    const now = clock.now();
    if (kept !== null && Math.abs(now - kept.at) < KEPT_MS) return kept.answer;
    const answer = readOpen(pool, now);
    kept = { at: now, answer };
    answer.catch(() => {
      kept = null;
    });
    return answer;
  };
}

async function readOpen(pool: pg.Pool, now: Instant): Promise<OpenFigures | null> {
  const zone = await readProgrammeZone(pool);
  if (zone === null) return null;
  const open = await openDays(pool, zone, now);
  const [figures, deleted] = await Promise.all([
    countFigures(pool, open.days),
    countDeletedSince(pool, open.days[0]?.startsAt ?? now),
  ]);
  return { ...open, asOf: now, zone, figures, deleted };
}

export type DayFigures = {
  readonly days: readonly DateText[];
  /** By name and subject, one value for each of the days. */
  series(name: string, subject?: string): readonly number[];
  /** The sum of all days before the first of these. */
  before(name: string, subject: string): number;
  subjects(name: string): readonly string[];
};

/** The days `from` up to `to`, today at most. */
export async function readDays(
  pool: pg.Pool,
  open: OpenFigures,
  range: { readonly from: DateText; readonly to: DateText; readonly names: readonly string[] },
): Promise<DayFigures> {
  const days: DateText[] = [];
  for (let day = range.from; day <= range.to; day = addToDay(day, { count: 1, unit: 'day' })) days.push(day);
  const place = new Map(days.map((day, index) => [day, index]));
  const [figures, sums] = await Promise.all([readFigures(pool, range), readSumsBefore(pool, range.from, range.names)]);
  const found = new Map<string, number[]>();
  const before = new Map(sums.map(({ name, subject, value }) => [`${name} ${subject}`, value]));
  for (const { day, name, subject, value } of [...figures, ...open.figures]) {
    const key = `${name} ${subject}`;
    const index = place.get(day);
    if (index === undefined) {
      if (day < range.from) before.set(key, (before.get(key) ?? 0) + value);
      continue;
    }
    const values = found.get(key) ?? new Array<number>(days.length).fill(0);
    values[index] = (values[index] ?? 0) + value;
    found.set(key, values);
  }
  const nothing = new Array<number>(days.length).fill(0);
  return {
    days,
    series: (name, subject = '') => found.get(`${name} ${subject}`) ?? nothing,
    before: (name, subject) => before.get(`${name} ${subject}`) ?? 0,
    subjects: (name) => subjectsOf(name, [...found.keys(), ...before.keys()]),
  };
}

function subjectsOf(name: string, keys: readonly string[]): readonly string[] {
  const start = `${name} `;
  return [...new Set(keys.filter((key) => key.startsWith(start)).map((key) => key.slice(start.length)))].sort();
}

/** The last days up to today. */
export function lastDays(open: OpenFigures, count: number): { readonly from: DateText; readonly to: DateText } {
  const to = open.days.at(-1)?.day ?? dayOf(open.asOf, open.zone);
  return { from: addToDay(to, { count: -(count - 1), unit: 'day' }), to };
}

/** Long enough for a run that was missed over a weekend. */
const STANDING_WITHIN_DAYS = 31;

/** What stood at the end of the last counted day that has it, by name and subject; empty before the first run. */
export async function readStanding(pool: pg.Pool, open: OpenFigures): Promise<readonly Figure[]> {
  const to = open.days.at(-1)?.day ?? dayOf(open.asOf, open.zone);
  const from = dayOf(open.asOf - STANDING_WITHIN_DAYS * DAY_MS, open.zone);
  const names = ['members.total', 'members.active_30d', 'tiers.members'];
  const figures = await readFigures(pool, { from, to, names });
  const last = figures
    .map(({ day }) => day)
    .sort()
    .at(-1);
  return figures.filter(({ day }) => day === last);
}
