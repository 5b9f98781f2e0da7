// Requests above a limit, kept until a second person decides them. What is decided, and what follows, is in
// access/approvals.ts; a request is claimed by one statement, so that of two approvers one wins.
import type pg from 'pg';
import { z } from 'zod';
import type { Actor, FactBody, JsonObject } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

type Db = Pick<pg.Pool, 'query'>;

export const APPROVAL_STATUSES = ['open', 'approved', 'rejected', 'expired', 'failed'] as const;
/** `expired` and `failed` follow from the row: its time is over, or the approved fact was refused. */
type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

export type Person = { readonly name: string; readonly id: string };

export type Approval = {
  readonly id: string;
  readonly customerId: string;
  readonly body: FactBody;
  /** What of which limit it exceeds: the detail of the refusal. */
  readonly reason: JsonObject;
  readonly requestedBy: Person & { readonly kind: Actor['kind'] };
  readonly requestedAt: Instant;
  readonly expiresAt: Instant;
  readonly status: ApprovalStatus;
  readonly decidedBy: Person | null;
  readonly decidedAt: Instant | null;
  readonly note: string | null;
  /** The fact that it became. */
  readonly factId: string | null;
  /** Why the fact was refused after all. */
  readonly refusal: string | null;
};

type Row = {
  readonly id: string;
  readonly customer_id: string;
  readonly body: FactBody;
  readonly reason: JsonObject;
  readonly requested_kind: Actor['kind'];
  readonly requested_by: string;
  readonly requested_by_id: string;
  readonly requested_at: Instant;
  readonly expires_at: Instant;
  readonly status: 'open' | 'approved' | 'rejected';
  readonly decided_by: string | null;
  readonly decided_by_id: string | null;
  readonly decided_at: Instant | null;
  readonly note: string | null;
  readonly fact_id: string | null;
  readonly refusal: string | null;
};

const COLUMNS = `a.id, a.customer_id, a.body, a.reason, a.requested_kind, a.requested_by, a.requested_by_id, a.requested_at,
       a.expires_at, a.status, a.decided_by, a.decided_by_id, a.decided_at, a.note, a.fact_id, a.refusal`;
const CURSOR = z.tuple([uuidPart]);

export type NewApproval = Pick<
  Approval,
  'id' | 'customerId' | 'body' | 'reason' | 'requestedBy' | 'requestedAt' | 'expiresAt'
>;

/** One that is there already stays as it is. */
export async function insertApproval(db: Db, approval: NewApproval): Promise<void> {
  await db.query(
    `insert into laurel.approval (customer_id, id, body, reason, requested_kind, requested_by, requested_by_id, requested_at,
                                  expires_at, status)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')
     on conflict (customer_id, id) do nothing`,
    [
      approval.customerId,
      approval.id,
      JSON.stringify(approval.body),
      JSON.stringify(approval.reason),
      approval.requestedBy.kind,
      approval.requestedBy.name,
      approval.requestedBy.id,
      new Date(approval.requestedAt),
      new Date(approval.expiresAt),
    ],
  );
}

export async function readApproval(db: Db, id: string, now: Instant): Promise<Approval | null> {
  const { rows } = await db.query<Row>(`select ${COLUMNS} from laurel.approval a where a.id = $1`, [id]);
  return rows[0] === undefined ? null : approvalOf(rows[0], now);
}

export type ApprovalFilter = Page & {
  readonly status: ApprovalStatus | undefined;
  readonly customerId: string | undefined;
  readonly requestedBy: string | undefined;
  readonly now: Instant;
};

/** Newest first: ids begin with the time at which they were made. */
export async function listApprovals(db: Db, query: ApprovalFilter): Promise<PageOf<Approval>> {
  const [id] = readCursor(query.after, CURSOR) ?? [null];
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
       from laurel.approval a
      where ($1::uuid is null or a.id < $1)
        and ($2::uuid is null or a.customer_id = $2)
        and ($3::uuid is null or a.requested_by_id = $3)
        and case $4::text
              when 'open' then a.status = 'open' and a.expires_at > $5
              when 'expired' then a.status = 'open' and a.expires_at <= $5
              when 'failed' then a.status = 'approved' and a.refusal is not null
              when 'approved' then a.status = 'approved' and a.refusal is null
              when 'rejected' then a.status = 'rejected'
              else true
            end
      order by a.id desc
      limit $6`,
    [
      id,
      query.customerId ?? null,
      query.requestedBy ?? null,
      query.status ?? null,
      new Date(query.now),
      rowsToRead(query.limit),
    ],
  );
  return pageOf(rows, query.limit, { item: (row) => approvalOf(row, query.now), cursor: (row) => cursorOf([row.id]) });
}

export type Verdict = {
  readonly status: 'approved' | 'rejected';
  readonly by: Person;
  readonly at: Instant;
  readonly note: string | null;
};

/** False when somebody was faster, or its time is over. */
export async function claimApproval(
  db: Db,
  { customerId, id }: Pick<Approval, 'customerId' | 'id'>,
  { status, by, at, note }: Verdict,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update laurel.approval a
        set status = $3, decided_by = $4, decided_by_id = $5, decided_at = $6, note = $7
      where a.customer_id = $1 and a.id = $2 and a.status = 'open' and a.expires_at > $6 and a.requested_by_id <> $5`,
    [customerId, id, status, by.name, by.id, new Date(at), note],
  );
  return rowCount === 1;
}

export async function finishApproval(
  db: Db,
  { customerId, id }: Pick<Approval, 'customerId' | 'id'>,
  { factId, refusal }: { readonly factId: string; readonly refusal: string | null },
): Promise<void> {
  await db.query(
    `update laurel.approval a
        set fact_id = $3, refusal = $4
      where a.customer_id = $1 and a.id = $2 and a.status = 'approved'`,
    [customerId, id, factId, refusal],
  );
}

function approvalOf(row: Row, now: Instant): Approval {
  return {
    id: row.id,
    customerId: row.customer_id,
    body: row.body,
    reason: row.reason,
    requestedBy: { kind: row.requested_kind, name: row.requested_by, id: row.requested_by_id },
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    status: statusOf(row, now),
    decidedBy:
      row.decided_by === null || row.decided_by_id === null ? null : { name: row.decided_by, id: row.decided_by_id },
    decidedAt: row.decided_at,
    note: row.note,
    factId: row.fact_id,
    refusal: row.refusal,
  };
}

function statusOf(row: Row, now: Instant): ApprovalStatus {
  if (row.status === 'open') return row.expires_at > now ? 'open' : 'expired';
  return row.refusal === null ? row.status : 'failed';
}
