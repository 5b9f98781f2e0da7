// Writes the rejected rows of an import to a file: as they stood in the source, with the reason behind them. Once corrected,
// that file is imported like any other.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { type ImportRow, type Rejection, readRejections } from '../../storage/imports.ts';
import { REJECTED_PREFIX } from './columns.ts';
import { readHeader, readRows, surveyFile } from './csv.ts';

const PAGE = 1_000;
const REASONS = ['row', 'line', 'column', 'expected'].map((name) => REJECTED_PREFIX + name);

/** Gives the number of rows written; the source must lie where it was imported from. */
export async function writeRejected(pool: pg.Pool, run: ImportRow, target: string): Promise<number> {
  const written = { rows: 0 };
  await pipeline(Readable.from(linesOf(pool, run, written)), createWriteStream(target, { mode: 0o600 }));
  return written.rows;
}

async function* linesOf(pool: pg.Pool, run: ImportRow, written: { rows: number }): AsyncGenerator<string> {
  const { delimiter } = await surveyFile(run.file, run.options.delimiter);
  const header = await readHeader(run.file, delimiter);
  const kept = header.flatMap((title, index) => (title.startsWith(REJECTED_PREFIX) ? [] : [index]));
  const line = (cells: readonly (string | number)[], reasons: readonly (string | number)[]) =>
    `${[...cells, ...reasons].map((cell) => quoted(String(cell), delimiter)).join(delimiter)}\n`;
  yield line(pick(header, kept), REASONS);
  const rejections = rejectionsOf(pool, run.id);
  let next = await rejections.next();
  for await (const { row, cells } of readRows(run.file, delimiter, 0)) {
    if (next.done === true) return;
    const { value: rejection } = next;
    if (row !== rejection.row) continue;
    yield line(pick(cells, kept), [rejection.row, rejection.line, rejection.column, rejection.expected]);
    written.rows += 1;
    next = await rejections.next();
  }
}

function pick(cells: readonly string[], kept: readonly number[]): readonly string[] {
  return kept.map((index) => cells[index] ?? '');
}

async function* rejectionsOf(pool: pg.Pool, id: string): AsyncGenerator<Rejection, undefined> {
  for (let after = 0; ; ) {
    const page = await readRejections(pool, id, { after, limit: PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return undefined;
    after = last.row;
  }
}

function quoted(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
