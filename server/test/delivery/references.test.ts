// Salesforce names a message once, when it was sent; its opens and clicks name the send alone, and are matched all the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readEngagements } from '../../src/delivery/engagements.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { openPost, type Post, PROGRAMME } from './harness.ts';

const YAML = PROGRAMME.replace(
  '  other: { title: Other, connector: webhook, concurrency: 4, timeout_ms: 1000 }',
  '  other: { title: Other, connector: sfmc }',
).replace(
  `variants: { other: { body: { hello: '{{ customer.first_name }}' } } }`,
  'variants: { other: { template_id: hello } }',
);

let post: Post;

before(async () => {
  assert.notEqual(YAML, PROGRAMME);
  post = await openPost(YAML);
});

after(() => post.close());

function composite(jobId: string) {
  return { jobId, batchId: '2', listId: '3', subscriberId: '4' };
}

const sent = (id: string, jobId: string) => ({
  eventCategoryType: 'TransactionalSendEvents.EmailSent',
  timestampUTC: post.harness.now,
  composite: composite(jobId),
  info: { messageKey: id },
});
const opened = (jobId: string) => ({
  eventCategoryType: 'EngagementEvents.EmailOpen',
  timestampUTC: post.harness.now,
  composite: composite(jobId),
  info: {},
});

async function report(...events: readonly object[]): Promise<readonly (readonly string[])[]> {
  const { pool } = post.harness.database;
  const history = await createProgrammeSource(pool).refresh();
  assert.ok(history !== null);
  const callback = { headers: {}, body: JSON.stringify(events) };
  const facts = await readEngagements({ pool, history, now: post.harness.now }, 'other', callback);
  return (facts ?? []).map(({ body }) => [body.engagement, body.messageId]);
}

test('an open that names the send alone is of the message that was reported with it, now or before', async () => {
  await post.join('ann');
  const [first, second] = [await post.event('ann', 'other'), await post.event('ann', 'other')];
  assert.deepEqual(await report(opened('j1')), [], 'nobody knows this send yet');
  assert.deepEqual(await report(sent(first, 'j1')), [['delivered', first]]);
  assert.deepEqual(await report(opened('j1')), [['opened', first]]);
  assert.deepEqual(await report(opened('j2'), sent(second, 'j2')), [
    ['opened', second],
    ['delivered', second],
  ]);
  assert.deepEqual(await report(opened('j2'), opened('j1')), [
    ['opened', second],
    ['opened', first],
  ]);
});

test('what another provider calls its message is not touched', async () => {
  await post.join('bob');
  const elsewhere = await post.event('bob', 'greet');
  assert.deepEqual(await report(sent(elsewhere, 'j3')), []);
  assert.equal(await post.harness.count('message', `id = '${elsewhere}' and reference is null`), 1);
});
