// POS send_transaction and Connect get_store_transactions: envelope, attribution, returns by resending, refunds, voids.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openSessionm, RETAILER } from './harness.ts';

let site: Awaited<ReturnType<typeof openSessionm>>;
let ann = '';

before(async () => {
  site = await openSessionm();
  const made = await site.client.core('POST', '/users', { user: { external_id: 'C-1', opted_in: 'true' } });
  ann = made.user.id;
  await site.client.core('POST', '/users', { user: { external_id: 'C-2', opted_in: 'true' } });
});

after(() => site.close());

let requests = 0;
async function pos(payload: object, request = `r-${++requests}`) {
  const envelope = { store_id: 'S1', client_id: 'till-1', request_id: request, culture: 'en-US' };
  const { status, body } = await site.client.send('POST', '/api/2.0/send_transaction', {
    ...envelope,
    request_payload: payload,
  });
  return { status, body };
}

async function beans(externalId: string): Promise<number> {
  const { user } = await site.client.core('GET', `/external/users/${externalId}`);
  return user.available_points;
}

const SOLD = {
  pos_employee_id: 'E1',
  guest_count: 2,
  is_closed: true,
  is_voided: false,
  transaction_id: 'P-1',
  from_transaction_id: null,
  subtotal: 30.5,
  tax_total: 2.1,
  open_time: '2026-06-15T11:00:00Z',
  modified_time: '2026-06-15T11:05:00Z',
  channel: 'POS',
  items: [
    {
      line_id: '1',
      item_id: 'SKU1',
      quantity: 2,
      unit_price: 10,
      subtotal: 20,
      tax_included: 0,
      custom_data: { a: 1 },
    },
    { line_id: '2', item_id: 'SKU2', quantity: 1, unit_price: '10.50', subtotal: '10.50', modifies_line_id: null },
  ],
  payments: [{ payment_id: 'P1', amount: 32.6, type: 'cash', user_id: 'C-1', user_id_type: 'external_id' }],
  discounts: [],
  custom_data: {},
  business_def_collection: [],
};

test('a purchase is booked once for each request_id', async () => {
  for (const _ of [1, 2]) {
    const { status, body } = await pos(SOLD, 'same');
    assert.deepEqual([status, body.status, body.transaction_id], [200, 'OK', 'P-1'], JSON.stringify(body));
  }
  assert.equal(await beans('C-1'), 30);
  assert.equal((await pos(SOLD)).body.status, 'OK');
  assert.equal(await beans('C-1'), 30);
});

test('sent again with items removed it is a return, and a refund names what it refunds', async () => {
  const less = { ...SOLD, modified_time: '2026-06-15T11:30:00Z', subtotal: 20, items: SOLD.items.slice(0, 1) };
  assert.equal((await pos(less)).body.status, 'OK');
  assert.equal(await beans('C-1'), 20);
  const refund = {
    transaction_id: 'P-1R',
    from_transaction_id: 'P-1',
    items: [{ line_id: '9', item_id: 'SKU1', quantity: -1, subtotal: -10 }],
    payments: [{ amount: -10 }],
  };
  const { body } = await pos(refund);
  assert.equal(body.status, 'OK', JSON.stringify(body));
  assert.equal(await beans('C-1'), 10);
  const over = { ...refund, items: [{ item_id: 'SKU1', quantity: 2 }] };
  assert.equal((await pos(over)).body.errors.error.code, 'return_exceeds_purchase');
  const unknown = await pos({ ...refund, from_transaction_id: 'P-9' });
  assert.deepEqual([unknown.status, unknown.body.errors.error.code], [404, 'not_found']);
});

test('customers who paid together, by id and by shape, and a void for all of them', async () => {
  const shared = {
    transaction_id: 'P-2',
    subtotal: 10,
    items: [{ item_id: 'SKU1', subtotal: 10 }],
    payments: [
      { amount: 4, user_id: ann, user_id_type: 'user_id' },
      { amount: 6, user_id: 'C-2' },
    ],
  };
  assert.equal((await pos(shared)).body.status, 'OK');
  assert.deepEqual([await beans('C-1'), await beans('C-2')], [14, 6]);
  assert.equal((await pos({ ...shared, is_voided: true })).body.status, 'OK');
  assert.deepEqual([await beans('C-1'), await beans('C-2')], [10, 0]);
});

test('what is open yet, and what nobody we know paid, is taken and not booked', async () => {
  const open = { ...SOLD, transaction_id: 'P-3', is_closed: false };
  assert.equal((await pos(open)).body.status, 'OK');
  const nobody = { ...SOLD, transaction_id: 'P-4', payments: [{ amount: 32.6 }] };
  assert.equal((await pos(nobody)).body.status, 'OK');
  assert.equal(await beans('C-1'), 10);
});

test('faults are told in the envelope of tills', async () => {
  const { body: none } = await pos({});
  assert.deepEqual([none.status, none.errors.error.code], ['ERROR', 'missing_data']);
  const { body: money } = await pos({ ...SOLD, transaction_id: 'P-5', subtotal: 'much' });
  assert.equal(money.errors.validation_errors.subtotal.length, 1);
  const many = Array.from({ length: 1_001 }, () => ({ item_id: 'SKU1', subtotal: 1 }));
  assert.equal((await pos({ ...SOLD, transaction_id: 'P-5', items: many })).body.errors.error.code, 'validation');
  const minus = await pos({ ...SOLD, transaction_id: 'P-5', subtotal: -1 });
  assert.equal(minus.body.errors.error.code, 'validation');
  const bare = await site.client.send('POST', '/api/2.0/send_transaction', { request_payload: SOLD });
  assert.equal(bare.body.errors.error.code, 'missing_data');
});

test('the transactions of a store are read a page at a time', async () => {
  const read = async (more: object) => {
    const url = '/transactions/api/1.0/transactions/info/get_store_transactions';
    const { body } = await site.client.send('POST', url, { retailer_id: RETAILER, store_id: 'S1', ...more });
    assert.equal(body.status, 'ok', JSON.stringify(body));
    return body.payload;
  };
  const first = await read({ take: 2 });
  assert.deepEqual([first.total_records, first.results.length], [3, 2]);
  const second = await read({ take: 2, pagination_token: first.pagination_token });
  const all = [...first.results, ...second.results];
  assert.equal(second.pagination_token, null);
  const one = all.find(({ pos_transaction_id: id }) => id === 'P-1');
  assert.deepEqual(
    [one.subtotal, one.taxtotal, one.check_amount, one.pos_employee_id, one.guest_count, one.items[0].quantity],
    [30.5, 2.1, 32.6, 'E1', 2, 1],
  );
  assert.deepEqual(one.payments, [{ payment_id: 'P1', type: 'cash', amount: 32.6, user_id: ann }]);
  assert.equal((await read({ store_id: 'S2' })).total_records, 0);
});
