// Sends transactions on their way: looks up who paid and what the catalogue says, and submits one fact for each customer.
// Adapters read their own formats; what a purchase does is decided by the engine.
import type pg from 'pg';
import type { Actor, FactBody, Json, JsonObject } from '../domain/facts.ts';
import { attribute, type Transaction } from '../domain/purchases/attribute.ts';
import type { SoldLine } from '../domain/purchases/purchase.ts';
import type { Instant } from '../domain/time.ts';
import { purchaseIdOf } from '../pipeline/hashes.ts';
import {
  type Answer,
  type Clock,
  type CustomerRef,
  type Engine,
  EngineError,
  type Lane,
} from '../pipeline/submission.ts';
import { noteMentioned, readCategories } from '../storage/catalogue.ts';
import { findHolders } from '../storage/purchases-reading.ts';

export type TransactionDeps = {
  readonly pool: pg.Pool;
  readonly engine: Pick<Engine, 'submit' | 'resolve'>;
  readonly clock: Clock;
};

/** A transaction as it was sent; money in the smallest unit. */
export type SentTransaction = Omit<Transaction, 'purchaseId' | 'payments' | 'lines'> & {
  readonly lines: readonly Omit<SoldLine, 'categories'>[];
  readonly payments: readonly {
    readonly amount: number;
    readonly customer: CustomerRef | null;
    readonly sent: JsonObject;
  }[];
  readonly occurredAt: Instant | null;
  /** Of this version of the transaction, as the sender wrote it: a later one may take lines out. */
  readonly modifiedAt: string | null;
};

/** Who sends, and what they sent: the same under the same id and time of change is answered as the first time. */
export type Sender = {
  readonly actor: Actor;
  readonly lane: Lane;
  readonly isHistory: boolean;
  readonly sent: Json;
  readonly signal?: AbortSignal;
};

export type Categories = ReadonlyMap<string, readonly string[]>;

/** What the catalogue knows of the items of some transactions; items and stores that are new to it are recorded. */
export async function lookUpCatalogue(
  { pool, clock }: Pick<TransactionDeps, 'pool' | 'clock'>,
  transactions: readonly Pick<SentTransaction, 'lines' | 'store'>[],
): Promise<Categories> {
  const items = transactions.flatMap(({ lines }) => lines.flatMap(({ item }) => (item === null ? [] : [item])));
  const stores = new Set(transactions.flatMap(({ store }) => (store === null ? [] : [store])));
  const ids = [...new Set(items)].sort();
  const known = await readCategories(pool, ids);
  await noteMentioned(
    pool,
    'item',
    ids.filter((id) => !known.has(id)),
    clock.now(),
  );
  await noteMentioned(pool, 'store', [...stores].sort(), clock.now());
  return known;
}

/** One answer for each customer; none where nobody paid whom we know. Refusals are answers. */
export async function sendTransaction(
  deps: Pick<TransactionDeps, 'engine'>,
  { transaction, categories }: { readonly transaction: SentTransaction; readonly categories: Categories },
  sender: Sender,
): Promise<readonly Answer[]> {
  const { transactionId, modifiedAt, occurredAt } = transaction;
  const { payments, customers } = await findPayers(deps, transaction);
  const lines = transaction.lines.map((line) => ({ ...line, categories: categoriesOf(line.item, categories) }));
  const whole: Transaction = { ...transaction, purchaseId: purchaseIdOf(transactionId), lines, payments };
  const key = modifiedAt === null ? transactionId : `${transactionId}@${modifiedAt}`;
  const idempotency = { operation: 'transaction', key, sent: sender.sent };
  return Promise.all(
    attribute(whole).flatMap(({ payer, body }) => {
      const customer = customers.get(payer);
      if (customer === undefined) return [];
      return [deps.engine.submit({ ...submissionOf(sender), customer, body, occurredAt, idempotency })];
    }),
  );
}

function submissionOf({ actor, lane, isHistory, signal }: Sender) {
  return { actor, lane, isHistory, ...(signal === undefined ? {} : { signal }) };
}

function categoriesOf(item: string | null, categories: Categories): readonly string[] {
  return (item === null ? undefined : categories.get(item)) ?? [];
}

type Payers = {
  readonly payments: Transaction['payments'];
  readonly customers: ReadonlyMap<string, CustomerRef>;
};

/** Several references may name one customer: then they are looked up, so that nobody has two parts. */
async function findPayers({ engine }: Pick<TransactionDeps, 'engine'>, { payments }: SentTransaction): Promise<Payers> {
  const refs = new Map(payments.flatMap(({ customer }) => (customer === null ? [] : [[nameOf(customer), customer]])));
  const ids = new Map<string, string>();
  if (refs.size > 1) {
    const found = await Promise.all([...refs].map(async ([name, ref]) => [name, await engine.resolve(ref)] as const));
    for (const [name, id] of found) ids.set(name, id);
  }
  const payerOf = (ref: CustomerRef) => ids.get(nameOf(ref)) ?? nameOf(ref);
  return {
    payments: payments.map(({ amount, customer, sent }) => ({
      amount,
      sent,
      payer: customer === null ? null : payerOf(customer),
    })),
    customers: new Map([...refs.values()].map((ref) => [payerOf(ref), ref])),
  };
}

function nameOf(ref: CustomerRef): string {
  return ref.kind === 'id' ? ref.id : `${ref.type ?? ''}:${ref.value}`;
}

export type SentReturn = {
  readonly transactionId: string;
  /** Null: everybody that it is booked on. */
  readonly customer: CustomerRef | null;
  readonly kind: 'transaction.return' | 'transaction.void';
  readonly lines: readonly { readonly line: string; readonly quantity: number }[] | null;
  readonly reason: string | null;
  readonly occurredAt: Instant | null;
  readonly key: string | null;
};

/** One answer for each customer that has a part in it; refused where nobody has. */
export async function sendReturn(
  { pool, engine }: Pick<TransactionDeps, 'pool' | 'engine'>,
  asked: SentReturn,
  sender: Sender,
): Promise<readonly Answer[]> {
  const { transactionId, kind, lines, reason, occurredAt, key } = asked;
  const holders = await findHolders(pool, transactionId);
  const wanted = asked.customer === null ? null : await engine.resolve(asked.customer);
  const customers = holders.filter((id) => wanted === null || id === wanted);
  if (customers.length === 0) throw new EngineError('transaction_not_found', { transaction: transactionId });
  const named = { purchaseId: purchaseIdOf(transactionId), transactionId, reason };
  const body: FactBody = kind === 'transaction.void' ? { kind, ...named } : { kind, ...named, lines };
  const idempotency = key === null ? null : { operation: `${kind}:${transactionId}`, key, sent: sender.sent };
  return Promise.all(
    customers.map((id) =>
      engine.submit({ ...submissionOf(sender), customer: { kind: 'id', id }, body, occurredAt, idempotency }),
    ),
  );
}
