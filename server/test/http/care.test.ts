// What an agent sees and does on a customer's profile over /v1: header, notes, activity log, account audit log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const MORNING = Date.parse('2026-03-02T08:00:00Z');

let server: TestServer;
let calls = 0;

before(async () => {
  server = await startTestServer();
  server.clock.set(MORNING);
});
after(async () => {
  const { differences } = await verifyBooks(server.database.pool);
  assert.deepEqual(differences, []);
  await server.close();
});

/** The clock goes on with every call, so that what comes later is later. */
async function ok(method: string, url: string, body?: unknown, headers = {}) {
  calls += 1;
  server.clock.set(MORNING + calls * 1_000);
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function codeOf(method: string, url: string, body?: unknown, headers = {}): Promise<string> {
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status >= 400, `${method} ${url}: ${reply.status}`);
  return reply.body.code;
}

async function join(value: string, more: object = {}): Promise<string> {
  await ok('POST', '/v1/customers', { identifiers: [{ value }], opted_in: true, ...more });
  return `/v1/customers/external:${value}`;
}

async function addNote(customer: string, text: string): Promise<string> {
  const { outcomes } = await ok('POST', `${customer}/notes`, { text, reason: 'phone call' });
  return outcomes[0].note_id;
}

const titles = (page: { items: { title: string }[] }) => page.items.map(({ title }) => title);

test('the header tells name, e-mail, external id, date of birth, language, statuses, balances and tiers at once', async () => {
  const customer = await join('header', {
    first_name: 'Ada',
    last_name: 'Lovelace',
    email: 'ada@example.com',
    birth_on: '1985-12-10',
    language: 'en',
  });
  const quiet = await ok('GET', `${customer}/header`);
  assert.deepEqual([quiet.active, quiet.last_activity_at], [false, null]);
  await ok('POST', '/v1/events', { customer: 'external:header', event: 'web_login' });
  await ok('POST', `${customer}/spends`, { spends: [{ amount: 4 }] });
  const header = await ok('GET', `${customer}/header`);
  assert.deepEqual(
    [header.name, header.email, header.external_id, header.birth_on, header.language, header.status, header.active],
    ['Ada Lovelace', 'ada@example.com', 'header', '1985-12-10', 'en', 'good', true],
  );
  const [beans] = header.accounts;
  assert.deepEqual([beans.account, beans.title, beans.available, beans.lifetime], ['beans', 'Beans', 6, 10]);
  const [club] = header.tiers;
  assert.deepEqual(
    [club.system, club.level.title, club.next.level.name, club.next.missing],
    ['club', 'Green', 'roast', 40],
  );
  assert.equal(typeof club.since, 'string');
});

test('a customer without a name has none, and one who did nothing for a year is not active', async () => {
  const customer = await join('nameless');
  await ok('POST', '/v1/events', { customer: 'external:nameless', event: 'web_login' });
  server.clock.set(MORNING + 366 * 86_400_000);
  const { body } = await server.call('GET', `${customer}/header`);
  assert.deepEqual([body.name, body.active], [null, false]);
});

test('notes are added, changed and removed, and each tells its history with who and when', async () => {
  const customer = await join('noted');
  const first = await addNote(customer, 'Lost her card');
  const second = await addNote(customer, 'Wants a call back');
  await ok('PUT', `${customer}/notes/${first}`, { text: 'Lost her card in Lyon' });
  const { items } = await ok('GET', `${customer}/notes`);
  assert.deepEqual(
    items.map(({ id, text, reason, author, edits }: Record<string, unknown>) => [id, text, reason, author, edits]),
    [
      [second, 'Wants a call back', 'phone call', 'test', 0],
      [first, 'Lost her card in Lyon', null, 'test', 1],
    ],
  );
  await ok('DELETE', `${customer}/notes/${first}?reason=wrong%20customer`);
  assert.deepEqual((await ok('GET', `${customer}/notes`)).items.length, 1);
  const history = await ok('GET', `${customer}/notes/${first}/history`);
  assert.deepEqual(
    history.items.map(({ action, text, reason, actor }: Record<string, unknown>) => [action, text, reason, actor]),
    [
      ['added', 'Lost her card', 'phone call', { kind: 'api', name: 'test' }],
      ['edited', 'Lost her card in Lyon', null, { kind: 'api', name: 'test' }],
      ['removed', null, 'wrong customer', { kind: 'api', name: 'test' }],
    ],
  );
});

