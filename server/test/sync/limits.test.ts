// Turns under a platform's limits: each is given once, whichever process asks, and operations and accounts have their own.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { createPool } from '../../src/storage/connection.ts';
import { takeTurn } from '../../src/storage/sync-buckets.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

/** A turn every thousand seconds: how long the test itself takes makes no difference. */
const PER_SECOND = 0.001;
const TURN_MS = 1_000_000;

let database: TestDatabase;
let other: pg.Pool;

before(async () => {
  database = await testDatabase();
  other = createPool({ url: database.url, max: 4, applicationName: 'another process', role: 'laurel_app' });
});
after(async () => {
  await other.end();
  await database.close();
});

const turn = async (pool: pg.Pool, account: string, operation: string): Promise<number> =>
  Math.round((await takeTurn(pool, { account, operation, perSecond: PER_SECOND })) / TURN_MS);

test('processes that ask at once are given turns one after the other, none of them twice', async () => {
  const asked = Array.from({ length: 20 }, (_, at) => turn(at % 2 === 0 ? database.pool : other, 'one', 'upsert'));
  assert.deepEqual(
    (await Promise.all(asked)).sort((one, two) => one - two),
    Array.from({ length: 20 }, (_, at) => at),
  );
});

test('another operation, and another account, has turns of its own', async () => {
  assert.equal(await turn(database.pool, 'one', 'events'), 0);
  assert.equal(await turn(other, 'two', 'upsert'), 0);
  assert.equal(await turn(other, 'two', 'upsert'), 1);
});
