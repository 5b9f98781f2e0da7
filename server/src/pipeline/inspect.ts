// Loads one customer's whole state for reading: progress, explanations, previews of what is to come. It takes no locks and
// decides nothing; one snapshot, so that its parts belong together.
import type pg from 'pg';
import type { Programme } from '../domain/programme/programme.ts';
import type { CustomerState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { loadStates } from '../storage/load.ts';
import { loadOpenHolds, loadOpenLots, loadTierMoves } from '../storage/slices.ts';
import { readEarnedByMaintenance } from '../storage/tiers.ts';
import { inTransaction } from '../storage/transaction.ts';
import type { ProgrammeSource } from './programme-cache.ts';
import { EngineError } from './submission.ts';

export type Inspected = { readonly state: CustomerState; readonly programme: Programme };

/**
 * All slices but the one for reversals; `earned.due` holds the sums at each next maintenance, due or not. Deleted customers
 * are given, too; null when there never was one. Rejects with programme_missing while nothing was applied.
 */
export async function inspectCustomer(
  pool: pg.Pool,
  programmes: Pick<ProgrammeSource, 'catchUp'>,
  customerId: string,
  now: Instant,
): Promise<Inspected | null> {
  const programme = await liveProgramme(pool, programmes);
  const state = await inTransaction(
    pool,
    (client) => loadAll(client, programme, customerId, now),
    (client) => client.query('begin isolation level repeatable read, read only'),
  );
  return state.profile === null ? null : { state, programme };
}

async function liveProgramme(pool: pg.Pool, programmes: Pick<ProgrammeSource, 'catchUp'>): Promise<Programme> {
  const { rows } = await pool.query<{ version: number | null }>(
    'select max(v.version) as version from laurel.programme_version v',
  );
  const version = rows[0]?.version ?? null;
  if (version === null) throw new EngineError('programme_missing');
  return (await programmes.catchUp(version)).live;
}

async function loadAll(
  client: pg.PoolClient,
  programme: Programme,
  customerId: string,
  now: Instant,
): Promise<CustomerState> {
  const request = { customerIds: [customerId], now, programme, periods: [], talliesSince: 0, isForDue: true };
  const { states } = await loadStates(client, request);
  const state = states.get(customerId);
  if (state === undefined) throw new Error(`load gave no state for ${customerId}`);
  const ids = [customerId];
  await loadOpenLots(client, ids, states);
  await loadOpenHolds(client, ids, states);
  await loadTierMoves(client, ids, states);
  const earned = await readEarnedByMaintenance(client, customerId, programme.windows);
  for (const [key, points] of earned) state.earned.due.set(key, points);
  return state;
}
