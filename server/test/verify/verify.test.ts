// Verify on a real database: books written by the engine hold, and every value that somebody changes is named.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NO_REFERENCE } from '../../src/domain/facts.ts';
import type { Difference } from '../../src/domain/verify.ts';
import { executeRun, openRun } from '../../src/jobs/runs.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { type TestInstance, testInstance } from '../runs/instance.ts';

const PROGRAMME = `
name: cafe
title: Café
time_zone: UTC
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  debts: { title: Debts, negative: true, expiry: { kind: rolling, after: 6 months } }
sources:
  web: { title: Web }
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      roast:
        title: Roast
        rank: 2
        entrance:
          kind: qualify
          conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 12 months }]
        maintenance:
          every: 1 year
          relative_to: join_date
          minimum_stay: 14 months
          keep: { conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 12 months }] }
          fall: one_level
`;

const ACTOR = { kind: 'cli', name: 'test' } as const;
const RUN_ONCE = { partial: false, silent: false } as const;

let instance: TestInstance;
let one: string;
let other: string;

/** Every kind of movement there is, so that every column of every derived table says something. */
before(async () => {
  instance = await testInstance(PROGRAMME, '2026-01-10T12:00:00Z');
  [one, other] = [await instance.join(100), await instance.join(900)];
  await instance.submit(one, deposit('beans', 60));
  await instance.submit(one, deposit('beans', 15, Date.parse('2026-03-01T00:00:00Z')));
  const spent = await instance.submit(one, spend(25, ['beans']));
  await instance.submit(one, reverse(spent.factId, 5));
  await instance.submit(one, {
    kind: 'points.transfer',
    from: 'beans',
    to: 'debts',
    amount: 4,
    reference: NO_REFERENCE,
  });
  await instance.submit(one, hold(6));
  const captured = await instance.submit(one, hold(7));
  await instance.submit(one, { kind: 'points.capture', holdId: captured.factId, amount: 3, reference: NO_REFERENCE });
  const released = await instance.submit(one, hold(8));
  await instance.submit(one, { kind: 'points.release', holdId: released.factId });
  const given = await instance.submit(other, deposit('beans', 30));
  await instance.submit(other, spend(20, ['beans']));
  await instance.submit(other, reverse(given.factId, null));
  await instance.submit(other, spend(50, ['debts']));
  await instance.submit(other, deposit('debts', 30));
  instance.setTime('2026-01-10T13:00:00Z');
  await instance.submit(one, hold(9, Date.parse('2026-02-01T00:00:00Z')));
  instance.setTime('2027-02-01T12:00:00Z');
  const { run } = await openRun(instance.database.pool, { kind: 'maintenance', params: {}, actor: ACTOR });
  assert.equal((await executeRun(instance.deps, run.id))?.status, 'done');
  await instance.submit(one, deposit('beans', 70));
  await instance.submit(one, hold(11, Date.parse('2027-03-01T00:00:00Z')));
  await instance.submit(one, hold(3, Date.parse('2027-03-01T00:00:00Z')));
});
after(() => instance.close());

function deposit(account: string, amount: number, availableAt: number | null = null) {
  const item = { account, source: 'web', amount, rank: 0, reference: NO_REFERENCE, availableAt, expiresAt: null };
  return { kind: 'points.deposit', items: [item], ...RUN_ONCE } as const;
}

function spend(amount: number, accounts: readonly string[]) {
  const item = { amount, accounts, reference: NO_REFERENCE, force: false, rank: 0 };
  return { kind: 'points.spend', items: [item], ...RUN_ONCE } as const;
}

function reverse(entryId: string, amount: number | null) {
  return { kind: 'points.reverse', entryId, amount, reason: 'test' } as const;
}

function hold(amount: number, expiresAt: number | null = null) {
  return { kind: 'points.hold', amount, accounts: null, expiresAt, reference: NO_REFERENCE } as const;
}

test('books that the engine wrote hold', async () => {
  const report = await verifyBooks(instance.database.pool);
  assert.deepEqual(report.differences, []);
  assert.equal(report.counts.customers, 2);
  const { rows } = await instance.database.owner.query<{ kind: string }>(
    'select distinct kind from laurel.point_entry',
  );
  const kinds = [
    'capture',
    'deposit',
    'expire',
    'hold',
    'release',
    'restore',
    'reverse',
    'settle',
    'spend',
    'transfer_in',
  ];
  for (const kind of [...kinds, 'transfer_out', 'uncollected']) {
    assert.ok(
      rows.some((row) => row.kind === kind),
      `the test writes no entry of kind ${kind}`,
    );
  }
  const statuses = await instance.database.owner.query('select distinct status from laurel.hold order by 1');
  assert.deepEqual(
    statuses.rows.map((row) => row.status),
    ['captured', 'expired', 'open', 'released'],
  );
});

