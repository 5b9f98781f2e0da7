// Writes the copy of everything that is held on a customer: a ZIP with one CSV for each section, or a single CSV of section,
// field and value. It is a stream from the first row to the last byte; nobody's history is in memory whole.
import { Readable } from 'node:stream';
import type pg from 'pg';
import { ZipFile } from 'yazl';
import type { EXPORT_FORMATS } from '../../domain/privacy/privacy.ts';
import type { Instant } from '../../domain/time.ts';
import { readSection, SECTIONS, type Section } from '../../storage/privacy/sections.ts';

export type Archive = {
  readonly customerIds: readonly string[];
  readonly format: (typeof EXPORT_FORMATS)[number];
  readonly now: Instant;
};

const README = `Everything that is held on you, one file for each kind of data, as comma-separated values in UTF-8.
Times are UTC. Columns that hold several values hold them as JSON. A value that begins like a formula has an apostrophe
before it, so that no spreadsheet takes it for one.
`;

/** In the transaction of the client, which must stay open until the stream has ended. */
export function archiveStream(client: pg.PoolClient, archive: Archive): Readable {
  return archive.format === 'csv' ? Readable.from(singleFile(client, archive)) : zipStream(client, archive);
}

function zipStream(client: pg.PoolClient, { customerIds, now }: Archive): Readable {
  const zip = new ZipFile();
  const options = { mtime: new Date(now) };
  zip.addBuffer(Buffer.from(README), 'README.txt', options);
  for (const section of SECTIONS) {
    zip.addReadStreamLazy(`${section.name}.csv`, options, (done) => {
      const stream = Readable.from(sectionFile(client, section, customerIds));
      // What fails while a section is read ends the whole file, instead of leaving it open.
      stream.once('error', (error) => zip.outputStream.destroy(error));
      done(null, stream);
    });
  }
  zip.on('error', (error) => zip.outputStream.destroy(error));
  zip.end();
  return zip.outputStream;
}

async function* sectionFile(
  client: pg.PoolClient,
  section: Section,
  customerIds: readonly string[],
): AsyncGenerator<string> {
  yield csvLine(section.columns);
  for await (const row of readSection(client, section, customerIds)) yield csvLine(row);
}

/** Rows of a section are numbered: `notes/2`, `text`, `Called`. */
async function* singleFile(client: pg.PoolClient, { customerIds }: Archive): AsyncGenerator<string> {
  yield csvLine(['section', 'field', 'value']);
  for (const section of SECTIONS) {
    let number = 0;
    for await (const row of readSection(client, section, customerIds)) {
      number += 1;
      const lines = section.columns.map((field, index) => {
        const value = row[index] ?? null;
        return value === null ? '' : csvLine([`${section.name}/${number}`, field, value]);
      });
      yield lines.join('');
    }
  }
}

const NUMBER = /^[-+]?\d+(\.\d+)?$/;
const FORMULA = /^[=+\-@\t\r]/;

/** One line of CSV; cells that a spreadsheet would take for formulas are made texts. */
function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quoted(harmless(cell ?? ''))).join(',')}\r\n`;
}

function harmless(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
