// The personal-data map against the catalog of a migrated database: whatever is stored is in it, and can be erased as it says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { blankOf, DATA_MAP, isErased } from '../../src/storage/privacy/data-map.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

type Column = { readonly table: string; readonly column: string; readonly required: boolean };

let database: TestDatabase;
let columns: readonly Column[];

before(async () => {
  database = await testDatabase();
  const { rows } = await database.owner.query<Column>(
    `select c.relname::text as "table", a.attname::text as "column", a.attnotnull as required
     from   pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where  c.relnamespace = 'laurel'::regnamespace and c.relkind in ('r', 'p')
     order  by 1, a.attnum`,
  );
  columns = rows;
});

after(() => database.close());

test('every table and every column is named, and nothing that is not there', () => {
  const stored = columns.map(({ table, column }) => `${table}.${column}`);
  const named = Object.entries(DATA_MAP).flatMap(([table, data]) =>
    Object.keys(data.columns).map((column) => `${table}.${column}`),
  );
  assert.deepEqual(
    stored.filter((name) => !named.includes(name)),
    [],
    'not in the map: say in server/src/storage/privacy what these are',
  );
  assert.deepEqual(
    named.filter((name) => !stored.includes(name)),
    [],
    'in the map, and not in the database',
  );
});

test('a table of customers is erased, emptied, or holds nothing that would have to be', () => {
  const wrong = Object.entries(DATA_MAP).flatMap(([name, table]) => {
    const hasCustomer = Object.hasOwn(table.columns, 'customer_id');
    const erased = Object.values(table.columns).some(isErased);
    if (table.forget === 'none') return erased ? [`${name} keeps what is personal`] : [];
    if (table.forget === 'retention') return hasCustomer || erased ? [`${name} names customers and waits`] : [];
    return hasCustomer ? [] : [`${name} has no customer to be erased by`];
  });
  assert.deepEqual(wrong, []);
});

test('what may not be null has something else to stand in its place', () => {
  const wrong = columns.filter(({ table, column, required }) => {
    const data = DATA_MAP[table];
    const found = data?.columns[column];
    if (data === undefined || found === undefined || (data.forget !== 'blank' && data.forget !== 'road')) return false;
    return required && isErased(found) && blankOf(found) === 'null';
  });
  assert.deepEqual(wrong, []);
});

test('what the application may not change is emptied by the function of the database', async () => {
  const { rows } = await database.owner.query<{ table: string; privilege: string }>(
    `select table_name::text as "table", privilege_type::text as privilege
     from   information_schema.role_table_grants
     where  grantee = 'laurel_app' and table_schema = 'laurel'`,
  );
  const may = (table: string, privilege: string) =>
    rows.some((row) => row.table === table && row.privilege === privilege);
  const wrong = Object.entries(DATA_MAP).filter(
    ([table, { forget }]) =>
      (forget === 'delete' && !may(table, 'DELETE')) || (forget === 'blank' && !may(table, 'UPDATE')),
  );
  assert.deepEqual(wrong, []);
});
