// A customer's cards over /v1: every column, every quick action, and each way in which one is refused.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const NOW = Date.parse('2030-03-02T08:00:00Z');
const CARDS = `
card_types:
  gift:
    title: Gift card
    kind: private_label
    designs: { fall: { title: Fall Colors }, spring: { title: Spring } }
    expiry: { kind: rolling, after: 24 months }
    max_balance: 50000
    number: { luhn: true, min: 16, max: 16 }
  promo: { title: Promotional card, kind: promotional, actions: [adjust, expire, transfer, remove], expiry: { kind: fixed, on: '2030-03-31' } }
  euro: { title: Euro card, kind: private_label, currency: EUR }
  past: { title: Of last year, kind: promotional, expiry: { kind: fixed, on: '2029-12-31' } }
`;

let server: TestServer;
let files: Record<string, string>;
let made = 0;
before(async () => {
  server = await startTestServer();
  server.clock.set(NOW);
  files = { ...(await readProgrammeFolder(COFFEE)), 'cards.yaml': CARDS };
  await ok('POST', '/v1/programme/apply', { files });
  for (const name of ['ann', 'bob'])
    await ok('POST', '/v1/customers', { identifiers: [{ type: 'external', value: name }] }, 201);
});
after(async () => {
  const { differences } = await verifyBooks(server.database.pool);
  assert.deepEqual(differences, []);
  await server.close();
});

const ANN = '/v1/customers/external:ann/cards';
const BOB = '/v1/customers/external:bob/cards';
const reason = 'asked on the phone';

