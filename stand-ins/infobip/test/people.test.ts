// People: upserts with a result for each, identifiers that belong to one person, values by their types, contacts, tags, lists.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectOf } from '../json.ts';
import { errorsOf, personOf, resultsOf, startAccount, upsert } from './client.ts';

const email = (identifier: string) => ({ type: 'EMAIL', identifier, primary: true });
const query = (identifier: string) => ({ query: { type: 'EXTERNAL_ID', identifier } });

test('an upsert creates, updates in part, and says when nothing is different', async (t) => {
  const client = await startAccount(t);
  const jane = { externalId: 'M-1', firstName: 'Jane', contactInformation: [email('Jane@x.com')], tags: ['loyalty'] };
  const first = await upsert(client, jane, { externalId: 'M-2', customAttributes: { Points: 3, tier: 'Gold' } });
  assert.equal(first.status, 207);
  assert.deepEqual(
    resultsOf(first).map((one) => [one.index, one.status]),
    [
      [0, 'CREATED'],
      [1, 'CREATED'],
    ],
  );
  const again = await upsert(client, jane, { externalId: 'M-2', customAttributes: { Points: 4 } });
  assert.deepEqual(
    resultsOf(again).map((one) => one.status),
    ['NOT_MODIFIED', 'UPDATED'],
  );
  assert.deepEqual((await personOf(client, 'M-2')).customAttributes, { Points: 4, Tier: 'Gold' });
  assert.deepEqual((await personOf(client, 'M-1')).tags, ['Loyalty']);
  assert.deepEqual(client.infobip.violations, []);
});

test('each item is refused for itself, with the property that is wrong', async (t) => {
  const client = await startAccount(t);
  const answered = await upsert(
    client,
    { externalId: 'M-1', firstName: 'Jane; Doe' },
    { externalId: 'M-2', customAttributes: { Unknown: 1 } },
    { externalId: 'M-3', customAttributes: { Points: '12' } },
    { externalId: 'M-4', customAttributes: { Since: '2026-02-30' } },
    { externalId: 'M-5', contactInformation: [email('no-address')] },
    { externalId: 'M-6', tags: ['Nobody made it'] },
    { firstName: 'Nobody' },
    { externalId: 'M-8', lastName: 'x'.repeat(300) },
    { externalId: 'M-9', customAttributes: { 'Opted In': true } },
  );
  assert.deepEqual(
    errorsOf(answered).map((one) => [one.index, one.code]),
    Array.from({ length: 8 }, (_, at) => [at, 400100]),
  );
  assert.deepEqual(
    JSON.stringify(answered.body).match(/"property":"[^"]+"/g),
    [
      'persons[0].firstName',
      'persons[1].customAttributes.Unknown',
      'persons[2].customAttributes.Points',
      'persons[3].customAttributes.Since',
      'persons[4].contactInformation[0].identifier',
      'persons[5].tags[0]',
      'persons[6]',
      'persons[7].lastName',
    ].map((property) => `"property":"${property}"`),
  );
  assert.deepEqual(
    resultsOf(answered).map((one) => one.index),
    [8],
  );
  assert.deepEqual(client.infobip.violations, [], 'wrong values are no wrong request');
});

test('an identifier belongs to one person only', async (t) => {
  const client = await startAccount(t);
  await upsert(client, { externalId: 'M-1', contactInformation: [email('a@x.com')] });
  await upsert(client, { externalId: 'M-2', contactInformation: [email('b@x.com')] });
  const taken = await upsert(
    client,
    { externalId: 'M-1', contactInformation: [email('B@x.com')] },
    { externalId: 'M-3', contactInformation: [email('b@x.com')] },
  );
  assert.deepEqual(
    errorsOf(taken).map((one) => [one.index, one.code]),
    [
      [0, 409100],
      [1, 409100],
    ],
  );
  const gone = await client.ask('DELETE', '/people/2/persons/contactInformation?type=EXTERNAL_ID&identifier=M-2', {
    contactInformation: { email: [{ address: 'B@x.com' }] },
  });
  assert.equal(gone.status, 200);
  const free = await upsert(client, { externalId: 'M-1', contactInformation: [email('b@x.com')] });
  assert.equal(resultsOf(free)[0]?.status, 'UPDATED');
  const addresses = [{ address: 'b@x.com' }, { address: 'a@x.com' }];
  assert.deepEqual(
    objectOf((await personOf(client, 'M-1')).contactInformation).email,
    addresses,
    'added, preferred first',
  );
});

