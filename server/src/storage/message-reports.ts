// Messages whose provider says later, when it is asked, what became of them: which are to be asked now, and what was said.
import type pg from 'pg';
import { DAY_MS, HOUR_MS, type Instant } from '../domain/time.ts';
import { texts, uuids } from './arrays.ts';
import type { NamedMessage } from './deliveries.ts';
import type { FrozenRequest } from './outbox.ts';

type Db = Pick<pg.Pool, 'query'>;

export type AskedMessage = NamedMessage & {
  readonly reference: string;
  readonly deliveredAt: Instant;
  /** Null where bodies are kept for a shorter time than reports. */
  readonly request: FrozenRequest | null;
};

/** As long as a message is asked for: longer than Infobip keeps its reports nothing is said. */
const ASKED_FOR_MS = 30 * DAY_MS;
/** After half as long again as it has waited already, so that what comes soon is heard soon and what comes never costs little. */
const AGAIN_MIN_MS = 5_000;
const AGAIN_MAX_MS = 12 * HOUR_MS;

/**
 * What is to be asked now, at most `limit`, the longest due first. Each is marked for its next turn already: who asks and
 * dies, or two that ask at once, do no harm.
 */
export async function takeReports(
  db: Db,
  { provider, now, limit }: { readonly provider: string; readonly now: Instant; readonly limit: number },
): Promise<readonly AskedMessage[]> {
  const { rows } = await db.query<{
    customer_id: string;
    id: string;
    message: string;
    provider: string;
    rule: string;
    programme: number;
    reference: string;
    finished_at: Instant;
    request: FrozenRequest | null;
  }>({
    name: 'report-take',
    text: `with due as (
             select m.customer_id, m.id from laurel.message m
             where  m.provider = $1 and m.report_at <= $2
             order  by m.report_at limit $3
           ), taken as (
             update laurel.message m
             set    report_at = case when m.finished_at < $4 then null
                                     else $2 + least(greatest(($2 - m.finished_at) / 2, $5 * interval '1 millisecond'),
                                                     $6 * interval '1 millisecond') end
             from   due
             where  m.customer_id = due.customer_id and m.id = due.id and m.report_at <= $2
             returning m.customer_id, m.id, m.message, m.provider, m.rule, m.programme, m.reference, m.finished_at
           )
           select t.*, q.request
           from   taken t
                  left join laurel.message_request q on q.customer_id = t.customer_id and q.id = t.id
           where  t.reference is not null
           order  by t.id`,
    values: [provider, new Date(now), limit, new Date(now - ASKED_FOR_MS), AGAIN_MIN_MS, AGAIN_MAX_MS],
  });
  return rows.map((row) => ({
    customerId: row.customer_id,
    id: row.id,
    message: row.message,
    provider: row.provider,
    rule: row.rule,
    programmeVersion: row.programme,
    reference: row.reference,
    deliveredAt: row.finished_at,
    request: row.request,
  }));
}

export type SaidReport = {
  readonly customerId: string;
  readonly id: string;
  /** Null: nothing will be said any more. */
  readonly report: 'delivered' | 'failed' | null;
  readonly reason: string | null;
};

/** What was said is kept, and not asked again. Messages that nobody asks for are left alone. */
export async function settleReports(db: Db, said: readonly SaidReport[]): Promise<void> {
  if (said.length === 0) return;
  await db.query({
    name: 'report-settle',
    text: `update laurel.message m
           set    report_at = null, report = r.report, report_reason = r.reason
           from   unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) as r(customer_id, id, report, reason)
           where  m.customer_id = r.customer_id and m.id = r.id and m.report_at is not null`,
    values: [
      uuids(said.map(({ customerId }) => customerId)),
      uuids(said.map(({ id }) => id)),
      texts(said.map(({ report }) => report)),
      texts(said.map(({ reason }) => reason)),
    ],
  });
}
