// Customers from a file: who they become, which ids they keep, what is rejected and why, and that nothing follows unless
// it is asked for.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { writeRejected } from '../../src/jobs/import/rejected-file.ts';
import { EngineError } from '../../src/pipeline/submission.ts';
import { type CustomerRecord, readCustomer } from '../../src/storage/customers.ts';
import { readAccounts } from '../../src/storage/points.ts';
import { type ImportWorld, importWorld, NOW } from './world.ts';

const OLD_RANDOM = '5b0c7a8e-3f1d-4c22-9a51-0c9d7e2f4a10';
const OLD_TIMED = '6b7a5e10-1dd1-11ee-be56-0242ac120002';

let world: ImportWorld;

before(async () => {
  world = await importWorld();
});

after(async () => {
  await world.verify();
  await world.close();
});

async function customer(value: string, type = 'external'): Promise<CustomerRecord> {
  const { engine, database } = world.instance;
  const id = await engine.resolve({ kind: 'identifier', type, value });
  const record = await readCustomer(database.pool, id);
  assert.ok(record !== null);
  return record;
}

async function beansOf(id: string): Promise<number> {
  const accounts = await readAccounts(world.instance.database.pool, id, Date.parse(NOW));
  return accounts.find(({ account }) => account === 'beans')?.available ?? 0;
}

test('a row becomes a customer with standard profile, attributes, consents, identifiers and the dates of the old system', async () => {
  const file = await world.file(
    'whole.csv',
    '\ufeffExternal-ID;First Name;dob;phone;opted_in;opted_in_at;created_at;time_zone;consent.email;vip;custom.shoe_size;interests;identifier.card;city\r\n' +
      'W1;"Ada ""the first""\nof her name";1990-03-14;+49 30 1;yes;2019-05-01;2019-05-01T08:00:00+02:00;Europe/Berlin;true;no;42.5;tea; C-1 ;\r\n',
  );
  const done = await world.run('customers', file);
  assert.deepEqual([done.total, done.done, done.created, done.rejected], [1, 1, 1, 0]);
  const { profile } = await customer('W1');
  assert.equal(profile.firstName, 'Ada "the first"\nof her name');
  assert.equal(profile.birthOn, '1990-03-14');
  assert.equal(profile.phones[0]?.number, '+49 30 1');
  // A day without a time begins at midnight of the programme's zone.
  assert.equal(profile.optedInAt, Date.parse('2019-04-30T22:00:00Z'));
  assert.equal(profile.createdAt, Date.parse('2019-05-01T06:00:00Z'));
  assert.equal(profile.consents.email?.given, true);
  assert.deepEqual(profile.custom, { vip: false, shoe_size: 42.5, interests: ['tea'] });
  assert.deepEqual(
    profile.identifiers.map(({ type, value }) => `${type}:${value}`),
    ['external:W1', 'card:C-1'],
  );
  assert.equal(profile.city, null);
});

test('a random id is kept, an id that begins with a time leads to its customer, and so does one of another form', async () => {
  const file = await world.file(
    'ids.csv',
    `id,external_id,first_name\n${OLD_RANDOM.toUpperCase()},I1,Ada\n${OLD_TIMED},I2,Ben\nmember-77,I3,Cleo\n`,
  );
  const done = await world.run('customers', file);
  assert.deepEqual([done.created, done.rejected], [3, 0]);
  const { engine } = world.instance;
  assert.equal((await customer('I1')).id, OLD_RANDOM);
  const second = await customer('I2');
  assert.notEqual(second.id, OLD_TIMED);
  assert.equal(await engine.resolve({ kind: 'id', id: OLD_TIMED.toUpperCase() }), second.id);
  const answer = await world.instance.submit(OLD_TIMED, {
    kind: 'tags.change',
    add: [{ tag: 'seen', ttlSeconds: null }],
    remove: [],
    reset: [],
  });
  assert.equal(answer.customerId, second.id);
  assert.equal((await customer('member-77', 'legacy')).id, (await customer('I3')).id);
});

test('a customer who has another id here already keeps it, and the row is rejected', async () => {
  const first = await world.file('known-1.csv', 'external_id\nK1\n');
  await world.run('customers', first);
  const second = await world.file('known-2.csv', 'external_id,id\nK1,7f2f2b8e-8a57-4a9d-9d0e-2f4d1c0a9b11\n');
  const done = await world.run('customers', second);
  assert.deepEqual(
    done.rejections.map(({ row, line, column, code }) => ({ row, line, column, code })),
    [{ row: 1, line: 2, column: 'id', code: 'identifier_taken' }],
  );
});

