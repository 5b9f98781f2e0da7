// Imports over HTTP: a file larger than any other body comes in as a stream, is imported by the jobs process, and is gone
// afterwards; old ids go on working in both APIs.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { executeImports } from '../../src/jobs/import/execute.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';

const OLD_ID = '6b7a5e10-1dd1-11ee-be56-0242ac120002';
const CSV = { 'content-type': 'text/csv' };

let server: TestServer;
let folder: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'laurel-import-'));
  server = await startTestServer({ dataDir: folder });
});

after(async () => {
  const { differences } = await verifyBooks(server.database.pool);
  assert.deepEqual(differences, []);
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

async function carryOut(): Promise<void> {
  const { pool } = server.database;
  await executeImports({ pool, engine: server.engine, programmes: createProgrammeSource(pool), worker: 'test' });
}

test('a file of several megabytes is taken as a stream, imported, counted, and deleted', async () => {
  const padding = 'x'.repeat(20_000);
  const rows = Array.from({ length: 300 }, (_, index) => `H${index},${index === 0 ? OLD_ID : ''},Ada,${padding}`);
  const mapping = encodeURIComponent(JSON.stringify({ columns: { Notes: null } }));
  const body = `external_id,id,first_name,Notes\n${rows.join('\n')}\nH300,,${'x'.repeat(300)},\n`;
  const started = await server.call('POST', `/v1/imports?kind=customers&mapping=${mapping}`, body, CSV);
  assert.equal(started.status, 202, JSON.stringify(started.body));
  assert.deepEqual([started.body.status, started.body.total, started.body.done], ['waiting', 301, 0]);
  const { id } = started.body;
  assert.equal(started.headers.get('location'), `/v1/imports/${id}`);
  assert.equal((await readdir(path.join(folder, 'imports'))).length, 1);
  await carryOut();
  const done = (await server.call('GET', `/v1/imports/${id}`)).body;
  assert.deepEqual([done.status, done.created, done.rejected], ['done', 300, 1]);
  const rejected = (await server.call('GET', `/v1/imports/${id}/rejected`)).body;
  assert.deepEqual(rejected, {
    items: [
      {
        row: 301,
        line: 302,
        column: 'first_name',
        code: 'validation',
        expected: 'Expected a text of at most 200 characters.',
      },
    ],
    next: null,
  });
  assert.deepEqual(await readdir(path.join(folder, 'imports')), []);
  assert.equal((await server.call('GET', '/v1/imports')).body.items.length, 1);
});

test('who cached the id of the old system reads and writes with it', async () => {
  const read = await server.call('GET', `/v1/customers/${OLD_ID}`);
  assert.equal(read.status, 200);
  assert.notEqual(read.body.id, OLD_ID);
  const written = await server.call('PATCH', `/v1/customers/${OLD_ID}`, { city: 'Berlin' });
  assert.equal(written.status, 200, JSON.stringify(written.body));
  const again = await server.call('GET', '/v1/customers/external:H0');
  assert.deepEqual([again.body.id, again.body.city], [read.body.id, 'Berlin']);
});

test('a SessionM client finds the customer by the old id, alone and in lists', async () => {
  const { key, authorization } = await server.makeKey(['sessionm']);
  const users = `/priv/v1/apps/${key.split(':')[0]}/users`;
  const one = await server.call('GET', `${users}/${OLD_ID}`, undefined, { authorization });
  assert.equal(one.body.status, 'ok', JSON.stringify(one.body));
  assert.equal(one.body.user.external_id, 'H0');
  const listed = await server.call('GET', `${users}?user_ids[]=${OLD_ID}`, undefined, { authorization });
  assert.deepEqual([listed.body.users?.length, listed.body.users?.[0]?.id], [1, one.body.user.id]);
});

test('a file that cannot be imported is refused at once and leaves nothing behind', async () => {
  const unknown = await server.call('POST', '/v1/imports?kind=customers', 'external_id,colour\nX1,red\n', CSV);
  assert.deepEqual([unknown.status, unknown.body.code], [422, 'import_invalid']);
  assert.match(unknown.body.detail, /"colour" is no field of customers/);
  const json = await server.call('POST', '/v1/imports?kind=customers', { external_id: 'X1' });
  assert.equal(json.status, 415);
  const nameless = await server.call('POST', '/v1/imports?kind=tags', 'external_id,tag\nX1,red\n', CSV);
  assert.equal(nameless.body.code, 'import_invalid');
  const { authorization } = await server.makeKey(['customers:write']);
  const other = await server.call('POST', '/v1/imports?kind=customers', 'external_id\nX1\n', { ...CSV, authorization });
  assert.equal(other.status, 403);
  assert.deepEqual(await readdir(path.join(folder, 'imports')), []);
});

test('a cancelled import stops, and its file is gone', async () => {
  const started = await server.call('POST', '/v1/imports?kind=customers', 'external_id\nZ1\n', CSV);
  const cancelled = await server.call('POST', `/v1/imports/${started.body.id}/cancel`);
  assert.equal(cancelled.body.status, 'cancelled');
  await carryOut();
  assert.equal((await server.call('GET', '/v1/customers/external:Z1')).status, 404);
  assert.deepEqual(await readdir(path.join(folder, 'imports')), []);
});
