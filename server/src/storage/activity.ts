// Reads the fact log of one customer for the activity log and the account audit log, the newest first. A read looks at so
// many facts at most: where few of them have what was asked for, a page is short and says where the next goes on.
import type pg from 'pg';
import { z } from 'zod';
import { type LoggedFact, type LogRow, logRows } from '../domain/care/log-rows.ts';
import type { LogKind, LogName } from '../domain/care/log-words.ts';
import type { DecisionRecord, OutcomeRecord, ToldEvent } from '../domain/decision.ts';
import type { Actor, FactKind, JsonObject } from '../domain/facts.ts';
import { firstIdAt } from '../domain/ids.ts';
import { ACTIVITY_ACTORS, ACTIVITY_KINDS } from '../domain/sync/activity.ts';
import { DAY_MS, type Instant } from '../domain/time.ts';
import { cursorOf, instantPart, type Page, type PageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

export type LogQuery = Page & {
  readonly log: LogName;
  readonly kinds: readonly LogKind[];
  /** By when it happened: from this instant on, and before that one. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly actor?: string | undefined;
};

/** Facts read with one statement, and looked at for one page. */
const CHUNK = 500;
const LOOKED_AT_MAX = 10_000;
/** A fact is recorded before it happened only where clocks differ; see AHEAD_MAX_MS in decide.ts. */
const AHEAD_MS = DAY_MS;
const EARLIEST: Instant = Date.UTC(1970, 0, 2);

export type LoggedRow = {
  readonly id: string;
  readonly kind: FactKind;
  readonly name: string | null;
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly actor_kind: Actor['kind'];
  readonly actor_name: string;
  readonly outcomes: readonly OutcomeRecord[];
  readonly balances: DecisionRecord['balances'];
  readonly events: readonly ToldEvent[] | null;
  readonly history: true | null;
  readonly body: JsonObject | null;
};
type ChunkRow = LoggedRow & { readonly is_wanted: boolean };

export const LOGGED_COLUMNS = `f.id, f.kind, f.name, f.occurred_at, f.recorded_at, f.actor_kind, f.actor_name,
       f.record->'outcomes' as outcomes, f.record->'balances' as balances, f.record->'events' as events,
       f.record->'history' as history, f.body`;

const CURSOR = z.tuple([uuidPart, instantPart]);

export async function readLog(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  query: LogQuery,
): Promise<PageOf<LogRow>> {
  const [cursorFact, cursorPosition] = readCursor(query.after, CURSOR) ?? [null, 0];
  const found: LogRow[] = [];
  let last = cursorFact;
  let lookedAt = 0;
  while (lookedAt < LOOKED_AT_MAX) {
    const isFirst = lookedAt === 0;
    const count = isFirst ? Math.min(rowsToRead(query.limit) + 1, CHUNK) : CHUNK;
    // A page may end in the middle of a fact: the next one begins with that fact again.
    const facts = await readChunk(db, customerId, query, { before: last, isIncluded: isFirst, count });
    for (const fact of facts) {
      if (!fact.is_wanted) continue;
      const rows = logRows(loggedFact(customerId, fact), query.log).filter(({ kind }) => query.kinds.includes(kind));
      found.push(...rows.filter(({ position }) => fact.id !== cursorFact || position < cursorPosition));
    }
    const shown = found.slice(0, query.limit);
    const end = shown.at(-1);
    if (found.length > shown.length && end !== undefined)
      return { items: shown, next: cursorOf([end.fact.factId, end.position]) };
    if (facts.length < count) return { items: shown, next: null };
    last = facts.at(-1)?.id ?? last;
    lookedAt += count;
  }
  return { items: found, next: last === null ? null : cursorOf([last, 0]) };
}

type From = { readonly before: string | null; readonly isIncluded: boolean; readonly count: number };

async function readChunk(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  query: LogQuery,
  { before, isIncluded, count }: From,
): Promise<readonly ChunkRow[]> {
  const from = query.from ?? null;
  const { rows } = await db.query<ChunkRow>({
    name: `read-log-${isIncluded ? 'from' : 'after'}`,
    text: `select ${LOGGED_COLUMNS},
                  not f.is_refused
                    and ($4::timestamptz is null or f.occurred_at >= $4)
                    and ($5::timestamptz is null or f.occurred_at < $5)
                    and ($6::text is null or f.actor_name = $6) as is_wanted
           from   laurel.fact f
           where  f.customer_id = $1
             and  ($2::uuid is null or f.id ${isIncluded ? '<=' : '<'} $2)
             and  f.id >= $3
           order by f.id desc
           limit  $7`,
    values: [
      customerId,
      before,
      firstIdAt((from ?? EARLIEST) - AHEAD_MS),
      from === null ? null : new Date(from),
      query.to === undefined ? null : new Date(query.to),
      query.actor ?? null,
      count,
    ],
  });
  return rows;
}

export function loggedFact(customerId: string, row: LoggedRow): LoggedFact {
  return {
    factId: row.id,
    customerId,
    kind: row.kind,
    name: row.name,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    actor: { kind: row.actor_kind, name: row.actor_name },
    outcomes: row.outcomes,
    balances: row.balances,
    events: row.events ?? [],
    isHistory: row.history === true,
    body: row.body,
  };
}

/** One fact with all its rows; null where the customer has none of that id. */
export async function readLoggedFact(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  factId: string,
): Promise<LoggedFact | null> {
  const { rows } = await db.query<LoggedRow>(
    `select ${LOGGED_COLUMNS}
     from   laurel.fact f
     where  f.customer_id = $1 and f.id = $2 and not f.is_refused`,
    [customerId, factId],
  );
  return rows[0] === undefined ? null : loggedFact(customerId, rows[0]);
}

/** When the customer last did something; null when they never did, or not among the newest facts. */
export async function readLastAction(db: pg.Pool | pg.ClientBase, customerId: string): Promise<Instant | null> {
  const { rows } = await db.query<{ occurred_at: Instant }>({
    name: 'read-last-action',
    text: `select n.occurred_at
           from   (select f.id, f.kind, f.occurred_at, f.is_refused, f.actor_kind
                   from   laurel.fact f
                   where  f.customer_id = $1
                   order by f.id desc
                   limit  ${LOOKED_AT_MAX}) n
           where  n.kind = any($2::text[]) and n.actor_kind = any($3::text[]) and not n.is_refused
           order by n.id desc
           limit  1`,
    values: [customerId, ACTIVITY_KINDS, ACTIVITY_ACTORS],
  });
  return rows[0]?.occurred_at ?? null;
}

/** Facts from an id on, the oldest first. */
export async function readFactsSince(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  { since, limit }: { readonly since: string; readonly limit: number },
): Promise<readonly LoggedFact[]> {
  const { rows } = await db.query<LoggedRow>({
    name: 'read-facts-since',
    text: `select ${LOGGED_COLUMNS}
           from   laurel.fact f
           where  f.customer_id = $1 and f.id >= $2 and not f.is_refused
           order by f.id
           limit  $3`,
    values: [customerId, since, limit],
  });
  return rows.map((row) => loggedFact(customerId, row));
}
