// Messages reach their receivers: with the bytes that were frozen, in order, again after failures, and one provider's trouble
// is not another's.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { readDeliveries, readMessage } from '../../src/storage/deliveries.ts';
import { readProviderStates, resumeProvider } from '../../src/storage/providers.ts';
import { eventually, openPost, type Post, Receiver } from './harness.ts';

let post: Post;
let receiver: Receiver;
let other: Receiver;

before(async () => {
  post = await openPost();
  receiver = await Receiver.open();
  other = await Receiver.open();
  await post.dispatch({ messaging: { url: receiver.url }, other: { url: other.url } });
});

beforeEach(() => {
  for (const one of [receiver, other]) {
    one.received.length = 0;
    one.answer = (_, response) => response.writeHead(200).end('ok');
  }
});

after(async () => {
  await post.close();
  await receiver.close();
  await other.close();
});

test('a message is rendered, sent and noted', async () => {
  await post.join('ann');
  const id = await post.event('ann', 'greet');
  const row = await post.untilStatus(id, 'delivered');
  assert.equal(row.attempts, 1);
  assert.deepEqual(
    receiver.received.map((one) => [one.id, JSON.parse(one.body)]),
    [[id, { hello: 'ann', n: null }]],
  );
  const [attempt] = await readDeliveries(post.harness.database.pool, id);
  assert.equal(attempt?.result, 'delivered');
  assert.equal(attempt?.status, 200);
  assert.equal(attempt?.response, 'ok');
});

test("a customer's messages to a provider arrive in the order in which they were decided", async () => {
  await post.join('otto');
  receiver.answer = (_, response) => setTimeout(() => response.writeHead(200).end(), 5 * Math.random());
  const ids: string[] = [];
  for (let n = 0; n < 20; n += 1) ids.push(await post.event('otto', 'greet', n % 3 === 0 ? 'bulk' : 'live'));
  await receiver.until(20);
  assert.deepEqual(
    receiver.received.map(({ id }) => id),
    ids,
  );
});

test('a failed message is tried again by the schedule, with the same id and the same bytes', async () => {
  await post.join('rita');
  receiver.answer = (_, response) => response.writeHead(500).end('down');
  const id = await post.event('rita', 'greet');
  await eventually(
    async () => (await post.message(id)).attempts === 1,
    5_000,
    () => 'no first attempt',
  );
  assert.equal((await post.message(id)).next_at, post.harness.now + 5_000);
  await post.engine.submit({
    customer: { kind: 'identifier', type: null, value: 'rita' },
    body: { kind: 'customer.save', mode: 'update', patch: { firstName: 'Margherita' } },
    occurredAt: null,
    idempotency: null,
    actor: { kind: 'api', name: 'test' },
    lane: 'live',
    isHistory: false,
  });
  post.harness.now += 5_000;
  await eventually(
    async () => (await post.message(id)).attempts === 2,
    5_000,
    () => 'no second attempt',
  );
  assert.equal((await post.message(id)).next_at, post.harness.now + 5 * 60_000);
  receiver.answer = (_, response) => response.writeHead(204).end();
  post.harness.now += 5 * 60_000;
  await post.untilStatus(id, 'delivered');
  assert.equal(receiver.received.length, 3);
  assert.equal(new Set(receiver.received.map(({ id, body }) => `${id} ${body}`)).size, 1);
  assert.deepEqual(
    (await readDeliveries(post.harness.database.pool, id)).map(({ result, status }) => [result, status]),
    [
      ['retry', 500],
      ['retry', 500],
      ['delivered', 204],
    ],
  );
});

test('a failed message does not hold up the next one of its customer', async () => {
  await post.join('nora');
  receiver.answer = ({ id }, response) => response.writeHead(id === first ? 503 : 200).end();
  let first = '';
  const failing = post.event('nora', 'greet');
  first = await failing;
  const second = await post.event('nora', 'greet');
  await post.untilStatus(second, 'delivered');
  assert.equal((await post.message(first)).status, 'waiting');
  assert.deepEqual(
    receiver.received.map(({ id }) => id),
    [first, second],
  );
  post.harness.now += 5_000;
  first = '';
  await eventually(
    async () => receiver.received.length === 3,
    5_000,
    () => 'not tried again',
  );
});

test('a message that is given up after ten attempts is dead, and the log has them all', async () => {
  await post.join('dora');
  receiver.answer = (_, response) => response.writeHead(500).end();
  const id = await post.event('dora', 'greet');
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    await eventually(
      async () => (await post.message(id)).attempts === attempt,
      8_000,
      () => `no attempt ${attempt}`,
    );
    // Ten failures in a row open the breaker as well; the days between the attempts close it.
    post.harness.now = Math.max(post.harness.now, (await post.message(id)).next_at);
  }
  const row = await post.untilStatus(id, 'dead');
  assert.match(row.reason ?? '', /^given up after 10 attempts: answered 500/);
  assert.equal((await readDeliveries(post.harness.database.pool, id)).length, 10);
  receiver.answer = (_, response) => response.writeHead(200).end();
  post.harness.now += 10 * 60_000;
  const next = await post.event('dora', 'greet');
  await post.untilStatus(next, 'delivered');
});

