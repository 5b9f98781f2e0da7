// The migration runner on folders made for each case, and the schema dump.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import pg from 'pg';
import { emptyDatabase } from '../../test/support/database.ts';
import { clientConfig } from './connection.ts';
import { migrate } from './migrate.ts';
import { dumpSchema } from './schema-dump.ts';

let keeper: Awaited<ReturnType<typeof emptyDatabase>>;
let database: Awaited<ReturnType<typeof emptyDatabase>>;
let directory: string;

before(async () => {
  keeper = await emptyDatabase();
});

after(() => keeper.close());

beforeEach(async () => {
  database = await emptyDatabase();
  directory = await mkdtemp(path.join(tmpdir(), 'laurel-migrations-'));
  await write('0001_first.sql', '-- A cup.\ncreate table laurel.cup (id integer not null primary key);');
});

afterEach(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const write = (name: string, sql: string): Promise<void> => writeFile(path.join(directory, name), sql);
const go = (): Promise<readonly string[]> => migrate({ url: database.url, directory });

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client(clientConfig({ url: database.url, applicationName: 'migrate test' }));
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test('each migration is applied once, in order', async () => {
  await write(
    '0002_second.sql',
    '-- Its size.\nalter table laurel.cup add column size integer;\ninsert into laurel.cup values (1, 2);',
  );
  assert.deepEqual(await go(), ['0001_first.sql', '0002_second.sql']);
  assert.deepEqual(await go(), []);
  assert.deepEqual(await query('select id, size from cup'), [{ id: 1, size: 2 }]);
});

test('several processes at once apply each migration once', async () => {
  const applied = await Promise.all([go(), go(), go(), go()]);
  assert.deepEqual(applied.flat(), ['0001_first.sql']);
});

test('a failed migration leaves nothing, and says which line', async () => {
  await write('0002_bad.sql', '-- Fails at the end.\ncreate table laurel.spoon (id integer);\nselect no_such_column;');
  await assert.rejects(go(), /0002_bad\.sql failed and was rolled back: 42703 .* at line 3/);
  assert.deepEqual(
    await query(`select to_regclass('laurel.spoon') as spoon, to_regclass('laurel.cup') is not null as cup`),
    [{ spoon: null, cup: true }],
  );
  await write('0002_bad.sql', '-- Repaired.\ncreate table laurel.spoon (id integer);');
  assert.deepEqual(await go(), ['0002_bad.sql']);
});

test('an applied migration that was edited is refused', async () => {
  await go();
  await write('0001_first.sql', '-- Another cup.\ncreate table laurel.cup (id bigint);');
  await assert.rejects(go(), /0001_first\.sql was edited after it was applied/);
});

test('a database of a newer version is refused', async () => {
  await write('0002_second.sql', '-- Newer.\nselect 1;');
  await go();
  await rm(path.join(directory, '0002_second.sql'));
  await assert.rejects(go(), /0002_second\.sql, which this version does not know/);
});

test('a gap, a stray name and a missing reason are refused before anything runs', async () => {
  await write('0003_gap.sql', '-- Too far.\nselect 1;');
  await assert.rejects(go(), /0003_gap\.sql stands where number 2 is expected/);
  await rm(path.join(directory, '0003_gap.sql'));
  await write('0002.sql', '-- No name.\nselect 1;');
  await assert.rejects(go(), /not named NNNN_name\.sql/);
  await rm(path.join(directory, '0002.sql'));
  await write('0002_silent.sql', 'select 1;');
  await assert.rejects(go(), /must open with a line/);
  assert.deepEqual(await query(`select to_regclass('laurel.cup') as cup`), [{ cup: null }]);
});

test('a login of its own is given the application role and nothing else', async () => {
  const login = `login_${path.basename(directory).replaceAll(/\W/g, '').toLowerCase()}`;
  await query(`create role ${login} login password 'secret-of-the-test'`);
  const url = new URL(database.url);
  url.username = login;
  url.password = 'secret-of-the-test';
  await write(
    '0002_grant.sql',
    '-- Reading.\ngrant usage on schema laurel to laurel_app;\ngrant select on laurel.cup to laurel_app;',
  );
  await migrate({ url: database.url, appUrl: url.href, directory });
  const client = new pg.Client(clientConfig({ url: url.href, applicationName: 'login', role: 'laurel_app' }));
  await client.connect();
  assert.deepEqual((await client.query('select id from cup')).rows, []);
  await assert.rejects(client.query('delete from cup'), { code: '42501' });
  await client.end();
  await query(`drop role ${login}`);
});

test('the dump shows columns, keys, checks, indexes, grants and functions, and is the same twice', async () => {
  await write(
    '0002_more.sql',
    `-- One of everything.
     create type laurel.size as enum ('small', 'large');
     create table laurel.order_line (
       customer_id uuid not null, line bigint generated always as identity, size laurel.size default 'small',
       amount bigint not null, note text,
       constraint order_line_pkey primary key (customer_id, line),
       constraint order_line_amount_check check (amount > 0)
     ) with (fillfactor = 80);
     create index order_line_note on laurel.order_line (customer_id, note) where note is not null;
     grant select, insert on laurel.order_line to laurel_app;
     grant update (note) on laurel.order_line to laurel_app;
     create function laurel.twice(n bigint) returns bigint language sql immutable as 'select n * 2';
     create view laurel.big as select customer_id from laurel.order_line where amount > 10;`,
  );
  await go();
  const client = new pg.Client(clientConfig({ url: database.url, applicationName: 'dump' }));
  await client.connect();
  const dump = await dumpSchema(client);
  assert.equal(await dumpSchema(client), dump);
  assert.deepEqual((await client.query('show search_path')).rows, [{ search_path: 'laurel' }]);
  await client.end();
  for (const part of [
    `create type laurel.size as enum ('small', 'large');`,
    'create table laurel.cup (\n  id integer not null,\n  constraint cup_pkey PRIMARY KEY (id)\n);',
    'line bigint not null generated always as identity',
    `size laurel.size default 'small'::laurel.size`,
    'constraint order_line_amount_check CHECK ((amount > 0))',
    ') with (fillfactor=80);',
    'CREATE INDEX order_line_note ON laurel.order_line USING btree (customer_id, note) WHERE (note IS NOT NULL);',
    'grant insert, select on table laurel.order_line to laurel_app;',
    'grant update (note) on table laurel.order_line to laurel_app;',
    'FUNCTION laurel.twice(n bigint)',
    'create view laurel.big as',
  ]) {
    assert.ok(dump.includes(part), `missing: ${part}\nin:\n${dump}`);
  }
});
