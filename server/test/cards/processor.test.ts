// Cards whose money a processor outside keeps: a real server here, which agrees, declines, is slow, loses its answer and goes
// away. Whatever it does, it and the books come to the same balance.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { after, afterEach, before, test } from 'node:test';
import { openDeliveryParts } from '../../src/delivery/parts.ts';
import { settleCardRequests } from '../../src/jobs/card-requests.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { PROGRAMME, SECRET_KEY } from '../delivery/harness.ts';
import { type MessageServer, startMessageServer } from '../http/message-server.ts';

const CARDS = `
card_processors: { acme: { title: Acme, provider: other, timeout_ms: 300 } }
card_types:
  gift: { title: Gift, kind: private_label, processor: acme, max_balance: 10000 }
  own: { title: Own, kind: promotional }
`;

type Reservation = { state: 'reserved' | 'confirmed' | 'cancelled'; question: Question; said: object };
type Question = { id: string; action: string; card: string; to_card: string | null; amount: number | null };

/** What the processor has: money by number, and what it was asked. */
const money = new Map<string, number>();
const reservations = new Map<string, Reservation>();
let asked = 0;
/** How the next call goes wrong, if it does. */
let trouble: 'none' | 'decline' | 'lost' | 'away' | 'confirm_lost' | 'nonsense' = 'none';
let authorization: string | undefined;

let acme: Server;
let server: MessageServer;

function hold(question: Question): object {
  const { id, action, card, amount } = question;
  const known = reservations.get(id);
  if (known?.state === 'cancelled') return { status: 'declined', reason: 'cancelled before' };
  // The same id is answered the same, whatever has happened since.
  if (known !== undefined) return known.said;
  const before = money.get(card) ?? 0;
  const balance = action === 'adjust' ? before + (amount ?? 0) : before;
  const said = { status: 'approved', reference: `r-${id.slice(0, 8)}`, balance };
  reservations.set(id, { state: 'reserved', question, said });
  return said;
}

function confirm(reservation: Reservation): void {
  if (reservation.state !== 'reserved') return;
  const { action, card, amount } = reservation.question;
  if (action === 'adjust') money.set(card, (money.get(card) ?? 0) + (amount ?? 0));
  reservation.state = 'confirmed';
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const part of request) text += String(part);
  authorization = request.headers.authorization;
  const [, , id = '', ending = ''] = (request.url ?? '').split('/');
  const reply = (body: object, status = 200) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (trouble === 'away') return void reply({}, 503);
  const reservation = reservations.get(id);
  if (ending === 'confirm' || ending === 'cancel') {
    if (trouble === 'confirm_lost') return void reply({}, 500);
    if (reservation !== undefined && ending === 'confirm') confirm(reservation);
    if (ending === 'cancel' && reservation?.state !== 'confirmed')
      reservations.set(id, {
        state: 'cancelled',
        question: reservation?.question ?? { id, action: '', card: '', to_card: null, amount: null },
        said: {},
      });
    return void reply({});
  }
  asked += 1;
  if (trouble === 'decline') return void reply({ status: 'declined', reason: 'the card is blocked' });
  if (trouble === 'nonsense') return void reply({ status: 'maybe' });
  const said = hold(JSON.parse(text));
  // Booked there, and the answer never arrives.
  if (trouble === 'lost') {
    trouble = 'none';
    return;
  }
  reply(said);
}

before(async () => {
  acme = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => acme.listen(0, '127.0.0.1', resolve));
  const address = acme.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  server = await startMessageServer({ programme: PROGRAMME + CARDS });
  await server.ok('PUT', '/v1/providers/other/access', { url: `http://127.0.0.1:${port}`, key: 'key-of-acme' });
  const { status } = await server.call('POST', '/v1/customers', { identifiers: [{ value: 'ann' }] });
  assert.equal(status, 201);
});
afterEach(() => {
  trouble = 'none';
});
after(async () => {
  await server.close();
  acme.closeAllConnections();
  await new Promise((resolve) => acme.close(resolve));
});

const ANN = '/v1/customers/external:ann/cards';
const reason = 'a test';
let numbers = 0;

async function register(balance = 0): Promise<{ readonly id: string; readonly number: string }> {
  numbers += 1;
  const number = `7000${String(numbers).padStart(6, '0')}`;
  money.set(number, balance);
  const decision = await server.ok('POST', ANN, { number, type: 'gift' });
  return { id: decision.outcomes.find((one: { kind: string }) => one.kind === 'card').card_id, number };
}

async function balanceOf(id: string): Promise<number> {
  return (await server.ok('GET', `${ANN}/${id}`)).balance;
}

async function settleAll(): Promise<number> {
  const { pool } = server.post.harness.database;
  const delivery = openDeliveryParts(pool, {
    secretKey: SECRET_KEY,
    dataDir: '/nowhere',
    mayTargetPrivate: true,
    providers: {},
  });
  server.post.harness.now += 2 * 3_600_000;
  const deps = {
    pool,
    programmes: createProgrammeSource(pool),
    clock: { now: () => server.post.harness.now },
    delivery,
  };
  const ended = await settleCardRequests(deps);
  await delivery.close();
  return ended;
}

const statesOf = (number: string) =>
  [...reservations.values()].filter(({ question }) => question.card === number).map(({ state }) => state);

