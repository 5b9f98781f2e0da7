// Round trips of binary array parameters through a real PostgreSQL: what goes in comes out, and text means the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { emptyDatabase } from '../../test/support/database.ts';
import * as arrays from './arrays.ts';
import { createPool } from './connection.ts';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
let pool: ReturnType<typeof createPool>;

before(async () => {
  database = await emptyDatabase();
  pool = createPool({ url: database.url, max: 1, applicationName: 'arrays test' });
});

after(async () => {
  await pool.end();
  await database.close();
});

/** Sends the array through unnest and reads it back one row per item. */
async function roundTrip(parameter: Buffer, type: string): Promise<unknown[]> {
  const found = await pool.query<{ value: unknown }>(
    `select value from unnest($1::${type}[]) with ordinality as u(value, n) order by n`,
    [parameter],
  );
  return found.rows.map((row) => row.value);
}

function holds<T>(
  type: string,
  items: fc.Arbitrary<T>,
  encode: (values: readonly (T | null)[]) => Buffer,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(fc.array(fc.option(items), { maxLength: 40 }), async (values) => {
      assert.deepEqual(await roundTrip(encode(values), type), values);
    }),
    { numRuns: 60 },
  );
}

/** What the edge lets through: no U+0000, no lone surrogate. */
const text = fc
  .string({ unit: 'binary', maxLength: 60 })
  .filter((value) => value.isWellFormed() && !value.includes('\u0000'));
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test('uuids arrive as they were', () => holds('uuid', fc.uuid(), arrays.uuids));
test('bigints arrive as they were, over the whole safe range', () =>
  holds('bigint', fc.maxSafeInteger(), arrays.bigints));
test('ints arrive as they were', () => holds('integer', fc.integer(), arrays.ints));
test('smallints arrive as they were', () =>
  holds('smallint', fc.integer({ min: -32768, max: 32767 }), arrays.smallints));
test('booleans arrive as they were', () => holds('boolean', fc.boolean(), arrays.booleans));
test('texts arrive as they were, whatever the script', () => holds('text', text, arrays.texts));
test('dates arrive as they were', () => holds('date', day, arrays.dates));
test('instants arrive as they were, from year 1 to year 9999', () =>
  holds('timestamptz', fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), arrays.instants));
test('jsons arrive as they were', async () => {
  const json = fc.dictionary(
    text,
    fc.oneof(text, fc.maxSafeInteger(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 })),
  );
  await holds(
    'jsonb',
    json.map((value) => ({ ...value })),
    arrays.jsons,
  );
});

test('JSON already written out is not written twice', async () => {
  assert.deepEqual(await roundTrip(arrays.jsons(['{"a":[1,null]}', '"text"', null, { b: 2 }]), 'jsonb'), [
    { a: [1, null] },
    'text',
    null,
    { b: 2 },
  ]);
});

test('an empty array is empty, not null', async () => {
  const found = await pool.query('select cardinality($1::uuid[]) as n, $1::uuid[] is null as missing', [
    arrays.uuids([]),
  ]);
  assert.deepEqual(found.rows, [{ n: 0, missing: false }]);
});

test('a value of the wrong shape is refused before it is sent', () => {
  assert.throws(() => arrays.uuids(['zzzzzzzz-0000-4000-8000-000000000000']), /Not a UUID/);
  assert.throws(() => arrays.uuids(['00000000-0000-4000-8000-0000000000']), /Not a UUID/);
  assert.throws(() => arrays.bigints([2 ** 53]), RangeError);
  assert.throws(() => arrays.bigints([1.5]), RangeError);
  assert.throws(() => arrays.ints([2 ** 31]), RangeError);
  assert.throws(() => arrays.smallints([-32769]), RangeError);
  assert.throws(() => arrays.instants([Number.NaN]), RangeError);
  assert.throws(() => arrays.dates(['2026-02-30']), /Not a date/);
  assert.throws(() => arrays.dates(['2026-2-3']), /Not a date/);
});

test('a bigint beyond what a number holds is an error, not another number', async () => {
  await assert.rejects(pool.query('select 9007199254740992::bigint as n'), /beyond/);
  const found = await pool.query('select (-9007199254740991)::bigint as n, array[1, null, -2]::bigint[] as list');
  assert.deepEqual(found.rows, [{ n: -9007199254740991, list: [1, null, -2] }]);
});

test('instants are milliseconds and dates are text, alone and in arrays', async () => {
  const found = await pool.query(`
    select timestamptz '2026-03-04 05:06:07.891999+02' as at, date '2026-03-04' as "on",
           array[timestamptz '1969-12-31 23:59:59.5+00', null] as ats, array[date '2024-02-29'] as days`);
  assert.deepEqual(found.rows, [
    { at: Date.UTC(2026, 2, 4, 3, 6, 7, 891), on: '2026-03-04', ats: [-500, null], days: ['2024-02-29'] },
  ]);
});
