// Roles, goodwill limits, requests that a second person decides, and accounts of one's own.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { makePerson, type Person } from './people.ts';

let server: TestServer;
let lead: Person;
let customers = 0;

before(async () => {
  server = await startTestServer();
  const limits = [
    { action: 'points.adjust', per_action: 500, per_day: 800 },
    { action: 'points.adjust', account: 'points', per_action: 5, per_day: null },
    { action: 'tier.move', per_action: null, per_day: 1 },
    { action: 'offer.issue', per_action: 1, per_day: null },
  ];
  const changed = await server.call('PATCH', '/v1/roles/support', { limits });
  assert.equal(changed.status, 200, JSON.stringify(changed.body));
  const role = {
    name: 'lead',
    title: 'Lead of support',
    permissions: [
      { resource: 'customers', actions: ['*'] },
      { resource: 'points', actions: ['read', 'write'] },
      { resource: 'tiers', actions: ['read', 'write'] },
      { resource: 'offers', actions: ['*'] },
      { resource: 'approvals', actions: ['*'] },
    ],
    limits: [{ action: 'points.adjust', per_action: 5_000 }],
  };
  assert.equal((await server.call('POST', '/v1/roles', role)).status, 201);
  lead = await makePerson(server, ['lead']);
});
after(async () => {
  await server.close();
});

async function makeCustomer(email?: string): Promise<string> {
  customers += 1;
  const body = { email: email ?? `c${customers}@mail.example`, opted_in: true };
  const made = await server.call('POST', '/v1/customers', body);
  assert.equal(made.status, 201, JSON.stringify(made.body));
  return made.body.customer_id ?? made.body.customer?.id ?? made.body.id;
}

const gift = (amount: number, account = 'beans') => ({ account, source: 'care', amount, reason: 'kindness' });
const adjust = (who: Pick<Person, 'call'>, customer: string, amount: number, key = randomUUID()) =>
  who.call('POST', `/v1/customers/${customer}/adjustments`, gift(amount), { 'idempotency-key': key });

/** What people gave by hand; reaching a level gives beans besides. */
async function givenTo(customer: string): Promise<number> {
  const { rows } = await server.database.owner.query(
    "select coalesce(sum(amount), 0)::int as given from laurel.point_entry where customer_id = $1 and source = 'care' and kind = 'deposit'",
    [customer],
  );
  return rows[0].given;
}

test('a role opens what it lists and nothing else, for users as for keys', async () => {
  const customer = await makeCustomer();
  const support = await makePerson(server, ['support']);
  const auditor = await makePerson(server, ['auditor']);
  const nobody = await makePerson(server, []);
  const cases: readonly (readonly [Person, string, string, number])[] = [
    [support, 'GET', `/v1/customers/${customer}`, 200],
    [support, 'GET', '/v1/api-keys', 403],
    [support, 'GET', '/v1/users', 403],
    [support, 'GET', '/v1/programme', 403],
    [support, 'POST', '/v1/programme/apply', 403],
    [support, 'GET', '/v1/access-audit', 403],
    [support, 'GET', '/v1/approvals', 200],
    [support, 'PATCH', '/v1/roles/support', 403],
    [auditor, 'GET', `/v1/customers/${customer}`, 200],
    [auditor, 'GET', '/v1/programme', 200],
    [auditor, 'GET', '/v1/access-audit', 200],
    [auditor, 'GET', '/v1/users', 200],
    [auditor, 'POST', `/v1/customers/${customer}/adjustments`, 403],
    [auditor, 'GET', '/v1/api-keys', 403],
    [nobody, 'GET', `/v1/customers/${customer}`, 403],
    [nobody, 'GET', '/v1/me', 200],
  ];
  for (const [who, method, path, status] of cases) {
    const reply = await who.call(method, path, method === 'GET' ? undefined : {});
    assert.equal(reply.status, status, `${who.name} ${method} ${path}: ${JSON.stringify(reply.body).slice(0, 200)}`);
    if (status === 403) assert.equal(reply.body.code, 'forbidden');
  }
});

