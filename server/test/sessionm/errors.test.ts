// What goes wrong, as a client of SessionM sees it: business errors with status 200, the statuses that the contract names,
// and a code for each. Nothing that is refused leaves anything behind.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { CODES, type Code } from '../../src/domain/codes.ts';
import { translated } from '../../src/http/sessionm/errors.ts';
import { type Client, KEY, openSessionm, RETAILER, SECRET } from './harness.ts';

let world: Awaited<ReturnType<typeof openSessionm>>;
let client: Client;
let id = '';

const DEPOSIT = '/user_points/deposit';
const SPEND = '/user_points/spend_multiple';
const AUDIT = '/point_audit_logs/fetch_point_audit_logs';

before(async () => {
  world = await openSessionm();
  client = world.client;
  const { user } = await client.core('POST', '/users', { user: { external_id: 'C-1', email: 'c1@example.com' } });
  id = user.id;
});
after(() => world.close());

function deposit(detail: object, more: object = {}) {
  return { user_id: id, deposit_details: [{ point_source_id: 'care', amount: 10, ...detail }], ...more };
}

async function total(): Promise<number> {
  return (await client.connect('/user_points/balance', { user_id: id })).summary.total_points;
}

test('401: no key, a wrong secret, another key in the path, a key without the scope, another retailer', async () => {
  const url = `/priv/v1/apps/${KEY}/users/${id}`;
  const code = async (authorization: string, address = url) => {
    const { status, body } = await client.as(authorization).send('GET', address);
    return [status, body.status, body.errors.code];
  };
  assert.deepEqual(await code(''), [401, 'error', 'invalid_auth_token']);
  assert.deepEqual(await code(`Basic ${btoa(`${KEY}:wrong`)}`), [401, 'error', 'invalid_auth_token']);
  const good = `Basic ${btoa(`${KEY}:${SECRET}`)}`;
  assert.deepEqual(await code(good, url.replace(KEY, 'other')), [401, 'error', 'invalid_api_key']);
  await world.addKey('lk_reader', ['customers:read']);
  assert.deepEqual(await code(`Basic ${btoa(`lk_reader:${SECRET}`)}`), [401, 'error', 'access_denied']);
  const bearer = await client.as(`Bearer ${KEY}:${SECRET}`).send('GET', url);
  assert.equal(bearer.status, 200);
  const other = { user_id: id, retailer_id: id };
  assert.deepEqual(await client.connectError('/user_points/balance', other), {
    status: 401,
    code: 'access_denied',
    details: undefined,
  });
});

test('404: unknown customers, views, models and addresses', async () => {
  for (const [method, url, code] of [
    ['GET', '/users/7b0b7f0e-0000-4000-8000-000000000000', 'user_not_found'],
    ['GET', '/external/users/nobody', 'user_not_found'],
    ['DELETE', '/external/users/nobody', 'user_not_found'],
    ['GET', `/users/${id}/timelines/NO_SUCH_VIEW`, 'not_found'],
    ['GET', `/users/${id}/models/no_such_model`, 'not_found'],
    ['GET', '/no/such/address', 'not_found'],
  ] as const) {
    const found = await client.coreError(method, url);
    assert.deepEqual([found.status, found.code], [404, code], url);
  }
  const connect = await client.send('POST', '/incentives/api/1.0/no_such/action', {});
  assert.deepEqual([connect.status, connect.body.errors.code, connect.body.payload], [404, 'not_found', null]);
  const { status, code } = await client.connectError(DEPOSIT, { ...deposit({}), user_id: 'nobody' });
  assert.deepEqual([status, code], [404, 'user_not_found']);
});

