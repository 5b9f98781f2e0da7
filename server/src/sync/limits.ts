// Keeps to what a platform allows: each request waits for its turn under its operation's limit. Turns are counted by account in
// the database, so all processes and all connections to one account share them.
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Access } from '../connectors/connector.ts';
import { type SyncConnector, SyncLater, type SyncOperation } from '../connectors/sync/sync-connector.ts';
import { takeTurn } from '../storage/sync-buckets.ts';
import type { SyncOptions } from './options.ts';

export type Limits = {
  /** Resolves when a request of this operation may be sent. */
  turn(operation: SyncOperation): Promise<void>;
  /** The same for a backfill's upsert, which keeps to its share first: what is left is for who changes now. */
  backfillTurn(): Promise<void>;
};

type LimitsOf = {
  readonly access: Access;
  readonly connector: Pick<SyncConnector, 'limits' | 'defaultUrl'>;
  readonly options: Pick<SyncOptions, 'limits' | 'backfillShare'>;
  /** Ends waiting. */
  readonly signal?: AbortSignal;
};

/** Further ahead than anybody has reason to queue: somebody else uses up the account. */
const WAIT_MAX_MS = 60_000;

export function createLimits(pool: Pick<pg.Pool, 'query'>, { access, connector, options, signal }: LimitsOf): Limits {
  const account = accountOf(access, connector);
  const wait = async (operation: string, perSecond: number): Promise<void> => {
    const waitMs = await takeTurn(pool, { account, operation, perSecond });
    if (waitMs > WAIT_MAX_MS) throw new SyncLater('the account is used by others to its limit', WAIT_MAX_MS);
    if (waitMs >= 1) await delay(waitMs, null, signal === undefined ? {} : { signal });
  };
  const perSecondOf = (operation: SyncOperation): number | null =>
    options.limits[operation] ?? connector.limits[operation]?.perSecond ?? null;
  const turn = async (operation: SyncOperation): Promise<void> => {
    const perSecond = perSecondOf(operation);
    if (perSecond !== null) await wait(operation, perSecond);
  };
  return {
    turn,
    backfillTurn: async () => {
      const perSecond = perSecondOf('upsert');
      if (perSecond === null) return;
      await wait('upsert backfill', perSecond * options.backfillShare);
      await turn('upsert');
    },
  };
}

/** Not to be read back: the key is in it. */
function accountOf({ url, key }: Access, { defaultUrl }: Pick<SyncConnector, 'defaultUrl'>): string {
  return createHash('sha256')
    .update(JSON.stringify([url ?? defaultUrl, key]))
    .digest('base64url')
    .slice(0, 24);
}
