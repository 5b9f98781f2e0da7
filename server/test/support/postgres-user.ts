// A process that uses the embedded PostgreSQL, for the launcher's tests: prints "ready", and on SIGINT goes on working
// for a moment, as a draining server does, before it leaves.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../../src/embedded/postgres.ts';

const DRAIN_QUERIES = 8;
const DRAIN_PAUSE_MS = 60;

const postgres = await startPostgres({ dataDir: process.argv[2] ?? '' });
const pool = new pg.Pool({ connectionString: postgres.ownerUrl, max: 2 });
await pool.query('create table if not exists kept (n integer)');
await pool.query('insert into kept values (1)');

const stay = setInterval(() => undefined, 1000);
process.once('SIGINT', async () => {
  for (let n = 0; n < DRAIN_QUERIES; n += 1) {
    await pool.query('insert into kept values (1)');
    await delay(DRAIN_PAUSE_MS);
  }
  await pool.end();
  await postgres.stop();
  clearInterval(stay);
  process.stdout.write('drained\n');
});
process.stdout.write(`ready ${postgres.attached ? 'attached' : 'started'}\n`);
