// Holds the engine's answers and books against the reference model: the model decides the same facts in the order in which
// they were decided, must answer the same, and must end with the same lots, holds and levels.
import assert from 'node:assert/strict';
import type pg from 'pg';
import { type Answer, EngineError } from '../../src/pipeline/submission.ts';
import { modelAnswerOf, operationOf, type Request } from './model-submission.ts';
import { ModelCustomer, type ModelHold, type ModelLot, type ModelTier } from './reference-model.ts';

export type Heard = { readonly request: Request; readonly answer: Answer | EngineError };

type FirstAnswer = { readonly request: Request; readonly answer: Answer };

/** Codes of refusals that leave no fact behind: the same key is decided anew. */
const NOT_KEPT = new Set(['customer_not_found']);

export class ModelCheck {
  readonly customers = new Map<string, ModelCustomer>();
  readonly #db: pg.Pool;
  readonly #firsts = new Map<string, FirstAnswer>();
  readonly #kept = new Map<string, Set<string>>();
  readonly #dueSeen = new Set<string>();

  constructor(db: pg.Pool) {
    this.#db = db;
  }

  customer(id: string): ModelCustomer {
    const known = this.customers.get(id) ?? new ModelCustomer();
    this.customers.set(id, known);
    return known;
  }

  /** Takes in everything that was heard since the last time, in any order, and compares. */
  async take(heard: readonly Heard[]): Promise<void> {
    const fresh = heard.flatMap(({ request, answer }) =>
      answer instanceof EngineError || answer.isReplay ? [] : [{ request, answer }],
    );
    for (const first of fresh) this.#remember(first);
    for (const one of heard) this.#checkRepeat(one);
    const ids = new Set([...this.customers.keys(), ...heard.map(({ request }) => request.customer)]);
    const books = await readBooks(this.#db, [...ids]);
    for (const id of ids) {
      this.#replay(id, fresh, books.facts.get(id) ?? []);
      this.#compare(id, books);
    }
  }

  #remember(first: FirstAnswer): void {
    const { request, answer } = first;
    if (!isKept(answer)) return;
    const kept = this.#kept.get(request.customer) ?? new Set();
    this.#kept.set(request.customer, kept.add(answer.factId));
    if (request.key === null) return;
    const other = this.#firsts.get(nameOf(request));
    assert.equal(other, undefined, `decided twice: ${JSON.stringify([other, first])}`);
    this.#firsts.set(nameOf(request), first);
  }

  /** The same key brings the first answer again, or the refusal of another body; nothing else may fail. */
  #checkRepeat({ request, answer }: Heard): void {
    const first = request.key === null ? undefined : this.#firsts.get(nameOf(request));
    if (answer instanceof EngineError) {
      assert.equal(answer.code, 'key_reused', JSON.stringify(request));
      assert.notDeepEqual(first?.request, request, 'the same body was called another');
      assert.notEqual(first, undefined, 'a key was called used that never was');
      return;
    }
    if (first === undefined || answer.factId === first.answer.factId) {
      if (answer.isReplay) assert.deepEqual({ ...answer, isReplay: false }, first?.answer);
      return;
    }
    assert.ok(!answer.isReplay && !isKept(answer), 'a key was answered with another fact');
  }

  /** Under the lock of its partition each decision has a later time; facts of one batch have the order of their ids. */
  #replay(id: string, fresh: readonly FirstAnswer[], log: readonly LoggedFact[]): void {
    const model = this.customer(id);
    const facts = fresh.filter(({ request }) => request.customer === id);
    const steps = [
      ...this.#newDue(id, log).map((row) => ({ now: row.recorded_at, id: row.id, first: null })),
      ...facts.map((first) => ({ now: first.answer.recordedAt, id: first.answer.factId, first })),
    ].sort((a, b) => a.now - b.now || (a.id < b.id ? -1 : 1));
    for (const { now, id: factId, first } of steps) {
      if (first === null) model.due({ id: factId, now, at: now });
      else this.#decide(model, first);
    }
  }

  #decide(model: ModelCustomer, { request, answer }: FirstAnswer): void {
    const now = answer.recordedAt;
    const at = request.occurredAt ?? now;
    const told = `${JSON.stringify(request)} at ${new Date(now).toISOString()}`;
    assert.deepEqual(modelAnswerOf(answer.record), model.decide(request.fact, { id: answer.factId, now, at }), told);
    assert.equal(answer.occurredAt, at, told);
    const { beans } = answer.record.balances;
    if (beans !== undefined) assert.equal(beans, model.available(now), told);
  }

  /** Every fact of the log was answered, and every answer that is kept is in the log; what was due stands beside them. */
  #newDue(id: string, log: readonly LoggedFact[]): readonly LoggedFact[] {
    const answered = log.filter(({ kind }) => kind !== 'due').map((row) => row.id);
    assert.deepEqual(new Set(answered), this.#kept.get(id) ?? new Set(), 'the log and the answers differ');
    const due = log.filter((row) => row.kind === 'due' && !this.#dueSeen.has(row.id));
    for (const row of due) this.#dueSeen.add(row.id);
    return due;
  }

  #compare(id: string, books: Books): void {
    const model = this.customer(id);
    const tiers = model.zone === null ? [] : [tierRow('club', model.club), tierRow('explorer', model.explorer)];
    assert.deepEqual(books.lots.get(id) ?? [], model.lots.map(lotRow).sort(), `lots of ${id}`);
    assert.deepEqual(books.holds.get(id) ?? [], model.holds.map(holdRow).sort(), `holds of ${id}`);
    assert.deepEqual(books.tiers.get(id) ?? [], tiers, `tiers of ${id}`);
    assert.deepEqual(books.sums.get(id) ?? [], sumsOf(model.lots), `balance of ${id}`);
  }
}

