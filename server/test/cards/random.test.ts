// Random sequences of everything that can be done with cards, by two customers who fight for the same numbers: money is
// conserved, no card is ever in a status that its action does not lead to, and the books hold.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { CardFact, CardStatus } from '../../src/domain/cards/card.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { type Harness, join, openHarness, submission } from '../pipeline/harness.ts';

const PROGRAMME = `
name: cards
title: Cards
card_types:
  gift: { title: Gift card, kind: private_label, max_balance: 1000 }
  short: { title: Short, kind: promotional, expiry: { kind: rolling, after: 3 days } }
  euro: { title: Euro, kind: private_label, currency: EUR }
`;

let harness: Harness;
let engine: PipelineEngine;
let runs = 0;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
});
after(() => harness.close());

type Step = {
  readonly customer: number;
  readonly action: number;
  readonly card: number;
  readonly other: number;
  readonly amount: number;
  readonly days: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  customer: fc.nat(1),
  action: fc.nat(99),
  card: fc.nat(20),
  other: fc.nat(20),
  amount: fc.integer({ min: -400, max: 600 }),
  days: fc.nat(9).map((n) => (n === 0 ? 1 : 0)),
});

const TYPES = ['gift', 'short', 'euro'] as const;
const reason = 'random';

/** Cards are known by their ids, in the order in which they were made. */
function factOf({ action, card, other, amount }: Step, cards: readonly string[], run: number): CardFact {
  const cardId = cards[card % Math.max(1, cards.length)] ?? '00000000-0000-4000-8000-000000000000';
  const toCardId = cards[other % Math.max(1, cards.length)] ?? cardId;
  const on = { cardId, reason, processor: null };
  if (action < 30) {
    const number = `${100_000 + run}${String(other % 6).padStart(4, '0')}`;
    const type = TYPES[card % TYPES.length] ?? 'gift';
    const balance = amount % 2 === 0 ? Math.abs(amount) : null;
    return { kind: 'card.register', number, type, design: null, nickname: null, balance, processor: null };
  }
  if (action < 50) return { kind: 'card.adjust', ...on, amount };
  if (action < 65) return { kind: 'card.transfer', ...on, toCardId };
  if (action < 75) return { kind: 'card.report', ...on, as: amount > 0 ? 'lost' : 'stolen' };
  if (action < 82) return { kind: 'card.found', ...on };
  if (action < 88) return { kind: 'card.confirm_stolen', ...on };
  if (action < 96) return { kind: 'card.remove', ...on };
  return { kind: 'card.expire', ...on };
}

/** Which statuses each action may find a card in, written down anew from the seed. */
const FROM: { readonly [kind in CardFact['kind']]?: readonly CardStatus[] } = {
  'card.adjust': ['registered'],
  'card.expire': ['registered'],
  'card.transfer': ['registered', 'lost', 'reported_stolen', 'stolen'],
  'card.report': ['registered'],
  'card.found': ['lost', 'reported_stolen'],
  'card.confirm_stolen': ['reported_stolen'],
  'card.remove': ['registered', 'lost', 'reported_stolen', 'stolen', 'expired'],
};

type Row = { readonly id: string; readonly status: CardStatus; readonly balance: number; readonly number: string };

async function cardsOf(customerIds: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await harness.owner.query<Row>(
    'select id, status, balance, number from laurel.card where customer_id = any($1) order by id',
    [customerIds],
  );
  return rows;
}

/** What came in from outside less what went: adjustments, opening balances and what left with removed cards. */
async function netInflow(customerIds: readonly string[]): Promise<number> {
  const { rows } = await harness.owner.query<{ net: number }>(
    `select coalesce(sum(change), 0)::bigint as net from laurel.card_entry
     where customer_id = any($1) and activity in ('registered', 'adjusted', 'expired', 'removed')`,
    [customerIds],
  );
  return rows[0]?.net ?? 0;
}

