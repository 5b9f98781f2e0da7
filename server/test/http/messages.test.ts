// Messages over /v1: found, looked into, sent again, stopped, tried out; and the tray. On the real engine, with a real receiver.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type MessageServer, startMessageServer } from './message-server.ts';
import type { Reply } from './test-server.ts';

const NOBODY = '01900000-0000-7000-8000-00000000ffff';

let server: MessageServer;
before(async () => {
  server = await startMessageServer();
});
beforeEach(() => {
  server.receiver.received.length = 0;
  server.receiver.answer = (_, response) => response.writeHead(200).end('ok');
});
after(() => server.close());

const idsOf = ({ items }: Reply['body']): readonly string[] => items.map(({ id }: { id: string }) => id);

async function deliver(name: string): Promise<string> {
  await server.post.join(name);
  const id = await server.post.event(name, 'greet');
  await server.post.untilStatus(id, 'delivered');
  return id;
}

async function fail(name: string): Promise<string> {
  server.receiver.answer = (_, response) => response.writeHead(400).end('no such template');
  await server.post.join(name);
  const id = await server.post.event(name, 'greet');
  await server.post.untilStatus(id, 'dead');
  server.receiver.answer = (_, response) => response.writeHead(200).end('ok');
  return id;
}

test('a message is shown with its variables, what was sent, and how each attempt went', async () => {
  const id = await deliver('ann');
  const message = await server.ok('GET', `/v1/messages/${id}`);
  assert.deepEqual(
    [message.status, message.message, message.provider, message.campaign, message.lane, message.attempts],
    ['delivered', 'greeting', 'messaging', 'greet', 'live', 1],
  );
  assert.equal(message.variables.campaign.id, 'greet');
  assert.equal(message.connector, 'webhook');
  assert.equal(message.request.url, '{address}');
  assert.equal(message.request.body, server.receiver.received[0]?.body);
  assert.equal(message.next_attempt_at, null);
  const { items } = await server.ok('GET', `/v1/messages/${id}/deliveries`);
  assert.deepEqual(
    items.map((one: Record<string, unknown>) => [one.attempt, one.result, one.status, one.response, one.reason]),
    [[1, 'delivered', 200, 'ok', null]],
  );
});

test('lists are narrowed by customer, provider, message, campaign, status and time, and go on page by page', async () => {
  server.post.harness.now += 60_000;
  const start = new Date(server.post.harness.now).toISOString();
  const ids = [await deliver('bea'), await deliver('ben')];
  await server.post.join('bob');
  ids.push(await server.post.event('bob', 'later'));
  server.post.harness.now += 60_000;
  const end = new Date(server.post.harness.now).toISOString();
  const [first, second, waiting] = ids;
  const list = async (query: string) => idsOf(await server.ok('GET', `/v1/messages?${query}`));
  assert.deepEqual(await list('customer=external:bea'), [first]);
  assert.deepEqual(await list('message=late'), [waiting]);
  assert.deepEqual(await list('campaign=later'), [waiting]);
  assert.deepEqual(await list('rule=campaign/later'), [waiting]);
  assert.deepEqual(await list(`status=delivered&from=${start}`), [second, first]);
  assert.deepEqual(await list(`from=${end}`), []);
  assert.deepEqual(await list(`to=2020-01-01T00:00:00Z`), []);
  assert.deepEqual(await list('provider=quiet'), []);
  const page = await server.ok('GET', `/v1/messages?limit=2&provider=messaging&from=${start}`);
  assert.deepEqual(idsOf(page), [waiting, second]);
  assert.deepEqual(await list(`limit=2&provider=messaging&from=${start}&after=${page.next}`), [first]);
  assert.deepEqual(idsOf(await server.ok('GET', '/v1/customers/external:bob/messages')), [waiting]);
  assert.deepEqual(idsOf(await server.ok('GET', '/v1/customers/external:bob/messages?status=dead')), []);
  assert.notEqual((await server.ok('GET', `/v1/messages/${waiting}`)).next_attempt_at, null);
});

test('a message is sent again under its id; one that waits is not', async () => {
  const id = await deliver('cleo');
  assert.equal((await server.ok('POST', `/v1/messages/${id}/replay`)).id, id);
  await server.receiver.until(2);
  const { attempts } = await server.post.untilStatus(id, 'delivered');
  assert.equal(attempts, 2);
  assert.deepEqual(
    server.receiver.received.map((one) => one.id),
    [id, id],
  );
  const waiting = await server.post.event('cleo', 'later');
  assert.deepEqual(await server.refusal('POST', `/v1/messages/${waiting}/replay`), [409, 'message_state']);
  assert.ok(server.logs.some((line) => line.includes('a message was replayed') && line.includes(id)));
});

