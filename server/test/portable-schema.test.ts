// The schema runs unchanged on plain PostgreSQL and on Citus: the catalog of a migrated database and the SQL of the
// program are read for what Citus refuses or does differently. How a table is placed stands in the migrations, in its
// call of laurel.place.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { MIGRATIONS_DIR, readMigrations } from '../src/storage/migrate.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { findFiles, root } from './support/source-files.ts';

/** Tables without such a call stay on the entry node: the migrations' own record, runs and other work lists. */
const PLACE_CALL = /^select laurel\.place\('laurel\.(\w+)'(?:,\s*'(\w+)')?(?:,\s*'[\w.]+')?\);/gm;

let database: TestDatabase;
/** Table → the column that decides where a row lives; null for a table copied to every node. */
let placement: ReadonlyMap<string, string | null>;

before(async () => {
  database = await testDatabase();
  const migrations = await readMigrations(MIGRATIONS_DIR);
  const calls = migrations.flatMap((migration) => [...migration.sql.matchAll(PLACE_CALL)]);
  placement = new Map(calls.map((call) => [call[1] ?? '', call[2] ?? null]));
});

after(() => database.close());

async function rows<T extends Record<string, unknown>>(sql: string): Promise<T[]> {
  return (await database.owner.query<T>(sql)).rows;
}

const columnOf = (table: string): string | null | undefined => placement.get(table);
const isSpread = (table: string): boolean => typeof columnOf(table) === 'string';

test('every table that is placed exists, and customers live by their id', async () => {
  const tables = await rows<{ name: string }>(
    `select tablename::text as name from pg_tables where schemaname = 'laurel'`,
  );
  const names = tables.map((table) => table.name);
  assert.ok(placement.size > 0);
  assert.deepEqual(
    [...placement.keys()].filter((table) => !names.includes(table)),
    [],
  );
  assert.equal(columnOf('customer'), 'customer_id');
});

test('a table of customers is spread by customer_id', async () => {
  const found = await rows<{ name: string }>(
    `select c.table_name::text as name
       from information_schema.columns c
       join pg_tables t on t.schemaname = c.table_schema and t.tablename = c.table_name
      where c.table_schema = 'laurel' and c.column_name = 'customer_id'
      order by 1`,
  );
  // A row of these is reached by another key, or is work for the entry node.
  const others = ['customer_key', 'promo_code', 'rejected_fact'];
  const wrong = found.filter(({ name }) => columnOf(name) !== 'customer_id' && !others.includes(name));
  assert.deepEqual(wrong, []);
});

test('every primary key and unique index of a spread table opens with the column that spreads it', async () => {
  const found = await rows<{ table: string; index: string; first: string | null; hasKey: boolean }>(
    `select c.relname::text as "table", i.indexrelid::regclass::text as index, a.attname::text as first
       from pg_index i
       join pg_class c on c.oid = i.indrelid
       left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
      where c.relnamespace = 'laurel'::regnamespace and (i.indisunique or i.indisexclusion)`,
  );
  assert.deepEqual(
    found.filter((index) => isSpread(index.table) && index.first !== columnOf(index.table)),
    [],
  );
});

test('every spread table has a primary key', async () => {
  const found = await rows<{ table: string }>(
    `select c.relname::text as "table"
       from pg_class c
      where c.relnamespace = 'laurel'::regnamespace and c.relkind in ('r', 'p')
        and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')`,
  );
  assert.deepEqual(
    found.filter(({ table }) => isSpread(table)),
    [],
  );
});

test('a foreign key stays beside its customer or points to a reference table, and changes nothing there', async () => {
  const found = await rows<{
    name: string;
    child: string;
    parent: string;
    first: string;
    onDelete: string;
    onUpdate: string;
  }>(
    `select k.conname::text as name, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,
            a.attname::text as first, k.confdeltype::text as "onDelete", k.confupdtype::text as "onUpdate"
       from pg_constraint k
       join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      where k.contype = 'f' and k.connamespace = 'laurel'::regnamespace`,
  );
  const wrong = found.filter((key) => {
    const [parent, child] = [columnOf(key.parent), columnOf(key.child)];
    const isBeside = parent === 'customer_id' && child === 'customer_id' && key.first === 'customer_id';
    const isReference = parent === null;
    return !(isBeside || isReference) || key.onUpdate !== 'a' || !['a', 'r', 'c'].includes(key.onDelete);
  });
  assert.deepEqual(wrong, []);
});

