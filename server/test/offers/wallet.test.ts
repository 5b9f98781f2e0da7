// The life of an offer in a wallet: locked and unlocked, redeemed and reinstated, other dates, exclusion; every move that is
// not allowed is refused with its own code and changes nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FactBody } from '../../src/domain/facts.ts';
import type { Basket } from '../../src/domain/offers/offer-fact.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { codeOf, deposit, type Harness, join, openHarness, submission } from '../pipeline/harness.ts';

const PROGRAMME = `
name: shop
title: Shop
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
attributes: { vip: { type: bool } }
offers:
  half: { title: Half price, type: percent_check_discount, amount: 50, valid_for: 10 days, inventory: 100, per_customer: 50 }
  shoes: { title: Shoes off, type: fixed_amount_item_discount, amount: 500, applies_to: { categories: [shoes] } }
  gift: { title: Points, type: points, amount: 70, source: promo }
  vip: { title: For the best, type: manual_fulfillment, audience: customer.custom.vip }
stores:
  main: { title: Main, items: { auto: { offer: shoes, price: 40, per_customer: 1 } } }
campaigns:
  threshold:
    title: Bought at forty
    audience: customer.points.points >= 40
    behavior: { event: __platform.points.deposited }
    outcomes: [{ kind: purchase, store: main, item: auto }]
  thanks:
    title: Thanks for coming
    behavior: { event: __platform.offer.redeemed, when: event.offer == 'half' }
    outcomes: [{ kind: tag, tag: redeemer }]
`;

let harness: Harness;
let engine: PipelineEngine;
let ann: string;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
  ann = (await join(engine, 'ann')).customerId;
  await join(engine, 'bob');
});

after(() => harness.close());

async function send(body: FactBody, customer = 'ann') {
  harness.now += 1_000;
  return engine.submit(submission(customer, body));
}

async function refused(body: FactBody, customer = 'ann'): Promise<string | null> {
  return codeOf(await send(body, customer));
}

async function issued(offer = 'half', customer = 'ann'): Promise<string> {
  const answer = await send({ kind: 'offer.issue', offer, quantity: 1, reason: 'test' }, customer);
  const outcome = answer.record.outcomes.find((one) => one.kind === 'offer');
  assert.ok(outcome?.kind === 'offer', codeOf(answer) ?? 'no offer');
  return outcome.user_offer_id;
}

async function row(id: string) {
  const { rows } = await harness.owner.query(
    'select status, transaction_id, redeemed_at, expires_at, custom_data, is_open from laurel.user_offer where id = $1',
    [id],
  );
  return rows[0];
}

async function stockUsed(): Promise<number> {
  const { rows } = await harness.owner.query<{ used: number }>(
    `select coalesce(sum(used), 0)::bigint as used from laurel.quota_slice where key = 'offer:half'`,
  );
  return rows[0]?.used ?? Number.NaN;
}

const basket = (transactionId: string, category = 'books'): Basket => ({
  transactionId,
  store: null,
  subtotal: 2_001,
  lines: [{ line: '1', item: 'A', categories: [category], quantity: 1, amount: 2_001 }],
});

const redeem = (userOfferId: string, of: Basket | null = null): FactBody => ({
  kind: 'offer.redeem',
  userOfferId,
  codeHash: null,
  basket: of,
  reason: 'asked for',
});
const lock = (userOfferId: string, of: Basket): FactBody => ({
  kind: 'offer.lock',
  userOfferId,
  codeHash: null,
  basket: of,
});
const unlock = (userOfferId: string): FactBody => ({ kind: 'offer.unlock', userOfferId, reason: null });
const reinstate = (userOfferId: string, expiresAt: number | null = null): FactBody => ({
  kind: 'offer.reinstate',
  userOfferId,
  expiresAt,
  reason: 'called off',
});

test('an agent marks an offer as redeemed once; the second click is refused, and rules hear of the first', async () => {
  const id = await issued();
  const [one, two] = await Promise.all([send(redeem(id)), send(redeem(id))]);
  assert.deepEqual([codeOf(one), codeOf(two)].sort(), [null, 'user_offer_state'].sort());
  const { status, is_open, redeemed_at } = await row(id);
  assert.deepEqual([status, is_open, redeemed_at !== null], ['redeemed', false, true]);
  assert.equal(await harness.count('tag', `customer_id = '${ann}' and tag = 'redeemer' and count = 1`), 1);
});