test('null empties a value, and an account may see that otherwise', async (t) => {
  const [clears, ignores, refuses] = await Promise.all([
    startAccount(t),
    startAccount(t, { nulls: 'ignore' }),
    startAccount(t, { nulls: 'refuse' }),
  ]);
  for (const client of [clears, ignores, refuses])
    await upsert(client, { externalId: 'M-1', firstName: 'Jane', customAttributes: { Tier: 'Gold', Points: 1 } });
  const emptied = { externalId: 'M-1', firstName: null, customAttributes: { Tier: null } };
  assert.equal(resultsOf(await upsert(clears, emptied))[0]?.status, 'UPDATED');
  assert.equal(resultsOf(await upsert(clears, emptied))[0]?.status, 'NOT_MODIFIED');
  const person = await personOf(clears, 'M-1');
  assert.deepEqual([person.firstName, person.customAttributes], [undefined, { Points: 1 }]);
  assert.equal(resultsOf(await upsert(ignores, emptied))[0]?.status, 'NOT_MODIFIED');
  assert.equal(errorsOf(await upsert(refuses, emptied))[0]?.code, 400100);
  assert.deepEqual(clears.infobip.violations, []);
});

test('a person without an id is found by an address, and one without either there is not', async (t) => {
  const client = await startAccount(t);
  await upsert(client, { externalId: 'M-1', contactInformation: [email('a@x.com')] }, { externalId: 'M-2' });
  const update = { people: ['M-1', 'M-2'].map((id) => ({ ...query(id), update: { externalId: null } })) };
  const freed = await client.ask('PATCH', '/people/2/persons/batch', update);
  assert.deepEqual(
    resultsOf(freed).map((one) => one.query),
    [query('M-2').query],
  );
  const anew = await upsert(client, { externalId: 'M-3', contactInformation: [email('a@x.com')] });
  assert.equal(resultsOf(anew)[0]?.status, 'UPDATED');
  assert.equal(client.infobip.state.persons.size, 2);
  assert.deepEqual(client.infobip.violations, []);
});

test('a full upsert empties what it does not name', async (t) => {
  const client = await startAccount(t);
  await upsert(client, {
    externalId: 'M-1',
    firstName: 'Jane',
    tags: ['Loyalty'],
    contactInformation: [email('a@x.com')],
    customAttributes: { Points: 1 },
  });
  const full = { persons: [{ externalId: 'M-1', contactInformation: [email('b@x.com')] }] };
  assert.equal(resultsOf(await client.ask('PUT', '/people/3/persons/upsert', full))[0]?.status, 'UPDATED');
  const { firstName, tags, customAttributes, contactInformation } = await personOf(client, 'M-1');
  assert.deepEqual(
    [firstName, tags, customAttributes, contactInformation],
    [undefined, [], {}, { email: [{ address: 'b@x.com' }] }],
  );
  assert.equal(client.infobip.state.byEmail.has('a@x.com'), false);
});

test('a merge keeps the oldest and gives it the rest', async (t) => {
  const client = await startAccount(t);
  await upsert(client, { externalId: 'M-1', firstName: 'Jane', contactInformation: [email('a@x.com')] });
  await upsert(client, {
    contactInformation: [email('b@x.com')],
    firstName: 'Janet',
    tags: ['Loyalty'],
    customAttributes: { Tier: 'Gold' },
  });
  const merged = await client.ask('POST', '/people/3/persons/merge', {
    persons: [{ externalId: 'M-1', contactInformation: [{ type: 'EMAIL', identifier: 'b@x.com' }] }],
  });
  assert.equal(merged.status, 207);
  assert.equal(client.infobip.state.persons.size, 1);
  const { firstName, tags, customAttributes } = await personOf(client, 'M-1');
  assert.deepEqual([firstName, tags, customAttributes], ['Jane', ['Loyalty'], { Tier: 'Gold' }]);
});

