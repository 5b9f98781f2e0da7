// Writes what a batch decided, in one statement: the log, the ledger and the tier history are added to, the derived tables
// are set to their final state. It decides nothing and folds nothing: it gets one row per primary key.
import type pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import { type AnyRecord, type Family, isOf, type Records } from '../domain/records.ts';
import {
  type Balance,
  type Hold,
  type Lot,
  type PointEntry,
  remainingOf,
  type Tag,
  type TierMembership,
  type TierMove,
  type UserOffer,
} from '../domain/state.ts';
import type { DateText, Instant } from '../domain/time.ts';
import { addResults, type CampaignResult, RESULT_COLUMNS } from './campaign-results.ts';
import { CARD_ENTRIES, CARDS } from './cards.ts';
import { CUSTOMER_TABLE, type SavedCustomer } from './customers-rows.ts';
import { EXCLUSIONS } from './exclusions.ts';
import { EXTERNAL_ACCOUNTS } from './external-accounts.ts';
import { NOTES } from './notes.ts';
import { OFFER_TABLE } from './offers.ts';
import { ORDERS } from './orders.ts';
import { MESSAGE_TABLE, type SavedMessage } from './outbox.ts';
import { PRIVACY_REQUESTS } from './privacy/requests.ts';
import { PROMO_CLAIMS } from './promo-claims.ts';
import { PURCHASE_LINES, PURCHASES, savedLines } from './purchases.ts';
import {
  addedOnly,
  bigint,
  bool,
  type Column,
  date,
  insertStatement,
  instant,
  int,
  json,
  smallint,
  type Table,
  text,
  uuid,
  writtenJson,
} from './tables.ts';
import { TICKETS } from './tickets.ts';

export type SavedFact = {
  readonly customerId: string;
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly keyHash: string | null;
  readonly bodyHash: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly bookedOn: DateText;
  readonly programme: number;
  readonly engine: number;
  readonly actor: Actor;
  readonly isRefused: boolean;
  /** JSON, written out. */
  readonly body: string;
  readonly record: string;
};

type OfCustomer<T> = T & { readonly customerId: string };
type Recorded<T> = OfCustomer<T> & { readonly recordedAt: Instant };

type SavedRecord = { readonly customerId: string; readonly record: AnyRecord };

export type SaveRequest = {
  readonly facts: readonly SavedFact[];
  readonly entries: readonly (Recorded<PointEntry> & { readonly bookedOn: DateText })[];
  readonly tierMoves: readonly Recorded<TierMove>[];
  readonly customers: readonly SavedCustomer[];
  readonly lots: readonly OfCustomer<Lot>[];
  /** Made by the facts of this batch, so there can be no row to replace. */
  readonly newLots: readonly OfCustomer<Lot>[];
  readonly balances: readonly OfCustomer<Balance>[];
  readonly holds: readonly OfCustomer<Hold>[];
  readonly tiers: readonly OfCustomer<TierMembership>[];
  readonly counters: readonly OfCustomer<{ readonly period: string; readonly key: string; readonly value: number }>[];
  readonly tallies: readonly OfCustomer<{
    readonly metric: string;
    readonly at: Instant;
    readonly factId: string;
    readonly value: number;
  }>[];
  readonly tags: readonly OfCustomer<Tag>[];
  readonly tagsGone: readonly OfCustomer<{ readonly tag: string }>[];
  readonly offers: readonly OfCustomer<UserOffer>[];
  readonly newOffers: readonly OfCustomer<UserOffer>[];
  readonly records: readonly SavedRecord[];
  readonly newRecords: readonly SavedRecord[];
  readonly messages: readonly SavedMessage[];
  readonly results: readonly CampaignResult[];
  readonly quotas: readonly {
    readonly key: string;
    readonly period: string;
    readonly partition: number;
    readonly used: number;
  }[];
};