test('sums are given for each account', async () => {
  const { accounts } = await verifyBooks(instance.database.pool);
  const { rows } = await instance.database.owner.query<{
    account: string;
    deposited: number;
    spent: number;
    held: number;
  }>(
    'select account, sum(deposited)::bigint as deposited, sum(spent)::bigint as spent, sum(held)::bigint as held from laurel.balance group by 1',
  );
  assert.equal(rows.length, accounts.size);
  for (const row of rows) {
    const sums = accounts.get(row.account);
    assert.deepEqual([sums?.deposited, sums?.spent, sums?.held], [row.deposited, row.spent, row.held]);
  }
});

/** Derived tables, their keys, what verify does not compare, and how a value of each column is changed. */
const TABLES = {
  balance: { key: 'account', skipped: [] },
  lot: { key: 'id', skipped: ['is_noticed'] },
  hold: { key: 'id', skipped: [] },
  tier: { key: 'system', skipped: ['anniversary_at'] },
} as const;

test('every column that somebody changes is named, with its row', async () => {
  let tampered = 0;
  for (const [table, { key, skipped }] of Object.entries(TABLES)) {
    for (const column of await columnsOf(table)) {
      if (column.name === 'customer_id' || column.name === key || skipped.some((name) => name === column.name))
        continue;
      const row = await tamper(table, column, key);
      if (row === null) continue;
      tampered += 1;
      const { differences } = await verifyBooks(instance.database.pool);
      assert.ok(
        differences.some(
          (found) =>
            matches(found, { table, key: row.key, customerId: row.customerId }) && found.column === column.name,
        ),
        `${table}.${column.name} was changed and verify found ${JSON.stringify(differences)}`,
      );
      await row.restore();
    }
  }
  assert.equal(tampered, 33, 'every compared column of the four tables was changed once');
  assert.deepEqual((await verifyBooks(instance.database.pool)).differences, []);
});

test('a row that is gone, and one that is too many, are named', async () => {
  for (const [table, { key }] of Object.entries(TABLES)) {
    const { rows } = await instance.database.owner.query(`select * from laurel.${table} order by 1, 2 limit 1`);
    const [row] = rows;
    const wanted = { table, key: String(row[key]), customerId: String(row.customer_id) };
    await instance.database.owner.query(`delete from laurel.${table} where customer_id = $1 and ${key} = $2`, [
      row.customer_id,
      row[key],
    ]);
    const gone = (await verifyBooks(instance.database.pool)).differences;
    assert.ok(
      gone.some((found) => matches(found, wanted) && found.column === 'row' && found.stored === null),
      table,
    );
    await insert(table, row);
    const extra = { ...row, [key]: key === 'id' ? '01900000-0000-7000-8000-00000000dead' : 'nobody' };
    await insert(table, extra);
    const many = (await verifyBooks(instance.database.pool)).differences;
    assert.ok(
      many.some(
        (found) =>
          matches(found, { ...wanted, key: String(extra[key]) }) && found.column === 'row' && found.rebuilt === null,
      ),
      table,
    );
    await instance.database.owner.query(`delete from laurel.${table} where customer_id = $1 and ${key} = $2`, [
      extra.customer_id,
      extra[key],
    ]);
  }
  assert.deepEqual((await verifyBooks(instance.database.pool)).differences, []);
});

test('an entry that is changed or removed from the ledger is found by what it leaves', async () => {
  const { owner } = instance.database;
  const { rows } = await owner.query(`select * from laurel.point_entry where kind = 'spend' order by id limit 1`);
  const [entry] = rows;
  await owner.query('update laurel.point_entry set amount = amount + 1 where id = $1', [entry.id]);
  const changed = (await verifyBooks(instance.database.pool)).differences;
  assert.ok(changed.some((found) => found.table === 'balance' && found.column === 'spent'));
  assert.ok(changed.some((found) => found.table === 'fact' && found.column === 'points told'));
  await owner.query('delete from laurel.point_entry where id = $1', [entry.id]);
  const removed = (await verifyBooks(instance.database.pool)).differences;
  assert.ok(removed.some((found) => found.table === 'balance' && found.column === 'spent'));
  assert.ok(removed.some((found) => found.table === 'fact' && found.column === 'points told'));
  await insert('point_entry', entry);

  const deposits = await owner.query(`select * from laurel.point_entry where kind = 'deposit' order by id limit 1`);
  await owner.query('delete from laurel.point_entry where id = $1', [deposits.rows[0].id]);
  const broken = (await verifyBooks(instance.database.pool)).differences;
  assert.ok(
    broken.some((found) => found.table === 'point_entry' && found.column === 'ledger'),
    JSON.stringify(broken),
  );
  await insert('point_entry', deposits.rows[0]);
  assert.deepEqual((await verifyBooks(instance.database.pool)).differences, []);
});