async function play(steps: readonly Step[]): Promise<void> {
  runs += 1;
  const run = runs;
  const joined = [await join(engine, `ann-${run}`), await join(engine, `bob-${run}`)];
  const customerIds = joined.map(({ customerId }) => customerId);
  for (const one of steps) {
    harness.now += one.days * 86_400_000 + 1;
    const before = await cardsOf(customerIds);
    const customer = customerIds[one.customer] ?? '';
    const fact = factOf(
      one,
      before.map(({ id }) => id),
      run,
    );
    const answer = await engine.submit(submission({ kind: 'id', id: customer }, fact));
    if (answer.record.refusal !== undefined || fact.kind === 'card.register') continue;
    const card = before.find(({ id }) => 'cardId' in fact && id === fact.cardId);
    const allowed = FROM[fact.kind];
    assert.ok(card !== undefined && allowed?.includes(card.status), `${fact.kind} on ${card?.status}`);
  }
  const rows = await cardsOf(customerIds);
  assert.equal(
    rows.reduce((sum, { balance }) => sum + balance, 0),
    await netInflow(customerIds),
    'what is on the cards is what came in less what went',
  );
  const held = rows.filter(({ status }) => status !== 'removed').map(({ number }) => number);
  assert.equal(new Set(held).size, held.length, 'no number is held twice');
}

test('whatever is done with cards, no money is made or lost, and no illegal step is taken', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), play), {
    numRuns: 12,
    seed: 20_260_615,
    endOnFailure: true,
  });
  assert.ok((await harness.count('card_entry', `activity = 'transferred_in'`)) > 0, 'transfers were tried');
  assert.ok((await harness.count('card', `status = 'removed'`)) > 0, 'removals were tried');
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
});

test('steps of two customers taken all at once leave the same order behind', async () => {
  runs += 1;
  const run = runs;
  const customers = ['ann', 'bob'].map((name) => `${name}-at-once`);
  for (const name of customers) await join(engine, name);
  const sample = fc.sample(step, { numRuns: 60, seed: 7 });
  const registrations = sample.map((one) => factOf({ ...one, action: 0 }, [], run));
  await Promise.all(registrations.map((fact, index) => engine.submit(submission(customers[index % 2] ?? '', fact))));
  assert.equal(await harness.count('customer_key', `kind = 'card' and value like '${100_000 + run}%'`), 6);
  assert.equal(await harness.count('card', `number like '${100_000 + run}%' and status <> 'removed'`), 6);
});

test('verify names a balance, a status and an entry that somebody changed', async () => {
  const { rows } = await harness.owner.query<{ id: string }>(
    `select id from laurel.card where status = 'registered' and balance > 0 order by id limit 1`,
  );
  const id = rows[0]?.id ?? '';
  assert.notEqual(id, '');
  const found = async () => {
    const { differences } = await verifyBooks(harness.database.pool);
    return differences.map(({ table, column }) => `${table} ${column}`).toSorted();
  };
  await harness.owner.query('update laurel.card set balance = balance + 1 where id = $1', [id]);
  assert.deepEqual(await found(), ['card balance', 'card history']);
  await harness.owner.query(`update laurel.card set balance = balance - 1, status = 'lost' where id = $1`, [id]);
  assert.deepEqual(await found(), ['card status']);
  await harness.owner.query(`update laurel.card set status = 'registered' where id = $1`, [id]);
  const { rows: keys } = await harness.owner.query<{ value: string; customer_id: string }>(
    `select value, customer_id from laurel.customer_key where kind = 'card' limit 1`,
  );
  await harness.owner.query(`insert into laurel.customer_key (value, kind, customer_id) values ('999', 'card', $1)`, [
    keys[0]?.customer_id,
  ]);
  assert.deepEqual(await found(), ['customer_key customer']);
  await harness.owner.query(`delete from laurel.customer_key where value = '999' and kind = 'card'`);
});

test('the application cannot change the history', async () => {
  for (const sql of ['delete from laurel.card_entry', 'update laurel.card_entry set change = 0'])
    await assert.rejects(harness.database.pool.query(sql), { code: '42501' }, sql);
});
