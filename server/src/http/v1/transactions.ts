// Transactions: sent by tills and shops, one at a time or many, returned and voided. One transaction is one fact for each
// customer who paid it; what a purchase is for, and whether it counts, is decided by the engine.
import { z } from 'zod';
import type { Json } from '../../domain/facts.ts';
import { lookUpCatalogue, type Sender, type SentReturn, sendReturn, sendTransaction } from '../../jobs/transactions.ts';
import { type Answer, EngineError } from '../../pipeline/submission.ts';
import { readTransaction } from '../../storage/purchases-reading.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, BODY_MAX_BYTES, parse } from '../edge.ts';
import { failureOf, type Problem, Refused } from '../problem.ts';
import { BATCH_MAX, batchModeInput, itemsInput } from './batch.ts';
import { decisionJson, decisionShape } from './decision-shape.ts';
import { reasonInput } from './point-shapes.ts';
import { problemJson, problemShape } from './problem-shape.ts';
import { customerAddress, flagInput, instantInput, keyInput } from './shapes.ts';
import { callerOf, type Exchange, goneSignal, idempotencyKey } from './submit.ts';
import { ITEMS_MAX, purchaseJson, purchaseShape, transactionInput, transactionOf } from './transaction-shape.ts';

const tags = ['Transactions'];
const write = { scope: 'transactions:write' } as const;
const TRANSACTION_BODY_MAX_BYTES = 4 * BODY_MAX_BYTES;

const transactionParams = z.strictObject({ transaction: keyInput });
const traceQuery = z.strictObject({ trace: flagInput });

const resultShape = z.union([
  z.strictObject({ status: z.literal(200), decision: decisionShape }),
  z.strictObject({ status: z.int(), error: problemShape }),
]);
type ResultJson = z.output<typeof resultShape>;

const sentShape = z
  .strictObject({
    transaction_id: z.string(),
    results: z
      .array(resultShape)
      .meta({ description: 'One for each customer; none where nobody paid whom the programme knows.' }),
  })
  .meta({ id: 'SentTransaction' });
type SentJson = z.output<typeof sentShape>;

const batchInput = z.strictObject({ transactions: itemsInput('TransactionInput'), ...batchModeInput });
const batchResultShape = z.union([
  z.strictObject({ index: z.int(), status: z.literal(200), transaction: sentShape }),
  z.strictObject({ index: z.int(), status: z.int(), error: problemShape }),
]);
type BatchResultJson = z.output<typeof batchResultShape>;

const returnInput = z
  .strictObject({
    lines: z
      .array(z.strictObject({ line: z.string().min(1).max(200), quantity: z.int().min(1).max(1_000_000).default(1) }))
      .min(1)
      .max(ITEMS_MAX)
      .optional()
      .meta({ description: 'What comes back; all that is left when left out.' }),
    customer: customerAddress.optional().meta({ description: 'Of one customer only; of all who paid when left out.' }),
    occurred_at: instantInput.optional(),
    reason: reasonInput.optional(),
  })
  .meta({ id: 'TransactionReturn' });

const voidInput = z
  .strictObject({ customer: customerAddress.optional(), occurred_at: instantInput.optional(), reason: reasonInput })
  .meta({ id: 'TransactionVoid' });

export function transactionRoutes(app: App, deps: AdapterDeps): void {
  sendRoutes(app, deps);
  returnRoutes(app, deps);
  readRoute(app, deps);
}

function sendRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/transactions',
    {
      config: write,
      bodyLimit: TRANSACTION_BODY_MAX_BYTES,
      schema: {
        operationId: 'sendTransaction',
        summary: 'Send one transaction; a later version of it with fewer lines is a return',
        tags,
        querystring: traceQuery,
        body: transactionInput,
        response: { 200: sentShape },
      },
    },
    async (request, reply) => {
      const transaction = transactionOf(request.body);
      const categories = await lookUpCatalogue(deps, [transaction]);
      const sender = senderOf({ request, reply }, request.sent);
      const answers = await sendTransaction(deps, { transaction, categories }, sender);
      return answered(transaction.transactionId, answers, request.query.trace ?? false);
    },
  );

  app.post(
    '/v1/transactions/batch',
    {
      config: write,
      bodyLimit: BATCH_BODY_MAX_BYTES,
      schema: {
        operationId: 'sendTransactions',
        summary: `Send up to ${BATCH_MAX} transactions, each answered on its own`,
        tags,
        body: batchInput,
        response: { 200: z.strictObject({ results: z.array(batchResultShape) }) },
      },
    },
    async (request, reply) => {
      const { transactions, lane, history } = request.body;
      if (transactions.length > BATCH_MAX) throw new EngineError('batch_too_large', { limit: BATCH_MAX });
      const parsed = sentItems(request.sent).map((item) => ({ item, transaction: parsedOf(item) }));
      const good = parsed.flatMap(({ transaction }) => ('status' in transaction ? [] : [transaction]));
      const categories = await lookUpCatalogue(deps, good);
      const results = await Promise.all(
        parsed.map(async ({ item, transaction }, index): Promise<BatchResultJson> => {
          if ('status' in transaction) return { index, status: transaction.status, error: problemJson(transaction) };
          const sender = { ...senderOf({ request, reply }, item), lane, isHistory: history };
          return sendOne(deps, { index, transaction, categories }, sender);
        }),
      );
      return { results };
    },
  );
}