const FACT_TABLE: Table<SavedFact> = {
  name: 'fact',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    uuid('id', (row) => row.id),
    text('kind', (row) => row.kind),
    text('name', (row) => row.name),
    uuid('key_hash', (row) => row.keyHash),
    uuid('body_hash', (row) => row.bodyHash),
    instant('occurred_at', (row) => row.occurredAt),
    instant('recorded_at', (row) => row.recordedAt),
    date('booked_on', (row) => row.bookedOn),
    int('programme', (row) => row.programme),
    int('engine', (row) => row.engine),
    text('actor_kind', (row) => row.actor.kind),
    text('actor_name', (row) => row.actor.name),
    bool('is_refused', (row) => row.isRefused),
    json('body', (row) => row.body),
    writtenJson('record', (row) => row.record),
  ],
  // A transaction gets its number with its first write: one that writes nothing uses none up.
  computed: [{ name: 'tx', value: '(select pg_current_xact_id()::text::bigint)' }],
};

const ENTRY_TABLE: Table<SaveRequest['entries'][number]> = {
  name: 'point_entry',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    uuid('id', (row) => row.id),
    uuid('movement_id', (row) => row.movementId),
    text('kind', (row) => row.kind),
    text('account', (row) => row.account),
    uuid('lot_id', (row) => row.lotId),
    uuid('hold_id', (row) => row.holdId),
    text('source', (row) => row.source),
    bigint('amount', (row) => row.amount),
    instant('occurred_at', (row) => row.occurredAt),
    instant('recorded_at', (row) => row.recordedAt),
    date('booked_on', (row) => row.bookedOn),
    instant('available_at', (row) => row.availableAt),
    instant('expires_at', (row) => row.expiresAt),
    text('reference_type', (row) => row.referenceType),
    text('reference_id', (row) => row.referenceId),
    text('transaction_id', (row) => row.transactionId),
    text('rule', (row) => row.rule),
  ],
};

const TIER_MOVE_TABLE: Table<SaveRequest['tierMoves'][number]> = {
  name: 'tier_move',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    uuid('id', (row) => row.id),
    text('system', (row) => row.system),
    text('from_level', (row) => row.from),
    text('to_level', (row) => row.to),
    text('reason', (row) => row.reason),
    instant('occurred_at', (row) => row.occurredAt),
    instant('recorded_at', (row) => row.recordedAt),
    instant('maintenance_at', (row) => row.maintenanceAt),
    instant('counts_since', (row) => row.countsSince),
    text('note', (row) => row.note),
  ],
};

const LOT_TABLE: Table<SaveRequest['lots'][number]> = {
  name: 'lot',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    uuid('id', (row) => row.id),
    text('account', (row) => row.account),
    text('source', (row) => row.source),
    bigint('amount', (row) => row.amount),
    bigint('spent', (row) => row.spent),
    bigint('expired', (row) => row.expired),
    bigint('reversed', (row) => row.reversed),
    bigint('moved', (row) => row.moved),
    bigint('held', (row) => row.held),
    instant('occurred_at', (row) => row.occurredAt),
    instant('available_at', (row) => row.availableAt),
    instant('expires_at', (row) => row.expiresAt),
    bool('is_earned', (row) => row.earned),
    bool('is_noticed', (row) => row.noticed),
    bool('is_open', (row) => remainingOf(row) > 0),
  ],
  upsertOn: ['customer_id', 'id'],
};

const BALANCE_TABLE: Table<SaveRequest['balances'][number]> = {
  name: 'balance',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    text('account', (row) => row.account),
    bigint('deposited', (row) => row.deposited),
    bigint('transferred_in', (row) => row.transferredIn),
    bigint('spent', (row) => row.spent),
    bigint('expired', (row) => row.expired),
    bigint('reversed', (row) => row.reversed),
    bigint('transferred_out', (row) => row.transferredOut),
    bigint('held', (row) => row.held),
    bigint('debt', (row) => row.debt),
    bigint('uncollected', (row) => row.uncollected),
    instant('active_at', (row) => row.activeAt),
  ],
  upsertOn: ['customer_id', 'account'],
};

const HOLD_TABLE: Table<SaveRequest['holds'][number]> = {
  name: 'hold',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    uuid('id', (row) => row.id),
    bigint('amount', (row) => row.amount),
    text('status', (row) => row.status),
    instant('expires_at', (row) => row.expiresAt),
    json('parts', (row) => row.parts),
    bool('is_open', (row) => row.status === 'open'),
  ],
  upsertOn: ['customer_id', 'id'],
};

