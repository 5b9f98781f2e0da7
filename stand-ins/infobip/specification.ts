// Infobip's OpenAPI files, compiled: which operation a request is, and what about it is not as the specification says. It knows
// nothing of what operations do.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { isObject, type Json, type JsonObject, listOf, objectOf, textOf } from './json.ts';
import { isDate } from './person-values.ts';
import { mended } from './quirks.ts';

export type Problem = {
  /** In the words of a path: persons[0].firstName; empty for the whole body. */
  readonly property: string;
  readonly message: string;
  /** About one value, as a customer has it (too long, no date): the platform refuses the item, and the request was right. */
  readonly isOfValue: boolean;
};

type Parameter = { readonly name: string; readonly schema: JsonObject; readonly isRequired: boolean };

type Operation = {
  readonly id: string;
  readonly method: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly query: readonly Parameter[];
  readonly pathSchemas: readonly Parameter[];
  /** Null where there is no body. */
  readonly body: (() => ValidateFunction) | null;
};

export type Match = { readonly operation: Operation; readonly params: { readonly [name: string]: string } };

export type Specification = {
  match(method: string, path: string): Match | null;
  /** Of the address: parameters of the path and the query. */
  checkAddress(match: Match, query: URLSearchParams): readonly Problem[];
  checkBody(operation: Operation, body: Json | undefined): readonly Problem[];
};

const FILES = ['people', 'moments'];
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** What a value is refused for, not the shape that it comes in. */
const VALUE_KEYWORDS = ['maxLength', 'minLength', 'format', 'pattern', 'maximum', 'minimum'];
const PROBLEMS_MAX = 50;

export function readSpecification(): Specification {
  const ajv = createAjv();
  const operations = FILES.flatMap((name) => operationsOf(ajv, name));
  // Addresses without a parameter first: /persons/batch is no person.
  operations.sort((one, other) => one.names.length - other.names.length);
  return {
    match: (method, address) => {
      for (const operation of operations) {
        if (operation.method !== method) continue;
        const found = operation.pattern.exec(address);
        if (found === null) continue;
        const params = operation.names.map((name, at) => [name, decode(found[at + 1] ?? '')]);
        return { operation, params: Object.fromEntries(params) };
      }
      return null;
    },
    checkAddress: ({ operation, params }, query) => [
      ...operation.pathSchemas.flatMap((one) => parameterProblems(ajv, one, [params[one.name] ?? ''])),
      ...operation.query.flatMap((one) => parameterProblems(ajv, one, query.getAll(one.name))),
      ...[...new Set(query.keys())]
        .filter((name) => !operation.query.some((one) => one.name === name))
        .map((name) => problem(name, 'is no parameter of this operation')),
    ],
    checkBody: (operation, body) => {
      if (operation.body === null) return body === undefined ? [] : [problem('', 'This operation takes no body')];
      if (body === undefined) return [problem('', 'Required, but the body is missing')];
      return problemsOf(operation.body(), body);
    },
  };
}

const problem = (property: string, message: string): Problem => ({ property, message, isOfValue: false });

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray per cent sign stands for itself.
    return text;
  }
}

function createAjv(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  ajv.addFormat('date', isDate);
  ajv.addFormat(
    'date-time',
    (text: string) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text)),
  );
  ajv.addFormat('url', (text: string) => URL.canParse(text));
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('int32', { type: 'number', validate: (value: number) => Math.abs(value) <= 2 ** 31 });
  ajv.addFormat('int64', { type: 'number', validate: (value: number) => Math.abs(value) <= 2 ** 63 });
  return ajv;
}

