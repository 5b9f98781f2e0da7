// Reads decisions back from the log, for histories, explanations and answers. It writes none and decides none.
import type pg from 'pg';
import { z } from 'zod';
import type { DecisionRecord } from '../domain/decision.ts';
import type { Actor, FactKind, JsonObject } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

export type StoredDecision = {
  readonly factId: string;
  readonly customerId: string;
  readonly kind: FactKind;
  /** The event's name; null for other kinds. */
  readonly name: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly programmeVersion: number;
  readonly actor: Actor;
  readonly isRefused: boolean;
  readonly record: DecisionRecord;
  /** Null once the customer was forgotten. */
  readonly body: JsonObject | null;
};

export type DecisionQuery = Page & {
  readonly kinds?: readonly FactKind[] | undefined;
  readonly names?: readonly string[] | undefined;
  /** By when it happened: from this instant on, and before that one. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly isRefused?: boolean | undefined;
  /** By when it was recorded; `newest` first unless said otherwise. */
  readonly order?: 'newest' | 'oldest' | undefined;
};

type DecisionRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly kind: FactKind;
  readonly name: string | null;
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly programme: number;
  readonly actor_kind: Actor['kind'];
  readonly actor_name: string;
  readonly is_refused: boolean;
  readonly record: DecisionRecord;
  readonly body: JsonObject | null;
};

const DECISION_COLUMNS = `f.customer_id, f.id, f.kind, f.name, f.occurred_at, f.recorded_at, f.programme, f.actor_kind,
       f.actor_name, f.is_refused, f.record, f.body`;

const CURSOR = z.tuple([uuidPart]);

/** A customer's decisions in the order in which they were made. */
export async function readDecisions(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  query: DecisionQuery,
): Promise<PageOf<StoredDecision>> {
  const isOldest = query.order === 'oldest';
  const [after] = readCursor(query.after, CURSOR) ?? [null];
  const { rows } = await db.query<DecisionRow>(
    `select ${DECISION_COLUMNS}
     from   laurel.fact f
     where  f.customer_id = $1
       and  ($2::uuid is null or f.id ${isOldest ? '>' : '<'} $2)
       and  ($3::text[] is null or f.kind = any($3))
       and  ($4::text[] is null or f.name = any($4))
       and  ($5::timestamptz is null or f.occurred_at >= $5)
       and  ($6::timestamptz is null or f.occurred_at < $6)
       and  ($7::boolean is null or f.is_refused = $7)
     order by f.id ${isOldest ? 'asc' : 'desc'}
     limit $8`,
    [
      customerId,
      after,
      query.kinds ?? null,
      query.names ?? null,
      dateOf(query.from),
      dateOf(query.to),
      query.isRefused ?? null,
      rowsToRead(query.limit),
    ],
  );
  return pageOf(rows, query.limit, { item: decisionOf, cursor: (row) => cursorOf([row.id]) });
}

export async function readDecision(
  db: pg.Pool | pg.ClientBase,
  customerId: string,
  factId: string,
): Promise<StoredDecision | null> {
  const { rows } = await db.query<DecisionRow>(
    `select ${DECISION_COLUMNS} from laurel.fact f where f.customer_id = $1 and f.id = $2`,
    [customerId, factId],
  );
  return rows[0] === undefined ? null : decisionOf(rows[0]);
}

function decisionOf(row: DecisionRow): StoredDecision {
  return {
    factId: row.id,
    customerId: row.customer_id,
    kind: row.kind,
    name: row.name,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    programmeVersion: row.programme,
    actor: { kind: row.actor_kind, name: row.actor_name },
    isRefused: row.is_refused,
    record: row.record,
    body: row.body,
  };
}

function dateOf(at: Instant | undefined): Date | null {
  return at === undefined ? null : new Date(at);
}
