// What people do with messages: look, replay, cancel; and that what waits is counted.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { createSender } from '../../src/connectors/http-sender.ts';
import { AccessBook } from '../../src/delivery/access.ts';
import { previewMessage, sendTest } from '../../src/delivery/preview.ts';
import { readQueues } from '../../src/delivery/queues.ts';
import { SecretBox } from '../../src/delivery/secrets.ts';
import { createFactIds } from '../../src/pipeline/fact-ids.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import {
  cancelMessages,
  pruneMessages,
  readDeliveries,
  readMessage,
  readMessages,
  readTray,
  replayMessages,
} from '../../src/storage/deliveries.ts';
import { openPost, type Post, Receiver, SECRET_KEY } from './harness.ts';

let post: Post;
let receiver: Receiver;

before(async () => {
  post = await openPost();
  receiver = await Receiver.open();
  await post.dispatch({ messaging: { url: receiver.url } });
});

beforeEach(() => {
  receiver.received.length = 0;
  receiver.answer = (_, response) => response.writeHead(200).end('ok');
});

after(async () => {
  await post.close();
  await receiver.close();
});

const pool = () => post.harness.database.pool;

test('a message is replayed by its id, whatever became of it, with the same id and bytes', async () => {
  await post.join('ann');
  const id = await post.event('ann', 'greet');
  await post.untilStatus(id, 'delivered');
  assert.equal(await replayMessages(pool(), { which: { id }, now: post.harness.now }), 1);
  await receiver.until(2);
  const row = await post.untilStatus(id, 'delivered');
  assert.equal(row.attempts, 2);
  assert.equal(new Set(receiver.received.map(({ id, body }) => `${id} ${body}`)).size, 1);
});

test('dead letters are replayed by provider and time, in the bulk lane', async () => {
  receiver.answer = (_, response) => response.writeHead(400).end();
  const ids: string[] = [];
  for (const name of ['bea', 'ben', 'bob']) {
    await post.join(name);
    ids.push(await post.event(name, 'greet'));
    post.harness.now += 60_000;
  }
  for (const id of ids) await post.untilStatus(id, 'dead');
  const dead = await readMessages(pool(), { provider: 'messaging', statuses: ['dead'] }, { limit: 2, after: null });
  assert.deepEqual(
    dead.items.map(({ id }) => id),
    [ids[2], ids[1]],
  );
  const rest = await readMessages(pool(), { statuses: ['dead'] }, { limit: 2, after: dead.next });
  assert.deepEqual(
    rest.items.map(({ id }) => id),
    [ids[0]],
  );
  assert.equal((await readQueues(pool(), post.harness.now)).find(({ provider }) => provider === 'messaging')?.dead, 3);
  receiver.answer = (_, response) => response.writeHead(200).end();
  const from = post.harness.now - 3 * 60_000 + 1;
  const replayed = await replayMessages(pool(), {
    which: { filter: { provider: 'messaging', from } },
    now: post.harness.now,
  });
  assert.equal(replayed, 2);
  await post.untilStatus(ids[1] ?? '', 'delivered');
  assert.equal((await post.untilStatus(ids[2] ?? '', 'delivered')).lane, 'bulk');
  assert.equal((await post.message(ids[0] ?? '')).status, 'dead');
});

test('what waits is counted by lane, and can be cancelled', async () => {
  await post.join('cleo');
  const id = await post.event('cleo', 'later');
  const queue = (await readQueues(pool(), post.harness.now)).find(({ provider }) => provider === 'messaging');
  assert.deepEqual(queue?.lanes, [{ lane: 'live', ready: 0, later: 1, oldestAt: null }]);
  assert.equal(queue?.isServed, true);
  assert.equal(
    await cancelMessages(pool(), { which: { filter: { rule: 'campaign/later' } }, now: post.harness.now }),
    1,
  );
  post.harness.now += 10 * 60_000;
  assert.equal((await post.message(id)).status, 'cancelled');
  assert.equal(await cancelMessages(pool(), { which: { id }, now: post.harness.now }), 0);
});

test('the tray shows what would have been sent', async () => {
  await post.join('dee');
  const id = await post.event('dee', 'other');
  await post.untilStatus(id, 'tray');
  const [kept] = (await readTray(pool(), { limit: 5, after: null })).items;
  assert.equal(kept?.id, id);
  assert.equal(kept?.reason, 'no_address');
  assert.deepEqual(JSON.parse(kept?.body ?? '').body, { hello: 'dee' });
});

test('what lay in the tray is rendered for its provider when it is replayed after an address was set', async () => {
  await post.join('eve');
  const id = await post.event('eve', 'other');
  await post.untilStatus(id, 'tray');
  const book = new AccessBook(pool(), new SecretBox([SECRET_KEY]), {});
  await book.write('other', { url: receiver.url, key: null, secrets: [] }, { at: post.harness.now, by: 'test' });
  await replayMessages(pool(), { which: { id }, now: post.harness.now });
  // The dispatcher reads the store every two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  await replayMessages(pool(), { which: { id }, now: post.harness.now });
  await post.untilStatus(id, 'delivered');
  assert.deepEqual(JSON.parse(receiver.received.at(-1)?.body ?? ''), { hello: 'eve' });
});

test('a preview shows the request for a real customer, and a test send goes to the address given', async () => {
  const customerId = await post.join('fay');
  const history = await createProgrammeSource(pool()).refresh();
  assert.ok(history !== null);
  const sender = createSender({ allowPrivateTargets: true });
  const settings = { MESSAGING: { url: receiver.url, key: null, secrets: [] } };
  const access = new AccessBook(pool(), new SecretBox([SECRET_KEY]), settings);
  const deps = { pool: pool(), access, now: () => post.harness.now, sender };
  const request = { programme: history.live, message: 'greeting', customerId };
  const preview = await previewMessage(deps, request);
  assert.ok(preview.ok, JSON.stringify(preview));
  assert.equal(preview.connector, 'webhook');
  assert.equal(preview.request.url, '{address}');
  assert.deepEqual(JSON.parse(preview.request.body), { hello: 'fay', n: null });
  assert.equal(receiver.received.length, 0);
  const id = createFactIds()(post.harness.now);
  const sent = await sendTest(deps, { ...request, id });
  assert.ok(sent.ok && sent.attempt.result.kind === 'delivered', JSON.stringify(sent));
  assert.equal(receiver.received[0]?.id, id);
  assert.equal((await readMessage(pool(), id))?.status, 'delivered');
  assert.equal((await readDeliveries(pool(), id)).length, 1);
  const unknown = await previewMessage(deps, { ...request, message: 'nothing' });
  assert.deepEqual(unknown, { ok: false, reason: 'the programme has no message nothing' });
  await sender.close();
});

test('what was finished long ago is dropped with its log', async () => {
  const before = await post.harness.count('message', `status <> 'waiting'`);
  assert.equal(await pruneMessages(pool(), post.harness.now + 1, 10_000), before);
  assert.equal(await post.harness.count('delivery'), 0);
  assert.equal(await post.harness.count('message', `status <> 'waiting'`), 0);
});
