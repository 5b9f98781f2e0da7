// What operators see: health, metrics, the reference page, the log, and a database that goes away and comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { createHttpServer } from '../../src/http/server.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createPool } from '../../src/storage/connection.ts';
import { DropProxy } from '../support/drop-proxy.ts';
import { RETAILER_ID, startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
  await server.call('POST', '/v1/customers', {
    identifiers: [{ value: 'op' }],
    opted_in: true,
    email: 'very.private@example.com',
  });
});
after(async () => {
  await server.close();
});

test('health is ready with a live programme and says what is missing without one', async () => {
  const ready = await server.call('GET', '/health');
  assert.deepEqual([ready.status, ready.body], [200, { status: 'ready', programme_version: 1, reasons: [] }]);
  const empty = await startTestServer({ hasProgramme: false });
  try {
    const { status, body, headers } = await empty.call('GET', '/health');
    assert.deepEqual([status, body.status, body.programme_version], [503, 'not_ready', null]);
    assert.match(body.reasons[0], /npx laurel apply/);
    assert.equal(headers.get('retry-after'), '1');
    const event = await empty.call('POST', '/v1/customers', { identifiers: [{ value: 'x' }] });
    assert.deepEqual([event.status, event.body.code], [503, 'programme_missing']);
  } finally {
    await empty.close();
  }
});

test('metrics count requests by route and facts, and name nobody', async () => {
  await server.call('POST', '/v1/events', { customer: 'external:op', event: 'web_login' });
  await server.call('GET', '/v1/customers?email=very.private@example.com');
  const { body, headers } = await server.call('GET', '/metrics');
  assert.match(headers.get('content-type') ?? '', /^text\/plain/);
  assert.match(body, /laurel_http_request_seconds_count\{method="POST",route="\/v1\/events",status="200"\} 1/);
  assert.match(body, /^laurel_pipeline_facts_total [1-9]/m);
  assert.match(body, /^laurel_pipeline_held_ms_bucket\{le="\+Inf"\} [1-9]/m);
  assert.match(body, /^process_cpu_seconds_total/m);
  assert.ok(!/very\.private|external:op/.test(body));
});

test('the reference page and what it loads come from this server alone', async () => {
  const page = await server.call('GET', '/docs/', undefined, { authorization: '' });
  assert.equal(page.status, 200);
  const addresses = [...page.body.matchAll(/(?:src|href)="([^"]*)"/g)].map((match) => String(match[1]));
  assert.ok(addresses.length > 0);
  assert.deepEqual(
    addresses.filter((address) => /^(https?:)?\/\//.test(address)),
    [],
  );
  assert.ok(!/https?:\/\//.test(page.body.replaceAll(/http:\/\/www\.w3\.org\/\S*/g, '')), 'the page names a host');
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'self'/);
  assert.match(policy, /connect-src 'self'/);
  assert.ok(!policy.includes('http'));
  const script = await server.call('GET', new URL(addresses[0] ?? '', 'http://x/docs/').pathname);
  assert.equal(script.status, 200);
  const contract = await server.call('GET', '/openapi.json', undefined, { authorization: '' });
  assert.equal(contract.body.openapi, '3.1.0');
});

test('the start page is served with a policy, and unchanged files are not sent twice', async () => {
  const page = await server.call('GET', '/', undefined, { authorization: '' });
  assert.equal(page.status, 200);
  assert.match(page.body, /<title>Laurel<\/title>/);
  const again = await server.call('GET', '/', undefined, { 'if-none-match': page.headers.get('etag') ?? '' });
  assert.equal(again.status, 304);
  assert.equal((await server.call('GET', '/../package.json')).status, 404);
});

test('a problem names a page that says what it means', async () => {
  const { body } = await server.call('GET', '/v1/nothing');
  const page = await server.call('GET', body.type);
  assert.deepEqual([page.status, page.body.code, page.body.status], [200, 'not_found', 404]);
});

test('the log has routes and ids, and nothing personal', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line) => lines.push(line) });
  const { pool } = server.database;
  const programmes = createProgrammeSource(pool);
  const app = await createHttpServer({
    pool,
    engine: server.engine,
    programmes,
    clock: server.clock,
    logger,
    config: { publicUrl: 'http://localhost', trustProxy: false, retailerId: RETAILER_ID },
  });
  try {
    const { authorization } = server;
    const ask = (url: string) => app.inject({ method: 'GET', url, headers: { authorization } });
    await ask('/v1/customers?email=very.private@example.com');
    await ask('/v1/customers/external:op');
    const refused = await app.inject({
      method: 'POST',
      url: '/v1/events',
      headers: { authorization },
      payload: { customer: 'external:op', event: 'very.private@example.com' },
    });
    assert.equal(refused.statusCode, 422);
    const text = lines.join('');
    assert.match(text, /"route":"\/v1\/customers\/:customer"/);
    assert.ok(text.includes(refused.json().request_id));
    assert.ok(!/very\.private|external:op/.test(text), text);
  } finally {
    await app.close();
  }
});

