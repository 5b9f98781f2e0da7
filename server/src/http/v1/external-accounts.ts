// A customer's accounts in other systems: looked up, shown beside ours field by field, and synchronised in the direction that
// somebody chose. The look-up goes before the fact; the fact carries what came of it.
import { z } from 'zod';
import { fetchAccount, writeAccount } from '../../delivery/external-accounts.ts';
import type { ProfilePatch } from '../../domain/customers/profile.ts';
import type { ExternalAccount } from '../../domain/external/account.ts';
import type { Json, JsonObject } from '../../domain/facts.ts';
import { declared } from '../../domain/programme/programme.ts';
import type { ExternalSystemDefinition } from '../../domain/programme/schema-external.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { CustomerRecord } from '../../storage/customers.ts';
import { readExternalAccounts } from '../../storage/external-accounts.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { customerJson, customerPatchInput, patchOf } from './customer-shape.ts';
import { decisionShape } from './decision-shape.ts';
import { deliveryOf } from './delivery-of.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import { customerAddress, customerParams, instant, json, keyInput, nameInput, uuid } from './shapes.ts';
import { decide } from './submit.ts';

const tags = ['External accounts'];
const systemParams = z.strictObject({ customer: customerAddress, system: nameInput });

const accountShape = z
  .strictObject({
    account_id: uuid,
    system: z.string(),
    title: z.string(),
    external_id: z.string(),
    direction: z.enum(['take', 'push', 'link']),
    linked_at: instant,
    synced_at: instant,
    synced_by: z.string(),
  })
  .meta({ id: 'ExternalAccount' });

const lookUpShape = z
  .strictObject({
    system: z.string(),
    external_id: z.string(),
    fields: z.array(z.strictObject({ field: z.string(), ours: json, theirs: json, differs: z.boolean() })),
  })
  .meta({ id: 'ExternalLookUp', description: 'Both sides of each field that the programme maps.' });

export function externalAccountRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  app.post(
    '/v1/customers/:customer/external-accounts/:system/synchronise',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'synchroniseExternalAccount',
        summary: 'Link the account, and take over its fields, push ours, or neither',
        tags,
        params: systemParams,
        body: z.strictObject({ external_id: keyInput, direction: z.enum(['take', 'push', 'link']) }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { external_id: externalId, direction } = request.body;
      const { customer, system } = request.params;
      const record = await findCustomer(deps, customer);
      const definition = await systemNamed(deps, system);
      const theirs = await lookUp(deps, system, externalId);
      if (direction === 'push') await push(deps, { definition, system, externalId, record });
      const taken = direction === 'take' ? takenPatch(definition, theirs, system) : {};
      const patch = { ...taken, addIdentifiers: [{ type: definition.identifier_type, value: externalId }] };
      const body = { kind: 'external.sync', system, externalId, direction, patch } as const;
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind });
    },
  );
}

function readRoutes(app: App, deps: AdapterDeps): void {
  const config = { scope: 'customers:read' } as const;
  app.get(
    '/v1/customers/:customer/external-accounts',
    {
      config,
      schema: {
        operationId: 'listExternalAccounts',
        summary: 'Accounts in other systems that are linked, and when each was synchronised',
        tags,
        params: customerParams,
        response: { 200: z.strictObject({ items: z.array(accountShape) }) },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { document } = await liveProgramme(deps);
      const accounts = await readExternalAccounts(deps.pool, id);
      return {
        items: accounts.map((one) => accountJson(one, document.external_systems[one.system]?.title ?? one.system)),
      };
    },
  );

  app.post(
    '/v1/customers/:customer/external-accounts/:system/look-up',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'lookUpExternalAccount',
        summary: 'Fetch the account by its id and show both sides; nothing is changed',
        tags,
        params: systemParams,
        body: z.strictObject({ external_id: keyInput }),
        response: { 200: lookUpShape },
      },
    },
    async ({ params, body }) => {
      const record = await findCustomer(deps, params.customer);
      const definition = await systemNamed(deps, params.system);
      const theirs = await lookUp(deps, params.system, body.external_id);
      return {
        system: params.system,
        external_id: body.external_id,
        fields: Object.entries(definition.fields).map(([field, path]) => {
          const [ours, other] = [ourValue(record, field), valueAt(theirs, path)];
          return { field, ours, theirs: other, differs: JSON.stringify(ours) !== JSON.stringify(other) };
        }),
      };
    },
  );
}

