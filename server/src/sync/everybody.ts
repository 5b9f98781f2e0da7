// Whom a run over everybody visits, and what is done with them besides sending: a backfill goes through the customers, a
// reconciliation through those who have a line on the connection, and reads a sample of them back.

import { countSelected, findSelected } from '../storage/customer-selection.ts';
import { FIRST_ID } from '../storage/fact-feed.ts';
import type { RunRow } from '../storage/runs.ts';
import { countByStatus, readLineIds, readStandings, setUntagged } from '../storage/sync-customers.ts';
import { findDifferent } from './compare.ts';
import type { ConnectionWorker } from './connection-worker.ts';
import { whyNotSent } from './customers.ts';

export type Everybody = {
  readonly isForced: boolean;
  count(): Promise<number>;
  /** Ascending. */
  read(after: string | null, limit: number): Promise<readonly string[]>;
  /** Before they are sent. */
  prepare(customerIds: readonly string[]): Promise<void>;
  /** After it: gives how many are to be sent again. */
  compare(customerIds: readonly string[]): Promise<number>;
};

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

export async function everybodyOf(worker: ConnectionWorker, run: RunRow): Promise<Everybody> {
  return run.kind === 'sync_reconcile' ? reconciliation(worker) : backfill(worker, run);
}

function backfill({ name, deps: { pool } }: ConnectionWorker, { params }: RunRow): Everybody {
  const { search = {}, isForced, action = 'push' } = params;
  return {
    isForced: isForced === true || action !== 'push',
    count: () => countSelected(pool, search, { after: FIRST_ID, last: LAST_ID }),
    read: (after, limit) => findSelected(pool, search, { after: after ?? FIRST_ID, last: LAST_ID }, limit),
    prepare: async (customerIds) => {
      if (action === 'push') return;
      const standings = await readStandings(pool, name, customerIds);
      const members = customerIds.filter((id) => whyNotSent(standings.get(id) ?? null) === null);
      await setUntagged(pool, name, { customerIds: members, isUntagged: action === 'untag' });
    },
    compare: async () => 0,
  };
}

async function reconciliation(worker: ConnectionWorker): Promise<Everybody> {
  const { pool, random } = worker.deps;
  const { connector, options } = worker.settings.connection;
  const total = Object.values(await countByStatus(pool, worker.name)).reduce((sum, count) => sum + count, 0);
  const share = connector.read === null || total === 0 ? 0 : options.reconcileSample / total;
  return {
    isForced: false,
    count: async () => total,
    read: (after, limit) => readLineIds(pool, worker.name, { after: after ?? FIRST_ID, limit }),
    prepare: async () => undefined,
    compare: async (customerIds) => {
      const sample = customerIds.filter(() => random() < share);
      return sample.length === 0 ? 0 : findDifferent(worker.people(), sample);
    },
  };
}
