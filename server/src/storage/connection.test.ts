// What a connection of the application is like, and that a broken idle one does no harm.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { createPool } from './connection.ts';

let database: TestDatabase;

before(async () => {
  database = await testDatabase();
});

after(() => database.close());

test('a session has our time zone, path, role and limits from its first statement on', async () => {
  const found = await database.pool.query(`
    select current_user::text as role, current_setting('timezone') as zone, current_setting('search_path') as path,
           current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
           current_setting('idle_in_transaction_session_timeout') as idle, current_setting('application_name') as name`);
  assert.deepEqual(found.rows, [
    { role: 'laurel_app', zone: 'UTC', path: 'laurel', statement: '15s', lock: '5s', idle: '5s', name: 'laurel test' },
  ]);
});

test('options in the URL are kept, ours win', async () => {
  const url = `${database.url}?options=${encodeURIComponent('-c work_mem=9MB -c timezone=Europe/Rome')}`;
  const pool = createPool({ url, max: 1, applicationName: 'options' });
  const found = await pool.query(`select current_setting('work_mem') as memory, current_setting('timezone') as zone`);
  await pool.end();
  assert.deepEqual(found.rows, [{ memory: '9MB', zone: 'UTC' }]);
});

test('a connection cut while idle is replaced and reported', async () => {
  const cut = Promise.withResolvers<Error>();
  const pool = createPool({ url: database.url, max: 1, applicationName: 'cut', onIdleError: cut.resolve });
  await pool.query('select 1');
  await database.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut'`);
  assert.match((await cut.promise).message, /terminat/);
  assert.equal((await pool.query('select 1')).rows.length, 1);
  await pool.end();
});
