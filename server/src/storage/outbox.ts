// The outbox as the dispatcher works it: what is ready, what is frozen before it is sent, and what came of it. Every write is
// one statement for many messages. Lists, replay and queues for people are in deliveries.ts.
import type pg from 'pg';
import type { JsonObject } from '../domain/facts.ts';
import type { OutboundMessage } from '../domain/messages/outbound.ts';
import type { Instant } from '../domain/time.ts';
import { instants, ints, jsons, texts, uuids } from './arrays.ts';
import { bool, instant, int, type Table, text, uuid, writtenJson } from './tables.ts';

export const MESSAGE_LANES = ['live', 'bulk'] as const;
export type MessageLane = (typeof MESSAGE_LANES)[number];

/** A message as the decision that made it saves it. */
export type SavedMessage = OutboundMessage & {
  readonly customerId: string;
  readonly lane: MessageLane;
  readonly isTest: boolean;
  /** The version of the programme that its variant is rendered from. */
  readonly programme: number;
  readonly createdAt: Instant;
};

export const MESSAGE_TABLE: Table<SavedMessage> = {
  name: 'message',
  columns: [
    uuid('customer_id', (row) => row.customerId),
    uuid('id', (row) => row.id),
    text('message', (row) => row.message),
    text('provider', (row) => row.provider),
    text('purpose', (row) => row.purpose),
    text('rule', (row) => row.rule),
    int('programme', (row) => row.programme),
    text('lane', (row) => row.lane),
    bool('is_test', (row) => row.isTest),
    writtenJson('variables', (row) => row.variables),
    instant('created_at', (row) => row.createdAt),
    instant('due_at', (row) => row.dueAt),
    text('until_attribute', (row) => row.until?.attribute ?? null),
    instant('until_at', (row) => row.until?.latest ?? null),
    instant('next_at', (row) => row.dueAt),
  ],
};

/** What is sent, as it is frozen: without the address and its secrets. */
export type FrozenRequest = {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
};

export type Frozen = { readonly connector: string; readonly request: FrozenRequest };

export type WaitingMessage = SavedMessage & {
  /** All attempts so far, and those before the last replay. */
  readonly attempts: number;
  readonly attemptsBefore: number;
  /** Null until the first attempt. */
  readonly frozen: Frozen | null;
};

type WaitingRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly message: string;
  readonly provider: string;
  readonly purpose: OutboundMessage['purpose'];
  readonly rule: string;
  readonly programme: number;
  readonly lane: MessageLane;
  readonly is_test: boolean;
  readonly variables: JsonObject;
  readonly created_at: Instant;
  readonly due_at: Instant;
  readonly until_attribute: string | null;
  readonly until_at: Instant | null;
  readonly attempts: number;
  readonly attempts_before: number;
  readonly frozen: readonly [connector: string, request: FrozenRequest] | null;
};

const WAITING_COLUMNS = `m.customer_id, m.id, m.message, m.provider, m.purpose, m.rule, m.programme, m.lane, m.is_test,
           m.variables, m.created_at, m.due_at, m.until_attribute, m.until_at, m.attempts, m.attempts_before,
           (select json_build_array(q.connector, q.request) from laurel.message_request q
            where q.customer_id = m.customer_id and q.id = m.id) as frozen`;

function waitingOf(row: WaitingRow): WaitingMessage {
  const { until_attribute: attribute, until_at: latest } = row;
  return {
    customerId: row.customer_id,
    id: row.id,
    message: row.message,
    provider: row.provider,
    purpose: row.purpose,
    rule: row.rule,
    programme: row.programme,
    lane: row.lane,
    isTest: row.is_test,
    variables: row.variables,
    createdAt: row.created_at,
    dueAt: row.due_at,
    until: attribute === null || latest === null ? null : { attribute, latest },
    attempts: row.attempts,
    attemptsBefore: row.attempts_before,
    frozen: row.frozen === null ? null : { connector: row.frozen[0], request: row.frozen[1] },
  };
}

type Db = Pick<pg.Pool, 'query'>;

export type ReadyQuery = {
  readonly provider: string;
  readonly lane: MessageLane;
  readonly now: Instant;
  readonly limit: number;
  /** Messages under way, which the table still says to be waiting. */
  readonly without: readonly string[];
};

/** What may be sent now, in the order in which it became due. */
export async function readReady(db: Db, query: ReadyQuery): Promise<readonly WaitingMessage[]> {
  const { rows } = await db.query<WaitingRow>({
    name: 'outbox-ready',
    text: `select ${WAITING_COLUMNS}
           from   laurel.message m
           where  m.provider = $1 and m.lane = $2 and m.status = 'waiting' and m.next_at <= $3 and m.id <> all($5::uuid[])
           order  by m.next_at, m.id
           limit  $4`,
    values: [query.provider, query.lane, new Date(query.now), query.limit, uuids(query.without)],
  });
  return rows.map(waitingOf);
}

