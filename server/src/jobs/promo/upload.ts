// Takes codes of another party in, as they come: rows of a CSV file with a column `code`, or with one column. What cannot be a
// code, or is one already, is left out and counted.
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type pg from 'pg';
import { PROMO_CODE_MAX } from '../../domain/programme/schema-promo.ts';
import { normalCode } from '../../domain/promo/code.ts';
import type { Clock } from '../../pipeline/submission.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { insertCodes } from '../../storage/promo-codes.ts';
import { addProgress, endGeneration, endUpload, insertGeneration } from '../../storage/promo-generations.ts';
import { inTransaction } from '../../storage/transaction.ts';

type Deps = { readonly pool: pg.Pool; readonly clock: Clock };

export type Upload = {
  readonly list: string;
  readonly by: string;
  /** Codes for everybody, which no single one may equal. */
  readonly taken: ReadonlySet<string>;
};

const CODES_PER_STEP = 5_000;
const ROW_BYTES_MAX = 10_000;
const CODE_MIN = 4;

/** Gives the id of the generation; what came in before a failure stays, under it. */
export async function uploadCodes(deps: Deps, file: Readable, { list, by, taken }: Upload): Promise<string> {
  const id = randomUUID();
  const { pool, clock } = deps;
  const generation = { id, list, kind: 'uploaded', prefix: '', wanted: 0, actor_name: by } as const;
  await insertGeneration(pool, { ...generation, now: clock.now() });
  let rows = 0;
  try {
    for await (const step of stepsOf(file)) {
      rows += step.length;
      await saveStep(
        deps,
        { list, id },
        step.filter((written) => isCode(written, taken)),
      );
    }
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    await endGeneration(pool, id, { from: 'running', status: 'failed', error: sentence });
    if (error instanceof CsvError) throw new EngineError('import_invalid', { reason: `it is no CSV (${error.code}).` });
    throw error;
  }
  await endUpload(pool, id, rows);
  return id;
}

function isCode(written: string, taken: ReadonlySet<string>): boolean {
  const code = normalCode(written);
  return code.length >= CODE_MIN && written.length <= PROMO_CODE_MAX && !taken.has(code);
}

async function* stepsOf(file: Readable): AsyncGenerator<readonly string[]> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: ROW_BYTES_MAX });
  file.on('error', (error) => parser.destroy(error));
  file.pipe(parser);
  let step: string[] = [];
  let column: number | null = null;
  for await (const row of parser) {
    const cells: readonly string[] = row;
    if (column === null) {
      column = Math.max(
        0,
        cells.findIndex((cell) => cell.trim().toLowerCase() === 'code'),
      );
      if (cells[column]?.trim().toLowerCase() === 'code') continue;
    }
    step.push((cells[column] ?? '').trim());
    if (step.length < CODES_PER_STEP) continue;
    yield step;
    step = [];
  }
  if (step.length > 0) yield step;
}

async function saveStep(
  { pool, clock }: Deps,
  { list, id }: { readonly list: string; readonly id: string },
  written: readonly string[],
): Promise<void> {
  // Of two that are the same code, the first is kept.
  const byCode = new Map(written.toReversed().map((one) => [normalCode(one), one]));
  const codes = [...byCode.keys()].toSorted();
  const shown = codes.map((code) => byCode.get(code) ?? code);
  await inTransaction(pool, async (client) => {
    const made = await insertCodes(client, { list, generation: id, codes, written: shown, at: clock.now() });
    const isOpen = await addProgress(client, { id, worker: null, during: 'running', made, cancelled: 0 });
    if (!isOpen) throw new EngineError('promo_generation_state', { generation: id, status: 'cancelled' });
  });
}
