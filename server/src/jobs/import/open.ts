// Opens an import: looks at the file as a whole and at its header before anything is written down, and finds the import
// that was interrupted over the same file.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import type { Actor } from '../../domain/facts.ts';
import type { ProgrammeSource } from '../../pipeline/programme-cache.ts';
import { EngineError } from '../../pipeline/submission.ts';
import {
  findOpenImport,
  type ImportKind,
  type ImportOptions,
  type ImportRow,
  insertImport,
} from '../../storage/imports.ts';
import { columnsOf } from './columns.ts';
import { invalidFile, readHeader, surveyFile } from './csv.ts';

export type ImportRequest = {
  readonly kind: ImportKind;
  readonly file: string;
  /** Null: the name of the file. */
  readonly source: string | null;
  readonly isUploaded: boolean;
  readonly options: ImportOptions;
  readonly actor: Actor;
};

const SOURCE_BYTES_MAX = 100;

export async function openImport(
  deps: { readonly pool: pg.Pool; readonly programmes: Pick<ProgrammeSource, 'refresh'> },
  request: ImportRequest,
): Promise<{ readonly row: ImportRow; readonly isNew: boolean }> {
  const { kind, isUploaded, options, actor } = request;
  const source = request.source ?? path.basename(request.file);
  if (Buffer.byteLength(source) > SOURCE_BYTES_MAX || source.includes('#') || source.includes('\u0000')) {
    throw invalidFile(`the source must be a name of at most ${SOURCE_BYTES_MAX} bytes without #. Name another one.`);
  }
  const history = await deps.programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  const file = path.resolve(request.file);
  const survey = await surveyFile(file, options.delimiter);
  columnsOf(kind, await readHeader(file, survey.delimiter), { mapping: options, programme: history.live });
  const wanted = { kind, source, host: hostname(), fileHash: survey.hash, options };
  const open = isUploaded ? null : await findOpenImport(deps.pool, wanted);
  if (open !== null && open.file === file) return { row: open, isNew: false };
  const row = await insertImport(deps.pool, {
    ...wanted,
    id: randomUUID(),
    file,
    isUploaded,
    fileBytes: survey.bytes,
    total: survey.rows,
    actor,
  });
  return { row, isNew: true };
}
