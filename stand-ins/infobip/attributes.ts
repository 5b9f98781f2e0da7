// Custom attributes of People: made once, with a type that stands for good.

import { type Answer, badRequest, notFound, ok } from './answers.ts';
import type { Call } from './call.ts';
import { isObject, type JsonObject, objectOf, textOf } from './json.ts';
import { pageOf } from './paging.ts';
import { type Attribute, DATA_TYPES, stamp } from './state.ts';

const NAME_MAX = 256;

export function createAttribute({ account: { state, now }, body }: Call): Answer {
  const given = objectOf(body);
  const name = textOf(given.name);
  const dataType = DATA_TYPES.find((type) => type === given.dataType);
  if (name === '' || name.length > NAME_MAX || /[{}[\]]/.test(name))
    return badRequest('Custom attribute name is invalid');
  if (dataType === undefined) return badRequest('Custom attribute data type is required');
  const objectSchema = isObject(given.objectSchema) ? given.objectSchema : null;
  if ((dataType === 'LIST_OF_OBJECTS') !== (objectSchema !== null))
    return badRequest('objectSchema is required for LIST_OF_OBJECTS, and for nothing else');
  if (state.attributes.has(name.toLowerCase())) return badRequest(`Custom attribute ${name} already exists`);
  const attribute: Attribute = { name, dataType, objectSchema, createdAt: now() };
  state.attributes.set(name.toLowerCase(), attribute);
  state.revision += 1;
  return ok(describedAttribute(attribute));
}

export function listAttributes({ account: { state }, query }: Call): Answer {
  const page = pageOf(query, ['name', 'createdAt', 'modifiedAt']);
  if ('refused' in page) return page.refused;
  const sorted = [...state.attributes.values()].sort((one, other) => one.name.localeCompare(other.name));
  return ok({
    limit: page.limit,
    page: page.page,
    orderBy: `${page.field}:${page.isDescending ? 'desc' : 'asc'}`,
    ...(query.get('includeTotalCount') === 'true' ? { totalCount: sorted.length } : {}),
    customAttributes: page.cut(page.isDescending ? sorted.reverse() : sorted).map(describedAttribute),
  });
}

export function readAttribute({ account: { state }, params }: Call): Answer {
  const attribute = state.attributes.get((params.name ?? '').toLowerCase());
  return attribute === undefined ? notFound('Custom attribute not found') : ok(describedAttribute(attribute));
}

export function deleteAttribute({ account: { state }, params }: Call): Answer {
  const attribute = state.attributes.get((params.name ?? '').toLowerCase());
  if (attribute === undefined) return notFound('Custom attribute not found');
  state.attributes.delete(attribute.name.toLowerCase());
  state.spellings.clear();
  for (const person of state.persons.values()) delete person.custom[attribute.name];
  state.revision += 1;
  return ok();
}

const describedAttribute = ({ name, dataType, objectSchema, createdAt }: Attribute): JsonObject => ({
  createdAt: stamp(createdAt),
  modifiedAt: stamp(createdAt),
  name,
  dataType,
  ...(objectSchema === null ? {} : { objectSchema }),
});
