// Offers, reward stores and the point of sale over the SessionM API, on a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KEY, openSessionm, RETAILER } from '../sessionm/harness.ts';

const MORE = `
offers:
  tenner: { title: Ten off, type: fixed_amount_check_discount, amount: 1000, pos_discount_id: P10, valid_for: 30 days }
  shoes: { title: Half shoes, type: percent_item_discount, amount: 50, applies_to: { items: [SHOE] }, stores: [S1] }
  cup: { title: A free cup, type: manual_fulfillment, inventory: 9 }
stores:
  main:
    title: Main
    accounts: [beans]
    items:
      cup: { offer: cup, price: 50, starts_at: '2026-01-02T00:00:00Z' }
      ten: { offer: tenner, price: 500, starts_at: '2026-01-01T00:00:00Z' }
      free: { offer: tenner, price: 0 }
      over: { offer: cup, price: 1, ends_at: '2026-02-01T00:00:00Z' }
  gold: { title: Gold only, tiers: { system: club, levels: [reserve] }, items: { cup: { offer: cup, price: 1 } } }
`;

let world: Awaited<ReturnType<typeof openSessionm>>;
let ann: string;
let requests = 0;

before(async () => {
  world = await openSessionm();
  await world.publish((file) => (file.includes('title: Two tastings') ? `${file}${MORE}` : file));
  ann = await customer('ann@example.com', '+1 (555) 010-0001');
});
after(() => world.close());

async function customer(email: string, phone: string): Promise<string> {
  const user = {
    email,
    opted_in: true,
    external_id: email,
    phone_numbers: [{ phone_number: phone, phone_type: 'mobile' }],
  };
  return (await world.client.core('POST', '/users', { user })).user.id;
}

async function offers(action: string, body: object, api = '/offers/api/2.0') {
  const reply = await world.client.send('POST', `${api}/offers/${action}`, { retailer_id: RETAILER, ...body });
  assert.deepEqual([reply.status, reply.body.status], [200, 'ok'], JSON.stringify(reply.body));
  return reply.body.payload;
}

async function offersError(action: string, body: object): Promise<string> {
  const { body: sent } = await world.client.send('POST', `/offers/api/2.0/offers/${action}`, body);
  assert.equal(sent.status, 'error', JSON.stringify(sent));
  return sent.errors.code;
}

function envelope(payload: object, more: object = {}) {
  requests += 1;
  return {
    store_id: 'S1',
    client_id: 'T1',
    request_id: `r-${requests}`,
    culture: 'en-US',
    request_payload: payload,
    ...more,
  };
}

async function pos(action: string, payload: object, more: object = {}) {
  const reply = await world.client.send('POST', `/api/2.0/${action}`, envelope(payload, more));
  assert.deepEqual([reply.status, reply.body.status], [200, 'OK'], JSON.stringify(reply.body));
  return reply.body.payload;
}

async function posError(action: string, payload: object, more: object = {}): Promise<string> {
  const { body } = await world.client.send('POST', `/api/2.0/${action}`, envelope(payload, more));
  assert.equal(body.status, 'ERROR', JSON.stringify(body));
  return body.errors.error.code;
}

async function issued(offer: string, user = ann): Promise<string> {
  const { status_list: list } = await offers('acquisition/issue', { user_id: user, offer_id: offer, quantity: 1 });
  return list[0].user_offer_id;
}

const basket = (transactionId: string, item = 'BOOK') => ({
  transaction_id: transactionId,
  subtotal: 39.98,
  items: [{ line_id: '1', item_id: item, quantity: 2, unit_price: 19.99, subtotal: 39.98 }],
});

test('a till finds exactly one customer by e-mail, digits of the phone, id or external id, with offers and points', async () => {
  const user_offer_id = await issued('tenner');
  for (const payload of [
    { email: 'ANN@example.com' },
    { phone: '15550100001' },
    { user_id: ann },
    { external_customer_id: 'ann@example.com' },
  ]) {
    const found = await pos('lookup', payload);
    assert.deepEqual([found.user.id, found.user_offers[0].id], [ann, user_offer_id]);
    assert.equal(typeof found.spendable_points, 'number');
    assert.equal(found.point_accounts.user_id, ann);
  }
  await customer('twin@example.com', '15550100001');
  assert.equal(await posError('lookup', { phone: '15550100001' }), 'multiple_users_found');
  assert.equal(await posError('lookup', { email: 'nobody@example.com' }), 'user_not_found');
  assert.equal(await posError('lookup', {}), 'missing_data');
});

test('with a transaction the till is told only the offers that take something off it, and how much', async () => {
  await issued('shoes');
  const books = await pos('lookup', { user_id: ann, transaction: basket('T-0') });
  assert.deepEqual(
    books.user_offers.map((one: { name: string; discount: { amount: number } }) => [one.name, one.discount.amount]),
    [['Ten off', 10]],
  );
  const shoes = await pos('lookup', { user_id: ann, transaction: basket('T-0', 'SHOE') });
  const half = shoes.user_offers.find((one: { name: string }) => one.name === 'Half shoes').discount;
  assert.deepEqual([half.amount, half.discounted_line_ids, half.discounted_line_id_quantities], [10, ['1'], [1]]);
  const elsewhere = await pos('lookup', { user_id: ann, transaction: basket('T-0', 'SHOE') }, { store_id: 'S2' });
  assert.equal(elsewhere.user_offers.length, 1);
});