/** Bulk messages to the same customers that were decided earlier and never tried: they go before the live ones. */
export async function readEarlierBulk(
  db: Db,
  later: { readonly provider: string; readonly now: Instant; readonly messages: readonly WaitingMessage[] },
): Promise<readonly WaitingMessage[]> {
  const { rows } = await db.query<WaitingRow>({
    name: 'outbox-earlier-bulk',
    text: `select ${WAITING_COLUMNS}
           from   unnest($1::uuid[], $2::uuid[]) as r(customer_id, id)
                  join laurel.message m on m.customer_id = r.customer_id and m.id < r.id
           where  m.provider = $3 and m.lane = 'bulk' and m.status = 'waiting' and m.attempts = 0 and m.next_at <= $4
           order  by m.id
           limit  1000`,
    values: [
      uuids(later.messages.map(({ customerId }) => customerId)),
      uuids(later.messages.map(({ id }) => id)),
      later.provider,
      new Date(later.now),
    ],
  });
  return rows.map(waitingOf);
}

/** Lanes in which something is ready, of these providers. */
export async function findReadyLanes(
  db: Db,
  providers: readonly string[],
  now: Instant,
): Promise<readonly { readonly provider: string; readonly lane: MessageLane }[]> {
  const { rows } = await db.query<{ provider: string; lane: MessageLane }>({
    name: 'outbox-lanes',
    text: `select p.provider, l.lane
           from   unnest($1::text[]) as p(provider) cross join unnest(array['live', 'bulk']) as l(lane)
           where  exists (select from laurel.message m
                          where  m.provider = p.provider and m.lane = l.lane and m.status = 'waiting' and m.next_at <= $2)
           order  by 1, 2`,
    values: [texts(providers), new Date(now)],
  });
  return rows;
}

/** Providers that messages wait for, declared or not: a jump from one to the next on the index, not a scan. */
export async function findWaitingProviders(db: Db): Promise<readonly string[]> {
  const { rows } = await db.query<{ provider: string }>({
    name: 'outbox-providers',
    text: `with recursive found as (
             (select m.provider from laurel.message m where m.status = 'waiting' order by m.provider limit 1)
             union all
             select (select m.provider from laurel.message m
                     where m.status = 'waiting' and m.provider > f.provider order by m.provider limit 1)
             from   found f where f.provider is not null
           )
           select provider from found where provider is not null order by 1 limit 1000`,
  });
  return rows.map((row) => row.provider);
}

export type NewFrozen = Frozen & { readonly customerId: string; readonly id: string };

/**
 * Freezes what is about to be sent; gives the ids that were. None for a sender that another one has followed
 * (`epoch`), and none once somebody has paused the provider: the sender hears of that with its next lease.
 */
export async function freezeRequests(
  db: Db,
  sender: { readonly provider: string; readonly epoch: number; readonly now: Instant },
  frozen: readonly NewFrozen[],
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ id: string }>({
    name: 'outbox-freeze',
    text: `insert into laurel.message_request (customer_id, id, connector, request, frozen_at)
           select r.customer_id, r.id, r.connector, r.request, $5
           from   unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[]) as r(customer_id, id, connector, request)
           where  exists (select from laurel.provider_state s
                          where  s.provider = $6 and s.epoch = $7 and not s.is_paused)
           on conflict (customer_id, id) do nothing
           returning id`,
    values: [
      uuids(frozen.map(({ customerId }) => customerId)),
      uuids(frozen.map(({ id }) => id)),
      texts(frozen.map(({ connector }) => connector)),
      jsons(frozen.map(({ request }) => request)),
      new Date(sender.now),
      sender.provider,
      sender.epoch,
    ],
  });
  return new Set(rows.map((row) => row.id));
}

/** Freezes what a test send is about to send: no sender's lease is needed for it. */
export async function freezeTest(db: Db, frozen: NewFrozen, now: Instant): Promise<void> {
  await db.query(
    `insert into laurel.message_request (customer_id, id, connector, request, frozen_at) values ($1, $2, $3, $4, $5)`,
    [frozen.customerId, frozen.id, frozen.connector, JSON.stringify(frozen.request), new Date(now)],
  );
}

