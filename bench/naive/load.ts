// Reads one customer with one plain select for each table, as one would write it by hand. Slices that few events need are
// read when deciding asks for them.
import type pg from 'pg';
import type { CustomerProfile } from '../../server/src/domain/customers/profile.ts';
import type { DecisionRecord } from '../../server/src/domain/decision.ts';
import type { Programme } from '../../server/src/domain/programme/programme.ts';
import {
  type Balance,
  type CustomerState,
  emptyState,
  type Hold,
  type Lot,
  type Slice,
  type Tag,
  type TallyEntry,
  type TierMembership,
  type TierMove,
} from '../../server/src/domain/state.ts';
import { type Instant, periodsAround, shift } from '../../server/src/domain/time.ts';
import { type Answer, type CustomerRef, EngineError } from '../../server/src/pipeline/submission.ts';
import { CUSTOMER_COLUMNS, type CustomerRow, profileOf } from '../../server/src/storage/customers-rows.ts';

type Client = pg.PoolClient;

export async function resolveCustomer(client: Client, ref: CustomerRef): Promise<string> {
  if (ref.kind === 'id') return ref.id;
  const { rows } = await client.query<{ customer_id: string }>(
    'select customer_id from laurel.customer_key where value = $1 and kind = $2',
    [ref.value, `id:${ref.type}`],
  );
  const [row] = rows;
  if (row === undefined) throw new EngineError('customer_not_found', { customer: ref.value });
  return row.customer_id;
}

/** The row is locked until the transaction ends: events of one customer go one after the other. */
export async function lockCustomer(client: Client, customerId: string): Promise<CustomerProfile | null> {
  const { rows } = await client.query<CustomerRow>(
    `select ${CUSTOMER_COLUMNS} from laurel.customer c where c.customer_id = $1 for update`,
    [customerId],
  );
  const [row] = rows;
  return row === undefined ? null : profileOf(row);
}

type EarlierRow = {
  readonly id: string;
  readonly body_hash: string;
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly programme: number;
  readonly record: DecisionRecord;
};

