// Transactions over /v1: sent, sent again, shared by several customers, returned, voided, read; and the catalogue.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { type Reply, startTestServer, type TestServer } from '../http/test-server.ts';

let server: TestServer;

before(async () => {
  server = await startTestServer();
  for (const name of ['ann', 'bob', 'cleo'])
    await server.call('POST', '/v1/customers', { identifiers: [{ type: 'external', value: name }] });
});

after(() => server.close());

const send = (body: object, headers?: Record<string, string>) => server.call('POST', '/v1/transactions', body, headers);

async function beans(customer: string): Promise<number> {
  const { body } = await server.call('GET', `/v1/customers/external:${customer}/balances`);
  return body.items.find((one: { account: string }) => one.account === 'beans').available;
}

function pointsOf(reply: Reply): readonly number[] {
  assert.equal(reply.status, 200, JSON.stringify(reply.body));
  return reply.body.results.map(({ decision }: { decision: { outcomes: { kind: string; amount: number }[] } }) =>
    decision.outcomes.filter(({ kind }) => kind === 'points').reduce((sum, { amount }) => sum + amount, 0),
  );
}

test('a purchase earns, and sent again it is answered as the first time', async () => {
  const sent = {
    transaction_id: 'T-1',
    customer: 'external:ann',
    store: 'main-street',
    channel: 'POS',
    tax: 80,
    items: [
      { item: 'flat-white', quantity: 2, amount: 900 },
      { item: 'moka-pot', amount: 3550, custom: { engraved: 'Ann' } },
    ],
    payments: [{ amount: 4530, type: 'card' }],
  };
  const first = await send(sent);
  assert.deepEqual(pointsOf(first), [44]);
  const again = await send(sent);
  assert.equal(again.body.results[0].decision.replayed, true);
  assert.equal(again.body.results[0].decision.decision_id, first.body.results[0].decision.decision_id);
  assert.equal(await beans('ann'), 44);
  const other = await send({ ...sent, tax: 81 });
  assert.deepEqual([other.status, other.body.code], [409, 'key_reused']);
});

test('it is read with its lines, what was sent, and what it earned', async () => {
  const { body } = await server.call('GET', '/v1/customers/external:ann/transactions/T-1');
  assert.deepEqual(
    [body.subtotal, body.total, body.net, body.status, body.store],
    [4450, 4530, 4450, 'completed', 'main-street'],
  );
  assert.deepEqual(body.payments, [{ amount: 4530, type: 'card', own: true }]);
  assert.equal(body.items[1].custom.engraved, 'Ann');
  assert.deepEqual(
    [body.earned[0].rule, body.earned[0].points, body.earned[0].lines],
    [
      'club/green/purchase',
      44,
      [
        { line: '1', points: 9 },
        { line: '2', points: 35 },
      ],
    ],
  );
  const list = await server.call('GET', '/v1/customers/external:ann/transactions?limit=1');
  assert.deepEqual(
    list.body.items.map((one: { transaction_id: string }) => one.transaction_id),
    ['T-1'],
  );
  const none = await server.call('GET', '/v1/customers/external:bob/transactions/T-1');
  assert.deepEqual([none.status, none.body.code], [404, 'transaction_not_found']);
});

test('items and stores that nobody named are recorded, and named later', async () => {
  const unnamed = await server.call('GET', '/v1/items?unnamed=true');
  assert.deepEqual(
    unnamed.body.items.map((one: { id: string }) => one.id),
    ['flat-white', 'moka-pot'],
  );
  const stores = await server.call('GET', '/v1/stores');
  assert.equal(stores.body.items[0].name, null);
  const items = [{ id: 'flat-white', name: 'Flat white', categories: ['drinks'] }];
  assert.equal((await server.call('PUT', '/v1/items', { items })).body.saved, 1);
  await server.call('PUT', '/v1/stores', { stores: [{ id: 'main-street', name: 'Main Street' }] });
  const drinks = await server.call('GET', '/v1/items?category=drinks');
  assert.equal(drinks.body.items[0].name, 'Flat white');
  assert.equal((await server.call('GET', '/v1/items/moka-pot')).body.name, null);
  assert.equal((await server.call('GET', '/v1/items/nothing')).body.code, 'item_not_found');
  await send({ transaction_id: 'T-2', customer: 'external:ann', items: [{ item: 'flat-white', amount: 100 }] });
  const { body } = await server.call('GET', '/v1/customers/external:ann/transactions/T-2');
  assert.deepEqual(body.lines[0].categories, ['drinks']);
});

test('customers who paid together each have their part, to the cent', async () => {
  const sent = {
    transaction_id: 'T-3',
    subtotal: 1001,
    items: [{ amount: 1001 }],
    payments: [
      { amount: 300, customer: 'external:bob' },
      { amount: 600, customer: 'external:cleo' },
      { amount: 100, customer: 'external:bob' },
    ],
  };
  assert.deepEqual(pointsOf(await send(sent)), [4, 6]);
  const { body } = await server.call('GET', '/v1/transactions/T-3');
  const nets = body.purchases.map(({ net }: { net: number }) => net).sort();
  assert.deepEqual(nets, [400, 601]);
  const back = await server.call('POST', '/v1/transactions/T-3/return', {});
  assert.deepEqual(pointsOf(back).toSorted(), [-4, -6]);
  assert.deepEqual([await beans('bob'), await beans('cleo')], [0, 0]);
});

