// What bad input gets: a documented code and a sentence, nothing half-done. One row for each way to get it wrong.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { CODES } from '../../src/domain/codes.ts';
import { type Reply, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  const made = await server.call('POST', '/v1/customers', {
    identifiers: [{ value: 'bad' }],
    email: 'taken@example.com',
    opted_in: true,
  });
  assert.equal(made.status, 201);
});
after(async () => {
  await server.close();
});

function assertProblem(reply: Reply, code: keyof typeof CODES, label: string): void {
  assert.equal(reply.body.code, code, `${label}: ${JSON.stringify(reply.body)}`);
  assert.equal(reply.status, CODES[code].status, label);
  assert.equal(reply.body.status, reply.status, label);
  assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8', label);
  assert.equal(reply.body.retryable, CODES[code].isRetryable, label);
  assert.equal(reply.body.request_id, reply.headers.get('x-request-id'), label);
  assert.doesNotMatch(reply.body.detail, /\{\w+\}/, `${label}: the sentence has a gap`);
}

const event = (more: object = {}): object => ({ customer: 'external:bad', event: 'web_login', ...more });

test('what is unknown has a code of its own', async () => {
  const none = '0f6c1b8f-2f7d-4d8e-a1f6-2f1f7d3b5a10';
  const cases: readonly (readonly [code: keyof typeof CODES, method: string, path: string, body?: object])[] = [
    ['customer_not_found', 'GET', `/v1/customers/${none}`],
    ['customer_not_found', 'GET', '/v1/customers/external:nobody'],
    ['customer_not_found', 'POST', '/v1/events', event({ customer: 'external:nobody' })],
    ['customer_not_found', 'POST', '/v1/events', event({ customer: none })],
    ['unknown_event', 'POST', '/v1/events', event({ event: 'web_logn' })],
    ['unknown_event', 'POST', '/v1/events', event({ event: 'constructor' })],
    ['unknown_event', 'POST', '/v1/events', event({ event: '__platform.user.created' })],
    ['invalid_property', 'POST', '/v1/events', event({ properties: { chanel: 'app' } })],
    ['invalid_property', 'POST', '/v1/events', event({ properties: { channel: 'telegraph' } })],
    ['invalid_property', 'POST', '/v1/events', event({ properties: { constructor: 'x' } })],
    [
      'unknown_account',
      'POST',
      `/v1/customers/external:bad/deposits`,
      { deposits: [{ account: 'peas', source: 'care', amount: 1 }] },
    ],
    ['unknown_source', 'POST', `/v1/customers/external:bad/deposits`, { deposits: [{ source: 'caer', amount: 1 }] }],
    [
      'unknown_source',
      'POST',
      `/v1/customers/external:bad/deposits`,
      { deposits: [{ source: 'toString', amount: 1 }] },
    ],
    [
      'unknown_tier_system',
      'POST',
      '/v1/customers/external:bad/tiers/moves',
      { system: 'clb', level: 'roast', reason: 'x' },
    ],
    [
      'unknown_tier_level',
      'POST',
      '/v1/customers/external:bad/tiers/moves',
      { system: 'club', level: 'gold', reason: 'x' },
    ],
    ['unknown_attribute', 'PATCH', '/v1/customers/external:bad', { custom: { shoe_size: 42 } }],
    ['invalid_attribute', 'PATCH', '/v1/customers/external:bad', { custom: { brew_method: 'kettle' } }],
    ['hold_not_found', 'POST', `/v1/customers/external:bad/holds/${none}/release`],
    ['entry_not_found', 'POST', '/v1/customers/external:bad/reversals', { entry_id: none, reason: 'x' }],
    ['decision_not_found', 'GET', `/v1/customers/external:bad/decisions/${none}`],
    ['not_found', 'GET', '/v1/nothing'],
    ['not_found', 'GET', `/v1/runs/${none}`],
    ['not_found', 'PUT', '/v1/events', event()],
  ];
  for (const [code, method, path, body] of cases)
    assertProblem(await server.call(method, path, body), code, `${method} ${path} ${JSON.stringify(body)}`);
});