export async function findFact(
  client: Client,
  customerId: string,
  keyHash: string,
): Promise<{ readonly bodyHash: string; readonly answer: Answer } | null> {
  const { rows } = await client.query<EarlierRow>(
    `select id, body_hash, occurred_at, recorded_at, programme, record
     from   laurel.fact
     where  customer_id = $1 and key_hash = $2`,
    [customerId, keyHash],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { occurred_at: occurredAt, recorded_at: recordedAt, programme: programmeVersion, record } = row;
  const answer = { factId: row.id, customerId, occurredAt, recordedAt, programmeVersion, isReplay: true, record };
  return { bodyHash: row.body_hash, answer };
}

export type StateRequest = {
  readonly customerId: string;
  readonly profile: CustomerProfile | null;
  readonly programme: Programme;
  readonly now: Instant;
  readonly occurredAt: Instant;
};

export async function loadState(client: Client, request: StateRequest): Promise<CustomerState> {
  const { customerId, profile, programme, now, occurredAt } = request;
  const state = emptyState(customerId);
  state.profile = profile;
  if (profile === null) return state;
  for (const row of await readBalances(client, customerId)) state.balances.set(row.account, row);
  const noticeUntil = programme.noticeMax === null ? now : shift(now, programme.noticeMax, 1);
  for (const row of await readDueLots(client, customerId, now, noticeUntil)) state.lots.set(row.id, row);
  for (const row of await readHolds(client, customerId, now)) state.holds.set(row.id, row);
  for (const row of await readTiers(client, customerId)) state.tiers.set(row.system, row);
  const periods = [...new Set([...periodsAround(now), ...periodsAround(occurredAt)])];
  for (const row of await readCounters(client, customerId, periods)) {
    state.counters.set(`${row.period}|${row.key}`, row.value);
  }
  for (const { metric, ...entry } of await readTallies(client, customerId)) {
    state.tallies.set(metric, [...(state.tallies.get(metric) ?? []), entry]);
  }
  for (const row of await readTags(client, customerId)) state.tags.set(row.tag, row);
  await loadEarned(client, state, programme, now);
  return state;
}

export async function loadSlice(client: Client, state: CustomerState, slice: Slice): Promise<void> {
  if (slice === 'open_lots') {
    for (const row of await readOpenLots(client, state.id)) state.lots.set(row.id, row);
  } else if (slice === 'holds') {
    for (const row of await readHolds(client, state.id, null)) state.holds.set(row.id, row);
  } else if (slice === 'tier_moves') {
    state.tierMoves = await readTierMoves(client, state.id);
  } else if (slice === 'reversal') {
    throw new Error('An event reverses nothing.');
  }
  state.has.add(slice);
}

/** What was earned in each window that tiers read, up to now and, where maintenance is due, up to its date. */
async function loadEarned(client: Client, state: CustomerState, programme: Programme, now: Instant): Promise<void> {
  for (const { key, system, account, span } of programme.windows) {
    const tier = state.tiers.get(system);
    const sum = async (until: Instant): Promise<number> => {
      const since = Math.max(span === null ? 0 : shift(until, span, -1), tier?.countsSince ?? 0);
      return readEarned(client, state.id, { account, since, until });
    };
    state.earned.now.set(key, await sum(now));
    const dueAt = tier?.maintenanceAt ?? null;
    if (dueAt !== null && dueAt <= now) state.earned.due.set(key, await sum(dueAt));
  }
  state.has.add('windows');
}

async function readBalances(client: Client, customerId: string): Promise<Balance[]> {
  const { rows } = await client.query<Balance>(
    `select account, deposited, transferred_in as "transferredIn", spent, expired, reversed,
            transferred_out as "transferredOut", held, debt, uncollected, active_at as "activeAt"
     from   laurel.balance
     where  customer_id = $1`,
    [customerId],
  );
  return rows;
}

const LOT_COLUMNS = `id, account, source, amount, spent, expired, reversed, moved, held, occurred_at as "occurredAt",
            available_at as "availableAt", expires_at as "expiresAt", is_earned as earned, is_noticed as noticed`;

async function readDueLots(client: Client, customerId: string, now: Instant, noticeUntil: Instant): Promise<Lot[]> {
  const { rows } = await client.query<Lot>(
    `select ${LOT_COLUMNS}
     from   laurel.lot
     where  customer_id = $1 and is_open
       and  (expires_at <= $2 or (expires_at <= $3 and not is_noticed) or available_at > $2)`,
    [customerId, new Date(now), new Date(noticeUntil)],
  );
  return rows;
}

async function readOpenLots(client: Client, customerId: string): Promise<Lot[]> {
  const { rows } = await client.query<Lot>(
    `select ${LOT_COLUMNS} from laurel.lot where customer_id = $1 and is_open order by id`,
    [customerId],
  );
  return rows;
}

/** Open holds that ended by an instant, or all open ones. */
async function readHolds(client: Client, customerId: string, endedBy: Instant | null): Promise<Hold[]> {
  const { rows } = await client.query<Hold>(
    `select id, amount, status, expires_at as "expiresAt", parts
     from   laurel.hold
     where  customer_id = $1 and is_open and ($2::timestamptz is null or expires_at <= $2)`,
    [customerId, endedBy === null ? null : new Date(endedBy)],
  );
  return rows;
}

async function readTiers(client: Client, customerId: string): Promise<TierMembership[]> {
  const { rows } = await client.query<TierMembership>(
    `select system, level, since, maintained_at as "maintainedAt", maintenance_at as "maintenanceAt",
            anniversary_at as "anniversaryAt", counts_since as "countsSince"
     from   laurel.tier
     where  customer_id = $1`,
    [customerId],
  );
  return rows;
}

async function readTierMoves(client: Client, customerId: string): Promise<TierMove[]> {
  const { rows } = await client.query<TierMove>(
    `select id, system, from_level as "from", to_level as "to", reason, occurred_at as "occurredAt",
            maintenance_at as "maintenanceAt", counts_since as "countsSince", note
     from   laurel.tier_move
     where  customer_id = $1
     order  by id`,
    [customerId],
  );
  return rows;
}

type CounterRow = { readonly period: string; readonly key: string; readonly value: number };

async function readCounters(client: Client, customerId: string, periods: readonly string[]): Promise<CounterRow[]> {
  const { rows } = await client.query<CounterRow>(
    'select period, key, value from laurel.counter where customer_id = $1 and period = any($2)',
    [customerId, periods],
  );
  return rows;
}

async function readTallies(client: Client, customerId: string): Promise<(TallyEntry & { readonly metric: string })[]> {
  const { rows } = await client.query<TallyEntry & { readonly metric: string }>(
    'select metric, at, fact_id as "factId", value from laurel.tally where customer_id = $1 order by metric, at, fact_id',
    [customerId],
  );
  return rows;
}

async function readTags(client: Client, customerId: string): Promise<Tag[]> {
  const { rows } = await client.query<Tag>(
    'select tag, count, expires_at as "expiresAt" from laurel.tag where customer_id = $1',
    [customerId],
  );
  return rows;
}

async function readEarned(
  client: Client,
  customerId: string,
  window: { readonly account: string; readonly since: Instant; readonly until: Instant },
): Promise<number> {
  const { rows } = await client.query<{ earned: number }>(
    `select coalesce(sum(amount - reversed), 0)::bigint as earned
     from   laurel.lot
     where  customer_id = $1 and account = $2 and is_earned and occurred_at > $3 and occurred_at <= $4`,
    [customerId, window.account, new Date(window.since), new Date(window.until)],
  );
  return rows[0]?.earned ?? 0;
}
