// Version 2 of persons: one at a time by an identifier, lists with a filter, batches that name failures only, contacts.

import { type Answer, badRequest, broken, notFound, ok, refused } from './answers.ts';
import type { Call } from './call.ts';
import { type Detail, hasIdentifier, readChange } from './change.ts';
import { select } from './filter.ts';
import { type Json, type JsonObject, listOf, objectOf, parseJson, textOf } from './json.ts';
import { pageOf } from './paging.ts';
import { apply, type Change, create, described, find, hit, remove, setContacts } from './persons.ts';
import { type StoredPerson, stamp } from './state.ts';
import { addTags, PEOPLE_MAX } from './tags.ts';

const NOBODY = 'There is no person matching the query';

export function createPerson(call: Call): Answer {
  const done = createOne(call, objectOf(call.body));
  return typeof done === 'string' ? conflictOr400(done) : ok(described(call.account.state, done));
}

/** The sentence says why not. */
function createOne(call: Call, body: JsonObject): StoredPerson | string {
  const { state, now } = call.account;
  const change = changeIn(call, body);
  if (typeof change === 'string') return change;
  if (!hasIdentifier(change)) return 'At least one of externalId, email and phone is required';
  const [other] = hit(state, change);
  if (other !== undefined) return takenBy(other, change);
  const person = create(state, now());
  apply(state, person, change, true, now());
  return person;
}

function takenBy(other: StoredPerson, change: Change): string {
  const email = change.emails?.find((one) => other.emails.includes(one));
  const phone = change.phones?.find((one) => other.phones.includes(one));
  if (email !== undefined) return `Destination(email) ${email} already exists.`;
  return phone === undefined
    ? `Person with external ID ${change.externalId} already exists.`
    : `Destination(phone) ${phone} already exists.`;
}

const conflictOr400 = (why: string): Answer =>
  why.endsWith('already exists.') ? refused(409, 'CONFLICT', why) : badRequest(why);

function changeIn({ account: { state, rules, now } }: Call, body: JsonObject): Change | string {
  const { change, details } = readChange(state, rules, body, '');
  if (details.length > 0) return details.map(({ property, message }: Detail) => `${property}: ${message}`).join('; ');
  if (rules.unknownTags === 'create') addTags(state, change.tags ?? [], now());
  return change;
}

function byQuery({ account: { state }, query }: Call): StoredPerson | undefined {
  return find(state, { type: query.get('type') ?? '', identifier: query.get('identifier') ?? '' });
}

export function updatePerson(call: Call, replace: boolean): Answer {
  const person = byQuery(call);
  if (person === undefined) return notFound(NOBODY);
  const problem = updateOne(call, person, objectOf(call.body), replace);
  return problem === null ? ok(described(call.account.state, person)) : conflictOr400(problem);
}

function updateOne(call: Call, person: StoredPerson, body: JsonObject, replace: boolean): string | null {
  const { state, now } = call.account;
  const change = changeIn(call, body);
  if (typeof change === 'string') return change;
  const other = hit(state, change).find((one) => one !== person);
  if (other !== undefined) return takenBy(other, change);
  if (isNameless(person, change, replace)) return 'A person needs an external ID, an email or a phone';
  apply(state, person, change, replace, now());
  return null;
}

function isNameless(person: StoredPerson, change: Change, replace: boolean): boolean {
  if (hasIdentifier(change)) return false;
  if (replace) return true;
  const hasContact = person.emails.length + person.phones.length > 0;
  return !hasContact && (change.externalId === null || person.externalId === null);
}

export function deletePerson(call: Call): Answer {
  const person = byQuery(call);
  if (person === undefined) return notFound(NOBODY);
  remove(call.account.state, person);
  return ok();
}