test('dead letters that match are sent again, at most so many, and nothing without a filter', async () => {
  const ids = [await fail('dan'), await fail('deb'), await fail('don')];
  const from = new Date(server.post.harness.now - 1).toISOString();
  assert.deepEqual(await server.refusal('POST', '/v1/messages/replay', {}), [422, 'validation']);
  assert.deepEqual(await server.refusal('POST', '/v1/messages/replay', { status: 'dead' }), [422, 'validation']);
  assert.deepEqual(await server.ok('POST', '/v1/messages/replay', { provider: 'other', from }), { replayed: 0 });
  assert.deepEqual(await server.ok('POST', '/v1/messages/replay', { provider: 'messaging', from, limit: 2 }), {
    replayed: 2,
  });
  await server.post.untilStatus(ids[0] ?? '', 'delivered');
  assert.equal((await server.post.untilStatus(ids[1] ?? '', 'delivered')).lane, 'bulk');
  assert.equal((await server.post.message(ids[2] ?? '')).status, 'dead');
  assert.deepEqual(await server.ok('POST', '/v1/messages/replay', { customer: 'external:don' }), { replayed: 1 });
  await server.post.untilStatus(ids[2] ?? '', 'delivered');
});

test('what waits is stopped, one by one or by a filter; what is over is not', async () => {
  await server.post.join('eve');
  const one = await server.post.event('eve', 'later');
  assert.equal((await server.ok('POST', `/v1/messages/${one}/cancel`)).status, 'cancelled');
  assert.deepEqual(await server.refusal('POST', `/v1/messages/${one}/cancel`), [409, 'message_state']);
  await server.post.join('fay');
  const other = await server.post.event('fay', 'later');
  assert.deepEqual(await server.refusal('POST', '/v1/messages/cancel', {}), [422, 'validation']);
  const both = { campaign: 'later', rule: 'campaign/later' };
  assert.deepEqual(await server.refusal('POST', '/v1/messages/cancel', both), [422, 'validation']);
  assert.deepEqual(await server.ok('POST', '/v1/messages/cancel', { campaign: 'later', customer: 'external:fay' }), {
    cancelled: 1,
  });
  assert.equal((await server.post.message(other)).status, 'cancelled');
});

test('a preview shows what would be sent and sends nothing', async () => {
  await server.post.join('gus');
  const preview = await server.ok('POST', '/v1/programme/messages/greeting/preview', {
    customer: 'external:gus',
    variables: { event: { context: { n: 7 } } },
  });
  assert.deepEqual([preview.provider, preview.connector, preview.missing], ['messaging', 'webhook', []]);
  assert.deepEqual(JSON.parse(preview.request.body), { hello: 'gus', n: 7 });
  const kept = await server.ok('POST', '/v1/programme/messages/other/preview', { customer: 'external:gus' });
  assert.deepEqual([kept.connector, kept.missing], ['tray', ['url']]);
  assert.equal(server.receiver.received.length, 0);
  assert.deepEqual(idsOf(await server.ok('GET', '/v1/customers/external:gus/messages')), []);
  const refused = (message: string, body: object) =>
    server.refusal('POST', `/v1/programme/messages/${message}/preview`, body);
  const customer = 'external:gus';
  assert.deepEqual(await refused('nothing', { customer }), [404, 'unknown_message']);
  assert.deepEqual(await refused('greeting', { customer, provider: 'nowhere' }), [404, 'unknown_provider']);
  assert.deepEqual(await refused('greeting', { customer, provider: 'other' }), [422, 'message_not_rendered']);
  assert.deepEqual(await refused('greeting', { customer: 'external:nobody' }), [404, 'customer_not_found']);
  assert.deepEqual(await refused('greeting', {}), [422, 'validation']);
});

test('a preview leaves the connections of others as they were', async () => {
  const { rows } = await server.post.harness.database.pool.query('show enable_seqscan');
  assert.equal(rows[0].enable_seqscan, 'on');
});

test('a test is sent once, at once, and answers how it went', async () => {
  await server.post.join('hal');
  const sent = await server.ok('POST', '/v1/programme/messages/greeting/test', { customer: 'external:hal' });
  assert.deepEqual(
    [sent.status, sent.result, sent.receiver_status, sent.response],
    ['delivered', 'delivered', 200, 'ok'],
  );
  assert.equal(server.receiver.received[0]?.id, sent.message_id);
  const message = await server.ok('GET', `/v1/messages/${sent.message_id}`);
  assert.deepEqual([message.test, message.rule, message.status, message.campaign], [true, 'test', 'delivered', null]);
  server.receiver.answer = (_, response) => response.writeHead(503).end('later');
  const failed = await server.ok('POST', '/v1/programme/messages/greeting/test', { customer: 'external:hal' });
  assert.deepEqual([failed.status, failed.result, failed.receiver_status], ['dead', 'retry', 503]);
  const kept = await server.ok('POST', '/v1/programme/messages/other/test', {
    customer: 'external:hal',
    to: 'someone@example.com',
  });
  assert.equal(kept.status, 'tray');
  const { items } = await server.ok('GET', '/v1/tray?limit=1');
  assert.deepEqual([items[0].id, items[0].to, items[0].reason], [kept.message_id, 'someone@example.com', 'no_address']);
  const two = { customer: 'external:hal', to: 'a@example.com, b@example.com' };
  assert.deepEqual(await server.refusal('POST', '/v1/programme/messages/other/test', two), [422, 'validation']);
  assert.deepEqual(await server.refusal('POST', '/v1/programme/messages/nothing/test', { customer: 'external:hal' }), [
    404,
    'unknown_message',
  ]);
});

