// Mapping a profile to a person: each transform, each type, phones, and what a connection may not change of a mapping.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedMapping, type MappingChanges, mappingChangesSchema, mappingProblems } from './changed-mapping.ts';
import { type FieldKey, type FieldValue, LOYALTY_FIELDS, type LoyaltyProfile } from './fields.ts';
import type { FieldMapping, Mapping, Transform } from './mapping.ts';
import { FIELD_KEYS, personOf } from './person.ts';
import { e164 } from './phone.ts';
import { mappedValue, transformed } from './transforms.ts';

const isMapping = (found: { readonly [field: string]: FieldMapping }): found is Mapping =>
  FIELD_KEYS.every((field) => Object.hasOwn(found, field));
const isProfile = (found: { readonly [field: string]: FieldValue | null }): found is LoyaltyProfile =>
  FIELD_KEYS.every((field) => Object.hasOwn(found, field));

const KINDS: { readonly [field in FieldKey]?: FieldMapping['kind'] } = {
  loyalty_id: 'identity',
  email: 'email',
  phone: 'phone',
  first_name: 'standard',
};

function defaults(): Mapping {
  const mapping = Object.fromEntries(
    FIELD_KEYS.map((field): [string, FieldMapping] => [
      field,
      {
        kind: KINDS[field] ?? 'custom',
        target: `Loyalty ${field}`,
        type: LOYALTY_FIELDS[field].type,
        enabled: true,
        transforms: [],
      },
    ]),
  );
  assert.ok(isMapping(mapping));
  return mapping;
}

function profile(values: { readonly [field in FieldKey]?: FieldValue }): LoyaltyProfile {
  const found = Object.fromEntries(
    FIELD_KEYS.map((field): [string, FieldValue | null] => [field, values[field] ?? null]),
  );
  assert.ok(isProfile(found));
  return found;
}

test('each field goes where the mapping says, nothing of what is disabled, and empty ones empty', () => {
  const mapping = changedMapping(defaults(), {
    zip_code: { enabled: false },
    used_points: { target: 'Used', type: 'string' },
  });
  const person = personOf(
    profile({
      loyalty_id: 'c-1',
      email: 'a@example.com',
      first_name: 'Ada',
      opt_in_status: true,
      used_points: 7,
      zip_code: '1',
    }),
    mapping,
    'c-1',
  );
  assert.deepEqual([person.key, person.email, person.phone, person.isMember], ['c-1', 'a@example.com', null, true]);
  assert.deepEqual(person.standard, { 'Loyalty first_name': 'Ada' });
  assert.equal(person.custom.Used, '7');
  assert.equal(person.custom['Loyalty opt_in_status'], true);
  assert.equal(person.custom['Loyalty current_tier'], null);
  assert.equal('Loyalty zip_code' in person.custom, false);
  assert.equal(personOf(profile({ loyalty_id: 'c-1', opt_in_status: false }), mapping, 'c-1').isMember, false);
});

test('a prefix on the id is part of the key', () => {
  const mapping = changedMapping(defaults(), { loyalty_id: { transforms: [{ kind: 'prefix', text: 'laurel-' }] } });
  assert.equal(personOf(profile({ loyalty_id: 'c-1', opt_in_status: true }), mapping, 'c-1').key, 'laurel-c-1');
});

const CASES: readonly (readonly [FieldValue | null, Transform, FieldValue | null])[] = [
  ['2026-03-01', { kind: 'date_format', format: 'DD.MM.YYYY' }, '01.03.2026'],
  ['2026-03-01T07:08:09.123Z', { kind: 'date_format', format: 'YYYY-MM-DDTHH:mm:ss' }, '2026-03-01T07:08:09'],
  ['2026-03-01', { kind: 'date_format', format: 'HH:mm' }, '00:00'],
  ['soon', { kind: 'date_format', format: 'YYYY' }, 'soon'],
  [true, { kind: 'boolean_words', yes: 'YES', no: 'NO' }, 'YES'],
  [false, { kind: 'boolean_words', yes: 'YES', no: 'NO' }, 'NO'],
  [12.345, { kind: 'round', digits: 2 }, 12.35],
  [12.5, { kind: 'round', digits: 0 }, 13],
  ['abcdef', { kind: 'truncate', length: 3 }, 'abc'],
  ['ab\u{1f600}', { kind: 'truncate', length: 3 }, 'ab'],
  ['abc', { kind: 'truncate', length: 3 }, 'abc'],
  ['+41793026727', { kind: 'phone_e164', plus: false }, '41793026727'],
  ['0041 79 302 67 27', { kind: 'phone_e164', plus: true }, '+41793026727'],
  ['079 302 67 27', { kind: 'phone_e164', plus: true }, null],
  ['O"Neil & <Söhne>\n(x); {a}=#b\\c:', { kind: 'clean_name' }, 'O Neil Söhne x a b c'],
  ['"#"', { kind: 'clean_name' }, null],
  ['Ada@Example.COM', { kind: 'lower_case' }, 'ada@example.com'],
  ['x', { kind: 'constant', value: 'y' }, 'y'],
  [null, { kind: 'constant', value: 'y' }, 'y'],
  [7, { kind: 'prefix', text: 'P-' }, 'P-7'],
  [null, { kind: 'prefix', text: 'P-' }, null],
  [null, { kind: 'round', digits: 2 }, null],
];

