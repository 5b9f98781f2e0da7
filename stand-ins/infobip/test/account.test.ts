// The account: key and rights, limits, faults, what is no valid request; attributes, definitions and events.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, listOf, objectOf } from '../json.ts';
import { type Client, errorsOf, startAccount, startClient, upsert } from './client.ts';

const ATTRIBUTES = '/people/2/customAttributes';
const DEFINITIONS = '/peopleevents/2/definitions';
const DAY_MS = 24 * 60 * 60 * 1000;

test('another key is refused with 401, a missing right with 403', async (t) => {
  const client = await startClient(t, { scopes: ['people:read'] });
  assert.equal((await client.ask('GET', `${ATTRIBUTES}?limit=1`)).status, 200);
  assert.equal((await client.ask('GET', ATTRIBUTES, undefined, 'App another')).status, 401);
  assert.equal((await client.ask('POST', ATTRIBUTES, { name: 'A', dataType: 'STRING' })).status, 403);
  client.infobip.setScopes(['people:manage']);
  assert.equal((await client.ask('POST', ATTRIBUTES, { name: 'A', dataType: 'STRING' })).status, 200);
  client.infobip.setKey('the next');
  assert.equal((await client.ask('GET', ATTRIBUTES)).status, 401);
  assert.deepEqual(client.infobip.violations, []);
});

test('a limit holds for each operation, with both bodies and with and without Retry-After', async (t) => {
  let now = Date.now();
  const client = await startClient(t, { limits: 'documented', now: () => now });
  const statuses = async (times: number): Promise<number[]> => {
    const found: number[] = [];
    for (let at = 0; at < times; at += 1) found.push((await client.ask('GET', ATTRIBUTES)).status);
    return found;
  };
  assert.deepEqual(await statuses(6), [200, 200, 200, 200, 200, 429]);
  assert.equal((await client.ask('GET', '/people/2/tags')).status, 200, 'tags have a bucket of their own');
  now += 200;
  assert.deepEqual(await statuses(1), [200]);
  const refusals = [];
  for (let at = 0; at < 4; at += 1) refusals.push(await client.ask('GET', ATTRIBUTES));
  assert.deepEqual(
    new Set(refusals.map((one) => Object.keys(objectOf(one.body))[0])),
    new Set(['errorCode', 'requestError']),
  );
  assert.deepEqual(new Set(refusals.map((one) => one.headers.get('retry-after'))), new Set([null, '1']));
});

test('faults come as they were ordered: before the work, or after it', async (t) => {
  const client = await startAccount(t);
  const { faults, state } = client.infobip;
  faults.next('upsert-persons-partial', 'too_many');
  faults.next('upsert-persons-partial', 'error');
  faults.next('upsert-persons-partial', 'reset');
  faults.next('upsert-persons-partial', 'reset_after');
  assert.equal((await upsert(client, { externalId: 'M-1' })).status, 429);
  assert.equal((await upsert(client, { externalId: 'M-1' })).status, 500);
  await assert.rejects(upsert(client, { externalId: 'M-1' }));
  assert.equal(state.persons.size, 0);
  await assert.rejects(upsert(client, { externalId: 'M-1' }));
  assert.equal(state.persons.size, 1);
  assert.equal((await upsert(client, { externalId: 'M-1' })).status, 207);
  faults.byChance({ seed: 7, probability: 0.5, faults: ['unavailable'] });
  const drawn = [];
  for (let at = 0; at < 40; at += 1) drawn.push((await client.ask('GET', '/people/2/tags')).status);
  assert.deepEqual(new Set(drawn), new Set([200, 503]));
});

test('a request that the specification does not know is refused and remembered', async (t) => {
  const client = await startAccount(t);
  const { violations } = client.infobip;
  const wrong: readonly [string, string, Json | undefined][] = [
    ['GET', `${ATTRIBUTES}?size=10`, undefined],
    ['GET', `${ATTRIBUTES}?limit=2000`, undefined],
    ['GET', '/people/2/persons?type=NAME&identifier=1', undefined],
    ['POST', ATTRIBUTES, { name: 'A', dataType: 'TEXT' }],
    ['PATCH', '/people/3/persons/upsert', { people: [] }],
    ['PATCH', '/people/3/persons/upsert', { persons: [] }],
    ['POST', '/people/3/events', { events: [] }],
    ['POST', DEFINITIONS, { definitionId: 'LOY_OPT_IN', title: 'x' }],
    ['GET', '/people/2/flows', undefined],
  ];
  for (const [method, path, body] of wrong) {
    const before = violations.length;
    const { status } = await client.ask(method, path, body);
    assert.ok(status === 400 || status === 404, `${method} ${path} answered ${status}`);
    assert.ok(violations.length > before, `${method} ${path} was not remembered`);
  }
  const before = violations.length;
  const mixed = await upsert(client, { externalId: 'M-1', fistName: 'Jane' }, { externalId: 'M-2' });
  assert.deepEqual([mixed.status, errorsOf(mixed).length, violations.length], [207, 1, before + 1]);
});

