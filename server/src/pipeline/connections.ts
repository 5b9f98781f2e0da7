// Connections as the pipeline uses them: set up for its statements, watched while in use, thrown away when they broke.
import type pg from 'pg';
import { ConnectionLost, NotConnected } from './failures.ts';

/**
 * Every statement of the road reads by key. Plans are made once, and never fall for a table that was empty when they were
 * made: without these settings a plan from an empty table scans it whole for as long as it lives.
 */
const SESSION = `
  set plan_cache_mode = force_generic_plan;
  set enable_seqscan = off;
  set enable_hashjoin = off;
  set enable_mergejoin = off;
  set jit = off`;

const prepared = new WeakSet<pg.PoolClient>();

/** Runs work on one connection. Errors of a broken connection come out as NotConnected or ConnectionLost. */
export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  const link = { isBroken: false };
  const onError = () => {
    link.isBroken = true;
  };
  client.on('error', onError);
  try {
    if (!prepared.has(client)) {
      await client.query(SESSION);
      prepared.add(client);
    }
    const result = await work(client);
    client.off('error', onError);
    client.release();
    return result;
  } catch (error) {
    const isUsable = !link.isBroken && (await isRolledBack(client));
    // A connection that is thrown away may still report its end; nobody else listens by then.
    if (isUsable) client.off('error', onError);
    client.release(!isUsable);
    throw link.isBroken ? new ConnectionLost(error) : error;
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw new NotConnected(error);
  }
}

/** After a failure the connection is only kept if it still answers. */
async function isRolledBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return true;
  } catch {
    // Whatever stops a rollback makes the connection useless; the first error is the one that counts.
    return false;
  }
}
