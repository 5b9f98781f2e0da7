// The wallet, reward stores and orders over /v1: the tabs and quick actions of the profile, and what each of them refuses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';

const NOW = Date.parse('2030-03-02T08:00:00Z');
const DAY = 86_400_000;
const PROGRAMME = `
name: shop
title: Shop
accounts:
  points: { title: Points, default: true }
  miles: { title: Miles }
sources: { promo: { title: Promo } }
attributes: { vip: { type: bool } }
offers:
  cup: { title: A free cup, type: manual_fulfillment, valid_for: 30 days, inventory: 20 }
  ten: { title: Ten off, type: fixed_amount_check_discount, amount: 1000, inventory: 2, per_customer: 1 }
  old: { title: Over, type: manual_fulfillment, ends_at: '2026-01-01T00:00:00Z' }
  easter: { title: For Easter, type: manual_fulfillment, starts_at: '2030-04-21T00:00:00Z' }
  best: { title: For the best, type: manual_fulfillment, audience: customer.custom.vip }
tier_systems:
  club:
    title: Club
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold: { title: Gold, rank: 2, entrance: { kind: invitation } }
stores:
  main:
    title: Main
    accounts: [points]
    items:
      cup: { offer: cup, price: 100, quantity: 20, per_customer: 2 }
      rare: { offer: cup, price: 5, quantity: 1 }
      ten: { offer: ten, price: 250 }
      free: { offer: cup, price: 0, shipped: false, per_customer: 1 }
      later: { offer: cup, price: 1, starts_at: '2031-01-01T00:00:00Z' }
  gold: { title: Gold, tiers: { system: club, levels: [gold] }, items: { ten: { offer: ten, price: 1 } } }
  summer: { title: Summer, starts_at: '2030-06-01T00:00:00Z', ends_at: '2030-09-01T00:00:00Z', items: {} }
`;

let server: TestServer;
before(async () => {
  server = await startTestServer({ hasProgramme: false });
  server.clock.set(NOW);
  await ok('POST', '/v1/programme/apply', { files: { 'programme.yaml': PROGRAMME } });
});
after(async () => {
  const { differences } = await verifyBooks(server.database.pool);
  assert.deepEqual(differences, []);
  await server.close();
});

let calls = 0;
async function ok(method: string, url: string, body?: unknown, headers = {}) {
  calls += 1_000;
  server.clock.set(NOW + calls);
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function codeOf(method: string, url: string, body?: unknown, headers = {}): Promise<string> {
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status >= 400, `${method} ${url}: ${reply.status}`);
  return reply.body.code;
}

async function join(value: string, points = 0): Promise<string> {
  await ok('POST', '/v1/customers', { identifiers: [{ value }], opted_in: true });
  const customer = `/v1/customers/external:${value}`;
  if (points > 0) await ok('POST', `${customer}/deposits`, { deposits: [{ source: 'promo', amount: points }] });
  return customer;
}

async function issue(customer: string, offer: string): Promise<string> {
  const { outcomes } = await ok('POST', `${customer}/offers`, { offer, reason: 'goodwill' });
  return outcomes[0].user_offer_id;
}

async function statuses(customer: string, query = ''): Promise<string[]> {
  const { items } = await ok('GET', `${customer}/offers${query}`);
  return items.map(({ offer, status }: { offer: string; status: string }) => `${offer} ${status}`);
}

async function balance(customer: string): Promise<number> {
  const { items } = await ok('GET', `${customer}/balances`);
  return items.find((one: { account: string }) => one.account === 'points')?.available ?? 0;
}

async function stock(offer: string): Promise<number> {
  const { items } = await ok('GET', '/v1/offers');
  return items.find((one: { offer: string }) => one.offer === offer).left;
}

test('offers say whether they are live, scheduled or over', async () => {
  const { items } = await ok('GET', '/v1/offers');
  const found = Object.fromEntries(items.map((one: { offer: string; status: string }) => [one.offer, one.status]));
  assert.deepEqual(found, { cup: 'live', ten: 'live', old: 'ended', best: 'live', easter: 'scheduled' });
});

