// What is dropped when its time is over: rows older than a border, so many at a time, the oldest first. Where a table has no
// index by time, a mark says how far an earlier time came, so that nothing is looked at twice.
import type pg from 'pg';
import { firstIdAt, PARTITIONS } from '../../domain/ids.ts';
import { DAY_MS, type Instant } from '../../domain/time.ts';
import { partitionRange } from '../due.ts';
import { putSetting, readSetting } from '../settings.ts';

export const RETAINED = ['exports', 'message_bodies', 'deliveries', 'rejected_facts', 'imports', 'events'] as const;
export type Retained = (typeof RETAINED)[number];

type Db = Pick<pg.Pool, 'query'>;
type Border = { readonly before: Instant; readonly limit: number };

/** A statement that removes `$2` rows older than `$1` at most, and the selection that a dry run counts. */
type Drop = { readonly from: string; readonly remove: string };

const DROPS: { readonly [kind in 'exports' | 'rejected_facts' | 'imports']: Drop } = {
  exports: {
    from: `laurel.privacy_file t where t.expires_at <= $1`,
    remove: `delete from laurel.privacy_file f
             using  (select t.customer_id, t.request_id, t.piece from laurel.privacy_file t
                     where t.expires_at <= $1 order by t.expires_at limit $2) as old
             where  f.customer_id = old.customer_id and f.request_id = old.request_id and f.piece = old.piece`,
  },
  rejected_facts: {
    from: `laurel.rejected_fact t where t.recorded_at < $1`,
    remove: `delete from laurel.rejected_fact f
             using  (select t.id from laurel.rejected_fact t where t.recorded_at < $1 order by t.recorded_at limit $2) as old
             where  f.id = old.id`,
  },
  imports: {
    from: `laurel.import_rejection t join laurel.import i on i.id = t.import_id where i.finished_at < $1`,
    remove: `delete from laurel.import_rejection r
             using  (select t.import_id, t.row_number
                     from   laurel.import i join laurel.import_rejection t on t.import_id = i.id
                     where  i.finished_at < $1 limit $2) as old
             where  r.import_id = old.import_id and r.row_number = old.row_number`,
  },
};

const OF_MESSAGES = { message_bodies: ['message_request', 'id'], deliveries: ['delivery', 'message_id'] } as const;

/** How much would go; `isMore` where counting stopped at the limit. */
export async function countExpired(
  db: Db,
  kind: Retained,
  { before, limit }: Border,
): Promise<{ readonly rows: number; readonly isMore: boolean }> {
  const { from, values } = selectionOf(kind, before);
  const { rows } = await db.query<{ found: number }>(
    `select count(*) as found from (select from ${from} limit $2) as old`,
    [...values, limit + 1],
  );
  const found = rows[0]?.found ?? 0;
  return { rows: Math.min(found, limit), isMore: found > limit };
}

function selectionOf(kind: Retained, before: Instant): { readonly from: string; readonly values: readonly unknown[] } {
  const border = [new Date(before)];
  switch (kind) {
    case 'message_bodies':
    case 'deliveries': {
      const [table, id] = OF_MESSAGES[kind];
      return {
        from: `laurel.message m join laurel.${table} t on t.customer_id = m.customer_id and t.${id} = m.id
               where m.finished_at < $1 and m.status <> 'waiting'`,
        values: border,
      };
    }
    case 'events':
      return {
        from: `laurel.fact t where t.kind = 'event' and t.recorded_at < $1 and t.body is not null`,
        values: border,
      };
    default:
      return { from: DROPS[kind].from, values: border };
  }
}

/** Gives how many rows went; fewer than the limit when nothing is left for now. */
export async function dropExpired(db: Db, kind: Retained, border: Border): Promise<number> {
  switch (kind) {
    case 'message_bodies':
    case 'deliveries':
      return dropOfMessages(db, kind, border);
    case 'events':
      return blankEvents(db, border);
    default:
      return (await db.query(DROPS[kind].remove, [new Date(border.before), border.limit])).rowCount ?? 0;
  }
}

const NIL = '00000000-0000-0000-0000-000000000000';

/** Ids of messages begin with the time of their decision: what was finished before was decided before. */
async function dropOfMessages(db: Db, kind: keyof typeof OF_MESSAGES, { before, limit }: Border): Promise<number> {
  const [table, id] = OF_MESSAGES[kind];
  const mark = `retention_${kind}`;
  const known = await readSetting(db, mark);
  const { rows } = await db.query<{ last: string | null; dropped: number }>(
    `with old as (
       select m.customer_id, m.id from laurel.message m
       where  m.id > $3 and m.id < $4 and m.finished_at < $1 and m.status <> 'waiting'
       order  by m.id limit $2
     ), gone as (
       delete from laurel.${table} t using old where t.customer_id = old.customer_id and t.${id} = old.id returning 1
     )
     select (select o.id from old o order by o.id desc limit 1) as last, (select count(*) from gone) as dropped`,
    [new Date(before), limit, typeof known === 'string' ? known : NIL, firstIdAt(before + DAY_MS)],
  );
  const [row] = rows;
  if (row === undefined || row.last === null) return 0;
  // Those that end later than their neighbours are dropped with the messages themselves.
  await putSetting(db, mark, row.last);
  return row.dropped;
}

/** Partitions looked at with one call: the log has no index by time. */
const PARTITIONS_AT_ONCE = 8;

async function blankEvents(db: Db, { before, limit }: Border): Promise<number> {
  const known = await readSetting(db, 'retention_events');
  let partition = typeof known === 'number' ? known % PARTITIONS : 0;
  let blanked = 0;
  for (let count = 0; count < PARTITIONS_AT_ONCE && blanked < limit; count += 1) {
    const { after, last } = partitionRange(partition);
    const left = limit - blanked;
    const { rows } = await db.query<{ changed: number }>('select laurel.forget_events($1, $2, $3, $4) as changed', [
      after,
      last,
      new Date(before),
      left,
    ]);
    const changed = rows[0]?.changed ?? 0;
    blanked += changed;
    if (changed === left) break;
    partition = (partition + 1) % PARTITIONS;
  }
  await putSetting(db, 'retention_events', partition);
  return blanked;
}
