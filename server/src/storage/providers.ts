// What is known of each provider beside the programme: who sends to it, whether it is paused, its circuit breaker, and its
// sealed secrets. Sealing and opening them is done by whoever has the key.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';
import { texts } from './arrays.ts';

type Db = Pick<pg.Pool, 'query'>;

/** A sender that says nothing for so long is taken to be gone. Senders renew far more often. */
export const SENDER_LEASE_MS = 10_000;

export type Breaker = {
  /** Failures in a row. */
  readonly failures: number;
  /** Nothing is tried until then; null: closed. */
  readonly openUntil: Instant | null;
  readonly reason: string | null;
};

export type Pause = { readonly reason: string; readonly at: Instant; readonly by: string };

export type ProviderState = {
  readonly provider: string;
  readonly pause: Pause | null;
  readonly breaker: Breaker;
  /** Who sends now; null when nobody does. */
  readonly sender: string | null;
  readonly epoch: number;
};

type StateRow = {
  readonly provider: string;
  readonly is_paused: boolean;
  readonly paused_reason: string | null;
  readonly paused_at: Instant | null;
  readonly paused_by: string | null;
  readonly failures: number;
  readonly open_until: Instant | null;
  readonly open_reason: string | null;
  readonly sender: string | null;
  readonly epoch: number;
};

const STATE_COLUMNS = `provider, is_paused, paused_reason, paused_at, paused_by, failures, open_until, open_reason,
           case when lease_until > now() then lease_by end as sender, epoch`;

function stateOf(row: StateRow): ProviderState {
  return {
    provider: row.provider,
    pause: row.is_paused ? { reason: row.paused_reason ?? '', at: row.paused_at ?? 0, by: row.paused_by ?? '' } : null,
    breaker: { failures: row.failures, openUntil: row.open_until, reason: row.open_reason },
    sender: row.sender,
    epoch: row.epoch,
  };
}

/**
 * Becomes, or stays, the sender to these providers, where nobody else is it. A new sender counts the epoch up: what an
 * earlier one still wants to freeze is then refused.
 */
export async function takeProviders(
  db: Db,
  worker: string,
  wanted: { readonly providers: readonly string[]; readonly deadWorkers: readonly string[] },
): Promise<readonly ProviderState[]> {
  await db.query({
    name: 'provider-ensure',
    text: `insert into laurel.provider_state (provider)
           select r.provider from unnest($1::text[]) as r(provider)
           where  not exists (select from laurel.provider_state s where s.provider = r.provider)
           on conflict (provider) do nothing`,
    values: [texts(wanted.providers)],
  });
  const { rows } = await db.query<StateRow>({
    name: 'provider-take',
    text: `update laurel.provider_state
           set    epoch = case when lease_by = $2 and lease_until > now() then epoch else epoch + 1 end,
                  lease_by = $2, lease_until = now() + make_interval(secs => ${SENDER_LEASE_MS / 1000})
           where  provider = any($1::text[])
             and  (lease_by is null or lease_by = $2 or lease_until <= now() or lease_by = any($3::text[]))
           returning ${STATE_COLUMNS}`,
    values: [texts(wanted.providers), worker, texts(wanted.deadWorkers)],
  });
  return rows.map(stateOf);
}

/** Lets others send at once instead of when the lease has run out. */
export async function releaseProviders(db: Db, worker: string): Promise<void> {
  await db.query('update laurel.provider_state set lease_by = null, lease_until = null where lease_by = $1', [worker]);
}

/** Who holds leases, dead or alive. */
export async function readSenders(db: Db): Promise<readonly string[]> {
  const { rows } = await db.query<{ lease_by: string }>(
    `select distinct lease_by from laurel.provider_state where lease_by is not null order by 1 limit 1000`,
  );
  return rows.map((row) => row.lease_by);
}

export async function readProviderStates(db: Db): Promise<readonly ProviderState[]> {
  const { rows } = await db.query<StateRow>(
    `select ${STATE_COLUMNS} from laurel.provider_state order by provider limit 1000`,
  );
  return rows.map(stateOf);
}