test('rows that cannot be taken name their column and what was expected; the others come in', async () => {
  const file = await world.file(
    'bad.csv',
    [
      'external_id,email,birth_on,vip,status',
      'B1,not-an-address,,,',
      'B2,,2026-02-30,,',
      'B3,,,perhaps,',
      ',,,,',
      'B5,,,,gone',
      'B6,,2020-01-01,,',
      'B7,same@example.com,,,',
      'B8,same@example.com,,,',
      'B9,,',
      'B10,ok@example.com,1990-01-01,true,good',
    ].join('\n'),
  );
  const done = await world.run('customers', file);
  assert.deepEqual(
    done.rejections.map(({ row, column, code }) => `${row} ${column} ${code}`),
    [
      '1 email validation',
      '2 birth_on validation',
      '3 vip validation',
      '4 external_id validation',
      '5 status validation',
      '6 birth_on too_young',
      '8 email email_taken',
      '9  validation',
    ],
  );
  assert.equal(done.rejections[1]?.expected, 'Expected a date such as 1990-05-17.');
  assert.deepEqual([done.created, done.rejected, done.done], [2, 8, 10]);
});

test('rejected rows come back in a file of their own, which is imported once it is corrected', async () => {
  const rows = ['R1,Berlin,1990-01-01', 'R2,"Lisbon, ""PT""",soon', 'R3,Porto,1990-02-30'];
  const file = await world.file('mixed.csv', `external_id,city,birth_on\n${rows.join('\n')}\n`);
  const done = await world.run('customers', file);
  const target = `${file}.rejected.csv`;
  assert.equal(await writeRejected(world.instance.database.pool, done, target), 2);
  const text = await readFile(target, 'utf8');
  assert.equal(text.split('\n')[1], 'R2,"Lisbon, ""PT""",soon,2,3,birth_on,Expected a date such as 1990-05-17.');
  const corrected = text.replace('soon', '1991-01-01').replace('1990-02-30', '1990-02-28');
  assert.equal((await world.run('customers', await world.file('corrected.csv', corrected))).created, 2);
  assert.equal((await customer('R2')).profile.city, 'Lisbon, "PT"');
});

test('the same file again changes nothing, a changed one changes what changed, and an empty cell leaves the field', async () => {
  const first = await world.file('again.csv', 'external_id,first_name,city\nA1,Ada,Berlin\nA2,Ben,Lisbon\n');
  await world.run('customers', first);
  const repeated = await world.run('customers', first);
  assert.deepEqual([repeated.created, repeated.changed, repeated.unchanged], [0, 0, 2]);
  const second = await world.file('again.csv', 'external_id,first_name,city\nA1,Ada,Porto\nA2,,Lisbon\n');
  const changed = await world.run('customers', second);
  assert.deepEqual([changed.created, changed.changed, changed.unchanged], [0, 1, 1]);
  assert.equal((await customer('A2')).profile.firstName, 'Ben');
});

test('an import welcomes nobody, unless it is asked to', async () => {
  const rows = (prefix: string) => `external_id,opted_in\n${prefix}1,true\n${prefix}2,true\n`;
  await world.run('customers', await world.file('quiet.csv', rows('Q')));
  await world.run('customers', await world.file('welcome.csv', rows('H')), { isWelcoming: true });
  assert.equal(await beansOf((await customer('Q1')).id), 0);
  assert.equal(await beansOf((await customer('H1')).id), 100);
  await world.run('customers', await world.file('welcome-again.csv', rows('H')), { isWelcoming: true });
  assert.equal(await beansOf((await customer('H2')).id), 100);
});

test('rows that want the same address or identifier are found in a dry run, however far apart', async () => {
  const far = Array.from({ length: 1_500 }, (_, index) => `FAR${index},f${index}@far.example,,`);
  // The first who wants `late@` is too young to be taken, and leaves it to the next.
  const child = 'Y1,late@far.example,,2024-01-01';
  const rows = [
    'FAR-A,twice@far.example,,',
    'FAR-E,,card-far,',
    child,
    ...far,
    'FAR-B,TWICE@far.example,,',
    'FAR-C,,card-far,',
    'FAR-D,late@far.example,,',
  ];
  const near = [
    'B1,near@far.example,,',
    'B2,near@far.example,,',
    'Y2,next@far.example,,2024-01-01',
    'B3,next@far.example,,',
  ];
  const header = 'external_id,email,identifier.card,birth_on';
  const file = await world.file('far.csv', `${[header, ...rows, ...near].join('\n')}\n`);
  const dry = await world.run('customers', file, { isDryRun: true });
  const words = ({ rejections }: typeof dry) => rejections.map(({ row, column, code }) => `${row} ${column} ${code}`);
  assert.deepEqual(words(dry), [
    '3 birth_on too_young',
    '1504 email email_taken',
    '1505 external_id identifier_taken',
    '1508 email email_taken',
    '1509 birth_on too_young',
  ]);
  const real = await world.run('customers', file);
  assert.deepEqual([real.created, real.rejected], [dry.created, dry.rejected], 'whichever of two is the first there');
});

