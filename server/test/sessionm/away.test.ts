// The database goes away and comes back: clients are told to try again, nothing is half-done, and work goes on by itself.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { openSessionm } from './harness.ts';

let world: Awaited<ReturnType<typeof openSessionm>>;
before(async () => {
  world = await openSessionm();
});
after(() => world.close());

const TRIES = 100;
const PAUSE_MS = 100;

/** From another database of the same server: nobody can shut out the one they are in. */
async function allowConnections(isAllowed: boolean): Promise<void> {
  const url = new URL(world.database.url);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`alter database ${name} with allow_connections ${isAllowed}`);
  if (!isAllowed)
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  await admin.end();
}

test('503 with Retry-After while the database is away, and work goes on when it is back', async () => {
  const { client } = world;
  const { user } = await client.core('POST', '/users', { user: { external_id: 'C-1' } });
  const deposit = {
    user_id: user.id,
    deposit_details: [{ point_source_id: 'care', amount: 10, idempotency_id: 'd-1' }],
  };
  await allowConnections(false);
  const core = await client.send('GET', `/priv/v1/apps/lk_sessionm_test/users/${user.id}`);
  const connect = await client.send('POST', '/api/1.0/user_points/deposit', deposit);
  await allowConnections(true);
  for (const reply of [core, connect]) {
    assert.deepEqual([reply.status, reply.body.status, reply.body.errors.code], [503, 'error', 'not_available']);
    assert.match(reply.headers.get('retry-after') ?? '', /^\d+$/);
  }
  assert.equal(connect.body.payload, null);
  let status = 503;
  for (let tries = 0; tries < TRIES && status === 503; tries += 1) {
    ({ status } = await client.send('POST', '/api/1.0/user_points/deposit', deposit));
    if (status === 503) await wait(PAUSE_MS);
  }
  assert.equal(status, 200);
  const balance = await client.connect('/user_points/balance', { user_id: user.id });
  assert.equal(balance.summary.total_points, 10);
});
