// Providers over /v1: what waits, what is set and where, addresses and secrets that go in and never come out, pausing.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startReceiver } from '../../src/connectors/contract/receiver.ts';
import { eventually } from '../delivery/harness.ts';
import { type MessageServer, startMessageServer } from './message-server.ts';

const secretOf = (words: string): string => `whsec_${Buffer.from(words.padEnd(32, '.')).toString('base64')}`;
const [OLD, NEW] = [secretOf('the old secret'), secretOf('the new secret')];
const KEY = 'key-hunter2-of-the-provider';
const ACCESS = '/v1/providers/other/access';

let server: MessageServer;
before(async () => {
  server = await startMessageServer();
});
after(() => server.close());

test('providers show their lanes, whether sending works, and what is set without telling it', async () => {
  const { items } = await server.ok('GET', '/v1/providers');
  assert.deepEqual(
    items.map((one: Record<string, unknown>) => [one.provider, one.connector, one.state]),
    [
      ['messaging', 'webhook', 'working'],
      ['other', 'webhook', 'tray'],
      ['quiet', 'webhook', 'tray'],
    ],
  );
  const [messaging, other] = items;
  assert.deepEqual(messaging.access, {
    url: 'settings',
    key: null,
    secrets: null,
    secret_count: 0,
    missing: [],
    readable: true,
    updated_at: null,
    updated_by: null,
  });
  assert.deepEqual(other.access.missing, ['url']);
  assert.match(messaging.callback_path, /^\/v1\/callbacks\/messaging\/[\w-]{32}$/);
  assert.equal(messaging.callback_url, `https://loyalty.example${messaging.callback_path}`);
  const one = await server.ok('GET', '/v1/providers/messaging');
  assert.deepEqual({ ...one, served: messaging.served }, messaging);
  assert.ok(!JSON.stringify(items).includes('127.0.0.1'));
});

test('what waits is counted by lane, with the age of the oldest', async () => {
  await server.post.join('ann');
  await server.post.event('ann', 'later');
  await server.ok('POST', '/v1/providers/messaging/pause', { reason: 'counting' });
  await eventually(
    async () => (await server.ok('GET', '/v1/providers/messaging')).served,
    10_000,
    () => 'nobody sends',
  );
  // The dispatcher hears of the pause when it renews its lease.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await server.post.event('ann', 'greet');
  server.post.harness.now += 90_000;
  const { lanes, state, pause } = await server.ok('GET', '/v1/providers/messaging');
  const [live, bulk] = lanes;
  assert.deepEqual([live.lane, live.ready, live.later, live.oldest_age_seconds], ['live', 1, 1, 90]);
  assert.deepEqual(bulk, { lane: 'bulk', ready: 0, later: 0, oldest_at: null, oldest_age_seconds: null });
  assert.deepEqual([state, pause.reason, pause.by], ['paused', 'counting', 'key admin']);
  assert.equal(server.receiver.received.length, 0);
  const again = await server.ok('POST', '/v1/providers/messaging/pause', { reason: 'another' });
  assert.equal(again.pause.reason, 'counting');
  const metrics = (await server.call('GET', '/metrics')).body;
  assert.match(metrics, /^laurel_messages_waiting\{provider="messaging",lane="live",due="now"\} 1$/m);
  assert.match(metrics, /^laurel_messages_waiting\{provider="messaging",lane="live",due="later"\} 1$/m);
  assert.equal((await server.ok('POST', '/v1/providers/messaging/resume')).pause, null);
  assert.equal((await server.ok('POST', '/v1/providers/messaging/resume')).pause, null);
  await server.receiver.until(1);
  for (const words of ['a provider was paused', 'a provider was resumed'])
    assert.equal(server.logs.filter((line) => line.includes(words)).length, 1, words);
});