test('the processor is asked first, says what is on the card, and is told that it was done', async () => {
  const { id, number } = await register(1200);
  assert.equal(await balanceOf(id), 1200);
  assert.equal(authorization, 'Bearer key-of-acme');
  await server.ok('POST', `${ANN}/${id}/adjust`, { amount: -200, reason });
  assert.equal(await balanceOf(id), 1000);
  assert.equal(money.get(number), 1000);
  assert.deepEqual(statesOf(number), ['confirmed', 'confirmed']);
  const [entry] = (await server.ok('GET', `${ANN}/${id}/history`)).items;
  assert.match(entry.reference, /^r-/);
});

test('what the domain refuses is not asked for, nor is a card that the engine keeps itself', async () => {
  const { id } = await register(10);
  const before = asked;
  assert.deepEqual(await server.refusal('POST', `${ANN}/${id}/adjust`, { amount: -11, reason }), [
    422,
    'insufficient_card_balance',
  ]);
  assert.deepEqual(await server.refusal('POST', `${ANN}/${id}/found`, { reason }), [409, 'card_state']);
  await server.ok('POST', ANN, { number: '99990000', type: 'own', balance: 5 });
  assert.equal(asked, before);
});

test('a refusal of the processor is a refusal of the fact, and changes nothing', async () => {
  const { id, number } = await register(50);
  trouble = 'decline';
  const reply = await server.call('POST', `${ANN}/${id}/adjust`, { amount: 5, reason });
  assert.deepEqual([reply.status, reply.body.code], [422, 'card_declined']);
  assert.match(reply.body.detail, /the card is blocked/);
  assert.equal(await balanceOf(id), 50);
  assert.equal(money.get(number), 50);
});

test('an answer that was lost after it was done is asked for again, and done once', async () => {
  const { id, number } = await register(100);
  trouble = 'lost';
  await server.ok('POST', `${ANN}/${id}/adjust`, { amount: 7, reason });
  assert.equal(await balanceOf(id), 107);
  assert.equal(money.get(number), 107);
  assert.deepEqual(statesOf(number), ['confirmed', 'confirmed']);
});

test('a processor that is away leaves everything as it was, and its request is cancelled when it is back', async () => {
  const { id, number } = await register(100);
  for (const how of ['away', 'nonsense'] as const) {
    trouble = how;
    assert.deepEqual(await server.refusal('POST', `${ANN}/${id}/adjust`, { amount: 7, reason }), [
      503,
      'card_processor_unavailable',
    ]);
  }
  trouble = 'none';
  assert.equal(await balanceOf(id), 100);
  assert.equal(await settleAll(), 2);
  assert.ok(!statesOf(number).includes('reserved'));
  assert.equal(money.get(number), 100);
});

test('a confirmation that did not arrive is made up for, because the fact was decided', async () => {
  const { id, number } = await register(100);
  trouble = 'confirm_lost';
  await server.ok('POST', `${ANN}/${id}/adjust`, { amount: 9, reason });
  assert.equal(money.get(number), 100);
  trouble = 'away';
  assert.equal(await settleAll(), 0);
  trouble = 'none';
  assert.equal(await settleAll(), 1);
  assert.equal(money.get(number), 109);
  assert.equal(await balanceOf(id), 109);
  assert.equal(await settleAll(), 0);
});

test('a balance that the processor knows better is booked as a difference of its own', async () => {
  const { id, number } = await register(100);
  money.set(number, 130);
  await server.ok('POST', `${ANN}/${id}/adjust`, { amount: 5, reason });
  const { items } = await server.ok('GET', `${ANN}/${id}/history`);
  assert.deepEqual(
    items
      .map((entry: { activity: string; change: number; balance: number }) => [
        entry.activity,
        entry.change,
        entry.balance,
      ])
      .toSorted(),
    [
      ['adjusted', 5, 105],
      ['registered', 100, 100],
      ['synchronised', 30, 135],
    ],
  );
  assert.equal(await balanceOf(id), 135);
});

test('a double click asks under one id and changes both sides once; the key again asks nobody', async () => {
  const { id, number } = await register(100);
  const { url, authorization: key } = server;
  const click = () =>
    fetch(`${url}${ANN}/${id}/adjust`, {
      method: 'POST',
      headers: { authorization: key, 'content-type': 'application/json', 'idempotency-key': 'twice' },
      body: JSON.stringify({ amount: 3, reason }),
    });
  const replies = await Promise.all([click(), click()]);
  assert.deepEqual(
    replies.map(({ status }) => status),
    [200, 200],
  );
  assert.equal(await balanceOf(id), 103);
  assert.equal(money.get(number), 103);
  // Whoever comes when the other is done asks under a new id, and takes that back.
  assert.deepEqual(
    statesOf(number).filter((state) => state !== 'cancelled'),
    ['confirmed', 'confirmed'],
  );
  const before = asked;
  assert.equal((await click()).status, 200);
  assert.equal(asked, before);
});

test('a call that meets its own key decided by another at the last moment takes its reservation back', async () => {
  const { id, number } = await register(100);
  const headers = {
    authorization: server.authorization,
    'content-type': 'application/json',
    'idempotency-key': 'late',
  };
  const click = () =>
    fetch(`${server.url}${ANN}/${id}/adjust`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ amount: 4, reason }),
    });
  // So many at once that some ask after the first is confirmed.
  const replies = await Promise.all(Array.from({ length: 12 }, click));
  assert.ok(replies.every(({ status }) => status === 200));
  assert.equal(await balanceOf(id), 104);
  assert.equal(money.get(number), 104);
  assert.ok(!statesOf(number).includes('reserved'));
});