async function ok(method: string, url: string, body?: unknown, status = 200) {
  const reply = await server.call(method, url, body);
  assert.equal(reply.status, status, `${method} ${url}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function refused(method: string, url: string, body?: unknown): Promise<readonly [number, string]> {
  const { status, body: problem } = await server.call(method, url, body);
  return [status, problem.code];
}

/** Digits that pass the check of the last one. */
function newNumber(): string {
  made += 1;
  const head = `4539${String(made).padStart(11, '0')}`;
  const sum = [...head].reverse().reduce((total, digit, index) => {
    const weighted = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return `${head}${(10 - (sum % 10)) % 10}`;
}

async function register(cards: string, fields: object = {}): Promise<string> {
  const decision = await ok('POST', cards, { number: newNumber(), type: 'gift', ...fields });
  return decision.outcomes.find((outcome: { kind: string }) => outcome.kind === 'card').card_id;
}

test('a card shows status, number, type, design, nickname, expiry, history, balance and what may be done with it', async () => {
  const number = newNumber();
  const spaced = number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
  await ok('POST', ANN, { number: spaced, type: 'gift', design: 'fall', nickname: 'Birthday', balance: 2500 });
  const { items } = await ok('GET', ANN);
  const [card] = items;
  assert.equal(items.length, 1);
  assert.deepEqual(
    { ...card, card_id: null, history: null },
    {
      card_id: null,
      status: 'registered',
      number,
      type: 'gift',
      type_title: 'Gift card',
      kind: 'private_label',
      design: 'fall',
      design_title: 'Fall Colors',
      nickname: 'Birthday',
      expires_at: '2032-03-03T00:00:00.000Z',
      balance: 2500,
      currency: 'USD',
      registered_at: '2030-03-02T08:00:00.000Z',
      history: null,
      actions: ['adjust', 'expire', 'transfer', 'report_lost', 'report_stolen', 'remove'],
    },
  );
  const history = await ok('GET', card.history);
  assert.deepEqual(
    history.items.map((entry: { activity: string; change: number; balance: number; at: string }) => [
      entry.activity,
      entry.change,
      entry.balance,
      entry.at,
    ]),
    [['registered', 2500, 2500, '2030-03-02T08:00:00.000Z']],
  );
});

test('the kinds of cards are those of the programme', async () => {
  const { items } = await ok('GET', '/v1/card-types');
  assert.deepEqual(
    items.map((type: { type: string; kind: string; currency: string }) => [type.type, type.kind, type.currency]),
    [
      ['gift', 'private_label', 'USD'],
      ['promo', 'promotional', 'USD'],
      ['euro', 'private_label', 'EUR'],
      ['past', 'promotional', 'USD'],
    ],
  );
});

test('the activity log and the audit log tell what was done with a card, who did it and why', async () => {
  const number = newNumber();
  const card = await register(ANN, { number, balance: 100 });
  await ok('POST', `${ANN}/${card}/adjust`, { amount: 50, reason });
  await ok('POST', `${ANN}/${card}/report`, { as: 'lost', reason });
  for (const log of ['activity', 'audit']) {
    const { items } = await ok('GET', `/v1/customers/external:ann/${log}?limit=4`);
    const told = items.map((row: { title: string; details: { reason?: string } }) => [row.title, row.details.reason]);
    assert.deepEqual(told, [
      ['Card Status Changed', reason],
      ['Card Balance Changed', reason],
      ['Card Registered', undefined],
      ['Card Balance Changed', undefined],
    ]);
    assert.ok(!JSON.stringify(items).includes(number), log);
  }
});

test('a number is shown whole only to a key with the right to it, and nowhere else', async () => {
  const number = newNumber();
  const card = await register(ANN, { number });
  const plain = (await server.makeKey(['cards:read', 'customers:read'])).authorization;
  const trusted = (await server.makeKey(['cards:read', 'cards:numbers'])).authorization;
  const shown = async (authorization: string) =>
    (await server.call('GET', `${ANN}/${card}`, undefined, { authorization })).body.number;
  assert.equal(await shown(plain), `**** ${number.slice(-4)}`);
  assert.equal(await shown(trusted), number);
  for (const url of ['/v1/customers/external:ann/decisions?limit=200', ANN, `${ANN}/${card}/history`]) {
    const reply = await server.call('GET', url, undefined, { authorization: plain });
    assert.equal(reply.status, 200);
    assert.ok(!JSON.stringify(reply.body).includes(number), url);
  }
  const { rows } = await server.database.owner.query(
    `select count(*) as facts from laurel.fact where body::text like $1 or record::text like $1`,
    [`%${number}%`],
  );
  assert.deepEqual(rows, [{ facts: 0 }]);
});

test('the balance is adjusted within what is on the card and what its type allows, each time with a reason', async () => {
  const card = await register(ANN, { balance: 1000 });
  await ok('POST', `${ANN}/${card}/adjust`, { amount: 500, reason });
  await ok('POST', `${ANN}/${card}/adjust`, { amount: -1500, reason });
  assert.deepEqual(await refused('POST', `${ANN}/${card}/adjust`, { amount: -1, reason }), [
    422,
    'insufficient_card_balance',
  ]);
  assert.deepEqual(await refused('POST', `${ANN}/${card}/adjust`, { amount: 50_001, reason }), [
    422,
    'card_balance_too_high',
  ]);
  for (const body of [{ amount: 0, reason }, { amount: 1 }, { amount: 1.5, reason }, { amount: 1, reason: '' }])
    assert.deepEqual(await refused('POST', `${ANN}/${card}/adjust`, body), [422, 'validation']);
  const { items } = await ok('GET', `${ANN}/${card}/history`);
  assert.deepEqual(
    items.map((entry: { change: number; balance: number; reason: string | null }) => [
      entry.change,
      entry.balance,
      entry.reason,
    ]),
    [
      [-1500, 0, reason],
      [500, 1500, reason],
      [1000, 1000, null],
    ],
  );
});

test('a transfer empties one card into another of the same customer and currency', async () => {
  const from = await register(ANN, { balance: 700 });
  const to = await register(ANN, { balance: 50 });
  const euro = await register(ANN, { number: '12345678', type: 'euro' });
  const full = await register(ANN, { balance: 49_500 });
  const hers = await register(BOB);
  const move = (target: string) => refused('POST', `${ANN}/${from}/transfer`, { to_card_id: target, reason });
  assert.deepEqual(await move(from), [422, 'same_card']);
  assert.deepEqual(await move(euro), [422, 'card_currency']);
  assert.deepEqual(await move(full), [422, 'card_balance_too_high']);
  assert.deepEqual(await move(hers), [404, 'card_not_found']);
  await ok('POST', `${ANN}/${from}/transfer`, { to_card_id: to, reason });
  assert.equal((await ok('GET', `${ANN}/${from}`)).balance, 0);
  assert.equal((await ok('GET', `${ANN}/${to}`)).balance, 750);
  assert.deepEqual(await move(to), [422, 'card_empty']);
  const [entry] = (await ok('GET', `${ANN}/${to}/history`)).items;
  assert.deepEqual([entry.activity, entry.change, entry.other_card_id], ['transferred_in', 700, from]);
});

test('lost, found, reported stolen and confirmed: each status offers its own actions and refuses the others', async () => {
  const card = await register(ANN, { balance: 10 });
  const step = (action: string, body: object = { reason }) => server.call('POST', `${ANN}/${card}/${action}`, body);
  const state = async () => (await ok('GET', `${ANN}/${card}`)).status;
  assert.equal((await step('found')).body.code, 'card_state');
  assert.equal((await step('report', { as: 'lost', reason })).status, 200);
  assert.equal(await state(), 'lost');
  const wrong = await step('confirm-stolen');
  assert.equal(wrong.status, 409);
  assert.equal(
    wrong.body.detail,
    `The card ${card} is lost, so confirm_stolen is not possible. What is: found, transfer, remove.`,
  );
  assert.equal((await step('adjust', { amount: 5, reason })).body.code, 'card_state');
  assert.equal((await step('found')).status, 200);
  assert.equal(await state(), 'registered');
  assert.equal((await step('report', { as: 'stolen', reason })).status, 200);
  assert.equal(await state(), 'reported_stolen');
  assert.equal((await step('confirm-stolen')).status, 200);
  assert.equal(await state(), 'stolen');
  assert.equal((await step('found')).body.code, 'card_state');
  assert.deepEqual((await ok('GET', `${ANN}/${card}`)).actions, ['transfer', 'remove']);
  const lost = await register(ANN, { balance: 5 });
  await ok('POST', `${ANN}/${lost}/report`, { as: 'lost', reason });
  const to = { to_card_id: lost, reason };
  assert.deepEqual(await refused('POST', `${ANN}/${card}/transfer`, to), [409, 'card_not_registered']);
});

test('an expired card is empty for good and can only be removed', async () => {
  const card = await register(ANN, { balance: 80 });
  await ok('POST', `${ANN}/${card}/expire`, { reason });
  const shown = await ok('GET', `${ANN}/${card}`);
  assert.deepEqual([shown.status, shown.balance, shown.actions], ['expired', 0, ['remove']]);
  assert.deepEqual(await refused('POST', `${ANN}/${card}/expire`, { reason }), [409, 'card_state']);
});

test('the type decides which actions there are at all', async () => {
  const card = await register(ANN, { number: '87654321', type: 'promo', balance: 5 });
  assert.deepEqual(await refused('POST', `${ANN}/${card}/report`, { as: 'lost', reason }), [422, 'card_type_forbids']);
});

test('a number belongs to one card of one customer, and is free again with its money once the card is removed', async () => {
  const number = newNumber();
  const first = await register(ANN, { number, balance: 300 });
  assert.deepEqual(await refused('POST', ANN, { number, type: 'gift' }), [409, 'card_number_taken']);
  assert.deepEqual(await refused('POST', BOB, { number, type: 'gift' }), [409, 'card_number_taken']);
  await ok('POST', `${ANN}/${first}/remove`, { reason });
  assert.deepEqual(await refused('GET', `${BOB}/${first}`), [404, 'card_not_found']);
  assert.deepEqual(await refused('POST', `${ANN}/${first}/adjust`, { amount: 1, reason }), [404, 'card_not_found']);
  assert.deepEqual(await refused('POST', BOB, { number, type: 'gift', balance: 301 }), [422, 'card_balance_known']);
  const second = await register(BOB, { number });
  assert.equal((await ok('GET', `${BOB}/${second}`)).balance, 300);
  const { items } = await ok('GET', `${ANN}?removed=true&limit=200`);
  const gone = items.find((card: { card_id: string }) => card.card_id === first);
  assert.deepEqual([gone.status, gone.balance, gone.actions], ['removed', 0, []]);
});

test('of two customers who register one number at once, one gets it', async () => {
  const number = newNumber();
  const replies = await Promise.all([ANN, BOB].map((cards) => server.call('POST', cards, { number, type: 'gift' })));
  assert.deepEqual(replies.map(({ status }) => status).toSorted(), [200, 409]);
});

test('what is no card of this programme is refused with what is wrong', async () => {
  const number = newNumber();
  const cases: readonly (readonly [object, string])[] = [
    [{ number, type: 'none' }, 'unknown_card_type'],
    [{ number, type: 'gift', design: 'none' }, 'unknown_card_design'],
    [{ number: `${number.slice(0, 15)}${(Number(number[15]) + 1) % 10}`, type: 'gift' }, 'card_number_invalid'],
    [{ number: '1234567', type: 'euro' }, 'card_number_invalid'],
    [{ number: 'abcdefgh', type: 'euro' }, 'card_number_invalid'],
    [{ number: '11112222', type: 'past' }, 'card_type_ended'],
    [{ number, type: 'gift', balance: 50_001 }, 'card_balance_too_high'],
    [{ number, type: 'gift', balance: -1 }, 'validation'],
  ];
  for (const [body, code] of cases) assert.deepEqual(await refused('POST', ANN, body), [422, code], code);
  await register(ANN, { number });
});

test('a double click changes the balance once, and another body with its key is refused', async () => {
  const card = await register(ANN, { balance: 100 });
  const headers = { 'idempotency-key': 'click' };
  const click = (amount: number) => server.call('POST', `${ANN}/${card}/adjust`, { amount, reason }, headers);
  const replies = await Promise.all([click(10), click(10)]);
  assert.deepEqual(
    replies.map(({ status }) => status),
    [200, 200],
  );
  assert.equal((await ok('GET', `${ANN}/${card}`)).balance, 110);
  assert.equal((await click(11)).body.code, 'key_reused');
});

test('of two agents who take off all there is, one is refused', async () => {
  const card = await register(ANN, { balance: 100 });
  const replies = await Promise.all(
    [1, 2].map(() => server.call('POST', `${ANN}/${card}/adjust`, { amount: -100, reason })),
  );
  assert.deepEqual(replies.map(({ status }) => status).toSorted(), [200, 422]);
});

test('a nickname is given and taken away', async () => {
  const card = await register(ANN);
  await ok('PATCH', `${ANN}/${card}`, { nickname: 'Mine' });
  assert.equal((await ok('GET', `${ANN}/${card}`)).nickname, 'Mine');
  await ok('PATCH', `${ANN}/${card}`, { nickname: null });
  assert.equal((await ok('GET', `${ANN}/${card}`)).nickname, null);
});

test('a deleted customer keeps the cards, and nobody else gets their numbers', async () => {
  await ok('POST', '/v1/customers', { identifiers: [{ type: 'external', value: 'cid' }] }, 201);
  const number = newNumber();
  const cards = '/v1/customers/external:cid/cards';
  await ok('POST', cards, { number, type: 'gift', balance: 9 });
  await ok('DELETE', '/v1/customers/external:cid');
  assert.deepEqual(await refused('POST', BOB, { number, type: 'gift' }), [409, 'card_number_taken']);
});

test('a type that customers have cards of cannot be dropped from the programme', async () => {
  const without = { ...files, 'cards.yaml': CARDS.replace(/^ {2}promo: .*\n/m, '') };
  const reply = await server.call('POST', '/v1/programme/apply', { files: without });
  assert.equal(reply.body.code, 'programme_in_use', JSON.stringify(reply.body));
  assert.match(reply.body.detail, /card_types\.promo/);
});

test('a card expires through the last moment of its day, whoever looks first', async () => {
  const card = await register(BOB, { number: '55556666', type: 'promo', balance: 40 });
  server.clock.set(Date.parse('2030-03-31T23:59:59Z'));
  assert.equal((await ok('GET', `${BOB}/${card}`)).status, 'registered');
  server.clock.set(Date.parse('2030-04-01T00:00:00Z'));
  const shown = await ok('GET', `${BOB}/${card}`);
  assert.deepEqual([shown.status, shown.balance], ['expired', 0]);
  assert.deepEqual(await refused('POST', `${BOB}/${card}/adjust`, { amount: 1, reason }), [409, 'card_state']);
  const [entry] = (await ok('GET', `${BOB}/${card}/history`)).items;
  assert.deepEqual([entry.activity, entry.change, entry.at], ['expired', -40, '2030-04-01T00:00:00.000Z']);
});