async function systemNamed(deps: AdapterDeps, system: string): Promise<ExternalSystemDefinition> {
  const { document } = await liveProgramme(deps);
  const definition = declared(document.external_systems, system);
  if (definition === undefined) throw new EngineError('unknown_external_system', { system });
  return definition;
}

async function lookUp(deps: AdapterDeps, system: string, externalId: string): Promise<JsonObject> {
  const fetched = await fetchAccount(deliveryOf(deps), await systemNamed(deps, system), externalId);
  if (fetched.kind === 'absent') throw new EngineError('external_account_not_found', { system });
  if (fetched.kind === 'failed') throw new EngineError('external_system_failed', { system, reason: fetched.reason });
  return fetched.account;
}

type Push = {
  readonly definition: ExternalSystemDefinition;
  readonly system: string;
  readonly externalId: string;
  readonly record: CustomerRecord;
};

async function push(deps: AdapterDeps, { definition, system, externalId, record }: Push): Promise<void> {
  const { write, fields } = definition;
  if (write === undefined) throw new EngineError('external_system_read_only', { system });
  const theirs: Tree = {};
  for (const [field, path] of Object.entries(fields)) setAt(theirs, path.split('.'), ourValue(record, field));
  const written = await writeAccount(deliveryOf(deps), definition, { id: externalId, fields: theirs, path: write });
  if (written.kind === 'absent') throw new EngineError('external_account_not_found', { system });
  if (written.kind === 'failed') throw new EngineError('external_system_failed', { system, reason: written.reason });
}

/** What the other system says, held against what a customer may be. */
function takenPatch(definition: ExternalSystemDefinition, theirs: JsonObject, system: string): ProfilePatch {
  const fields: { [field: string]: Json } = {};
  const custom: { [attribute: string]: Json } = {};
  for (const [field, path] of Object.entries(definition.fields)) {
    const value = valueAt(theirs, path);
    if (field.startsWith('custom.')) custom[field.slice('custom.'.length)] = value;
    else fields[field] = value;
  }
  const parsed = customerPatchInput.safeParse({ ...fields, ...(Object.keys(custom).length === 0 ? {} : { custom }) });
  if (parsed.success) return patchOf(parsed.data);
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new EngineError('external_account_invalid', { system, field });
}

function ourValue(record: CustomerRecord, field: string): Json {
  if (field.startsWith('custom.')) return record.profile.custom[field.slice('custom.'.length)] ?? null;
  const found = Object.entries(customerJson(record)).find(([name]) => name === field);
  return found === undefined ? null : JSON.parse(JSON.stringify(found[1] ?? null));
}

type Tree = { [field: string]: Json };

function isTree(value: Json | undefined): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Null where there is nothing. */
function valueAt(account: JsonObject, path: string): Json {
  let value: Json = account;
  for (const part of path.split('.')) {
    if (!isTree(value) || !Object.hasOwn(value, part)) return null;
    value = value[part] ?? null;
  }
  return value;
}

function setAt(target: Tree, [first = '', ...rest]: readonly string[], value: Json): void {
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const known = target[first];
  const inner: Tree = isTree(known) ? known : {};
  setAt(inner, rest, value);
  target[first] = inner;
}

function accountJson(account: ExternalAccount, title: string): z.output<typeof accountShape> {
  return {
    account_id: account.id,
    system: account.system,
    title,
    external_id: account.externalId,
    direction: account.direction,
    linked_at: isoText(account.linkedAt),
    synced_at: isoText(account.syncedAt),
    synced_by: account.syncedBy,
  };
}
