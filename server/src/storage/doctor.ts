// Questions that `laurel doctor` asks of a database. Each is answered without changing anything.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';

type Db = Pick<pg.Pool, 'query'>;

/** Tables to which the application may only add rows. */
const APPEND_ONLY = ['fact', 'point_entry', 'tier_move'] as const;

/** Rights that would let the application change what must never change: `update on laurel.fact`. */
export async function excessRights(db: Db): Promise<readonly string[]> {
  const { rows } = await db.query<{ excess: string }>(
    `select lower(p.privilege) || ' on laurel.' || t.name as excess
     from   unnest($1::text[]) as t(name)
            cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) as p(privilege)
     where  has_table_privilege(current_user, 'laurel.' || t.name, p.privilege)
     order  by 1`,
    [APPEND_ONLY],
  );
  return rows.map((row) => row.excess);
}

export type ServerFacts = {
  readonly version: string;
  readonly versionNumber: number;
  readonly role: string;
  readonly isSuperuser: boolean;
  readonly now: Instant;
  readonly isRecovering: boolean;
  readonly dataChecksums: boolean;
  readonly synchronousCommit: string;
  readonly fullPageWrites: string;
  readonly fsync: string;
};

export async function serverFacts(db: Db): Promise<ServerFacts> {
  const { rows } = await db.query<{
    version: string;
    version_number: number;
    role: string;
    is_superuser: boolean;
    now: Instant;
    is_recovering: boolean;
    data_checksums: boolean;
    synchronous_commit: string;
    full_page_writes: string;
    fsync: string;
  }>(
    `select current_setting('server_version')                    as version,
            current_setting('server_version_num')::int           as version_number,
            current_user::text                                   as role,
            (select rolsuper from pg_roles where rolname = current_user) as is_superuser,
            clock_timestamp()                                    as now,
            pg_is_in_recovery()                                  as is_recovering,
            current_setting('data_checksums')::boolean           as data_checksums,
            current_setting('synchronous_commit')                as synchronous_commit,
            current_setting('full_page_writes')                  as full_page_writes,
            current_setting('fsync')                             as fsync`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('PostgreSQL told nothing about itself.');
  return {
    version: row.version,
    versionNumber: row.version_number,
    role: row.role,
    isSuperuser: row.is_superuser,
    now: row.now,
    isRecovering: row.is_recovering,
    dataChecksums: row.data_checksums,
    synchronousCommit: row.synchronous_commit,
    fullPageWrites: row.full_page_writes,
    fsync: row.fsync,
  };
}

/** Facts that the database refused and nobody has looked at yet. */
export async function countRejectedFacts(db: Db): Promise<number> {
  const { rows } = await db.query<{ facts: number }>(
    'select count(*) as facts from laurel.rejected_fact where replayed_at is null',
  );
  return rows[0]?.facts ?? 0;
}

export async function countFailedRuns(db: Db, sinceDays: number): Promise<number> {
  const { rows } = await db.query<{ runs: number }>(
    `select count(*) as runs from laurel.run where status = 'failed' and finished_at > now() - make_interval(days => $1)`,
    [sinceDays],
  );
  return rows[0]?.runs ?? 0;
}
