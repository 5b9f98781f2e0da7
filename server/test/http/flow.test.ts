// /v1 as a shop and an agent use it, on the real engine: sign-ins to a tier, points, holds, reversals, explanations.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from './test-server.ts';

const DAY_MS = 86_400_000;
const MORNING = Date.parse('2026-03-02T08:00:00Z');

let server: TestServer;
before(async () => {
  server = await startTestServer();
  server.clock.set(MORNING);
});
after(async () => {
  await server.close();
});

async function join(value: string, more: object = {}): Promise<string> {
  const { status, body } = await server.call('POST', '/v1/customers', {
    identifiers: [{ value }],
    opted_in: true,
    ...more,
  });
  assert.equal(status, 201, JSON.stringify(body));
  return `external:${value}`;
}

const deposit = (customer: string, amount: number, more: object = {}) =>
  server.call('POST', `/v1/customers/${customer}/deposits`, { deposits: [{ source: 'care', amount, ...more }] });

test('five days of signing in earn 10 beans a day, Roast and 25 beans on the fifth', async () => {
  const customer = await join('five-days');
  for (let day = 0; day < 5; day += 1) {
    server.clock.set(MORNING + day * DAY_MS);
    const { status, body } = await server.call('POST', '/v1/events', { customer, event: 'web_login' });
    assert.equal(status, 200);
    assert.deepEqual(
      body.outcomes
        .filter((one: { kind: string }) => one.kind === 'points')
        .map((one: { amount: number }) => one.amount),
      day < 4 ? [10] : [10, 25],
    );
    assert.deepEqual(body.tiers, day < 4 ? [] : [{ system: 'club', from: 'green', to: 'roast', reason: 'qualified' }]);
  }
  const second = await server.call('POST', '/v1/events', { customer, event: 'web_login' });
  assert.deepEqual(second.body.outcomes, []);
  const why = await server.call('GET', `/v1/customers/${customer}/decisions/${second.body.decision_id}/explain`);
  assert.match(why.body.summary, /limit of 1 a day reached/);

  const { body } = await server.call('GET', `/v1/customers/${customer}?expand=balances,tiers`);
  assert.equal(body.balances[0].available, 75);
  assert.equal(body.tiers[0].level.name, 'roast');
  assert.equal(body.tiers[0].next.missing, 125);
  const history = await server.call('GET', `/v1/customers/${customer}/tiers/history?system=club`);
  assert.deepEqual(
    history.body.items.map((move: { to: string }) => move.to),
    ['roast', 'green'],
  );
  server.clock.set(MORNING);
});

test('the same key gives the first answer again, byte for byte but for the mark; another body is refused', async () => {
  const customer = await join('keys');
  const event = { customer, event: 'web_login', transaction_id: 'visit-1' };
  const first = await server.call('POST', '/v1/events', event);
  const again = await server.call('POST', '/v1/events', event);
  assert.equal(again.headers.get('idempotent-replay'), 'true');
  assert.equal(JSON.stringify(again.body), JSON.stringify({ ...first.body, replayed: true }));
  const other = await server.call('POST', '/v1/events', { ...event, properties: { channel: 'app' } });
  assert.deepEqual([other.status, other.body.code], [409, 'key_reused']);
  const otherEvent = await server.call('POST', '/v1/events', { ...event, event: 'tasting_visit' });
  assert.equal(otherEvent.status, 200);
});

test('a refusal is kept with its key and is explained', async () => {
  const customer = await join('refused');
  const headers = { 'idempotency-key': 'spend-1' };
  const spend = { spends: [{ amount: 50 }] };
  const refused = await server.call('POST', `/v1/customers/${customer}/spends`, spend, headers);
  assert.deepEqual([refused.status, refused.body.code], [422, 'insufficient_points']);
  assert.match(refused.body.detail, /has 0 points available, 50 are needed/);
  assert.equal(refused.headers.get('content-type'), 'application/problem+json; charset=utf-8');
  await deposit(customer, 100);
  const again = await server.call('POST', `/v1/customers/${customer}/spends`, spend, headers);
  assert.deepEqual(
    [again.body.code, again.body.replayed, again.body.decision_id],
    ['insufficient_points', true, refused.body.decision_id],
  );
  const why = await server.call('GET', `/v1/customers/${customer}/decisions/${refused.body.decision_id}/explain`);
  assert.equal(why.status, 200);
  assert.match(why.body.summary, /0 points available/);
});

test('a customer without identifiers is created once per key', async () => {
  const headers = { 'idempotency-key': 'new-customer-1' };
  const body = { first_name: 'Ada', opted_in: true };
  const first = await server.call('POST', '/v1/customers', body, headers);
  const again = await server.call('POST', '/v1/customers', body, headers);
  assert.deepEqual([first.status, again.status], [201, 201]);
  assert.equal(again.body.customer.id, first.body.customer.id);
  assert.equal(again.body.decision.replayed, true);
});