function operationsOf(ajv: Ajv2020, file: string): Operation[] {
  const document: JsonObject = JSON.parse(
    readFileSync(path.join(import.meta.dirname, 'specification', `${file}.json`), 'utf8'),
  );
  const schemas = Object.entries(objectOf(objectOf(document.components).schemas));
  const entries = Object.entries(objectOf(document.paths)).flatMap(([address, methods]) =>
    METHODS.filter((method) => isObject(objectOf(methods)[method])).map((method) => ({
      address,
      method,
      described: objectOf(objectOf(methods)[method]),
    })),
  );
  const bodies = entries.flatMap(({ described }): [string, Json][] => {
    const schema = bodySchema(described);
    return schema === null ? [] : [[textOf(described.operationId), mended(schema, '')]];
  });
  ajv.addSchema({
    $id: file,
    components: { schemas: Object.fromEntries(schemas.map(([name, schema]) => [name, mended(schema, `.${name}`)])) },
    bodies: Object.fromEntries(bodies),
  });
  return entries.map((entry) => operationOf(ajv, file, entry));
}

function bodySchema(described: JsonObject): Json | null {
  const content = objectOf(objectOf(described.requestBody).content);
  return objectOf(content['application/json']).schema ?? null;
}

function operationOf(
  ajv: Ajv2020,
  file: string,
  { address, method, described }: { address: string; method: string; described: JsonObject },
): Operation {
  const id = textOf(described.operationId);
  const parameters = listOf(described.parameters).map(objectOf);
  const inPlace = (place: string): Parameter[] =>
    parameters
      .filter((one) => one.in === place)
      .map((one) => ({
        name: textOf(one.name),
        schema: objectOf(one.schema),
        isRequired: one.required === true,
      }));
  const names = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return {
    id,
    method: method.toUpperCase(),
    pattern: new RegExp(`^${address.replace(/\{\w+\}/g, '([^/]+)')}$`),
    names,
    query: inPlace('query').map((one) => ({ ...one, schema: withFile(one.schema, file) })),
    pathSchemas: inPlace('path').map((one) => ({ ...one, schema: withFile(one.schema, file) })),
    body: bodySchema(described) === null ? null : bodyCheck(ajv, file, id),
  };
}

/** Compiled when it is first asked for: of seventy operations a sync uses twenty. */
function bodyCheck(ajv: Ajv2020, file: string, id: string): () => ValidateFunction {
  let compiled: ValidateFunction | undefined;
  return () => {
    compiled ??= ajv.compile({ $ref: `${file}#/bodies/${id}` });
    return compiled;
  };
}

/** References inside a parameter lead into its file. */
function withFile(schema: JsonObject, file: string): JsonObject {
  const text = JSON.stringify(schema).replaceAll('"#/components', `"${file}#/components`);
  const moved: JsonObject = JSON.parse(text);
  return moved;
}

function parameterProblems(ajv: Ajv2020, one: Parameter, values: readonly string[]): Problem[] {
  if (values.length === 0) return one.isRequired ? [problem(one.name, 'is required')] : [];
  const isMany = one.schema.type === 'array';
  const read = values.map((value) => readParameter(value, isMany ? objectOf(one.schema.items) : one.schema));
  return ajv.validate(one.schema, isMany ? read : read[0])
    ? []
    : [problem(one.name, ajv.errorsText(ajv.errors, { dataVar: one.name }))];
}

function readParameter(text: string, schema: JsonObject): Json {
  if (schema.type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (schema.type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function problemsOf(check: ValidateFunction, body: Json): Problem[] {
  if (check(body)) return [];
  const errors = (check.errors ?? []).filter((error) => error.keyword !== 'anyOf' && !isNullHint(error));
  return errors.slice(0, PROBLEMS_MAX).map((error) => {
    const extra = error.params.additionalProperty ?? error.params.missingProperty;
    const name = typeof extra === 'string' ? extra : null;
    return {
      property: propertyPath(error.instancePath, name),
      message: name === null ? (error.message ?? 'is invalid') : `${error.message ?? 'is invalid'}: ${name}`,
      isOfValue: VALUE_KEYWORDS.includes(error.keyword),
    };
  });
}

/** The other half of "this or null" says nothing of its own. */
const isNullHint = (error: { readonly keyword: string; readonly params: { readonly type?: unknown } }): boolean =>
  error.keyword === 'type' && error.params.type === 'null';

function propertyPath(pointer: string, last: string | null): string {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  return [...steps, ...(last === null ? [] : [last])].reduce(
    (text, step) => (/^\d+$/.test(step) ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
}
