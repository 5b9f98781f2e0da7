// The sync over /v1, against Infobip's stand-in: from the key to the first customers, who may do what, and what is refused.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { type Infobip, startInfobip } from '../../../stand-ins/infobip/server.ts';
import { type DeliveryParts, openDeliveryParts } from '../../src/delivery/parts.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { startSync } from '../../src/sync/worker.ts';
import { eventually } from '../delivery/harness.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';

const KEY = 'a-key-of-the-account';
const WITHIN_MS = 60_000;
const URL_OF = '/v1/sync/connections/infobip';

let server: TestServer;
let infobip: Infobip;
/** Of the process that sends: it reads the same store. */
let parts: DeliveryParts;

before(async () => {
  server = await startTestServer({ hasDelivery: true });
  infobip = await startInfobip({ key: KEY, limits: 'none' });
  const secretKey = 'a key of a test, long enough for one';
  const settings = { secretKey, dataDir: '/nowhere', mayTargetPrivate: true, providers: {} };
  parts = openDeliveryParts(server.database.pool, settings);
});
after(async () => {
  await parts.close();
  await server.close();
  await infobip.close();
  assert.deepEqual(infobip.violations, []);
});

const get = (path: string) => server.ok('GET', path);
const put = (path: string, body: unknown) => server.ok('PUT', path, body);
const post = (path: string, body?: unknown) => server.ok('POST', path, body);

