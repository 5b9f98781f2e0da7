// What may be asked of customers on a platform by hand: who is there and how it went, sending somebody again, and the tag.
// Asking writes a line for the lane; what is sent is the lane's.
import { EngineError } from '../pipeline/submission.ts';
import type { Page, PageOf } from '../storage/pages.ts';
import {
  askForCustomers,
  readStandings,
  readSyncedCustomers,
  readSyncStates,
  type Standing,
  type SyncCustomerState,
  type SyncCustomerStatus,
  type SyncedCustomer,
} from '../storage/sync-customers.ts';
import { readSetAside, retryEvent, type SetAsideEvent, type SetAsideStatus } from '../storage/sync-events.ts';
import {
  ensureConnection,
  listConnections,
  readConnection,
  requireSetUp,
  type SyncConnection,
  type SyncDesk,
} from './connections.ts';

export const SYNC_ACTIONS = ['push', 'tag', 'untag'] as const;
export type SyncAction = (typeof SYNC_ACTIONS)[number];

export type ActionResult = {
  readonly customerId: string;
  readonly kind: 'queued' | 'refused';
  /** Why not. */
  readonly reason: string | null;
};

/** At once. */
export const ASKED_MAX = 1_000;

/** Sends them again whatever was sent before, with or without the tag. One result for each, in their order. */
export async function askForAll(
  desk: SyncDesk,
  name: string,
  { action, customerIds }: { readonly action: SyncAction; readonly customerIds: readonly string[] },
): Promise<readonly ActionResult[]> {
  if (customerIds.length > ASKED_MAX) throw new RangeError(`At most ${ASKED_MAX} customers are asked for at once.`);
  const connection = await readConnection(desk, name);
  requireSetUp(connection);
  await ensureConnection(desk, name);
  const standings = await readStandings(desk.pool, name, customerIds);
  const results = customerIds.map((customerId): ActionResult => {
    const reason = whyNotSent(standings.get(customerId) ?? null);
    return { customerId, kind: reason === null ? 'queued' : 'refused', reason };
  });
  await askForCustomers(desk.pool, name, {
    customerIds: [...new Set(results.filter(({ kind }) => kind === 'queued').map(({ customerId }) => customerId))],
    at: desk.clock.now(),
    isUntagged: action === 'push' ? null : action === 'untag',
  });
  return results;
}

/** In words; null: they are sent. */
export function whyNotSent(standing: Standing | null): string | null {
  if (standing === null) return 'there is no such customer';
  if (standing.isForgotten) return 'was forgotten';
  if (standing.mergedInto !== null) return 'was merged into another customer';
  if (standing.isDeleted) return 'was deleted';
  if (standing.isTestPersona) return 'is a test persona';
  if (standing.isStopped) return 'wants no processing';
  return standing.optedIn ? null : 'has not opted in';
}

export async function listCustomers(
  desk: SyncDesk,
  name: string,
  query: Page & { readonly status: SyncCustomerStatus | null },
): Promise<PageOf<SyncedCustomer>> {
  await readConnection(desk, name);
  return readSyncedCustomers(desk.pool, name, query);
}

export type CustomerSync = {
  readonly connection: SyncConnection;
  /** Null: they are sent. */
  readonly notSentBecause: string | null;
  /** Null: never sent. */
  readonly state: SyncCustomerState | null;
  readonly setAside: number;
};

/** One customer on each connection that is set up. */
export async function customerSync(desk: SyncDesk, customerId: string): Promise<readonly CustomerSync[]> {
  const connections = (await listConnections(desk)).filter(({ setUpAt }) => setUpAt !== null);
  const states = await readSyncStates(desk.pool, customerId);
  return Promise.all(
    connections.map(async (connection) => {
      const standings = await readStandings(desk.pool, connection.name, [customerId]);
      const state = states.find((one) => one.connection === connection.name) ?? null;
      const notSentBecause = whyNotSent(standings.get(customerId) ?? null);
      return { connection, notSentBecause, state, setAside: state?.setAside ?? 0 };
    }),
  );
}

export async function listSetAside(
  desk: SyncDesk,
  name: string,
  query: Page & { readonly status: SetAsideStatus },
): Promise<PageOf<SetAsideEvent>> {
  await readConnection(desk, name);
  return readSetAside(desk.pool, name, query);
}

/** To be sent again as soon as the lane comes to it. Refused with `sync_event_not_found`. */
export async function retrySetAside(desk: SyncDesk, name: string, eventId: string): Promise<void> {
  await readConnection(desk, name);
  if (!(await retryEvent(desk.pool, name, eventId))) throw new EngineError('sync_event_not_found', { event: eventId });
}