test('without a database every request gets 503 with Retry-After, and work goes on when it is back', async () => {
  const proxy = await DropProxy.open(server.database.url);
  const pool = createPool({ url: proxy.url, max: 2, applicationName: 'laurel test', role: 'laurel_app' });
  const pipelinePool = createPool({ url: proxy.url, max: 6, applicationName: 'laurel test', role: 'laurel_app' });
  const logger = pino({ level: 'silent' });
  const programmes = createProgrammeSource(pool);
  await programmes.refresh();
  const roles = { live: true, bulk: false };
  const engine = await createEngine({ pool: pipelinePool, programmes, clock: server.clock, logger, roles });
  const config = { publicUrl: 'http://localhost', trustProxy: false, retailerId: RETAILER_ID } as const;
  const app = await createHttpServer({ pool, engine, programmes, clock: server.clock, logger, config });
  const headers = { authorization: server.authorization };
  const visit = { customer: 'external:op', event: 'tasting_visit', transaction_id: 'while-away' };
  const send = () => app.inject({ method: 'POST', url: '/v1/events', headers, payload: visit });
  const read = () => app.inject({ method: 'GET', url: '/v1/customers/external:op', headers });
  try {
    assert.equal((await read()).statusCode, 200);
    proxy.refuse(true);
    for (const reply of [await send(), await read()]) {
      assert.deepEqual([reply.statusCode, reply.json().code, reply.json().retryable], [503, 'unavailable', true]);
      assert.ok(Number(reply.headers['retry-after']) >= 1);
    }
    assert.equal((await app.inject({ method: 'GET', url: '/health' })).statusCode, 503);
    proxy.refuse(false);
    const deadline = Date.now() + 10_000;
    let reply = await send();
    while (reply.statusCode === 503 && Date.now() < deadline) reply = await send();
    assert.equal(reply.statusCode, 200, reply.body);
    assert.equal((await read()).statusCode, 200);
  } finally {
    await app.close();
    await engine.close();
    await Promise.all([pool.end(), pipelinePool.end()]);
    await proxy.close();
  }
});

test('addresses of the console show its page to browsers; clients of the API get their problem', async () => {
  const visit = { accept: 'text/html,application/xhtml+xml', authorization: '' };
  for (const address of ['/customers/1/activity', '/settings/users']) {
    const page = await server.call('GET', address, undefined, visit);
    assert.equal(page.status, 200);
    assert.match(page.body, /<div id="root">/);
    const client = await server.call('GET', address, undefined, { accept: 'application/json' });
    assert.deepEqual([client.status, client.body.code], [404, 'not_found']);
  }
  for (const address of ['/v1/nothing', '/assets/nothing.js', '/priv/v1/apps/x/nothing']) {
    assert.equal((await server.call('GET', address, undefined, visit)).status, 404, address);
  }
});

test('scripts are sent compressed, and kept for ever under a name that tells their content', async () => {
  const { body } = await server.call('GET', '/', undefined, { accept: 'text/html' });
  const script = /src="(\/assets\/[^"]+)"/.exec(body)?.[1] ?? '';
  for (const encoding of ['br', 'gzip']) {
    const sent = await server.call('GET', script, undefined, { 'accept-encoding': encoding });
    assert.deepEqual([sent.status, sent.headers.get('content-encoding')], [200, encoding]);
    assert.match(sent.headers.get('cache-control') ?? '', /immutable/);
  }
});
