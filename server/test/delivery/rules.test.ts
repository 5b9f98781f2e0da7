// What keeps a message back when its time has come, with real rows: delays, missing attributes, quiet hours, caps, consent.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { ProfilePatch } from '../../src/domain/customers/profile.ts';
import { submission } from '../pipeline/harness.ts';
import { eventually, openPost, type Post, Receiver } from './harness.ts';

let post: Post;
let receiver: Receiver;

before(async () => {
  post = await openPost();
  receiver = await Receiver.open();
  await post.dispatch({ messaging: { url: receiver.url }, quiet: { url: receiver.url } });
});

beforeEach(() => {
  receiver.received.length = 0;
});

after(async () => {
  await post.close();
  await receiver.close();
});

async function update(externalId: string, patch: ProfilePatch): Promise<void> {
  await post.engine.submit(submission(externalId, { kind: 'customer.save', mode: 'update', patch }));
}

async function untilReason(id: string, reason: string): Promise<void> {
  await eventually(
    async () => (await post.message(id)).reason === reason,
    5_000,
    () => `no ${reason}`,
  );
}

const quietly = () => new Promise((resolve) => setTimeout(resolve, 300));

test('a message with a delay is rendered when it goes, with the customer as they then are', async () => {
  await post.join('ann');
  const id = await post.event('ann', 'later');
  post.harness.now += 10 * 60_000 - 1;
  await quietly();
  assert.equal(receiver.received.length, 0);
  await update('ann', { firstName: 'Anna' });
  post.harness.now += 1;
  await post.untilStatus(id, 'delivered');
  assert.deepEqual(JSON.parse(receiver.received[0]?.body ?? ''), { hello: 'Anna' });
});

test('a message that waits for an attribute goes when it is there, and without it at the latest', async () => {
  await post.join('bea');
  await post.join('ben');
  const [first, second] = [await post.event('bea', 'remind'), await post.event('ben', 'remind')];
  await untilReason(first, 'attribute');
  await untilReason(second, 'attribute');
  await update('bea', { custom: { shoe_size: 38 } });
  post.harness.now += 2_000;
  await post.untilStatus(first, 'delivered');
  assert.equal((await post.message(second)).status, 'waiting');
  post.harness.now += 5 * 60_000;
  await post.untilStatus(second, 'delivered');
  assert.deepEqual(
    receiver.received.map(({ body }) => JSON.parse(body)),
    [{ size: 38 }, { size: null }],
  );
});

test('marketing waits through the quiet hours, and there is no more of it in a day than the cap allows', async () => {
  await post.join('cleo', { consents: { email: true } });
  post.harness.now = Date.UTC(2026, 6, 1, 22);
  const night = await post.event('cleo', 'advertise');
  await untilReason(night, 'quiet_hours');
  assert.equal(receiver.received.length, 0);
  post.harness.now = Date.UTC(2026, 6, 2, 8);
  await post.untilStatus(night, 'delivered');
  const more = [await post.event('cleo', 'advertise'), await post.event('cleo', 'advertise')];
  await post.untilStatus(more[0] ?? '', 'delivered');
  assert.equal((await post.untilStatus(more[1] ?? '', 'suppressed')).reason, 'frequency_cap');
  post.harness.now = Date.UTC(2026, 6, 3, 8);
  await post.untilStatus(await post.event('cleo', 'advertise'), 'delivered');
});

test('two marketing messages that become ready together count for each other', async () => {
  await post.join('carl', { consents: { email: true } });
  post.harness.now = Date.UTC(2026, 6, 4, 22);
  const ids = [0, 1, 2].map(() => post.event('carl', 'advertise'));
  const night = await Promise.all(ids);
  for (const id of night) await untilReason(id, 'quiet_hours');
  post.harness.now = Date.UTC(2026, 6, 5, 8);
  const ended = async () =>
    post.harness.count('message', `status in ('delivered', 'suppressed') and id in ('${night.join("','")}')`);
  await eventually(
    async () => (await ended()) === 3,
    5_000,
    () => 'not all are over',
  );
  assert.equal(receiver.received.length, 2);
});

test('consent that was withdrawn between decision and sending holds', async () => {
  await post.join('dora', { consents: { email: true } });
  post.harness.now = Date.UTC(2026, 6, 6, 23);
  const id = await post.event('dora', 'advertise');
  await untilReason(id, 'quiet_hours');
  await update('dora', { consents: { email: false } });
  post.harness.now = Date.UTC(2026, 6, 7, 9);
  assert.equal((await post.untilStatus(id, 'suppressed')).reason, 'no_consent');
  assert.equal(receiver.received.length, 0);
});

test('a customer who was deleted or opted out meanwhile gets nothing', async () => {
  await post.join('eve');
  await post.join('eric');
  const [first, second] = [await post.event('eve', 'later'), await post.event('eric', 'later')];
  await post.engine.submit(submission('eve', { kind: 'customer.delete' }));
  await update('eric', { optedIn: false });
  post.harness.now += 10 * 60_000;
  assert.equal((await post.untilStatus(first, 'suppressed')).reason, 'customer_deleted');
  assert.equal((await post.untilStatus(second, 'suppressed')).reason, 'opted_out');
});
