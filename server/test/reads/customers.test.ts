// Finding customers: by what belongs to one of them, by name and date of birth, in pages, with and without deleted ones.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProfilePatch } from '../../src/domain/customers/profile.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import {
  type CustomerSearch,
  IDS_MAX,
  listBelowAge,
  listCustomers,
  readCustomer,
  readCustomersByIds,
  searchCustomers,
} from '../../src/storage/customers.ts';
import { InvalidCursor, type PageOf } from '../../src/storage/pages.ts';
import { codeOf, creation, type Harness, openHarness, submission } from '../pipeline/harness.ts';

let harness: Harness;
let engine: PipelineEngine;
const ids = new Map<string, string>();

before(async () => {
  harness = await openHarness();
  engine = await harness.engine();
  await create('anna', { firstName: 'Anna', lastName: 'Smith', email: 'Anna@Example.com', birthOn: '1990-05-17' });
  await create('anna2', { firstName: 'anna', lastName: 'SMYTHE', phones: [phone('+1 (555) 010-2030')] });
  await create('bert', { firstName: 'Bert', lastName: 'Smith-Jones', phones: [phone('+1 555 010 2030')] });
  await create('zoe', { firstName: 'Zoë', lastName: 'Šmíd', birthOn: '1990-05-17' });
  await create('percent', { firstName: 'Odd', lastName: 'Sm%th_' });
  await create('nameless', { birthOn: '2011-02-01' });
  await create('gone', { firstName: 'Gone', lastName: 'Smithers', email: 'gone@example.com', birthOn: '2012-01-01' });
  await submitted('gone', { kind: 'customer.delete' });
});
after(() => harness.close());

function phone(number: string) {
  return { number, type: null, flags: [], verified: false };
}

async function create(name: string, patch: ProfilePatch): Promise<void> {
  harness.now += 1_000;
  const answer = await engine.submit(submission(name, creation(name, patch)));
  assert.equal(codeOf(answer), null, JSON.stringify(answer.record));
  ids.set(name, answer.customerId);
}

async function submitted(name: string, body: Parameters<typeof submission>[1]): Promise<void> {
  const answer = await engine.submit(submission({ kind: 'id', id: idOf(name) }, body));
  assert.equal(codeOf(answer), null, JSON.stringify(answer.record));
}

function idOf(name: string): string {
  const id = ids.get(name);
  assert.ok(id !== undefined, name);
  return id;
}

function nameOf(id: string): string {
  return [...ids].find(([, other]) => other === id)?.[0] ?? id;
}

async function found(search: CustomerSearch): Promise<readonly string[]> {
  const page = await searchCustomers(harness.database.pool, search, { limit: 50, after: null });
  assert.equal(page.next, null);
  return page.items.map((item) => nameOf(item.id));
}

/** Reads to the end in pages of one. */
async function walked<T extends { id: string }>(read: (after: string | null) => Promise<PageOf<T>>): Promise<string[]> {
  const names: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < 50; page += 1) {
    const { items, next }: PageOf<T> = await read(after);
    names.push(...items.map((item) => nameOf(item.id)));
    if (next === null) return names;
    after = next;
  }
  assert.fail('pages without end');
}

const SEARCHES: readonly (readonly [what: string, search: () => CustomerSearch, names: readonly string[]])[] = [
  ['an e-mail address in any case', () => ({ email: 'aNNa@example.COM' }), ['anna']],
  ['an external id', () => ({ externalId: 'bert' }), ['bert']],
  ['an external id of a type', () => ({ externalId: 'bert', externalIdType: 'external' }), ['bert']],
  ['an external id of another type', () => ({ externalId: 'bert', externalIdType: 'pos' }), []],
  ['our id', () => ({ id: idOf('zoe').toUpperCase() }), ['zoe']],
  ['an id that is none', () => ({ id: 'zoe' }), []],
  ['the start of a last name, in order', () => ({ lastName: 'smi' }), ['anna', 'bert']],
  ['the start of a last name with an accent', () => ({ lastName: 'ŠMÍ' }), ['zoe']],
  ['first and last name', () => ({ firstName: 'ANNA', lastName: 'sm' }), ['anna', 'anna2']],
  ['a date of birth and a last name', () => ({ birthOn: '1990-05-17', lastName: 'Š' }), ['zoe']],
  ['wildcards, which are letters like others', () => ({ lastName: 'sm%' }), ['percent']],
  ['an e-mail address and a wrong name', () => ({ email: 'anna@example.com', lastName: 'Jones' }), []],
  ['text that is an e-mail address', () => ({ text: ' anna@example.com ' }), ['anna']],
  ['text that is our id', () => ({ text: idOf('bert') }), ['bert']],
  ['text that starts a last name', () => ({ text: 'smith' }), ['anna', 'bert']],
  ['text of first and last name', () => ({ text: 'bert smith' }), ['bert']],
  ['text that nobody has', () => ({ text: 'nobody at all' }), []],
];

