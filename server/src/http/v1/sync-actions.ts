// What is asked for many named customers on a customer-data platform, each answered in its place.
import { z } from 'zod';
import type { Json } from '../../domain/facts.ts';
import { type CustomerRef, EngineError } from '../../pipeline/submission.ts';
import { askForAll, type SyncAction } from '../../sync/customers.ts';
import type { AdapterDeps } from '../deps.ts';
import { parse } from '../edge.ts';
import { failure, failureOf, type Problem } from '../problem.ts';
import { BATCH_MAX } from './batch.ts';
import { problemJson, problemShape } from './problem-shape.ts';
import { customerAddress, uuid } from './shapes.ts';
import { syncOf } from './sync-of.ts';

type Asked = { readonly connection: string; readonly action: SyncAction };

/** Found by their identifiers so many at a time: a long list must not take all connections to the database. */
const AT_ONCE = 50;

export const platformResultShape = z.union([
  z.strictObject({ index: z.int(), status: z.literal(200), customer_id: uuid, result: z.literal('queued') }),
  z.strictObject({ index: z.int(), status: z.int(), error: problemShape }),
]);
type Result = z.output<typeof platformResultShape>;

/** A result for each, in their order. What they are sent, and with what result, is told later by the customer's state. */
export async function askOfNamed(deps: AdapterDeps, asked: Asked, customers: readonly Json[]): Promise<Result[]> {
  if (customers.length > BATCH_MAX) throw new EngineError('batch_too_large', { limit: BATCH_MAX });
  const found: (string | Problem)[] = [];
  for (let at = 0; at < customers.length; at += AT_ONCE)
    found.push(...(await Promise.all(customers.slice(at, at + AT_ONCE).map((item) => find(deps, item)))));
  const customerIds = [...new Set(found.filter((one) => typeof one === 'string'))];
  const { connection, action } = asked;
  const results = await askForAll(syncOf(deps), connection, { action, customerIds });
  const reasons = new Map(results.map(({ customerId, reason }) => [customerId, reason]));
  return found.map((one, index): Result => {
    const reason = typeof one === 'string' ? (reasons.get(one) ?? null) : null;
    if (typeof one === 'string' && reason === null) return { index, status: 200, customer_id: one, result: 'queued' };
    const problem = typeof one === 'string' ? failure('sync_not_sent', { connection, reason }, null).problem : one;
    return { index, status: problem.status, error: problemJson(problem) };
  });
}

async function find({ engine }: AdapterDeps, item: Json): Promise<string | Problem> {
  try {
    const ref: CustomerRef = parse('body', customerAddress, item);
    return await engine.resolve(ref);
  } catch (error) {
    const problem = failureOf(error)?.problem;
    // What is wrong with this customer is answered in its place; a database that is away concerns all of them.
    if (problem === undefined || problem.retryable) throw error;
    return problem;
  }
}

export function isQueued(result: Result): boolean {
  return 'result' in result;
}