test('groups add the rights of their roles, and a change holds at once', async () => {
  const person = await makePerson(server, []);
  const group = await server.call('POST', '/v1/groups', { name: 'Readers', roles: ['auditor'] });
  assert.equal((await person.call('GET', '/v1/customers')).status, 403);
  await server.call('PATCH', `/v1/users/${person.id}`, { groups: [group.body.id] });
  assert.equal((await person.call('GET', '/v1/customers')).status, 200);
  const used = await server.call('DELETE', `/v1/groups/${group.body.id}`);
  assert.deepEqual([used.status, used.body.code], [409, 'group_in_use']);
  await server.call('PUT', `/v1/groups/${group.body.id}`, { name: 'Readers', roles: [] });
  assert.equal((await person.call('GET', '/v1/customers')).status, 403);
  const unknown = await server.call('PATCH', `/v1/users/${person.id}`, { roles: ['wizard'] });
  assert.deepEqual([unknown.status, unknown.body.code], [422, 'unknown_role']);
  const held = await server.call('DELETE', '/v1/roles/lead');
  assert.deepEqual([held.status, held.body.code], [409, 'role_in_use']);
  const builtIn = await server.call('PATCH', '/v1/roles/auditor', { title: 'Another' });
  assert.deepEqual([builtIn.status, builtIn.body.code], [409, 'role_built_in']);
});

test('nobody gives others, or themselves, more than they may', async () => {
  const permissions = [
    { resource: 'users', actions: ['*'] },
    { resource: 'customers', actions: ['read'] },
  ];
  await server.call('POST', '/v1/roles', { name: 'clerk', title: 'Clerk', permissions });
  const clerk = await makePerson(server, ['clerk']);
  const admin = await makePerson(server, ['administrator']);
  const invited = await clerk.call('POST', '/v1/users', {
    name: 'Too Much',
    email: 'tm@b.example',
    roles: ['support'],
  });
  assert.deepEqual([invited.status, invited.body.code], [403, 'beyond_own_rights']);
  assert.equal(
    (await clerk.call('POST', '/v1/users', { name: 'Fine', email: 'f@b.example', roles: ['clerk'] })).status,
    201,
  );
  for (const [method, path, body] of [
    ['POST', `/v1/users/${admin.id}/invitation`, undefined],
    ['DELETE', `/v1/users/${admin.id}/second-factor`, undefined],
    ['PATCH', `/v1/users/${clerk.id}`, { roles: ['clerk'] }],
    ['PATCH', `/v1/users/${admin.id}`, { disabled: true }],
  ] as const) {
    const refused = await clerk.call(method, path, body);
    assert.equal(refused.status, 403, `${method} ${path} ${JSON.stringify(refused.body)}`);
  }
  const taken = await server.call('POST', '/v1/users', { name: clerk.name.toUpperCase(), email: 'other@b.example' });
  assert.deepEqual([taken.status, taken.body.code], [409, 'user_exists']);
});

test('the last administrator stays one', async () => {
  const { body } = await server.call('GET', '/v1/users?limit=1000');
  const admins = body.items.filter(({ roles }: { roles: string[] }) => roles.includes('administrator'));
  const answers = await Promise.all(
    admins.map(({ id }: { id: string }) => server.call('PATCH', `/v1/users/${id}`, { disabled: true })),
  );
  assert.equal(answers.filter(({ body: { code } }) => code === 'last_administrator').length, 1);
  for (const { id } of admins) await server.call('PATCH', `/v1/users/${id}`, { disabled: false });
});

test('what is above the limit of an action waits, and becomes a fact with both names once somebody else agrees', async () => {
  const customer = await makeCustomer();
  const agent = await makePerson(server, ['support']);
  assert.equal((await adjust(agent, customer, 500)).status, 200);
  const key = randomUUID();
  const waiting = await adjust(agent, customer, 501, key);
  assert.deepEqual([waiting.status, waiting.body.status, waiting.body.requested_by.name], [202, 'open', agent.name]);
  assert.deepEqual([waiting.body.reason.limit, waiting.body.reason.per], [500, 'action']);
  assert.equal((await adjust(agent, customer, 501, key)).body.id, waiting.body.id, 'a double click is one request');
  assert.equal(await givenTo(customer), 500);
  const path = `/v1/approvals/${waiting.body.id}`;
  assert.equal((await agent.call('POST', `${path}/approve`)).status, 403, 'support may not approve at all');
  const approved = await lead.call('POST', `${path}/approve`, { note: 'seen the receipt' });
  assert.equal(approved.status, 200, JSON.stringify(approved.body));
  assert.deepEqual([approved.body.status, approved.body.decided_by.name], ['approved', lead.name]);
  assert.equal(await givenTo(customer), 1_001);
  const decision = await server.call('GET', `/v1/customers/${customer}/decisions/${approved.body.decision_id}`);
  assert.deepEqual([decision.body.actor.kind, decision.body.actor.name], ['agent', agent.name]);
  assert.match(JSON.stringify(decision.body), new RegExp(lead.name));
  assert.equal((await adjust(agent, customer, 501, key)).body.status, 'approved', 'the key tells what became of it');
  const twice = await lead.call('POST', `${path}/approve`);
  assert.deepEqual([twice.status, twice.body.code], [409, 'approval_closed']);
  const log = await server.call('GET', `/v1/access-audit?target_id=${waiting.body.id}`);
  assert.deepEqual(
    log.body.items.map(({ action, actor }: { action: string; actor: { name: string } }) => [action, actor.name]),
    [['approval.approved', lead.name]],
  );
});

