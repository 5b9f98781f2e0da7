// Registers which engine and which time zone data decide in this process: each fact names them.
import type pg from 'pg';

export type EngineVersion = { readonly engine: string; readonly timeZoneData: string };

/** Processes that start together may pick the same number; the loser takes the next. */
const ATTEMPTS = 10;

export async function registerEngine(pool: pg.Pool, { engine, timeZoneData }: EngineVersion): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const { rows } = await pool.query<{ id: number }>(
      'select id from laurel.engine_version where engine = $1 and time_zone_data = $2',
      [engine, timeZoneData],
    );
    if (rows[0] !== undefined) return rows[0].id;
    await pool.query(
      `insert into laurel.engine_version (id, engine, time_zone_data)
       select coalesce(max(id), 0) + 1, $1, $2 from laurel.engine_version
       on conflict do nothing`,
      [engine, timeZoneData],
    );
  }
  throw new Error(`The engine version ${engine} could not be registered.`);
}