test('notes come in pages, newest first', async () => {
  const customer = await join('pages');
  for (const text of ['one', 'two', 'three']) await addNote(customer, text);
  const first = await ok('GET', `${customer}/notes?limit=2`);
  const rest = await ok('GET', `${customer}/notes?limit=2&after=${first.next}`);
  assert.deepEqual(
    [...first.items, ...rest.items].map(({ text }) => text),
    ['three', 'two', 'one'],
  );
  assert.equal(rest.next, null);
});

test('a note that is not there, was removed, or belongs to another customer is refused', async () => {
  const [mine, other] = [await join('note-mine'), await join('note-other')];
  const note = await addNote(mine, 'Mine');
  assert.equal(await codeOf('PUT', `${other}/notes/${note}`, { text: 'Theirs' }), 'note_not_found');
  assert.equal(await codeOf('GET', `${other}/notes/${note}/history`), 'note_not_found');
  await ok('DELETE', `${mine}/notes/${note}`);
  assert.equal(await codeOf('DELETE', `${mine}/notes/${note}`), 'note_not_found');
  assert.equal(await codeOf('POST', `${mine}/notes`, { text: '  ' }), 'validation');
});

test('a double click adds one note', async () => {
  const customer = await join('double');
  const key = { 'idempotency-key': 'note-1' };
  await ok('POST', `${customer}/notes`, { text: 'Once' }, key);
  const again = await ok('POST', `${customer}/notes`, { text: 'Once' }, key);
  assert.equal(again.replayed, true);
  assert.equal((await ok('GET', `${customer}/notes`)).items.length, 1);
});

test('the activity log tells each engagement in words, with points and account of a deposit', async () => {
  const customer = await join('active');
  await ok('POST', '/v1/events', { customer: 'external:active', event: 'web_login', properties: { channel: 'app' } });
  const noteId = await addNote(customer, 'Asked how beans are earned');
  const log = await ok('GET', `${customer}/activity`);
  assert.deepEqual(titles(log), [
    'Note Added',
    'Incentives Point Deposit',
    'Custom Event',
    'Incentives Tier Change',
    'Incentives Tier Change',
    'Account Created',
  ]);
  const [note, deposit, event] = log.items;
  assert.deepEqual(note.reference, { kind: 'note', id: noteId });
  assert.equal(note.details.text, 'Asked how beans are earned');
  assert.deepEqual(
    [deposit.details.points, deposit.details.account, deposit.details.account_title],
    [10, 'beans', 'Beans'],
  );
  assert.deepEqual([event.details.event, event.details.properties], ['web_login', { channel: 'app' }]);
  assert.deepEqual(event.actor, { kind: 'api', name: 'test' });
});

test('a row of the log opens with what was asked for and all that came of it', async () => {
  const customer = await join('drill');
  await ok('POST', '/v1/events', { customer: 'external:drill', event: 'web_login' });
  const { items } = await ok('GET', `${customer}/activity?type=incentives_point_deposit`);
  const one = await ok('GET', `${customer}/activity/${items[0].id}`);
  assert.deepEqual(
    [one.id, one.title, one.fact, one.body.name],
    [items[0].id, 'Incentives Point Deposit', 'event', 'web_login'],
  );
  assert.equal(one.outcomes[0].amount, 10);
  const other = await join('drill-other');
  assert.equal(await codeOf('GET', `${other}/activity/${items[0].id}`), 'log_row_not_found');
  assert.equal(await codeOf('GET', `${customer}/activity/nonsense`), 'validation');
});

test('pages of any size give each row once and in order, also where a page ends inside a decision', async () => {
  const customer = await join('paged');
  for (let day = 0; day < 5; day += 1)
    await ok('POST', '/v1/events', {
      customer: 'external:paged',
      event: 'web_login',
      occurred_at: new Date(MORNING - day * 86_400_000).toISOString(),
    });
  const whole = await ok('GET', `${customer}/activity?limit=100`);
  assert.ok(whole.items.length > 10);
  for (const limit of [1, 2, 3, 7]) {
    const rows: { id: string }[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await ok('GET', `${customer}/activity?limit=${limit}${next === '' ? '' : `&after=${next}`}`);
      assert.ok(page.items.length <= limit && rows.length <= whole.items.length);
      rows.push(...page.items);
      next = page.next;
    }
    assert.deepEqual(
      rows.map(({ id }) => id),
      whole.items.map(({ id }: { id: string }) => id),
    );
  }
});

