// Carries imports out: rows become facts, many at once, through the bulk lane. While some are decided, the next are read.
// How far it has come is saved with the rows that were rejected; whoever goes on after a crash repeats at most the rows
// that were under way, and repeating them changes nothing.
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import type pg from 'pg';
import { PARTITIONS } from '../../domain/ids.ts';
import type { ProgrammeSource } from '../../pipeline/programme-cache.ts';
import { type BulkEnding, type BulkFact, type Engine, EngineError } from '../../pipeline/submission.ts';
import { readCategories } from '../../storage/catalogue.ts';
import { partitionRange } from '../../storage/due.ts';
import * as table from '../../storage/imports.ts';
import { isGone } from '../../storage/lease-holders.ts';
import { isPassing, withRetries } from '../retries.ts';
import { lookUpCatalogue } from '../transactions.ts';
import { columnsOf } from './columns.ts';
import { type CsvRow, invalidFile, readHeader, readRows, surveyFile } from './csv.ts';
import { Preview } from './preview.ts';
import { type ReadyRow, type RowContext, readyRows } from './rows.ts';
import { nothing, Tally } from './tally.ts';

export type ImportDeps = {
  readonly pool: pg.Pool;
  readonly engine: Pick<Engine, 'submitAll' | 'previewAll' | 'lookUp'>;
  readonly programmes: Pick<ProgrammeSource, 'refresh'>;
  /** Who carries imports out, see `leaseHolderName`. */
  readonly worker: string;
};

export type ImportExecution = {
  /** Lets go of the import after the rows under way; whoever comes next goes on there. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (row: table.ImportRow) => void;
  /** Fewer than the usual number, where that would be all of the file. */
  readonly rowsAtOnce?: number;
};

/**
 * Rows that are under way together: some sixty for each partition, as they spread over all of them. Twice as many are in
 * memory, since the next are read meanwhile.
 */
const ROWS_AT_ONCE = 8_000;
const RENEW_MS = 5_000;
const RETRY_PAUSE_MS = 1_000;
const RETRIES_MAX = 60;

/** Carries out uploaded imports of this machine until none is left that nobody else is at. */
export async function executeImports(deps: ImportDeps, options: ImportExecution = {}): Promise<number> {
  let count = 0;
  while (options.signal?.aborted !== true) {
    const leased = await lease(deps, null);
    if (leased === null) return count;
    await carryOut(deps, leased, options);
    await dropUpload(deps.pool, leased);
    count += 1;
  }
  return count;
}

/** An uploaded file is full of personal data, and nobody needs it once its import is over. */
async function dropUpload(pool: pg.Pool, { id, file }: table.ImportRow): Promise<void> {
  const now = await table.readImport(pool, id);
  if (now?.status !== 'waiting' && now?.status !== 'running') await rm(file, { force: true });
}

/** Carries out one import; null when somebody else is at it, or it is over. */
export async function executeImport(
  deps: ImportDeps,
  id: string,
  options: ImportExecution = {},
): Promise<table.ImportRow | null> {
  const leased = await lease(deps, id);
  if (leased === null) return null;
  await carryOut(deps, leased, options);
  return table.readImport(deps.pool, id);
}

async function lease({ pool, worker }: ImportDeps, id: string | null): Promise<table.ImportRow | null> {
  const deadWorkers = (await table.readImportLeaseHolders(pool)).filter(isGone);
  return table.leaseImport(pool, worker, { id, host: hostname(), deadWorkers });
}

async function carryOut(deps: ImportDeps, run: table.ImportRow, options: ImportExecution): Promise<void> {
  const at = { id: run.id, worker: deps.worker };
  const beat = setInterval(() => {
    // A database that is away is noticed by the work itself; the lease then ends by itself.
    table.renewImportLease(deps.pool, at).catch(() => undefined);
  }, RENEW_MS);
  collectEarly(true);
  try {
    const ending = await walk(deps, run, options);
    if (ending !== null) await table.endImport(deps.pool, at, ending);
  } catch (error) {
    const status = isPassing(error) && !(error instanceof NothingDecided) ? 'waiting' : 'failed';
    const ending = { status, error: status === 'failed' ? sentenceFor(error) : null, total: null } as const;
    await table.endImport(deps.pool, at, ending).catch(() => {
      // The database is away: the lease ends by itself, and the import goes on from its last row. The error below says why.
    });
    // A file that cannot be read to its end is told by the import; anything else also concerns whoever runs it.
    if (!(error instanceof EngineError && error.code === 'import_invalid')) throw error;
  } finally {
    clearInterval(beat);
    collectEarly(false);
  }
}

