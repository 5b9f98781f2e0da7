// Event definitions: made once; later only added to.

import { type Answer, ok, platformError } from './answers.ts';
import type { Call } from './call.ts';
import { type Json, type JsonObject, listOf, objectOf, textOf } from './json.ts';
import type { Definition, DefinitionField } from './state.ts';

const TITLE_MAX = 100;
const DESCRIPTION_MAX = 2000;
const FIELDS_MAX = 120;
const LIST_LIMIT = 100;

const invalid = (description: string): Answer =>
  platformError(400, description, 'Check the syntax and adjust the request.');
const missing: Answer = platformError(
  404,
  'Event definition was not found.',
  'Check the resources and adjust your request.',
);

export function createDefinition({ account: { state }, body }: Call): Answer {
  const given = objectOf(body);
  const definitionId = textOf(given.definitionId);
  const title = textOf(given.title);
  const description = textOf(given.description);
  const fields = fieldsIn(given.fields);
  if (definitionId === '') return invalid('definitionId is required');
  const problem = titleProblem(title, description) ?? fieldsProblem(fields);
  if (problem !== null) return invalid(problem);
  if (state.definitions.has(definitionId))
    return platformError(409, `Event definition ${definitionId} already exists.`, 'Use another definitionId.');
  const definition: Definition = { definitionId, title, description, fields };
  state.definitions.set(definitionId, definition);
  state.revision += 1;
  return { status: 201, body: describedDefinition(definition) };
}

function titleProblem(title: string, description: string): string | null {
  if (title === '' || title.length > TITLE_MAX) return 'title is required and has at most 100 characters';
  return description.length > DESCRIPTION_MAX ? 'description has at most 2000 characters' : null;
}

function fieldsProblem(fields: readonly DefinitionField[]): string | null {
  if (fields.length > FIELDS_MAX) return 'A definition has at most 120 fields';
  const names = new Set(fields.map((field) => field.name.toLowerCase()));
  if (names.size < fields.length) return 'Names of fields are unique, ignoring case';
  return fields.filter((field) => field.type === 'List').length > 1 ? 'A definition has at most one List' : null;
}

const fieldsIn = (given: Json | undefined): DefinitionField[] =>
  listOf(given)
    .map(objectOf)
    .map((field) => ({ name: textOf(field.name), type: textOf(field.type), schema: field.schema ?? null }));

/** New fields, another title and description; nothing is taken away, and no type changes. */
export function updateDefinition({ account: { state }, params, body }: Call): Answer {
  const definition = state.definitions.get(params.definitionId ?? '');
  if (definition === undefined) return missing;
  const given = objectOf(body);
  const fields = fieldsIn(given.fields);
  const description = typeof given.description === 'string' ? given.description : definition.description;
  const merged = [...definition.fields];
  for (const field of fields) {
    const there = merged.find((one) => one.name.toLowerCase() === field.name.toLowerCase());
    if (there === undefined) merged.push(field);
    else if (there.type !== field.type || there.name !== field.name)
      return invalid(`Field ${there.name} exists with type ${there.type}, which cannot be changed`);
  }
  const problem = titleProblem(textOf(given.title), description) ?? fieldsProblem(merged);
  if (problem !== null) return invalid(problem);
  definition.title = textOf(given.title);
  definition.description = description;
  definition.fields = merged;
  state.revision += 1;
  return ok(describedDefinition(definition));
}

export function listDefinitions({ account: { state }, query }: Call): Answer {
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? LIST_LIMIT);
  const search = (query.get('searchText') ?? '').toLowerCase();
  const categories = query.getAll('category');
  const byTitle = query.get('orderField') === 'Title';
  const keyOf = (one: Definition): string => (byTitle ? one.title : one.definitionId);
  const sorted = [...state.definitions.values()]
    .filter(() => categories.length === 0 || categories.includes('external'))
    .filter((one) => `${one.definitionId} ${one.title}`.toLowerCase().includes(search))
    .sort((one, other) => keyOf(one).localeCompare(keyOf(other)));
  if (query.get('orderType') === 'Desc') sorted.reverse();
  return ok(sorted.slice(offset, offset + limit).map(describedDefinition));
}

export function readDefinition({ account: { state }, params }: Call): Answer {
  const definition = state.definitions.get(params.definitionId ?? '');
  return definition === undefined ? missing : ok(describedDefinition(definition));
}

const describedDefinition = ({ definitionId, title, description, fields }: Definition): JsonObject => ({
  isInternalDefinition: false,
  category: 'external',
  definitionId,
  title,
  description,
  fields: fields.map(({ name, type, schema }) => ({ name, type, ...(schema === null ? {} : { schema }) })),
});
