// Messages as people look at them and act on them: lists, the log of attempts, the tray, queues, replay and cancelling.
// What the dispatcher does is in outbox.ts.
import type pg from 'pg';
import { z } from 'zod';
import type { JsonObject } from '../domain/facts.ts';
import { firstIdAt } from '../domain/ids.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import type { FrozenRequest, MessageLane, MessageStatus, SavedMessage } from './outbox.ts';
import { MESSAGE_TABLE } from './outbox.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';
import { insertStatement } from './tables.ts';

type Db = Pick<pg.Pool, 'query'>;

export type MessageRecord = {
  readonly customerId: string;
  readonly id: string;
  readonly message: string;
  readonly provider: string;
  readonly purpose: 'programme' | 'marketing';
  readonly rule: string;
  readonly programmeVersion: number;
  readonly lane: MessageLane;
  readonly isTest: boolean;
  readonly status: MessageStatus;
  /** Why it waits, was suppressed or is dead; in the tray, why it is there. */
  readonly reason: string | null;
  readonly createdAt: Instant;
  readonly dueAt: Instant;
  /** The next attempt of a waiting message. */
  readonly nextAt: Instant;
  readonly attempts: number;
  readonly reference: string | null;
  readonly finishedAt: Instant | null;
  /** What the provider said when it was asked later; null where it is not asked, or has not said. */
  readonly report: 'delivered' | 'failed' | null;
  readonly reportReason: string | null;
};

