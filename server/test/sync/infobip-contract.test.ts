// The connector to Infobip People against the stand-in, which holds every request against Infobip's own specification: whatever
// a test does, nothing that was sent may break it. What the answers mean is told by what is there afterwards.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import fc from 'fast-check';
import { type Infobip, type InfobipOptions, startInfobip } from '../../../stand-ins/infobip/server.ts';
import { createSender, type Sender } from '../../src/connectors/http-sender.ts';
import { infobipSync } from '../../src/connectors/infobip-sync/infobip-sync.ts';
import { createCall } from '../../src/connectors/sync/call.ts';
import {
  type Leaver,
  type PersonResult,
  type SentEvent,
  type SyncCall,
  SyncForbidden,
  SyncLater,
  type SyncOperation,
  SyncRefused,
} from '../../src/connectors/sync/sync-connector.ts';
import { type FieldKey, type FieldValue, LOYALTY_FIELDS, type LoyaltyProfile } from '../../src/domain/sync/fields.ts';
import type { Mapping, Person } from '../../src/domain/sync/mapping.ts';
import { FIELD_KEYS, personOf } from '../../src/domain/sync/person.ts';

const KEY = 'key-of-the-stand-in';
const DAY_MS = 24 * 60 * 60_000;
const { mapping } = infobipSync;

let sender: Sender;
let infobip: Infobip;
let call: SyncCall;
/** Requests of each operation, as the limits count them. */
let turns: Map<SyncOperation, number>;

before(() => {
  sender = createSender({ allowPrivateTargets: true });
});
after(async () => {
  await sender.close();
});
beforeEach(async () => {
  await start({});
});
afterEach(async () => {
  const { violations } = infobip;
  await infobip.close();
  assert.deepEqual(violations, []);
});

async function start(options: InfobipOptions): Promise<void> {
  infobip = await startInfobip({ key: KEY, limits: 'none', ...options });
  turns = new Map();
  call = callWith(KEY);
}

async function restart(options: InfobipOptions): Promise<void> {
  await infobip.close();
  await start(options);
}

function callWith(key: string): SyncCall {
  return createCall({
    connector: infobipSync,
    access: { url: infobip.url, key, secrets: [] },
    http: sender.http,
    now: Date.now,
    turn: async (operation) => {
      turns.set(operation, (turns.get(operation) ?? 0) + 1);
    },
    timeoutMs: 10_000,
  });
}

async function setUp(): Promise<void> {
  const remote = await infobipSync.inspect(call);
  assert.ok(remote !== null);
  const { steps, conflicts } = infobipSync.plan(mapping, remote);
  assert.deepEqual(conflicts, []);
  for (const step of steps) await infobipSync.provision(call, step);
}

/** Every field has a value. */
const FULL: LoyaltyProfile = {
  loyalty_id: 'M-1',
  first_name: 'Jane: "J" <b>',
  last_name: 'Smith & Sons',
  email: 'Jane@Shop.Example',
  active_status: 'ACTIVE',
  birthday: '1990-02-01',
  anniversary_date: '2027-03-01',
  phone: '+41793026727',
  zip_code: '08001',
  opt_in_status: true,
  opt_in_date: '2026-03-01T08:30:00.123Z',
  available_points: 1200.5,
  earned_points: 2000,
  used_points: 700,
  hold_points: 50,
  next_expiring_points: 100,
  points_expiration_date: '2027-01-31',
  expired_points: 49.5,
  current_tier: 'Gold',
  next_tier: 'Platinum',
  points_for_next_tier: 800,
  tier_achieve_date: '2026-05-01',
  available_rewards: '$5 Reward | $10 Reward',
  points_for_next_reward: 300,
  highest_available_reward: '$10 Reward',
  first_activity_date: '2026-03-02T10:00:00.000Z',
  last_activity_date: '2026-11-20T10:00:00.000Z',
  first_purchase_date: '2026-03-02T10:00:00.000Z',
  last_purchase_date: '2026-11-20T10:00:00.000Z',
  opt_out_date: null,
  opt_in_source: 'app',
  tier_expiry_date: '2027-05-01',
  previous_tier: 'Silver',
  lifetime_spend: 523.4,
  last_action_id: '019e0ee1-7c00-7abc-8def-000000000000',
  last_action_name: 'Purchase',
};