export function readPersons(call: Call): Answer {
  const { account, query } = call;
  if (query.has('identifier')) {
    const person = byQuery(call);
    return person === undefined ? notFound(NOBODY) : ok(described(account.state, person));
  }
  const page = pageOf(query, ['createdAt', 'firstName', 'lastName', 'modifiedAt']);
  if ('refused' in page) return page.refused;
  const filter = query.get('filter');
  const found = filter === null ? [...account.state.persons.values()] : select(account.state, parseJson(filter));
  if (typeof found === 'string') return broken(badRequest(found), found);
  const keyOf = (person: StoredPerson): string =>
    page.field === 'createdAt' || page.field === 'modifiedAt'
      ? stamp(person[page.field])
      : (person.standard[page.field] ?? '');
  const sign = page.isDescending ? -1 : 1;
  const sorted = [...found].sort((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)];
    return a === b ? one.id - other.id : a < b ? -sign : sign;
  });
  return ok({
    ...(query.get('includeTotalCount') === 'true' ? { totalCount: sorted.length } : {}),
    limit: page.limit,
    page: page.page,
    orderBy: `${page.field}:${page.isDescending ? 'desc' : 'asc'}`,
    persons: page.cut(sorted).map((person) => described(account.state, person)),
  });
}

/** Adds, replaces or takes off e-mail addresses and numbers of one person. */
export function changeContacts(call: Call, how: 'add' | 'replace' | 'remove'): Answer {
  const { state, now } = call.account;
  const person = byQuery(call);
  if (person === undefined) return notFound(NOBODY);
  const change = changeIn(call, objectOf(call.body));
  if (typeof change === 'string') return badRequest(change);
  const other = how === 'remove' ? undefined : hit(state, change).find((one) => one !== person);
  if (other !== undefined) return conflictOr400(takenBy(other, change));
  const without = (has: readonly string[], gone: readonly string[] | undefined): string[] =>
    has.filter((one) => !(gone ?? []).includes(one));
  const emails = how === 'remove' ? without(person.emails, change.emails) : change.emails;
  const phones = how === 'remove' ? without(person.phones, change.phones) : change.phones;
  const replaces = how !== 'add';
  const changedEmails = setContacts(state, person, 'EMAIL', emails, [], replaces);
  const changedPhones = setContacts(state, person, 'PHONE', phones, [], replaces);
  if (changedEmails || changedPhones) {
    person.modifiedAt = now();
    state.revision += 1;
  }
  return ok(described(state, person));
}

type Failure = { readonly status: number; readonly message: string };

/** Each in turn; the answer names failures only. */
export function batch(call: Call, how: 'create' | 'update' | 'delete'): Answer {
  const people = listOf(objectOf(call.body).people).map(objectOf);
  if (people.length > PEOPLE_MAX)
    return broken(badRequest('Array size of the batch is limited to 1000 people'), 'more than 1000 people');
  const results: Json[] = [];
  people.forEach((one, index) => {
    const failure = carryOut(call, one, how);
    if (failure === null) return;
    const named = how === 'create' ? { index } : { query: objectOf(one.query) };
    results.push({ errors: [{ message: failure.message }], status: failure.status, ...named });
  });
  return { status: results.length === 0 ? 200 : 207, body: { results } };
}

function carryOut(call: Call, one: JsonObject, how: 'create' | 'update' | 'delete'): Failure | null {
  const failed = (message: string): Failure => ({ status: message.endsWith('already exists.') ? 409 : 400, message });
  if (how === 'create') {
    const done = createOne(call, one);
    return typeof done === 'string' ? failed(done) : null;
  }
  const query = objectOf(one.query);
  const person = find(call.account.state, { type: textOf(query.type), identifier: textOf(query.identifier) });
  if (person === undefined) return { status: 409, message: NOBODY };
  if (how === 'delete') {
    remove(call.account.state, person);
    return null;
  }
  const problem = updateOne(call, person, objectOf(one.update), false);
  return problem === null ? null : failed(problem);
}

export function matchPersons({ account: { state }, body }: Call): Answer {
  const identities = listOf(objectOf(body).identities).map(objectOf);
  const matches = identities.flatMap((one): JsonObject[] => {
    const identity = { type: textOf(one.type), identifier: textOf(one.identifier) };
    const person = find(state, identity);
    return person === undefined ? [] : [{ personId: person.id, ...identity }];
  });
  return ok({ matches });
}