test('nobody decides their own request, whatever they may do', async () => {
  const customer = await makeCustomer();
  const both = await makePerson(server, ['lead']);
  const waiting = await adjust(both, customer, 5_001);
  assert.equal(waiting.status, 202);
  for (const verb of ['approve', 'reject']) {
    const refused = await both.call('POST', `/v1/approvals/${waiting.body.id}/${verb}`);
    assert.deepEqual([refused.status, refused.body.code], [403, 'own_request']);
  }
  const above = await lead.call('POST', `/v1/approvals/${waiting.body.id}/approve`);
  assert.deepEqual(
    [above.status, above.body.code],
    [403, 'approver_over_limit'],
    'the lead may not give as much either',
  );
  const { authorization } = await server.makeKey(['approvals:write']);
  const blind = await server.call('POST', `/v1/approvals/${waiting.body.id}/approve`, undefined, { authorization });
  assert.deepEqual([blind.status, blind.body.code], [403, 'beyond_own_rights']);
  const rejected = await lead.call('POST', `/v1/approvals/${waiting.body.id}/reject`, { note: 'no' });
  assert.deepEqual([rejected.status, rejected.body.status, rejected.body.note], [200, 'rejected', 'no']);
  assert.equal((await server.call('POST', `/v1/approvals/${waiting.body.id}/approve`)).body.code, 'approval_closed');
  assert.equal(await givenTo(customer), 0);
});

test('of two who decide at once one wins, and the fact is booked once', async () => {
  const customer = await makeCustomer();
  const agent = await makePerson(server, ['support']);
  const waiting = await adjust(agent, customer, 700);
  const other = await makePerson(server, ['lead']);
  const path = `/v1/approvals/${waiting.body.id}`;
  const answers = await Promise.all([
    ...Array.from({ length: 3 }, () => lead.call('POST', `${path}/approve`)),
    ...Array.from({ length: 3 }, () => other.call('POST', `${path}/approve`)),
    other.call('POST', `${path}/reject`),
  ]);
  const { status } = (await server.call('GET', path)).body;
  const wins = answers.filter((answer) => answer.status === 200);
  assert.ok(wins.length >= 1);
  assert.ok(wins.every(({ body }) => body.status === status));
  assert.equal(new Set(wins.map(({ body }) => body.decided_by.id)).size, 1);
  assert.equal(await givenTo(customer), status === 'approved' ? 700 : 0);
});

test('a day has its limit, and many at once do not pass it', async () => {
  const agent = await makePerson(server, ['support']);
  const recipients = await Promise.all(Array.from({ length: 16 }, () => makeCustomer()));
  const answers = await Promise.all(recipients.map((customer) => adjust(agent, customer, 100)));
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [...Array(8).fill(200), ...Array(8).fill(202)], '800 a day are eight times 100');
  const balances = await Promise.all(recipients.map(givenTo));
  assert.equal(
    balances.reduce((sum, one) => sum + one, 0),
    800,
  );
  const lucky = recipients[answers.findIndex(({ status }) => status === 200)] ?? '';
  const [refused] = answers.filter(({ status }) => status === 202);
  assert.deepEqual([refused?.body.reason.per, refused?.body.reason.left], ['day', 0]);
  assert.equal((await adjust(agent, lucky, -50)).status, 200, 'taking away gives nothing');
  const { rows } = await server.database.owner.query('select used from laurel.goodwill_use where subject = $1', [
    agent.id,
  ]);
  assert.deepEqual(rows, [{ used: 800 }]);
  server.clock.set(Date.now() + 26 * 3_600_000);
  assert.equal((await adjust(agent, lucky, 100)).status, 200, 'another day, another limit');
  server.clock.set(Date.now());
});

