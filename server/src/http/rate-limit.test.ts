// The token bucket: what it lets in, what it says is left, and when it says to come back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRateLimiter } from './rate-limit.ts';

test('a minute’s worth of requests is let in at once, and the next one is told when to come back', () => {
  const limiter = createRateLimiter();
  const states = Array.from({ length: 4 }, () => limiter.take('a', 3, 0));
  assert.deepEqual(
    states.map(({ remaining, retryAfterS }) => [remaining, retryAfterS]),
    [
      [2, null],
      [1, null],
      [0, null],
      [0, 20],
    ],
  );
});

test('the bucket fills evenly and never above its limit', () => {
  const limiter = createRateLimiter();
  for (let request = 0; request < 60; request += 1) limiter.take('a', 60, 0);
  assert.equal(limiter.take('a', 60, 500).retryAfterS, 1);
  assert.equal(limiter.take('a', 60, 1_000).retryAfterS, null);
  assert.equal(limiter.take('a', 60, 3_600_000).remaining, 59);
});

test('each key has a bucket of its own, and a clock that is set back takes nothing away', () => {
  const limiter = createRateLimiter();
  limiter.take('a', 1, 1_000);
  assert.equal(limiter.take('b', 1, 1_000).retryAfterS, null);
  assert.equal(limiter.take('a', 1, 0).retryAfterS, 60);
  assert.equal(limiter.take('a', 1, 60_000).retryAfterS, null);
});