function isKept({ record }: Answer): boolean {
  return record.refusal === undefined || !NOT_KEPT.has(record.refusal.code);
}

function nameOf({ customer, fact, key }: Request): string {
  return `${customer} ${operationOf(fact)} ${key}`;
}

type Row = readonly (string | number | null)[];

function lotRow(lot: ModelLot): string {
  const { source, amount, spent, expired, held, at, availableAt, expiresAt } = lot;
  return text([source, amount, spent, expired, held, at, availableAt, expiresAt]);
}

function holdRow({ id, amount, status, expiresAt }: ModelHold): string {
  return text([id, amount, status, expiresAt]);
}

function tierRow(system: string, tier: ModelTier): string {
  const { level, since, maintainedAt, maintenanceAt, countsSince } = tier;
  return text([system, level, since, maintainedAt, maintenanceAt, countsSince]);
}

function sumsOf(lots: readonly ModelLot[]): readonly string[] {
  if (lots.length === 0) return [];
  const sum = (field: 'amount' | 'spent' | 'expired' | 'held') => lots.reduce((total, lot) => total + lot[field], 0);
  return [text([sum('amount'), sum('spent'), sum('expired'), sum('held'), 0])];
}

function text(row: Row): string {
  return JSON.stringify(row);
}

type LoggedFact = { readonly id: string; readonly kind: string; readonly recorded_at: number };
type Rows = ReadonlyMap<string, readonly string[]>;
type Books = {
  readonly facts: ReadonlyMap<string, readonly LoggedFact[]>;
  readonly lots: Rows;
  readonly holds: Rows;
  readonly tiers: Rows;
  readonly sums: Rows;
};

async function readBooks(db: pg.Pool, ids: readonly string[]): Promise<Books> {
  const [facts, lots, holds, tiers, sums] = await Promise.all([
    db.query<LoggedFact & { readonly customer_id: string }>(
      'select customer_id, id, kind, recorded_at from laurel.fact where customer_id = any($1)',
      [ids],
    ),
    readRows(db, 'lot', 'source, amount, spent, expired, held, occurred_at, available_at, expires_at', ids),
    readRows(db, 'hold', 'id, amount, status, expires_at', ids),
    readRows(db, 'tier', 'system, level, since, maintained_at, maintenance_at, counts_since', ids),
    readRows(db, 'balance', 'deposited, spent, expired, held, debt', ids),
  ]);
  return { facts: Map.groupBy(facts.rows, (row) => row.customer_id), lots, holds, tiers, sums };
}

type StoredRow = { readonly customer_id: string; readonly [column: string]: string | number | null };

async function readRows(db: pg.Pool, table: string, columns: string, ids: readonly string[]): Promise<Rows> {
  const statement = `select ${columns}, customer_id from laurel.${table} where customer_id = any($1)`;
  const { rows } = await db.query<StoredRow>(statement, [ids]);
  const grouped = Map.groupBy(rows, (row) => row.customer_id);
  return new Map(
    [...grouped].map(([id, group]) => [id, group.map((row) => text(Object.values(row).slice(0, -1))).sort()]),
  );
}
