// Lists of customers as people work with them: what one box finds, how many there are, and one change of many of them.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { executeRun } from '../../src/jobs/runs.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { leaseHolderName } from '../../src/storage/lease-holders.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const NAMES = ['Ann Lee', 'Ben Leroy', 'Cid Moss', 'Dora Leigh', 'Eve Okafor'];

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');

let server: TestServer;
const ids: string[] = [];
before(async () => {
  server = await startTestServer();
  const files = {
    ...(await readProgrammeFolder(COFFEE)),
    'cards.yaml': 'card_types: { gift: { title: Gift, kind: private_label } }',
  };
  await ok('POST', '/v1/programme/apply', { files });
  for (const name of NAMES) {
    const [first_name = '', last_name = ''] = name.split(' ');
    const body = {
      first_name,
      last_name,
      email: `${first_name}@example.com`,
      identifiers: [{ value: `C-${ids.length}` }],
    };
    const { customer } = await ok('POST', '/v1/customers', body);
    ids.push(customer.id);
  }
});
after(() => server.close());

async function ok(method: string, url: string, body?: unknown) {
  const reply = await server.call(method, url, body);
  assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

type Found = { readonly items: readonly { readonly id: string; readonly first_name: string }[] };

async function found(query: string): Promise<readonly string[]> {
  const { items }: Found = await ok('GET', `/v1/customers?${query}`);
  return items.map(({ first_name }) => first_name);
}

async function tagsOf(id: string): Promise<readonly { tag: string; count: number }[]> {
  const { items } = await ok('GET', `/v1/customers/${id}/tags`);
  return items.map(({ tag, count }: { tag: string; count: number }) => ({ tag, count }));
}

test('one box finds by the beginning of an e-mail address or identifier, and by the number of a card', async () => {
  assert.deepEqual(await found('q=ann%40ex'), ['Ann']);
  assert.deepEqual(await found('q=ANN%40EX'), ['Ann']);
  assert.deepEqual(await found('q=C-3'), ['Dora']);
  assert.deepEqual(await found('q=eve'), ['Eve']);
  assert.deepEqual(await found('q=le'), ['Ann', 'Dora', 'Ben'], 'by last name, as before');
  await ok('POST', `/v1/customers/${ids[2]}/cards`, { number: '7000000000000042', type: 'gift' });
  assert.deepEqual(await found('q=7000%200000%200000%200042'), ['Cid']);
  assert.deepEqual(await found('q=70000000000000'), [], 'nobody feels their way along numbers of cards');
});

test('the list comes with the newest first when asked to, page by page', async () => {
  const first = await ok('GET', '/v1/customers?order=newest&limit=2');
  const second = await ok('GET', `/v1/customers?order=newest&limit=2&after=${first.next}`);
  const names = [...first.items, ...second.items].map(({ first_name }) => first_name);
  assert.deepEqual(names, ['Eve', 'Dora', 'Cid', 'Ben']);
});

test('a search says how many it finds', async () => {
  assert.deepEqual(await ok('GET', '/v1/customers/count'), { count: 5, is: 'exact' });
  assert.deepEqual(await ok('GET', '/v1/customers/count?q=le'), { count: 3, is: 'exact' });
  assert.deepEqual(await ok('GET', '/v1/customers/count?first_name=ann&last_name=moss'), { count: 0, is: 'exact' });
});

test('customers who are named are tagged, each answered on its own', async () => {
  const change = { kind: 'tag', tag: 'picked' };
  const body = await ok('POST', '/v1/customer-changes', {
    change,
    customers: [ids[0], 'external:C-1', 'external:none'],
  });
  assert.deepEqual([body.accepted, body.refused], [2, 1]);
  assert.equal(body.results[2].error.code, 'customer_not_found');
  assert.deepEqual(await tagsOf(ids[1] ?? ''), [{ tag: 'picked', count: 1 }]);
  await ok('POST', '/v1/customer-changes', { change: { kind: 'untag', tag: 'picked' }, customers: [ids[1]] });
  assert.deepEqual(await tagsOf(ids[1] ?? ''), []);
});

async function carryOut(id: unknown) {
  const { database, engine, clock } = server;
  const programmes = createProgrammeSource(database.pool);
  return executeRun({ pool: database.pool, engine, programmes, clock, worker: leaseHolderName() }, String(id));
}

test('all of a search are tagged by a run, each once however often it is broken off', async () => {
  const change = { kind: 'tag', tag: 'lees' };
  const started = await ok('POST', '/v1/customer-changes/runs', { change, search: { q: 'le' } });
  assert.deepEqual([started.kind, started.status, started.change], ['changes', 'waiting', change]);
  const done = await carryOut(started.id);
  assert.deepEqual([done?.status, done?.total, done?.visited, done?.changed], ['done', 3, 3, 3]);
  // As if the process had died before it wrote down how far it was.
  await server.database.owner.query(
    `update laurel.run r set status = 'waiting', cursor = o.cursor, visited = 0, changed = 0
     from (select $2::jsonb as cursor) o where r.id = $1`,
    [started.id, JSON.stringify({ walks: [{ partition: 0, after: null, until: 128 }] })],
  );
  const again = await carryOut(started.id);
  assert.deepEqual([again?.status, again?.visited, again?.changed], ['done', 3, 0]);
  for (const index of [0, 1, 3]) {
    const tags = await tagsOf(ids[index] ?? '');
    assert.equal(tags.find(({ tag }) => tag === 'lees')?.count, 1, `${NAMES[index]}`);
  }
  const { rows } = await server.database.owner.query(
    `select distinct actor_kind from laurel.fact where body->'add'->0->>'tag' = 'lees'`,
  );
  assert.deepEqual(rows, [{ actor_kind: 'api' }], 'whoever asked stands in the log');
});

test('a change of many is followed and stopped by those who may change customers', async () => {
  const { authorization } = await server.makeKey(['customers:write']);
  const call = (method: string, url: string, body?: unknown) => server.call(method, url, body, { authorization });
  const started = await call('POST', '/v1/customer-changes/runs', {
    change: { kind: 'untag', tag: 'lees' },
    search: {},
  });
  assert.equal(started.status, 202);
  const twice = await call('POST', '/v1/customer-changes/runs', { change: { kind: 'untag', tag: 'lees' }, search: {} });
  assert.equal(twice.body.code, 'run_in_progress');
  const stopped = await call('POST', `/v1/customer-changes/runs/${started.body.id}/cancel`);
  assert.equal(stopped.body.status, 'cancelled');
  const expiry = await server.call('POST', '/v1/runs', { kind: 'expiry' });
  assert.equal((await call('GET', `/v1/customer-changes/runs/${expiry.body.id}`)).status, 404);
});
