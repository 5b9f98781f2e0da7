// What hangs on a customer: identifiers and tags. Each change is a fact.
import { z } from 'zod';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { inspect } from './inspect.ts';
import { customerAddress, customerParams, identifierShape, instantOrNull } from './shapes.ts';
import { decide } from './submit.ts';

const TAG_MAX = 100;
const TAGS_MAX = 100;
/** A century. */
const TTL_MAX_S = 3_155_760_000;

export const tagInput = z.string().min(1).max(TAG_MAX);
export const ttlInput = z.int().min(1).max(TTL_MAX_S).nullable().default(null);
const tagParams = z.strictObject({ customer: customerAddress, tag: tagInput });
const identifierParams = z.strictObject({
  customer: customerAddress,
  identifier: z
    .string()
    .max(300)
    .regex(/^[A-Za-z][A-Za-z0-9_.-]{0,59}:.+$/s, 'type:value, such as external:4711'),
});

const tagsInput = z.strictObject({
  tags: z
    .array(z.strictObject({ tag: tagInput, ttl_seconds: ttlInput }))
    .min(1)
    .max(TAGS_MAX),
});
const tagsShape = z.strictObject({
  items: z.array(z.strictObject({ tag: z.string(), count: z.int(), expires_at: instantOrNull })),
});
const identifiersShape = z.strictObject({ items: z.array(z.strictObject({ type: z.string(), value: z.string() })) });

export function labelRoutes(app: App, deps: AdapterDeps): void {
  identifierRoutes(app, deps);
  tagReadRoutes(app, deps);
  tagChangeRoutes(app, deps);
}

function identifierRoutes(app: App, deps: AdapterDeps): void {
  const tags = ['Identifiers'];
  app.get(
    '/v1/customers/:customer/identifiers',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'listIdentifiers',
        summary: 'Identifiers of a customer, newest first',
        tags,
        params: customerParams,
        response: { 200: identifiersShape },
      },
    },
    async ({ params }) => {
      const { profile } = await findCustomer(deps, params.customer);
      return { items: profile.identifiers.map(({ type, value }) => ({ type, value })) };
    },
  );

  app.post(
    '/v1/customers/:customer/identifiers',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'addIdentifier',
        summary: 'Add an identifier',
        tags,
        params: customerParams,
        body: identifierShape,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) =>
      decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'customer.save', mode: 'update', patch: { addIdentifiers: [request.body] } },
          operation: 'identifier.add',
        },
      ),
  );

  app.delete(
    '/v1/customers/:customer/identifiers/:identifier',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'removeIdentifier',
        summary: 'Remove an identifier; its value is free for others',
        tags,
        params: identifierParams,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, identifier } = request.params;
      const colon = identifier.indexOf(':');
      const removed = { type: identifier.slice(0, colon), value: identifier.slice(colon + 1) };
      return decide(
        deps.engine,
        { request, reply },
        {
          customer,
          body: { kind: 'customer.save', mode: 'update', patch: { removeIdentifiers: [removed] } },
          operation: 'identifier.remove',
          sent: identifier,
        },
      );
    },
  );
}

function tagReadRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/tags',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'listTags',
        summary: 'Tags of a customer with their counts',
        tags: ['Tags'],
        params: customerParams,
        response: { 200: tagsShape },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { state } = await inspect(deps, id);
      const now = deps.clock.now();
      const live = [...state.tags.values()].filter((tag) => tag.expiresAt === null || tag.expiresAt > now);
      return {
        items: live
          .sort((a, b) => (a.tag < b.tag ? -1 : 1))
          .map(({ tag, count, expiresAt }) => ({ tag, count, expires_at: isoOrNull(expiresAt) })),
      };
    },
  );
}

function tagChangeRoutes(app: App, deps: AdapterDeps): void {
  const config = { scope: 'customers:write' } as const;
  const change = { kind: 'tags.change', add: [], remove: [], reset: [] } as const;
  app.post(
    '/v1/customers/:customer/tags',
    {
      config,
      schema: {
        operationId: 'addTags',
        summary: 'Add tags; a tag that is there already is counted up',
        tags: ['Tags'],
        params: customerParams,
        body: tagsInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) =>
      decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { ...change, add: request.body.tags.map(({ tag, ttl_seconds }) => ({ tag, ttlSeconds: ttl_seconds })) },
          operation: 'tags.add',
        },
      ),
  );

  app.delete(
    '/v1/customers/:customer/tags/:tag',
    {
      config,
      schema: {
        operationId: 'removeTag',
        summary: 'Remove a tag',
        tags: ['Tags'],
        params: tagParams,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, tag } = request.params;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer,
          body: { ...change, remove: [tag] },
          operation: 'tags.remove',
          sent: tag,
        },
      );
    },
  );

  app.post(
    '/v1/customers/:customer/tags/:tag/reset',
    {
      config,
      schema: {
        operationId: 'resetTag',
        summary: 'Set the count of a tag back',
        tags: ['Tags'],
        params: tagParams,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, tag } = request.params;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer,
          body: { ...change, reset: [tag] },
          operation: 'tags.reset',
          sent: tag,
        },
      );
    },
  );
}
