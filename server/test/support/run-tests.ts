// Runs the test files on one throw-away PostgreSQL, two files at a time, and ends with the line "N passed, N failed".
// It knows nothing of the tests; which database they get is written in database.ts.
import { glob, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { startPostgres } from '../../src/embedded/postgres.ts';

const root = path.resolve(import.meta.dirname, '../../..');

const PATTERNS = ['server/src/**/*.test.ts', 'server/test/**/*.test.ts', 'sdk/**/*.test.ts', 'bench/**/*.test.ts'];
const FILES_AT_ONCE = 2;
const TEST_TIMEOUT_MS = 120_000;
/** A file's tests together; also what ends a file that has left a connection or a timer open. */
const FILE_TIMEOUT_MS = 600_000;
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
  const postgres = await startPostgres({ dataDir, throwaway: true });
  try {
    process.env.LAUREL_TEST_DATABASE_URL = postgres.ownerUrl;
    const counts = await runFiles(files, deadline.signal);
    if (deadline.signal.aborted) {
      process.stdout.write('The run was stopped before its end.\n');
      counts.failed += 1;
    }
    return report(counts);
  } finally {
    clearTimeout(timer);
    await postgres.stop();
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

function runFiles(files: string[], signal: AbortSignal): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const events = run({
    files,
    signal,
    concurrency: FILES_AT_ONCE,
    timeout: FILE_TIMEOUT_MS,
    execArgv: [`--test-timeout=${TEST_TIMEOUT_MS}`],
  });
  // Only leaves are counted: a suite that fails because its tests do would be counted twice.
  events.on('test:pass', (event) => {
    if (event.details.type === 'suite') return;
    if (event.skip !== undefined || event.todo !== undefined) counts.skipped += 1;
    else counts.passed += 1;
  });
  events.on('test:fail', (event) => {
    const isFile = event.nesting === 0 && event.name === event.file;
    if (event.details.type === 'suite' && !isFile) return;
    counts.failed += 1;
  });
  return new Promise((resolve, reject) => {
    const report = events.compose(spec);
    report.on('end', () => resolve(counts));
    report.on('error', reject);
    report.pipe(process.stdout, { end: false });
  });
}

function report(counts: Counts): number {
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}
