// Balances, levels and tags from files: under their own dates, once for each row of a source, without anything following,
// and with figures that tie the file to the books.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Instant } from '../../src/domain/time.ts';
import { readAccounts } from '../../src/storage/points.ts';
import { type ImportWorld, importWorld, NOW } from './world.ts';

let world: ImportWorld;

before(async () => {
  world = await importWorld();
  const names = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
  const rows = names.map((name) => `${name},true`).join('\n');
  await world.run('customers', await world.file('customers.csv', `external_id,opted_in\n${rows}\n`));
});

after(async () => {
  await world.verify();
  await world.close();
});

const idOf = (name: string) => world.instance.engine.resolve({ kind: 'identifier', type: 'external', value: name });

async function figures(name: string, account: string, now = NOW) {
  const accounts = await readAccounts(world.instance.database.pool, await idOf(name), Date.parse(now));
  const found = accounts.find((one) => one.account === account);
  assert.ok(found !== undefined);
  return found;
}

type TierRow = {
  readonly level: string;
  readonly since: Instant;
  readonly maintained_at: Instant;
  readonly maintenance_at: Instant | null;
  readonly anniversary_at: Instant;
};

async function tierOf(name: string): Promise<TierRow | undefined> {
  const { rows } = await world.instance.database.pool.query<TierRow>(
    'select level, since, maintained_at, maintenance_at, anniversary_at from laurel.tier where customer_id = $1',
    [await idOf(name)],
  );
  return rows[0];
}

test('a lot keeps its dates, what was spent of it is spent, and what has expired has expired', async () => {
  const file = await world.file(
    'balances.csv',
    [
      'external_id,account,source,amount,spent,earned_at,expires_at',
      'one,beans,old,100,30,2026-06-01,2027-05-31',
      'one,beans,old,40,0,2024-01-01,2025-01-01',
      'one,stars,old,7,,2020-02-02T10:00:00Z,never',
      'two,beans,old,50,0,2026-03-15,',
    ].join('\n'),
  );
  const done = await world.run('balances', file);
  assert.deepEqual(done.rejections, []);
  const beans = await figures('one', 'beans');
  assert.deepEqual([beans.available, beans.lifetime, beans.spent, beans.expired], [70, 140, 30, 40]);
  assert.equal((await figures('one', 'stars')).available, 7);
  const { rows } = await world.instance.database.pool.query<{
    occurred_at: Instant;
    expires_at: Instant;
    reference_id: string;
  }>(
    `select e.occurred_at, e.expires_at, e.reference_id from laurel.point_entry e
     where  e.customer_id = $1 and e.kind = 'deposit' order by e.occurred_at desc limit 1`,
    [await idOf('two')],
  );
  // The account's policy, counted from the day the points were earned: through 15 March a year later, in Berlin.
  assert.deepEqual(rows, [
    {
      occurred_at: Date.parse('2026-03-14T23:00:00Z'),
      expires_at: Date.parse('2027-03-15T23:00:00Z'),
      reference_id: 'balances.csv#4',
    },
  ]);
  // A date alone lasts through its day.
  assert.equal((await figures('one', 'beans', '2027-05-31T21:59:59Z')).available, 70);
  assert.equal((await figures('one', 'beans', '2027-05-31T22:00:00Z')).available, 0);
});

test('the same row of the same source is booked once, whatever the file is called or where the row stands', async () => {
  const head = 'external_id,source,amount,earned_at,row_key\n';
  const first = await world.file('keyed-1.csv', `${head}three,old,10,2026-06-01,a\nthree,old,20,2026-06-02,b\n`);
  await world.run('balances', first, { source: 'crm' });
  const second = await world.file(
    'keyed-2.csv',
    `${head}three,old,5,2026-06-03,c\nthree,old,10,2026-06-01,a\nthree,old,21,2026-06-02,b\n`,
  );
  const done = await world.run('balances', second, { source: 'crm' });
  assert.deepEqual([done.created, done.unchanged, done.rejected], [1, 1, 1]);
  assert.deepEqual(
    done.rejections.map(({ row, code, column }) => `${row} ${code} ${column}`),
    ['3 key_reused row_key'],
  );
  assert.equal((await figures('three', 'beans')).available, 35);
});

test('a row that was rejected comes in once it is right', async () => {
  const head = 'external_id,source,amount,earned_at\n';
  const wrong = await world.file('fixed.csv', `${head}nobody,old,10,2026-06-01\nfour,old,9,2030-01-01\n`);
  const first = await world.run('balances', wrong);
  assert.deepEqual(
    first.rejections.map(({ row, code, column }) => `${row} ${code} ${column}`),
    ['1 customer_not_found external_id', '2 in_the_future '],
  );
  const right = await world.file('fixed.csv', `${head}four,old,10,2026-06-01\nfour,old,9,2026-01-01\n`);
  assert.equal((await world.run('balances', right)).created, 2);
  assert.equal((await figures('four', 'beans')).available, 19);
});

