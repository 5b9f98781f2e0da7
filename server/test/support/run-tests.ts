// Runs the test files on one throw-away PostgreSQL, two files at a time, and ends with the line "N passed, N failed".
// It knows nothing of the tests; which database they get is written in database.ts.
import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { buildConsole } from '../../src/cli/console-build.ts';
import { type EmbeddedPostgres, startPostgres } from '../../src/embedded/postgres.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const PATTERNS = [
  'server/src/**/*.test.ts',
  'server/test/**/*.test.ts',
  'sdk/**/*.test.ts',
  'bench/**/*.test.ts',
  'console/**/*.test.ts',
  'stand-ins/**/*.test.ts',
];
const FILES_AT_ONCE = 2;
const TEST_TIMEOUT_MS = 120_000;
/** A file's tests together. */
const FILE_TIMEOUT_MS = 600_000;
/** Between the last test of a file and the end of its process: hooks that clean up, and nothing else. */
const LEAK_WAIT_MS = 10_000;
const RUN_TIMEOUT_MS = 25 * 60_000;

type Counts = { passed: number; failed: number; skipped: number };

process.chdir(root);
process.exitCode = await main(process.argv.slice(2));

async function main(filters: readonly string[]): Promise<number> {
  const files = await findFiles(filters);
  if (files.length === 0) {
    process.stdout.write(`No test file matches ${filters.join(' ') || PATTERNS.join(' ')}.\n`);
    return report({ passed: 0, failed: 0, skipped: 0 });
  }
  const dataDir = await mkdtemp(path.join(tmpdir(), 'laurel-test-'));
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), RUN_TIMEOUT_MS);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => deadline.abort());
  let postgres: EmbeddedPostgres | null = null;
  try {
    postgres = await startPostgres({ dataDir, throwaway: true });
    process.env.LAUREL_TEST_DATABASE_URL = postgres.ownerUrl;
    await buildConsole((line) => process.stdout.write(`${line}\n`));
    const counts = await runFiles(files, deadline.signal);
    if (deadline.signal.aborted) {
      process.stdout.write('The run was stopped before its end.\n');
      counts.failed += 1;
    }
    return report(counts);
  } finally {
    clearTimeout(timer);
    await postgres?.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A filter is a file, a folder, or a part of a path. */
async function findFiles(filters: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(PATTERNS, { cwd: root, exclude: (name) => name === 'node_modules' })) files.push(file);
  const wanted = filters.map((filter) => (path.isAbsolute(filter) ? path.relative(root, filter) : filter));
  return files
    .filter((file) => wanted.length === 0 || wanted.some((filter) => file.includes(filter)))
    .sort()
    .map((file) => path.join(root, file));
}

/** Files run in order, a few at once; each one's report is written whole when it has ended. */
async function runFiles(files: readonly string[], signal: AbortSignal): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const waiting = files.values();
  const work = async (): Promise<void> => {
    for (const file of waiting) {
      if (signal.aborted) return;
      process.stdout.write(await runFile(file, signal, counts));
    }
  };
  await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
  return counts;
}

async function runFile(file: string, signal: AbortSignal, counts: Counts): Promise<string> {
  const stop = new AbortController();
  const timers = [setTimeout(() => stop.abort(), FILE_TIMEOUT_MS)];
  const events = run({ files: [file], timeout: TEST_TIMEOUT_MS, signal: AbortSignal.any([signal, stop.signal]) });
  const isFile = (event: { name: string; nesting: number }): boolean => event.nesting === 0 && event.name === file;
  let open = 0;
  events.on('test:enqueue', (event) => {
    if (!isFile(event)) open += 1;
  });
  events.on('test:complete', (event) => {
    if (isFile(event)) return;
    open -= 1;
    if (open === 0) timers.push(setTimeout(() => (open === 0 ? stop.abort() : undefined), LEAK_WAIT_MS));
  });
  // Only leaves are counted: a suite that fails because its tests do would be counted twice.
  events.on('test:pass', (event) => {
    if (event.details.type === 'suite') return;
    if (event.skip !== undefined || event.todo !== undefined) counts.skipped += 1;
    else counts.passed += 1;
  });
  events.on('test:fail', (event) => {
    if (event.details.type !== 'suite' || isFile(event)) counts.failed += 1;
  });
  try {
    const text = (await events.compose(withoutTotals).compose(spec).toArray()).join('');
    const leak = stop.signal.aborted
      ? '✖ did not end by itself: a connection, a server or a timer was left open\n'
      : '';
    return `${path.relative(root, file)}\n${text}${leak}`;
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

type TestEvents = AsyncIterable<{ readonly type: string; readonly data: { readonly nesting?: number } }>;

/** The totals of one file say nothing; those of the run stand at its end. */
async function* withoutTotals(events: TestEvents): AsyncGenerator<unknown> {
  for await (const event of events) {
    if (event.type === 'test:summary' || (event.type === 'test:diagnostic' && event.data.nesting === 0)) continue;
    yield event;
  }
}

function report(counts: Counts): number {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
