// Customers: created, found, changed, deleted and restored. Every change is a fact; its decision comes back with the customer.
import { z } from 'zod';
import type { Identifier } from '../../domain/customers/profile.ts';
import { dayOf } from '../../domain/time.ts';
import { NEW_CUSTOMER } from '../../pipeline/engine.ts';
import { type CustomerRef, EngineError } from '../../pipeline/submission.ts';
import { countCustomers } from '../../storage/customer-selection.ts';
import {
  CUSTOMER_ORDERS,
  type CustomerRecord,
  type CustomerSearch,
  listBelowAge,
  readCustomer,
  searchCustomers,
} from '../../storage/customers.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { accountShape, accountsJson } from './account-shape.ts';
import {
  customerFields,
  customerInput,
  customerJson,
  customerPatchInput,
  customerShape,
  customerUpsertInput,
  patchOf,
} from './customer-shape.ts';
import { decisionJson, decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import { cursorInput, customerParams, dateInput, flagInput, limitInput, pageOf, uuid } from './shapes.ts';
import { decide, submitFact } from './submit.ts';
import { progressJson, progressShape, readProgress } from './tier-shape.ts';

const PAGE = 50;
const tags = ['Customers'];

const savedShape = z.strictObject({ customer: customerShape, decision: decisionShape });
const customersPage = pageOf(customerShape);
const countShape = z
  .strictObject({
    count: z.int(),
    is: z.enum(['exact', 'estimate', 'at_least']).meta({
      description:
        'All customers of a large installation are estimated; of a search not more than some thousands are counted.',
    }),
  })
  .meta({ id: 'CustomerCount' });

const expandedShape = z
  .strictObject({
    ...customerFields,
    balances: z.array(accountShape).optional(),
    tiers: z.array(progressShape).optional(),
  })
  .meta({ id: 'ExpandedCustomer' });

const EXPANDABLE = ['balances', 'tiers'];
const expandInput = z
  .string()
  .max(100)
  .refine((text) => text.split(',').every((part) => EXPANDABLE.includes(part)), 'balances, tiers, or both with a comma')
  .optional()
  .meta({ description: '`balances`, `tiers`, or both separated by a comma.' });

const searchText = z.string().min(1).max(300).optional();
/** What customers are searched by: for lists, counts, and changes of many. */
export const searchFields = {
  q: searchText.meta({
    description: 'One box: an id, phone or card number, an e-mail or identifier or how it begins, else a name.',
  }),
  email: searchText,
  phone: searchText,
  identifier: searchText.meta({ description: 'The value of an identifier.' }),
  identifier_type: searchText,
  id: uuid.optional(),
  first_name: searchText,
  last_name: searchText.meta({ description: 'How the name begins.' }),
  birth_on: dateInput.optional(),
};
const searchQuery = z.strictObject({
  ...searchFields,
  include_deleted: flagInput,
  order: z.enum(CUSTOMER_ORDERS).default('oldest').meta({ description: 'Of a list without a condition.' }),
  limit: limitInput(PAGE_MAX, PAGE),
  after: cursorInput,
});

export function customerRoutes(app: App, deps: AdapterDeps): void {
  createRoutes(app, deps);
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

function createRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'createCustomer',
        summary: 'Create a customer',
        tags,
        body: customerInput,
        response: { 201: savedShape },
      },
    },
    async (request, reply) => {
      const { identifiers, ...profile } = request.body;
      const customer = newCustomerRef(identifiers);
      const patch = { ...patchOf(profile), addIdentifiers: identifiers };
      const answer = await submitFact(
        deps.engine,
        { request, reply },
        {
          customer,
          body: { kind: 'customer.save', mode: 'create', patch },
          operation: 'customer.create',
        },
      );
      reply.code(201).header('location', `/v1/customers/${answer.customerId}`);
      return { customer: await saved(deps, answer.customerId), decision: decisionJson(answer, false) };
    },
  );

  app.put(
    '/v1/customers',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'upsertCustomer',
        summary: 'Create the customer with this identifier, or update them',
        tags,
        body: customerUpsertInput,
        response: { 200: savedShape },
      },
    },
    async (request, reply) => {
      const { identifiers, ...profile } = request.body;
      const answer = await submitFact(
        deps.engine,
        { request, reply },
        {
          customer: newCustomerRef(identifiers),
          body: { kind: 'customer.save', mode: 'upsert', patch: { ...patchOf(profile), addIdentifiers: identifiers } },
          operation: 'customer.upsert',
        },
      );
      return { customer: await saved(deps, answer.customerId), decision: decisionJson(answer, false) };
    },
  );
}

