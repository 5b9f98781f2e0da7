// The small parts of the delivery: the schedule, the breaker, the bucket, the lane, the box of secrets, addresses.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { withAddress, withoutAddress } from './address.ts';
import { CircuitBreaker } from './breaker.ts';
import { LaneQueue } from './lane-queue.ts';
import type { ReadyMessage } from './ready.ts';
import { retryDelayMs } from './schedule.ts';
import { findSecretKeys, SecretBox } from './secrets.ts';
import { TokenBucket } from './token-bucket.ts';

const KEY = 'k'.repeat(32);
const CLOSED = { failures: 0, openUntil: null, reason: null };

test('nine retries follow the schedule of Standard Webhooks, later by jitter and by what the provider asks', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((failures) => retryDelayMs(failures, null, 0));
  const [minute, hour] = [60_000, 3_600_000];
  assert.deepEqual(delays, [
    5_000,
    5 * minute,
    30 * minute,
    2 * hour,
    5 * hour,
    10 * hour,
    14 * hour,
    20 * hour,
    24 * hour,
  ]);
  assert.equal(retryDelayMs(10, null, 0), null);
  assert.equal(retryDelayMs(1, null, 0.999) ?? 0, 5_999);
  assert.equal(retryDelayMs(1, 120_000, 0), 120_000);
  assert.equal(retryDelayMs(2, 1_000, 0), 5 * minute);
});

test('the breaker opens after ten failures in a row, lets one through, and waits longer when that one fails', () => {
  const breaker = new CircuitBreaker(CLOSED);
  for (let n = 0; n < 9; n += 1) assert.equal(breaker.fail(1_000, 'down'), false);
  breaker.succeed();
  for (let n = 0; n < 9; n += 1) breaker.fail(1_000, 'down');
  assert.equal(breaker.allows(1_000), 'all');
  assert.equal(breaker.fail(1_000, 'down'), true);
  assert.equal(breaker.allows(5_999), 'none');
  assert.equal(breaker.allows(6_000), 'one');
  breaker.probe();
  assert.equal(breaker.allows(6_000), 'none');
  breaker.fail(6_000, 'still down');
  assert.deepEqual(breaker.state, { failures: 11, openUntil: 16_000, reason: 'still down' });
  breaker.probe();
  assert.equal(breaker.succeed(), true);
  assert.equal(breaker.allows(16_000), 'all');
});

test('the bucket gives so many a second, and no burst of a whole second', () => {
  const bucket = new TokenBucket(10, 0);
  let taken = 0;
  for (let now = 0; now <= 10_000; now += 10) {
    if (bucket.waitMs(now) > 0) continue;
    bucket.take();
    taken += 1;
  }
  assert.ok(taken >= 98 && taken <= 101, `${taken} in ten seconds`);
  assert.ok(bucket.waitMs(10_000) <= 100);
});

test('the messages of a customer keep their order while one is under way', () => {
  const ready = (id: string, customerId: string): ReadyMessage => ({
    message: {
      id,
      customerId,
      message: 'm',
      provider: 'p',
      purpose: 'programme',
      rule: 'r',
      dueAt: 0,
      until: null,
      variables: {},
      lane: 'live',
      isTest: false,
      programme: 1,
      createdAt: 0,
      attempts: 0,
      attemptsBefore: 0,
      frozen: null,
    },
    frozen: { connector: 'tray', request: { method: 'POST', url: '', headers: {}, body: '' } },
  });
  const lane = new LaneQueue();
  lane.push([ready('1', 'a'), ready('2', 'a'), ready('3', 'b'), ready('4', 'a')]);
  const busy = new Set<string>();
  const next = () => lane.next((customerId) => busy.has(customerId))?.message.id;
  assert.equal(next(), '1');
  busy.add('a');
  assert.equal(next(), '3');
  assert.equal(next(), undefined);
  busy.delete('a');
  lane.free('a');
  assert.equal(next(), '2');
  assert.equal(next(), '4');
});

test('what is sealed opens under its own name only, with any key that is known', () => {
  const old = new SecretBox([KEY]);
  const sealed = old.seal('messaging', 'whsec_1');
  assert.equal(sealed.sealed.includes('whsec_1'), false);
  assert.equal(old.open('messaging', sealed), 'whsec_1');
  assert.equal(old.open('other', sealed), null);
  assert.equal(old.open('messaging', { ...sealed, sealed: Buffer.from(sealed.sealed).fill(0, 0, 1) }), null);
  const rotated = new SecretBox(['n'.repeat(32), KEY]);
  assert.equal(rotated.open('messaging', sealed), 'whsec_1');
  assert.notEqual(rotated.keyId, sealed.keyId);
  assert.equal(new SecretBox(['n'.repeat(32)]).open('messaging', sealed), null);
});

test('the token of a callback is of its provider, and holds while its key is known', () => {
  const old = new SecretBox([KEY]);
  const token = old.callbackToken('messaging');
  assert.equal(token.length, 32);
  assert.equal(old.isCallbackToken('messaging', token), true);
  assert.equal(old.isCallbackToken('other', token), false);
  assert.equal(old.isCallbackToken('messaging', `${token}x`), false);
  assert.equal(new SecretBox(['n'.repeat(32), KEY]).isCallbackToken('messaging', token), true);
  assert.equal(new SecretBox(['n'.repeat(32)]).isCallbackToken('messaging', token), false);
});

test('where no key is set one is made, readable by its owner alone, and found again', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'laurel-keys-'));
  try {
    const [made] = findSecretKeys(null, folder);
    assert.ok(made.length >= 43);
    assert.deepEqual(findSecretKeys(null, folder), [made]);
    const file = path.join(folder, 'secret-key');
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(readFileSync(file, 'utf8').trim(), made);
    assert.deepEqual(findSecretKeys(`${KEY}, old`, folder), [KEY, 'old']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('what is stored holds no address, and goes to the address that is set when it is sent', () => {
  const access = (url: string | null) => ({ url, key: null, secrets: [] });
  const request = (url: string) => ({ method: 'POST' as const, url, headers: {}, body: '' });
  const stored = withoutAddress(request('https://h.example/in/messages'), access('https://u:p@h.example/in/?token=1'));
  assert.equal(stored.url, '{address}/messages');
  assert.equal(withAddress(stored, access('https://new.example/')).url, 'https://new.example/messages');
  assert.equal(withoutAddress(request('https://h.example'), access('https://h.example/')).url, '{address}');
  assert.equal(
    withoutAddress(request('https://h.example.org/x'), access('https://h.example')).url,
    'https://h.example.org/x',
  );
  assert.equal(withoutAddress(request('https://api.example/x'), access(null)).url, 'https://api.example/x');
});