test('the sums of the file tie with the books: imported, known, rejected', async () => {
  const head = 'external_id,account,source,amount,spent,earned_at\n';
  const rows = [
    'five,beans,old,100,40,2026-06-01',
    'five,stars,old,3,0,2026-06-01',
    'nobody,beans,old,11,1,2026-06-01',
  ];
  await world.run('balances', await world.file('sums.csv', `${head}${rows[0]}\n`));
  const done = await world.run(
    'balances',
    await world.file('sums.csv', `${head}${rows.join('\n')}\nfive,bones,old,1,0,2026-06-01\n`),
  );
  const none = { rows: 0, amount: 0, spent: 0 };
  assert.deepEqual(done.sums.file, {
    beans: { imported: none, known: { rows: 1, amount: 100, spent: 40 }, rejected: { rows: 1, amount: 11, spent: 1 } },
    stars: { imported: { rows: 1, amount: 3, spent: 0 }, known: none, rejected: none },
    '(unreadable)': { imported: none, known: none, rejected: { rows: 1, amount: 0, spent: 0 } },
  });
  assert.deepEqual(done.sums.books, {
    beans: { rows: 1, amount: 100, spent: 40 },
    stars: { rows: 1, amount: 3, spent: 0 },
  });
});

test('a level keeps its dates; nothing is celebrated or maintained again', async () => {
  const file = await world.file(
    'tiers.csv',
    [
      'external_id,tier,since,maintained_at,maintenance_at',
      'one,gold,2024-02-29T00:00:00Z,,',
      'two,gold,2026-01-10T00:00:00Z,,2027-03-01T00:00:00Z',
      'three,Gold,2020-05-05T00:00:00Z,2026-05-05T00:00:00Z,',
      'four,platinum,2026-01-10,,',
      'five,gold,2026-01-10,2025-01-10,',
    ].join('\n'),
  );
  const done = await world.run('tiers', file);
  assert.deepEqual(
    done.rejections.map(({ row, column }) => `${row} ${column}`),
    ['4 tier', '5 maintained_at'],
  );
  assert.deepEqual(done.sums.books, { 'club/gold': { rows: 3, amount: 0, spent: 0 } });
  const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
  assert.deepEqual(await tierOf('one'), {
    level: 'gold',
    since: at('2024-02-29'),
    maintained_at: at('2026-02-28'),
    maintenance_at: at('2027-02-28'),
    anniversary_at: at('2027-02-28'),
  });
  assert.deepEqual(await tierOf('two'), {
    level: 'gold',
    since: at('2026-01-10'),
    maintained_at: at('2026-03-01'),
    maintenance_at: at('2027-03-01'),
    anniversary_at: at('2027-01-10'),
  });
  assert.equal((await tierOf('three'))?.maintenance_at, at('2027-05-05'));
  const moves = await world.instance.database.pool.query<{ to_level: string; reason: string }>(
    'select to_level, reason from laurel.tier_move where customer_id = $1 order by recorded_at, id',
    [await idOf('one')],
  );
  assert.deepEqual(
    moves.rows.map(({ to_level, reason }) => `${to_level} ${reason}`),
    ['green joined', 'gold imported', 'gold kept'],
  );
  const again = await world.run('tiers', file);
  assert.deepEqual([again.created, again.unchanged], [0, 3]);
});

test('a tag comes as it was, and is not counted up by coming again', async () => {
  const file = await world.file('tags.csv', 'external_id,tag,count,expires_at\nsix,vip,3,\nsix,promo,,2027-01-01\n');
  assert.equal((await world.run('tags', file)).created, 2);
  assert.equal((await world.run('tags', file)).unchanged, 2);
  const { rows } = await world.instance.database.pool.query<{ tag: string; count: number; expires_at: Instant | null }>(
    'select tag, count, expires_at from laurel.tag where customer_id = $1 order by tag',
    [await idOf('six')],
  );
  assert.deepEqual(rows, [
    { tag: 'promo', count: 1, expires_at: Date.parse('2027-01-01T23:00:00Z') },
    { tag: 'vip', count: 3, expires_at: null },
  ]);
});

test('what came along lifts nobody by itself; the next event of the customer judges it', async () => {
  const file = await world.file('lift.csv', 'external_id,source,amount,earned_at\nseven,old,600,2026-10-01\n');
  await world.run('balances', file);
  assert.equal((await tierOf('seven'))?.level, 'green');
  await world.instance.submit(await idOf('seven'), { kind: 'tier.requalify', system: null });
  assert.equal((await tierOf('seven'))?.level, 'gold');
});
