// Turns the rows of a file into facts: reads their cells, finds their customers in one look for many rows, and says of each
// row that cannot be a fact which column is to blame and what was expected there.
import { IDENTIFIER_TYPE_DEFAULT, type Identifier } from '../../domain/customers/profile.ts';
import type { FactBody } from '../../domain/facts.ts';
import { isUniformId, LEGACY_TYPE } from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { TransactionBody } from '../../domain/purchases/purchase.ts';
import { derivedCustomerId } from '../../pipeline/hashes.ts';
import type { BulkFact, Engine } from '../../pipeline/submission.ts';
import type { ImportRow } from '../../storage/imports.ts';
import { identifierKey, keyText } from '../../storage/keys.ts';
import type { Column } from './columns.ts';
import type { CsvRow } from './csv.ts';
import { patchOf } from './customer-row.ts';
import { newRow, type RowDraft } from './row.ts';
import { lotOf, type RowProblem, tagOf, tierOf } from './state-rows.ts';
import { transactionRow } from './transaction-rows.ts';

export type Problem = RowProblem & { readonly code: string };

/** What became of one row before anything was decided. */
export type ReadyRow = {
  readonly csv: CsvRow;
  readonly draft: RowDraft;
  readonly body: FactBody | null;
  /** Null: see `problem`; or, in a dry run, a customer who comes with another file. */
  readonly fact: BulkFact | null;
  readonly problem: Problem | null;
};

export type RowContext = {
  readonly engine: Pick<Engine, 'lookUp'>;
  readonly run: Pick<ImportRow, 'kind' | 'source' | 'options' | 'actor'>;
  readonly programme: Programme;
  readonly columns: readonly (Column | null)[];
  /** The categories of items that were bought. */
  readonly catalogue: (bodies: readonly TransactionBody[]) => Promise<ReadonlyMap<string, readonly string[]>>;
};

/** One statement looks for so many values. */
const LOOK_UP_VALUES = 2_000;
/** Ids of deleted customers are taken for ever: so many who came and went by one identifier are looked past. */
const GENERATIONS_MAX = 20;

export async function readyRows(context: RowContext, rows: readonly CsvRow[]): Promise<readonly ReadyRow[]> {
  const read = await withCategories(
    context,
    rows.map((csv) => readRow(context, csv)),
  );
  const found = await findAll(context, read);
  return Promise.all(read.map((row) => (row.problem === null ? withCustomer(context, row, found) : row)));
}

/** What the catalogue says of the items that were bought is frozen into the facts. */
async function withCategories({ catalogue }: RowContext, rows: readonly ReadyRow[]): Promise<readonly ReadyRow[]> {
  const bodies = rows.flatMap(({ body }) => (body?.kind === 'transaction' ? [body] : []));
  if (bodies.length === 0) return rows;
  const categories = await catalogue(bodies);
  return rows.map((row) => {
    if (row.body?.kind !== 'transaction') return row;
    const lines = row.body.lines.map((line) => ({ ...line, categories: categories.get(line.item ?? '') ?? [] }));
    return { ...row, body: { ...row.body, lines } };
  });
}