test('an offer is locked, locked anew by the same transaction, unlocked, redeemed and reinstated; a request id counts once', async () => {
  const id = await issued('tenner');
  const lookup = { offer_lookup_code: id, offer_lookup_type: 'UserOfferId' };
  const discount = await pos('lock', { ...lookup, transaction: basket('T-1') });
  assert.deepEqual(
    [discount.reference_id, discount.reference_id_type, discount.amount, discount.pos_discount_id, discount.user_id],
    [id, 'user_offer_id', 10, 'P10', ann],
  );
  const smaller = await pos('lock', { ...lookup, transaction: { transaction_id: 'T-1', subtotal: '4.5' } });
  assert.equal(smaller.amount, 4.5);
  assert.equal(await posError('lock', { ...lookup, transaction: basket('T-2') }), 'user_offer_locked');
  assert.equal(await pos('unlock', { user_offer_id: id, employee_id: 'E1' }), undefined);
  assert.equal(await posError('unlock', { user_offer_id: id, employee_id: 'E1' }), 'user_offer_state');
  const twice = { request_id: 'once' };
  const first = await pos('redeem', { ...lookup, transaction: basket('T-3') }, twice);
  const again = await pos('redeem', { ...lookup, transaction: basket('T-3') }, twice);
  assert.deepEqual(again, first);
  assert.deepEqual(await pos('redeem', { ...lookup, transaction: basket('T-4') }, twice), first);
  assert.equal(await posError('redeem', { ...lookup, transaction: basket('T-3') }), 'user_offer_state');
  await pos('reinstate', { user_offer_id: id, employee_id: 'E1' });
  await pos('lock', { ...lookup, transaction: basket('T-5') });
});

test('a short-lived code finds the offer, until it is over', async () => {
  const id = await issued('tenner');
  await world.addKey('lk_wallet', ['offers:write']);
  const as = world.client.as(`Basic ${btoa('lk_wallet:a-long-secret-of-the-tests')}`);
  const { body } = await as.send('POST', `/v1/customers/${ann}/offers/${id}/code`, { minutes: 5 });
  const lookup = { offer_lookup_code: body.code.toLowerCase(), offer_lookup_type: 'TTLCode' };
  assert.equal((await pos('lock', { ...lookup, transaction: basket('T-6') })).reference_id, id);
  await pos('unlock', { user_offer_id: id, employee_id: 'E1' });
  const wrong = { offer_lookup_code: '000000000000', offer_lookup_type: 'TTLCode', transaction: basket('T-6') };
  assert.equal(await posError('lock', wrong), 'lookup_code_invalid');
  world.time.now += 6 * 60_000;
  assert.equal(await posError('lock', { ...lookup, transaction: basket('T-6') }), 'lookup_code_invalid');
});

test('the envelope needs store, client and request; what is not there is answered as everywhere below /api', async () => {
  const { body } = await world.client.send('POST', '/api/2.0/lookup', { store_id: 'S1', request_payload: {} });
  assert.deepEqual([body.status, body.errors.error.code], ['ERROR', 'missing_data']);
  const away = await world.client.send('POST', '/api/2.0/nothing', {});
  assert.deepEqual([away.status, away.body.status], [404, 'error']);
  const foreign = world.client.as(`Basic ${btoa(`${KEY}:wrong`)}`);
  assert.equal((await foreign.send('POST', '/api/2.0/lookup', envelope({ user_id: ann }))).status, 401);
});

test('an offer is changed and redeemed by hand: FlexField, redemption dates, manual redeem', async () => {
  const id = await issued('tenner');
  const update = { user_id: ann, user_offer_id: id };
  await offers('acquisition/update', { ...update, custom_data: '{"seat":"12A"}' });
  const until = '2027-01-01T00:00:00.000Z';
  await offers('acquisition/update', { ...update, redemption_end_date: until, update_redemption_dates: true });
  const { user_offers } = await offers('get_user_offers', { user_id: ann });
  const mine = user_offers.find((one: { id: string }) => one.id === id);
  assert.deepEqual(
    [mine.custom_data, new Date(mine.redemption_end_date).toISOString(), mine.is_redeemable, mine.is_locked],
    ['{"seat":"12A"}', until, true, false],
  );
  const other = await customer('bob@example.com', '15550100009');
  assert.equal(
    await offersError('acquisition/update', { ...update, user_id: other, custom_data: 'x' }),
    'user_offer_not_found',
  );
  assert.equal(
    await offersError('redemption/manual_redeem', { user_id: other, user_offer_id: id }),
    'user_offer_not_found',
  );
  assert.equal(
    (await offers('redemption/manual_redeem', { user_offer_id: id, reason: 'by phone' })).status,
    'redeemed',
  );
  assert.equal(await offersError('redemption/manual_redeem', { user_offer_id: id }), 'user_offer_state');
});

