// What card processors were asked, until it is confirmed or cancelled there. A lease keeps whoever asked and whoever settles
// what was left over apart; which of the two endings is right is told by the facts.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';

type Db = Pick<pg.Pool, 'query'>;

type RequestRef = { readonly customerId: string; readonly id: string };

export type CardRequest = RequestRef & {
  readonly processor: string;
  readonly action: string;
  readonly askedAt: Instant;
  readonly nextAt: Instant;
  readonly tries: number;
};

type NewRequest = Omit<CardRequest, 'tries'>;

/** True when it may be asked under this id: nobody did, or whoever did has not been given up on. */
export async function openCardRequest(db: Db, request: NewRequest): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into laurel.card_request as r (customer_id, id, processor, action, status, asked_at, next_at)
     values ($1, $2, $3, $4, 'open', $5, $6)
     on conflict (customer_id, id) do update set next_at = excluded.next_at
     where r.status = 'open'`,
    [
      request.customerId,
      request.id,
      request.processor,
      request.action,
      new Date(request.askedAt),
      new Date(request.nextAt),
    ],
  );
  return rowCount === 1;
}

/** False when it was found left over meanwhile: then its fact must not be handed in any more. */
export async function extendCardRequest(db: Db, { customerId, id }: RequestRef, nextAt: Instant): Promise<boolean> {
  const { rowCount } = await db.query(
    `update laurel.card_request set next_at = $3 where customer_id = $1 and id = $2 and status = 'open'`,
    [customerId, id, new Date(nextAt)],
  );
  return rowCount === 1;
}

export async function finishCardRequest(
  db: Db,
  { customerId, id }: RequestRef,
  status: 'confirmed' | 'cancelled',
): Promise<void> {
  await db.query(
    `update laurel.card_request set status = $3 where customer_id = $1 and id = $2 and status in ('open', 'settling')`,
    [customerId, id, status],
  );
}

type Row = {
  readonly customer_id: string;
  readonly id: string;
  readonly processor: string;
  readonly action: string;
  readonly asked_at: Instant;
  readonly next_at: Instant;
  readonly tries: number;
};

/** Those that nobody has ended in time, the longest overdue first. */
export async function findLeftCardRequests(db: Db, now: Instant, limit: number): Promise<readonly CardRequest[]> {
  const { rows } = await db.query<Row>(
    `select r.customer_id, r.id, r.processor, r.action, r.asked_at, r.next_at, r.tries
     from   laurel.card_request r
     where  r.status in ('open', 'settling') and r.next_at <= $1
     order  by r.next_at, r.id
     limit  $2`,
    [new Date(now), limit],
  );
  return rows.map((row) => ({
    customerId: row.customer_id,
    id: row.id,
    processor: row.processor,
    action: row.action,
    askedAt: row.asked_at,
    nextAt: row.next_at,
    tries: row.tries,
  }));
}

/** Takes one over, until `until`; false when somebody else did. */
export async function leaseCardRequest(db: Db, request: CardRequest, until: Instant): Promise<boolean> {
  const { rowCount } = await db.query(
    `update laurel.card_request set status = 'settling', next_at = $4, tries = tries + 1
     where  customer_id = $1 and id = $2 and status in ('open', 'settling') and next_at = $3`,
    [request.customerId, request.id, new Date(request.nextAt), new Date(until)],
  );
  return rowCount === 1;
}

/** Clocks of processes differ by less. */
const CLOCKS_DIFFER_MS = 60_000;

/** Whether a fact was decided with the answer to this request. */
export async function isCardRequestDecided(
  db: Db,
  request: Pick<CardRequest, 'customerId' | 'id' | 'askedAt'>,
): Promise<boolean> {
  const { rows } = await db.query<{ is_decided: boolean }>(
    `select exists (select from laurel.fact f
                    where  f.customer_id = $1 and f.recorded_at >= $3 and not f.is_refused
                      and  f.body->'processor'->>'requestId' = $2) as is_decided`,
    [request.customerId, request.id, new Date(request.askedAt - CLOCKS_DIFFER_MS)],
  );
  return rows[0]?.is_decided ?? false;
}
