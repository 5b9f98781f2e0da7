// Several processes: one sends to a provider at a time, and another goes on where it stops.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { freezeRequests } from '../../src/storage/outbox.ts';
import { readProviderStates } from '../../src/storage/providers.ts';
import { eventually, openPost, type Post, Receiver } from './harness.ts';

let post: Post;
let receiver: Receiver;

before(async () => {
  post = await openPost();
  receiver = await Receiver.open();
});

after(async () => {
  await post.close();
  await receiver.close();
});

async function state() {
  const states = await readProviderStates(post.harness.database.pool);
  return states.find(({ provider }) => provider === 'messaging');
}

test('two processes send each message once, and the second takes over when the first stops', async () => {
  const access = { messaging: { url: receiver.url } };
  const first = await post.dispatch(access);
  await eventually(
    async () => (await state())?.sender != null,
    5_000,
    () => 'nobody sends',
  );
  const sender = (await state())?.sender;
  await post.dispatch(access);
  for (let n = 0; n < 50; n += 1) {
    await post.join(`c${n}`);
    await post.event(`c${n}`, 'greet');
  }
  await receiver.until(50);
  assert.equal((await state())?.sender, sender);
  const epoch = (await state())?.epoch ?? 0;
  await first.stop();
  await post.event('c0', 'greet');
  await receiver.until(51);
  assert.notEqual((await state())?.sender, sender);
  assert.ok(((await state())?.epoch ?? 0) > epoch);
  await eventually(
    async () => (await post.harness.count('message', `status = 'delivered'`)) === 51,
    5_000,
    () => 'not all are delivered',
  );
  assert.equal(receiver.received.length, 51);
  assert.equal(new Set(receiver.received.map(({ id }) => id)).size, 51);
});

test('what a process that was taken over still wants to freeze is refused', async () => {
  const epoch = (await state())?.epoch ?? 0;
  const frozen = {
    customerId: '40000000-0000-4000-8000-000000000001',
    id: '01900000-0000-7000-8000-000000000001',
    connector: 'webhook',
    request: { method: 'POST', url: '{address}', headers: {}, body: '' },
  } as const;
  const sender = { provider: 'messaging', now: post.harness.now };
  const { pool } = post.harness.database;
  assert.equal((await freezeRequests(pool, { ...sender, epoch: epoch - 1 }, [frozen])).size, 0);
  assert.equal((await freezeRequests(pool, { ...sender, epoch }, [frozen])).size, 1);
  await post.harness.owner.query('delete from laurel.message_request where id = $1', [frozen.id]);
});