const TIER_TABLE: Table<SaveRequest['tiers'][number]> = {
  name: 'tier',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    text('system', (row) => row.system),
    text('level', (row) => row.level),
    instant('since', (row) => row.since),
    instant('maintained_at', (row) => row.maintainedAt),
    instant('maintenance_at', (row) => row.maintenanceAt),
    instant('anniversary_at', (row) => row.anniversaryAt),
    instant('counts_since', (row) => row.countsSince),
  ],
  upsertOn: ['customer_id', 'system'],
};

const COUNTER_TABLE: Table<SaveRequest['counters'][number]> = {
  name: 'counter',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    text('period', (row) => row.period),
    text('key', (row) => row.key),
    bigint('value', (row) => row.value),
  ],
  upsertOn: ['customer_id', 'period', 'key'],
};

const TALLY_TABLE: Table<SaveRequest['tallies'][number]> = {
  name: 'tally',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    text('metric', (row) => row.metric),
    instant('at', (row) => row.at),
    uuid('fact_id', (row) => row.factId),
    bigint('value', (row) => row.value),
  ],
  upsertOn: ['customer_id', 'metric', 'at', 'fact_id'],
};

const TAG_TABLE: Table<SaveRequest['tags'][number]> = {
  name: 'tag',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    text('tag', (row) => row.tag),
    bigint('count', (row) => row.count),
    instant('expires_at', (row) => row.expiresAt),
  ],
  upsertOn: ['customer_id', 'tag'],
};

const TAG_GONE_COLUMNS: readonly Column<SaveRequest['tagsGone'][number]>[] = [
  uuid('customer_id', (row) => row.customerId),
  text('tag', (row) => row.tag),
];

const QUOTA_COLUMNS: readonly Column<SaveRequest['quotas'][number]>[] = [
  text('key', (row) => row.key),
  text('period', (row) => row.period),
  smallint('partition', (row) => row.partition),
  bigint('used', (row) => row.used),
];

/** One part of the statement: what it writes, and how the rows for it are encoded. */
type Part = {
  readonly columns: number;
  readonly textFrom: (first: number) => string;
  readonly encode: (request: SaveRequest) => readonly Buffer[];
  readonly rowsOf: RowsOf<unknown>;
  /** A row to delete may never have been there: made and removed within the batch. */
  readonly isExact: boolean;
};

type RowsOf<Row> = (request: SaveRequest) => readonly Row[];

function insertOf<Row>(table: Table<Row>, rowsOf: RowsOf<Row>): Part {
  return changeOf(table.columns, (first) => insertStatement(table, first), rowsOf);
}

/** A family's rows: those that may have to replace one, and those that cannot be there yet. */
function recordParts<F extends Family>(family: F, table: Table<OfCustomer<Records[F]>>): readonly Part[] {
  const rowsOfFamily = (records: readonly SavedRecord[]) =>
    records.flatMap(({ customerId, record }) => (isOf(record, family) ? [{ ...record.row, customerId }] : []));
  return [
    insertOf(table, (request) => rowsOfFamily(request.records)),
    insertOf(addedOnly(table), (request) => rowsOfFamily(request.newRecords)),
  ];
}

function changeOf<Row>(
  columns: readonly Column<Row>[],
  textFrom: (first: number) => string,
  rowsOf: RowsOf<Row>,
): Part {
  return {
    columns: columns.length,
    textFrom,
    encode: (request) => columns.map(({ encode }) => encode(rowsOf(request))),
    rowsOf,
    isExact: true,
  };
}