type One = Parameters<typeof sendTransaction>[1] & { readonly index: number };

async function sendOne(deps: AdapterDeps, { index, ...one }: One, sender: Sender): Promise<BatchResultJson> {
  try {
    const answers = await sendTransaction(deps, one, sender);
    return { index, status: 200, transaction: answered(one.transaction.transactionId, answers, false) };
  } catch (error) {
    const problem = problemFor(error);
    return { index, status: problem.status, error: problemJson(problem) };
  }
}

function parsedOf(item: Json) {
  try {
    return transactionOf(parse('body', transactionInput, item));
  } catch (error) {
    return problemFor(error);
  }
}

function returnRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/transactions/:transaction/return',
    {
      config: write,
      schema: {
        operationId: 'returnTransaction',
        summary: 'Take back a transaction, or some of its lines, with what they earned',
        tags,
        params: transactionParams,
        querystring: traceQuery,
        body: returnInput,
        response: { 200: sentShape },
      },
    },
    async (request, reply) => {
      const { lines = null, reason = null, occurred_at = null, customer = null } = request.body;
      const asked = { kind: 'transaction.return', lines, reason, occurredAt: occurred_at, customer } as const;
      return takeBack(deps, { request, reply }, { ...asked, transactionId: request.params.transaction });
    },
  );

  app.post(
    '/v1/transactions/:transaction/void',
    {
      config: write,
      schema: {
        operationId: 'voidTransaction',
        summary: 'Void a transaction that was a mistake',
        tags,
        params: transactionParams,
        querystring: traceQuery,
        body: voidInput,
        response: { 200: sentShape },
      },
    },
    async (request, reply) => {
      const { reason, occurred_at = null, customer = null } = request.body;
      const asked = { kind: 'transaction.void', lines: null, reason, occurredAt: occurred_at, customer } as const;
      return takeBack(deps, { request, reply }, { ...asked, transactionId: request.params.transaction });
    },
  );
}

async function takeBack(
  deps: AdapterDeps,
  exchange: Exchange & { readonly request: { readonly query: { readonly trace?: boolean | undefined } } },
  asked: Omit<SentReturn, 'key'>,
): Promise<SentJson> {
  const { request } = exchange;
  const sender = senderOf(exchange, request.sent);
  const answers = await sendReturn(deps, { ...asked, key: idempotencyKey(request) }, sender);
  return answered(asked.transactionId, answers, request.query.trace ?? false);
}

function readRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/transactions/:transaction',
    {
      config: { scope: 'transactions:read' },
      schema: {
        operationId: 'getTransaction',
        summary: 'A transaction, with the part of each customer who paid it',
        tags,
        params: transactionParams,
        response: { 200: z.strictObject({ transaction_id: z.string(), purchases: z.array(purchaseShape) }) },
      },
    },
    async ({ params }) => {
      const held = await readTransaction(deps.pool, params.transaction);
      if (held.length === 0) throw new EngineError('transaction_not_found', { transaction: params.transaction });
      const purchases = held.map(({ customerId, purchase }) => purchaseJson(customerId, purchase));
      return { transaction_id: params.transaction, purchases };
    },
  );
}

function senderOf({ request, reply }: Exchange, sent: Json): Sender {
  return { actor: callerOf(request).actor, lane: 'live', isHistory: false, sent, signal: goneSignal(reply) };
}

/** What was refused for all customers is refused; what went through for one of them is answered. */
function answered(transactionId: string, answers: readonly Answer[], withTrace: boolean): SentJson {
  const refused = answers.find(({ record }) => record.refusal !== undefined);
  if (refused !== undefined && answers.every(({ record }) => record.refusal !== undefined)) throw new Refused(refused);
  return { transaction_id: transactionId, results: answers.map((answer) => resultJson(answer, withTrace)) };
}

function resultJson(answer: Answer, withTrace: boolean): ResultJson {
  if (answer.record.refusal === undefined) return { status: 200, decision: decisionJson(answer, withTrace) };
  const problem = problemFor(new Refused(answer));
  return { status: problem.status, error: problemJson(problem) };
}

/** What nobody foresaw fails the whole request: answering it in place would hide a fault of ours. */
function problemFor(error: unknown): Problem {
  const known = failureOf(error);
  if (known === null) throw error;
  return known.problem;
}

function sentItems(sent: Json): readonly Json[] {
  const items = typeof sent === 'object' && sent !== null && 'transactions' in sent ? sent.transactions : null;
  return Array.isArray(items) ? items : [];
}
