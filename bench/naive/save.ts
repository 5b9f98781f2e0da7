// Writes what one decision changed, one plain statement for each row. Which rows those are is found as Laurel finds it.
import type pg from 'pg';
import { type Lot, remainingOf } from '../../server/src/domain/state.ts';
import type { Instant } from '../../server/src/domain/time.ts';
import type { SavedFact, SaveRequest } from '../../server/src/storage/save.ts';

type Client = pg.PoolClient;
type RowOf<Table extends keyof SaveRequest> = SaveRequest[Table][number];

export async function saveRows(client: Client, request: SaveRequest): Promise<void> {
  for (const row of request.facts) await insertFact(client, row);
  for (const row of request.entries) await insertEntry(client, row);
  for (const row of request.tierMoves) await insertTierMove(client, row);
  for (const row of request.customers) await updateCustomer(client, row);
  for (const row of [...request.lots, ...request.newLots]) await saveLot(client, row);
  for (const row of request.balances) await saveBalance(client, row);
  for (const row of request.holds) await saveHold(client, row);
  for (const row of request.tiers) await saveTier(client, row);
  for (const row of request.counters) await saveCounter(client, row);
  for (const row of request.tallies) await insertTally(client, row);
  for (const row of request.tags) await saveTag(client, row);
  for (const row of request.results) await addResult(client, row);
  for (const row of request.tagsGone) {
    await client.query('delete from laurel.tag where customer_id = $1 and tag = $2', [row.customerId, row.tag]);
  }
}

async function addResult(client: Client, row: RowOf<'results'>): Promise<void> {
  await client.query(
    `insert into laurel.campaign_result as t (campaign, day, partition, given, control, points, offers, messages)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (campaign, day, partition) do update
     set given = t.given + excluded.given, control = t.control + excluded.control, points = t.points + excluded.points,
         offers = t.offers + excluded.offers, messages = t.messages + excluded.messages`,
    [row.campaign, row.day, row.partition, row.given, row.control, row.points, row.offers, row.messages],
  );
}

function date(at: Instant | null): Date | null {
  return at === null ? null : new Date(at);
}

async function insertFact(client: Client, row: SavedFact): Promise<void> {
  await client.query(
    `insert into laurel.fact (customer_id, id, kind, name, key_hash, body_hash, occurred_at, recorded_at, booked_on, programme,
                              engine, actor_kind, actor_name, is_refused, body, record, tx)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
             pg_current_xact_id()::text::bigint)`,
    [
      row.customerId,
      row.id,
      row.kind,
      row.name,
      row.keyHash,
      row.bodyHash,
      date(row.occurredAt),
      date(row.recordedAt),
      row.bookedOn,
      row.programme,
      row.engine,
      row.actor.kind,
      row.actor.name,
      row.isRefused,
      row.body,
      row.record,
    ],
  );
}

async function insertEntry(client: Client, row: RowOf<'entries'>): Promise<void> {
  await client.query(
    `insert into laurel.point_entry (customer_id, id, movement_id, kind, account, lot_id, hold_id, source, amount, occurred_at,
                                     recorded_at, booked_on, available_at, expires_at, reference_type, reference_id,
                                     transaction_id, rule)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      row.customerId,
      row.id,
      row.movementId,
      row.kind,
      row.account,
      row.lotId,
      row.holdId,
      row.source,
      row.amount,
      date(row.occurredAt),
      date(row.recordedAt),
      row.bookedOn,
      date(row.availableAt),
      date(row.expiresAt),
      row.referenceType,
      row.referenceId,
      row.transactionId,
      row.rule,
    ],
  );
}

async function insertTierMove(client: Client, row: RowOf<'tierMoves'>): Promise<void> {
  await client.query(
    `insert into laurel.tier_move (customer_id, id, system, from_level, to_level, reason, occurred_at, recorded_at,
                                   maintenance_at, counts_since, note)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      row.customerId,
      row.id,
      row.system,
      row.from,
      row.to,
      row.reason,
      date(row.occurredAt),
      date(row.recordedAt),
      date(row.maintenanceAt),
      date(row.countsSince),
      row.note,
    ],
  );
}