const PARTS: readonly Part[] = [
  insertOf(FACT_TABLE, (request) => request.facts),
  insertOf(ENTRY_TABLE, (request) => request.entries),
  insertOf(TIER_MOVE_TABLE, (request) => request.tierMoves),
  insertOf(CUSTOMER_TABLE, (request) => request.customers),
  insertOf(LOT_TABLE, (request) => request.lots),
  insertOf(addedOnly(LOT_TABLE), (request) => request.newLots),
  insertOf(BALANCE_TABLE, (request) => request.balances),
  insertOf(HOLD_TABLE, (request) => request.holds),
  insertOf(TIER_TABLE, (request) => request.tiers),
  insertOf(COUNTER_TABLE, (request) => request.counters),
  insertOf(TALLY_TABLE, (request) => request.tallies),
  insertOf(TAG_TABLE, (request) => request.tags),
  {
    ...changeOf(TAG_GONE_COLUMNS, deleteTags, (request) => request.tagsGone),
    isExact: false,
  },
  changeOf(QUOTA_COLUMNS, useQuotas, (request) => request.quotas),
  insertOf(OFFER_TABLE, (request) => request.offers),
  insertOf(addedOnly(OFFER_TABLE), (request) => request.newOffers),
  ...recordParts('note', NOTES.table),
  ...recordParts('order', ORDERS.table),
  ...recordParts('exclusion', EXCLUSIONS.table),
  ...recordParts('promo_claim', PROMO_CLAIMS.table),
  ...recordParts('ticket', TICKETS.table),
  ...recordParts('purchase', PURCHASES.table),
  insertOf(PURCHASE_LINES, ({ records, newRecords }) =>
    [...records, ...newRecords].flatMap(({ customerId, record }) =>
      record.family === 'purchase' ? savedLines(customerId, record.row) : [],
    ),
  ),
  ...recordParts('external_account', EXTERNAL_ACCOUNTS.table),
  ...recordParts('card', CARDS.table),
  insertOf(CARD_ENTRIES.table, (request) =>
    request.newRecords.flatMap(({ customerId, record }) =>
      isOf(record, 'card_entry') ? [{ ...record.row, customerId }] : [],
    ),
  ),
  ...recordParts('privacy_request', PRIVACY_REQUESTS.table),
  insertOf(MESSAGE_TABLE, (request) => request.messages),
  changeOf(RESULT_COLUMNS, addResults, (request) => request.results),
];

function deleteTags(first: number): string {
  return `delete from laurel.tag t
    using  unnest($${first}::uuid[], $${first + 1}::text[]) as r(customer_id, tag)
    where  t.customer_id = r.customer_id and t.tag = r.tag
    returning 1`;
}

function useQuotas(first: number): string {
  return `update laurel.quota_slice q
    set    used = q.used + r.used
    from   unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::smallint[], $${first + 3}::bigint[])
             as r(key, period, partition, used)
    where  q.key = r.key and q.period = r.period and q.partition = r.partition
    returning 1`;
}

type Statement = { readonly name: string; readonly text: string; readonly parts: readonly Part[] };

/** So many statements are prepared for each connection at most; rarer mixtures share one that writes every table. */
const STATEMENTS_MAX = 32;
const WHOLE = statementOf('save', PARTS);
const statements = new Map<string, Statement>();

/**
 * One statement for each mixture of tables that batches write: a sign-in touches five of eighteen, and each part costs its
 * start-up even when it writes nothing.
 */
function statementFor(request: SaveRequest): Statement {
  const written = PARTS.map(({ rowsOf }) => (rowsOf(request).length > 0 ? '1' : '0')).join('');
  const known = statements.get(written);
  if (known !== undefined) return known;
  if (statements.size >= STATEMENTS_MAX) return WHOLE;
  const parts = PARTS.filter((_, index) => written[index] === '1');
  const made = statementOf(`save-${written}`, parts);
  statements.set(written, made);
  return made;
}

function statementOf(name: string, parts: readonly Part[]): Statement {
  let first = 1;
  const texts = parts.map(({ columns, textFrom }, index) => {
    const part = `part${index} as (\n    ${textFrom(first)}\n  )`;
    first += columns;
    return part;
  });
  const counts = parts.map((_, index) => `(select count(*) from part${index})`);
  return { name, text: `with\n  ${texts.join(',\n  ')}\nselect array[${counts.join(', ')}] as written`, parts };
}

/** Gives the number of rows written. Fails when the database wrote another number than it was given. */
export async function save(client: pg.PoolClient, request: SaveRequest): Promise<number> {
  const { name, text, parts } = statementFor(request);
  const values = parts.flatMap(({ encode }) => encode(request));
  const { rows } = await client.query<{ written: readonly number[] }>({ name, text, values });
  const written = rows[0]?.written ?? [];
  let total = 0;
  parts.forEach(({ rowsOf, isExact }, index) => {
    const count = written[index] ?? 0;
    const given = rowsOf(request).length;
    if (isExact && count !== given)
      throw new Error(`Part ${index} of ${name} wrote ${count} rows instead of ${given}.`);
    total += count;
  });
  return total;
}
