// Keeps customer-data platforms in step for as long as the process lives: takes the leases of running connections that nobody
// else sends to, and gives each a worker. Several processes may do this; each connection has one sender at a time.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { SendContext } from '../connectors/connector.ts';
import type { AccessBook } from '../delivery/access.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import type { Clock } from '../pipeline/submission.ts';
import { isGone, leaseHolderName } from '../storage/lease-holders.ts';
import {
  type ConnectionRow,
  LEASE_MS,
  readSyncSenders,
  releaseConnections,
  takeConnections,
} from '../storage/sync-connections.ts';
import { wordsOf } from './back-off.ts';
import { carryRuns } from './carry-runs.ts';
import { ConnectionWorker, type WorkerDeps } from './connection-worker.ts';
import { connectionOf, type SyncDesk } from './connections.ts';

export type SyncOptions = {
  readonly pool: pg.Pool;
  readonly programmes: Pick<ProgrammeSource, 'current' | 'refresh'>;
  readonly access: Pick<AccessBook, 'refresh' | 'of' | 'summary'>;
  readonly sender: Pick<SendContext, 'http'>;
  readonly clock: Clock;
  readonly logger: WorkerDeps['logger'];
  /** Left out: those that the server has. */
  readonly connectors?: SyncDesk['connectors'];
  readonly random?: () => number;
  /** For tests that let a process die: how long its lease holds. */
  readonly leaseMs?: number;
};

/** Many times within a lease: what was set, paused or resumed holds this much later at most. */
const RENEW_MS = 1_000;
const AFTER_FAILURE_MS = 5_000;

export type Sync = {
  /** Ends what is under way and lets others send. */
  stop(): Promise<void>;
};

export function startSync(options: SyncOptions): Sync {
  const holder = leaseHolderName();
  const stopping = new AbortController();
  const workers = new Map<string, ConnectionWorker>();
  const done = (async () => {
    while (!stopping.signal.aborted) {
      const pauseMs = await renew(options, holder, workers).then(
        () => RENEW_MS,
        (error: unknown) => {
          options.logger.warn({ reason: wordsOf(error) }, 'the sync cannot take its leases');
          return AFTER_FAILURE_MS;
        },
      );
      await delay(pauseMs, null, { signal: stopping.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await done;
      await Promise.all([...workers.values()].map((worker) => worker.stop()));
      await releaseConnections(options.pool, holder).catch(() => {
        // The database is away: leases end by themselves.
      });
    },
  };
}

async function renew(options: SyncOptions, holder: string, workers: Map<string, ConnectionWorker>): Promise<void> {
  const { pool, programmes, access, clock, sender, logger, connectors } = options;
  const history = programmes.current() ?? (await programmes.refresh());
  if (history === null) return;
  const deadWorkers = (await readSyncSenders(pool)).filter(isGone);
  const leaseMs = options.leaseMs ?? LEASE_MS;
  const rows = await takeConnections(pool, holder, { deadWorkers, leaseMs });
  if (rows.length > 0) await access.refresh();
  const desk: SyncDesk = {
    pool,
    clock,
    delivery: { access, sender },
    ...(connectors === undefined ? {} : { connectors }),
  };
  for (const row of rows) {
    const connection = connectionOf(desk, row);
    if (connection === null) continue;
    const settings = { programme: history.live, connection };
    const known = workers.get(row.name);
    const worker =
      known === undefined || known.signal.aborted
        ? new ConnectionWorker(depsOf(options, holder), settings, carryRuns)
        : known;
    workers.set(row.name, worker);
    worker.renew(settings, leaseMs);
  }
  await drop(workers, rows, logger);
}

/** Paused, or another process's: what is under way ends first. */
async function drop(
  workers: Map<string, ConnectionWorker>,
  rows: readonly ConnectionRow[],
  logger: SyncOptions['logger'],
): Promise<void> {
  const held = new Set(rows.map(({ name }) => name));
  for (const [name, worker] of workers) {
    if (held.has(name)) continue;
    workers.delete(name);
    await worker.stop().catch((error: unknown) => {
      logger.warn({ connection: name, reason: wordsOf(error) }, 'a connection was let go with an error');
    });
  }
}

function depsOf(options: SyncOptions, holder: string): WorkerDeps {
  const { pool, access, sender, clock, logger, random = Math.random } = options;
  return { pool, holder, access, http: sender.http, now: () => clock.now(), random, logger };
}