/** An event changes attributes of the customer and nothing else of the profile. */
async function updateCustomer(client: Client, { customerId, profile }: RowOf<'customers'>): Promise<void> {
  await client.query(
    'update laurel.customer set custom = $2, custom_version = $3, updated_at = $4 where customer_id = $1',
    [customerId, JSON.stringify(profile.custom), profile.customVersion, date(profile.updatedAt)],
  );
}

async function saveLot(client: Client, row: Lot & { readonly customerId: string }): Promise<void> {
  await client.query(
    `insert into laurel.lot (customer_id, id, account, source, amount, spent, expired, reversed, moved, held, occurred_at,
                             available_at, expires_at, is_earned, is_noticed, is_open)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict (customer_id, id) do update
     set spent = excluded.spent, expired = excluded.expired, reversed = excluded.reversed, moved = excluded.moved,
         held = excluded.held, is_noticed = excluded.is_noticed, is_open = excluded.is_open`,
    [
      row.customerId,
      row.id,
      row.account,
      row.source,
      row.amount,
      row.spent,
      row.expired,
      row.reversed,
      row.moved,
      row.held,
      date(row.occurredAt),
      date(row.availableAt),
      date(row.expiresAt),
      row.earned,
      row.noticed,
      remainingOf(row) > 0,
    ],
  );
}

async function saveBalance(client: Client, row: RowOf<'balances'>): Promise<void> {
  await client.query(
    `insert into laurel.balance (customer_id, account, deposited, transferred_in, spent, expired, reversed, transferred_out,
                                 held, debt, uncollected, active_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (customer_id, account) do update
     set deposited = excluded.deposited, transferred_in = excluded.transferred_in, spent = excluded.spent,
         expired = excluded.expired, reversed = excluded.reversed, transferred_out = excluded.transferred_out,
         held = excluded.held, debt = excluded.debt, uncollected = excluded.uncollected, active_at = excluded.active_at`,
    [
      row.customerId,
      row.account,
      row.deposited,
      row.transferredIn,
      row.spent,
      row.expired,
      row.reversed,
      row.transferredOut,
      row.held,
      row.debt,
      row.uncollected,
      date(row.activeAt),
    ],
  );
}

async function saveHold(client: Client, row: RowOf<'holds'>): Promise<void> {
  await client.query(
    `insert into laurel.hold (customer_id, id, amount, status, expires_at, parts, is_open)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (customer_id, id) do update
     set status = excluded.status, parts = excluded.parts, is_open = excluded.is_open`,
    [
      row.customerId,
      row.id,
      row.amount,
      row.status,
      date(row.expiresAt),
      JSON.stringify(row.parts),
      row.status === 'open',
    ],
  );
}

async function saveTier(client: Client, row: RowOf<'tiers'>): Promise<void> {
  await client.query(
    `insert into laurel.tier (customer_id, system, level, since, maintained_at, maintenance_at, anniversary_at, counts_since)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (customer_id, system) do update
     set level = excluded.level, since = excluded.since, maintained_at = excluded.maintained_at,
         maintenance_at = excluded.maintenance_at, anniversary_at = excluded.anniversary_at,
         counts_since = excluded.counts_since`,
    [
      row.customerId,
      row.system,
      row.level,
      date(row.since),
      date(row.maintainedAt),
      date(row.maintenanceAt),
      date(row.anniversaryAt),
      date(row.countsSince),
    ],
  );
}

async function saveCounter(client: Client, row: RowOf<'counters'>): Promise<void> {
  await client.query(
    `insert into laurel.counter (customer_id, period, key, value) values ($1, $2, $3, $4)
     on conflict (customer_id, period, key) do update set value = excluded.value`,
    [row.customerId, row.period, row.key, row.value],
  );
}

async function insertTally(client: Client, row: RowOf<'tallies'>): Promise<void> {
  await client.query('insert into laurel.tally (customer_id, metric, at, fact_id, value) values ($1, $2, $3, $4, $5)', [
    row.customerId,
    row.metric,
    date(row.at),
    row.factId,
    row.value,
  ]);
}

async function saveTag(client: Client, row: RowOf<'tags'>): Promise<void> {
  await client.query(
    `insert into laurel.tag (customer_id, tag, count, expires_at) values ($1, $2, $3, $4)
     on conflict (customer_id, tag) do update set count = excluded.count, expires_at = excluded.expires_at`,
    [row.customerId, row.tag, row.count, date(row.expiresAt)],
  );
}