test('tags are given and taken for all of a batch or for nobody', async (t) => {
  const client = await startAccount(t);
  await upsert(client, { externalId: 'M-1' }, { externalId: 'M-2' });
  const people = [query('M-1'), query('M-2')];
  const unknown = await client.ask('PATCH', '/people/2/tags/Loyalty/persons', { people: [...people, query('M-9')] });
  assert.equal(unknown.status, 404);
  assert.deepEqual((await personOf(client, 'M-1')).tags, []);
  assert.equal((await client.ask('PATCH', '/people/2/tags/Nothing/persons', { people })).status, 404);
  assert.equal((await client.ask('PATCH', '/people/2/tags/loyalty/persons', { people })).status, 200);
  assert.deepEqual((await personOf(client, 'M-2')).tags, ['Loyalty']);
  assert.equal((await client.ask('DELETE', '/people/2/tags/Loyalty/persons', { people: [query('M-2')] })).status, 200);
  assert.deepEqual((await personOf(client, 'M-2')).tags, []);
  assert.deepEqual(client.infobip.violations, []);
  const many = { people: Array.from({ length: 1001 }, () => query('M-1')) };
  assert.equal((await client.ask('PATCH', '/people/2/tags/Loyalty/persons', many)).status, 400);
  assert.equal(client.infobip.violations.length, 1);
});

test('people are listed by the operators that are documented, and by no others', async (t) => {
  const client = await startAccount(t);
  await upsert(
    client,
    { externalId: 'M-1', firstName: 'Jane', tags: ['Loyalty'], customAttributes: { Points: 10 } },
    { externalId: 'M-2', firstName: 'Joe', customAttributes: { Points: 20 } },
    { externalId: 'M-3', firstName: 'Ann', tags: ['Loyalty'] },
  );
  const found = async (filter: string): Promise<unknown> => {
    const answered = await client.ask('GET', `/people/2/persons?limit=1000&filter=${encodeURIComponent(filter)}`);
    const { persons } = objectOf(answered.body);
    return Array.isArray(persons) ? persons.map((one) => one.externalId) : answered.status;
  };
  assert.deepEqual(await found('{"#contains":{"tags":"Loyalty"}}'), ['M-1', 'M-3']);
  assert.deepEqual(await found('{"#or":[{"externalId":"M-2"},{"#eq":{"externalId":"M-9"}}]}'), ['M-2']);
  assert.deepEqual(await found('{"#and":[{"#startsWith":{"firstName":"J"}},{"#contains":{"tags":"Loyalty"}}]}'), [
    'M-1',
  ]);
  assert.deepEqual(await found('{"#gt":{"data\\u0001Points":15}}'), ['M-2']);
  assert.deepEqual(client.infobip.violations, []);
  assert.equal(await found('{"#in":{"externalId":["M-1"]}}'), 400);
  assert.equal(client.infobip.violations.length, 1);
});

test('version 2 creates, replaces, deletes and names the failures of a batch', async (t) => {
  const client = await startAccount(t);
  const contacts = { email: [{ address: 'a@x.com' }], phone: [{ number: '41793026727' }] };
  const made = await client.ask('POST', '/people/2/persons', { externalId: 'M-1', contactInformation: contacts });
  assert.equal(made.status, 200);
  assert.equal((await client.ask('POST', '/people/2/persons', { contactInformation: contacts })).status, 409);
  const put = await client.ask('PUT', '/people/2/persons?type=EXTERNAL_ID&identifier=M-1', {
    externalId: 'M-1',
    city: 'Graz',
  });
  assert.deepEqual(objectOf(put.body).contactInformation, {});
  const update = {
    people: [
      { ...query('M-1'), update: { city: 'Linz' } },
      { ...query('M-9'), update: {} },
    ],
  };
  const updated = await client.ask('PATCH', '/people/2/persons/batch', update);
  assert.deepEqual(
    [updated.status, resultsOf(updated)],
    [207, [{ errors: [{ message: 'There is no person matching the query' }], status: 409, ...query('M-9') }]],
  );
  assert.equal((await personOf(client, 'M-1')).city, 'Linz');
  const deleted = await client.ask('DELETE', '/people/2/persons/batch', { people: [query('M-1')] });
  assert.deepEqual([deleted.status, resultsOf(deleted)], [200, []]);
  assert.equal(client.infobip.state.persons.size + client.infobip.state.byExternalId.size, 0);
  assert.deepEqual(client.infobip.violations, []);
});