test('the log is filtered by type and by date', async () => {
  const customer = await join('filtered');
  const early = new Date(MORNING - 3 * 86_400_000).toISOString();
  await ok('POST', '/v1/events', { customer: 'external:filtered', event: 'web_login', occurred_at: early });
  await addNote(customer, 'Today');
  assert.deepEqual(titles(await ok('GET', `${customer}/activity?type=note_added,custom_event`)), [
    'Note Added',
    'Custom Event',
  ]);
  const day = new Date(MORNING - 86_400_000).toISOString();
  const before = await ok('GET', `${customer}/activity?to=${day}&type=custom_event,note_added`);
  assert.deepEqual(titles(before), ['Custom Event']);
  const since = await ok('GET', `${customer}/activity?from=${day}&type=custom_event,note_added`);
  assert.deepEqual(titles(since), ['Note Added']);
  assert.equal(await codeOf('GET', `${customer}/activity?type=nonsense`), 'validation');
});

test('the account audit log tells who did what, by type and by actor', async () => {
  const customer = await join('audited');
  await ok('POST', '/v1/events', { customer: 'external:audited', event: 'web_login' });
  await ok('POST', `${customer}/spends`, { spends: [{ amount: 3 }] });
  const adjustment = { account: 'beans', source: 'care', amount: 5, reason: 'Make-good', reference: { id: 'T-17' } };
  await ok('POST', `${customer}/adjustments`, adjustment);
  await ok('POST', `${customer}/tiers/moves`, { system: 'club', level: 'reserve', reason: 'Long-standing guest' });
  await addNote(customer, 'All good now');
  await ok('PATCH', customer, { city: 'Lyon' });
  await ok('POST', `${customer}/tags`, { tags: [{ tag: 'vip' }] });
  const log = await ok('GET', `${customer}/audit`);
  assert.deepEqual(titles(log), [
    'Tags Changed',
    'Account Updated',
    'Note Added',
    'Tier Adjusted',
    'Points Earned',
    'Points Used',
    'Points Earned',
    'Tier Changed',
    'Tier Changed',
    'Account Created',
  ]);
  assert.deepEqual(
    [
      log.items[3].details.reason,
      log.items[4].details.reason,
      log.items[5].details.points,
      log.items[1].details.fields,
    ],
    ['Long-standing guest', 'Make-good', -3, ['city']],
  );
  const other = await server.makeKey(['customers:write', 'customers:read']);
  await ok('POST', `${customer}/notes`, { text: 'From somebody else' }, { authorization: other.authorization });
  assert.deepEqual(titles(await ok('GET', `${customer}/audit?type=points_earned`)), ['Points Earned', 'Points Earned']);
  assert.equal((await ok('GET', `${customer}/audit?actor=nobody`)).items.length, 0);
  assert.ok((await ok('GET', `${customer}/audit?actor=test`)).items.length >= 9);
});

test('a refused request is no row of either log', async () => {
  const customer = await join('refusal');
  assert.equal(await codeOf('POST', `${customer}/spends`, { spends: [{ amount: 50 }] }), 'insufficient_points');
  const joining = ['Incentives Tier Change', 'Incentives Tier Change', 'Account Created'];
  assert.deepEqual(titles(await ok('GET', `${customer}/activity`)), joining);
});

test('the types of both logs are listed, those of the seed by name', async () => {
  const audit = titles(await ok('GET', '/v1/audit/types'));
  for (const title of ['Points Earned', 'Points Used', 'Note Added', 'Offer Claimed'])
    assert.ok(audit.includes(title), title);
  assert.ok(titles(await ok('GET', '/v1/activity/types')).includes('Incentives Point Deposit'));
});

