// An import survives its process: killed in the middle, the next one goes on behind the rows that were saved, and nothing
// is there twice.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readImport } from '../../src/storage/imports.ts';
import { type ImportWorld, importWorld } from './world.ts';

const CUSTOMERS = 1_200;
const ROWS_AT_ONCE = 200;
const CHILD = path.resolve(import.meta.dirname, 'carry-out.ts');

let world: ImportWorld;

before(async () => {
  world = await importWorld();
});

after(async () => {
  await world.verify();
  await world.close();
});

/** A process of its own that is killed once it has reported progress. */
async function killInTheMiddle(id: string): Promise<void> {
  const child = spawn(process.execPath, [CHILD, world.instance.database.url, id, String(ROWS_AT_ONCE)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await Promise.race([once(child.stdout, 'data'), exited]);
  child.kill('SIGKILL');
  await exited;
}

async function count(sql: string): Promise<number> {
  const { rows } = await world.instance.database.pool.query<{ count: number }>(sql);
  return rows[0]?.count ?? 0;
}

test('customers: after two kills each is there once, welcomed once', async () => {
  const rows = Array.from({ length: CUSTOMERS }, (_, index) => `C${index},c${index}@example.com,true`);
  const file = await world.file('customers.csv', `external_id,email,opted_in\n${rows.join('\n')}\n`);
  const { id } = await world.open('customers', file, { isWelcoming: true });
  await killInTheMiddle(id);
  await killInTheMiddle(id);
  const halfway = await readImport(world.instance.database.pool, id);
  assert.ok(halfway !== null && halfway.done > 0 && halfway.done < CUSTOMERS, JSON.stringify(halfway));
  assert.equal((await world.open('customers', file, { isWelcoming: true })).id, id);
  const done = await world.execute(id, { rowsAtOnce: ROWS_AT_ONCE });
  assert.deepEqual([done.status, done.done, done.rejected], ['done', CUSTOMERS, 0]);
  assert.equal(await count('select count(*) as count from laurel.customer'), CUSTOMERS);
  assert.equal(await count('select count(*) as count from laurel.point_entry where amount = 100'), CUSTOMERS);
});

test('balances: after a kill each row is booked once', async () => {
  const rows = Array.from({ length: CUSTOMERS }, (_, index) => `C${index},old,${index + 1},1,2026-06-01`);
  const file = await world.file('balances.csv', `external_id,source,amount,spent,earned_at\n${rows.join('\n')}\n`);
  const { id } = await world.open('balances', file);
  await killInTheMiddle(id);
  const done = await world.execute(id, { rowsAtOnce: ROWS_AT_ONCE });
  const amount = (CUSTOMERS * (CUSTOMERS + 1)) / 2;
  assert.deepEqual(done.sums.books, { beans: { rows: CUSTOMERS, amount, spent: CUSTOMERS } });
  const { imported, known } = done.sums.file.beans ?? assert.fail();
  assert.deepEqual([imported.rows + known.rows, imported.amount + known.amount], [CUSTOMERS, amount]);
});
