// Counts what becomes of the rows of a file, and adds up their points and levels, so that the file can be compared with the
// books in the end.
import { type Code, sentenceOf } from '../../domain/codes.ts';
import type { JsonObject } from '../../domain/facts.ts';
import { type BulkEnding, EngineError } from '../../pipeline/submission.ts';
import type { ImportCounts, ImportProgress, Rejection, Sums, SumsByOutcome } from '../../storage/imports.ts';
import type { Problem, ReadyRow } from './rows.ts';

type Outcome = 'created' | 'changed' | 'unchanged' | 'rejected';

export class Tally {
  #counts: { -readonly [key in keyof ImportCounts]: number };
  readonly #sums: SumsByOutcome;
  #rejections: Rejection[] = [];

  constructor(from: ImportProgress) {
    const { done, created, changed, unchanged, rejected } = from;
    this.#counts = { done, created, changed, unchanged, rejected };
    this.#sums = structuredClone(from.sums.file);
  }

  /** `ending` null: nothing was decided, because the row is wrong or because of a dry run. */
  add(row: ReadyRow, ending: BulkEnding | null): void {
    const problem = row.problem ?? (ending === null ? null : problemOf(ending));
    const outcome = problem === null ? outcomeOf(ending) : 'rejected';
    this.#counts[outcome] += 1;
    this.#counts.done += 1;
    this.#addSums(row, outcome);
    if (problem === null) return;
    const { column, code, expected } = problem;
    this.#rejections.push({ row: row.csv.row, line: row.csv.line, column, code, expected });
  }

  get done(): number {
    return this.#counts.done;
  }

  progress(books: ImportProgress['sums']['books'] = null): ImportProgress {
    return { ...this.#counts, sums: { file: this.#sums, books } };
  }

  takeRejections(): readonly Rejection[] {
    const taken = this.#rejections;
    this.#rejections = [];
    return taken;
  }

  #addSums(row: ReadyRow, outcome: Outcome): void {
    const named = amountsOf(row);
    if (named === null) return;
    const entry = this.#sums[named.name] ?? { imported: nothing(), known: nothing(), rejected: nothing() };
    this.#sums[named.name] = entry;
    const sums = outcome === 'rejected' ? entry.rejected : outcome === 'unchanged' ? entry.known : entry.imported;
    sums.rows += 1;
    sums.amount += named.amount;
    sums.spent += named.spent;
  }
}

export function nothing(): Sums {
  return { rows: 0, amount: 0, spent: 0 };
}

function outcomeOf(ending: BulkEnding | null): Outcome {
  if (ending === null) return 'created';
  if (ending.kind === 'failed' || !ending.isSaved) return 'unchanged';
  const { outcomes } = ending.answer.record;
  const isUpdate = outcomes.some((outcome) => outcome.kind === 'profile' && outcome.action === 'updated');
  return isUpdate ? 'changed' : 'created';
}

/** Rows that could not be read are added up under what could be read of them. */
const UNREADABLE = '(unreadable)';

function amountsOf({ body, draft }: ReadyRow): { name: string; amount: number; spent: number } | null {
  switch (body?.kind) {
    case 'import.lot':
      return { name: body.account, amount: body.amount, spent: body.spent };
    case 'import.tier':
      return { name: `${body.system}/${body.level}`, amount: 0, spent: 0 };
    case 'import.tag':
      return { name: body.tag, amount: body.count, spent: 0 };
    case undefined: {
      const { names, amounts } = draft;
      const name = names.account ?? names.level ?? names.tag ?? UNREADABLE;
      return { name, amount: amounts.amount ?? 0, spent: amounts.spent ?? 0 };
    }
    default:
      return null;
  }
}

/** Columns that a refusal speaks of, by its code. */
const COLUMNS: { readonly [code in Code]?: string } = {
  too_young: 'birth_on',
  email_taken: 'email',
  identifier_taken: 'external_id',
  customer_exists: 'external_id',
  customer_deleted: 'external_id',
  customer_not_found: 'external_id',
  unknown_account: 'account',
  unknown_source: 'source',
  source_not_linked: 'source',
  unknown_tier_system: 'system',
  unknown_tier_level: 'level',
  insufficient_points: 'spent',
  key_reused: 'row_key',
};

/** Sentences of their own where the usual one repeats a value of the file, or speaks of another way in. */
const SENTENCES: { readonly [code in Code]?: string } = {
  identifier_taken: 'This identifier belongs to another customer, of this file or here already.',
  customer_exists: 'This identifier belongs to another customer, of this file or here already.',
  customer_deleted: 'This customer was deleted here. Restore the customer first.',
  in_the_future: 'Expected a date that has passed.',
  key_reused:
    'This row of this source was imported before and said something else. Name another source, or leave it out.',
};

/** What a rejected row is told; null when the row was taken. */
function problemOf(ending: BulkEnding): Problem | null {
  if (ending.kind === 'answered') {
    const { refusal } = ending.answer.record;
    return refusal === undefined ? null : refusedAs(refusal.code, refusal.detail);
  }
  const { error } = ending;
  return error instanceof EngineError ? refusedAs(error.code, error.detail) : refusedAs('internal', {});
}

function refusedAs(code: Code, detail: JsonObject): Problem {
  const attribute = typeof detail.attribute === 'string' ? `custom.${detail.attribute}` : '';
  return { code, column: COLUMNS[code] ?? attribute, expected: SENTENCES[code] ?? sentenceOf(code, detail) };
}