for (const [value, transform, expected] of CASES) {
  test(`${transform.kind} of ${JSON.stringify(value)} is ${JSON.stringify(expected)}`, () => {
    assert.equal(transformed(value, transform), expected);
  });
}

test('values are written as the type that is asked for', () => {
  assert.equal(mappedValue(2.6, { from: 'decimal', to: 'integer', transforms: [] }), 3);
  assert.equal(mappedValue(2.5, { from: 'decimal', to: 'string', transforms: [] }), '2.5');
  assert.equal(mappedValue(true, { from: 'boolean', to: 'string', transforms: [] }), 'true');
  assert.equal(mappedValue('2026-03-01', { from: 'date', to: 'datetime', transforms: [] }), '2026-03-01T00:00:00.000Z');
  assert.equal(mappedValue('2026-03-01T07:08:09.123Z', { from: 'datetime', to: 'date', transforms: [] }), '2026-03-01');
  assert.equal(mappedValue('x', { from: 'string', to: 'integer', transforms: [] }), null);
});

const NUMBERS: readonly (readonly [string, string | null, string | null])[] = [
  ['+41 79 302 67 27', null, '+41793026727'],
  ['+44 (0)20 7946 0018', null, '+442079460018'],
  ['(555) 010-2030', 'us', '+15550102030'],
  ['1-555-010-2030', 'US', '+15550102030'],
  ['0171 2345678', 'DE', '+491712345678'],
  ['06 30 123 4567', 'HU', '+36301234567'],
  ['1234', 'IT', null],
  ['06 698 2123', 'IT', '+39066982123'],
  ['0171 2345678', null, null],
  ['0171 2345678', 'XX', null],
  ['+1 555 ASK', null, null],
  ['+0123456789', null, null],
  ['+1234567890123456', null, null],
  ['', 'DE', null],
];

for (const [number, country, expected] of NUMBERS) {
  test(`the number "${number}" of ${country ?? 'an unknown country'} is ${expected ?? 'not writable'}`, () => {
    assert.equal(e164(number, country), expected);
  });
}

const PROBLEMS: readonly (readonly [string, MappingChanges, string])[] = [
  ['a field that there is not', { shoe_size: { enabled: false } }, 'There is no such field.'],
  [
    'a target used twice, by whatever case',
    { zip_code: { target: 'loyalty USED_points' } },
    'Loyalty used_points is the target of zip_code already.',
  ],
  ['a number for a name', { last_name: { type: 'integer' } }, 'A string cannot be written as integer.'],
  ['a date as a truth', { birthday: { type: 'boolean' } }, 'A date cannot be written as boolean.'],
  [
    'words that stay a boolean',
    { opt_in_status: { transforms: [{ kind: 'boolean_words', yes: 'Y', no: 'N' }] } },
    'A string cannot be written as boolean.',
  ],
  ['rounding a name', { last_name: { transforms: [{ kind: 'round', digits: 1 }] } }, 'round does nothing to a string.'],
  ['no identity', { loyalty_id: { enabled: false } }, 'The platform knows people by it: it cannot be left out.'],
  [
    'one address for all',
    { email: { transforms: [{ kind: 'constant', value: 'x' }] } },
    'People are told apart by it: it cannot be the same for all.',
  ],
];

for (const [what, changes, problem] of PROBLEMS) {
  test(`refused: ${what}`, () => {
    assert.deepEqual(
      mappingProblems(defaults(), changes).map((found) => found.problem),
      [problem],
    );
  });
}

test('changes that can be made: another name, another type, a step on the way, one field less', () => {
  const changes = mappingChangesSchema.parse({
    opt_in_status: { type: 'string', transforms: [{ kind: 'boolean_words', yes: 'YES', no: 'NO' }] },
    opt_in_date: { type: 'date' },
    lifetime_spend: { type: 'integer', transforms: [{ kind: 'round', digits: 0 }] },
    zip_code: { target: 'Loyalty used_points' },
    used_points: { enabled: false },
  });
  assert.deepEqual(mappingProblems(defaults(), changes), []);
  assert.equal(mappingChangesSchema.safeParse({ email: { kind: 'custom' } }).success, false);
});