test('an address, a key and a secret go in, are used, and never come out', async () => {
  const url = `${server.receiver.url.replace('http://', 'http://user:pass-77@')}?token=query-99`;
  const stored = await server.call('PUT', ACCESS, { url, key: KEY, secrets: [OLD] });
  assert.equal(stored.status, 200, JSON.stringify(stored.body));
  const { access, state } = stored.body;
  assert.deepEqual([access.url, access.key, access.secrets, access.secret_count], ['store', 'store', 'store', 1]);
  assert.deepEqual([access.updated_by, state, access.missing], ['key admin', 'working', []]);
  await server.post.join('bea');
  const before = server.receiver.received.length;
  const sent = await server.ok('POST', '/v1/programme/messages/other/test', { customer: 'external:bea' });
  assert.equal(sent.status, 'delivered');
  assert.match(server.receiver.received[before]?.path ?? '', /token=query-99/);
  const answers = [
    stored.body,
    await server.ok('GET', '/v1/providers'),
    await server.ok('GET', `/v1/messages/${sent.message_id}`),
    await server.ok('GET', `/v1/messages/${sent.message_id}/deliveries`),
    await server.ok('POST', '/v1/programme/messages/other/preview', { customer: 'external:bea' }),
    sent,
  ];
  const { rows } = await server.post.harness.owner.query('select t::text as row from laurel.provider_secret t');
  const shown = [...answers.map((one) => JSON.stringify(one)), ...server.logs, ...rows.map(({ row }) => row)].join(
    '\n',
  );
  for (const hidden of [KEY, OLD, OLD.slice(6), 'pass-77', 'query-99', new URL(url).host])
    assert.equal(shown.includes(hidden), false, hidden);
});

test('a new secret signs beside the old one until the old one is dropped', async () => {
  const receiver = await startReceiver();
  const test = async (): Promise<readonly string[]> => {
    await server.ok('POST', '/v1/programme/messages/other/test', { customer: 'external:bea' });
    const { headers, body } = receiver.arrived.at(-1) ?? assert.fail('nothing arrived');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const by = (secret: string) =>
      `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update(signed)
        .digest('base64')}`;
    const given = String(headers['webhook-signature']).split(' ');
    return given.map((one) => (one === by(OLD) ? 'old' : one === by(NEW) ? 'new' : one));
  };
  await server.ok('PUT', ACCESS, { url: receiver.base });
  assert.deepEqual(await test(), ['old']);
  const added = await server.ok('PUT', ACCESS, { add_secret: NEW });
  assert.deepEqual([added.access.secret_count, added.access.key], [2, 'store']);
  assert.deepEqual(await test(), ['new', 'old']);
  // Twice is once.
  assert.equal((await server.ok('PUT', ACCESS, { add_secret: NEW })).access.secret_count, 2);
  assert.equal((await server.ok('PUT', ACCESS, { secrets: [NEW] })).access.secret_count, 1);
  assert.deepEqual(await test(), ['new']);
  const both = { secrets: [NEW], add_secret: OLD };
  assert.deepEqual(await server.refusal('PUT', ACCESS, both), [422, 'validation']);
  for (const words of ['second', 'third', 'fourth', 'fifth'])
    await server.ok('PUT', ACCESS, { add_secret: secretOf(words) });
  assert.deepEqual(await server.refusal('PUT', ACCESS, { add_secret: OLD }), [422, 'validation']);
  await server.ok('PUT', ACCESS, { secrets: [] });
  await receiver.close();
});

test('secrets that are added at the same time are all there afterwards', async () => {
  const added = ['one', 'two', 'three'].map((words) => server.call('PUT', ACCESS, { add_secret: secretOf(words) }));
  for (const { status, body } of await Promise.all(added)) assert.equal(status, 200, JSON.stringify(body));
  assert.equal((await server.ok('GET', '/v1/providers/other')).access.secret_count, 3);
});

test('null clears a part, and removing forgets all that is stored', async () => {
  const cleared = await server.ok('PUT', ACCESS, { key: null });
  assert.deepEqual([cleared.access.key, cleared.access.url], [null, 'store']);
  const { access, state } = await server.ok('DELETE', ACCESS);
  assert.deepEqual([access.url, access.secrets, access.updated_by, state], [null, null, null, 'tray']);
  assert.equal((await server.call('DELETE', ACCESS)).status, 200);
});