test('Available lists live offers, which of them can be issued, and why others cannot', async () => {
  const ann = await join('ann');
  await issue(ann, 'ten');
  const { items } = await ok('GET', `${ann}/offers/available`);
  assert.deepEqual(
    items.map((one: { offer: string; available: boolean; reason: { code: string } | null; left: number | null }) => [
      one.offer,
      one.available,
      one.reason?.code ?? null,
      one.left,
    ]),
    [
      ['cup', true, null, 20],
      ['ten', false, 'offer_limit_reached', 1],
      ['best', false, 'offer_not_for_customer', null],
    ],
  );
  const open = await ok('GET', `${ann}/offers/available?available=true`);
  assert.deepEqual(
    open.items.map((one: { offer: string }) => one.offer),
    ['cup'],
  );
});

test('Mark as Redeemed, return to Issued, Change Redemption Dates, FlexField, Revoke and Exclude, lift the exclusion', async () => {
  const bea = await join('bea');
  const cup = await issue(bea, 'cup');
  const url = `${bea}/offers/${cup}`;
  const key = { 'idempotency-key': 'redeem-1' };
  const first = await ok('POST', `${url}/redeem`, { reason: 'at the counter' }, key);
  const again = await ok('POST', `${url}/redeem`, { reason: 'at the counter' }, key);
  assert.deepEqual([first.replayed, again.replayed, again.decision_id], [false, true, first.decision_id]);
  assert.equal(await codeOf('POST', `${url}/redeem`, {}), 'user_offer_state');
  assert.deepEqual(await statuses(bea, '?status=redeemed'), ['cup redeemed']);
  await ok('POST', `${url}/reinstate`, { reason: 'bought back' });
  assert.deepEqual(await statuses(bea, '?status=open'), ['cup issued']);

  await ok('PATCH', url, { custom_data: { seat: '12A' }, reason: 'asked by the till' });
  assert.deepEqual((await ok('GET', url)).custom_data, { seat: '12A' });
  assert.equal(await codeOf('PATCH', url, { custom_data: { text: 'x'.repeat(5_000) }, reason: 'x' }), 'validation');
  calls += 31 * DAY;
  assert.deepEqual(await statuses(bea, '?status=expired'), ['cup expired']);
  const until = new Date(NOW + calls + 5 * DAY).toISOString();
  await ok('PATCH', url, { expires_at: until, reason: 'was ill' });
  assert.deepEqual([(await ok('GET', url)).status, (await ok('GET', url)).expires_at], ['issued', until]);

  const left = await stock('cup');
  await ok('POST', `${url}/revoke`, { reason: 'abuse', exclude: true });
  assert.equal(await stock('cup'), left + 1);
  assert.equal(await codeOf('POST', `${bea}/offers`, { offer: 'cup', reason: 'again' }), 'offer_excluded');
  const { items } = await ok('GET', `${bea}/offer-exclusions`);
  assert.deepEqual(
    [items[0].offer, items[0].status, items[0].reason, items[0].by],
    ['cup', 'excluded', 'abuse', 'test'],
  );
  await ok('POST', `${bea}/offer-exclusions/cup/lift`, { reason: 'cleared up' });
  assert.equal(await codeOf('POST', `${bea}/offer-exclusions/cup/lift`, { reason: 'twice' }), 'not_excluded');
  await issue(bea, 'cup');
});

test("another customer's offer is not found, neither to look at nor to change", async () => {
  const [ann, cat] = [await join('ann2'), await join('cat')];
  const cup = await issue(ann, 'cup');
  assert.equal(await codeOf('GET', `${cat}/offers/${cup}`), 'user_offer_not_found');
  assert.equal(await codeOf('POST', `${cat}/offers/${cup}/redeem`, {}), 'user_offer_not_found');
  assert.equal(await codeOf('POST', `${cat}/offers/${cup}/code`, {}), 'user_offer_not_found');
  await ok('POST', `${ann}/offers/${cup}/revoke`, { reason: 'over' });
});