test('a profile that is refused names the field', async () => {
  for (const [user, code, field] of [
    [{ dob: '2014-01-01' }, 'validation', 'dob'],
    [{ dob: '17.05.1990' }, 'validation', 'dob'],
    [{ dob: '2026-02-30' }, 'validation', 'dob'],
    [{ email: 'C1@EXAMPLE.COM' }, 'validation', 'email'],
    [{ email: 'no address' }, 'validation', 'email'],
    [{ external_id: 'C-1' }, 'validation', 'external_id'],
    [{ opted_in: 'perhaps' }, 'validation', 'opted_in'],
    [{ first_name: { of: 'wrong type' } }, 'validation', 'first_name'],
    [{ phone_numbers: 'none' }, 'validation', 'phone_numbers'],
    [{ time_zone: 'Mars/Olympus' }, 'validation', 'time_zone'],
    [{ account_status: 'great' }, 'validation', 'account_status'],
    [{ user_profile: ['no'] }, 'validation', 'user_profile'],
    [{ user_profile: { shoe_size: 42 } }, 'validation', 'user_profile.shoe_size'],
    [{ user_profile: { favourite_roast: 'burnt' } }, 'validation', 'user_profile.favourite_roast'],
  ] as const) {
    const found = await client.coreError('POST', '/users', { user });
    assert.deepEqual([found.status, found.code], [200, code], JSON.stringify(user));
    const fields = Object.keys(found.details).map((name) => name.replace(/^user\.(?!_)/, ''));
    assert.deepEqual(fields, [field], JSON.stringify(found));
  }
  const missing = await client.coreError('POST', '/users', {});
  assert.deepEqual([missing.status, missing.code], [200, 'missing_data']);
  assert.equal((await client.coreError('GET', '/users/search')).code, 'missing_data');
});

test('bytes that are no JSON, or JSON that the database cannot hold', async () => {
  const send = async (body: string) => {
    const reply = await client.send('POST', `/priv/v1/apps/${KEY}/users`, body);
    return [reply.status, reply.body.errors.code];
  };
  assert.deepEqual(await send('{"user":'), [400, 'validation']);
  assert.deepEqual(await send('{"user":{"first_name":"a\\u0000b"}}'), [200, 'validation']);
  assert.deepEqual(await send('{"user":{"first_name":"\\ud800"}}'), [200, 'validation']);
  assert.deepEqual(await send('{"user":{"user_profile":{"favourite_roast":1e400}}}'), [200, 'validation']);
  assert.deepEqual(await send(`{"user":{"x":${'['.repeat(20)}${']'.repeat(20)}}}`), [200, 'validation']);
  assert.deepEqual(await send(`{"user":{"first_name":"${'a'.repeat(1_100_000)}"}}`), [413, 'argument_error']);
});

test('events that are refused: unknown, nested, undeclared, misdated; the others of the call stand', async () => {
  for (const [events, code] of [
    [{ no_such_event: 1 }, 'not_found'],
    [{}, 'missing_data'],
    [{ web_login: { qty: 0 } }, 'validation'],
    [{ web_login: { qty: 1.5 } }, 'validation'],
    [{ web_login: { date: 'yesterday' } }, 'validation'],
    [{ web_login: { context: { a: { nested: true } } } }, 'validation'],
    [{ web_login: { context: { colour: 'red' } } }, 'validation'],
    [{ web_login: { context: { channel: 'fax' } } }, 'validation'],
    [{ web_login: { date: '2036-01-01T00:00:00Z' } }, 'validation'],
    [{ web_login: { date: '2020-01-01T00:00:00Z' } }, 'validation'],
  ] as const) {
    const found = await client.coreError('POST', `/users/${id}/events`, { events });
    assert.deepEqual([found.status, found.code], [200, code], JSON.stringify(events));
  }
  assert.equal(await total(), 0);
  const events = { web_login: { qty: 1 }, tasting_visit: { context: { colour: 'red' } } };
  const found = await client.coreError('POST', `/users/${id}/events`, { events });
  assert.deepEqual(Object.keys(found.details), ['events.tasting_visit.context.colour']);
  assert.match(found.message, /The other event was taken\./);
  assert.equal(await total(), 10);
  const reused = { events: { web_login: { transaction_id: 'same', qty: 1 } } };
  await client.core('POST', `/users/${id}/events`, reused);
  const other = { events: { web_login: { transaction_id: 'same', qty: 2 } } };
  assert.equal((await client.coreError('POST', `/users/${id}/events`, other)).code, 'key_reused');
});

