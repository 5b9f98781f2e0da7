// Carries out a run of metrics: a survey of all customers, to which the models are fitted; then every customer's figures,
// written range by range. The model is written down in between, so that a run that was broken off goes on with the customers
// who are left; broken off in the survey, which only reads, it begins anew.
import type pg from 'pg';
import { PARTITIONS, partitionOf } from '../../domain/ids.ts';
import { ITEMS_MAX } from '../../domain/metrics/co-purchase-count.ts';
import type { MetricModel } from '../../domain/metrics/metric-model.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ProgrammeSource } from '../../pipeline/programme-cache.ts';
import { type Clock, EngineError } from '../../pipeline/submission.ts';
import { type IdRange, partitionRange } from '../../storage/due.ts';
import { countCounted, type MetricBase, readCustomers, readTopItems } from '../../storage/metric-base.ts';
import { finishModel, insertModel, pruneModels, readLastGood, readModel, saveFigures } from '../../storage/metrics.ts';
import * as table from '../../storage/runs.ts';
import { withRetries } from '../retries.ts';
import { MetricThread } from './thread.ts';

export type MeasureDeps = {
  readonly pool: pg.Pool;
  readonly programmes: Pick<ProgrammeSource, 'refresh'>;
  readonly clock: Clock;
  readonly worker: string;
};

export type MeasureOptions = {
  readonly signal?: AbortSignal;
  readonly onProgress?: (run: table.RunRow) => void;
};

/** Read, reckoned and written at once. */
const CHUNK_CUSTOMERS = 1_000;
/** Partitions counted at once, well below what a statement may take. */
const STRIDE = 8;
/** While there is nothing to write down, the lease is renewed this often. */
const RENEW_MS = 5_000;
/** Affinities look back this far: tastes and catalogues change. */
const ITEMS_DAYS = 730;
/** Customers' figures are of the last model or, while a run is under way or was given up, of one before. */
const MODELS_KEPT = 30;

/** What the parts of a run share. */
type Measuring = {
  readonly deps: MeasureDeps;
  readonly options: MeasureOptions;
  readonly run: table.RunRow;
  readonly thread: MetricThread;
  readonly programme: Programme;
  readonly walks: table.WalkCursor[];
  total: number | null;
  visited: number;
  changed: number;
  /** False once the run was cancelled, or somebody else has taken it over. */
  isOurs: boolean;
  isBroken: boolean;
};

/** How the run is to end, or be let go of; null when it is not ours any more. */
export async function measure(
  deps: MeasureDeps,
  leased: table.OpenRun,
  options: MeasureOptions,
): Promise<table.RunEnding | null> {
  const { run, cursor } = leased;
  const history = await deps.programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  const thread = new MetricThread();
  const { total, visited, changed } = run;
  const walks = [...cursor.walks];
  const counts = { total, visited, changed, isOurs: true, isBroken: false };
  const measuring: Measuring = { deps, options, run, thread, programme: history.live, walks, ...counts };
  try {
    const model = (await readModel(deps.pool, run.id)) ?? (await survey(measuring));
    if (model === null) return measuring.isOurs ? { status: 'waiting', error: null } : null;
    await judgeAll(measuring, model);
    if (!measuring.isOurs) return null;
    if (walks.some(({ partition, until }) => partition < until)) return { status: 'waiting', error: null };
    await finishModel(deps.pool, run.id, deps.clock.now());
    await pruneModels(deps.pool, MODELS_KEPT);
    return { status: 'done', error: noteOf(model) };
  } finally {
    await thread.close();
  }
}

const isStopped = ({ options, isOurs, isBroken }: Measuring): boolean =>
  options.signal?.aborted === true || !isOurs || isBroken;

/** Null when it was stopped. */
async function survey(measuring: Measuring): Promise<MetricModel | null> {
  const { deps, run, thread, programme } = measuring;
  const renewing = setInterval(() => {
    save(measuring).catch(() => {
      // The database is away. Whatever is read next waits for it, and the lease ends by itself.
    });
  }, RENEW_MS);
  try {
    const base = await baseOf(measuring);
    const timeZone = programme.document.time_zone;
    await thread.ask({ kind: 'begin', asOf: base.asOf, timeZone, items: base.items }, 'ready');
    measuring.total = 0;
    for (let first = 0; first < PARTITIONS && !isStopped(measuring); first += STRIDE) {
      const range = rangeOf(first, first + STRIDE);
      measuring.total += await withRetries(() => countCounted(deps.pool, range));
      await surveyRange(measuring, base, range);
    }
    if (isStopped(measuring)) return null;
    const last = await readLastGood(deps.pool);
    const { model } = await thread.ask({ kind: 'conclude', last }, 'model');
    await withRetries(() => insertModel(deps.pool, run.id, model, deps.clock.now()));
    return model;
  } finally {
    clearInterval(renewing);
  }
}