test('a basket locks an offer and is told the discount; a code is shown once and kept as a hash', async () => {
  const dan = await join('dan');
  const ten = await issue(dan, 'ten');
  const url = `${dan}/offers/${ten}`;
  const basket = { transaction_id: 'T-1', subtotal: 700, lines: [{ line: '1', item: 'A', quantity: 1, amount: 700 }] };
  const { outcomes } = await ok('POST', `${url}/lock`, { basket });
  assert.deepEqual(outcomes[0], { kind: 'discount', user_offer_id: ten, amount: 700, lines: [] });
  assert.equal(
    await codeOf('POST', `${url}/lock`, { basket: { ...basket, transaction_id: 'T-2' } }),
    'user_offer_locked',
  );
  await ok('POST', `${url}/unlock`, { reason: 'left the shop' });
  const { code } = await ok('POST', `${url}/code`, { minutes: 5 });
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{12}$/);
  const { rows } = await server.database.owner.query('select code_hash from laurel.user_offer where id = $1', [ten]);
  assert.match(rows[0].code_hash, /^[0-9a-f]{64}$/);
  const { rows: facts } = await server.database.owner.query(
    'select count(*)::int as n from laurel.fact where body::text like $1 or record::text like $1',
    [`%${code}%`],
  );
  assert.equal(facts[0].n, 0);
  await ok('POST', `${url}/revoke`, { reason: 'over' });
});

test('a purchase spends the points and gives the offer; the order shows what agents ask for', async () => {
  const eve = await join('eve', 500);
  const left = await stock('cup');
  const key = { 'idempotency-key': 'buy-1' };
  const buy = { item: 'cup', quantity: 2 };
  const bought = await ok('POST', `${eve}/reward-stores/main/purchases`, buy, key);
  assert.equal((await ok('POST', `${eve}/reward-stores/main/purchases`, buy, key)).replayed, true);
  assert.deepEqual([await balance(eve), await stock('cup')], [300, left - 2]);
  assert.deepEqual(await statuses(eve), ['cup issued', 'cup issued']);
  const order = bought.outcomes.find((one: { kind: string }) => one.kind === 'order');
  const { items } = await ok('GET', `${eve}/orders`);
  const { order_id, status, date, name, offer_type, quantity, points_spent, delivery } = items[0];
  assert.deepEqual(
    { order_id, status, date, name, offer_type, quantity, points_spent, delivery },
    {
      order_id: order.order_id,
      status: 'issued',
      date: bought.recorded_at,
      name: 'A free cup',
      offer_type: 'manual_fulfillment',
      quantity: 2,
      points_spent: 200,
      delivery: 'pending',
    },
  );
  assert.equal(await codeOf('POST', `${eve}/reward-stores/main/purchases`, { item: 'cup' }), 'store_limit_reached');
  const url = `${eve}/orders/${order_id}`;
  await ok('PATCH', url, { delivery: 'shipped', tracking: 'DHL 1' });
  const shipped = await ok('GET', url);
  assert.deepEqual([shipped.status, shipped.delivery, shipped.tracking], ['redeemed', 'shipped', 'DHL 1']);
  assert.equal(await codeOf('PATCH', url, { delivery: 'pending' }), 'order_state');
  assert.equal(await codeOf('POST', `${url}/cancel`, { reason: 'too late' }), 'order_state');
});

test('a cancelled order gives back the points, the stock and the limit; twice is refused', async () => {
  const fay = await join('fay', 150);
  const left = await stock('cup');
  const bought = await ok('POST', `${fay}/reward-stores/main/purchases`, { item: 'cup' });
  const { order_id } = bought.outcomes.find((one: { kind: string }) => one.kind === 'order');
  assert.deepEqual([await balance(fay), await stock('cup')], [50, left - 1]);
  const url = `${fay}/orders/${order_id}`;
  await ok('POST', `${url}/cancel`, { reason: 'changed her mind' });
  assert.deepEqual([await balance(fay), await stock('cup')], [150, left]);
  const order = await ok('GET', url);
  assert.deepEqual([order.status, order.delivery, order.cancel_reason], ['cancelled', 'cancelled', 'changed her mind']);
  assert.deepEqual(await statuses(fay), ['cup revoked']);
  assert.equal(await codeOf('POST', `${url}/cancel`, { reason: 'again' }), 'order_state');
  assert.equal(await balance(fay), 150);
  const other = await join('gus');
  assert.equal(await codeOf('POST', `${other}/orders/${order_id}/cancel`, { reason: 'mine' }), 'order_not_found');
});