test('a transaction that nobody we know paid for is taken and booked on nobody', async () => {
  const reply = await send({ transaction_id: 'T-4', items: [{ amount: 500 }], payments: [{ amount: 500 }] });
  assert.deepEqual([reply.status, reply.body.results], [200, []]);
  assert.equal((await server.call('GET', '/v1/transactions/T-4')).status, 404);
  const unknown = await send({ transaction_id: 'T-4', items: [{ amount: 500 }], customer: 'external:nobody' });
  assert.deepEqual([unknown.status, unknown.body.code], [404, 'customer_not_found']);
});

test('lines come back one by one, a key makes a return happen once, and too much is refused', async () => {
  await send({
    transaction_id: 'T-5',
    customer: 'external:bob',
    items: [
      { line: 'a', amount: 1000, quantity: 2 },
      { line: 'b', amount: 500 },
    ],
  });
  const path = '/v1/transactions/T-5/return';
  const lines = [{ line: 'a', quantity: 1 }];
  const key = { 'idempotency-key': 'return-1' };
  assert.deepEqual(pointsOf(await server.call('POST', path, { lines, reason: 'Cold' }, key)), [-5]);
  assert.deepEqual(pointsOf(await server.call('POST', path, { lines, reason: 'Cold' }, key)), [-5]);
  assert.equal(await beans('bob'), 10);
  for (const [sent, code] of [
    [{ lines: [{ line: 'a', quantity: 2 }] }, 'return_exceeds_purchase'],
    [{ lines: [{ line: 'z' }] }, 'transaction_line_not_found'],
    [{ customer: 'external:cleo' }, 'transaction_not_found'],
  ] as const) {
    assert.equal((await server.call('POST', path, sent)).body.code, code);
  }
  assert.deepEqual(pointsOf(await server.call('POST', '/v1/transactions/T-5/void', { reason: 'Wrong till' })), [-10]);
  const again = await server.call('POST', path, {});
  assert.deepEqual([again.status, again.body.code], [409, 'transaction_returned']);
  assert.equal((await server.call('POST', '/v1/transactions/T-0/return', {})).body.code, 'transaction_not_found');
});

test('a later version with fewer lines is a return, one with more is refused', async () => {
  const sent = {
    transaction_id: 'T-6',
    customer: 'external:cleo',
    modified_at: '2026-01-01T10:00:00Z',
    items: [
      { line: 'a', amount: 1000 },
      { line: 'b', amount: 500 },
    ],
  };
  await send(sent);
  const less = { ...sent, modified_at: '2026-01-01T11:00:00Z', items: sent.items.slice(0, 1) };
  assert.deepEqual(pointsOf(await send(less)), [-5]);
  const more = { ...sent, modified_at: '2026-01-01T12:00:00Z' };
  assert.deepEqual([(await send(more)).status, (await send(more)).body.code], [409, 'transaction_conflict']);
  assert.equal(await beans('cleo'), 10);
});

test('a batch answers each transaction in its place', async () => {
  const answer = await server.call('POST', '/v1/transactions/batch', {
    history: true,
    transactions: [
      {
        transaction_id: 'H-1',
        customer: 'external:ann',
        occurred_at: '2020-01-01T00:00:00Z',
        items: [{ amount: 100 }],
      },
      { transaction_id: 'H-2', items: [] },
      { transaction_id: 'H-3', customer: 'external:nobody', items: [{ amount: 1 }] },
    ],
  });
  const { body } = answer;
  assert.deepEqual(
    body.results.map((one: { status: number }) => one.status),
    [200, 422, 404],
  );
  assert.ok(pointsOf({ ...answer, body: body.results[0].transaction }).every((points) => points === 0));
});

test('limits and contradictions are named', async () => {
  const item = { amount: 1 };
  const payment = { amount: 1, customer: 'external:ann' };
  for (const [sent, pointer] of [
    [{ items: Array.from({ length: 1001 }, () => item) }, '/items'],
    [{ items: [item], payments: Array.from({ length: 101 }, () => payment) }, '/payments'],
    [{ items: [item], discounts: Array.from({ length: 101 }, () => ({})) }, '/discounts'],
    [{ items: [item], customer: 'external:ann', payments: [payment] }, '/customer'],
    [
      {
        items: [{ line: '2', amount: 1 }, { amount: 2 }],
      },
      '/items',
    ],
    [{ items: [item], custom: { list: Array.from({ length: 1001 }, (_, index) => index) } }, '/custom'],
  ] as const) {
    const { status, body } = await send({ transaction_id: 'T-9', ...sent });
    assert.deepEqual([status, body.errors?.[0]?.pointer], [422, pointer]);
  }
});

test('an offer that a discount names is redeemed with the purchase; one that cannot be does not stop it', async () => {
  const discount = { user_offer: '5f0c1b3e-3c0c-4f0e-9d0a-0d5b7a1c2e3f', amount: 100 };
  const reply = await send({
    transaction_id: 'T-10',
    customer: 'external:cleo',
    items: [{ amount: 700 }],
    discounts: [discount],
  });
  assert.deepEqual(pointsOf(reply), [7]);
});

test('a key without the scope may not send', async () => {
  const { authorization } = await server.makeKey(['transactions:read']);
  assert.equal((await send({ transaction_id: 'T-11', items: [{ amount: 1 }] }, { authorization })).status, 403);
});

test('the activity log tells of purchases and returns', async () => {
  const { body } = await server.call('GET', '/v1/customers/external:bob/activity');
  const titles = body.items.map(({ type }: { type: { title?: string } | string }) =>
    typeof type === 'string' ? type : type.title,
  );
  assert.ok(
    titles.some((title: string) => /purchase/i.test(title)),
    JSON.stringify(titles),
  );
});

test('the books are right', async () => {
  assert.deepEqual((await verifyBooks(server.database.pool)).differences, []);
});
