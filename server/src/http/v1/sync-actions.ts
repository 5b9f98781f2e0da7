// What is asked for many named customers on a customer-data platform, each answered in its place.
import type { z } from 'zod';
import { type CustomerRef, EngineError } from '../../pipeline/submission.ts';
import type { SyncAction } from '../../sync/desk.ts';
import type { AdapterDeps } from '../deps.ts';
import { failureOf } from '../problem.ts';
import type { actionResultShape } from './sync-customer-shape.ts';
import { syncOf } from './sync-of.ts';

type Asked = { readonly connection: string; readonly action: SyncAction };
type Result = z.output<typeof actionResultShape>;
type Found = { readonly id: string } | { readonly id: null; readonly reason: string };

/** Found by their identifiers so many at a time: a long list must not take all connections to the database. */
const AT_ONCE = 50;

/** A result for each, in their order. */
export async function actOnNamed(
  deps: AdapterDeps,
  { connection, action }: Asked,
  customers: readonly CustomerRef[],
): Promise<Result[]> {
  const sync = syncOf(deps);
  const { name } = await sync.find(connection);
  const found: Found[] = [];
  for (let at = 0; at < customers.length; at += AT_ONCE)
    found.push(...(await Promise.all(customers.slice(at, at + AT_ONCE).map((ref) => find(deps, ref)))));
  const ids = new Set(found.flatMap(({ id }) => (id === null ? [] : [id])));
  const answers = new Map((await sync.act(name, action, [...ids])).map((one) => [one.customerId, one.refusedBecause]));
  return customers.map((ref, index): Result => {
    const one = found[index] ?? { id: null, reason: 'it was not looked for' };
    const reason = one.id === null ? one.reason : (answers.get(one.id) ?? null);
    return { customer: textOf(ref), customer_id: one.id, result: reason === null ? 'queued' : 'refused', reason };
  });
}

async function find({ engine }: AdapterDeps, ref: CustomerRef): Promise<Found> {
  try {
    return { id: await engine.resolve(ref) };
  } catch (error) {
    const problem = error instanceof EngineError ? failureOf(error)?.problem : undefined;
    if (problem === undefined || problem.retryable) throw error;
    return { id: null, reason: problem.detail };
  }
}

function textOf(ref: CustomerRef): string {
  return ref.kind === 'id' ? ref.id : `${ref.type}:${ref.value}`;
}
