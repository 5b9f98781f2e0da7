// Random wallet and store actions of several customers at once: the stock is never oversold, points are neither made nor lost,
// every order is whole, and the books hold.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { FactBody } from '../../src/domain/facts.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { deposit, type Harness, join, openHarness, submission } from '../pipeline/harness.ts';

const STOCK = 12;
const PROGRAMME = `
name: shop
title: Shop
accounts: { points: { title: Points, default: true, expiry: { kind: rolling, after: 2 days } } }
sources: { web: { title: Web } }
offers:
  cup: { title: Cup, type: manual_fulfillment, valid_for: 3 days, inventory: ${STOCK}, per_customer: 20 }
  gift: { title: Gift, type: points, amount: 7, source: web }
stores:
  main:
    title: Main
    items:
      cup: { offer: cup, price: 10, quantity: 7, per_customer: 5 }
      gift: { offer: gift, price: 3 }
`;
const CUSTOMERS = ['ann', 'bob'];
const RUNS = 6;
const STEPS = 40;

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
  for (const one of CUSTOMERS) await join(engine, one);
});
after(() => harness.close());

type Step = { readonly who: number; readonly what: number; readonly which: number; readonly count: number };

const steps = fc.array(
  fc.record({
    who: fc.nat({ max: CUSTOMERS.length - 1 }),
    what: fc.nat({ max: 12 }),
    which: fc.nat({ max: 30 }),
    count: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: STEPS, maxLength: STEPS },
);

/** Ids that exist by now, of whomever: wrong owners are part of the game. */
async function ids(table: 'user_offer' | 'reward_order'): Promise<readonly string[]> {
  const { rows } = await harness.owner.query<{ id: string }>(`select id from laurel.${table} order by id`);
  return rows.map(({ id }) => id);
}

async function bodyOf({ what, which, count }: Step): Promise<FactBody> {
  const [offers, orders] = [await ids('user_offer'), await ids('reward_order')];
  const userOfferId = offers.at(-1 - (which % Math.max(1, offers.length))) ?? 'none';
  const orderId = orders.at(-1 - (which % Math.max(1, orders.length))) ?? 'none';
  const offer = which % 3 === 0 ? 'gift' : 'cup';
  const basket = { transactionId: `T-${which % 2}`, store: null, subtotal: 500, lines: [] };
  const reason = 'random';
  const bodies: readonly FactBody[] = [
    deposit(count * 40),
    { kind: 'offer.issue', offer, quantity: count, reason },
    { kind: 'store.purchase', store: 'main', item: offer, quantity: count, accounts: null },
    { kind: 'store.purchase', store: 'main', item: 'cup', quantity: count, accounts: null },
    { kind: 'offer.redeem', userOfferId, codeHash: null, basket: null, reason },
    { kind: 'offer.redeem', userOfferId, codeHash: null, basket, reason },
    { kind: 'offer.lock', userOfferId, codeHash: null, basket },
    { kind: 'offer.unlock', userOfferId, reason },
    { kind: 'offer.reinstate', userOfferId, expiresAt: null, reason },
    { kind: 'offer.update', userOfferId, expiresAt: harness.now + 86_400_000, reason },
    which % 6 === 0
      ? { kind: 'offer.revoke', userOfferId, reason, exclude: true }
      : { kind: 'offer.exclusion.lift', offer: 'cup', reason },
    { kind: 'order.cancel', orderId, reason },
    { kind: 'order.update', orderId, delivery: which % 2 === 0 ? 'shipped' : 'delivered', reason },
  ];
  return bodies[what] ?? { kind: 'tier.requalify', system: null };
}

async function number(sql: string): Promise<number> {
  const { rows } = await harness.owner.query<{ n: number | null }>(sql);
  return Number(rows[0]?.n ?? 0);
}

async function checkInvariants(): Promise<void> {
  const out = await number(`select count(*) as n from laurel.user_offer where offer = 'cup' and status <> 'revoked'`);
  const used = await number(`select sum(used) as n from laurel.quota_slice where key = 'offer:cup'`);
  assert.equal(used, out, 'what is out of stock is in wallets, or was used up there');
  assert.ok(used >= 0 && used <= STOCK, `${used} of ${STOCK}`);
  const ordered = await number(
    `select sum(quantity) as n from laurel.reward_order where item = 'cup' and status = 'placed'`,
  );
  const sold = await number(`select sum(used) as n from laurel.quota_slice where key = 'store:main/cup'`);
  assert.deepEqual([sold, sold <= 7], [ordered, true]);
  const paid = await number(`select sum(points) as n from laurel.reward_order where status = 'placed'`);
  assert.equal(await number('select sum(spent) as n from laurel.balance'), paid, 'spent is what placed orders cost');
  const broken = await number(
    `select count(*) as n from laurel.reward_order r
     where r.quantity <> (select count(*) from laurel.user_offer o where o.customer_id = r.customer_id and o.order_id = r.id)
        or (r.status = 'cancelled' and exists (select 1 from laurel.user_offer o
            where o.customer_id = r.customer_id and o.order_id = r.id and o.status <> 'revoked'))`,
  );
  assert.equal(broken, 0, 'an order has all its offers, and a cancelled one none that can be used');
  const excluded = await number(`select sum(value) as n from laurel.counter where key like 'excluded:%'`);
  const rows = await number(`select count(*) as n from laurel.offer_exclusion where status = 'excluded'`);
  assert.equal(excluded, rows);
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
}

test('random wallet and store actions keep stock, points, orders and books', async () => {
  const codes = new Map<string, number>();
  // Nobody has points yet. Chance comes to this often, but not with every seed.
  const body: FactBody = { kind: 'store.purchase', store: 'main', item: 'cup', quantity: 1, accounts: null };
  const { record: poor } = await engine.submit(submission(CUSTOMERS[0] ?? 'ann', body));
  assert.equal(poor.refusal?.code, 'insufficient_points');
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      for (let index = 0; index < sequence.length; index += 2) {
        harness.now += 3_600_000 * (1 + (sequence[index]?.which ?? 0) / 10);
        // Two at once, as two agents click.
        const answers = await Promise.all(
          sequence.slice(index, index + 2).map(async (step) => {
            const body = await bodyOf(step);
            return engine.submit(submission(CUSTOMERS[step.who] ?? 'ann', body));
          }),
        );
        for (const { record } of answers) {
          const code = record.refusal?.code ?? 'done';
          codes.set(code, (codes.get(code) ?? 0) + 1);
        }
      }
      await checkInvariants();
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  assert.ok((codes.get('done') ?? 0) > RUNS * STEPS * 0.1, JSON.stringify([...codes]));
  for (const code of ['user_offer_not_found', 'user_offer_state', 'order_state'])
    assert.ok(codes.has(code), `${code} never came up: ${JSON.stringify([...codes])}`);
});