test('what the customer may not is refused', async () => {
  const young = new Date(Date.now() - 12 * 365.25 * 86_400_000).toISOString().slice(0, 10);
  const far = new Date(Date.now() + 10 * 365 * 86_400_000).toISOString();
  const late = new Date(Date.now() - 40 * 86_400_000).toISOString();
  const cases: readonly (readonly [code: keyof typeof CODES, method: string, path: string, body?: object])[] = [
    ['too_young', 'POST', '/v1/customers', { birth_on: young }],
    ['too_young', 'PATCH', '/v1/customers/external:bad', { birth_on: young }],
    ['email_taken', 'POST', '/v1/customers', { email: 'TAKEN@example.com' }],
    ['customer_exists', 'POST', '/v1/customers', { identifiers: [{ value: 'bad' }] }],
    ['insufficient_points', 'POST', '/v1/customers/external:bad/spends', { spends: [{ amount: 1 }] }],
    ['insufficient_points', 'POST', '/v1/customers/external:bad/holds', { amount: 1 }],
    ['in_the_future', 'POST', '/v1/events', event({ occurred_at: far })],
    ['too_late', 'POST', '/v1/events', event({ occurred_at: late })],
    ['same_account', 'POST', '/v1/customers/external:bad/transfers', { from: 'beans', amount: 1 }],
    [
      'tier_unchanged',
      'POST',
      '/v1/customers/external:bad/tiers/moves',
      { system: 'club', level: 'green', reason: 'x' },
    ],
  ];
  for (const [code, method, path, body] of cases) {
    const reply = await server.call(method, path, body);
    assertProblem(reply, code, `${path} ${JSON.stringify(body)}`);
  }
});

test('what is wrong with a field is named, with what was expected', async () => {
  const deposits = (more: object) => ({ deposits: [{ source: 'care', amount: 1, ...more }] });
  const toDeposits = '/v1/customers/external:bad/deposits';
  const cases: readonly (readonly [
    method: string,
    path: string,
    body: object | undefined,
    pointer: string,
    expected: RegExp,
  ])[] = [
    ['POST', toDeposits, deposits({ amount: -5 }), '/deposits/0/amount', /at least 1/],
    ['POST', toDeposits, deposits({ amount: 0 }), '/deposits/0/amount', /at least 1/],
    ['POST', toDeposits, deposits({ amount: 2.5 }), '/deposits/0/amount', /whole number/],
    ['POST', toDeposits, deposits({ amount: '5' }), '/deposits/0/amount', /number/],
    ['POST', toDeposits, deposits({ amount: 1e15 }), '/deposits/0/amount', /at most/],
    ['POST', toDeposits, deposits({ amont: 5 }), '/deposits/0/amont', /amount/],
    ['POST', toDeposits, deposits({ available_at: '2300-01-01T00:00:00Z' }), '/deposits/0/available_at', /2200/],
    ['POST', toDeposits, deposits({ available_at: 'tomorrow' }), '/deposits/0/available_at', /instant/],
    ['POST', toDeposits, { deposits: [] }, '/deposits', /at least 1/],
    ['POST', toDeposits, undefined, '', /./],
    ['POST', '/v1/events', event({ occurred_at: '1066-10-14T09:00:00Z' }), '/occurred_at', /1900/],
    ['POST', '/v1/events', event({ evnt: 'x' }), '/evnt', /event/],
    ['POST', '/v1/events', event({ quantity: 0 }), '/quantity', /at least 1/],
    ['POST', '/v1/events', event({ customer: '4711' }), '/customer', /type:value/],
    ['POST', '/v1/events', event({ transaction_id: 'é'.repeat(101) }), '/transaction_id', /200 bytes/],
    ['POST', '/v1/events', event({ properties: { channel: '\u0000' } }), '/properties/channel', /U\+0000/],
    ['POST', '/v1/customers', { birth_on: '2026-02-30' }, '/birth_on', /./],
    ['POST', '/v1/customers', { email: 'not an address' }, '/email', /ada@example\.com/],
    ['POST', '/v1/customers', { first_name: 'x'.repeat(201) }, '/first_name', /at most 200/],
    ['POST', '/v1/runs', { kind: 'expire' }, '/kind', /expiry/],
    ['POST', '/v1/api-keys', { name: 'x', scopes: ['event:write'] }, '/scopes/0', /events:write/],
    ['GET', '/v1/customers?limit=5000', undefined, '/limit', /at most 1000/],
    ['GET', '/v1/customers?lastname=x', undefined, '/lastname', /last_name/],
    ['GET', '/v1/customers/4711', undefined, '/customer', /type:value/],
    ['GET', '/v1/customers/external:%00', undefined, '/customer', /U\+0000/],
    ['GET', '/v1/customers/external:bad?expand=wallet', undefined, '/expand', /balances/],
  ];
  for (const [method, path, body, pointer, expected] of cases) {
    const reply = await server.call(method, path, body);
    const label = `${method} ${path} ${JSON.stringify(body)?.slice(0, 100)}`;
    assertProblem(reply, 'validation', label);
    assert.equal(reply.body.errors[0].pointer, pointer, `${label}: ${JSON.stringify(reply.body.errors)}`);
    assert.match(reply.body.errors[0].expected, expected, label);
  }
});