test('rows without their customer or their fact are named', async () => {
  const { owner } = instance.database;
  const stranger = '77777777-0000-4000-8000-000000000001';
  await owner.query(`insert into laurel.tag (customer_id, tag, count) values ($1, 'vip', 1)`, [stranger]);
  await owner.query(
    `insert into laurel.customer_key (value, kind, customer_id) values ('x@example.com', 'email', $1)`,
    [stranger],
  );
  const { rows } = await owner.query('select * from laurel.tier_move order by id limit 1');
  await insert('tier_move', {
    ...rows[0],
    id: '01900000-0000-7000-8000-000000010001',
    reason: 'kept',
    from_level: rows[0].to_level,
  });
  const { differences } = await verifyBooks(instance.database.pool);
  assert.ok(
    differences.some(
      (found) => matches(found, { table: 'tag', key: 'vip', customerId: stranger }) && found.column === 'customer',
    ),
  );
  assert.ok(differences.some((found) => matches(found, { table: 'customer_key', key: 'email', customerId: stranger })));
  assert.ok(differences.some((found) => found.table === 'tier_move' && found.column === 'fact'));
  assert.ok(!JSON.stringify(differences).includes('x@example.com'), 'no personal data is shown');
  await owner.query('delete from laurel.tag where customer_id = $1', [stranger]);
  await owner.query('delete from laurel.customer_key where customer_id = $1', [stranger]);
  await owner.query(`delete from laurel.tier_move where id = '01900000-0000-7000-8000-000000010001'`);
  assert.deepEqual((await verifyBooks(instance.database.pool)).differences, []);
});

type Column = { readonly name: string; readonly type: string };

async function columnsOf(table: string): Promise<readonly Column[]> {
  const { rows } = await instance.database.owner.query<Column>(
    `select a.attname::text as name, format_type(a.atttypid, null) as type
     from   pg_attribute a
     where  a.attrelid = ('laurel.' || $1)::regclass and a.attnum > 0 and not a.attisdropped
     order  by a.attnum`,
    [table],
  );
  return rows;
}

const CHANGED: Readonly<Record<string, (column: string) => string>> = {
  bigint: (column) => `${column} + 1`,
  text: (column) => `${column} || 'x'`,
  boolean: (column) => `not ${column}`,
  'timestamp with time zone': (column) => `coalesce(${column}, '2020-01-01') + interval '1 ms'`,
  jsonb: () => `'[]'`,
};

/** Changes one row whose constraints allow it; null when no row allows it. */
async function tamper(table: string, column: Column, key: string) {
  const { owner } = instance.database;
  const expression =
    column.name === 'status'
      ? `case status when 'open' then 'captured' else 'open' end`
      : CHANGED[column.type]?.(column.name);
  assert.ok(expression, `no way to change a ${column.type}`);
  const { rows } = await owner.query(`select * from laurel.${table} order by 1, 2`);
  for (const row of rows) {
    if (column.name === 'parts' && row.parts.length === 0) continue;
    const where = `where customer_id = $1 and ${key} = $2`;
    try {
      await owner.query(`update laurel.${table} set ${column.name} = ${expression} ${where}`, [
        row.customer_id,
        row[key],
      ]);
    } catch (error) {
      // A check of the table's own refuses it for this row: another one may allow it.
      if (error instanceof Error && 'code' in error && error.code === '23514') continue;
      throw error;
    }
    const restore = async () => {
      await owner.query(`delete from laurel.${table} ${where}`, [row.customer_id, row[key]]);
      await insert(table, row);
    };
    return { key: String(row[key]), customerId: String(row.customer_id), restore };
  }
  return null;
}

async function insert(table: string, row: { readonly [column: string]: unknown }): Promise<void> {
  const columns = await columnsOf(table);
  const values = columns.map(({ name, type }) => {
    const value = row[name];
    if (value !== null && type === 'timestamp with time zone') return new Date(Number(value));
    return type === 'jsonb' ? JSON.stringify(value) : value;
  });
  const places = columns.map((_, index) => `$${index + 1}`).join(', ');
  await instance.database.owner.query(
    `insert into laurel.${table} (${columns.map(({ name }) => name).join(', ')}) values (${places})`,
    values,
  );
}

function matches(found: Difference, wanted: { table: string; key: string; customerId: string }): boolean {
  return found.table === wanted.table && found.key === wanted.key && found.customerId === wanted.customerId;
}