export type MessageFilter = {
  readonly customerId?: string | undefined;
  readonly provider?: string | undefined;
  readonly message?: string | undefined;
  /** The rule that sent it, `campaign/birthday`. */
  readonly rule?: string | undefined;
  readonly statuses?: readonly MessageStatus[] | undefined;
  /** By when they were decided: from this instant on, and before that one. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
};

type MessageRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly message: string;
  readonly provider: string;
  readonly purpose: MessageRecord['purpose'];
  readonly rule: string;
  readonly programme: number;
  readonly lane: MessageLane;
  readonly is_test: boolean;
  readonly status: MessageStatus;
  readonly reason: string | null;
  readonly created_at: Instant;
  readonly due_at: Instant;
  readonly next_at: Instant;
  readonly attempts: number;
  readonly reference: string | null;
  readonly finished_at: Instant | null;
  readonly report: MessageRecord['report'];
  readonly report_reason: string | null;
};

const MESSAGE_COLUMNS = `m.customer_id, m.id, m.message, m.provider, m.purpose, m.rule, m.programme, m.lane, m.is_test, m.status,
       m.reason, m.created_at, m.due_at, m.next_at, m.attempts, m.reference, m.finished_at, m.report, m.report_reason`;

/** Parameters 1 to 9. */
const FILTER = `($1::uuid is null or m.customer_id = $1)
       and  ($2::text is null or m.provider = $2)
       and  ($3::text is null or m.message = $3)
       and  ($4::text is null or m.rule = $4)
       and  ($5::text[] is null or m.status = any($5))
       and  ($6::timestamptz is null or m.created_at >= $6)
       and  ($7::timestamptz is null or m.created_at < $7)
       and  ($8::uuid is null or m.id >= $8)
       and  ($9::uuid is null or m.id < $9)`;

/** Ids begin with the time of the decision, or one a little before: they bound what is read, the date says it exactly. */
const ID_SLACK_MS = DAY_MS;

function filterValues(filter: MessageFilter): unknown[] {
  return [
    filter.customerId ?? null,
    filter.provider ?? null,
    filter.message ?? null,
    filter.rule ?? null,
    filter.statuses ?? null,
    dateOf(filter.from),
    dateOf(filter.to),
    filter.from === undefined ? null : firstIdAt(filter.from - ID_SLACK_MS),
    filter.to === undefined ? null : firstIdAt(filter.to + ID_SLACK_MS),
  ];
}

function dateOf(at: Instant | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}

function recordOf(row: MessageRow): MessageRecord {
  return {
    customerId: row.customer_id,
    id: row.id,
    message: row.message,
    provider: row.provider,
    purpose: row.purpose,
    rule: row.rule,
    programmeVersion: row.programme,
    lane: row.lane,
    isTest: row.is_test,
    status: row.status,
    reason: row.reason,
    createdAt: row.created_at,
    dueAt: row.due_at,
    nextAt: row.next_at,
    attempts: row.attempts,
    reference: row.reference,
    finishedAt: row.finished_at,
    report: row.report,
    reportReason: row.report_reason,
  };
}

const CURSOR = z.tuple([uuidPart]);

/** Newest first: ids begin with the time at which the message was decided. */
export async function readMessages(db: Db, filter: MessageFilter, page: Page): Promise<PageOf<MessageRecord>> {
  const [after] = readCursor(page.after, CURSOR) ?? [null];
  const { rows } = await db.query<MessageRow>(
    `select ${MESSAGE_COLUMNS}
     from   laurel.message m
     where  ${FILTER}
       and  ($10::uuid is null or m.id < $10)
     order by m.id desc
     limit $11`,
    [...filterValues(filter), after, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: recordOf, cursor: (row) => cursorOf([row.id]) });
}

export type MessageDetail = MessageRecord & {
  /** What was fixed when it was decided. */
  readonly variables: JsonObject;
  /** What is sent; null while nothing is frozen. `{address}` stands for the provider's address. */
  readonly request: (FrozenRequest & { readonly connector: string }) | null;
};

export async function readMessage(db: Db, id: string): Promise<MessageDetail | null> {
  const { rows } = await db.query<
    MessageRow & { variables: JsonObject; connector: string | null; request: FrozenRequest | null }
  >(
    `select ${MESSAGE_COLUMNS}, m.variables, q.connector, q.request
     from   laurel.message m
            left join laurel.message_request q on q.customer_id = m.customer_id and q.id = m.id
     where  m.id = $1
     order by m.customer_id limit 1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { variables, connector, request } = row;
  return {
    ...recordOf(row),
    variables,
    request: request === null || connector === null ? null : { ...request, connector },
  };
}

export type DeliveryRecord = {
  readonly attempt: number;
  readonly at: Instant;
  readonly result: 'delivered' | 'retry' | 'dead' | 'pause';
  /** The receiver's status, where there was an answer. */
  readonly status: number | null;
  readonly response: string;
  readonly reason: string | null;
  readonly durationMs: number;
};

/** More attempts than a message has, even when it is replayed now and again. */
const ATTEMPTS_MAX = 500;

/** The attempts of a message, oldest first. What was sent is the same for all: see `readMessage`. */
export async function readDeliveries(db: Db, messageId: string): Promise<readonly DeliveryRecord[]> {
  const { rows } = await db.query<Omit<DeliveryRecord, 'durationMs'> & { duration_ms: number }>(
    `select d.attempt, d.at, d.result, d.status, d.response, d.reason, d.duration_ms
     from   laurel.message m
            join laurel.delivery d on d.customer_id = m.customer_id and d.message_id = m.id
     where  m.id = $1
     order by d.attempt
     limit  ${ATTEMPTS_MAX}`,
    [messageId],
  );
  return rows.map(({ duration_ms, ...row }) => ({ ...row, durationMs: duration_ms }));
}

/** Changed in one statement: few enough to be over in a fraction of a second. */
const CHANGE_AT_ONCE = 5_000;

export type ReplayRequest = {
  /** One message, whatever became of it; or those that match. */
  readonly which: { readonly id: string } | { readonly filter: MessageFilter };
  readonly now: Instant;
  /** At most so many; left out: all. */
  readonly limit?: number | undefined;
};

/** What is sent again when nothing is said about statuses: what was given up. */
const REPLAYED: readonly MessageStatus[] = ['dead'];

/**
 * Sends messages again: under the same id, with the same bytes, and with a schedule of attempts of its own. What was only
 * kept in the tray, or never rendered, is rendered anew. Many together go in the bulk lane. Gives how many.
 */
export async function replayMessages(db: Db, request: ReplayRequest): Promise<number> {
  const { which, now } = request;
  if ('id' in which) return (await replay(db, [which.id], { now, isBulk: false })).length;
  const filter = { ...which.filter, statuses: which.filter.statuses ?? REPLAYED };
  return inPortions(db, filter, request.limit, async (ids, isFirst) => {
    const replayed = await replay(db, ids, { now, isBulk: ids.length > 1 || !isFirst });
    return replayed.length;
  });
}

/** Changes what matches, portion by portion, at most `limit`; gives the sum of what `change` gives. */
async function inPortions(
  db: Db,
  filter: MessageFilter,
  limit: number | undefined,
  change: (ids: readonly string[], isFirst: boolean) => Promise<number>,
): Promise<number> {
  let left = limit ?? Number.POSITIVE_INFINITY;
  let count = 0;
  let after: string | null = null;
  while (left > 0) {
    const ids: readonly string[] = await matchingIds(db, filter, { after, limit: Math.min(CHANGE_AT_ONCE, left) });
    const last = ids.at(-1);
    if (last === undefined) return count;
    count += await change(ids, after === null);
    left -= ids.length;
    after = last;
  }
  return count;
}

async function matchingIds(
  db: Db,
  filter: MessageFilter,
  page: { readonly after: string | null; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select m.id from laurel.message m
     where  ${FILTER} and ($10::uuid is null or m.id > $10)
     order by m.id
     limit  $11`,
    [...filterValues(filter), page.after, page.limit],
  );
  return rows.map((row) => row.id);
}

async function replay(
  db: Db,
  ids: readonly string[],
  how: { readonly now: Instant; readonly isBulk: boolean },
): Promise<readonly unknown[]> {
  const { rows } = await db.query(
    `with unmade as (
       delete from laurel.message_request q
       using  laurel.message m
       where  m.id = any($1::uuid[]) and m.status = 'tray' and q.customer_id = m.customer_id and q.id = m.id
     )
     update laurel.message m
     set    status = 'waiting', next_at = $2, reason = null, finished_at = null, attempts_before = m.attempts,
            report_at = null, report = null, report_reason = null,
            lane = case when $3 then 'bulk' else m.lane end
     where  m.id = any($1::uuid[]) and m.status <> 'waiting'
     returning m.id`,
    [ids, new Date(how.now), how.isBulk],
  );
  return rows;
}

/** Messages that wait are not sent; one that is under way may arrive all the same, and then counts as delivered. */
export async function cancelMessages(
  db: Db,
  request: {
    readonly which: { readonly id: string } | { readonly filter: Omit<MessageFilter, 'statuses'> };
    readonly now: Instant;
    /** At most so many; left out: all. */
    readonly limit?: number | undefined;
  },
): Promise<number> {
  const { which, now } = request;
  const cancel = async (ids: readonly string[]): Promise<number> => {
    const { rowCount } = await db.query(
      `update laurel.message m
       set    status = 'cancelled', reason = null, finished_at = $2
       where  m.id = any($1::uuid[]) and m.status = 'waiting'`,
      [ids, new Date(now)],
    );
    return rowCount ?? 0;
  };
  if ('id' in which) return cancel([which.id]);
  return inPortions(db, { ...which.filter, statuses: ['waiting'] }, request.limit, cancel);
}

export type TrayMessage = {
  readonly customerId: string;
  readonly id: string;
  readonly message: string;
  readonly provider: string;
  /** `no_address`: nothing says where the provider is reached. `test_persona`: it is for a test. */
  readonly reason: string | null;
  readonly at: Instant;
  /** What would have been sent: the rendering as JSON, see `connectors/tray`. */
  readonly body: string;
};

/** What lies in the tray, newest first. */
export async function readTray(db: Db, page: Page): Promise<PageOf<TrayMessage>> {
  const [after] = readCursor(page.after, CURSOR) ?? [null];
  const { rows } = await db.query<{
    customer_id: string;
    id: string;
    message: string;
    provider: string;
    reason: string | null;
    at: Instant;
    body: string;
  }>(
    `select m.customer_id, m.id, m.message, m.provider, m.reason, m.finished_at as at, q.request->>'body' as body
     from   laurel.message m
            join laurel.message_request q on q.customer_id = m.customer_id and q.id = m.id
     where  m.status = 'tray' and ($1::uuid is null or m.id < $1)
     order by m.id desc
     limit $2`,
    [after, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, {
    item: ({ customer_id, ...row }) => ({ customerId: customer_id, ...row }),
    cursor: (row) => cursorOf([row.id]),
  });
}

export type LaneDepth = {
  readonly provider: string;
  readonly lane: MessageLane;
  /** Due now, and waiting for a later time (retries, delays, quiet hours). */
  readonly ready: number;
  readonly later: number;
  /** When the oldest of those that are due now became due. */
  readonly oldestAt: Instant | null;
};

/** How much waits for each provider and lane. Reads an index entry for each waiting message. */
export async function readLaneDepths(db: Db, now: Instant): Promise<readonly LaneDepth[]> {
  const { rows } = await db.query<{
    provider: string;
    lane: MessageLane;
    ready: number;
    later: number;
    oldest_at: Instant | null;
  }>(
    `select m.provider, m.lane, count(*) filter (where m.next_at <= $1) as ready,
            count(*) filter (where m.next_at > $1) as later, min(m.next_at) filter (where m.next_at <= $1) as oldest_at
     from   laurel.message m
     where  m.status = 'waiting'
     group  by m.provider, m.lane
     order  by m.provider, m.lane desc
     limit  1000`,
    [new Date(now)],
  );
  return rows.map(({ oldest_at, ...row }) => ({ ...row, oldestAt: oldest_at }));
}

/** Dead letters per provider. */
export async function countDead(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ provider: string; dead: number }>(
    `select m.provider, count(*) as dead from laurel.message m
     where  m.status in ('dead', 'suppressed', 'cancelled') and m.status = 'dead'
     group  by m.provider order by m.provider limit 1000`,
  );
  return new Map(rows.map((row) => [row.provider, row.dead]));
}

/** A message that was not decided but asked for: a test send. It is inserted unfinished, and finished like any other. */
export async function insertMessage(db: Db, message: SavedMessage): Promise<void> {
  await db.query(
    insertStatement(MESSAGE_TABLE, 1),
    MESSAGE_TABLE.columns.map(({ encode }) => encode([message])),
  );
}

/** Drops what was finished before an instant, with its attempts and requests: at most `limit`, the oldest first. */
export async function pruneMessages(db: Db, finishedBefore: Instant, limit: number): Promise<number> {
  let count = 0;
  while (count < limit) {
    const { rowCount } = await db.query(
      `with old as (
         select m.customer_id, m.id from laurel.message m
         where  m.finished_at < $1 and m.status <> 'waiting' and m.id < $2
         order  by m.id limit $3
       ), attempts as (
         delete from laurel.delivery d using old where d.customer_id = old.customer_id and d.message_id = old.id
       ), requests as (
         delete from laurel.message_request q using old where q.customer_id = old.customer_id and q.id = old.id
       )
       delete from laurel.message m using old where m.customer_id = old.customer_id and m.id = old.id`,
      // What was finished before was decided before: nothing newer is read.
      [new Date(finishedBefore), firstIdAt(finishedBefore + ID_SLACK_MS), Math.min(CHANGE_AT_ONCE, limit - count)],
    );
    if ((rowCount ?? 0) === 0) return count;
    count += rowCount ?? 0;
  }
  return count;
}

/** A message as callbacks need it. */
export type NamedMessage = Pick<
  MessageRecord,
  'customerId' | 'id' | 'message' | 'provider' | 'rule' | 'programmeVersion' | 'reference'
>;

/** Messages of a provider by our ids or by its references; what is not there is left out. */
export async function findNamed(
  db: Db,
  provider: string,
  named: { readonly ids: readonly string[]; readonly references: readonly string[] },
): Promise<readonly NamedMessage[]> {
  const { rows } = await db.query<MessageRow>(
    `select ${MESSAGE_COLUMNS} from laurel.message m where m.provider = $1 and m.id = any($2::uuid[])
     union all
     select ${MESSAGE_COLUMNS} from laurel.message m where m.provider = $1 and m.reference = any($3::text[])`,
    [provider, named.ids, named.references],
  );
  return rows.map(recordOf);
}
