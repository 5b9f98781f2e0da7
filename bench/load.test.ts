// The load generator is believed only because of this: a server that stalls must show in an open loop as the waiting of all
// who should have been served meanwhile, and whatever is not answered as expected must show as a failure.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { type LoadJob, runLoad } from './load.ts';

const STALL = { afterMs: 400, forMs: 600 };

const JOB: Omit<LoadJob, 'origin'> = {
  path: '/v1/events',
  authorization: 'Basic eDp5',
  event: 'web_login',
  expectedStatus: 200,
  customers: 100,
  first: 0,
  stride: 7,
  connections: 4,
  rate: 200,
  batch: 1,
  warmUpMs: 0,
  durationMs: 1_500,
  requestsMax: 1_000,
};

/** Answers at once, except that it stalls once, counted from the first request. */
async function withServer<T>(
  answer: (response: ServerResponse, number: number) => void,
  work: (origin: string) => Promise<T>,
): Promise<T> {
  let startMs: number | null = null;
  let count = 0;
  const server = createServer(async (request, response) => {
    request.resume();
    startMs ??= performance.now();
    const atMs = performance.now() - startMs;
    count += 1;
    const number = count;
    if (atMs > STALL.afterMs && atMs < STALL.afterMs + STALL.forMs) await delay(STALL.afterMs + STALL.forMs - atMs);
    answer(response, number);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  try {
    return await work(`http://127.0.0.1:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('an open loop counts the waiting of every request that a stall kept from leaving', async () => {
  const result = await withServer(
    (response) => response.end('{}'),
    (origin) => runLoad({ ...JOB, origin }),
  );
  assert.equal(result.answered, 300);
  assert.deepEqual(result.failures, {});
  // 120 of 300 requests fall into the stall, and wait 300 ms on average: nobody who measured from sending would see that.
  assert.ok(result.p99Ms > STALL.forMs * 0.8, `p99 ${result.p99Ms}`);
  assert.ok(result.perSecond < 220, `${result.perSecond}/s are more than were offered`);
});

test('a closed loop sends again when it was answered, and so meets the stall once on each connection', async () => {
  const result = await withServer(
    (response) => response.end('{}'),
    (origin) => runLoad({ ...JOB, origin, rate: null, requestsMax: 20_000 }),
  );
  assert.ok(result.maxMs > STALL.forMs * 0.8, `max ${result.maxMs}`);
  assert.ok(result.p50Ms < STALL.forMs / 2, `p50 ${result.p50Ms}`);
});

test('answers with another status are failures and are not measured', async () => {
  const result = await withServer(
    (response, number) => {
      response.statusCode = number % 2 === 0 ? 503 : 200;
      response.end('{}');
    },
    (origin) => runLoad({ ...JOB, origin, rate: null, requestsMax: 40 }),
  );
  assert.deepEqual([result.answered, result.failures, result.sent], [20, { 503: 20 }, 40]);
});

test('it sends to no other machine', async () => {
  await assert.rejects(runLoad({ ...JOB, origin: 'http://192.0.2.1:80' }));
});