test('what is no JSON, not labelled as JSON or too large does not get as far as a route', async () => {
  const big = JSON.stringify(event({ properties: { channel: 'x'.repeat(1_100_000) } }));
  const cases: readonly (readonly [
    code: keyof typeof CODES,
    path: string,
    body: string | Uint8Array,
    type?: string,
  ])[] = [
    ['malformed_json', '/v1/events', '{"event":'],
    ['malformed_json', '/v1/events', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['unsupported_media_type', '/v1/events', 'event=web_login', 'application/x-www-form-urlencoded'],
    ['payload_too_large', '/v1/events', big],
    [
      'validation',
      '/v1/events',
      JSON.stringify(event({ properties: '[deep]' })).replace('"[deep]"', '['.repeat(20_000) + ']'.repeat(20_000)),
    ],
    ['validation', '/v1/events', '{"customer":"external:bad","event":"web_login","properties":{"channel":"\\ud800"}}'],
    ['validation', '/v1/events', '{"customer":"external:bad","event":"web_login","quantity":1e400}'],
    ['validation', '/v1/events', '{"customer":"external:bad","event":"web_login","__proto__":{"quantity":5}}'],
  ];
  for (const [code, path, body, type] of cases) {
    const headers = type === undefined ? {} : { 'content-type': type };
    assertProblem(await server.call('POST', path, body, headers), code, `${code} ${String(body).slice(0, 60)}`);
  }
});

test('a batch answers each event in its place; a thousand and one are refused whole', async () => {
  const items = [
    event(),
    { customer: 'x' },
    event({ event: 'web_logn' }),
    event({ customer: 'external:nobody' }),
    event(),
  ];
  const { status, body } = await server.call('POST', '/v1/events/batch', { events: items });
  assert.equal(status, 200);
  assert.deepEqual([body.accepted, body.refused], [2, 3]);
  assert.deepEqual(
    body.results.map((one: { status: number }) => one.status),
    [200, 422, 422, 404, 200],
  );
  assert.equal(body.results[1].error.errors[0].pointer, '/customer');
  const many = Array.from({ length: 1_001 }, () => event());
  assertProblem(await server.call('POST', '/v1/events/batch', { events: many }), 'batch_too_large', 'batch');
  assertProblem(await server.call('POST', '/v1/events/batch', { events: [] }), 'validation', 'empty batch');
});

test('a repeated batch with one key finds each of its events again', async () => {
  const body = { events: [event({ event: 'tasting_visit' }), event({ event: 'tasting_visit' })], lane: 'bulk' };
  const headers = { 'idempotency-key': 'batch-1' };
  const first = await server.call('POST', '/v1/events/batch', body, headers);
  const again = await server.call('POST', '/v1/events/batch', body, headers);
  assert.deepEqual([first.body.accepted, first.body.replayed], [2, 0]);
  assert.deepEqual([again.body.accepted, again.body.replayed], [2, 2]);
  const ids = (reply: Reply) =>
    reply.body.results.map((one: { decision: { decision_id: string } }) => one.decision.decision_id);
  assert.deepEqual(ids(again), ids(first));
  assert.notEqual(ids(first)[0], ids(first)[1]);
});

test('history takes what is too late, without outcomes', async () => {
  const old = { customer: 'external:bad', event: 'tasting_visit', occurred_at: '2020-05-05T10:00:00Z' };
  const { body } = await server.call('POST', '/v1/events/batch', { events: [old], history: true });
  assert.deepEqual([body.accepted, body.results[0].decision.outcomes], [1, []]);
});

test('a key that is too long is named as a header', async () => {
  const reply = await server.call('POST', '/v1/events', event(), { 'idempotency-key': 'k'.repeat(201) });
  assertProblem(reply, 'validation', 'long key');
  assert.deepEqual([reply.body.errors[0].in, reply.body.errors[0].expected], ['header', 'a key of at most 200 bytes']);
});

test('a path that cannot be decoded is not found', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const sent = request({
      hostname,
      port,
      path: '/v1/customers/%E0%A4%A',
      headers: { authorization: server.authorization },
    });
    sent.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject);
    sent.end();
  });
  assert.equal(status, 404);
});

test('nothing of what was refused moved a point: one sign-in of the batch earned its beans', async () => {
  const { body } = await server.call('GET', '/v1/customers/external:bad/points');
  assert.deepEqual(
    body.items.map((row: { modification: number }) => row.modification),
    [10],
  );
});
