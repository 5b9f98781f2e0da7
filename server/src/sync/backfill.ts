// Runs over everybody of a connection: asked for here, carried out by whoever sends to it.
import { randomUUID } from 'node:crypto';
import type { Actor } from '../domain/facts.ts';
import { PARTITIONS } from '../domain/ids.ts';
import { EngineError } from '../pipeline/submission.ts';
import type { CustomerSearch } from '../storage/customers.ts';
import { insertRun, type RunParams, type RunRow } from '../storage/runs.ts';
import { readConnectionRows } from '../storage/sync-connections.ts';
import { ensureConnection, readConnection, requireSetUp, type SyncDesk } from './connections.ts';
import type { SyncAction } from './customers.ts';

export type BackfillAsk = {
  /** Left out: everybody. */
  readonly search?: CustomerSearch;
  /** Also whoever is there as they should be. */
  readonly isForced?: boolean;
  /** Left out: the tag stays as it is. */
  readonly action?: SyncAction;
};

/** Refused with `sync_not_set_up`, `run_in_progress`. */
export async function startBackfill(
  desk: SyncDesk,
  name: string,
  { ask, actor }: { readonly ask: BackfillAsk; readonly actor: Actor },
): Promise<RunRow> {
  requireSetUp(await readConnection(desk, name));
  await ensureConnection(desk, name);
  const params: RunParams = {
    connection: name,
    ...(ask.search === undefined ? {} : { search: ask.search }),
    ...(ask.isForced === true ? { isForced: true } : {}),
    ...(ask.action === undefined ? {} : { action: ask.action }),
  };
  return openSyncRun(desk, 'sync_backfill', { params, actor });
}

/** Compares everybody who is there with what they should be, and reads a sample back. */
export async function startReconciliation(desk: SyncDesk, name: string, actor: Actor): Promise<RunRow> {
  requireSetUp(await readConnection(desk, name));
  return openSyncRun(desk, 'sync_reconcile', { params: { connection: name }, actor });
}

async function openSyncRun(
  { pool }: SyncDesk,
  kind: 'sync_backfill' | 'sync_reconcile',
  { params, actor }: { readonly params: RunParams; readonly actor: Actor },
): Promise<RunRow> {
  const cursor = { walks: [{ partition: 0, after: null, until: PARTITIONS }] };
  const { run, isNew } = await insertRun(pool, { id: randomUUID(), cursor, kind, params, actor: actor.name });
  if (!isNew) throw new EngineError('run_in_progress', { run: run.id });
  return run;
}

/** Each night, of every connection that runs; one that is under way is not begun again. */
export async function openReconciliations(pool: SyncDesk['pool'], actor: Actor): Promise<void> {
  for (const { name, status } of await readConnectionRows(pool)) {
    if (status !== 'running') continue;
    const cursor = { walks: [{ partition: 0, after: null, until: PARTITIONS }] };
    const params = { connection: name };
    await insertRun(pool, { id: randomUUID(), cursor, kind: 'sync_reconcile', params, actor: actor.name });
  }
}
