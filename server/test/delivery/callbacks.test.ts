// What providers report comes back over HTTP: as events of the customer, once, and only from those who know the address.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { AccessBook } from '../../src/delivery/access.ts';
import { callbackPath } from '../../src/delivery/engagements.ts';
import { SecretBox } from '../../src/delivery/secrets.ts';
import { DeliveryStats } from '../../src/delivery/stats.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { readDecisions } from '../../src/storage/facts.ts';
import { openPost, type Post, PROGRAMME, Receiver, SECRET_KEY } from './harness.ts';

const YAML = `${PROGRAMME}
  clicked: { title: C, behavior: { event: __platform.message.clicked }, limit: { times: 9, per: ever }, outcomes: [{ kind: points, amount: 7, source: promo }] }
`;

let post: Post;
let receiver: Receiver;
let url: string;
let close: () => Promise<unknown>;
const box = new SecretBox([SECRET_KEY]);

before(async () => {
  post = await openPost(YAML);
  receiver = await Receiver.open();
  await post.dispatch({ messaging: { url: receiver.url } });
  const { pool } = post.harness.database;
  const app = await createHttpServer({
    pool,
    engine: post.engine,
    programmes: createProgrammeSource(pool),
    config: { publicUrl: 'http://localhost', trustProxy: false, retailerId: null },
    clock: { now: () => post.harness.now },
    logger: pino({ level: 'silent' }),
    delivery: {
      box,
      access: new AccessBook(pool, box, {}),
      sender: { http: () => Promise.reject(new Error('unused')), resolve: () => Promise.reject(new Error('unused')) },
      mayTargetPrivate: false,
      stats: new DeliveryStats(),
    },
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  close = () => app.close();
});

after(async () => {
  await close();
  await post.close();
  await receiver.close();
});

async function report(
  events: readonly object[],
  path = callbackPath(box, 'messaging'),
  type = 'application/json',
): Promise<number> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify({ events }),
  });
  await response.text();
  return response.status;
}

async function reportsOf(customerId: string): Promise<readonly string[]> {
  const page = { limit: 50, after: null, kinds: ['engagement' as const], order: 'oldest' as const };
  const { items } = await readDecisions(post.harness.database.pool, customerId, page);
  return items.map(({ name }) => name ?? '');
}

test('an open, a click and a spam report are in the history of the customer, and rules hear them', async () => {
  const customerId = await post.join('ann', { consents: { email: true } });
  const id = await post.event('ann', 'greet');
  await post.untilStatus(id, 'delivered');
  const at = new Date(post.harness.now).toISOString();
  const click = { message_id: id, kind: 'clicked', at, detail: { url: 'https://shop.example/a' } };
  assert.equal(
    await report([{ message_id: id, kind: 'opened', at }, click, { message_id: id, kind: 'spam', at }]),
    204,
  );
  assert.deepEqual((await reportsOf(customerId)).toSorted(), [
    '__platform.message.clicked',
    '__platform.message.opened',
    '__platform.message.spam',
  ]);
  const { rows } = await post.harness.owner.query('select deposited from laurel.balance where customer_id = $1', [
    customerId,
  ]);
  assert.deepEqual(rows, [{ deposited: 7 }]);
  const found = await post.harness.owner.query('select consents from laurel.customer where customer_id = $1', [
    customerId,
  ]);
  assert.equal(found.rows[0]?.consents.email.given, false);
  const body = await post.harness.owner.query(`select body from laurel.fact where name = '__platform.message.clicked'`);
  assert.equal(body.rows[0]?.body.campaign, 'greet');
});

test('what is reported again counts once; another click counts again', async () => {
  const customerId = await post.join('bea');
  const id = await post.event('bea', 'greet');
  const at = new Date(post.harness.now).toISOString();
  const click = { message_id: id, kind: 'clicked', at, detail: { url: 'https://shop.example/a' } };
  await report([click]);
  await report([click, click]);
  await report([{ ...click, detail: { url: 'https://shop.example/b' } }]);
  await report([{ message_id: id, kind: 'delivered', at }]);
  await report([{ message_id: id, kind: 'delivered' }]);
  assert.deepEqual((await reportsOf(customerId)).toSorted(), [
    '__platform.message.clicked',
    '__platform.message.clicked',
    '__platform.message.delivered',
  ]);
});

test('whoever does not know the address is told nothing', async () => {
  const customerId = await post.join('cleo');
  const id = await post.event('cleo', 'greet');
  const opened = [{ message_id: id, kind: 'opened' }];
  const token = callbackPath(box, 'messaging').split('/').at(-1) ?? '';
  assert.equal(await report(opened, '/v1/callbacks/messaging/guess'), 404);
  assert.equal(await report(opened, `/v1/callbacks/other/${token}`), 404);
  assert.equal(await report(opened, callbackPath(box, 'nobody')), 404);
  // Of another provider's message nothing can be reported.
  assert.equal(await report(opened, callbackPath(box, 'other')), 204);
  assert.deepEqual(await reportsOf(customerId), []);
});

test('a report of nothing of ours, of a deleted customer, or in any type of content is taken', async () => {
  assert.equal(await report([{ message_id: '01900000-0000-7000-8000-00000000ffff', kind: 'opened' }]), 204);
  assert.equal(await report([{ nonsense: true }], undefined, 'text/plain'), 204);
  const customerId = await post.join('dora');
  const id = await post.event('dora', 'greet');
  await post.engine.submit({
    customer: { kind: 'id', id: customerId },
    body: { kind: 'customer.delete' },
    occurredAt: null,
    idempotency: null,
    actor: { kind: 'api', name: 'test' },
    lane: 'live',
    isHistory: false,
  });
  assert.equal(await report([{ message_id: id, kind: 'opened' }]), 204);
});