test('points that are refused', async () => {
  const before = await total();
  for (const [url, body, code] of [
    [DEPOSIT, deposit({ point_source_id: 'nowhere' }), 'invalid_point_source'],
    [DEPOSIT, deposit({ point_account_id: RETAILER }), 'invalid_point_account'],
    [DEPOSIT, deposit({ point_source_id: 'scarce', point_account_id: 'gift' }), 'point_account_not_linked'],
    [DEPOSIT, deposit({ amount: -5 }), 'validation'],
    [DEPOSIT, deposit({ amount: 1.5 }), 'validation'],
    [DEPOSIT, deposit({ amount: 0 }), 'validation'],
    [DEPOSIT, deposit({ amount: 1e300 }), 'validation'],
    [DEPOSIT, deposit({ amount: undefined }), 'missing_data'],
    [DEPOSIT, { user_id: id, deposit_details: [] }, 'missing_data'],
    [DEPOSIT, { deposit_details: [] }, 'missing_data'],
    [SPEND, { user_id: id, spend_details: [{ amount: 1_000 }] }, 'insufficient_points'],
    [SPEND, { user_id: id, spend_details: [{ amount: 5 }, { amount: 1_000 }] }, 'insufficient_points'],
    ['/user_points/transfer', { user_id: id, amount: 5 }, 'same_account'],
    ['/movement/move_user', { user_id: id, tier_level_id: 'platinum' }, 'invalid_tier_level'],
    ['/movement/move_user', { user_id: id, tier_system_id: 'x', tier_level_id: 'roast' }, 'invalid_tier_system'],
    ['/progress/rule_tree/user_progress', { user_id: id, ids: [RETAILER] }, 'not_found'],
    ['/user_events/trigger_user_event', { user_id: id, event_lookup: 'NO_SUCH' }, 'not_found'],
  ] as const) {
    const found = await client.connectError(url, body);
    assert.deepEqual([found.status, found.code], [200, code], JSON.stringify(body));
  }
  assert.equal(await total(), before);
});

test('a partial success books what it can and says of each detail what became of it', async () => {
  const before = await total();
  const details = [
    { amount: 1_000, rank: 0, idempotency_id: 'p-1' },
    { amount: 5, rank: 1, idempotency_id: 'p-2' },
  ];
  const body = { user_id: id, spend_details: details, allow_partial_success: true };
  const payload = await client.connect(SPEND, body);
  const [refused, done] = payload.details;
  assert.deepEqual(
    [refused.error_status, refused.error_response, refused.amount_spent],
    [1, { error: 'insufficient_points' }, 0],
  );
  assert.deepEqual([done.error_status, done.error_response, done.amount_spent], [0, null, 5]);
  assert.deepEqual(payload.summary, { amount_spent: 5, remaining_balance: before - 5 });
  const again = await client.connect(SPEND, { ...body, spend_details: [details[1]] });
  assert.equal(again.details[0].idempotency_summary, 'replayed');
  assert.equal(await total(), before - 5);
});

test('all or nothing is known again as a whole, and refuses another body under the same keys', async () => {
  const before = await total();
  const both = { user_id: id, deposit_details: [detailOf('d-1', 3), detailOf('d-2', 4)] };
  await client.connect(DEPOSIT, both);
  await client.connect(DEPOSIT, {
    ...both,
    deposit_details: both.deposit_details.map((one) => ({ ...one, timestamp: 'later' })),
  });
  assert.equal(await total(), before + 7);
  const other = { user_id: id, deposit_details: [detailOf('d-1', 3), detailOf('d-2', 5)] };
  assert.equal((await client.connectError(DEPOSIT, other)).code, 'key_reused');
  const twice = { user_id: id, deposit_details: [detailOf('d-3', 3), detailOf('d-3', 3)] };
  assert.equal((await client.connectError(DEPOSIT, twice)).code, 'argument_error');
  assert.equal(await total(), before + 7);
});

function detailOf(key: string, amount: number) {
  return { point_source_id: 'care', amount, idempotency_id: key, reference_id: 'r' };
}

test('limits cut a deposit to what fits, then refuse it', async () => {
  const scarce = deposit({ point_source_id: 'scarce', amount: 50 });
  const cut = await client.connect(DEPOSIT, scarce);
  assert.equal(cut.summary.amount_deposited, 30);
  assert.equal(cut.details[0].message, 'Only 30 of 50 points fitted within the limits.');
  assert.equal((await client.connectError(DEPOSIT, scarce)).code, 'point_source_restriction_exceeded');
  await client.connect(DEPOSIT, deposit({ point_account_id: 'gift', amount: 500 }));
  const full = await client.connectError(DEPOSIT, deposit({ point_account_id: 'gift', amount: 1 }));
  assert.equal(full.code, 'max_balance_exceeded');
});

