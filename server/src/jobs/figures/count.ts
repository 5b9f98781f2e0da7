// Carries out a run of figures: counts the days that are over, some weeks at a time, and keeps what it found with the days it
// found it for. A run that was broken off goes on with the days that are left.
import type pg from 'pg';
import { DAY_MS } from '../../domain/time.ts';
import type { Clock } from '../../pipeline/submission.ts';
import { countFigures, countStanding, type FigureDay, saveFigures } from '../../storage/figures.ts';
import { readProgrammeZone } from '../../storage/programmes.ts';
import * as table from '../../storage/runs.ts';
import { withRetries } from '../retries.ts';
import { daysToCount } from './days.ts';

export type CountDeps = { readonly pool: pg.Pool; readonly clock: Clock; readonly worker: string };
export type CountOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (run: table.RunRow) => void;
};

/** Counted at once: on a busy installation some millions of entries, a few seconds. */
const DAYS_AT_ONCE = 7;
const ACTIVE_DAYS = 30;
const RENEW_MS = 5_000;

/** How the run is to end, or be let go of; null when it is not ours any more. */
export async function countDays(
  deps: CountDeps,
  { run, cursor }: table.OpenRun,
  options: CountOptions,
): Promise<table.RunEnding | null> {
  const { pool, clock, worker } = deps;
  const zone = await readProgrammeZone(pool);
  const days = zone === null ? [] : await daysToCount(pool, zone, clock.now());
  const total = run.visited + days.length;
  let visited = run.visited;
  let changed = run.changed;
  const save = async (): Promise<boolean> => {
    const progress = { cursor, total, visited, changed, error: null };
    const isOurs = await withRetries(() => table.saveProgress(pool, run.id, worker, progress));
    if (isOurs) options.onProgress?.({ ...run, ...progress, status: 'running' });
    return isOurs;
  };
  const renewing = setInterval(() => {
    // A database that is away is noticed by the work itself.
    save().catch(() => undefined);
  }, RENEW_MS);
  try {
    if (!(await save())) return null;
    while (visited < total) {
      if (options.signal?.aborted === true) return { status: 'waiting', error: null };
      const done = visited - run.visited;
      const some = days.slice(done, done + DAYS_AT_ONCE);
      changed += await countSome(deps, some, { isLast: done + some.length === days.length });
      visited += some.length;
      if (!(await save())) return null;
    }
    return { status: 'done', error: null };
  } finally {
    clearInterval(renewing);
  }
}

async function countSome(
  { pool, clock }: CountDeps,
  days: readonly FigureDay[],
  { isLast }: { readonly isLast: boolean },
): Promise<number> {
  const last = days.at(-1);
  const figures = [...(await withRetries(() => countFigures(pool, days)))];
  if (isLast && last !== undefined) {
    const since = last.endsAt - ACTIVE_DAYS * DAY_MS;
    figures.push(...(await withRetries(() => countStanding(pool, last, since))));
  }
  await withRetries(() => saveFigures(pool, days, figures, clock.now()));
  return figures.length;
}