test('an offer of another customer, and one that never was, are not found', async () => {
  const id = await issued();
  for (const body of [redeem(id), lock(id, basket('T')), unlock(id), reinstate(id)])
    assert.equal(await refused(body, 'bob'), 'user_offer_not_found');
  assert.equal(await refused(redeem('no id')), 'user_offer_not_found');
  assert.equal((await row(id)).status, 'issued');
});

test('a lock holds an offer for one transaction, tells the discount, and is replaced by the same transaction', async () => {
  const id = await issued();
  const first = await send(lock(id, basket('T-1')));
  const discount = first.record.outcomes.find((one) => one.kind === 'discount');
  assert.deepEqual([discount?.kind === 'discount' ? discount.amount : null], [1_001]);
  const again = await send(lock(id, { ...basket('T-1'), subtotal: 1_000 }));
  const other = again.record.outcomes.find((one) => one.kind === 'discount');
  assert.equal(other?.kind === 'discount' ? other.amount : null, 500);
  assert.equal(await refused(lock(id, basket('T-2'))), 'user_offer_locked');
  assert.equal(await refused(redeem(id)), 'user_offer_locked');
  assert.equal(await refused(redeem(id, basket('T-2'))), 'user_offer_locked');
  assert.equal(await refused(unlock(id)), null);
  assert.equal(await refused(unlock(id)), 'user_offer_state');
  assert.equal((await row(id)).transaction_id, null);
  assert.equal(await refused(lock(id, basket('T-2'))), null);
  assert.equal(await refused(redeem(id, basket('T-2'))), null);
  assert.deepEqual([(await row(id)).status, (await row(id)).transaction_id], ['redeemed', 'T-2']);
});

test('an offer on items is not locked for a basket without them', async () => {
  const id = await issued('shoes');
  assert.equal(await refused(lock(id, basket('T-3'))), 'offer_not_applicable');
  assert.equal((await row(id)).status, 'issued');
  assert.equal(await refused(lock(id, basket('T-3', 'shoes'))), null);
});

test('a redeemed offer comes back to the wallet; past its date it expires there, unless it is given another', async () => {
  const id = await issued();
  assert.equal(await refused(reinstate(id)), 'user_offer_state');
  await send(redeem(id));
  assert.equal(await refused(reinstate(id)), null);
  const { status, redeemed_at, is_open } = await row(id);
  assert.deepEqual([status, redeemed_at, is_open], ['issued', null, true]);
  await send(redeem(id));
  harness.now += 11 * 86_400_000;
  await send(reinstate(id));
  assert.equal((await row(id)).status, 'expired');
  const other = await issued();
  await send(redeem(other));
  harness.now += 11 * 86_400_000;
  assert.equal(await refused(reinstate(other, harness.now - 1)), 'redemption_dates_invalid');
  await send(reinstate(other, harness.now + 86_400_000));
  assert.equal((await row(other)).status, 'issued');
});

test('other redemption dates bring an expired offer back; dates that make no sense are refused', async () => {
  const id = await issued();
  harness.now += 11 * 86_400_000;
  assert.equal(await refused(redeem(id)), 'user_offer_expired');
  assert.equal((await row(id)).status, 'expired');
  const dates = { kind: 'offer.update', userOfferId: id, reason: 'was ill' } as const;
  assert.equal(await refused({ ...dates, expiresAt: harness.now - 1 }), 'redemption_dates_invalid');
  const day = 86_400_000;
  const late = { ...dates, startsAt: harness.now + 5 * day, expiresAt: harness.now + 4 * day };
  assert.equal(await refused(late), 'redemption_dates_invalid');
  await send({ ...dates, startsAt: harness.now + day, expiresAt: harness.now + 5 * day });
  assert.equal(await refused(redeem(id)), 'offer_not_redeemable_yet');
  harness.now += 2 * day;
  assert.equal(await refused(redeem(id)), null);
  assert.equal(await refused({ ...dates, expiresAt: null }), 'user_offer_state');
});

test('what other systems keep with an offer is replaced whole, in every state', async () => {
  const id = await issued();
  const update = { kind: 'offer.update', userOfferId: id, reason: null } as const;
  await send({ ...update, customData: { pos: { ref: 'x-1' } } });
  await send(redeem(id));
  assert.deepEqual((await row(id)).custom_data, { pos: { ref: 'x-1' } });
  await send({ ...update, customData: {} });
  assert.deepEqual((await row(id)).custom_data, {});
});