/** Of what may be empty, nothing has a value. */
const EMPTY: LoyaltyProfile = {
  ...FULL,
  first_name: null,
  last_name: null,
  email: null,
  birthday: null,
  phone: null,
  zip_code: null,
  opt_in_source: null,
  next_expiring_points: null,
  points_expiration_date: null,
  current_tier: null,
  next_tier: null,
  points_for_next_tier: null,
  tier_achieve_date: null,
  tier_expiry_date: null,
  previous_tier: null,
  available_rewards: null,
  points_for_next_reward: null,
  highest_available_reward: null,
  first_activity_date: null,
  last_activity_date: null,
  first_purchase_date: null,
  last_purchase_date: null,
  last_action_id: null,
  last_action_name: null,
};

function member(key: string, changes: Partial<LoyaltyProfile> = {}): Person {
  const own = { loyalty_id: key, email: `${key}@shop.example`, phone: null };
  return personOf({ ...FULL, ...own, ...changes }, mapping, `customer-${key}`);
}

function members(count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => member(`M-${index}`));
}

function leaver(key: string, emails: readonly string[] = [], phones: readonly string[] = []): Leaver {
  return { customerId: `customer-${key}`, key, contacts: { emails, phones } };
}

function anyProfile(): fc.Arbitrary<LoyaltyProfile> {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom('', ' ', '\u{1F600}'.repeat(255), 'Anne-Marie O\u2019Neil (née "Ö")', '\u001f\u2028'),
  );
  const at = fc.date({ min: new Date('1900-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
  const values: { readonly [type in (typeof LOYALTY_FIELDS)[FieldKey]['type']]: fc.Arbitrary<FieldValue> } = {
    string: text,
    decimal: fc.oneof(fc.double({ min: -1e15, max: 1e15, noNaN: true }), fc.constantFrom(0, -0, 0.1, 1e15)),
    boolean: fc.boolean(),
    date: at.map((date) => date.toISOString().slice(0, 10)),
    datetime: at.map((date) => date.toISOString()),
  };
  const fields = FIELD_KEYS.map((key) => [key, fc.option(values[LOYALTY_FIELDS[key].type])] as const);
  return fc.record(Object.fromEntries(fields)).map((record) => ({ ...EMPTY, ...record }));
}

function stored(key: string) {
  const id = infobip.state.byExternalId.get(key);
  return id === undefined ? undefined : infobip.state.persons.get(id);
}

/** What is empty may be stored as such, or not at all. */
function filled<T>(values: { readonly [name: string]: T | null } | undefined): { readonly [name: string]: T | null } {
  return Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value !== null && value !== ''));
}

const kinds = (results: readonly PersonResult[]) => results.map(({ customerId, kind }) => [customerId, kind]);

describe('the key', () => {
  test('may do everything that the sync asks for', async () => {
    const lines = await infobipSync.check(call);
    assert.deepEqual(
      lines.map(({ ok, reason }) => ({ ok, reason })),
      [1, 2, 3].map(() => ({ ok: true, reason: null })),
    );
    assert.equal(infobip.state.persons.size, 0);
  });

  test('may lack one right, and the line about it says so', async () => {
    for (const [scopes, can] of [
      [['people:read'], [true, false, false]],
      [['people:manage'], [false, true, false]],
      [['people:use'], [false, false, true]],
    ] as const) {
      infobip.setScopes(scopes);
      const lines = await infobipSync.check(call);
      assert.deepEqual(
        lines.map(({ ok }) => ok),
        can,
        scopes.join(),
      );
      assert.ok(lines.every(({ ok, reason }) => ok === (reason === null)));
    }
  });

  test('that is wrong stops every call, and is not repeated in the reason', async () => {
    const wrong = callWith('another-key-1234');
    const lines = await infobipSync.check(wrong);
    assert.deepEqual(
      lines.map(({ ok }) => ok),
      [false, false, false],
    );
    assert.ok(!JSON.stringify(lines).includes('another-key-1234'));
    await assert.rejects(infobipSync.upsert(wrong, members(1)), SyncForbidden);
    await assert.rejects(infobipSync.sendEvents(wrong, [accrual('M-0', 1)]), SyncForbidden);
  });
});

