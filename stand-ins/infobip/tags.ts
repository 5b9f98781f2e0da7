// Tags: made, listed, taken off the account, and given to people or taken from them.

import { type Answer, badRequest, broken, notFound, ok } from './answers.ts';
import type { Call } from './call.ts';
import { type JsonObject, listOf, objectOf, textOf } from './json.ts';
import { pageOf } from './paging.ts';
import { find } from './persons.ts';
import { nextId, type State, type StoredPerson, stamp, type Tag } from './state.ts';

const NAME_MAX = 256;
export const PEOPLE_MAX = 1000;

export function createTag({ account: { state, now }, body }: Call): Answer {
  const name = textOf(objectOf(body).name);
  if (name === '' || name.length > NAME_MAX) return badRequest('Tag name is required and has at most 256 characters');
  if (state.tags.has(name.toLowerCase())) return badRequest(`Tag ${name} already exists`);
  addTags(state, [name], now());
  return ok(describedTag(state.tags.get(name.toLowerCase())));
}

export function addTags(state: State, names: readonly string[], now: number): void {
  for (const name of names) {
    if (state.tags.has(name.toLowerCase())) continue;
    state.tags.set(name.toLowerCase(), { id: nextId(state), name, createdAt: now });
    state.revision += 1;
  }
}

export function listTags({ account: { state }, query }: Call): Answer {
  const page = pageOf(query, ['name', 'createdAt', 'modifiedAt']);
  if ('refused' in page) return page.refused;
  return ok(
    page.cut([...state.tags.values()].sort((one, other) => one.name.localeCompare(other.name)).map(describedTag)),
  );
}

export function readTag({ account: { state }, params }: Call): Answer {
  const tag = state.tags.get((params.name ?? '').toLowerCase());
  return tag === undefined ? notFound('Tag not found') : ok(describedTag(tag));
}

export function deleteTag({ account: { state }, params }: Call): Answer {
  const tag = state.tags.get((params.name ?? '').toLowerCase());
  if (tag === undefined) return notFound('Tag not found');
  state.tags.delete(tag.name.toLowerCase());
  for (const person of state.persons.values()) person.tags = person.tags.filter((name) => name !== tag.name);
  state.revision += 1;
  return ok();
}

const describedTag = (tag: Tag | undefined): JsonObject =>
  tag === undefined
    ? {}
    : { createdAt: stamp(tag.createdAt), modifiedAt: stamp(tag.createdAt), id: tag.id, name: tag.name };

/** All or nothing: with a tag or a person that is not there, nobody gets it. */
export function tagPersons({ account: { state, now }, params, body }: Call, isSet: boolean): Answer {
  const people = listOf(objectOf(body).people).map((one) => objectOf(objectOf(one).query));
  if (people.length > PEOPLE_MAX)
    return broken(badRequest('Array size of the batch is limited to 1000 people'), 'more than 1000 people');
  if (people.length === 0) return badRequest('people must not be empty');
  const tag = state.tags.get((params.name ?? '').toLowerCase());
  if (tag === undefined) return notFound('Tag not found');
  const found = people.map((one) => find(state, { type: textOf(one.type), identifier: textOf(one.identifier) }));
  const known = found.filter((person): person is StoredPerson => person !== undefined);
  if (known.length < found.length) return notFound('Person not found');
  for (const person of known) {
    if (person.tags.includes(tag.name) === isSet) continue;
    person.tags = isSet ? [...person.tags, tag.name] : person.tags.filter((name) => name !== tag.name);
    person.modifiedAt = now();
    state.revision += 1;
  }
  return ok();
}