test('a ticket that the support system tells of is a row of both logs, and so is each change of it', async () => {
  const customer = await join('ticketed');
  const ticket = { customer: 'external:ticketed', reference: 'ZD-4711' };
  const opened = {
    status: 'open',
    type: 'missing points',
    subject: 'Where are my beans?',
    link: 'https://support.example.com/4711',
    submitted_at: '2026-03-01T10:00:00.000Z',
  };
  await ok('POST', '/v1/tickets', { ...ticket, ...opened });
  await ok('POST', '/v1/tickets', { ...ticket, status: 'solved' });
  const { items } = await ok('GET', `${customer}/tickets`);
  assert.deepEqual(
    items.map(({ id: _, updated_at: __, ...shown }: Record<string, unknown>) => shown),
    [{ reference: 'ZD-4711', ...opened, status: 'solved', updates: 1 }],
  );
  const audit = await ok('GET', `${customer}/audit?type=support_ticket`);
  assert.deepEqual(
    audit.items.map(({ details }: { details: Record<string, unknown> }) => [
      details.status,
      details.type,
      details.link,
    ]),
    [
      ['solved', null, null],
      ['open', 'missing points', 'https://support.example.com/4711'],
    ],
  );
  assert.deepEqual(
    [audit.items[1].details.submitted_at, audit.items[1].reference.id],
    [opened.submitted_at, items[0].id],
  );
  assert.deepEqual(titles(await ok('GET', `${customer}/activity?type=support_ticket`)).length, 2);
});

test('a report that comes late is kept, and does not undo a newer one', async () => {
  const customer = await join('late-ticket');
  const ticket = { customer: 'external:late-ticket', reference: 'ZD-1' };
  await ok('POST', '/v1/tickets', { ...ticket, status: 'solved', updated_at: '2026-03-02T07:30:00Z' });
  await ok('POST', '/v1/tickets', { ...ticket, status: 'open', updated_at: '2026-03-02T07:00:00Z' });
  const { items } = await ok('GET', `${customer}/tickets`);
  assert.deepEqual([items[0].status, items[0].updates], ['solved', 1]);
  assert.equal((await ok('GET', `${customer}/audit?type=support_ticket`)).items.length, 2);
});

test('a batch of tickets answers each in its place; the same batch again records nothing twice', async () => {
  const customer = await join('batched');
  const tickets = [
    { customer: 'external:batched', reference: 'B-1', status: 'open' },
    { customer: 'external:nobody-here', reference: 'B-2', status: 'open' },
    { customer: 'external:batched', reference: 'B-3', status: 'open', link: 'javascript:alert(1)' },
    { customer: 'external:batched', reference: 'B-4', status: 'open' },
  ];
  const key = { 'idempotency-key': 'tickets-1' };
  const sent = await ok('POST', '/v1/tickets/batch', { tickets }, key);
  assert.deepEqual(
    sent.results.map((result: { status: number; error?: { code: string } }) => result.error?.code ?? result.status),
    [200, 'customer_not_found', 'validation', 200],
  );
  const again = await ok('POST', '/v1/tickets/batch', { tickets }, key);
  assert.deepEqual([again.accepted, again.replayed], [2, 2]);
  const first = await ok('GET', `${customer}/tickets?limit=1`);
  const rest = await ok('GET', `${customer}/tickets?limit=1&after=${first.next}`);
  assert.deepEqual([first.items[0].reference, rest.items[0].reference, rest.next].sort(), ['B-1', 'B-4', null].sort());
});

/** Reads server-sent events until there are so many. */
async function events(
  url: string,
  count: number,
  headers: Record<string, string> = {},
  meanwhile?: () => Promise<unknown>,
) {
  const gone = new AbortController();
  const deadline = setTimeout(() => gone.abort(), 10_000);
  const response = await fetch(`${server.url}${url}`, {
    headers: { authorization: server.authorization, ...headers },
    signal: gone.signal,
  });
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  assert.ok(response.body !== null);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value ?? '';
  await meanwhile?.();
  const found = () => [...text.matchAll(/^id: (.+)\nevent: activity\ndata: (.+)\n$/gm)];
  while (found().length < count) text += (await reader.read()).value ?? '';
  clearTimeout(deadline);
  gone.abort();
  return found().map(([, id = '', data = '']) => ({ id, row: JSON.parse(data) }));
}

test('the activity log tells new rows live, and goes on after the row that a client had last', async () => {
  const customer = await join('live');
  const url = `${customer}/activity/stream?type=note_added`;
  const seen = await events(url, 2, {}, async () => {
    await addNote(customer, 'First');
    await addNote(customer, 'Second');
  });
  assert.deepEqual(
    seen.map(({ row }) => row.details.text),
    ['First', 'Second'],
  );
  assert.equal(seen[0]?.id, seen[0]?.row.id);
  const again = await events(url, 1, { 'last-event-id': seen[0]?.id ?? '' });
  assert.deepEqual(
    again.map(({ row }) => row.details.text),
    ['Second'],
  );
});
