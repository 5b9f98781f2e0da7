// Everything that a customer can hold beside points: after forgetting, what was planted in cards, tickets, purchases, orders, promo
// codes, external accounts and exclusions is nowhere in the database, and verify finds nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FactBody } from '../../src/domain/facts.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { creation, deposit, type Harness, openHarness, submission } from '../pipeline/harness.ts';

const PROGRAMME = `
name: all
title: All
accounts: { beans: { title: Beans, default: true } }
sources: { web: { title: Web } }
card_types: { gift: { title: Gift card, kind: private_label, max_balance: 1000 } }
offers: { cup: { title: Cup, type: manual_fulfillment } }
promo_lists: { word: { title: A word, kind: multi_use, code: Hello, outcomes: [{ kind: points, amount: 5, source: web }] } }
stores: { main: { title: Main, accounts: [beans], items: { cup: { offer: cup, price: 10 } } } }
events: { visit: { open: true } }
`;

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
});
after(() => harness.close());

/** No two alike, none of them part of anything else, and any of them a card's number. */
const WORDS = Array.from({ length: 24 }, (_, index) => `735${100 + index}64019182`);
let planted = 0;
const word = (): string => {
  const next = WORDS[planted] ?? '';
  assert.notEqual(next, '');
  planted += 1;
  return next;
};

async function submit(customer: string, body: FactBody) {
  const answer = await engine.submit(submission(customer, body, { actor: { kind: 'agent', name: 'ben' } }));
  assert.equal(answer.record.refusal, undefined, `${body.kind}: ${JSON.stringify(answer.record.refusal)}`);
  return answer;
}

function idOf(answer: Awaited<ReturnType<typeof submit>>, kind: string, field: string): string {
  const outcome: { readonly [field: string]: unknown } | undefined = answer.record.outcomes.find(
    (one) => one.kind === kind,
  );
  return String(outcome?.[field]);
}

async function hold(customer: string): Promise<void> {
  await submit(customer, deposit(100));
  const card = { number: word(), type: 'gift', design: null, nickname: word(), balance: 500, processor: null } as const;
  const registered = await submit(customer, { kind: 'card.register', ...card });
  const cardId = idOf(registered, 'card', 'card_id');
  await submit(customer, { kind: 'card.adjust', cardId, amount: -50, reason: word(), processor: null });
  await submit(customer, {
    kind: 'ticket.record',
    ticketId: '11111111-2222-8333-8444-555555555555',
    reference: word(),
    status: 'open',
    type: word(),
    subject: word(),
    link: `https://help.example.com/${word()}`,
    submittedAt: null,
  });
  await submit(customer, {
    kind: 'transaction',
    purchaseId: '50000000-0000-8000-8000-000000000001',
    transactionId: word(),
    store: null,
    channel: null,
    subtotal: 900,
    tax: 0,
    total: 900,
    net: 900,
    lines: [{ line: '1', item: 'cup', categories: [], quantity: 1, amount: 900 }],
    data: { share: { paid: 1, of: 1 }, promoCodes: [], userOffers: [], sent: { cashier_said: word() } },
  });
  const bought = await submit(customer, {
    kind: 'store.purchase',
    store: 'main',
    item: 'cup',
    quantity: 1,
    accounts: null,
  });
  const orderId = idOf(bought, 'order', 'order_id');
  await submit(customer, { kind: 'order.update', orderId, delivery: 'shipped', tracking: word(), reason: word() });
  await submit(customer, { kind: 'promo.claim', code: 'Hello' });
  await engine.submit(submission(customer, { kind: 'promo.claim', code: word() }));
  await submit(customer, { kind: 'offer.issue', offer: 'cup', quantity: 1, reason: word() });
  await submit(customer, { kind: 'event', name: 'visit', quantity: 1, properties: { said: word() } });
  await submit(customer, { kind: 'note.add', text: word(), reason: word() });
}

test('of what a customer held only figures stay, and the books hold', async () => {
  await submit('vera', creation('vera', { email: `${word()}@example.com`, lastName: word(), optedIn: true }));
  await hold('vera');
  const before = await found();
  assert.equal(new Set(before.map(({ word: one }) => one)).size, planted, 'every word is somewhere before');
  const identity = { method: 'document', by: 'ben' } as const;
  await submit('vera', { kind: 'customer.forget', identity, reason: 'requested', note: word() });
  assert.deepEqual(await found(), []);
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
  assert.equal(await harness.count('card', 'balance = 450'), 1, 'the money on the card is still in the books');
  assert.equal(await harness.count('customer_key'), 0, 'no address, identifier or card number is held');
});

async function found(): Promise<readonly { readonly place: string; readonly word: string }[]> {
  const { rows: tables } = await harness.owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'laurel'::regnamespace and c.relkind = 'r'`,
  );
  const places: { place: string; word: string }[] = [];
  for (const { name } of tables) {
    const { rows } = await harness.owner.query<{ row: string }>(
      `select to_jsonb(t)::text as row from ${name} t limit 10000`,
    );
    for (const one of WORDS) if (rows.some(({ row }) => row.includes(one))) places.push({ place: name, word: one });
  }
  return places;
}