test('reward stores: whose they are, what they sell by filter and order, and an atomic purchase', async () => {
  const eve = await customer('eve@example.com', '15550100005');
  await world.client.connect('/user_points/deposit', {
    user_id: eve,
    deposit_details: [{ point_source_id: 'promo', point_account_id: 'beans', amount: 120 }],
  });
  const { reward_stores, point_account_balances } = await offers(
    'rewardstores/get_user_reward_stores',
    { user_id: eve, include_point_balances: true },
    '/api/2.0',
  );
  assert.deepEqual(
    reward_stores.map((one: { internal_name: string }) => one.internal_name),
    ['main'],
  );
  assert.equal(point_account_balances.user_id, eve);
  const listed = async (more: object) =>
    (
      await offers('rewardstores/get_reward_store_offers', { reward_store_ids: [reward_stores[0].id], ...more })
    ).results.map((one: { internal_name: string }) => one.internal_name);
  assert.deepEqual(await listed({}), ['free', 'ten', 'cup']);
  assert.deepEqual(await listed({ include_expired: true, sort_column: 'internal_name', sort_direction: 'desc' }), [
    'ten',
    'over',
    'free',
    'cup',
  ]);
  assert.deepEqual(await listed({ exclude_free_offers: true, limit_to_only_obtainable: true, user_id: eve }), ['cup']);
  assert.deepEqual(await listed({ min_price: 10, max_price: 100 }), ['cup']);
  assert.deepEqual(await listed({ skip: 1, take: 1 }), ['ten']);
  assert.equal(
    await offersError('rewardstores/get_reward_store_offers', {
      reward_store_ids: Array.from({ length: 101 }, () => 'x'),
    }),
    'validation',
  );

  const [cup] = (
    await offers('rewardstores/get_reward_store_offers', { reward_store_ids: ['main'], min_price: 10, max_price: 100 })
  ).results;
  const buy = { user_id: eve, reward_store_id: reward_stores[0].id, reward_store_offer_id: cup.id };
  const bought = await offers('rewardstores/purchase_offer', { ...buy, quantity: 2 });
  assert.deepEqual([bought.points_spent, bought.user_offers.length], [100, 2]);
  const left = bought.point_account_balances.summary.total_points;
  assert.equal(left, point_account_balances.summary.total_points - 100);
  assert.equal(await offersError('rewardstores/purchase_offer', buy), 'insufficient_points');
  const wallet = await offers('get_user_offers', { user_id: eve });
  assert.equal(wallet.total_records, 2);
});

test('a store and what it sells are written; accounts must be named, an edit keeps what it leaves out', async () => {
  const create = { name: 'Summer Sale', description: 'Hot', point_account_ids: ['beans'] };
  assert.equal(
    await offersError('rewardstores/create_or_edit', { ...create, point_account_ids: [] }),
    'argument_error',
  );
  const store = await offers('rewardstores/create_or_edit', create);
  assert.deepEqual([store.internal_name, store.name, store.is_active], ['summer-sale', 'Summer Sale', true]);
  const edit = { id: store.id, point_account_ids: ['beans'], end_date: '2026-01-01T00:00:00Z' };
  const edited = await offers('rewardstores/create_or_edit', edit);
  assert.deepEqual([edited.name, edited.description, edited.is_active], ['Summer Sale', 'Hot', false]);
  const add = { reward_store_id: store.id, root_offer_id: 'cup', price: 5, quantity: 3 };
  const item = await offers('rewardstores/add_or_edit_offer', add);
  assert.deepEqual([item.price, item.total_inventory, item.name], [5, 3, 'A free cup']);
  const other = { reward_store_id: store.id, id: item.id, root_offer_id: 'cup', price: 7 };
  const changed = await offers('rewardstores/add_or_edit_offer', other);
  assert.deepEqual([changed.id, changed.price, changed.total_inventory], [item.id, 7, 3]);
  assert.equal(await offersError('rewardstores/add_or_edit_offer', { ...add, root_offer_id: 'none' }), 'not_found');
  assert.equal(
    await offersError('rewardstores/add_or_edit_offer', { reward_store_id: store.id, price: 1 }),
    'argument_error',
  );
});

test('an offer from which an agent excluded the customer says so in its fail reason', async () => {
  const zoe = await customer('zoe@example.com', '15550100077');
  const id = await issued('cup', zoe);
  await world.addKey('lk_agent', ['offers:write']);
  const as = world.client.as(`Basic ${btoa('lk_agent:a-long-secret-of-the-tests')}`);
  await as.send('POST', `/v1/customers/${zoe}/offers/${id}/revoke`, { reason: 'abuse', exclude: true });
  const { status_list: list } = await offers('acquisition/issue', { user_id: zoe, offer_id: 'cup', quantity: 1 });
  assert.deepEqual([list[0].fail_reason, list[0].user_offer_id], [4, null]);
});
