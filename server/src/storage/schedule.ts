// The rights that the application needs on the scheduler's own tables, and what is known of its stuck jobs. The tables
// belong to graphile-worker, which makes and changes them itself.
import type pg from 'pg';

export const SCHEDULE_SCHEMA = 'graphile_worker';

type Db = Pick<pg.Pool | pg.Client, 'query'>;

/** To be run as the owner after the scheduler's own migrations. Safe to repeat. */
export async function grantSchedule(db: Db): Promise<void> {
  await db.query(`
    grant usage on schema ${SCHEDULE_SCHEMA} to laurel_app;
    grant select, insert, update, delete on all tables in schema ${SCHEDULE_SCHEMA} to laurel_app;
    grant usage, select on all sequences in schema ${SCHEDULE_SCHEMA} to laurel_app;
    grant execute on all functions in schema ${SCHEDULE_SCHEMA} to laurel_app`);
  // Its tables have row security without a policy: without one of ours the application would see none of their rows.
  const { rows } = await db.query<{ statement: string }>(
    `select format('create policy laurel_app on %I.%I to laurel_app using (true) with check (true)',
                   n.nspname, c.relname) as statement
     from   pg_class c join pg_namespace n on n.oid = c.relnamespace
     where  n.nspname = $1 and c.relrowsecurity
       and  not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'laurel_app')
     order  by c.relname`,
    [SCHEDULE_SCHEMA],
  );
  for (const { statement } of rows) await db.query(statement);
}

/** Lets go of jobs whose process died with them: left alone they would stay locked for four hours. */
export async function unlockStuckJobs(db: Db, olderThanS: number): Promise<void> {
  await db.query(
    `select ${SCHEDULE_SCHEMA}.force_unlock_workers(array(
       select distinct j.locked_by
       from   ${SCHEDULE_SCHEMA}.jobs j
       where  j.locked_at < now() - make_interval(secs => $1)
       order  by j.locked_by))`,
    [olderThanS],
  );
}
