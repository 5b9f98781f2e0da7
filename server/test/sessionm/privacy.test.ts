// Requests about a customer's data as SessionM clients make them: forget, export, restrict, reinstate.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, openSessionm } from './harness.ts';

let world: Awaited<ReturnType<typeof openSessionm>>;
let client: Client;

before(async () => {
  world = await openSessionm();
  client = world.client;
});
after(() => world.close());

async function user(name: string): Promise<string> {
  const body = { user: { email: `${name}@example.com`, external_id: name, opted_in: true } };
  return (await client.core('POST', '/users', body)).user.id;
}

const ask = (id: string, type: string) =>
  client.core('POST', `/users/${id}/privacy_requests`, { privacy_request: { type } });

test('restrict and reinstate stop and resume processing', async () => {
  const id = await user('rex');
  const { privacy_request: made } = await ask(id, 'restrict');
  assert.deepEqual([made.type, made.state, made.user_id], ['restrict', 'completed', id]);
  const body = { user_id: id, deposit_details: [{ point_source_id: 'care', point_account_id: 'beans', amount: 10 }] };
  assert.equal((await client.connectError('/user_points/deposit', body)).code, 'processing_stopped');
  await ask(id, 'reinstate');
  await client.connect('/user_points/deposit', body);
  const listed = (await client.core('GET', `/users/${id}/privacy_requests`)).privacy_requests;
  assert.deepEqual(
    listed.map((one: { type: string }) => one.type),
    ['reinstate', 'restrict'],
  );
});

test('a request to export is in progress until the file is made', async () => {
  const id = await user('sue');
  const { privacy_request: made } = await ask(id, 'export');
  assert.deepEqual([made.type, made.state, made.completed_at], ['export', 'in_progress', null]);
  const all = (await client.core('GET', '/privacy_requests?type=export')).privacy_requests;
  assert.deepEqual(
    all.map((one: { id: string }) => one.id),
    [made.id],
  );
  assert.equal(
    (await client.coreError('POST', `/users/${id}/privacy_requests`, { privacy_request: { type: 'export' } })).code,
    'export_in_progress',
  );
});

test('a forgotten customer is not found, by id or by what they were known by', async () => {
  const id = await user('tom');
  const { privacy_request: made } = await ask(id, 'forget');
  assert.equal(made.type, 'forget');
  assert.equal((await client.coreError('GET', `/users/${id}`)).status, 404);
  assert.equal((await client.coreError('GET', '/external/users/tom')).status, 404);
  assert.equal((await client.coreError('GET', '/users/search?email=tom@example.com')).status, 404);
});

test('an unknown type, and a customer whom nobody knows, are refused', async () => {
  const id = await user('una');
  const wrong = await client.coreError('POST', `/users/${id}/privacy_requests`, { privacy_request: { type: 'burn' } });
  assert.equal(wrong.code, 'validation');
  assert.equal((await client.coreError('GET', `/users/${id}/privacy_requests?type=burn`)).code, 'argument_error');
  const nobody = '7c9f7f3e-2222-4333-8444-555555555555';
  assert.equal((await client.coreError('GET', `/users/${nobody}/privacy_requests`)).status, 404);
  const body = { privacy_request: { type: 'restrict' } };
  assert.equal((await client.coreError('POST', `/users/${nobody}/privacy_requests`, body)).status, 404);
});
