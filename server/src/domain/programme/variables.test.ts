// What expressions read of a customer and an event while a fact is decided.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomerProfile } from '../customers/profile.ts';
import { compileExpression } from '../rules/expression.ts';
import { emptyBalance, emptyState } from '../state.ts';
import { checkProgramme } from './compile.ts';
import { customerVariables, eventVariables, expressionValues } from './variables.ts';

const CHECKED = checkProgramme(
  {
    'p.yaml': `name: shop
title: Shop
time_zone: America/New_York
accounts: { beans: { title: Beans } }
attributes:
  joined: { type: datetime }
  sizes: { type: string_list }
events:
  visit: { properties: { at: { type: datetime }, note: { type: string } } }
  order: { properties: { note: { type: int }, at: { type: datetime, required: true } } }
tier_systems: { club: { title: Club, levels: { green: { title: G, rank: 1, entrance: { kind: automatic } } } } }
`,
  },
  1,
  0,
);
assert(CHECKED.ok);
const { programme, document } = CHECKED;

const PROFILE: CustomerProfile = {
  firstName: 'Ada',
  lastName: null,
  gender: null,
  address: null,
  address2: null,
  city: null,
  state: null,
  zip: null,
  country: null,
  language: null,
  locale: null,
  timeZone: null,
  photoUrl: null,
  referrerCode: null,
  email: null,
  emailConfirmedAt: null,
  birthOn: '2000-03-01',
  phones: [],
  status: 'good',
  optedIn: true,
  optedInAt: 5,
  optInSource: null,
  optedOutAt: null,
  consents: {},
  testPersona: false,
  identifiers: [],
  custom: { joined: '2026-01-01T01:00:00+01:00', sizes: ['s', 'm'] },
  customVersion: 0,
  createdAt: 1,
  updatedAt: 1,
  deletedAt: null,
  mergedInto: null,
  stoppedAt: null,
  legalHoldAt: null,
  forgottenAt: null,
};
/** Still 28 February in New York. */
const NOW = Date.UTC(2026, 2, 1, 4);

function state() {
  const made = { ...emptyState('00000000-0000-4000-8000-000000000001'), profile: PROFILE };
  made.tags.set('vip', { tag: 'vip', count: 1, expiresAt: null });
  made.tags.set('old', { tag: 'old', count: 1, expiresAt: NOW });
  made.balances.set('beans', { ...emptyBalance('beans'), deposited: 70, spent: 20, held: 5 });
  const since = { since: 0, maintainedAt: 0, maintenanceAt: null, anniversaryAt: 1, countsSince: null };
  made.tiers.set('club', { system: 'club', level: 'green', ...since });
  return made;
}

function evaluate(source: string, event: string | null): unknown {
  const variables = event === null ? customerVariables(document) : eventVariables(document, [event]);
  const compiled = compileExpression(source, variables, 'bool');
  assert(compiled.ok, compiled.ok ? '' : `${compiled.message}; expected ${compiled.expected}`);
  const happening =
    event === null ? null : { name: event, quantity: 2, properties: { at: '2026-03-01T04:00:00Z', name: 'x' } };
  const result = compiled.expression.evaluate(expressionValues(state(), happening, NOW, programme));
  return result.ok ? result.value : `${result.reason} ${result.detail}`;
}

const CASES: readonly (readonly [source: string, event: string | null, result: unknown])[] = [
  ['customer.first_name == "Ada" && customer.opted_in', null, true],
  ['customer.age == 25', null, true],
  ['"vip" in customer.tags && !("old" in customer.tags)', null, true],
  ['customer.points.beans == 45', null, true],
  ['customer.tiers.club == "green"', null, true],
  ['customer.custom.joined == timestamp("2026-01-01T00:00:00Z")', null, true],
  ['customer.custom.sizes.exists(s, s == "m")', null, true],
  ['customer.email == "a@b.c"', null, 'missing customer.email'],
  ['customer.created_at < time.now', null, true],
  ['event.qty == 2 && event.name == "visit"', 'visit', true],
  ['event.at == time.now', 'visit', true],
  ['event.note == "x"', 'visit', 'missing event.note'],
];

for (const [source, event, result] of CASES) {
  test(`${source} gives ${String(result)}`, () => assert.equal(evaluate(source, event), result));
}

test('several events share the properties that all of them declare with one type', () => {
  const { event } = eventVariables(document, ['visit', 'order']);
  assert.deepEqual(Object.keys(event ?? {}), ['name', 'qty', 'at']);
});

test('of a customer who does not exist everything is missing', () => {
  const compiled = compileExpression('customer.opted_in', customerVariables(document), 'bool');
  assert(compiled.ok);
  const result = compiled.expression.evaluate(expressionValues(emptyState('x'), null, NOW, programme));
  assert(!result.ok && result.reason === 'missing');
});