test('a message that the receiver refuses is dead at once', async () => {
  await post.join('max');
  receiver.answer = (_, response) => response.writeHead(422).end('no such template');
  const id = await post.event('max', 'greet');
  const row = await post.untilStatus(id, 'dead');
  assert.equal(row.attempts, 1);
  assert.equal(receiver.received.length, 1);
});

test('Retry-After is kept, for the message and for the provider', async () => {
  await post.join('tim');
  receiver.answer = (_, response) => response.writeHead(429, { 'retry-after': '60' }).end();
  const id = await post.event('tim', 'greet');
  await eventually(
    async () => (await post.message(id)).attempts === 1,
    5_000,
    () => 'no attempt',
  );
  assert.equal((await post.message(id)).next_at, post.harness.now + 60_000);
  receiver.answer = (_, response) => response.writeHead(200).end();
  const next = await post.event('tim', 'greet');
  post.harness.now += 59_000;
  await new Promise((resolve) => setTimeout(resolve, 400));
  assert.equal(receiver.received.length, 1);
  post.harness.now += 1_000;
  await post.untilStatus(next, 'delivered');
  await post.untilStatus(id, 'delivered');
});

test('a provider that answers nothing holds up no other, and its breaker opens', async () => {
  for (let n = 0; n < 12; n += 1) await post.join(`dead-${n}`);
  receiver.answer = () => undefined;
  const lost = await Promise.all(Array.from({ length: 12 }, (_, n) => post.event(`dead-${n}`, 'greet')));
  const startMs = performance.now();
  const fine = await Promise.all(Array.from({ length: 12 }, (_, n) => post.event(`dead-${n}`, 'other')));
  for (const id of fine) await post.untilStatus(id, 'delivered', 1_500);
  assert.ok(performance.now() - startMs < 1_500);
  const pool = post.harness.database.pool;
  const breaker = async () =>
    (await readProviderStates(pool)).find(({ provider }) => provider === 'messaging')?.breaker;
  await eventually(
    async () => (await breaker())?.openUntil != null,
    5_000,
    () => 'the breaker is closed',
  );
  const heard = receiver.received.length;
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.equal(receiver.received.length, heard);
  receiver.answer = (_, response) => response.writeHead(200).end();
  post.harness.now += 10_000;
  for (const id of lost) await post.untilStatus(id, 'delivered');
  assert.equal((await breaker())?.openUntil, null);
});

test('a provider that refuses us is paused and says why, until somebody resumes it', async () => {
  await post.join('paul');
  receiver.answer = (_, response) => response.writeHead(401).end('bad token');
  const id = await post.event('paul', 'greet');
  const pool = post.harness.database.pool;
  const state = async () => (await readProviderStates(pool)).find(({ provider }) => provider === 'messaging');
  await eventually(
    async () => (await state())?.pause != null,
    5_000,
    () => 'not paused',
  );
  assert.match((await state())?.pause?.reason ?? '', /401/);
  receiver.answer = (_, response) => response.writeHead(200).end();
  const next = await post.event('paul', 'greet');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.equal(receiver.received.length, 1);
  assert.equal(await resumeProvider(pool, 'messaging'), true);
  await post.untilStatus(id, 'delivered');
  await post.untilStatus(next, 'delivered');
  assert.equal((await post.message(id)).attempts, 2);
});

test('a message without an address goes to the tray, and says so', async () => {
  const { id, connector } = await sentToTray('advertise', { consents: { email: true } });
  assert.equal(connector, 'tray');
  assert.equal((await post.message(id)).reason, 'no_address');
});

test("a test persona's message goes to the tray", async () => {
  const { id } = await sentToTray('greet', { testPersona: true });
  assert.equal((await post.message(id)).reason, 'test_persona');
  assert.equal(receiver.received.length, 0);
});

async function sentToTray(
  event: string,
  patch: Parameters<Post['join']>[1],
): Promise<{ id: string; connector: string }> {
  const name = `tray-${event}`;
  await post.join(name, patch);
  post.harness.now = Date.UTC(2026, 7, 1, 12);
  const id = await post.event(name, event);
  await post.untilStatus(id, 'tray');
  const message = await readMessage(post.harness.database.pool, id);
  assert.ok(message?.request != null);
  return { id, connector: message.request.connector };
}
