// Connections as the dispatcher uses them. Its statements read by key and by index, and plans made while a table was empty
// must not scan it once it is not: the planner is left no other way.
import type pg from 'pg';

const SESSION = `
  set plan_cache_mode = force_generic_plan;
  set enable_seqscan = off;
  set enable_bitmapscan = off;
  set enable_hashjoin = off;
  set enable_mergejoin = off;
  set jit = off`;

const prepared = new WeakSet<pg.PoolClient>();

export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    if (!prepared.has(client)) {
      await client.query(SESSION);
      prepared.add(client);
    }
    const result = await work(client);
    client.release();
    return result;
  } catch (error) {
    // Statements stand alone, so nothing is left half done; a connection that broke is not worth asking.
    client.release(true);
    throw error;
  }
}