test('an order whose offer was redeemed is not cancelled; nothing is sent of what is in the wallet', async () => {
  const hal = await join('hal');
  const bought = await ok('POST', `${hal}/reward-stores/main/purchases`, { item: 'free' });
  const { order_id } = bought.outcomes.find((one: { kind: string }) => one.kind === 'order');
  const url = `${hal}/orders/${order_id}`;
  const { user_offers, delivery, points_spent } = await ok('GET', url);
  assert.deepEqual([delivery, points_spent], [null, 0]);
  assert.equal(await codeOf('PATCH', url, { delivery: 'shipped' }), 'order_not_delivered');
  await ok('POST', `${hal}/offers/${user_offers[0].user_offer_id}/redeem`, {});
  assert.equal((await ok('GET', url)).status, 'redeemed');
  assert.equal(await codeOf('POST', `${url}/cancel`, { reason: 'x' }), 'user_offer_state');
});

test('what cannot be bought is refused with its reason, and nothing is half done', async () => {
  const ivy = await join('ivy', 60);
  const buy = (store: string, item: string, more = {}) =>
    codeOf('POST', `${ivy}/reward-stores/${store}/purchases`, { item, ...more });
  assert.equal(await buy('main', 'ten'), 'insufficient_points');
  assert.equal(await buy('main', 'nothing'), 'unknown_store_item');
  assert.equal(await buy('nowhere', 'ten'), 'unknown_store');
  assert.equal(await buy('main', 'later'), 'store_item_not_live');
  assert.equal(await buy('summer', 'ten'), 'store_closed');
  assert.equal(await buy('gold', 'ten'), 'store_not_for_customer');
  assert.equal(await buy('main', 'cup', { accounts: ['miles'] }), 'spending_not_allowed');
  assert.equal(await buy('main', 'cup', { quantity: 101 }), 'validation');
  await ok('POST', `${ivy}/adjustments`, { account: 'points', source: 'promo', amount: 9_000, reason: 'x' });
  assert.equal(await buy('main', 'cup', { quantity: 5 }), 'store_limit_reached');
  assert.deepEqual(await statuses(ivy), []);
  assert.equal(await balance(ivy), 9_060);
  await ok('POST', `${ivy}/tiers/moves`, { system: 'club', level: 'gold', reason: 'invited' });
  assert.equal(await stock('ten'), 1);
  await ok('POST', `${ivy}/reward-stores/gold/purchases`, { item: 'ten' });
  const jon = await join('jon', 300);
  await ok('POST', `${jon}/reward-stores/main/purchases`, { item: 'rare' });
  assert.equal(await codeOf('POST', `${jon}/reward-stores/main/purchases`, { item: 'rare' }), 'store_out_of_stock');
  assert.equal(await codeOf('POST', `${jon}/reward-stores/main/purchases`, { item: 'ten' }), 'offer_out_of_stock');
  assert.equal(await balance(jon), 295);
});

test('reward stores show what a customer can buy, and a store is written and taken out alone', async () => {
  const kim = await join('kim', 120);
  const { items } = await ok('GET', `${kim}/reward-stores`);
  const [main] = items;
  assert.deepEqual([main.store, main.available, main.points], ['main', true, 120]);
  assert.deepEqual(
    main.items.map((one: { item: string; reason: { code: string } | null }) => [one.item, one.reason?.code ?? null]),
    [
      ['cup', null],
      ['rare', 'store_out_of_stock'],
      ['ten', 'offer_out_of_stock'],
      ['free', null],
      ['later', 'store_item_not_live'],
    ],
  );
  assert.equal(items[1].reason.code, 'store_not_for_customer');
  assert.equal(items[2].reason.code, 'store_closed');
  const definition = { title: 'Pop-up', items: { cup: { offer: 'cup', price: 10 } } };
  await ok('PUT', '/v1/reward-stores/popup', { definition });
  const { items: stores } = await ok('GET', '/v1/reward-stores');
  assert.equal(stores.find((one: { store: string }) => one.store === 'popup').items[0].price, 10);
  const wrong = { title: 'Wrong', items: { cup: { offer: 'cop', price: 10 } } };
  assert.equal(await codeOf('PUT', '/v1/reward-stores/wrong', { definition: wrong }), 'programme_invalid');
  await ok('DELETE', '/v1/reward-stores/popup');
  assert.equal(await codeOf('DELETE', '/v1/reward-stores/popup'), 'unknown_store');
});
