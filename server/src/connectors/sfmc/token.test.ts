// Access tokens: asked for once, used until shortly before their end, renewed when refused, and a pause when not given.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import type { Attempt } from '../connector.ts';
import { CREATED_AT, KEY, MESSAGE } from '../contract/case.ts';
import { type Answer, type Receiver, startReceiver } from '../contract/receiver.ts';
import { createSender } from '../http-sender.ts';
import { sfmc } from './sfmc.ts';

const receiver: Receiver = await startReceiver();
const sender = createSender({ allowPrivateTargets: true });
after(async () => {
  await sender.close();
  await receiver.close();
});

let issued = 0;
let isRevoked = (_token: string): boolean => false;
let tokenAnswer: Answer | null = null;
beforeEach(() => {
  issued = 0;
  isRevoked = () => false;
  tokenAnswer = null;
  receiver.arrived.length = 0;
  receiver.answer = ({ path, headers }) => {
    if (path !== '/v2/token') {
      const token = headers.authorization?.slice('Bearer '.length) ?? '';
      return { status: isRevoked(token) ? 401 : 202, body: '{}' };
    }
    if (tokenAnswer !== null) return tokenAnswer;
    issued += 1;
    return { status: 200, body: JSON.stringify({ access_token: `token-${issued}`, expires_in: 1079 }) };
  };
});

/** Each test is a client of its own, so that no token of another is at hand. */
async function send(client: string, now = CREATED_AT): Promise<Attempt> {
  const access = { url: receiver.base, key: client, secrets: [`secret of ${client}`] };
  const settings = { auth_url: receiver.base, account_id: '7' };
  const prepared = sfmc.prepare(MESSAGE, { access, settings });
  assert.ok(prepared.ok);
  const { http, resolve } = sender;
  return sfmc.send(prepared.request, MESSAGE, { access, settings, now, timeoutMs: 5_000, http, resolve });
}

test('many messages share one token, until shortly before it expires', async () => {
  await Promise.all(Array.from({ length: 5 }, () => send('one')));
  await send('one', CREATED_AT + 1_018_000);
  assert.equal(issued, 1);
  const [request] = receiver.arrived;
  assert.deepEqual(JSON.parse(request?.body ?? ''), {
    grant_type: 'client_credentials',
    client_id: 'one',
    client_secret: 'secret of one',
    account_id: '7',
  });
  await send('one', CREATED_AT + 1_020_000);
  assert.equal(issued, 2);
});

test('a token that is refused is renewed once', async () => {
  await send('two');
  isRevoked = (token) => token === 'token-1';
  assert.equal((await send('two')).result.kind, 'delivered');
  assert.equal(issued, 2);
  isRevoked = () => true;
  assert.equal((await send('two')).result.kind, 'pause');
  assert.equal(issued, 3);
});

test('without a token nothing is sent: a refusal pauses, a failure is tried again', async () => {
  tokenAnswer = { status: 401, body: '{"error":"invalid_client: secret of three"}' };
  assert.deepEqual(await send('three'), {
    status: 401,
    response: '',
    result: { kind: 'pause', reason: 'no token: answered 401 (invalid_client: …)' },
  });
  tokenAnswer = { status: 400, body: '' };
  assert.equal((await send('three')).result.kind, 'pause');
  tokenAnswer = { status: 429, headers: { 'retry-after': '7' }, body: '' };
  assert.deepEqual((await send('three')).result, {
    kind: 'retry',
    reason: 'no token: answered 429 (no reason given)',
    afterMs: 7_000,
  });
  assert.ok(receiver.arrived.every((arrived) => arrived.path === '/v2/token'));
});

test('without a secret the connection pauses', async () => {
  const access = { url: receiver.base, key: KEY, secrets: [] };
  const { http, resolve } = sender;
  const request = { method: 'POST', url: receiver.base, headers: {}, body: '' } as const;
  const context = { access, settings: {}, now: CREATED_AT, timeoutMs: 1_000, http, resolve };
  assert.equal((await sfmc.send(request, MESSAGE, context)).result.kind, 'pause');
});