test('what can only be wrong is refused, and not repeated', async () => {
  const wrong: readonly (readonly [pointer: string, body: object])[] = [
    ['', {}],
    ['/url', { url: 'not an address' }],
    ['/url', { url: 'ftp://files.example.com/hunter2' }],
    ['/url', { url: 'smtp://mail.example.com:587' }],
    ['/url', { url: 'https://hooks.example.com/#hunter2' }],
    ['/url', { url: '' }],
    ['/url', { url: `https://hooks.example.com/${'x'.repeat(2_000)}` }],
    ['/key', { key: 'hunter2\nx-evil: 1' }],
    ['/key', { key: 'hunter2é' }],
    ['/secrets', { secrets: ['hunter2'] }],
    ['/secrets', { secrets: [`whsec_${Buffer.from('hunter2').toString('base64')}`] }],
    ['/add_secret', { add_secret: 'whsec_hunter2!' }],
    ['/hunter', { hunter: 'hunter2' }],
  ];
  for (const [pointer, body] of wrong) {
    const reply = await server.call('PUT', ACCESS, body);
    assert.deepEqual([reply.status, reply.body.code], [422, 'validation'], JSON.stringify(body));
    assert.equal(reply.body.errors[0].pointer, pointer, JSON.stringify(body));
    assert.ok(!JSON.stringify(reply.body).includes('hunter2'), JSON.stringify(reply.body));
  }
  const overruled = await server.call('PUT', '/v1/providers/messaging/access', { url: 'https://hooks.example.com' });
  assert.match(overruled.body.errors[0].problem, /LAUREL_PROVIDER_MESSAGING_URL/);
  for (const [method, path, body] of [
    ['GET', '/v1/providers/nobody', undefined],
    ['PUT', '/v1/providers/nobody/access', { key: 'k' }],
    ['DELETE', '/v1/providers/nobody/access', undefined],
    ['POST', '/v1/providers/nobody/pause', { reason: 'x' }],
    ['POST', '/v1/providers/nobody/resume', undefined],
  ] as const)
    assert.deepEqual(await server.refusal(method, path, body), [404, 'unknown_provider'], path);
  assert.deepEqual(await server.refusal('POST', '/v1/providers/other/pause', {}), [422, 'validation']);
});

test('addresses in private networks are refused when they are written', async () => {
  const strict = await startMessageServer({ mayTargetPrivate: false });
  try {
    for (const url of [
      'http://hooks.example.com',
      'https://127.0.0.1/hook',
      'https://[::1]/hook',
      'https://0x7f.1/hook',
      'https://169.254.169.254/latest',
      'https://localhost/hook',
    ]) {
      const reply = await strict.call('PUT', ACCESS, { url });
      assert.deepEqual([reply.status, reply.body.errors?.[0].pointer], [422, '/url'], url);
    }
    const { status, body } = await strict.call('PUT', ACCESS, { url: 'https://hooks.nowhere.invalid/x' });
    assert.equal(status, 200, JSON.stringify(body));
  } finally {
    await strict.close();
  }
});

test('what was sealed under a key that is gone is neither read nor overwritten', async () => {
  await server.ok('PUT', ACCESS, { key: KEY });
  await server.post.harness.owner.query(`update laurel.provider_secret set key_id = 'gone'`);
  assert.equal((await server.ok('GET', '/v1/providers/other')).access.readable, false);
  assert.deepEqual(await server.refusal('PUT', ACCESS, { add_secret: NEW }), [409, 'access_unreadable']);
  await server.ok('DELETE', ACCESS);
  await server.ok('PUT', ACCESS, { key: KEY });
});

test('secrets and callback addresses are for the scope admin alone', async () => {
  const reader = await server.makeKey('messages:read');
  const writer = await server.makeKey('messages:read', 'messages:write', 'programme:write');
  const shown = await server.call('GET', '/v1/providers/other', undefined, writer);
  assert.deepEqual([shown.status, shown.body.callback_path, shown.body.callback_url], [200, null, null]);
  assert.deepEqual(await server.refusal('PUT', ACCESS, { key: 'k' }, writer), [403, 'forbidden']);
  assert.deepEqual(await server.refusal('DELETE', ACCESS, undefined, writer), [403, 'forbidden']);
  assert.deepEqual(await server.refusal('POST', '/v1/providers/other/pause', { reason: 'x' }, reader), [
    403,
    'forbidden',
  ]);
  assert.deepEqual(await server.refusal('POST', '/v1/providers/other/resume', undefined, reader), [403, 'forbidden']);
  const stranger = await server.makeKey('campaigns:read');
  assert.deepEqual(await server.refusal('GET', '/v1/providers', undefined, stranger), [403, 'forbidden']);
});