function newCustomerRef([first]: readonly Identifier[]): CustomerRef {
  return first === undefined ? NEW_CUSTOMER : { kind: 'identifier', type: first.type, value: first.value };
}

async function saved(deps: AdapterDeps, id: string): Promise<z.output<typeof customerShape>> {
  const record = await readCustomer(deps.pool, id);
  if (record === null) throw new EngineError('customer_not_found', { customer: id });
  return customerJson(record);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'searchCustomers',
        summary: 'Search customers; all of them by when they joined, without a condition',
        tags,
        querystring: searchQuery,
        response: { 200: customersPage },
      },
    },
    async ({ query }) => {
      const page = { limit: query.limit, after: query.after ?? null };
      const { include_deleted: includeDeleted, order } = query;
      const search = { ...searchOf(query), includeDeleted, order };
      return pageJson(await searchCustomers(deps.pool, search, page));
    },
  );

  app.get(
    '/v1/customers/count',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'countCustomers',
        summary: 'How many customers a search finds',
        tags,
        querystring: z.strictObject(searchFields),
        response: { 200: countShape },
      },
    },
    async ({ query }) => countCustomers(deps.pool, searchOf(query)),
  );

  app.get(
    '/v1/customers/below-minimum-age',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'listCustomersBelowMinimumAge',
        summary: 'Customers below the minimum age: a raised one refuses nobody retroactively',
        tags,
        querystring: z.strictObject({ limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: customersPage },
      },
    },
    async ({ query }) => {
      const { document } = await liveProgramme(deps);
      const on = dayOf(deps.clock.now(), document.time_zone);
      const page = { limit: query.limit, after: query.after ?? null };
      return pageJson(await listBelowAge(deps.pool, { years: document.settings.minimum_age, on }, page));
    },
  );

  app.get(
    '/v1/customers/:customer',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'getCustomer',
        summary: 'One customer, with balances and tiers on request',
        tags,
        params: customerParams,
        querystring: z.strictObject({ expand: expandInput }),
        response: { 200: expandedShape },
      },
    },
    async ({ params, query }) => {
      const record = await findCustomer(deps, params.customer);
      const parts = new Set(query.expand?.split(','));
      return {
        ...customerJson(record),
        ...(parts.has('balances') ? { balances: await accountsJson(deps, record.id) } : {}),
        ...(parts.has('tiers') ? { tiers: (await readProgress(deps, record.id)).map(progressJson) } : {}),
      };
    },
  );
}

export function searchOf(query: z.output<z.ZodObject<typeof searchFields>>): CustomerSearch {
  return {
    text: query.q,
    email: query.email,
    phone: query.phone,
    externalId: query.identifier,
    externalIdType: query.identifier_type,
    id: query.id,
    firstName: query.first_name,
    lastName: query.last_name,
    birthOn: query.birth_on,
  };
}

function pageJson(page: {
  readonly items: readonly CustomerRecord[];
  readonly next: string | null;
}): z.output<typeof customersPage> {
  return { items: page.items.map(customerJson), next: page.next };
}

function changeRoutes(app: App, deps: AdapterDeps): void {
  app.patch(
    '/v1/customers/:customer',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'updateCustomer',
        summary: 'Change a customer',
        tags,
        params: customerParams,
        body: customerPatchInput,
        response: { 200: savedShape },
      },
    },
    async (request, reply) => {
      const answer = await submitFact(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'customer.save', mode: 'update', patch: patchOf(request.body) },
          operation: 'customer.update',
        },
      );
      return { customer: await saved(deps, answer.customerId), decision: decisionJson(answer, false) };
    },
  );

  app.delete(
    '/v1/customers/:customer',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'deleteCustomer',
        summary: 'Deactivate a customer; can be restored for 30 days',
        tags,
        params: customerParams,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) =>
      decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'customer.delete' },
          operation: 'customer.delete',
        },
      ),
  );

  app.post(
    '/v1/customers/:customer/restore',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'restoreCustomer',
        summary: 'Bring a deleted customer back, by id: the identifiers were freed',
        tags,
        params: z.strictObject({ customer: uuid }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) =>
      decide(
        deps.engine,
        { request, reply },
        {
          customer: { kind: 'id', id: request.params.customer },
          body: { kind: 'customer.restore' },
          operation: 'customer.restore',
        },
      ),
  );
}
