// What facts cost the database: rows written by table, and bytes of WAL. Counted by PostgreSQL itself, whoever wrote them.
import type { Database, Databases } from './databases.ts';

export type Cost = {
  /** Rows inserted, updated or deleted, by table. */
  readonly rows: ReadonlyMap<string, number>;
  readonly walBytes: number;
};

type TableRow = { readonly name: string; readonly written: number };

/**
 * Starts counting; calling what it gives ends it. Sessions report their rows when they end, so the server that wrote them
 * must have stopped by then.
 */
export async function countCost(databases: Databases, database: Database): Promise<() => Promise<Cost>> {
  const rowsBefore = await rowsByTable(databases, database);
  const walBefore = await walPosition(databases);
  return async () => {
    const walBytes = (await walPosition(databases)) - walBefore;
    const rows = new Map<string, number>();
    for (const [name, written] of await rowsByTable(databases, database)) {
      const more = written - (rowsBefore.get(name) ?? 0);
      if (more > 0) rows.set(name, more);
    }
    return { rows, walBytes };
  };
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
