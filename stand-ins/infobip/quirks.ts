// Where Infobip's specification contradicts its own examples or prose, and how the stand-in reads it: the list, each with its
// reason, and what each does to a schema before it is compiled. What is stricter here than there stands at the end.

import { isList, isObject, type Json, type JsonObject, listOf } from './json.ts';

type Quirk = {
  readonly about: string;
  readonly reason: string;
  /** Left out: it concerns answers, or is held by a handler. */
  readonly change?: (schema: JsonObject, name: string) => JsonObject;
};

/** Schemas of persons in the two ways that they are written. */
const PERSON = /\.(UpsertPersonV3DocsSchema|MergePersonV3DocsSchema|IamPersonV2)$/;

const QUIRKS: readonly Quirk[] = [
  {
    about: 'Values of customAttributes, variables and properties are declared to be objects, and may be anything.',
    reason: "The specification's own examples hold texts, numbers, booleans and lists there.",
    change: (schema) => {
      const { additionalProperties: rest } = schema;
      const isFree = isObject(rest) && rest.type === 'object' && rest.properties === undefined;
      return isFree ? { ...schema, additionalProperties: true } : schema;
    },
  },
  {
    about: 'maxLength of a list means how many items it has.',
    reason: 'participants has maxLength 1000, and the 400 of its operation says "between 1 and 1000".',
    change: ({ maxLength, ...schema }) => {
      if (maxLength === undefined || schema.type === 'string')
        return maxLength === undefined ? schema : { ...schema, maxLength };
      return schema.type === 'array' ? { ...schema, maxItems: maxLength } : schema;
    },
  },
  {
    about: 'persons of an upsert and of a merge is required.',
    reason: 'The schema does not say so; the example of 400104 does.',
    change: (schema, name) =>
      /\.(UpsertRequestDocsSchema|MergeRequestDocsSchema)$/.test(name) ? { ...schema, required: ['persons'] } : schema,
  },
  {
    about: 'A standard attribute of a person may be null, which empties it.',
    reason:
      'The specification has no word for emptying in a partial update: it says only that what is left out keeps its value. ' +
      'The option `nulls` tells the stand-in to ignore or to refuse null, as an account might.',
    change: (schema, name) =>
      PERSON.test(name) && isObject(schema.properties)
        ? { ...schema, properties: Object.fromEntries(Object.entries(schema.properties).map(nullable)) }
        : schema,
  },
  {
    about: 'errors and results of an upsert are lists, and codes are numbers.',
    reason: 'The schema of the 207 declares objects and texts; every example shows lists and numbers.',
  },
  {
    about: 'Tags and event definitions are listed as bare arrays.',
    reason: 'The schema says array, the example of the tags shows one object.',
  },
  {
    about: 'GET /people/2/persons without an identifier answers {limit, page, orderBy, persons}.',
    reason: 'The schema knows only the single person; customAttributes are listed so.',
  },
  {
    about: 'An event of an unknown person is refused with 400505.',
    reason:
      'The prose of the batch says that a person is made, its errors that there is none. The option `unknownPersons` makes one.',
  },
  {
    about: 'A tag in the body of a person has to exist.',
    reason: 'Not stated; the option `unknownTags` makes it instead.',
  },
  {
    about: 'format url means an address with a scheme.',
    reason: 'JSON Schema knows uri only.',
  },
];

function nullable([name, schema]: [string, Json]): [string, Json] {
  if (name === 'tags' || name === 'contactInformation' || name === 'customAttributes') return [name, schema];
  return [name, { anyOf: [schema, { type: 'null' }] }];
}

/**
 * A schema as it is compiled: quirks mended, and stricter than the specification in two ways, because the stand-in is there to
 * find faults: properties that it does not name are refused, and so are those that it calls read-only.
 */
export function mended(schema: Json, name: string): Json {
  if (isList(schema)) return schema.map((item) => mended(item, name));
  if (!isObject(schema)) return schema;
  const strict = strictly(schema);
  const changed = QUIRKS.reduce((found, quirk) => quirk.change?.(found, name) ?? found, strict);
  const inner = Object.entries(changed).map(([key, value]): [string, Json] => {
    if (key === 'properties' && isObject(value))
      return [key, Object.fromEntries(Object.entries(value).map(([one, of]) => [one, mended(of, '')]))];
    return isKeyword(key) ? [key, mended(value, key === 'allOf' ? name : '')] : [key, value];
  });
  return Object.fromEntries(inner);
}

const isKeyword = (key: string): boolean =>
  ['items', 'allOf', 'anyOf', 'oneOf', 'additionalProperties', 'not'].includes(key);

function strictly(schema: JsonObject): JsonObject {
  if (!isObject(schema.properties)) return schema;
  const written = Object.entries(schema.properties).filter(([, of]) => !(isObject(of) && of.readOnly === true));
  const names = new Set(written.map(([name]) => name));
  return {
    ...schema,
    properties: Object.fromEntries(written),
    ...(schema.required === undefined
      ? {}
      : { required: listOf(schema.required).filter((name) => typeof name === 'string' && names.has(name)) }),
    additionalProperties: schema.additionalProperties ?? false,
  };
}