/** 0 leaves it to the engine, which lets the heap grow to several times of what is in use. */
const HEAP_GROWTH_PERCENT = 20;

/**
 * Rows come and go by the thousand, and what they leave behind made up most of a process of 430 MB; of what is in use there are
 * less than a hundred. Collected as soon as the heap has grown by a fifth, it stays below 300 MB, for some more work.
 */
function collectEarly(isOn: boolean): void {
  setFlagsFromString(`--heap-growing-percent=${isOn ? HEAP_GROWTH_PERCENT : 0}`);
}

function sentenceFor(error: unknown): string {
  if (error instanceof EngineError && typeof error.detail.reason === 'string')
    return `The file: ${error.detail.reason}`;
  return error instanceof Error ? error.message : String(error);
}

/** How the import is to end, or be let go of; null when it is not ours any more. */
async function walk(
  deps: ImportDeps,
  leased: table.ImportRow,
  options: ImportExecution,
): Promise<table.ImportEnding | null> {
  const run = leased.options.isDryRun ? { ...leased, ...FROM_THE_BEGINNING } : leased;
  const { rows, context } = await open(deps, run);
  const tally = new Tally(run);
  const isStopped = () => options.signal?.aborted === true;
  const save = async (books: table.ImportSums['books'] = null): Promise<boolean> => {
    const progress = tally.progress(books);
    const rejections = tally.takeRejections();
    const at = { id: run.id, worker: deps.worker };
    const isOurs = await withRetries(() => table.saveImportProgress(deps.pool, at, progress, rejections));
    if (isOurs) options.onProgress?.({ ...run, ...progress, status: 'running' });
    return isOurs;
  };
  let underWay: Promise<void> | null = null;
  const preview = run.options.isDryRun ? await openPreview(deps) : null;
  try {
    for await (const some of inParts(rows, options.rowsAtOnce ?? ROWS_AT_ONCE)) {
      const ready = await withRetries(() => readyRows(context, some));
      await underWay;
      if (underWay !== null && !(await save())) return null;
      underWay = null;
      if (isStopped()) return { status: 'waiting', error: null, total: null };
      underWay = decideAll({ deps, preview }, ready, tally);
      // Awaited above; a failure while the next rows are read must not end the process.
      underWay.catch(() => undefined);
    }
    await underWay;
  } finally {
    await underWay?.catch(() => undefined);
    await preview?.close();
  }
  if (!(await save())) return null;
  const books = run.options.isDryRun ? null : await booksOf(deps.pool, run);
  if (!(await save(books))) return null;
  return { status: 'done', error: null, total: tally.done };
}

/** A dry run that was interrupted has saved nothing that it could go on from. */
const FROM_THE_BEGINNING = {
  done: 0,
  created: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  sums: { file: {}, books: null },
} as const;

function openPreview({ pool, engine }: ImportDeps): Promise<Preview> {
  return Preview.open(pool, { previewAll: (facts) => withRetries(() => engine.previewAll(facts)) });
}

async function open(
  { pool, engine, programmes }: ImportDeps,
  run: table.ImportRow,
): Promise<{ readonly rows: AsyncIterable<CsvRow>; readonly context: RowContext }> {
  const history = await programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  const survey = await surveyFile(run.file, run.options.delimiter);
  if (survey.hash !== run.fileHash) throw invalidFile('it has changed since the import began. Start a new import.');
  const header = await readHeader(run.file, survey.delimiter);
  const columns = columnsOf(run.kind, header, { mapping: run.options, programme: history.live });
  // A dry run saves nothing, not even what the catalogue does not know.
  const catalogue: RowContext['catalogue'] = run.options.isDryRun
    ? async (bodies) =>
        readCategories(pool, [...new Set(bodies.flatMap(({ lines }) => lines.flatMap(({ item }) => item ?? [])))])
    : (bodies) => lookUpCatalogue({ pool, clock: Date }, bodies);
  const context = { engine, run, programme: history.live, columns, catalogue };
  return { rows: readRows(run.file, survey.delimiter, run.done), context };
}