async function refused(code: string, method: string, path: string, body?: unknown, key?: string) {
  const headers = key === undefined ? {} : { authorization: key };
  const reply = await server.call(method, path, body, headers);
  assert.equal(reply.body.code, code, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function join(name: string, more: object = {}): Promise<string> {
  const body = { identifiers: [{ value: name }], email: `${name}@example.com`, opted_in: true, ...more };
  return (await post('/v1/customers', body)).customer.id;
}

test('the catalogue names 36 fields, 8 events and what each platform needs', async () => {
  const fields = await get('/v1/sync/fields');
  assert.equal(fields.items.length, 36);
  assert.deepEqual(fields.items[0], {
    field: 'loyalty_id',
    title: 'Loyalty Id',
    type: 'string',
    about: "The member's id. Never empty.",
  });
  const events = await get('/v1/sync/events');
  assert.deepEqual(
    events.items.map((one: { title: string }) => one.title),
    [
      'LOY_OPT_IN',
      'LOY_OPT_OUT',
      'LOY_POINT_ACCRUAL',
      'LOY_POINT_REDEMPTION',
      'Tier_Upgrade',
      'Tier_Downgrade',
      'Tier Anniversary',
      'Close to Tier Upgrade',
    ],
  );
  const { items } = await get('/v1/sync/connectors');
  const found = items.find((one: { connector: string }) => one.connector === 'infobip');
  assert.deepEqual([found.needs, found.fixed_types, found.reads_back], [['url', 'key'], true, true]);
  assert.equal(found.limits.find((one: { operation: string }) => one.operation === 'events').items, 5_000);
});

test('a connection is told about without its access, which is never answered', async () => {
  assert.deepEqual((await get('/v1/sync/connections')).items, []);
  assert.deepEqual((await get(URL_OF)).access.missing, ['url', 'key']);
  await refused('sync_access_missing', 'GET', `${URL_OF}/setup`);
  await refused('sync_access_missing', 'POST', `${URL_OF}/setup`);
  const answer = await put(`${URL_OF}/access`, { url: infobip.url, key: KEY });
  assert.deepEqual([answer.access.url, answer.access.key, answer.access.missing], ['store', 'store', []]);
  assert.ok(!JSON.stringify(answer).includes(KEY));
  assert.equal((await get(URL_OF)).status, 'new');
  const reply = await refused('validation', 'PUT', `${URL_OF}/access`, { url: 'ftp://example.com' });
  assert.equal(reply.errors[0].pointer, '/url');
  const { authorization } = await server.makeKey(['sync:read', 'sync:write']);
  await refused('forbidden', 'PUT', `${URL_OF}/access`, { key: 'another' }, authorization);
});

test('what is set of a connection keeps what is left out, and it never goes to another platform', async () => {
  const made = await put(URL_OF, { connector: 'infobip', options: { active_days: 30 } });
  assert.equal(made.options.active_days, 30);
  // The stand-in has no limits here, and nobody waits for turns.
  const limits = { upsert: 5, attributes: 1_000, definitions: 1_000, tags: 1_000 };
  const changed = await put(URL_OF, { options: { on_opt_out: 'clear', limits } });
  assert.deepEqual(
    [changed.options.active_days, changed.options.on_opt_out, changed.options.limits],
    [30, 'clear', limits],
  );
  await refused('sync_connector_fixed', 'PUT', URL_OF, { connector: 'braze' });
  await refused('validation', 'PUT', URL_OF, { options: { backfill_share: 2 } });
  await refused('unknown_sync_connection', 'PUT', '/v1/sync/connections/nobody', {});
  await refused('unknown_sync_connection', 'GET', '/v1/sync/connections/nobody/status');
});

test('the key is checked line by line, and a wrong one is a line that says why', async () => {
  const good = await post(`${URL_OF}/check`);
  assert.ok(good.ok && good.lines.length > 0, JSON.stringify(good));
  infobip.setKey('another');
  const wrong = await post(`${URL_OF}/check`);
  assert.equal(wrong.ok, false);
  assert.ok(wrong.lines.some((line: { reason: string | null }) => line.reason !== null));
  await refused('sync_refused', 'GET', `${URL_OF}/setup`);
  infobip.setKey(KEY);
});

test('before the first member was sent a field is renamed, retyped, disabled and given back', async () => {
  const fieldOf = async (field: string) =>
    (await get(`${URL_OF}/mapping`)).items.find((one: { field: string }) => one.field === field);
  const before_ = await fieldOf('zip_code');
  assert.deepEqual([before_.enabled, before_.changed, before_.type_fixed], [true, false, false]);
  await put(`${URL_OF}/mapping`, {
    fields: {
      zip_code: { target: 'Postcode', transforms: [{ kind: 'truncate', length: 5 }] },
      birthday: { enabled: false },
    },
  });
  const after_ = await fieldOf('zip_code');
  assert.deepEqual(
    [after_.target, after_.changed, after_.standard.target, after_.transforms],
    ['Postcode', true, before_.target, [{ kind: 'truncate', length: 5 }]],
  );
  assert.equal((await fieldOf('birthday')).enabled, false);
  await put(`${URL_OF}/mapping`, { fields: { zip_code: null, birthday: null } });
  assert.deepEqual(await fieldOf('zip_code'), before_);
  await refused('sync_mapping_refused', 'PUT', `${URL_OF}/mapping`, { fields: { loyalty_id: { enabled: false } } });
  await refused('validation', 'PUT', `${URL_OF}/mapping`, { fields: { shoe_size: { enabled: false } } });
});

test('nothing can be sent before the set-up, and a conflict refuses all of it with its reason', async () => {
  const ann = await join('ann');
  await refused('sync_not_set_up', 'POST', `${URL_OF}/customers`, { action: 'push', customers: [ann] });
  await refused('sync_not_set_up', 'POST', `${URL_OF}/backfill`, {});
  await refused('sync_not_set_up', 'POST', `${URL_OF}/pause`, { reason: 'a test' });
  const wanted = (await get(`${URL_OF}/setup`)).steps.find(
    (step: { kind: string; type: string }) => step.kind === 'attribute' && step.type === 'date',
  );
  await attribute('POST', { name: wanted.name, dataType: 'BOOLEAN' });
  const plan = await get(`${URL_OF}/setup`);
  assert.deepEqual(
    plan.conflicts.map((one: { kind: string; name: string }) => [one.kind, one.name]),
    [['attribute', wanted.name]],
  );
  const made = infobip.state.attributes.size;
  const { detail } = await refused('sync_setup_conflicts', 'POST', `${URL_OF}/setup`);
  assert.match(detail, new RegExp(wanted.name));
  assert.equal(infobip.state.attributes.size, made);
  await attribute('DELETE', {}, `/${encodeURIComponent(wanted.name)}`);
});

async function attribute(method: string, body: object, path = ''): Promise<void> {
  const response = await fetch(`${infobip.url}/people/2/customAttributes${path}`, {
    method,
    headers: { authorization: `App ${KEY}`, 'content-type': 'application/json' },
    ...(method === 'POST' ? { body: JSON.stringify(body) } : {}),
  });
  assert.equal(response.status, 200);
}

test('the set-up makes what its diff says, and a second one finds everything there', async () => {
  const plan = await get(`${URL_OF}/setup`);
  assert.ok(plan.needed && plan.present === 0 && plan.steps.length > 30, JSON.stringify(plan).slice(0, 300));
  const applied = await post(`${URL_OF}/setup`);
  assert.deepEqual([applied.made, applied.connection.status], [plan.steps.length, 'running']);
  assert.ok(infobip.state.attributes.size > 20 && infobip.state.definitions.size === 8);
  const again = await get(`${URL_OF}/setup`);
  assert.deepEqual([again.steps, again.conflicts, again.present], [[], [], plan.steps.length]);
  assert.equal((await post(`${URL_OF}/setup`)).made, 0);
});

test('customers are pushed, tagged and untagged, each with a result in its place', async () => {
  const bea = await join('bea');
  const persona = await join('persona', { test_persona: true });
  await join('cid', { opted_in: false });
  const customers = ['external:bea', 'external:cid', 'external:nobody', persona, 7, bea];
  const pushed = await post(`${URL_OF}/customers`, { action: 'push', customers });
  assert.deepEqual(
    pushed.results.map((one: { result?: string; error?: { code: string } }) => one.result ?? one.error?.code),
    ['queued', 'sync_not_sent', 'customer_not_found', 'sync_not_sent', 'validation', 'queued'],
  );
  assert.deepEqual([pushed.queued, pushed.refused], [2, 4]);
  const page = await get(`${URL_OF}/customers?status=pending`);
  assert.deepEqual(
    page.items.map((one: { customer_id: string; email: string }) => [one.customer_id, one.email]),
    [[bea, 'bea@example.com']],
  );
  await post(`${URL_OF}/customers`, { action: 'untag', customers: [bea] });
  assert.equal((await get(`${URL_OF}/customers`)).items[0].untagged_by_hand, true);
  const { authorization } = await server.makeKey(['sync:read']);
  const seen = await server.call('GET', `${URL_OF}/customers`, undefined, { authorization });
  assert.deepEqual([seen.body.items[0].customer_id, seen.body.items[0].email], [bea, null]);
  await refused('forbidden', 'POST', `${URL_OF}/customers`, { action: 'push', customers: [bea] }, authorization);
});

test("a customer's state says whether they are sent, and they are sent again by one call", async () => {
  const [bea] = (await get('/v1/customers/external:bea/sync')).items;
  assert.deepEqual([bea.connection, bea.sent, bea.state.status, bea.set_aside], ['infobip', true, 'pending', 0]);
  const [cid] = (await get('/v1/customers/external:cid/sync')).items;
  assert.deepEqual([cid.sent, cid.not_sent_because, cid.state], [false, 'has not opted in', null]);
  const again = await post('/v1/customers/external:bea/sync', {});
  assert.deepEqual(again.items, [{ connection: 'infobip', result: 'queued', reason: null }]);
  const not = await post('/v1/customers/external:cid/sync', { connection: 'infobip' });
  assert.deepEqual(not.items, [{ connection: 'infobip', result: 'refused', reason: 'has not opted in' }]);
});

test('named customers, or all that a search finds, are sent as a change of many customers', async () => {
  const change = { kind: 'sync_tag', connection: 'infobip' };
  const named = await post('/v1/customer-changes', { change, customers: ['external:bea', 'external:cid'] });
  assert.deepEqual([named.accepted, named.refused], [1, 1]);
  assert.equal((await get('/v1/customers/external:bea/sync')).items[0].state.untagged_by_hand, false);
  const push = { kind: 'push', connection: 'infobip' };
  const run = await post('/v1/customer-changes/runs', { change: push, search: { q: 'bea@example.com' } });
  assert.deepEqual(
    [run.kind, run.connection, run.change, run.status],
    ['sync_backfill', 'infobip', { kind: 'push', tag: null }, 'waiting'],
  );
  assert.equal((await get(`/v1/customer-changes/runs/${run.id}`)).id, run.id);
  assert.equal((await post(`/v1/customer-changes/runs/${run.id}/cancel`)).status, 'cancelled');
  const { authorization } = await server.makeKey(['customers:write']);
  const body = { change: push, customers: ['external:bea'] };
  await refused('forbidden', 'POST', '/v1/customer-changes', body, authorization);
});

test('a backfill is a run that the status shows, and one at a time', async () => {
  const run = await post(`${URL_OF}/backfill`, {});
  assert.deepEqual([run.kind, run.connection, run.change], ['sync_backfill', 'infobip', null]);
  await refused('run_in_progress', 'POST', '/v1/runs', { kind: 'sync_backfill', connection: 'infobip' });
  const status = await get(`${URL_OF}/status`);
  assert.deepEqual([status.status, status.served, status.backfill.run.id], ['running', false, run.id]);
  assert.deepEqual(
    status.lanes.map((one: { lane: string }) => one.lane),
    ['profiles', 'events'],
  );
  assert.equal(status.customers.pending, 1);
  await post(`/v1/runs/${run.id}/cancel`);
  const compared = await post('/v1/runs', { kind: 'sync_reconcile', connection: 'infobip' });
  assert.equal((await get(`${URL_OF}/status`)).reconciliation.id, compared.id);
});

test('a paused connection waits for a person, and what was changed stands in the log of access', async () => {
  const paused = await post(`${URL_OF}/pause`, { reason: 'their maintenance' });
  assert.deepEqual([paused.status, paused.pause.reason], ['paused', 'their maintenance']);
  await post(`${URL_OF}/pause`, { reason: 'another' });
  const { items } = await get('/v1/attention');
  assert.deepEqual(
    items.find((one: { kind: string }) => one.kind === 'paused_syncs'),
    { kind: 'paused_syncs', count: 1 },
  );
  assert.equal((await post(`${URL_OF}/resume`)).status, 'running');
  await server.ok('DELETE', `${URL_OF}/access`);
  const log = await get('/v1/access-audit?limit=50');
  const actions = log.items
    .filter((one: { target: { kind: string } }) => one.target.kind === 'sync')
    .map((one: { action: string }) => one.action);
  assert.deepEqual(actions, [
    'sync.access_removed',
    'sync.resumed',
    'sync.paused',
    'sync.set_up',
    'sync.set_up',
    'sync.mapping_changed',
    'sync.mapping_changed',
    'sync.changed',
    'sync.changed',
    'sync.access_changed',
  ]);
  assert.ok(!JSON.stringify(log).includes(KEY));
});

test('an event that was set aside is listed with its reason and tried again', async () => {
  const id = '0f6c1b8f-2f7d-4d8e-a1f6-2f1f7d3b5a10';
  await server.database.owner.query(
    `insert into laurel.sync_event (customer_id, connection, id, event, occurred_at, properties, status, reason, attempts,
                                    set_aside_at)
     select customer_id, 'infobip', $1, 'opt_in', now(), '{"source": "web"}', 'dead', 'Invalid property', 1, now()
     from   laurel.customer where email = 'bea@example.com'`,
    [id],
  );
  const { items } = await get(`${URL_OF}/events`);
  assert.deepEqual(
    items.map((one: { id: string; title: string; reason: string }) => [one.id, one.title, one.reason]),
    [[id, 'LOY_OPT_IN', 'Invalid property']],
  );
  assert.equal((await get(`${URL_OF}/status`)).events.dead, 1);
  assert.deepEqual(await post(`${URL_OF}/events/${id}/retry`), { id, result: 'queued' });
  const another = '0f6c1b8f-2f7d-4d8e-a1f6-2f1f7d3b5a11';
  await refused('sync_event_not_found', 'POST', `${URL_OF}/events/${another}/retry`);
});

test('what was asked for is sent, and the state of each customer says so', async () => {
  await put(`${URL_OF}/access`, { url: infobip.url, key: KEY });
  const { pool } = server.database;
  const sync = startSync({
    pool,
    programmes: createProgrammeSource(pool),
    access: parts.access,
    sender: parts.sender,
    clock: server.clock,
    logger: pino({ level: 'silent' }),
  });
  try {
    const run = await post(`${URL_OF}/backfill`, { force: true });
    await until(`/v1/runs/${run.id}`, ({ status }) => status === 'done');
    const bea = await until('/v1/customers/external:bea/sync', ({ items }) => items[0].state.status === 'synced');
    const { state } = bea.items[0];
    assert.deepEqual([state.tagged, state.reason], [true, null]);
    assert.ok(state.synced_at !== null && state.remote_id !== null);
    assert.deepEqual(tagsOf(state.key), ['Loyalty']);

    const untag = { change: { kind: 'sync_untag', connection: 'infobip' }, search: { q: 'bea@example.com' } };
    const untagging = await post('/v1/customer-changes/runs', untag);
    await until(`/v1/runs/${untagging.id}`, ({ status }) => status === 'done');
    assert.deepEqual(tagsOf(state.key), []);
    assert.deepEqual((await get('/v1/customers/external:bea/sync')).items[0].state.untagged_by_hand, true);

    const status = await until(`${URL_OF}/status`, ({ served }) => served === true);
    assert.deepEqual([status.customers.failed, status.lanes[0].failures], [0, 0]);
    assert.ok((await get(URL_OF)).first_sent_at !== null);
  } finally {
    await sync.stop();
  }
});

function tagsOf(key: string): readonly string[] {
  const id = infobip.state.byExternalId.get(key);
  return id === undefined ? ['not there'] : (infobip.state.persons.get(id)?.tags ?? []);
}

async function until(path: string, holds: (body: ReturnType<typeof JSON.parse>) => boolean) {
  let body: ReturnType<typeof JSON.parse> = null;
  const look = async () => {
    body = await get(path);
    return holds(body);
  };
  await eventually(look, WITHIN_MS, () => `${path} stays at ${JSON.stringify(body)}`);
  return body;
}

test('once members were sent, the type of an attribute stands, and a name can still be changed', async () => {
  const { items } = await get(`${URL_OF}/mapping`);
  const zip = items.find((one: { field: string }) => one.field === 'zip_code');
  assert.equal(zip.type_fixed, true);
  await refused('sync_type_fixed', 'PUT', `${URL_OF}/mapping`, { fields: { available_points: { type: 'integer' } } });
  const renamed = await put(`${URL_OF}/mapping`, { fields: { zip_code: { target: 'Postcode' } } });
  assert.equal(renamed.items.find((one: { field: string }) => one.field === 'zip_code').target, 'Postcode');
  assert.equal(infobip.state.attributes.get('postcode')?.dataType, 'STRING', 'it is there before anything goes to it');
  assert.deepEqual((await get(`${URL_OF}/setup`)).steps, []);
  await attribute('POST', { name: 'Taken', dataType: 'BOOLEAN' });
  await refused('sync_setup_conflicts', 'PUT', `${URL_OF}/mapping`, { fields: { zip_code: { target: 'Taken' } } });
  const kept = await get(`${URL_OF}/mapping`);
  assert.equal(kept.items.find((one: { field: string }) => one.field === 'zip_code').target, 'Postcode');
});