test('a dry run that was interrupted begins anew, and finds the same', async () => {
  const rows = Array.from({ length: 30 }, (_, index) => `AGAIN${index},i${index % 20}@again.example`);
  const file = await world.file('again.csv', `external_id,email\n${rows.join('\n')}\n`);
  const { id } = await world.open('customers', file, { isDryRun: true });
  const stopping = new AbortController();
  const broken = await world.execute(id, {
    rowsAtOnce: 10,
    signal: stopping.signal,
    onProgress: ({ done }) => (done > 0 ? stopping.abort() : undefined),
  });
  assert.deepEqual([broken.status, broken.done > 0 && broken.done < 30], ['waiting', true]);
  const done = await world.execute(id, { rowsAtOnce: 10 });
  assert.deepEqual([done.status, done.done, done.created, done.rejected], ['done', 30, 20, 10]);
});

test('a dry run counts and rejects like a real one, and leaves nothing behind', async () => {
  await world.run('customers', await world.file('dry-0.csv', 'external_id,email\nD0,d0@example.com\n'));
  const file = await world.file(
    'dry.csv',
    'external_id,email,birth_on\nD0,d0@example.com,1990-01-01\nD1,d1@example.com,\nD2,d0@example.com,\nD3,,2020-01-01\n',
  );
  const dry = await world.run('customers', file, { isDryRun: true });
  assert.deepEqual([dry.created, dry.changed, dry.rejected], [1, 1, 2]);
  assert.deepEqual(
    dry.rejections.map(({ row, code }) => `${row} ${code}`),
    ['3 email_taken', '4 too_young'],
  );
  await assert.rejects(customer('D1'), (error) => error instanceof EngineError && error.code === 'customer_not_found');
  assert.equal((await customer('D0')).profile.birthOn, null);
});

test('a mapping renames columns and leaves them out; a column that nobody knows stops the import before its first row', async () => {
  const file = await world.file('mapped.csv', 'Customer No,Vorname,Notes\nM1,Ada,secret\n');
  await assert.rejects(world.open('customers', file), isInvalid(/"Customer No" is no field.*"Notes" is no field/s));
  const columns = { 'Customer No': 'external_id', Vorname: 'first_name', Notes: null };
  await world.run('customers', file, { columns });
  assert.equal((await customer('M1')).profile.firstName, 'Ada');
  await assert.rejects(
    world.open('customers', file, { columns: { ...columns, Vorname: 'external_id' } }),
    isInvalid(/are both external_id/),
  );
});

test('a file that is no UTF-8, empty, or no CSV is refused with a sentence', async () => {
  const latin = await world.file('latin.csv', Buffer.from('external_id,city\nL1,K\xf6ln\n', 'latin1'));
  await assert.rejects(world.open('customers', latin), isInvalid(/not UTF-8/));
  const wide = await world.file('wide.csv', Buffer.from('\ufeffexternal_id\nL1\n', 'utf16le'));
  await assert.rejects(world.open('customers', wide), isInvalid(/UTF-16/));
  await assert.rejects(world.open('customers', await world.file('empty.csv', '')), isInvalid(/empty/));
  await assert.rejects(world.open('customers', `${world.folder}/none.csv`), isInvalid(/ENOENT/));
  const torn = await world.file('torn.csv', 'external_id,city\nT1,Berlin\nT2,"Ber"lin\n');
  await assert.rejects(world.open('customers', torn), isInvalid(/no CSV around line 3/));
});

test('a file that breaks off in the middle fails there; the rows before it stay', async () => {
  const rows = Array.from({ length: 400 }, (_, index) => `F${index},${'x'.repeat(2_000)}`);
  const file = await world.file('broken.csv', ['external_id,notes', ...rows, 'F400,"Ber"lin'].join('\n'));
  const { id } = await world.open('customers', file, { columns: { notes: null } });
  const row = await world.execute(id, { rowsAtOnce: 100 });
  assert.equal(row.status, 'failed');
  assert.match(row.error ?? '', /no CSV around line 402/);
  assert.ok(row.done > 0 && row.done === row.created);
  await customer('F0');
});

function isInvalid(reason: RegExp): (error: unknown) => boolean {
  return (error) =>
    error instanceof EngineError && error.code === 'import_invalid' && reason.test(String(error.detail.reason));
}
