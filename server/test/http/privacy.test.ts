// The privacy calls of /v1 on a real server: who may ask, what is answered, and what a customer's state says of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;

before(async () => {
  server = await startTestServer();
});
after(() => server.close());

const IDENTITY = { identity: { method: 'document' } };

async function customer(name: string): Promise<string> {
  const made = await server.call('POST', '/v1/customers', {
    email: `${name}@example.com`,
    first_name: 'Ada',
    opted_in: true,
    identifiers: [{ type: 'external', value: name }],
  });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body.customer.id;
}

const post = (id: string, word: string, body?: unknown, headers?: Record<string, string>) =>
  server.call('POST', `/v1/customers/${id}/privacy/${word}`, body, headers);

test('a customer is stopped and resumed, and what was held back meanwhile is counted', async () => {
  const id = await customer('ann');
  assert.equal((await post(id, 'stop', { note: 'Asked by phone' })).status, 200);
  const refused = await server.call('POST', '/v1/events', { customer: id, event: 'web_login', transaction_id: 't-1' });
  assert.deepEqual([refused.status, refused.body.code], [409, 'processing_stopped']);
  const state = (await server.call('GET', `/v1/customers/${id}/privacy`)).body;
  assert.equal(state.processing, 'stopped');
  assert.deepEqual(state.held_back, { refused: 1, unsent: 0 });
  const profile = (await server.call('GET', `/v1/customers/${id}`)).body;
  assert.ok(profile.processing_stopped_at ?? profile.customer?.processing_stopped_at);
  assert.equal((await post(id, 'resume')).status, 200);
  const sent = await server.call('POST', '/v1/events', { customer: id, event: 'web_login', transaction_id: 't-1' });
  assert.equal(sent.status, 200);
  assert.equal((await server.call('GET', `/v1/customers/${id}/privacy`)).body.processing, 'active');
});

test('forgetting needs an identity check and a reason, and is listed with both', async () => {
  const id = await customer('bob');
  assert.equal((await post(id, 'forget', {})).status, 422);
  const headers = { 'idempotency-key': 'forget-bob' };
  const first = await post(id, 'forget', { ...IDENTITY, reason: 'requested', note: 'bob@example.com wrote' }, headers);
  assert.equal(first.status, 200, JSON.stringify(first.body));
  const again = await post(id, 'forget', { ...IDENTITY, reason: 'requested', note: 'bob@example.com wrote' }, headers);
  assert.equal(again.headers.get('idempotent-replay'), 'true');
  const { items } = (await server.call('GET', `/v1/customers/${id}/privacy/requests`)).body;
  assert.equal(items.length, 1);
  assert.deepEqual(
    [items[0].kind, items[0].status, items[0].reason, items[0].note, items[0].identity],
    ['forget', 'in_progress', 'requested', null, { method: 'document', by: 'test' }],
  );
  assert.equal((await server.call('GET', `/v1/customers/${id}/privacy`)).body.processing, 'forgotten');
  const gone = await server.call('GET', `/v1/customers/${id}`);
  assert.deepEqual([gone.status, gone.body.code], [410, 'customer_forgotten']);
  assert.equal((await server.call('GET', '/v1/customers/external:bob')).status, 404);
  const found = await server.call('GET', '/v1/customers?email=bob@example.com');
  assert.deepEqual(found.body.items, []);
});

test('a legal hold keeps a customer from being forgotten', async () => {
  const id = await customer('cid');
  assert.equal((await post(id, 'legal-hold', { reason: 'Case 12' })).status, 200);
  const refused = await post(id, 'forget', { ...IDENTITY, reason: 'requested' });
  assert.deepEqual([refused.status, refused.body.code], [409, 'legal_hold']);
  assert.equal((await post(id, 'legal-hold/lift', { reason: 'Closed' })).status, 200);
});

test('requests of all customers are listed in pages, by kind and status', async () => {
  const first = (await server.call('GET', '/v1/privacy/requests?limit=2')).body;
  assert.equal(first.items.length, 2);
  const rest = (await server.call('GET', `/v1/privacy/requests?after=${encodeURIComponent(first.next)}`)).body;
  const ids = [...first.items, ...rest.items].map((item) => item.id);
  assert.equal(new Set(ids).size, ids.length);
  const holds = (await server.call('GET', '/v1/privacy/requests?kind=legal_hold&status=completed')).body.items;
  assert.deepEqual(
    holds.map((item: { reason: string }) => item.reason),
    ['Case 12'],
  );
});

test('a key without the scope neither sees nor asks', async () => {
  const id = await customer('dan');
  const { authorization } = await server.makeKey(['customers:write', 'customers:read']);
  assert.equal((await server.call('GET', `/v1/customers/${id}/privacy`, undefined, { authorization })).status, 403);
  const asked = await post(id, 'forget', { ...IDENTITY, reason: 'requested' }, { authorization });
  assert.deepEqual([asked.status, asked.body.code], [403, 'forbidden']);
});

test('nobody is asked about twice and nobody unknown at all', async () => {
  const id = '7c9f7f3e-2222-4333-8444-555555555555';
  assert.equal((await post(id, 'stop')).status, 404);
  assert.equal((await server.call('GET', `/v1/customers/${id}/privacy`)).status, 404);
  assert.equal((await server.call('GET', `/v1/customers/external:nobody/privacy`)).status, 404);
});