test('upsert, change, identifiers, delete and restore', async () => {
  const made = await server.call('PUT', '/v1/customers', { identifiers: [{ value: 'up' }], city: 'Turin' });
  const changed = await server.call('PUT', '/v1/customers', {
    identifiers: [{ value: 'up' }],
    city: null,
    state: 'TO',
  });
  assert.equal(changed.body.customer.id, made.body.customer.id);
  assert.deepEqual([changed.body.customer.city, changed.body.customer.state], [null, 'TO']);
  const id = made.body.customer.id;
  await server.call('PATCH', `/v1/customers/${id}`, { custom: { brew_method: 'moka' }, consents: { email: true } });
  await server.call('POST', `/v1/customers/${id}/identifiers`, { type: 'card', value: '99:1/2' });
  const byCard = await server.call('GET', `/v1/customers/${encodeURIComponent('card:99:1/2')}`);
  assert.deepEqual([byCard.body.id, byCard.body.custom], [id, { brew_method: 'moka' }]);
  assert.equal(byCard.body.consents.email.given, true);
  const removed = await server.call('DELETE', `/v1/customers/${id}/identifiers/${encodeURIComponent('card:99:1/2')}`);
  assert.equal(removed.status, 200);
  assert.equal((await server.call('GET', `/v1/customers/${encodeURIComponent('card:99:1/2')}`)).status, 404);

  assert.equal((await server.call('DELETE', `/v1/customers/${id}`)).status, 200);
  assert.equal((await server.call('GET', `/v1/customers/${id}`)).body.code, 'customer_deleted');
  assert.equal((await server.call('GET', '/v1/customers/external:up')).status, 404);
  assert.equal((await server.call('POST', `/v1/customers/${id}/restore`)).status, 200);
  assert.equal((await server.call('GET', '/v1/customers/external:up')).body.id, id);
});

test('search finds by each condition and pages with a cursor', async () => {
  for (const index of [1, 2, 3])
    await join(`search-${index}`, {
      last_name: 'Lovelace',
      email: `search-${index}@example.com`,
      birth_on: '1990-05-06',
    });
  const first = await server.call('GET', '/v1/customers?last_name=love&limit=2');
  assert.equal(first.body.items.length, 2);
  const rest = await server.call('GET', `/v1/customers?last_name=love&limit=2&after=${first.body.next}`);
  assert.deepEqual([rest.body.items.length, rest.body.next], [1, null]);
  for (const query of ['email=search-2@example.com', 'identifier=search-2', 'q=search-2@example.com']) {
    const found = await server.call('GET', `/v1/customers?${query}`);
    assert.deepEqual(
      found.body.items.map((one: { email: string }) => one.email),
      ['search-2@example.com'],
      query,
    );
  }
  const wrong = await server.call('GET', '/v1/customers?last_name=love&after=bm9uc2Vuc2U');
  assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [422, '/after']);
  assert.deepEqual((await server.call('GET', '/v1/customers/below-minimum-age')).body.items, []);
});

test('points: deposits, holds, captures, transfers and reversals tie up in the audit log and as of the past', async () => {
  const customer = await join('points');
  const given = await deposit(customer, 45, { reference: { type: 'ticket', id: 'T-1' } });
  assert.deepEqual(given.body.balances, { beans: 45 });
  server.clock.set(MORNING + 60_000);
  const held = await server.call('POST', `/v1/customers/${customer}/holds`, { amount: 30 });
  const hold = held.body.outcomes.find((one: { kind: string }) => one.kind === 'hold').hold_id;
  const open = await server.call('GET', `/v1/customers/${customer}/holds?open=true`);
  assert.deepEqual(
    open.body.items.map((one: { hold_id: string; amount: number }) => [one.hold_id, one.amount]),
    [[hold, 30]],
  );
  const captured = await server.call('POST', `/v1/customers/${customer}/holds/${hold}/capture`, { amount: 20 });
  assert.deepEqual(captured.body.balances, { beans: 25 });
  const gone = await server.call('POST', `/v1/customers/${customer}/holds/${hold}/release`);
  assert.deepEqual([gone.status, gone.body.code], [409, 'hold_not_open']);

  const friend = await join('points-friend');
  const sent = await server.call('POST', `/v1/customers/${customer}/transfers`, {
    from: 'beans',
    amount: 15,
    to_customer: friend,
  });
  assert.equal(sent.status, 200, JSON.stringify(sent.body));
  assert.equal((await server.call('GET', `/v1/customers/${friend}/balances`)).body.items[0].available, 15);

  const reversed = await server.call('POST', `/v1/customers/${customer}/reversals`, {
    entry_id: given.body.decision_id,
    amount: 5,
    reason: 'given by mistake',
  });
  assert.deepEqual(reversed.body.balances, { beans: 5 });
  await server.call('POST', `/v1/customers/${customer}/adjustments`, {
    account: 'beans',
    source: 'care',
    amount: -4,
    reason: 'goodwill taken back',
  });
  const audit = await server.call('GET', `/v1/customers/${customer}/points?order=oldest`);
  assert.deepEqual(
    audit.body.items.map((row: { kind: string; modification: number }) => [row.kind, row.modification]),
    [
      ['deposit', 45],
      ['capture', -20],
      ['transfer_out', -15],
      ['reverse', -5],
      ['spend', -4],
    ],
  );
  assert.equal(audit.body.items[0].reference_id, 'T-1');
  const filtered = await server.call('GET', `/v1/customers/${customer}/points?kind=spend,reverse&account=beans`);
  assert.equal(filtered.body.items.length, 2);
  const now = await server.call('GET', `/v1/customers/${customer}/balances`);
  assert.equal(now.body.items[0].available, 1);
  const past = await server.call('GET', `/v1/customers/${customer}/balances?as_of=2026-03-02T08:00:30Z`);
  assert.equal(past.body.items[0].available, 45);
  server.clock.set(MORNING);
});

