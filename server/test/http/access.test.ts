// Who may call: keys, secrets, scopes, revocation, rate limits, and what a stranger sees.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SCOPES } from '../../src/storage/api-keys.ts';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => {
  await server.close();
});

const as = (authorization: string) => ({ authorization });

test('without a valid key and secret nothing of /v1 answers', async () => {
  const { key } = await server.makeKey(['admin']);
  const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
  const wrong = [
    '',
    'Basic',
    'Basic !!!',
    basic('nobody:nothing'),
    basic(`${key}x`),
    basic(`${key.split(':')[0]}:`),
    basic(key.slice(0, -1)),
    `Bearer ${key.split(':')[0]}`,
    `Digest ${key}`,
    `Bearer ${'k'.repeat(600)}:x`,
  ];
  for (const authorization of wrong) {
    const { status, body, headers } = await server.call('GET', '/v1/customers', undefined, as(authorization));
    assert.deepEqual([status, body.code], [401, 'unauthorized'], authorization);
    assert.match(headers.get('www-authenticate') ?? '', /^Basic/);
  }
  for (const authorization of [basic(key), `Bearer ${key}`, `bearer ${key}`])
    assert.equal((await server.call('GET', '/v1/customers', undefined, as(authorization))).status, 200);
});

test('a stranger is turned away before the body is read', async () => {
  const { status } = await server.call('POST', '/v1/events', '{"half', as('Bearer nobody:nothing'));
  assert.equal(status, 401);
});

test('each route asks for its own scope, and admin covers all', async () => {
  const contract = await server.call('GET', '/openapi.json');
  const cases: readonly (readonly [method: string, path: string, scope: (typeof SCOPES)[number]])[] = [
    ['GET', '/v1/customers', 'customers:read'],
    ['POST', '/v1/customers', 'customers:write'],
    ['POST', '/v1/events', 'events:write'],
    ['GET', '/v1/customers/external:x/points', 'points:read'],
    ['POST', '/v1/customers/external:x/spends', 'points:write'],
    ['GET', '/v1/tiers/population', 'tiers:read'],
    ['POST', '/v1/customers/external:x/tiers/moves', 'tiers:write'],
    ['GET', '/v1/programme', 'programme:read'],
    ['POST', '/v1/programme/apply', 'programme:write'],
    ['GET', '/v1/runs', 'runs:write'],
    ['GET', '/v1/api-keys', 'admin'],
    ['GET', '/v1/rejected-facts', 'admin'],
  ];
  const { authorization: none } = await server.makeKey(['sessionm']);
  for (const [method, path, scope] of cases) {
    const refused = await server.call(method, path, method === 'POST' ? {} : undefined, as(none));
    assert.deepEqual([refused.status, refused.body.code], [403, 'forbidden'], path);
    assert.match(refused.body.detail, new RegExp(scope));
    const { authorization } = await server.makeKey([scope]);
    const let_in = await server.call(method, path, method === 'POST' ? {} : undefined, as(authorization));
    assert.ok(![401, 403].includes(let_in.status), `${path}: ${let_in.status}`);
  }
  const open = Object.entries<Record<string, { security?: unknown }>>(contract.body.paths)
    .flatMap(([path, methods]) => Object.values(methods).map((operation) => ({ path, operation })))
    .filter(({ operation }) => operation.security === undefined)
    .map(({ path }) => path);
  const signIn = [
    '/v1/setup',
    '/v1/setup',
    '/auth/sign-in',
    '/auth/sign-out',
    '/auth/second-factor/verify',
    '/auth/oidc',
  ];
  assert.deepEqual(open.sort(), [...signIn, '/auth/invitation', '/health', '/problems/{code}'].sort());
});

test('a key is shown once, works at once, and is refused once it is revoked', async () => {
  const made = await server.call('POST', '/v1/api-keys', { name: 'till', scopes: ['events:write'], rate_limit: 600 });
  assert.equal(made.status, 201);
  const authorization = `Bearer ${made.body.key}:${made.body.secret}`;
  assert.equal((await server.call('POST', '/v1/events', {}, as(authorization))).status, 422);
  const list = await server.call('GET', '/v1/api-keys');
  assert.ok(!JSON.stringify(list.body).includes(made.body.secret));
  const { rows } = await server.database.owner.query('select secret_hash from laurel.api_key where id = $1', [
    made.body.id,
  ]);
  assert.equal(rows[0].secret_hash.length, 32);
  const revoked = await server.call('DELETE', `/v1/api-keys/${made.body.id}`);
  assert.notEqual(revoked.body.revoked_at, null);
  assert.equal((await server.call('POST', '/v1/events', {}, as(authorization))).status, 401);
});

test('a limited key reads what is left and is told when to come back', async () => {
  const { authorization } = await server.makeKey(['customers:read'], 2);
  const first = await server.call('GET', '/v1/customers', undefined, as(authorization));
  assert.deepEqual(
    ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'ratelimit-policy'].map((name) =>
      first.headers.get(name),
    ),
    ['2', '1', '30', '"key";q=2;w=60'],
  );
  await server.call('GET', '/v1/customers', undefined, as(authorization));
  const third = await server.call('GET', '/v1/customers', undefined, as(authorization));
  assert.deepEqual([third.status, third.body.code, third.body.retryable], [429, 'rate_limited', true]);
  assert.ok(Number(third.headers.get('retry-after')) >= 1);
  const unlimited = await server.call('GET', '/v1/customers');
  assert.equal(unlimited.headers.get('ratelimit-limit'), null);
});

test('answers are not cached, sniffed, framed or shared with other origins', async () => {
  const { headers } = await server.call('GET', '/v1/customers', undefined, { origin: 'https://elsewhere.example' });
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('x-frame-options'), 'DENY');
  assert.equal(headers.get('access-control-allow-origin'), null);
  assert.match(headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
});