function readRow(context: RowContext, csv: CsvRow): ReadyRow {
  const draft = newRow();
  const problem = readCells(context.columns, csv, draft);
  if (problem !== null) return rejected({ csv, draft }, problem);
  if (draft.id === null && draft.externalId === null) {
    return rejected({ csv, draft }, { column: 'external_id', expected: 'a value, here or in `id`' });
  }
  // A version of the id that begins with a time would crowd one partition: it stays known beside an id of ours.
  if (draft.id !== null && UUID.test(draft.id)) draft.id = draft.id.toLowerCase();
  if (draft.id !== null && isUniformId(draft.id)) draft.ownId = draft.id;
  draft.identifiers = identifiersOf(draft);
  const body = bodyOf(context, csv, draft);
  if (!('kind' in body)) return rejected({ csv, draft }, body);
  return { csv, draft, body, fact: null, problem: null };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function rejected(row: Pick<ReadyRow, 'csv' | 'draft'>, { column, expected }: RowProblem): ReadyRow {
  return { ...row, body: null, fact: null, problem: { code: 'validation', column, expected: `Expected ${expected}.` } };
}

function readCells(columns: RowContext['columns'], { cells }: CsvRow, draft: RowDraft): RowProblem | null {
  if (cells.length !== columns.length) {
    return { column: '', expected: `${columns.length} columns, as in the header; this row has ${cells.length}` };
  }
  for (const [index, column] of columns.entries()) {
    const cell = cells[index]?.trim() ?? '';
    if (column === null || cell === '') continue;
    const expected = column.field.read(draft, cell);
    if (expected !== null) return { column: column.name, expected };
  }
  return null;
}

function bodyOf({ run, programme }: RowContext, csv: CsvRow, draft: RowDraft): FactBody | RowProblem {
  switch (run.kind) {
    case 'customers':
      return { kind: 'customer.save', mode: 'upsert', patch: { ...patchOf(draft), addIdentifiers: draft.identifiers } };
    case 'balances':
      return lotOf(programme, draft, referenceOf(run.source, csv, draft));
    case 'tiers':
      return tierOf(programme, draft, referenceOf(run.source, csv, draft));
    case 'tags':
      return tagOf(draft);
    case 'transactions':
      return transactionRow(draft, referenceOf(run.source, csv, draft));
  }
}

/** Names the row for ever: by its own key where the file has one, else by its place in the file. */
function referenceOf(source: string, { row }: CsvRow, { names }: RowDraft): string {
  return `${source}#${names.row_key ?? row}`;
}

/** The external id first: it is the one that is shown. An id that cannot be ours comes along as an alias. */
function identifiersOf({ externalId, externalIdType, identifiers, id, ownId }: RowDraft): readonly Identifier[] {
  const external = externalId === null ? [] : [{ type: externalIdType ?? IDENTIFIER_TYPE_DEFAULT, value: externalId }];
  const legacy = id === null || ownId !== null ? [] : [{ type: LEGACY_TYPE, value: id }];
  return [...external, ...identifiers, ...legacy];
}

/** Owners by `id:<type> <value>`, and which ids customers have. */
type Found = { readonly owners: ReadonlyMap<string, string>; readonly taken: ReadonlySet<string> };

async function findAll({ engine }: RowContext, rows: readonly ReadyRow[]): Promise<Found> {
  const owners = new Map<string, string>();
  const taken = new Set<string>();
  const drafts = rows.filter(({ problem }) => problem === null).map(({ draft }) => draft);
  for (let start = 0; start < drafts.length; start += LOOK_UP_VALUES) {
    const part = drafts.slice(start, start + LOOK_UP_VALUES);
    const values = part.flatMap(({ identifiers }) => identifiers.map(({ value }) => value));
    const customerIds = part.flatMap((draft) => idToTry(draft) ?? []);
    const found = await engine.lookUp({ values: [...new Set(values)], customerIds: [...new Set(customerIds)] });
    for (const key of found.keys) owners.set(keyText(key), key.customerId);
    for (const id of found.taken) taken.add(id);
  }
  return { owners, taken };
}

/** The id that a customer has or would get: their own if it can be ours, else the first one made from what names them. */
function idToTry(draft: RowDraft): string | null {
  return draft.ownId ?? derivedId(draft, 0);
}

function derivedId(draft: RowDraft, generation: number): string | null {
  const [first] = draft.identifiers;
  return first === undefined ? null : derivedCustomerId('identifier', [first.type, first.value], generation);
}

async function withCustomer(context: RowContext, row: ReadyRow, found: Found): Promise<ReadyRow> {
  const { draft, body } = row;
  if (body === null) return row;
  const { ownId } = draft;
  const owner = ownerOf(draft, found);
  if (owner !== null && ownId !== null && owner !== ownId) return { ...row, problem: OTHER_ID };
  const isNew = body.kind === 'customer.save';
  const customerId = owner ?? (isNew ? (ownId ?? (await freeId(context, draft, found))) : takenId(ownId, found));
  if (customerId !== null) return { ...row, fact: factOf(context, row, customerId) };
  if (context.run.options.isDryRun && context.run.options.withCustomers) return row;
  return { ...row, problem: isNew ? NO_ID_LEFT : UNKNOWN_CUSTOMER };
}

const OTHER_ID: Problem = {
  code: 'identifier_taken',
  column: 'id',
  expected: 'The customer with this external id has another id here already. Leave the id out, or correct it.',
};
const UNKNOWN_CUSTOMER: Problem = {
  code: 'customer_not_found',
  column: 'external_id',
  expected: 'Expected a customer who is here already. Import the customers first.',
};
const NO_ID_LEFT: Problem = {
  code: 'identifier_taken',
  column: 'external_id',
  expected: 'Too many customers with this external id were deleted. Restore one of them.',
};

function ownerOf({ identifiers }: RowDraft, { owners }: Found): string | null {
  for (const { type, value } of identifiers) {
    const owner = owners.get(keyText(identifierKey(type, value)));
    if (owner !== undefined) return owner;
  }
  return null;
}

function takenId(id: string | null, { taken }: Found): string | null {
  return id !== null && taken.has(id) ? id : null;
}

async function freeId({ engine }: RowContext, draft: RowDraft, { taken }: Found): Promise<string | null> {
  const first = derivedId(draft, 0);
  if (first === null || !taken.has(first)) return first;
  const later = Array.from({ length: GENERATIONS_MAX }, (_, index) => derivedId(draft, index + 1) ?? first);
  const found = await engine.lookUp({ values: [], customerIds: later });
  return later.find((id) => !found.taken.has(id)) ?? null;
}

function factOf({ run }: RowContext, { body, csv, draft }: ReadyRow, customerId: string): BulkFact | null {
  if (body === null) return null;
  const { actor } = run;
  // A profile may be imported as often as it changes there. What adds to the books is known by its row, for ever.
  if (body.kind === 'customer.save') {
    return { customerId, body, idempotency: null, actor, isHistory: !run.options.isWelcoming };
  }
  if (body.kind === 'transaction') {
    // The categories of an item may have changed when the same row comes again.
    const { data, transactionId } = body;
    const idempotency = { operation: body.kind, key: transactionId, sent: { ...data.sent } };
    return { customerId, body, idempotency, actor, isHistory: true, occurredAt: draft.moments.occurred_at ?? null };
  }
  const idempotency = { operation: body.kind, key: referenceOf(run.source, csv, draft), sent: { ...body } };
  return { customerId, body, idempotency, actor, isHistory: true };
}