test('a partial deposit books what it can and says what it refused', async () => {
  const customer = await join('partial');
  const { status, body } = await server.call('POST', `/v1/customers/${customer}/deposits?`, {
    deposits: [
      { source: 'care', amount: 5 },
      { source: 'nowhere', amount: 7 },
    ],
    partial: true,
  });
  assert.deepEqual([status, body.balances], [200, { beans: 5 }]);
});

test('tags are counted, reset and removed; tiers are moved by hand and judged again', async () => {
  const customer = await join('labels');
  for (let round = 0; round < 2; round += 1)
    await server.call('POST', `/v1/customers/${customer}/tags`, { tags: [{ tag: 'vip/gold' }, { tag: 'new' }] });
  await server.call('POST', `/v1/customers/${customer}/tags/new/reset`);
  const { body } = await server.call('GET', `/v1/customers/${customer}/tags`);
  const counts = Object.fromEntries(body.items.map((one: { tag: string; count: number }) => [one.tag, one.count]));
  assert.equal(counts['vip/gold'], 2);
  assert.notEqual(counts.new, 2);
  await server.call('DELETE', `/v1/customers/${customer}/tags/${encodeURIComponent('vip/gold')}`);
  const left = await server.call('GET', `/v1/customers/${customer}/tags`);
  assert.ok(!left.body.items.some((one: { tag: string }) => one.tag === 'vip/gold'));

  const moved = await server.call('POST', `/v1/customers/${customer}/tiers/moves`, {
    system: 'club',
    level: 'reserve',
    reason: 'won a contest',
  });
  assert.deepEqual(moved.body.tiers[0]?.to, 'reserve');
  assert.deepEqual(moved.body.balances, {});
  assert.equal((await server.call('POST', `/v1/customers/${customer}/tiers/qualify`)).status, 200);
  const population = await server.call('GET', '/v1/tiers/population');
  const reserve = population.body.items.find((one: { level: string }) => one.level === 'reserve');
  assert.deepEqual([reserve.system, reserve.customers], ['club', 1]);
});

test('a preview says what would happen and changes nothing', async () => {
  const customer = await join('preview');
  for (let round = 0; round < 2; round += 1) {
    const { status, body } = await server.call('POST', `/v1/customers/${customer}/explain`, { event: 'web_login' });
    assert.equal(status, 200);
    assert.equal(body.outcomes[0].amount, 10);
    assert.equal(body.explanation.decision_id, null);
  }
  const unknown = await server.call('POST', `/v1/customers/${customer}/explain`, { event: 'web_logn' });
  assert.deepEqual([unknown.status, unknown.body.refusal.code], [200, 'unknown_event']);
  assert.equal((await server.call('GET', `/v1/customers/${customer}/balances`)).body.items[0].available, 0);
});

test('decisions are listed by kind, event, time and refusal', async () => {
  const customer = await join('decisions');
  await server.call('POST', '/v1/events', { customer, event: 'web_login' });
  await server.call('POST', '/v1/events', {
    customer,
    event: 'tasting_visit',
    occurred_at: '2026-03-01T10:00:00+02:00',
  });
  await server.call('POST', `/v1/customers/${customer}/spends`, { spends: [{ amount: 500 }] });
  const count = async (query: string): Promise<number> =>
    (await server.call('GET', `/v1/customers/${customer}/decisions?${query}`)).body.items.length;
  assert.equal(await count(''), 4);
  assert.equal(await count('kind=event'), 2);
  assert.equal(await count('event=web_login'), 1);
  assert.equal(await count('refused=true'), 1);
  assert.equal(await count('to=2026-03-02T00:00:00Z'), 1);
});
