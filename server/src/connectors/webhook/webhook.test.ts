// What only webhooks have: another header for the key, a user in the address, a timestamp that is each attempt's own.

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Access, ProviderSettings } from '../connector.ts';
import { CREATED_AT, MESSAGE, SECRET } from '../contract/case.ts';
import { type Receiver, startReceiver } from '../contract/receiver.ts';
import { createSender, type Sender } from '../http-sender.ts';
import { webhook } from './webhook.ts';

let receiver: Receiver;
let sender: Sender;
before(async () => {
  receiver = await startReceiver();
  sender = createSender({ allowPrivateTargets: true });
});
after(async () => {
  await sender.close();
  await receiver.close();
});
afterEach(() => {
  receiver.arrived.length = 0;
});

async function send(access: Partial<Access>, settings: ProviderSettings = {}, now = CREATED_AT): Promise<void> {
  const context = {
    access: { url: receiver.base, key: null, secrets: [], ...access },
    settings,
    now,
    timeoutMs: 5_000,
  };
  const prepared = webhook.prepare(MESSAGE, context);
  assert.ok(prepared.ok);
  const { result } = await webhook.send(prepared.request, MESSAGE, {
    ...context,
    http: sender.http,
    resolve: sender.resolve,
  });
  assert.equal(result.kind, 'delivered');
}

test('the key travels in the header that the settings name', async () => {
  await send({ key: 'k-1234' }, { key_header: 'X-Api-Key' });
  assert.equal(receiver.arrived[0]?.headers['x-api-key'], 'k-1234');
  assert.equal(receiver.arrived[0]?.headers.authorization, undefined);
  assert.deepEqual(webhook.check({ key_header: 'x y' }), [
    'settings.key_header must be the name of a header, such as x-api-key.',
  ]);
});

test('a user in the address becomes an authorization', async () => {
  await send({ url: receiver.base.replace('http://', 'http://user:pa%3Ass@') });
  assert.equal(receiver.arrived[0]?.headers.authorization, `Basic ${Buffer.from('user:pa:ss').toString('base64')}`);
});

test('an address with a path and without one is kept as it is', async () => {
  await send({ url: `${receiver.base}/a/b?x=1&y=%2F` });
  await send({ url: receiver.base });
  assert.deepEqual(
    receiver.arrived.map((arrived) => arrived.path),
    ['/a/b?x=1&y=%2F', '/'],
  );
});

test('each attempt has its own timestamp and signature, under the same id', async () => {
  await send({ secrets: [SECRET] });
  await send({ secrets: [SECRET] }, {}, CREATED_AT + 5_000);
  const [first, second] = receiver.arrived.map((arrived) => arrived.headers);
  assert.equal(first?.['webhook-id'], second?.['webhook-id']);
  assert.equal(Number(second?.['webhook-timestamp']) - Number(first?.['webhook-timestamp']), 5);
  assert.notEqual(first?.['webhook-signature'], second?.['webhook-signature']);
});