test('an attribute is made once, whatever the case, and its type stands', async (t) => {
  const client = await startClient(t);
  assert.equal((await client.ask('POST', ATTRIBUTES, { name: 'Tier', dataType: 'STRING' })).status, 200);
  const again = await client.ask('POST', ATTRIBUTES, { name: 'TIER', dataType: 'DECIMAL' });
  assert.deepEqual([again.status, Object.keys(objectOf(again.body))], [400, ['requestError']]);
  await client.ask('POST', ATTRIBUTES, { name: 'Age', dataType: 'INTEGER' });
  const second = await client.ask('GET', `${ATTRIBUTES}?limit=1&page=2&includeTotalCount=true`);
  const { customAttributes, totalCount } = objectOf(second.body);
  assert.deepEqual([listOf(customAttributes).map((one) => objectOf(one).name), totalCount], [['Tier'], 2]);
  assert.equal((await client.ask('GET', `${ATTRIBUTES}/tier`)).status, 200);
  assert.equal((await client.ask('DELETE', `${ATTRIBUTES}/Tier`)).status, 200);
  assert.equal((await client.ask('GET', `${ATTRIBUTES}/Tier`)).status, 404);
});

test('a definition is made once and only added to', async (t) => {
  const client = await startAccount(t);
  const one = { definitionId: 'loyOptIn', title: 'LOY_OPT_IN' };
  assert.equal((await client.ask('POST', DEFINITIONS, one)).status, 409);
  const added = { title: 'Opted in', fields: [{ name: 'at', type: 'DateTime' }] };
  const updated = await client.ask('POST', `${DEFINITIONS}/loyOptIn`, added);
  assert.deepEqual(
    listOf(objectOf(updated.body).fields).map((field) => objectOf(field).name),
    ['source', 'points', 'at'],
  );
  const retyped = { title: 'Opted in', fields: [{ name: 'points', type: 'String' }] };
  assert.equal((await client.ask('POST', `${DEFINITIONS}/loyOptIn`, retyped)).status, 400);
  assert.equal((await client.ask('POST', `${DEFINITIONS}/nothing`, added)).status, 404);
  const listed = await client.ask('GET', `${DEFINITIONS}?limit=100`);
  assert.ok(Array.isArray(listed.body));
  assert.deepEqual(client.infobip.violations, []);
});

const event = (eventId: string, more: { readonly [name: string]: Json } = {}): { readonly [name: string]: Json } => ({
  eventId,
  definitionId: 'loyOptIn',
  occurredTime: new Date().toISOString(),
  identifier: { type: 'EXTERNAL_ID', id: 'M-1' },
  properties: { source: 'web', points: 1.5 },
  ...more,
});

async function send(client: Client, ...events: readonly Json[]): Promise<readonly [number, ...unknown[]]> {
  const answered = await client.ask('POST', '/people/3/events', events);
  return [answered.status, ...errorsOf(answered).map((one) => [one.index, one.code])];
}

test('events are taken whole or not at all, each id once', async (t) => {
  const client = await startAccount(t);
  await upsert(client, { externalId: 'M-1' });
  const { events } = client.infobip.state;
  assert.deepEqual(await send(client, event('a'), event('b')), [202]);
  assert.deepEqual(await send(client, event('b'), event('c')), [202]);
  assert.deepEqual([...events.keys()], ['a', 'b', 'c']);
  assert.equal(client.infobip.state.repeatedEvents, 1);
  const old = new Date(Date.now() - 31 * DAY_MS).toISOString();
  assert.deepEqual(await send(client, event('d'), event('e', { properties: { sauce: 'web' } })), [400, [-1, 400501]]);
  assert.deepEqual(await send(client, event('d'), event('e', { properties: { source: 1 } })), [400, [-1, 400501]]);
  assert.deepEqual(await send(client, event('d'), event('e', { definitionId: 'no' })), [400, [-1, 400501]]);
  assert.deepEqual(await send(client, event('d'), event('e!'), event('f', { occurredTime: old })), [
    400,
    [1, 400504],
    [2, 400504],
  ]);
  const nobody = { identifier: { type: 'EXTERNAL_ID', id: 'M-9' } };
  assert.deepEqual(await send(client, event('d'), event('e', nobody)), [400, [1, 400505]]);
  assert.deepEqual(await send(client), [400, [-1, 400502]]);
  assert.deepEqual([...events.keys()], ['a', 'b', 'c']);
  assert.deepEqual(client.infobip.violations, []);
  const many = Array.from({ length: 5001 }, (_, at) => event(`m${at}`));
  assert.deepEqual(await send(client, ...many), [400, [-1, 400503]]);
  assert.equal(client.infobip.violations.length, 1);
});

test('what lies ahead is taken for now, and strangers are made where the account does so', async (t) => {
  const client = await startAccount(t, { unknownPersons: 'create' });
  const { events, byExternalId } = client.infobip.state;
  const ahead = new Date(Date.now() + DAY_MS).toISOString();
  assert.deepEqual(await send(client, event('a', { occurredTime: ahead })), [202]);
  assert.ok((events.get('a')?.occurredTime ?? '') <= new Date().toISOString());
  assert.ok(byExternalId.has('M-1'));
});

test('a single event needs its person, or makes it when asked to', async (t) => {
  const client = await startAccount(t);
  const path = '/peopleevents/2/persons/M-1/definitions/loyOptIn/events?identifierType=EXTERNAL_ID';
  const body = { eventId: 'a', properties: { source: 'web' } };
  assert.equal((await client.ask('POST', path, body)).status, 404);
  assert.equal((await client.ask('POST', `${path}&createPerson=true`, body)).status, 201);
  assert.equal((await client.ask('POST', path, body)).status, 201);
  assert.deepEqual([...client.infobip.state.events.keys()], ['a']);
  assert.deepEqual(client.infobip.violations, []);
});