test('there are no triggers, rules or inherited tables', async () => {
  const found = await rows(
    `select 'trigger ' || tgname as what, tgrelid::regclass::text as "table"
       from pg_trigger join pg_class c on c.oid = tgrelid
      where c.relnamespace = 'laurel'::regnamespace and not tgisinternal
      union all
     select 'rule ' || rulename, ev_class::regclass::text
       from pg_rewrite join pg_class c on c.oid = ev_class
      where c.relnamespace = 'laurel'::regnamespace and c.relkind in ('r', 'p')
      union all
     select 'inherits', inhrelid::regclass::text
       from pg_inherits join pg_class c on c.oid = inhrelid
      where c.relnamespace = 'laurel'::regnamespace and c.relkind = 'r' and not c.relispartition`,
  );
  assert.deepEqual(found, []);
});

test('a number that the database counts up is a bigint', async () => {
  const found = await rows(
    `select a.attrelid::regclass::text as "table", a.attname::text as "column"
       from pg_attribute a
       join pg_class c on c.oid = a.attrelid
       left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where c.relnamespace = 'laurel'::regnamespace and a.attnum > 0 and a.atttypid <> 'bigint'::regtype
        and (a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval(%')`,
  );
  assert.deepEqual(found, []);
});

test('every constraint has a name that we gave it', async () => {
  const found = await rows<{ name: string }>(
    `select k.conrelid::regclass || '.' || k.conname as name
       from pg_constraint k
      where k.connamespace = 'laurel'::regnamespace and k.contype in ('c', 'u', 'f') and k.conname ~ '_(check|fkey|excl)\\d*$'`,
  );
  assert.deepEqual(found, []);
});

test('the SQL of the program holds nothing that Citus refuses or does differently', () => {
  const banned: readonly (readonly [RegExp, string])[] = [
    [/\bmerge\s+into\b/i, 'MERGE from unnest fails'],
    [
      /\bdo\s+update\s+set\b[^;`]*\b(now|clock_timestamp|gen_random_uuid|random)\s*\(/i,
      'volatile or stable function in DO UPDATE',
    ],
    [
      /\bupdate\s+\w+(\.\w+)?\s+(as\s+\w+\s+)?set\b[^;`]*\b(clock_timestamp|gen_random_uuid|random)\s*\(/i,
      'volatile function in UPDATE',
    ],
    [/\bctid\b/i, 'ctid differs from node to node'],
    [/\b\w+\.(constraint|table|column)\b\s*(===|!==)/, 'errors carry no such fields; match SQLSTATE'],
  ];
  const files = findFiles(['server/src/**/*.ts']).filter((file) => !file.endsWith('.test.ts'));
  const wrong = files.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8').replaceAll(/^\s*(\/\/|\*|\/\*).*$/gm, '');
    return banned.filter(([pattern]) => pattern.test(text)).map(([, reason]) => `${file}: ${reason}`);
  });
  assert.deepEqual(wrong, []);
});

test('the application may not change what is append-only', async () => {
  const found = await rows<{ table: string; privilege: string }>(
    `select table_name::text as "table", privilege_type::text as privilege
       from information_schema.role_table_grants
      where grantee = 'laurel_app' and table_schema = 'laurel'
        and table_name in ('fact', 'point_entry', 'tier_move', 'migration')
        and privilege_type not in ('SELECT', 'INSERT')`,
  );
  assert.deepEqual(found, []);
  for (const table of ['fact', 'point_entry', 'tier_move']) {
    for (const sql of [`delete from ${table}`, `update ${table} set recorded_at = now()`, `truncate ${table}`]) {
      await assert.rejects(database.pool.query(sql), { code: '42501' }, sql);
    }
  }
});
