// A bulk backlog does not delay a live message: 20,000 wait, and live ones go out beside them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually, openPost, type Post, PROGRAMME, Receiver } from './harness.ts';

const BACKLOG = 20_000;
const LIVE = 60;

let post: Post;
let receiver: Receiver;

before(async () => {
  post = await openPost(PROGRAMME.replace('concurrency: 8', 'concurrency: 32'));
  post.harness.now = Date.now();
  receiver = await Receiver.open();
});

after(async () => {
  await post.close();
  await receiver.close();
});

test('live messages pass a backlog of 20,000 bulk ones', async () => {
  await post.join('ann');
  await post.harness.owner.query(
    `with made as (
       insert into laurel.customer (customer_id, first_name, status, opted_in, created_at, updated_at)
       select gen_random_uuid(), 'Bulk', 'good', true, now(), now() from generate_series(1, $1::int)
       returning customer_id)
     insert into laurel.message (customer_id, id, message, provider, purpose, rule, programme, lane, is_test, variables,
                                 created_at, due_at, next_at)
     select customer_id, ('01900000-0000-7000-8000-' || lpad(to_hex(row_number() over ()), 12, '0'))::uuid, 'greeting',
            'messaging', 'programme', 'campaign/greet', 1, 'bulk', false, '{"event": {"context": {}}}', $2, $2, $2
     from   made`,
    [BACKLOG, new Date(post.harness.now - 60_000)],
  );
  await post.harness.owner.query('analyze laurel.message');
  await post.dispatch({ messaging: { url: receiver.url } });
  await receiver.until(500, 30_000);
  const latencies: number[] = [];
  for (let n = 0; n < LIVE; n += 1) {
    const id = await post.event('ann', 'greet');
    const decidedMs = performance.now();
    await eventually(
      () => receiver.received.some((one) => one.id === id),
      5_000,
      () => `${id} did not arrive`,
    );
    const atMs = receiver.received.find((one) => one.id === id)?.atMs ?? Number.POSITIVE_INFINITY;
    latencies.push(atMs - decidedMs);
  }
  const left = BACKLOG + LIVE - receiver.received.length;
  latencies.sort((a, b) => a - b);
  const slowest = latencies.at(-1) ?? Number.POSITIVE_INFINITY;
  assert.ok(slowest <= 1_000, `the slowest live message took ${Math.round(slowest)} ms`);
  assert.ok(left > 0, 'the backlog was gone before the live messages were sent');
  assert.equal(new Set(receiver.received.map(({ id }) => id)).size, receiver.received.length, 'one arrived twice');
});
