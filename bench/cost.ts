// What facts cost the database: rows written by table, bytes of WAL, processor time. Counted by PostgreSQL and the kernel.
import { setTimeout as delay } from 'node:timers/promises';
import type { Database, Databases } from './databases.ts';

export type Cost = {
  /** Rows inserted, updated or deleted, by table. */
  readonly rows: ReadonlyMap<string, number>;
  readonly walBytes: number;
  /** Of the sessions that ended; null where the system does not tell. */
  readonly cpuMs: number | null;
};

type TableRow = { readonly name: string; readonly written: number };

/**
 * Starts counting; calling what it gives ends it. Sessions report their rows when they end, so the server that wrote them
 * must have stopped by then.
 */
export async function countCost(databases: Databases, database: Database): Promise<() => Promise<Cost>> {
  const rowsBefore = await rowsByTable(databases, database);
  const walBefore = await walPosition(databases);
  const cpuBefore = await databases.cpuMs();
  return async () => {
    await sessionsGone(databases, database);
    const cpuAfter = await databases.cpuMs();
    const walBytes = (await walPosition(databases)) - walBefore;
    const rows = new Map<string, number>();
    for (const [name, written] of await rowsByTable(databases, database)) {
      const more = written - (rowsBefore.get(name) ?? 0);
      if (more > 0) rows.set(name, more);
    }
    const cpuMs = cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore;
    return { rows, walBytes, cpuMs };
  };
}

/** Longer than any session takes to end. */
const GONE_WAIT_MS = 10_000;
const LOOK_EVERY_MS = 50;
/** From the end of a session to that of its process. */
const REAP_MS = 200;

async function sessionsGone(databases: Databases, { name }: Database): Promise<void> {
  const untilMs = performance.now() + GONE_WAIT_MS;
  for (;;) {
    const rows = await databases.query<{ sessions: number }>(
      null,
      `select count(*) as sessions from pg_stat_activity where datname = '${name}'`,
    );
    if (rows[0]?.sessions === 0) break;
    if (performance.now() > untilMs) throw new Error(`Sessions on ${name} do not end.`);
    await delay(LOOK_EVERY_MS);
  }
  await delay(REAP_MS);
}

export function rowsOf(cost: Cost): number {
  return [...cost.rows.values()].reduce((sum, count) => sum + count, 0);
}

async function rowsByTable(databases: Databases, database: Database): Promise<ReadonlyMap<string, number>> {
  const rows = await databases.query<TableRow>(
    database,
    `select relname as name, n_tup_ins + n_tup_upd + n_tup_del as written
     from   pg_stat_user_tables
     where  schemaname = 'laurel'
     order  by relname`,
  );
  return new Map(rows.map(({ name, written }) => [name, written]));
}

async function walPosition(databases: Databases): Promise<number> {
  const rows = await databases.query<{ bytes: number }>(
    null,
    `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as bytes`,
  );
  return rows[0]?.bytes ?? 0;
}
