// Work in one transaction on a connection of its own. The road has a transaction of its own kind, see pipeline/batch.ts.
import type pg from 'pg';
import { commit } from './partitions.ts';

/** Committed as a whole; when anything fails, the connection is closed, which rolls back whatever state it is in. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  begin: (client: pg.PoolClient) => Promise<unknown> = (client) => client.query('begin'),
): Promise<T> {
  const client = await pool.connect();
  try {
    await begin(client);
    const result = await work(client);
    await commit(client);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
