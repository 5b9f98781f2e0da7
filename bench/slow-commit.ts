// Makes COMMIT slower for everybody, as a slower disk would, and measures that it did.
// With commit_siblings at 0 PostgreSQL waits commit_delay before each flush of the WAL, whoever else is at work; without
// that it waits only when five others are. Commits that come meanwhile share the flush, as they do on a slow disk.
import type pg from 'pg';
import { createPool } from '../server/src/storage/connection.ts';
import type { Database, Databases } from './databases.ts';

export const ADDED_MS = 3;

const SAMPLES = 60;

export async function slowCommits(databases: Databases): Promise<void> {
  await databases.query(null, `alter system set commit_delay = ${ADDED_MS * 1000}`);
  await databases.query(null, 'alter system set commit_siblings = 0');
  await databases.query(null, 'select pg_reload_conf()');
}

export async function restoreCommits(databases: Databases): Promise<void> {
  await databases.query(null, 'alter system reset commit_delay');
  await databases.query(null, 'alter system reset commit_siblings');
  await databases.query(null, 'select pg_reload_conf()');
}

/** The median time of a transaction that writes one row, alone on the server. */
export async function measureCommit(database: Database): Promise<number> {
  const pool = createPool({ url: database.ownerUrl, max: 1, applicationName: 'laurel bench commit' });
  try {
    const times: number[] = [];
    for (let sample = 0; sample < SAMPLES; sample += 1) times.push(await timeOne(pool, sample));
    return times.sort((a, b) => a - b)[SAMPLES / 2] ?? 0;
  } finally {
    await pool.end();
  }
}

async function timeOne(pool: pg.Pool, sample: number): Promise<number> {
  const startMs = performance.now();
  await pool.query(
    `insert into laurel.setting (name, value) values ('bench', $1)
     on conflict (name) do update set value = excluded.value`,
    [String(sample)],
  );
  return performance.now() - startMs;
}