describe('the set-up', () => {
  test('makes what is missing, once', async () => {
    const empty = { attributes: [], tags: [], definitions: [] };
    assert.deepEqual(await infobipSync.inspect(call), empty);
    const plan = infobipSync.plan(mapping, empty);
    const custom = Object.values(mapping).filter(({ kind }) => kind === 'custom').length;
    assert.equal(plan.steps.length, custom + 1 + 8);
    for (const step of plan.steps) await infobipSync.provision(call, step);
    // Each again: somebody else was quicker, or the answer was lost.
    for (const step of plan.steps) await infobipSync.provision(call, step);
    const remote = await infobipSync.inspect(call);
    assert.ok(remote !== null);
    assert.deepEqual(infobipSync.plan(mapping, remote), { steps: [], conflicts: [], present: custom + 1 + 8 });
    assert.deepEqual(infobip.state.definitions.get('loyOptIn')?.title, 'LOY_OPT_IN');
  });

  test('reads all pages of what is there', async () => {
    const createdAt = Date.now();
    for (let index = 0; index < 2_100; index += 1) {
      const name = `attribute ${index}`;
      infobip.state.attributes.set(name, { name, dataType: 'STRING', objectSchema: null, createdAt });
      infobip.state.tags.set(name, { id: index, name, createdAt });
      const definitionId = `definition${index}`;
      infobip.state.definitions.set(definitionId, { definitionId, title: name, description: '', fields: [] });
    }
    const remote = await infobipSync.inspect(call);
    assert.deepEqual(
      [remote?.attributes.length, remote?.tags.length, remote?.definitions.length],
      [2_100, 2_100, 2_100],
    );
  });

  test('refuses an attribute of another type, whatever the case of its name', async () => {
    await post('/people/2/customAttributes', { name: 'LOYALTY available points', dataType: 'STRING' });
    const remote = await infobipSync.inspect(call);
    assert.ok(remote !== null);
    const { conflicts, steps } = infobipSync.plan(mapping, remote);
    assert.deepEqual(
      conflicts.map(({ kind, name }) => ({ kind, name })),
      [{ kind: 'attribute', name: 'Loyalty Available Points' }],
    );
    assert.match(conflicts[0]?.problem ?? '', /"LOYALTY available points" is there as STRING and is needed as DECIMAL/);
    assert.ok(!steps.some((step) => step.kind === 'attribute' && step.name === 'Loyalty Available Points'));
    const step = { kind: 'attribute', name: 'Loyalty Available Points', type: 'decimal' } as const;
    await assert.rejects(infobipSync.provision(call, step), SyncRefused);
  });

  test('adds the fields that a definition lacks and keeps its own', async () => {
    const own = [
      { name: 'mine', type: 'String' },
      { name: 'source', type: 'String' },
      { name: 'lines', type: 'List', schema: { type: 'Object', fields: [{ name: 'sku', type: 'String' }] } },
    ];
    await post('/peopleevents/2/definitions', { definitionId: 'loyOptIn', title: 'My opt-in', fields: own });
    const remote = await infobipSync.inspect(call);
    assert.ok(remote !== null);
    const steps = infobipSync.plan(mapping, remote).steps.filter(({ kind }) => kind === 'definition_fields');
    const [step] = steps;
    assert.deepEqual(steps, [
      { kind: 'definition_fields', id: 'loyOptIn', fields: [{ name: 'opt_in_date', type: 'DateTime' }] },
    ]);
    assert.ok(step !== undefined);
    await infobipSync.provision(call, step);
    await infobipSync.provision(call, step);
    const definition = infobip.state.definitions.get('loyOptIn');
    assert.equal(definition?.title, 'My opt-in');
    assert.deepEqual(
      definition?.fields.map(({ name }) => name),
      ['mine', 'source', 'lines', 'opt_in_date'],
    );
  });

  test('refuses a definition whose field has another type', async () => {
    const fields = [{ name: 'source', type: 'Decimal' }];
    await post('/peopleevents/2/definitions', { definitionId: 'loyOptIn', title: 'LOY_OPT_IN', fields });
    const remote = await infobipSync.inspect(call);
    assert.ok(remote !== null);
    const { conflicts } = infobipSync.plan(mapping, remote);
    assert.deepEqual(
      conflicts.map(({ kind, name }) => ({ kind, name })),
      [{ kind: 'definition', name: 'loyOptIn' }],
    );
    assert.match(conflicts[0]?.problem ?? '', /source is there as Decimal and is needed as source, String/);
    const planned = infobipSync.plan(mapping, { attributes: [], tags: [], definitions: [] });
    const step = planned.steps.find((one) => one.kind === 'definition' && one.id === 'loyOptIn');
    assert.ok(step !== undefined);
    await assert.rejects(infobipSync.provision(call, step), SyncRefused);
  });

  async function post(path: string, body: { readonly [name: string]: unknown }): Promise<void> {
    const response = await fetch(`${infobip.url}${path}`, {
      method: 'POST',
      headers: { authorization: `App ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.ok(response.ok, await response.text());
  }
});

describe('people', () => {
  beforeEach(setUp);

  test('are made with every field, the tag and their addresses', async () => {
    const jane = personOf(FULL, mapping, 'customer-1');
    assert.deepEqual(kinds(await infobipSync.upsert(call, [jane])), [['customer-1', 'created']]);
    assert.deepEqual(kinds(await infobipSync.upsert(call, [jane])), [['customer-1', 'unchanged']]);
    const person = stored('M-1');
    assert.deepEqual(person?.emails, ['jane@shop.example']);
    assert.deepEqual(person?.phones, ['41793026727']);
    assert.deepEqual(person?.tags, ['Loyalty']);
    assert.equal(person?.standard.birthDate, '1990-02-01');
    assert.equal(person?.custom['Loyalty Available Points'], 1200.5);
    assert.equal(person?.custom['Loyalty Opt In Status'], true);
    assert.equal(person?.custom['Loyalty Opt In Date'], '2026-03-01T08:30:00');
    assert.equal(person?.custom['Loyalty Zip Code'], '08001');
    assert.deepEqual(filled(person?.custom), filled(jane.custom));
  });

  test('are emptied of what does not apply any more, and keep what is of others', async () => {
    await infobipSync.upsert(call, [member('M-1')]);
    const person = stored('M-1');
    assert.ok(person !== undefined);
    person.tags.push('VIP');
    person.standard.city = 'Zurich';
    person.custom['Shoe Size'] = '42';
    const emptied = { ...EMPTY, loyalty_id: 'M-1' };
    assert.deepEqual(kinds(await infobipSync.upsert(call, [personOf(emptied, mapping, 'c')])), [['c', 'updated']]);
    assert.deepEqual(filled(stored('M-1')?.standard), { city: 'Zurich' });
    assert.deepEqual(stored('M-1')?.tags, ['Loyalty', 'VIP']);
    const kept = { ...filled(personOf(emptied, mapping, 'c').custom), 'Shoe Size': '42' };
    assert.deepEqual(filled(stored('M-1')?.custom), kept);
    assert.ok(!Object.keys(kept).includes('Loyalty Next Tier'));
  });

  test('who are refused do not hold up the others, and the reason names the property', async () => {
    const results = await infobipSync.upsert(call, [
      member('M-1'),
      member('M-2', { email: 'not-an-address' }),
      member('M-3'),
      { ...member('M-4'), custom: { 'Loyalty Available Points': 'many' } },
      { ...member('M-5'), custom: { 'Loyalty Unknown': 'x' } },
    ]);
    assert.deepEqual(
      kinds(results).map(([, kind]) => kind),
      ['created', 'refused', 'created', 'refused', 'refused'],
    );
    const reasons = results.flatMap((result) => (result.kind === 'refused' ? [result] : []));
    assert.deepEqual(
      reasons.map(({ code }) => code),
      ['400100', '400100', '400100'],
    );
    assert.match(reasons[0]?.reason ?? '', /\(contactInformation\[0\]\.identifier: Email address is invalid\)/);
    assert.match(reasons[1]?.reason ?? '', /Loyalty Available Points/);
    assert.match(reasons[2]?.reason ?? '', /Loyalty Unknown/);
    assert.equal(infobip.state.persons.size, 2);
  });

  test('who have something to empty are refused by an account that takes no null, and it says of what', async () => {
    await restart({ nulls: 'refuse' });
    await setUp();
    const full = { opt_out_date: '2026-04-01T00:00:00.000Z' };
    const results = await infobipSync.upsert(call, [member('M-1', full), member('M-2', { ...full, next_tier: null })]);
    assert.deepEqual(
      kinds(results).map(([, kind]) => kind),
      ['created', 'refused'],
    );
    assert.match(results[1]?.kind === 'refused' ? results[1].reason : '', /Loyalty Next Tier/);
  });

  test("whose address is somebody else's are refused as a conflict", async () => {
    await infobipSync.upsert(call, [member('M-1', { email: 'both@shop.example' })]);
    const [result] = await infobipSync.upsert(call, [member('M-2', { email: 'both@shop.example' })]);
    assert.equal(result?.kind === 'refused' ? result.code : null, '409100');
  });

  test('go a thousand in one request', async () => {
    const results = await infobipSync.upsert(call, members(1_000));
    assert.equal(results.filter(({ kind }) => kind === 'created').length, 1_000);
    assert.equal(infobip.requests('upsert-persons-partial'), 1);
  });

  test('are taken whatever their fields hold, as long as the e-mail address is one', async () => {
    const profiles = fc.sample(anyProfile(), { numRuns: 500, seed: 7 });
    const people = profiles.map((profile, index) =>
      personOf({ ...profile, loyalty_id: `M-${index}`, email: `m${index}@shop.example` }, mapping, `customer-${index}`),
    );
    const results = await infobipSync.upsert(call, people);
    assert.deepEqual(
      results.filter(({ kind }) => kind !== 'created'),
      [],
    );
  });

  test('swap their addresses once the old ones are taken off', async () => {
    await infobipSync.upsert(call, [
      member('M-1', { email: 'one@shop.example', phone: '+41790000001' }),
      member('M-2', { email: 'two@shop.example' }),
    ]);
    await infobipSync.dropContacts(call, [
      leaver('M-1', ['one@shop.example', 'never@shop.example'], ['41790000001']),
      leaver('M-2', ['two@shop.example']),
      leaver('M-3', ['nobody@shop.example']),
      leaver('M-4'),
    ]);
    assert.deepEqual([stored('M-1')?.emails, stored('M-1')?.phones, stored('M-2')?.emails], [[], [], []]);
    const results = await infobipSync.upsert(call, [
      member('M-1', { email: 'two@shop.example' }),
      member('M-2', { email: 'one@shop.example', phone: '+41790000001' }),
    ]);
    assert.deepEqual(
      kinds(results).map(([, kind]) => kind),
      ['updated', 'updated'],
    );
    assert.deepEqual([stored('M-1')?.emails, stored('M-2')?.emails], [['two@shop.example'], ['one@shop.example']]);
    assert.deepEqual(stored('M-2')?.phones, ['41790000001']);
  });

  test('are read back as they were sent, and unknown ones are left out', async () => {
    const sent = [...members(120), personOf({ ...EMPTY, loyalty_id: 'M-?&"120' }, mapping, 'c-120')];
    await infobipSync.upsert(call, sent.slice(1));
    assert.ok(infobipSync.read !== null);
    turns.clear();
    const found = await infobipSync.read(
      call,
      sent.map(({ key }) => key),
      mapping,
    );
    const expected = sent.slice(1).map(({ key, email, standard, custom, isMember }) => ({
      key,
      email,
      emails: email === null ? [] : [email],
      standard,
      custom,
      isMember,
    }));
    assert.deepEqual(
      [...found].sort((one, other) => one.key.localeCompare(other.key)),
      expected.sort((one, other) => one.key.localeCompare(other.key)),
    );
    assert.ok((turns.get('read') ?? 0) <= 4, `${turns.get('read')} requests`);
    stored('M-1')?.emails.push('of-another-tool@shop.example');
    const [several] = await infobipSync.read(call, ['M-1'], mapping);
    assert.deepEqual(several?.emails, ['M-1@shop.example'.toLowerCase(), 'of-another-tool@shop.example']);
    // An account that cannot filter by external id is asked for each.
    const unfiltered: SyncCall = async (operation, request) =>
      request.path.includes('filter=') ? { status: 400, json: null, headers: {} } : await call(operation, request);
    const singly = await infobipSync.read(unfiltered, ['M-0', 'M-1', 'M-?&"120'], mapping);
    assert.deepEqual(
      singly.map(({ key }) => key),
      ['M-1', 'M-?&"120'],
    );
  });
});

describe('the tag', () => {
  beforeEach(setUp);

  test('is given and taken, and who is not there is found among a thousand', async () => {
    const people = members(1_000).map((person) => ({ ...person, isMember: false }));
    await infobipSync.upsert(call, people);
    const all = [...people.map(({ key }) => leaver(key)), leaver('M-nobody')];
    const [first, ...rest] = all;
    assert.ok(first !== undefined);
    const refused = await infobipSync.setTag(call, true, [...rest.slice(300), first, ...rest.slice(0, 299)]);
    assert.deepEqual(
      refused.map(({ customerId }) => customerId),
      ['customer-M-nobody'],
    );
    const tagged = () => [...infobip.state.persons.values()].filter(({ tags }) => tags.includes('Loyalty')).length;
    assert.equal(tagged(), 999);
    assert.ok(infobip.requests('add-tag-to-people-batch') < 30);
    assert.deepEqual(await infobipSync.setTag(call, false, all.slice(500)), []);
    assert.equal(tagged(), 500 - 1);
  });

  test('that was deleted in Infobip is told of everybody, without asking one by one', async () => {
    await infobipSync.upsert(call, members(100));
    infobip.state.tags.clear();
    const people = members(100).map(({ key }) => leaver(key));
    const refused = await infobipSync.setTag(call, true, people);
    assert.equal(refused.length, 100);
    assert.match(refused[0]?.reason ?? '', /there is no tag "Loyalty"/);
    assert.deepEqual(await infobipSync.setTag(call, false, people), []);
    assert.ok(infobip.requests() < 100);
  });
});

describe('who is to be forgotten', () => {
  beforeEach(setUp);

  test('loses the loyalty attributes and the tag, and is not made anew', async () => {
    await infobipSync.upsert(call, [member('M-1'), member('M-2')]);
    const person = stored('M-1');
    assert.ok(person !== undefined);
    person.tags.push('VIP');
    person.custom['Shoe Size'] = '42';
    const refused = await infobipSync.erase(call, [leaver('M-1'), leaver('M-gone')], 'clear', mapping);
    assert.deepEqual(refused, []);
    assert.deepEqual(filled(person.custom), { 'Shoe Size': '42' });
    assert.deepEqual(person.tags, ['VIP']);
    assert.equal(stored('M-1'), undefined, 'an address that is still there may be another member’s later');
    assert.deepEqual(stored('M-2')?.tags, ['Loyalty']);
    assert.equal(infobip.state.persons.size, 2);
  });

  test('or is deleted, and who is not there already is as wanted', async () => {
    await infobipSync.upsert(call, [member('M-1'), member('M-2')]);
    const leavers = [leaver('M-1'), leaver('M-gone')];
    assert.deepEqual(await infobipSync.erase(call, leavers, 'delete', mapping), []);
    assert.deepEqual(await infobipSync.erase(call, leavers, 'delete', mapping), []);
    assert.deepEqual([stored('M-1'), stored('M-2')?.externalId], [undefined, 'M-2']);
  });
});

function accrual(key: string, index: number, changes: Partial<SentEvent> = {}): SentEvent {
  return {
    id: `019e0ee1-7c00-7abc-8def-${String(index).padStart(12, '0')}`,
    customerId: `customer-${key}`,
    key,
    event: 'point_accrual',
    at: Date.now() - 1_000,
    properties: {
      points: 12.5,
      balance: 100,
      account: 'beans',
      on_hold: false,
      expires_at: '2027-01-31T00:00:00.000Z',
    },
    ...changes,
  };
}

describe('events', () => {
  beforeEach(async () => {
    await setUp();
    await infobipSync.upsert(call, members(3));
  });

  test('of all kinds are taken, with the time at which they happened, and once however often they come', async () => {
    const at = Date.now() - 3 * DAY_MS;
    const date = '2026-03-01T08:30:00.000Z';
    const tiers = { system: 'status', from_tier: 'Gold', to_tier: 'Silver', effective_at: date };
    const events: readonly SentEvent[] = [
      accrual('M-0', 1, { at }),
      accrual('M-0', 2, { event: 'opt_in', properties: { source: 'app', opt_in_date: date } }),
      accrual('M-0', 3, { event: 'opt_out', properties: { source: 'app', opt_out_date: date } }),
      accrual('M-1', 4, { event: 'point_redemption', properties: { points: 5, balance: 0, reward_name: 'Mug' } }),
      accrual('M-1', 5, { event: 'tier_upgrade', properties: tiers }),
      accrual('M-1', 6, { event: 'tier_downgrade', properties: tiers }),
      accrual('M-2', 7, { event: 'tier_anniversary', properties: { system: 'status', tier: 'Gold', years: 2 } }),
      accrual('M-2', 8, { event: 'close_to_tier_upgrade', properties: { missing: 12.5, metric: 'points' } }),
    ];
    const taken = { kind: 'taken', refused: [] };
    assert.deepEqual(await infobipSync.sendEvents(call, events), taken);
    assert.deepEqual(await infobipSync.sendEvents(call, events), taken);
    assert.equal(infobip.state.events.size, events.length);
    const event = infobip.state.events.get(events[0]?.id ?? '');
    assert.equal(Date.parse(event?.occurredTime ?? ''), at);
    assert.equal(event?.personId, stored('M-0')?.id);
  });

  test('that are named as bad are refused one by one and the rest goes', async () => {
    const result = await infobipSync.sendEvents(call, [
      accrual('M-0', 1),
      accrual('M-0', 2, { at: Date.now() - 31 * DAY_MS }),
      accrual('M-nobody', 3),
      accrual('M-1', 4),
    ]);
    assert.equal(result.kind, 'taken');
    const refused = result.kind === 'taken' ? result.refused : [];
    assert.deepEqual(
      refused.map(({ id }) => id),
      [accrual('', 2).id, accrual('', 3).id],
    );
    assert.match(refused[0]?.reason ?? '', /occurredTime.*400504/);
    assert.match(refused[1]?.reason ?? '', /400505/);
    assert.deepEqual([...infobip.state.events.keys()], [accrual('', 1).id, accrual('', 4).id]);
  });

  test('that their definitions cannot hold are found without halving', async () => {
    infobip.state.definitions.delete('loyOptIn');
    const events = Array.from({ length: 100 }, (_, index) => accrual('M-0', index));
    const bad = [
      accrual('M-0', 100, { event: 'opt_in', properties: { source: 'app' } }),
      accrual('M-0', 101, { properties: { points: 'many' } }),
    ];
    const result = await infobipSync.sendEvents(call, [...events, ...bad]);
    const refused = result.kind === 'taken' ? result.refused : [];
    assert.deepEqual(
      refused.map(({ id }) => id),
      bad.map(({ id }) => id),
    );
    assert.match(refused[0]?.reason ?? '', /no event definition loyOptIn/);
    assert.match(refused[1]?.reason ?? '', /points is no Decimal/);
    assert.equal(infobip.state.events.size, 100);
    assert.equal(infobip.requests('send-custom-events'), 2);
  });

  test('are refused together when nobody can say which one is bad', async () => {
    const error = { index: -1, code: 400501, message: 'The event schema is invalid.' };
    const refusing: SyncCall = async (operation, request) =>
      operation === 'events' ? { status: 400, json: { errors: [error] }, headers: {} } : await call(operation, request);
    const result = await infobipSync.sendEvents(refusing, [accrual('M-0', 1), accrual('M-0', 2)]);
    assert.deepEqual(result, { kind: 'refused', reason: 'The event schema is invalid. (400501)' });
  });

  test('with a property that was never set up, or too large, never leave', async () => {
    const result = await infobipSync.sendEvents(call, [
      accrual('M-0', 1, { properties: { surprise: 1 } }),
      accrual('M-0', 2, { properties: { action_name: 'x'.repeat(512_000) } }),
      accrual('M-0', 3),
    ]);
    const refused = result.kind === 'taken' ? result.refused : [];
    assert.deepEqual(
      refused.map(({ id }) => id),
      [accrual('', 1).id, accrual('', 2).id],
    );
    assert.equal(infobip.state.events.size, 1);
    assert.deepEqual(await infobipSync.sendEvents(call, []), { kind: 'taken', refused: [] });
  });

  test('go in as many requests as their bytes need', async () => {
    const large = { action_name: 'ü'.repeat(250_000) };
    const events = Array.from({ length: 40 }, (_, index) => accrual('M-0', index, { properties: large }));
    assert.deepEqual(await infobipSync.sendEvents(call, events), { kind: 'taken', refused: [] });
    assert.equal(infobip.requests('send-custom-events'), 2);
    assert.equal(infobip.state.events.size, 40);
  });
});

describe('Infobip out of breath', () => {
  test('is asked again later, and what was done twice is there once', async () => {
    await setUp();
    for (const fault of ['too_many', 'error', 'unavailable', 'reset', 'reset_after'] as const) {
      infobip.faults.next('upsert-persons-partial', fault);
      await assert.rejects(infobipSync.upsert(call, members(2)), SyncLater, fault);
    }
    // The last one was done all the same.
    assert.deepEqual(
      kinds(await infobipSync.upsert(call, members(2))).map(([, kind]) => kind),
      ['unchanged', 'unchanged'],
    );
  });

  test('names how long to wait', async () => {
    await restart({ limits: { 'get-a-list-of-custom-attributes': 1 } });
    const asked = async () => await call('attributes', { method: 'GET', path: '/people/2/customAttributes?limit=1' });
    const waits: (number | null)[] = [];
    for (let request = 0; request < 6; request += 1) {
      await asked().catch((error: unknown) => {
        assert.ok(error instanceof SyncLater);
        waits.push(error.afterMs);
      });
    }
    assert.ok(
      waits.some((wait) => wait !== null && wait > 0),
      JSON.stringify(waits),
    );
  });
});

test('a mapping may only be what Infobip can hold', () => {
  const check = (field: keyof Mapping, change: Partial<Mapping[keyof Mapping]>) =>
    infobipSync.checkMapping(field, { ...mapping[field], ...change });
  assert.equal(check('next_tier', { target: 'My tier', type: 'string' }), null);
  assert.match(check('next_tier', { target: 'a{b}' }) ?? '', /without/);
  assert.match(check('next_tier', { target: ' ' }) ?? '', /1 to 256/);
  assert.match(check('next_tier', { target: 'x'.repeat(257) }) ?? '', /1 to 256/);
  assert.match(check('first_name', { target: 'postcode' }) ?? '', /no standard attribute postcode/);
  assert.match(check('birthday', { type: 'string' }) ?? '', /birthDate is a date/);
  assert.match(check('loyalty_id', { kind: 'custom', target: 'Loyalty Id' }) ?? '', /external id/);
  assert.match(check('loyalty_id', { enabled: false }) ?? '', /external id/);
  assert.match(check('email', { kind: 'identity' }) ?? '', /external id/);
});