test('the tray shows what was kept and why, newest first', async () => {
  await server.post.join('ivy', { email: 'ivy@example.com' });
  const first = await server.post.event('ivy', 'other');
  await server.post.untilStatus(first, 'tray');
  const second = await server.post.event('ivy', 'other');
  await server.post.untilStatus(second, 'tray');
  const page = await server.ok('GET', '/v1/tray?limit=1');
  assert.deepEqual(idsOf(page), [second]);
  const [kept] = page.items;
  assert.deepEqual(
    [kept.to, kept.provider, kept.message, kept.reason, kept.body],
    ['ivy@example.com', 'other', 'other', 'no_address', { hello: 'ivy' }],
  );
  assert.deepEqual(idsOf(await server.ok('GET', `/v1/tray?limit=1&after=${page.next}`)), [first]);
  assert.deepEqual(await server.refusal('GET', '/v1/tray?after=nonsense'), [422, 'validation']);
});

test('the page of the tray comes with scripts and styles of this server only', async () => {
  const page = await server.call('GET', '/tray', undefined, '');
  assert.equal(page.status, 200);
  assert.match(page.body, /<title>Message tray/);
  assert.doesNotMatch(page.body.replaceAll('http://www.w3.org/2000/svg', ''), /https?:\/\/|<script>|onclick/);
  const policy = page.headers.get('content-security-policy') ?? '';
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self';/);
  assert.match(policy, /connect-src 'self';/);
  for (const [, address = ''] of page.body.matchAll(/(?:src|href)="(\/[^"]*)"/g)) {
    assert.equal((await server.call('GET', address, undefined, '')).status, 200, address);
  }
});

test('what is not there, and what is asked wrongly, is refused', async () => {
  for (const [method, path] of [
    ['GET', `/v1/messages/${NOBODY}`],
    ['GET', `/v1/messages/${NOBODY}/deliveries`],
    ['POST', `/v1/messages/${NOBODY}/replay`],
    ['POST', `/v1/messages/${NOBODY}/cancel`],
  ] as const)
    assert.deepEqual(await server.refusal(method, path), [404, 'message_not_found'], path);
  for (const query of [
    'status=lost',
    'from=yesterday',
    'limit=0',
    'limit=1001',
    'after=nonsense',
    'campaign=a&rule=b',
    'colour=red',
  ])
    assert.deepEqual(await server.refusal('GET', `/v1/messages?${query}`), [422, 'validation'], query);
  assert.deepEqual(await server.refusal('GET', '/v1/messages/17'), [422, 'validation']);
  assert.deepEqual(await server.refusal('GET', '/v1/messages?customer=external:nobody'), [404, 'customer_not_found']);
  assert.deepEqual(await server.refusal('GET', '/v1/customers/external:nobody/messages'), [404, 'customer_not_found']);
});

test('reading and changing ask for scopes of their own', async () => {
  const reader = await server.makeKey('messages:read');
  const stranger = await server.makeKey('campaigns:write', 'customers:read');
  const reads = [
    ['GET', '/v1/messages'],
    ['GET', `/v1/messages/${NOBODY}`],
    ['GET', `/v1/messages/${NOBODY}/deliveries`],
    ['GET', '/v1/customers/external:ann/messages'],
    ['GET', '/v1/tray'],
    ['POST', '/v1/programme/messages/greeting/preview'],
  ] as const;
  const writes = [
    ['POST', '/v1/messages/replay'],
    ['POST', '/v1/messages/cancel'],
    ['POST', `/v1/messages/${NOBODY}/replay`],
    ['POST', `/v1/messages/${NOBODY}/cancel`],
    ['POST', '/v1/programme/messages/greeting/test'],
  ] as const;
  for (const [method, path] of [...reads, ...writes])
    assert.deepEqual(await server.refusal(method, path, undefined, stranger), [403, 'forbidden'], path);
  for (const [method, path] of writes)
    assert.deepEqual(await server.refusal(method, path, undefined, reader), [403, 'forbidden'], path);
  for (const [method, path] of reads)
    assert.notEqual((await server.call(method, path, undefined, reader)).status, 403, path);
});
