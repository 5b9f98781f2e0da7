// Makes batches of promo codes and takes them back, in steps that are saved together with how far they have come: whoever dies over
// one leaves it to be gone on with. Codes are random; a code that is there already is made anew.
import { randomFillSync } from 'node:crypto';
import pg from 'pg';
import { codesFrom, RANDOM_LETTERS } from '../../domain/promo/code.ts';
import type { BulkFact, Clock, Engine } from '../../pipeline/submission.ts';
import { isGone } from '../../storage/lease-holders.ts';
import { insertCodes, insertFreshCodes } from '../../storage/promo-codes.ts';
import {
  addProgress,
  endGeneration,
  leaseGeneration,
  type PromoGeneration,
  readGenerationHolders,
} from '../../storage/promo-generations.ts';
import { cancelFreeCodes, nextCodes } from '../../storage/promo-search.ts';
import { inTransaction } from '../../storage/transaction.ts';
import { isPassing } from '../retries.ts';

export type GenerationDeps = {
  readonly pool: pg.Pool;
  readonly engine: Pick<Engine, 'submitAll'>;
  readonly clock: Clock;
  readonly worker: string;
};

/** A second or two of work, so that a lease never runs out over one and a stop is heard soon; sorted, more cost less each. */
const CODES_PER_STEP = 50_000;
const CANCELLED_PER_STEP = 10_000;
/** Assigned codes are taken back by facts of their customers. */
const FACTS_PER_STEP = 500;
/** A tenth more bytes than letters, for those that are left out; what is still missing comes with the next step. */
const BYTES_PER_LETTER = 1.1;

/** Carries open generations out until none is left that nobody else is at; gives how many it had in hand. */
export async function executeGenerations(
  deps: GenerationDeps,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<number> {
  let count = 0;
  while (signal?.aborted !== true) {
    const deadWorkers = (await readGenerationHolders(deps.pool)).filter(isGone);
    const leased = await leaseGeneration(deps.pool, deps.worker, deadWorkers);
    if (leased === null) return count;
    await carryOut(deps, leased, signal);
    count += 1;
  }
  return count;
}

async function carryOut(deps: GenerationDeps, leased: PromoGeneration, signal?: AbortSignal): Promise<void> {
  const from = leased.status === 'cancelling' ? 'cancelling' : 'running';
  try {
    if (from === 'running') await generate(deps, leased, signal);
    else await cancel(deps, leased, signal);
  } catch (error) {
    // The lease ends by itself, and whoever comes next goes on.
    if (isPassing(error)) throw error;
    const sentence = error instanceof Error ? error.message : String(error);
    await endGeneration(deps.pool, leased.id, { from, status: 'failed', error: sentence });
    throw error;
  }
}

async function generate(deps: GenerationDeps, generation: PromoGeneration, signal?: AbortSignal): Promise<void> {
  let { made } = generation;
  const { id, wanted } = generation;
  while (made < wanted && signal?.aborted !== true) {
    const added = await addStep(deps, generation, Math.min(CODES_PER_STEP, wanted - made));
    if (added === null) return;
    made += added;
  }
  if (made >= wanted) await endGeneration(deps.pool, id, { from: 'running', status: 'done', error: null });
}

/** Null when the generation is not ours any more: then nothing was added. */
async function addStep(deps: GenerationDeps, generation: PromoGeneration, count: number): Promise<number | null> {
  const { list, id, prefix } = generation;
  const bytes = randomFillSync(new Uint8Array(Math.ceil(count * RANDOM_LETTERS * BYTES_PER_LETTER)));
  // Sorted, so that neighbours come onto neighbouring pages of the index.
  const codes = codesFrom(prefix, bytes).slice(0, count).toSorted();
  const fresh = { list, generation: id, codes, written: null, at: deps.clock.now() };
  try {
    return await saveStep(deps, id, (client) => insertFreshCodes(client, fresh));
  } catch (error) {
    // One of them is there already; that hardly ever happens by chance.
    if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
    return saveStep(deps, id, (client) => insertCodes(client, fresh));
  }
}

const UNIQUE_VIOLATION = '23505';

function saveStep(
  deps: GenerationDeps,
  id: string,
  insert: (client: pg.PoolClient) => Promise<number>,
): Promise<number | null> {
  const step = { id, worker: deps.worker, during: 'running', cancelled: 0 } as const;
  return inTransaction(deps.pool, async (client) => {
    // First the lease: who has lost it must not add a code.
    if (!(await addProgress(client, { ...step, made: 0 }))) return null;
    const made = await insert(client);
    await addProgress(client, { ...step, made });
    return made;
  });
}

async function cancel(deps: GenerationDeps, generation: PromoGeneration, signal?: AbortSignal): Promise<void> {
  const { id, actor_name: by } = generation;
  const reason = generation.reason ?? '';
  const step = { id, worker: deps.worker, during: 'cancelling', made: 0 } as const;
  for (;;) {
    if (signal?.aborted === true) return;
    const now = deps.clock.now();
    const cancelled = await inTransaction(deps.pool, async (client) => {
      const some = { generation: id, limit: CANCELLED_PER_STEP };
      const count = await cancelFreeCodes(client, some, { by, reason, now });
      return (await addProgress(client, { ...step, cancelled: count })) ? count : null;
    });
    if (cancelled === null) return;
    if (cancelled === 0) break;
  }
  if (!(await cancelAssigned(deps, generation, signal))) return;
  await endGeneration(deps.pool, id, { from: 'cancelling', status: 'cancelled', error: null });
}

/** False when it was told to stop. What is claimed meanwhile stays claimed. */
async function cancelAssigned(
  deps: GenerationDeps,
  generation: PromoGeneration,
  signal?: AbortSignal,
): Promise<boolean> {
  const { id, list, actor_name } = generation;
  const reason = generation.reason ?? '';
  let after: readonly [string, string, string] | null = null;
  for (;;) {
    if (signal?.aborted === true) return false;
    const wanted = { list, generation: id, status: 'assigned', customerId: null, limit: FACTS_PER_STEP } as const;
    const codes = await nextCodes(deps.pool, { ...wanted, after });
    const last = codes.at(-1);
    if (last === undefined) return true;
    const facts = codes.flatMap(({ code, customer_id: customerId }): readonly BulkFact[] =>
      customerId === null
        ? []
        : [
            {
              customerId,
              body: { kind: 'promo.cancel', code, reason },
              idempotency: null,
              actor: { kind: 'agent', name: actor_name },
              isHistory: false,
            },
          ],
    );
    const endings = await deps.engine.submitAll(facts);
    const failed = endings.find((ending) => ending.kind === 'failed');
    if (failed?.kind === 'failed') throw failed.error;
    const cancelled = endings.filter((ending) => ending.kind === 'answered' && ending.isSaved).length;
    const step = { id, worker: deps.worker, during: 'cancelling', made: 0, cancelled } as const;
    if (!(await addProgress(deps.pool, step))) return false;
    after = [last.generation, last.status, last.code];
  }
}