test('a repeated key counts once, and deposits, levels and offers have their limits too', async () => {
  const agent = await makePerson(server, ['support']);
  const customer = await makeCustomer();
  const key = randomUUID();
  for (let time = 0; time < 4; time += 1) assert.equal((await adjust(agent, customer, 400, key)).status, 200);
  assert.equal((await adjust(agent, customer, 400)).status, 200);
  const deposits = [{ source: 'care', amount: 1 }];
  assert.equal((await agent.call('POST', `/v1/customers/${customer}/deposits`, { deposits })).status, 202);
  const move = (level: string) =>
    agent.call('POST', `/v1/customers/${customer}/tiers/moves`, { system: 'club', level, reason: 'kindness' });
  const [first, second] = [await move('roast'), await move('reserve')];
  assert.deepEqual([first.status, second.status], [200, 202], JSON.stringify([first.body, second.body]));
});

test('an API key has limits like a user, and a request of a key is decided by a person', async () => {
  const customer = await makeCustomer();
  const limits = [{ action: 'points.adjust', account: 'beans', per_action: 10 }];
  const made = await server.call('POST', '/v1/api-keys', { name: 'bot', scopes: ['points:write'], limits });
  assert.equal(made.body.limits[0].per_action, 10);
  const headers = { authorization: `Bearer ${made.body.key}:${made.body.secret}` };
  const call = (amount: number) => server.call('POST', `/v1/customers/${customer}/adjustments`, gift(amount), headers);
  assert.equal((await call(10)).status, 200);
  const waiting = await call(11);
  assert.equal(waiting.status, 202);
  assert.equal((await lead.call('POST', `/v1/approvals/${waiting.body.id}/approve`)).status, 200);
  assert.equal(await givenTo(customer), 21);
});

test('nobody changes an account of their own, marked or with their address', async () => {
  const agent = await makePerson(server, ['support'], { email: 'me@mail.example' });
  const [marked, mine] = [await makeCustomer(), await makeCustomer('Me@mail.example')];
  const other = await makeCustomer();
  assert.equal((await adjust(agent, marked, 1)).status, 200);
  const me = await agent.call('PATCH', '/v1/me', { own_customers: [marked] });
  assert.deepEqual(me.body.own_customers, [marked]);
  await server.call('POST', `/v1/customers/${other}/deposits`, { deposits: [{ source: 'care', amount: 50 }] });
  for (const [customer, path, body] of [
    [marked, 'adjustments', gift(1)],
    [mine, 'adjustments', gift(1)],
    [marked, 'tiers/moves', { system: 'club', level: 'roast', reason: 'me' }],
    [marked, 'tags', { tags: [{ tag: 'vip' }] }],
    [other, 'transfers', { from: 'beans', amount: 10, to_customer: marked }],
  ] as const) {
    const refused = await agent.call('POST', `/v1/customers/${customer}/${path}`, body);
    assert.deepEqual(
      [refused.status, refused.body.code],
      [403, 'own_account'],
      `${path}: ${JSON.stringify(refused.body)}`,
    );
  }
  const off = await agent.call('PATCH', '/v1/me', { own_customers: [] });
  assert.deepEqual([off.status, off.body.code], [403, 'own_account']);
  assert.equal((await server.call('PATCH', `/v1/users/${agent.id}`, { own_customers: [] })).status, 200);
  assert.equal((await adjust(agent, marked, 1)).status, 200);
});

test('a request that nobody decides ends, and one whose fact is refused says so', async () => {
  const agent = await makePerson(server, ['support']);
  const customer = await makeCustomer();
  const late = await adjust(agent, customer, 600);
  const gone = await makeCustomer();
  const refused = await adjust(agent, gone, 600);
  await server.call('DELETE', `/v1/customers/${gone}`);
  const failed = await lead.call('POST', `/v1/approvals/${refused.body.id}/approve`);
  assert.deepEqual([failed.status, failed.body.code], [404, 'customer_deleted']);
  const shown = await lead.call('GET', `/v1/approvals/${refused.body.id}`);
  assert.deepEqual([shown.body.status, shown.body.refusal], ['failed', 'customer_deleted']);
  server.clock.set(Date.now() + 8 * 24 * 3_600_000);
  const expired = await server.call('POST', `/v1/approvals/${late.body.id}/approve`);
  assert.deepEqual([expired.status, expired.body.code], [409, 'approval_expired']);
  const list = await server.call('GET', '/v1/approvals?status=expired');
  assert.ok(list.body.items.some(({ id }: { id: string }) => id === late.body.id));
  server.clock.set(Date.now());
  assert.equal((await server.call('GET', `/v1/approvals/${randomUUID()}`)).body.code, 'approval_not_found');
});