for (const [what, search, names] of SEARCHES) {
  test(`search finds by ${what}`, async () => {
    assert.deepEqual(await found(search()), names);
  });
}

test('search by phone compares digits, and several may share a number', async () => {
  assert.deepEqual((await found({ phone: '15550102030' })).toSorted(), ['anna2', 'bert']);
  assert.deepEqual((await found({ text: '+1 555-010-2030' })).toSorted(), ['anna2', 'bert']);
  assert.deepEqual(await found({ phone: '5550102030' }), []);
});

test('search by first name or date of birth alone', async () => {
  assert.deepEqual((await found({ firstName: 'Anna' })).toSorted(), ['anna', 'anna2']);
  assert.deepEqual((await found({ birthOn: '1990-05-17' })).toSorted(), ['anna', 'zoe']);
});

test('whom a text names exactly comes first, and nobody comes twice', async () => {
  // "anna" is an external id, and the first name of two.
  const names = await found({ text: 'anna' });
  assert.equal(names[0], 'anna');
  assert.deepEqual(names.toSorted(), ['anna', 'anna2']);
  const { pool } = harness.database;
  assert.deepEqual(await walked((after) => searchCustomers(pool, { text: 'anna' }, { limit: 1, after })), names);
});

test('pages of a search go on where the last one ended', async () => {
  const { pool } = harness.database;
  const names = await walked((after) => searchCustomers(pool, { lastName: 's' }, { limit: 1, after }));
  assert.deepEqual(names, ['percent', 'anna', 'bert', 'anna2']);
  await assert.rejects(searchCustomers(pool, { lastName: 's' }, { limit: 1, after: 'WzFd' }), InvalidCursor);
});

test('deleted customers are found only when asked for, by all that their profile says', async () => {
  const searches: readonly CustomerSearch[] = [
    { email: 'gone@example.com' },
    { externalId: 'gone' },
    { id: idOf('gone') },
    { lastName: 'smithers' },
    { text: 'gone@example.com' },
    { birthOn: '2012-01-01' },
  ];
  for (const search of searches) {
    assert.deepEqual(await found(search), [], JSON.stringify(search));
    assert.deepEqual(await found({ ...search, includeDeleted: true }), ['gone'], JSON.stringify(search));
  }
  assert.equal((await readCustomer(harness.database.pool, idOf('gone')))?.profile.deletedAt !== null, true);
});

test('a search that asks for nothing lists everybody, the oldest first', async () => {
  const { pool } = harness.database;
  const all = ['anna', 'anna2', 'bert', 'zoe', 'percent', 'nameless'];
  assert.deepEqual(await found({}), all);
  assert.deepEqual(await walked((after) => listCustomers(pool, { limit: 1, after })), all);
  const withDeleted = await listCustomers(pool, { limit: 50, after: null, includeDeleted: true });
  assert.deepEqual(
    withDeleted.items.map((item) => nameOf(item.id)),
    [...all, 'gone'],
  );
});

test('the list of those below an age ends on the birthday itself', async () => {
  const { pool } = harness.database;
  const below = async (years: number, on: string) =>
    (await listBelowAge(pool, { years, on }, { limit: 10, after: null })).items.map((item) => nameOf(item.id));
  assert.deepEqual(await below(16, '2027-01-31'), ['nameless']);
  assert.deepEqual(await below(16, '2027-02-01'), []);
  assert.deepEqual(
    await walked((after) => listBelowAge(pool, { years: 40, on: '2026-06-15' }, { limit: 1, after })),
    ['anna', 'zoe', 'nameless'].toSorted((a, b) => born(a).localeCompare(born(b)) || (idOf(a) < idOf(b) ? -1 : 1)),
  );
});

function born(name: string): string {
  return name === 'nameless' ? '2011-02-01' : '1990-05-17';
}

test('several customers are read in the order asked for, and not too many', async () => {
  const { pool } = harness.database;
  const unknown = '11111111-1111-4111-8111-111111111111';
  const read = await readCustomersByIds(pool, [idOf('zoe'), unknown, idOf('anna')]);
  assert.deepEqual(
    read.map(({ profile }) => profile.lastName),
    ['Šmíd', 'Smith'],
  );
  assert.equal(await readCustomer(pool, unknown), null);
  const many = Array.from({ length: IDS_MAX + 1 }, () => unknown);
  await assert.rejects(readCustomersByIds(pool, many), RangeError);
});
