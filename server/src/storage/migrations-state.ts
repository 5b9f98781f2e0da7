// Whether a database has the schema of this version, asked by processes that may not migrate it themselves.
import type pg from 'pg';
import { MIGRATIONS_DIR, readMigrations } from './migrate.ts';

/** PostgreSQL's codes for a table, schema or role that is not there, and for one that we were not yet granted. */
const MISSING = new Set(['42P01', '3F000', '22023', '42704', '42501']);

/** False when migrations are missing, or others than ours were applied. */
export async function isCurrent(db: Pick<pg.Pool, 'query'>): Promise<boolean> {
  const migrations = await readMigrations(MIGRATIONS_DIR);
  try {
    const { rows } = await db.query<{ sha256: string }>('select sha256 from laurel.migration order by number');
    return rows.length === migrations.length && migrations.every((own, index) => own.sha256 === rows[index]?.sha256);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (MISSING.has(code)) return false;
    throw error;
  }
}

/** Fails with what to do about it. */
export async function requireCurrent(db: Pick<pg.Pool, 'query'>): Promise<void> {
  if (await isCurrent(db)) return;
  throw new Error('The database lacks migrations of this version: run `laurel migrate` (or `npm start`) first.');
}
