// Messages reach their receivers: with the bytes that were frozen, in order, again after failures, and never twice without need.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPost, type Post, Receiver } from './harness.ts';

let post: Post;
let receiver: Receiver;

before(async () => {
  post = await openPost();
  receiver = await Receiver.open();
  await post.dispatch({ messaging: { url: receiver.url } });
});

after(async () => {
  await post.close();
  await receiver.close();
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
});
