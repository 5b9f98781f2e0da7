// Generates the contract of /v1 from the routes: OpenAPI 3.1, committed as openapi.json and held fresh by a test.
// It registers the routes on a server that never listens; no handler runs.
import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import pg from 'pg';
import { pino } from 'pino';
import { apiRoutes } from './api-routes.ts';
import { createApp } from './app.ts';
import type { AdapterDeps } from './deps.ts';
import { KEY_MAX_BYTES } from './edge.ts';

const VERSION = '0.1.0';

const INFO = {
  title: 'Laurel',
  version: VERSION,
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  description: [
    'The API of Laurel, the self-hosted loyalty engine.',
    '',
    'A customer is addressed by id or by `type:value` of an identifier, such as `external:4711`. Field names are',
    'snake_case, instants ISO 8601 in UTC, points whole numbers. Every change answers its decision. Errors are problem',
    'documents (RFC 9457) with a stable `code`. Lists have cursors: pass `next` as `after`. A request with an',
    '`Idempotency-Key` can be repeated safely, for ever.',
  ].join('\n'),
};

/** As JSON text, ready to be written. */
export async function openapiDocument(): Promise<string> {
  const deps = offlineDeps();
  const app = createApp(deps);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: INFO,
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          basic: { type: 'http', scheme: 'basic', description: 'The key as user name, the secret as password.' },
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'laurel.session_token',
            description: 'Of a user; see /auth/sign-in.',
          },
          bearer: { type: 'http', scheme: 'bearer', description: '`key:secret` as the token.' },
        },
      },
    },
    transform: createJsonSchemaTransform({}),
    transformObject: createJsonSchemaTransformObject({}),
  });
  await app.register(async (routes) => {
    routes.addHook('onRoute', (route) => {
      if (route.schema === undefined) return;
      const isOpen = route.config?.scope === undefined && route.config?.isForAnyCaller !== true;
      const security = [{ basic: [] }, { bearer: [] }, { session: [] }];
      route.schema = { ...route.schema, ...(isOpen ? {} : { security }) };
    });
    apiRoutes(routes.withTypeProvider(), deps);
  });
  await app.ready();
  const document = tidied(JSON.parse(JSON.stringify(app.swagger())));
  await app.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

type Node = { [key: string]: unknown };

/** Each shape comes in two variants, as taken and as given; those that nothing names go, and a lone one has the plain name. */
function tidied(document: Node): Node {
  const schemas = groupAt(groupAt(document, 'components'), 'schemas');
  for (const [path, operations] of Object.entries(groupAt(document, 'paths'))) describeOperations(path, operations);
  const used = new Set<string>(['Problem']);
  collectRefs(document.paths, schemas, used);
  for (const name of used) {
    const plain = name.replace(/Input$/, '');
    if (name !== plain && !used.has(plain)) schemas[plain] = schemas[name];
  }
  for (const name of Object.keys(schemas)) {
    const isPlainOfInput = used.has(`${name}Input`);
    if (!used.has(name) && !isPlainOfInput) delete schemas[name];
    else if (name.endsWith('Input') && !used.has(name.replace(/Input$/, ''))) delete schemas[name];
  }
  return renameRefs(document, schemas);
}

/** Every operation may fail; which codes there are is the same for all. What makes a fact takes an idempotency key. */
function describeOperations(path: string, operations: unknown): void {
  for (const [method, operation] of Object.entries(isNode(operations) ? operations : {})) {
    if (!isNode(operation)) continue;
    groupAt(operation, 'responses').default = {
      description: 'A problem; see `code`.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
    const isFact = FACTS.test(path) && method !== 'get' && !ANEW.test(path);
    const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
    if (isFact) groupAt(operation, 'responses')['202'] = WAITING;
    if (isFact || (MANY.test(path) && method === 'post')) operation.parameters = [...parameters, IDEMPOTENCY_KEY];
  }
}

const FACTS = /^\/v1\/(customers|events|tickets)/;
/** Facts of many customers under one key. */
const MANY = /^\/v1\/customer-changes$/;
/** Asked anew each time: questions, a code that is told once, and what repeating does no harm. */
const ANEW = /\/(explain|preview|look-up|code|sync)$/;

const WAITING = {
  description: 'Above a limit of whoever asks: kept as a request until a second person decides it.',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Approval' } } },
};

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same key with the same body gives the first answer again, for ever; with another body, `key_reused`.',
  schema: { type: 'string', minLength: 1, maxLength: KEY_MAX_BYTES },
};

const REF = '#/components/schemas/';

function collectRefs(part: unknown, schemas: Node, used: Set<string>): void {
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key !== '$ref' || typeof value !== 'string' || !value.startsWith(REF)) {
      collectRefs(value, schemas, used);
      continue;
    }
    const name = value.slice(REF.length);
    if (used.has(name)) continue;
    used.add(name);
    collectRefs(schemas[name], schemas, used);
  }
}

/** Names that no longer exist are those of inputs that took the plain name. */
function renameRefs(document: Node, schemas: Node): Node {
  return JSON.parse(JSON.stringify(document), (key, value) => {
    if (isNode(value)) return withoutNoise(value);
    if (key !== '$ref' || typeof value !== 'string' || !value.startsWith(REF)) return value;
    return value.slice(REF.length) in schemas ? value : value.replace(/Input$/, '');
  });
}

/** Formats say more than the patterns behind them, and every whole number is a safe one. */
function withoutNoise(schema: Node): Node {
  if (typeof schema.format === 'string') delete schema.pattern;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  return schema;
}

function groupAt(node: Node, key: string): Node {
  const group = node[key];
  if (!isNode(group)) throw new Error(`the contract has no ${key}`);
  return group;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing of it is used before a request comes, and none comes. */
function offlineDeps(): AdapterDeps {
  const offline = (): never => {
    throw new Error('no request is handled while the contract is generated');
  };
  return {
    pool: new pg.Pool({ max: 1 }),
    engine: {
      submit: offline,
      preview: offline,
      resolve: offline,
      submitChunk: offline,
      submitAll: offline,
      previewAll: offline,
      lookUp: offline,
      close: offline,
      stats: offline,
    },
    programmes: { current: offline, catchUp: offline, refresh: offline },
    config: { publicUrl: 'http://localhost:4000', trustProxy: false, retailerId: null },
    clock: { now: offline },
    logger: pino({ level: 'silent' }),
    gate: { identify: offline, admit: offline, forget: offline },
  };
}