async function surveyRange(measuring: Measuring, base: MetricBase, range: IdRange): Promise<void> {
  const { deps, thread } = measuring;
  let { after } = range;
  let asked: Promise<unknown> = Promise.resolve();
  while (!isStopped(measuring)) {
    const left = { after, last: range.last };
    const chunk = await withRetries(() => readCustomers(deps.pool, base, { range: left, limit: CHUNK_CUSTOMERS }));
    // One chunk is reckoned while the next is read.
    await asked;
    asked = thread.ask({ kind: 'survey', columns: chunk.columns }, 'ready');
    asked.catch(() => {
      // Thrown where it is awaited.
    });
    if (chunk.isEnd || chunk.last === null) break;
    after = chunk.last;
  }
  await asked;
}

/** What is looked at, fixed at the beginning of the survey. */
async function baseOf({ deps }: Measuring): Promise<MetricBase> {
  const asOf = deps.clock.now();
  const itemsSince = asOf - ITEMS_DAYS * DAY_MS;
  const lines = new Map<string, number>();
  for (let first = 0; first < PARTITIONS; first += STRIDE) {
    const range = rangeOf(first, first + STRIDE);
    const found = await withRetries(() => readTopItems(deps.pool, range, { since: itemsSince, asOf }));
    for (const one of found) lines.set(one.item, (lines.get(one.item) ?? 0) + one.lines);
  }
  const items = [...lines].sort(([x, xLines], [y, yLines]) => yLines - xLines || (x < y ? -1 : 1));
  return { asOf, itemsSince, items: items.slice(0, ITEMS_MAX).map(([item]) => item) };
}

async function judgeAll(measuring: Measuring, model: MetricModel): Promise<void> {
  const { thread, programme, walks } = measuring;
  const { time_zone: timeZone, settings } = programme.document;
  const includesBought = settings.affinities_include_bought;
  await thread.ask({ kind: 'judge_by', model, timeZone, includesBought }, 'ready');
  const items = model.items.items.map(({ item }) => item);
  const base = { asOf: model.asOf, itemsSince: model.asOf - ITEMS_DAYS * DAY_MS, items };
  const ended = await Promise.allSettled(
    walks.map(async (_, index) => {
      try {
        while (!isStopped(measuring) && (await judgeNext(measuring, base, index))) await save(measuring);
      } catch (error) {
        measuring.isBroken = true;
        throw error;
      }
    }),
  );
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  // Two walks save at once, and the older of two may be written last.
  await save(measuring);
}

/** The next customers of a walk; false when it has come to its end. */
async function judgeNext(measuring: Measuring, base: MetricBase, index: number): Promise<boolean> {
  const { deps, run, thread, walks } = measuring;
  const at = walks[index];
  if (at === undefined || at.partition >= at.until) return false;
  const { last } = rangeOf(at.partition, at.until);
  const after = at.after ?? partitionRange(at.partition).after;
  const range = { after, last };
  const chunk = await withRetries(() => readCustomers(deps.pool, base, { range, limit: CHUNK_CUSTOMERS }));
  const { figures } = await thread.ask({ kind: 'judge', columns: chunk.columns }, 'figures');
  const isEnd = chunk.isEnd || chunk.last === null;
  const done = { after, last: isEnd || chunk.last === null ? last : chunk.last };
  await withRetries(() => saveFigures(deps.pool, { id: run.id, asOf: base.asOf }, { range: done, figures }));
  walks[index] = isEnd
    ? { partition: at.until, after: null, until: at.until }
    : { partition: partitionOf(done.last), after: done.last, until: at.until };
  measuring.visited += chunk.columns.ids.length;
  measuring.changed += figures.length;
  return true;
}

async function save(measuring: Measuring): Promise<void> {
  const { deps, options, run, walks, total, visited, changed } = measuring;
  const progress = { cursor: { walks }, total, visited, changed, error: null };
  const isOurs = await withRetries(() => table.saveProgress(deps.pool, run.id, deps.worker, progress));
  if (isOurs) options.onProgress?.({ ...run, ...progress, status: 'running' });
  else measuring.isOurs = false;
}

/** The ids of partitions that lie side by side, up to `until` and without it. */
function rangeOf(first: number, until: number): IdRange {
  return { after: partitionRange(first).after, last: partitionRange(until - 1).last };
}

const NOTES = {
  kept: 'the last good model is used',
  unsettled: 'the best parameters found are used for want of a good model',
  none: 'there is no model',
} as const;

/** Said with a run that is done, where it could not do all. */
function noteOf({ purchases, spend }: MetricModel): string | null {
  const words = [
    ['purchases', purchases],
    ['spending', spend],
  ] as const;
  const notes = words.flatMap(([what, { status, reason }]) => {
    if (status === 'fitted') return [];
    return [`${what}: ${reason}, ${NOTES[status]}`];
  });
  return notes.length === 0 ? null : `Not fitted to ${notes.join('; ')}.`;
}
