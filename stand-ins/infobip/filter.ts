// The simple queries that GET /people/2/persons takes: which people they mean. Operators that its description does not list
// are refused.

import { isList, isObject, type Json, type JsonObject, textOf } from './json.ts';
import { find } from './persons.ts';
import { type State, type StoredPerson, stamp } from './state.ts';

type Test = (person: StoredPerson) => boolean;
/** `isIn`: the values of a person, of which one is enough. */
type Compare = (value: Json, wanted: Json) => boolean;

const COMPARISONS: { readonly [operator: string]: Compare } = {
  '#eq': (value, wanted) => value === wanted,
  '#ne': (value, wanted) => value !== wanted,
  '#contains': (value, wanted) => textOf(value).includes(textOf(wanted)),
  '#notContain': (value, wanted) => !textOf(value).includes(textOf(wanted)),
  '#startsWith': (value, wanted) => textOf(value).startsWith(textOf(wanted)),
  '#endsWith': (value, wanted) => textOf(value).endsWith(textOf(wanted)),
  '#gt': (value, wanted) => compared(value, wanted) > 0,
  '#lt': (value, wanted) => compared(value, wanted) < 0,
  '#gte': (value, wanted) => compared(value, wanted) >= 0,
  '#lte': (value, wanted) => compared(value, wanted) <= 0,
};
/** Of a list these hold for the whole of it: no tag is that one. */
const FOR_ALL = ['#ne', '#notContain'];
const STANDARD = [
  'externalId',
  'type',
  'firstName',
  'lastName',
  'middleName',
  'address',
  'city',
  'country',
  'gender',
  'birthDate',
  'preferredLanguage',
];
/** Between `data` and the name of a custom attribute. */
const DATA = `data${String.fromCharCode(1)}`;

/** A sentence when it is no query that the description knows. */
export function select(state: State, filter: Json | undefined): readonly StoredPerson[] | string {
  if (!isObject(filter)) return 'filter is a JSON object';
  try {
    const test = testOf(filter);
    const candidates = byExternalIds(state, filter) ?? [...state.persons.values()];
    return candidates.filter(test);
  } catch (error) {
    if (error instanceof UnknownQuery) return error.message;
    throw error;
  }
}

class UnknownQuery extends Error {}

/** One or many external ids are looked up: going through a million people for them would take seconds. */
function byExternalIds(state: State, filter: JsonObject): StoredPerson[] | null {
  const clauses = isList(filter['#or']) && Object.keys(filter).length === 1 ? filter['#or'] : [filter];
  const ids = clauses.map((clause) => {
    if (!isObject(clause) || Object.keys(clause).length !== 1) return null;
    const inner = clause['#eq'] ?? clause;
    return isObject(inner) && typeof inner.externalId === 'string' && Object.keys(inner).length === 1
      ? inner.externalId
      : null;
  });
  const found: StoredPerson[] = [];
  for (const identifier of new Set(ids)) {
    if (identifier === null) return null;
    const person = find(state, { type: 'EXTERNAL_ID', identifier });
    if (person !== undefined) found.push(person);
  }
  return found;
}

function testOf(filter: JsonObject): Test {
  const tests = Object.entries(filter).map(([key, value]): Test => {
    if (key === '#and' || key === '#or') {
      if (!isList(value) || !value.every(isObject)) throw new UnknownQuery(`${key} takes a list of queries`);
      const inner = value.filter(isObject).map(testOf);
      return key === '#and'
        ? (person) => inner.every((test) => test(person))
        : (person) => inner.some((test) => test(person));
    }
    if (!key.startsWith('#')) return comparison('#eq', key, value);
    if (!isObject(value)) throw new UnknownQuery(`${key} takes an object of a field and its value`);
    const inner = Object.entries(value).map(([field, wanted]) => comparison(key, field, wanted));
    return (person) => inner.every((test) => test(person));
  });
  return (person) => tests.every((test) => test(person));
}

function comparison(operator: string, field: string, wanted: Json): Test {
  const compare = COMPARISONS[operator];
  if (compare === undefined) throw new UnknownQuery(`operator ${operator} is not supported here`);
  const read = reader(field);
  return (person) => {
    const values = read(person);
    if (FOR_ALL.includes(operator)) return values.every((value) => compare(value, wanted));
    return values.some((value) => compare(value, wanted));
  };
}

function reader(field: string): (person: StoredPerson) => readonly Json[] {
  if (field === 'tags') return (person) => person.tags;
  if (field === 'id') return (person) => [person.id];
  if (field === 'externalId') return (person) => [person.externalId];
  if (field === 'type') return (person) => [person.type];
  if (field === 'createdAt') return (person) => [stamp(person.createdAt)];
  if (field === 'modifiedAt') return (person) => [stamp(person.modifiedAt)];
  if (STANDARD.includes(field)) return (person) => [person.standard[field] ?? null];
  if (field.startsWith(DATA)) return (person) => [person.custom[field.slice(DATA.length)] ?? null];
  throw new UnknownQuery(`field ${field} is not known`);
}

function compared(value: Json, wanted: Json): number {
  if (typeof value === 'number' && typeof wanted === 'number') return value - wanted;
  return typeof value === 'string' && typeof wanted === 'string' ? value.localeCompare(wanted) : Number.NaN;
}
