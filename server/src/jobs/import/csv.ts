// Reads CSV files as streams: a first look at the whole file (encoding, rows, hash), then row by row. It knows no column.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { EngineError } from '../../pipeline/submission.ts';

/** The file cannot be imported at all; the sentence says why and what to do. */
export function invalidFile(reason: string): EngineError {
  return new EngineError('import_invalid', { reason });
}

export type Survey = {
  readonly bytes: number;
  /** SHA-256: the same content is the same file, whatever its name. */
  readonly hash: string;
  /** Rows below the header, blank lines left out. */
  readonly rows: number;
  readonly delimiter: string;
};

export type CsvRow = {
  /** The first row below the header is 1. */
  readonly row: number;
  /** The line on which the row ends. */
  readonly line: number;
  readonly cells: readonly string[];
};

const CHUNK_BYTES = 256 * 1024;
/** A profile with every column full is far smaller; an unclosed quote would swallow the file. */
const ROW_BYTES_MAX = 1_048_576;
const HEADER_BYTES_MAX = 65_536;
const COLUMNS_MAX = 500;
const DELIMITERS = [',', ';', '\t', '|'] as const;

const QUOTE = 0x22;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BOM_UTF16 = [
  [0xff, 0xfe],
  [0xfe, 0xff],
] as const;

/** `delimiter` null: the one that the header has most of. */
export async function surveyFile(file: string, delimiter: string | null): Promise<Survey> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const counter = new RowCounter();
  let header = '';
  let bytes = 0;
  for await (const chunk of chunksOf(file)) {
    if (bytes === 0 && BOM_UTF16.some(([first, second]) => chunk[0] === first && chunk[1] === second)) {
      throw invalidFile('it is UTF-16. Save it as UTF-8.');
    }
    const text = decode(decoder, chunk, counter.lines);
    if (header.length < HEADER_BYTES_MAX) header += text.slice(0, HEADER_BYTES_MAX);
    hash.update(chunk);
    counter.add(chunk);
    bytes += chunk.length;
  }
  decode(decoder, null, counter.lines);
  if (bytes === 0) throw invalidFile('it is empty. The first line names the columns.');
  return {
    bytes,
    hash: hash.digest('hex'),
    rows: Math.max(0, counter.end() - 1),
    delimiter: delimiter ?? delimiterOf(header),
  };
}

async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  const stream = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    throw invalidFile(`${file} cannot be read (${code}).`);
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | null, lines: number): string {
  try {
    return chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    // The decoder says no more than that the bytes are wrong.
    throw invalidFile(`it is not UTF-8 (soon after line ${lines + 1}). Save it as UTF-8.`);
  }
}

/** Counts rows as CSV has them: a line break between quotes is part of a text. */
class RowCounter {
  lines = 0;
  #rows = 0;
  #isQuoted = false;
  #isBlank = true;

  add(chunk: Buffer): void {
    // By index: going through a buffer by its iterator takes ten times as long.
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at];
      if (byte === NEWLINE) {
        this.lines += 1;
        if (!this.#isQuoted) this.#endRow();
      } else if (byte === QUOTE) {
        this.#isQuoted = !this.#isQuoted;
        this.#isBlank = false;
      } else if (byte !== RETURN) this.#isBlank = false;
    }
  }

  /** The rows, the header among them. */
  end(): number {
    this.#endRow();
    return this.#rows;
  }

  #endRow(): void {
    if (!this.#isBlank) this.#rows += 1;
    this.#isBlank = true;
  }
}

function delimiterOf(text: string): string {
  const line = text.slice(0, text.indexOf('\n') === -1 ? undefined : text.indexOf('\n')).replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

export async function readHeader(file: string, delimiter: string): Promise<readonly string[]> {
  for await (const { cells } of recordsOf(file, delimiter)) {
    if (cells.length > COLUMNS_MAX)
      throw invalidFile(`it has ${cells.length} columns, at most ${COLUMNS_MAX} are read.`);
    return cells;
  }
  throw invalidFile('it has no header. The first line names the columns.');
}

/** Rows behind row `after`, in order. */
export async function* readRows(file: string, delimiter: string, after: number): AsyncGenerator<CsvRow> {
  let row = -1;
  for await (const { cells, line } of recordsOf(file, delimiter)) {
    row += 1;
    if (row > after) yield { row, line, cells };
  }
}

type Recorded = { readonly cells: readonly string[]; readonly line: number };

async function* recordsOf(file: string, delimiter: string): AsyncGenerator<Recorded> {
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    // Rows of another length are rejected one by one, with a reason.
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: ROW_BYTES_MAX,
  });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const found of parser) yield recorded(found);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw invalidFile(
      `it is no CSV around line ${parser.info.lines} (${error.code}). Quotes inside a text are doubled.`,
    );
  } finally {
    source.destroy();
  }
}

/** With `info` the parser gives both together; its types know nothing of that. */
function recorded(found: { readonly record: readonly string[]; readonly info: { readonly lines: number } }): Recorded {
  return { cells: found.record, line: found.info.lines };
}