async function* inParts(rows: AsyncIterable<CsvRow>, size: number): AsyncGenerator<readonly CsvRow[]> {
  let part: CsvRow[] = [];
  for await (const row of rows) {
    part.push(row);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

async function decideAll(
  { deps, preview }: { readonly deps: ImportDeps; readonly preview: Preview | null },
  rows: readonly ReadyRow[],
  tally: Tally,
): Promise<void> {
  const withFacts = rows.filter((row) => row.fact !== null && row.problem === null);
  const facts = withFacts.flatMap(({ fact }) => fact ?? []);
  const endings = preview === null ? await submitInOrder(deps, facts) : await preview.decide(facts);
  // One row may be to blame for its own failure; when none can be decided, the rows are not.
  if (endings.length > 0 && endings.every(isBroken)) throw new NothingDecided();
  const byRow = new Map(withFacts.map((row, index) => [row, endings[index] ?? null]));
  for (const row of rows) tally.add(row, byRow.get(row) ?? null);
}

class NothingDecided extends Error {
  constructor() {
    super('None of the next rows could be decided; the log of the engine says why. No row was rejected for it.');
    this.name = 'NothingDecided';
  }
}

function isBroken(ending: BulkEnding): boolean {
  return ending.kind === 'failed' && !(ending.error instanceof EngineError && ending.error.code !== 'internal');
}

/** Who wants the same e-mail address is decided in the order of the file: the first has it, wherever the others lie. */
async function submitInOrder(deps: ImportDeps, facts: readonly BulkFact[]): Promise<readonly BulkEnding[]> {
  const seen = new Map<string, number>();
  const turns = facts.map(({ body }) => {
    const email = body.kind === 'customer.save' ? body.patch.email?.toLowerCase() : null;
    if (email === undefined || email === null) return 0;
    const turn = seen.get(email) ?? 0;
    seen.set(email, turn + 1);
    return turn;
  });
  const endings: BulkEnding[] = [];
  for (const turn of [...new Set(turns)].sort((a, b) => a - b)) {
    const places = [...turns.keys()].filter((index) => turns[index] === turn);
    const ended = await submitPatiently(
      deps,
      places.flatMap((index) => facts[index] ?? []),
    );
    for (const [place, ending] of ended.entries()) endings[places[place] ?? 0] = ending;
  }
  return endings;
}

/** Facts that found the database away, or the engine full, are sent again; the others of their part are over. */
async function submitPatiently({ engine }: ImportDeps, facts: readonly BulkFact[]): Promise<readonly BulkEnding[]> {
  const endings = [...(await engine.submitAll(facts))];
  for (let attempt = 1; ; attempt += 1) {
    const open = [...endings.keys()].filter((index) => {
      const ending = endings[index];
      return ending?.kind === 'failed' && isPassing(ending.error);
    });
    const [first] = open;
    if (first === undefined) return endings;
    const failed = endings[first];
    if (attempt === RETRIES_MAX && failed?.kind === 'failed') throw failed.error;
    await delay(RETRY_PAUSE_MS);
    const again = await engine.submitAll(open.flatMap((index) => facts[index] ?? []));
    for (const [place, index] of open.entries()) {
      const ending = again[place];
      if (ending !== undefined) endings[index] = ending;
    }
  }
}

/** What the books say of this source, partition by partition, so that no statement takes long. */
async function booksOf(pool: pg.Pool, { kind, source }: table.ImportRow): Promise<table.ImportSums['books']> {
  if (kind !== 'balances' && kind !== 'tiers') return {};
  const books: { [name: string]: table.Sums } = {};
  for (let partition = 0; partition < PARTITIONS; partition += 1) {
    const range = partitionRange(partition);
    if (kind === 'balances') {
      for (const [name, sums] of await withRetries(() => table.sumImportedPoints(pool, source, range)))
        add(books, name, sums);
    } else {
      for (const [name, rows] of await withRetries(() => table.countImportedLevels(pool, source, range))) {
        add(books, name, { ...nothing(), rows });
      }
    }
  }
  return books;
}

function add(books: { [name: string]: table.Sums }, name: string, sums: table.Sums): void {
  const before = books[name] ?? nothing();
  books[name] = {
    rows: before.rows + sums.rows,
    amount: before.amount + sums.amount,
    spent: before.spent + sums.spent,
  };
}
