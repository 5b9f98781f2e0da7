// Transactions from files: booked under their own dates as history, once for each row, with the rows that cannot be rejected.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type ImportWorld, importWorld } from './world.ts';

const CUSTOMERS = 40;
const ROWS = 400;
let world: ImportWorld;

before(async () => {
  world = await importWorld();
  const names = Array.from({ length: CUSTOMERS }, (_, index) => `${index}`);
  const rows = names.map((name) => `${name},true`).join('\n');
  await world.run('customers', await world.file('customers.csv', `external_id,opted_in\n${rows}\n`));
});

after(async () => {
  await world.verify();
  await world.close();
});

async function sums() {
  const { rows } = await world.instance.database.owner.query(
    `select count(*)::int as purchases, coalesce(sum(net), 0)::int as net,
            coalesce((select sum(deposited) from laurel.balance), 0)::int as points,
            (select count(*)::int from laurel.item) as items
     from laurel.purchase`,
  );
  return rows[0];
}

/** Like the purchases of a shop of 1997: customer, day, number of discs, dollars. */
function generated(): string {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const day = new Date(Date.UTC(1997, 0, 1 + (index % 360))).toISOString().slice(0, 10);
    return `${index % CUSTOMERS},${day},${1 + (index % 5)},${(10 + (index % 90) + 0.5).toFixed(2)},cd-${index % 7}`;
  });
  return `external_id,date,quantity,subtotal,item\n${lines.join('\n')}\n`;
}

test('a dry run saves nothing', async () => {
  const done = await world.run('transactions', await world.file('sold.csv', generated()), { isDryRun: true });
  assert.deepEqual([done.created, done.rejected], [ROWS, 0]);
  assert.deepEqual(await sums(), { purchases: 0, net: 0, points: 0, items: 0 });
});

test('each row is a purchase of its own day, and nothing is earned for it', async () => {
  const file = await world.file('sold.csv', generated());
  const done = await world.run('transactions', file);
  assert.deepEqual([done.created, done.rejected], [ROWS, 0]);
  const expected = Array.from({ length: ROWS }, (_, index) => 1050 + (index % 90) * 100).reduce((a, b) => a + b, 0);
  assert.deepEqual(await sums(), { purchases: ROWS, net: expected, points: 0, items: 7 });
  const { rows } = await world.instance.database.owner.query(
    `select to_char(min(occurred_at) at time zone 'Europe/Berlin', 'YYYY-MM-DD') as first from laurel.purchase`,
  );
  assert.deepEqual(rows, [{ first: '1997-01-01' }]);
  const again = await world.run('transactions', file);
  assert.deepEqual([again.created, again.unchanged], [0, ROWS]);
});

test('rows that cannot be booked are rejected with the column to blame', async () => {
  const text = [
    'external_id,transaction_id,occurred_at,amount,quantity',
    '1,X-1,1998-01-01,12.345,1',
    '1,X-2,yesterday,12.34,1',
    'nobody,X-3,1998-01-01,12.34,1',
    '1,X-4,1998-01-01,12.34,0',
    '1,X-5,1998-01-01,12.34,2',
  ].join('\n');
  const done = await world.run('transactions', await world.file('wrong.csv', text));
  assert.equal(done.created, 1);
  assert.deepEqual(
    done.rejections.map(({ column }) => column),
    ['amount', 'occurred_at', 'external_id', 'quantity'],
  );
});
