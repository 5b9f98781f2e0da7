// The client against the real server, and against a network that fails in the ways that retries are for.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '../../server/test/http/test-server.ts';
import { Laurel, LaurelError } from '../src/index.ts';

let server: TestServer;
let credentials: { readonly key: string; readonly secret: string };
before(async () => {
  server = await startTestServer();
  const [key = '', secret = ''] = (await server.makeKey(['admin'])).key.split(':');
  credentials = { key, secret };
});
after(async () => {
  await server.close();
});

const client = (more: { fetch?: typeof fetch; retries?: number } = {}) =>
  new Laurel({ baseUrl: server.url, ...credentials, ...more });

/** Lets requests through to the server, as `meddle` allows; remembers the key of each attempt. */
function meddling(meddle: (attempt: number, send: () => Promise<Response>) => Promise<Response>) {
  const keys: (string | null)[] = [];
  const meddled: typeof fetch = (url, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key'));
    return meddle(keys.length, () => fetch(url, init));
  };
  return { keys, fetch: meddled };
}

test('a customer signs in, and balances and tiers are read back typed', async () => {
  const laurel = client();
  const { customer } = await laurel.createCustomer({
    identifiers: [{ type: 'external', value: 'sdk:1/2' }],
    opted_in: true,
  });
  const decision = await laurel.sendEvent({ customer: 'external:sdk:1/2', event: 'web_login' });
  assert.equal(decision.customer_id, customer.id);
  const [beans] = await laurel.getBalances('external:sdk:1/2');
  assert.equal(beans?.available, 10);
  const [club] = await laurel.getTiers(customer.id);
  assert.equal(club?.next?.missing, 40);
  const expanded = await laurel.getCustomer(customer.id, ['balances']);
  assert.equal(expanded.balances?.[0]?.lifetime, 10);
  await laurel.deposit(customer.id, [{ source: 'care', amount: 5 }]);
  const spent = await laurel.spend(customer.id, [{ amount: 12 }]);
  assert.deepEqual(spent.balances, { beans: 3 });
  assert.match((await laurel.explain(customer.id, decision.decision_id)).summary, /beans/i);
});

test('a list is walked to its end, page by page', async () => {
  const laurel = client();
  for (const value of ['a', 'b', 'c', 'd', 'e'])
    await laurel.createCustomer({ identifiers: [{ value }], last_name: 'Walker', opted_in: true });
  const names: (string | undefined)[] = [];
  for await (const customer of laurel.each('searchCustomers', { query: { last_name: 'walker', limit: 2 } }))
    names.push(customer.identifiers[0]?.value);
  assert.deepEqual(names.sort(), ['a', 'b', 'c', 'd', 'e']);
});

test('an error has the code of the problem', async () => {
  const failing = client().spend('external:a', [{ amount: 500 }]);
  await assert.rejects(failing, (error) => {
    assert.ok(error instanceof LaurelError);
    assert.deepEqual([error.code, error.status, error.isRetryable], ['insufficient_points', 422, false]);
    assert.match(error.message, /has 0 points available/);
    assert.ok(error.problem?.decision_id !== undefined);
    return true;
  });
});

test('an answer lost on the way is asked for again with the same key, and counts once', async () => {
  const { keys, fetch: lossy } = meddling(async (attempt, send) => {
    const response = await send();
    if (attempt > 1) return response;
    await response.body?.cancel();
    throw new TypeError('connection reset');
  });
  const decision = await client({ fetch: lossy }).deposit('external:b', [{ source: 'care', amount: 7 }]);
  assert.equal(decision.replayed, true);
  assert.equal(keys.length, 2);
  assert.equal(keys[0], keys[1]);
  const [beans] = await client().getBalances('external:b');
  assert.equal(beans?.deposited, 7);
});

test('503 and 429 are tried again after a pause, other refusals are not', async () => {
  const busy = (status: 429 | 503) =>
    meddling(async (attempt, send) =>
      attempt > 2 ? send() : new Response('{}', { status, headers: { 'retry-after': '0' } }),
    );
  for (const status of [429, 503] as const) {
    const { keys, fetch: turned } = busy(status);
    await client({ fetch: turned }).getBalances('external:a');
    assert.equal(keys.length, 3);
  }
  const { keys, fetch: counted } = meddling((_, send) => send());
  await assert.rejects(client({ fetch: counted }).getCustomer('external:nobody'), { code: 'customer_not_found' });
  assert.equal(keys.length, 1);
});

test('what has no key is not repeated when nobody knows whether it was carried out', async () => {
  const { keys, fetch: broken } = meddling(async () => {
    throw new TypeError('connection reset');
  });
  const made = client({ fetch: broken }).call('createApiKey', { body: { name: 'x', scopes: ['admin'] } });
  await assert.rejects(made, { code: 'network', status: 0 });
  assert.equal(keys.length, 1);
  await assert.rejects(client({ fetch: broken, retries: 1 }).getCustomer('external:a'), { code: 'network' });
  assert.equal(keys.length, 3);
});

test('a caller who has gone stops the call and its pauses', async () => {
  const gone = new AbortController();
  const { keys, fetch: away } = meddling(async () => {
    gone.abort();
    return new Response('{}', { status: 503 });
  });
  const call = client({ fetch: away }).call('getHealth', {}, { signal: gone.signal });
  await assert.rejects(call, { name: 'AbortError' });
  assert.equal(keys.length, 1);
});

test('an answer that is not Laurel’s is named as such', async () => {
  const { fetch: proxy } = meddling(async () => new Response('<html>', { status: 502 }));
  await assert.rejects(client({ fetch: proxy }).getTiers('external:a'), { code: 'unreadable_answer', status: 502 });
});