test('a locked offer does not expire; unlocked past its date, it does', async () => {
  const id = await issued();
  await send(lock(id, basket('T-9')));
  harness.now += 11 * 86_400_000;
  await send({ kind: 'tier.requalify', system: null });
  assert.equal((await row(id)).status, 'locked');
  await send(unlock(id));
  assert.equal((await row(id)).status, 'expired');
});

test('revoke and exclude gives stock back, and keeps the customer out until an agent lifts it', async () => {
  const before = await stockUsed();
  const id = await issued('half', 'bob');
  assert.equal(await stockUsed(), before + 1);
  const revoke = { kind: 'offer.revoke', userOfferId: id, reason: 'abuse', exclude: true } as const;
  assert.equal(await refused(revoke, 'bob'), null);
  assert.equal(await stockUsed(), before);
  const issue = { kind: 'offer.issue', offer: 'half', quantity: 1, reason: 'again' } as const;
  assert.equal(await refused(issue, 'bob'), 'offer_excluded');
  assert.equal(await refused(issue), null, 'others are not touched');
  assert.equal(await refused(revoke, 'bob'), 'user_offer_state');
  const lift = { kind: 'offer.exclusion.lift', offer: 'half', reason: 'cleared up' } as const;
  assert.equal(await refused(lift, 'bob'), null);
  assert.equal(await refused(lift, 'bob'), 'not_excluded');
  assert.equal(await refused(issue, 'bob'), null);
  const { rows } = await harness.owner.query('select offer, status, reason, lifted_reason from laurel.offer_exclusion');
  assert.deepEqual(rows, [{ offer: 'half', status: 'lifted', reason: 'abuse', lifted_reason: 'cleared up' }]);
});

test('redeeming an offer of points deposits them, and it cannot come back', async () => {
  const id = await issued('gift');
  const answer = await send(redeem(id));
  assert.equal(answer.record.balances.points, 70);
  assert.equal(await refused(reinstate(id)), 'offer_gave_points');
});

test('a code finds the offer for minutes: the newest alone, and not after it was used', async () => {
  const id = await issued();
  const code = (codeHash: string, minutes: number): FactBody => ({
    kind: 'offer.code',
    userOfferId: id,
    codeHash,
    expiresAt: harness.now + minutes * 60_000,
  });
  await send(code('old', 10));
  await send(code('new', 10));
  const shown = (codeHash: string): FactBody => ({
    kind: 'offer.lock',
    userOfferId: id,
    codeHash,
    basket: basket('T'),
  });
  assert.equal(await refused(shown('old')), 'lookup_code_invalid');
  assert.equal(await refused(shown('new')), null);
  await send(unlock(id));
  harness.now += 11 * 60_000;
  assert.equal(await refused(shown('new')), 'lookup_code_invalid');
  await send(redeem(id));
  assert.equal(await refused(code('later', 10)), 'user_offer_state');
});

test('an offer for an audience is for nobody else', async () => {
  const issue = { kind: 'offer.issue', offer: 'vip', quantity: 1, reason: 'test' } as const;
  assert.equal(await refused(issue), 'offer_not_for_customer');
  await send({ kind: 'customer.save', mode: 'update', patch: { custom: { vip: true } } });
  assert.equal(await refused(issue), null);
});

test('a rule buys a reward when the balance reaches a threshold, once, whole or not at all', async () => {
  await join(engine, 'cat');
  const first = await send(deposit(39, 'promo'), 'cat');
  assert.equal(first.record.balances.points, 39);
  const second = await send(deposit(11, 'promo'), 'cat');
  assert.equal(second.record.balances.points, 10);
  const order = second.record.outcomes.find((one) => one.kind === 'order');
  const offer = second.record.outcomes.find((one) => one.kind === 'offer');
  assert.deepEqual(
    [order?.kind === 'order' ? order.points : 0, offer?.kind === 'offer' ? offer.rule : ''],
    [40, 'campaign/threshold'],
  );
  const third = await send(deposit(100, 'promo'), 'cat');
  assert.equal(third.record.balances.points, 110, 'as often as the store allows');
});