test('the audit log keeps its documented limits', async () => {
  for (const [more, code] of [
    [{ take: 1_001 }, 'validation'],
    [{ skip: 2_147_483_648 }, 'validation'],
    [{ from_date: '2025-01-01', to_date: '2026-01-02' }, 'argument_error'],
    [{ from_date: '2026-02-01', to_date: '2026-01-01' }, 'argument_error'],
    [{ point_account_ids: Array.from({ length: 11 }, () => 'beans') }, 'validation'],
    [{ modification_types: ['1', '2', '3', '4', '5', '6'] }, 'validation'],
    [{ modification_types: ['no_such_type'] }, 'argument_error'],
  ] as const) {
    const found = await client.connectError(AUDIT, { user_id: id, ...more });
    assert.deepEqual([found.status, found.code], [200, code], JSON.stringify(more));
  }
  const some = await client.connect(AUDIT, {
    user_id: id,
    modification_types: ['1'],
    exclude_specified_modification_types: true,
  });
  assert.ok(some.results.length > 0);
  assert.ok(some.results.every((row: { audit_type: number }) => row.audit_type !== 1));
});

test('an external id of two types is ambiguous until its type is named', async () => {
  for (const external_id_type of ['shop', 'till']) {
    await client.core('POST', '/users', { user: { external_id: 'twin', external_id_type } });
  }
  const found = await client.coreError('GET', '/external/users/twin');
  assert.deepEqual([found.status, found.code], [200, 'argument_error']);
  assert.match(found.message, /shop, till/);
  const { user } = await client.core('GET', '/external/users/twin?external_id_type=till&show_identifiers=true');
  assert.deepEqual(user.identifiers, [{ external_id: 'twin', external_id_type: 'till' }]);
});

test('one call creates or updates when it says so, all or nothing', async () => {
  const user = { external_id: 'U-1', first_name: 'Una', user_profile: { brew_method: 'filter' } };
  const first = await client.core('POST', '/users', { user, upsert: true });
  const second = await client.core('POST', '/users?upsert=true', { user: { ...user, first_name: 'Uma' } });
  assert.equal(second.user.id, first.user.id);
  assert.equal(second.user.first_name, 'Uma');
  const wrong = { ...user, first_name: 'Ula', user_profile: { brew_method: 'tea bag' } };
  assert.equal((await client.coreError('POST', '/users', { user: wrong, upsert: true })).code, 'validation');
  assert.equal((await client.core('GET', '/external/users/U-1')).user.first_name, 'Uma');
});

test('who has opted out or is suspended gets what the contract has words for', async () => {
  const { user } = await client.core('POST', '/users', { user: { opted_in: false } });
  const out = await client.connectError(DEPOSIT, { ...deposit({}), user_id: user.id });
  assert.equal(out.code, 'requires_registered_user');
  await client.core('PUT', `/users/${id}`, { user: { suspended: true } });
  const held = await client.connectError(SPEND, { user_id: id, spend_details: [{ amount: 1 }] });
  assert.equal(held.code, 'not_available');
  const back = await client.core('PUT', `/users/${id}`, { user: { suspended: 'false' } });
  assert.equal(back.user.account_status, 'good');
});

test('several customers who fit are an error of the exact search, never a guess', async () => {
  const phone_numbers = [{ phone_number: '617-555-0199', phone_type: 'mobile' }];
  for (const external_id of ['P-1', 'P-2'])
    await client.core('POST', '/users', { user: { external_id, phone_numbers } });
  assert.equal((await client.coreError('GET', '/users/search?mobile_number=6175550199')).code, 'argument_error');
  const { players } = await client.core('GET', '/users/search_users?mobile_number=617%20555%200199');
  assert.equal(players.length, 2);
});

test('every code of ours has a name and a status on this side', () => {
  const codes = Object.keys(CODES).filter((code): code is Code => code in CODES);
  assert.ok(codes.length > 40);
  const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/sessionm.md'), 'utf8');
  for (const code of codes) {
    const error = translated(code);
    assert.match(error.code, /^[a-z_]+$/, code);
    assert.ok([200, 400, 401, 404, 413, 415, 429, 500, 503].includes(error.status), code);
    // Codes that keep our name are documented with /v1; all others on the page of this API.
    if (error.code !== code) assert.ok(page.includes(`\`${error.code}\``), `docs/sessionm.md lacks ${error.code}`);
  }
});
