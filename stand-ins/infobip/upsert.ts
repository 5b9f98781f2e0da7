// Version 3 of persons: create or update by identifiers, in part or whole, and merge; each item with a result of its own.

import type { Answer } from './answers.ts';
import type { Call } from './call.ts';
import { type Detail, hasIdentifier, readChange } from './change.ts';
import { isObject, type Json, type JsonObject, listOf, objectOf } from './json.ts';
import { apply, type Change, create, hit, remove } from './persons.ts';
import type { Problem } from './specification.ts';
import type { StoredPerson } from './state.ts';
import { addTags } from './tags.ts';

const INVALID = 'One or more properties of the person are invalid';

/** Whole requests are refused in version 3's own words. */
export function refuseUpsert(problems: readonly Problem[]): Answer {
  const details = problems.map(({ property, message }) => ({ property, message }));
  const isMissing = problems.some(({ property }) => property === 'persons' || property === '');
  const [code, message] = isMissing ? [400104, "Missing required property 'persons'"] : [400100, INVALID];
  return { status: 400, body: { code, message, details } };
}

export const MALFORMED: Answer = {
  status: 400,
  body: { code: 400103, message: 'Malformed JSON body, wrong syntax' },
};

export function upsert(call: Call, replace: boolean): Answer {
  return each(call, (change, index) => {
    const { state, now } = call.account;
    const found = hit(state, change);
    const [person] = found;
    if (found.length > 1 || (person !== undefined && isOther(person, change)))
      return conflict(index, 'Identifiers of the person belong to different persons');
    const target = person ?? create(state, now());
    const isChanged = apply(state, target, change, replace, now());
    return { id: target.id, index, status: person === undefined ? 'CREATED' : isChanged ? 'UPDATED' : 'NOT_MODIFIED' };
  });
}

/** Known by another external id: the address is somebody else's. */
const isOther = (person: StoredPerson, change: Change): boolean =>
  typeof change.externalId === 'string' && person.externalId !== null && person.externalId !== change.externalId;

/** The oldest stays; what it lacks comes from the others, and what the request says stands over all. */
export function merge(call: Call): Answer {
  return each(call, (change, index) => {
    const { state, now } = call.account;
    const [oldest, ...others] = [...hit(state, change)].sort((one, other) => one.id - other.id);
    const target = oldest ?? create(state, now());
    for (const other of others) {
      remove(state, other);
      apply(state, target, kept(target, other), false, now());
    }
    apply(state, target, change, false, now());
    return { id: target.id, index };
  });
}

function kept(target: StoredPerson, other: StoredPerson): Change {
  const missing = <T>(has: Record<string, T>, gets: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(gets).filter(([name]) => (has[name] ?? null) === null));
  return {
    externalId: target.externalId ?? other.externalId,
    type: target.type === 'CUSTOMER' ? undefined : other.type,
    standard: missing(target.standard, other.standard),
    custom: missing(target.custom, other.custom),
    tags: other.tags,
    emails: other.emails,
    phones: other.phones,
    primary: [],
  };
}

type Refusal = {
  readonly code: number;
  readonly message: string;
  readonly details?: readonly Detail[];
  readonly index: number;
};

const conflict = (index: number, message: string): Refusal => ({ code: 409100, message, index });

function each(call: Call, carryOut: (change: Change, index: number) => JsonObject | Refusal): Answer {
  const { state, rules, now } = call.account;
  const shape = byItem(call.problems);
  const errors: Json[] = [];
  const results: Json[] = [];
  listOf(objectOf(call.body).persons).forEach((item, index) => {
    const at = `persons[${index}]`;
    const { change, details } = readChange(state, rules, objectOf(item), at);
    const wrong = [...(shape.get(index) ?? []), ...details];
    if (wrong.length === 0 && !hasIdentifier(change))
      wrong.push({ property: at, message: 'At least one of externalId, email and phone is required' });
    if (wrong.length > 0) {
      errors.push({ code: 400100, message: INVALID, details: uniqueBy(wrong), index });
      return;
    }
    if (rules.unknownTags === 'create') addTags(state, change.tags ?? [], now());
    const done = carryOut(change, index);
    (isError(done) ? errors : results).push(done);
  });
  return { status: 207, body: { errors, results } };
}

const isError = (done: JsonObject | Refusal): done is Refusal => isObject(done) && 'code' in done;

function byItem(problems: readonly Problem[]): Map<number, Detail[]> {
  const found = new Map<number, Detail[]>();
  for (const { property, message } of problems) {
    const at = /^persons\[(\d+)\]/.exec(property);
    if (at === null) continue;
    const index = Number(at[1]);
    found.set(index, [...(found.get(index) ?? []), { property, message }]);
  }
  return found;
}

const uniqueBy = (details: readonly Detail[]): Detail[] => [
  ...new Map(details.map((one) => [one.property, one])).values(),
];
