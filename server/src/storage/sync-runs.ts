// Runs over everybody of a connection, as the table of runs has them.
import type pg from 'pg';
import { type RunKind, type RunRow, readRun } from './runs.ts';

type Db = Pick<pg.Pool, 'query'>;

export async function readLastSyncRun(
  db: Db,
  kind: Extract<RunKind, `sync_${string}`>,
  connection: string,
): Promise<RunRow | null> {
  const { rows } = await db.query<{ id: string }>(
    `select r.id
     from   laurel.run r
     where  r.kind = $1 and r.params->>'connection' = $2
     order  by r.started_at desc, r.id desc
     limit  1`,
    [kind, connection],
  );
  return rows[0] === undefined ? null : readRun(db, rows[0].id);
}