export const MESSAGE_STATUSES = ['waiting', 'delivered', 'tray', 'suppressed', 'cancelled', 'dead'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

export type Outcome = {
  readonly customerId: string;
  readonly id: string;
  readonly status: MessageStatus;
  readonly nextAt: Instant;
  readonly reason: string | null;
  readonly finishedAt: Instant | null;
};

/** Messages that are not sent now, or not at all. No attempt was made. */
export async function settleUnsent(db: Db, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await db.query({
    name: 'outbox-settle',
    text: `update laurel.message m
           set    status = r.status, next_at = r.next_at, reason = r.reason, finished_at = r.finished_at
           from   unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::timestamptz[])
                    as r(customer_id, id, status, next_at, reason, finished_at)
           where  m.customer_id = r.customer_id and m.id = r.id and m.status = 'waiting'`,
    values: outcomeArrays(outcomes),
  });
}

export type AttemptedMessage = Outcome & {
  /** The number of this attempt, from 1. */
  readonly attempt: number;
  readonly isFree: boolean;
  readonly reference: string | null;
  readonly at: Instant;
  readonly result: 'delivered' | 'retry' | 'dead' | 'pause';
  readonly httpStatus: number | null;
  readonly response: string;
  readonly durationMs: number;
  /** When the provider is asked what became of it; null where it says so by itself, or never. */
  readonly reportAt: Instant | null;
};

/**
 * Writes what came of attempts: the log, and the message. An attempt that somebody else has written already changes nothing;
 * a message that was cancelled while it was under way, and arrived, was delivered.
 */
export async function saveAttempts(db: Db, attempts: readonly AttemptedMessage[]): Promise<void> {
  if (attempts.length === 0) return;
  await db.query({
    name: 'outbox-attempts',
    text: `with r as (
             select *
             from   unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::timestamptz[], $7::integer[],
                           $8::text[], $9::timestamptz[], $10::text[], $11::integer[], $12::text[], $13::integer[], $14::integer[],
                           $15::timestamptz[])
                      as r(customer_id, id, status, next_at, reason, finished_at, attempt, reference, at, result, http_status,
                           response, duration_ms, free, report_at)
           ), changed as (
             update laurel.message m
             set    status = r.status, next_at = r.next_at, reason = r.reason, finished_at = r.finished_at,
                    attempts = r.attempt, attempts_before = m.attempts_before + r.free,
                    reference = coalesce(r.reference, m.reference), report_at = r.report_at
             from   r
             where  m.customer_id = r.customer_id and m.id = r.id and m.attempts = r.attempt - 1
               and  (m.status = 'waiting' or (m.status = 'cancelled' and r.result = 'delivered'))
           )
           insert into laurel.delivery (customer_id, message_id, attempt, at, result, status, response, reason, duration_ms)
           select r.customer_id, r.id, r.attempt, r.at, r.result, r.http_status, r.response, r.reason, r.duration_ms
           from   r
           on conflict (customer_id, message_id, attempt) do nothing`,
    values: [
      ...outcomeArrays(attempts),
      ints(attempts.map(({ attempt }) => attempt)),
      texts(attempts.map(({ reference }) => reference)),
      instants(attempts.map(({ at }) => at)),
      texts(attempts.map(({ result }) => result)),
      ints(attempts.map(({ httpStatus }) => httpStatus)),
      texts(attempts.map(({ response }) => response)),
      ints(attempts.map(({ durationMs }) => durationMs)),
      ints(attempts.map(({ isFree }) => (isFree ? 1 : 0))),
      instants(attempts.map(({ reportAt }) => reportAt)),
    ],
  });
}

function outcomeArrays(outcomes: readonly Outcome[]): Buffer[] {
  return [
    uuids(outcomes.map(({ customerId }) => customerId)),
    uuids(outcomes.map(({ id }) => id)),
    texts(outcomes.map(({ status }) => status)),
    instants(outcomes.map(({ nextAt }) => nextAt)),
    texts(outcomes.map(({ reason }) => reason)),
    instants(outcomes.map(({ finishedAt }) => finishedAt)),
  ];
}

/** Marketing messages of a provider that these customers have had, or are about to have, since an instant of their own. */
export async function countMarketing(
  db: Db,
  provider: string,
  asked: readonly { readonly customerId: string; readonly since: Instant }[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await db.query<{ customer_id: string; messages: number }>({
    name: 'outbox-marketing',
    text: `select r.customer_id,
                  (select count(*) from laurel.message m
                   where  m.customer_id = r.customer_id and m.provider = $3 and m.purpose = 'marketing'
                     and  (m.status in ('delivered', 'tray') and m.finished_at >= r.since
                           or m.status = 'waiting' and exists (
                             select from laurel.message_request q where q.customer_id = m.customer_id and q.id = m.id))
                  ) as messages
           from   unnest($1::uuid[], $2::timestamptz[]) as r(customer_id, since)`,
    values: [uuids(asked.map(({ customerId }) => customerId)), instants(asked.map(({ since }) => since)), provider],
  });
  return new Map(rows.map((row) => [row.customer_id, row.messages]));
}