export async function saveBreaker(db: Db, provider: string, breaker: Breaker): Promise<void> {
  await db.query(
    `update laurel.provider_state set failures = $2, open_until = $3, open_reason = $4 where provider = $1`,
    [provider, breaker.failures, breaker.openUntil === null ? null : new Date(breaker.openUntil), breaker.reason],
  );
}

/** Nothing is sent to a paused provider; its messages wait. False when it was paused already: the first reason stands. */
export async function pauseProvider(db: Db, provider: string, pause: Pause): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into laurel.provider_state as s (provider, is_paused, paused_reason, paused_at, paused_by)
     values ($1, true, $2, $3, $4)
     on conflict (provider) do update
     set is_paused = true, paused_reason = excluded.paused_reason, paused_at = excluded.paused_at,
         paused_by = excluded.paused_by
     where not s.is_paused`,
    [provider, pause.reason, new Date(pause.at), pause.by],
  );
  return rowCount === 1;
}

/** Goes on sending, and forgets what the breaker knew. False when the provider was not paused. */
export async function resumeProvider(db: Db, provider: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update laurel.provider_state
     set    is_paused = false, paused_reason = null, paused_at = null, paused_by = null,
            failures = 0, open_until = null, open_reason = null
     where  provider = $1 and is_paused`,
    [provider],
  );
  return rowCount === 1;
}

/** A provider's access, encrypted. */
export type SealedAccess = { readonly keyId: string; readonly nonce: Buffer; readonly sealed: Buffer };

export async function writeSealed(
  db: Db,
  provider: string,
  { access, at, by }: { readonly access: SealedAccess; readonly at: Instant; readonly by: string },
): Promise<void> {
  await db.query(
    `insert into laurel.provider_secret (provider, key_id, nonce, sealed, updated_at, updated_by)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (provider) do update
     set key_id = excluded.key_id, nonce = excluded.nonce, sealed = excluded.sealed, updated_at = excluded.updated_at,
         updated_by = excluded.updated_by`,
    [provider, access.keyId, access.nonce, access.sealed, new Date(at), by],
  );
}

/**
 * The same where nobody has written since `replaces` was read (the nonce of the row, null where there was none). False:
 * somebody has.
 */
export async function replaceSealed(
  db: Db,
  provider: string,
  written: {
    readonly access: SealedAccess;
    readonly replaces: Buffer | null;
    readonly at: Instant;
    readonly by: string;
  },
): Promise<boolean> {
  const { access, replaces, at, by } = written;
  const values = [provider, access.keyId, access.nonce, access.sealed, new Date(at), by];
  const { rowCount } =
    replaces === null
      ? await db.query(
          `insert into laurel.provider_secret (provider, key_id, nonce, sealed, updated_at, updated_by)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (provider) do nothing`,
          values,
        )
      : await db.query(
          `update laurel.provider_secret
           set    key_id = $2, nonce = $3, sealed = $4, updated_at = $5, updated_by = $6
           where  provider = $1 and nonce = $7`,
          [...values, replaces],
        );
  return rowCount === 1;
}

export async function deleteSealed(db: Db, provider: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from laurel.provider_secret where provider = $1', [provider]);
  return rowCount === 1;
}

export type StoredAccess = SealedAccess & {
  readonly provider: string;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
};

export async function readSealed(db: Db): Promise<readonly StoredAccess[]> {
  const { rows } = await db.query<{
    provider: string;
    key_id: string;
    nonce: Buffer;
    sealed: Buffer;
    updated_at: Instant;
    updated_by: string;
  }>(
    `select provider, key_id, nonce, sealed, updated_at, updated_by
     from   laurel.provider_secret
     order  by provider
     limit  1000`,
  );
  return rows.map((row) => ({
    provider: row.provider,
    keyId: row.key_id,
    nonce: row.nonce,
    sealed: row.sealed,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
  }));
}
