// Roles and groups: what may be done, put together and given. Whoever changes either changes what others may do, so only
// administrators do; who is in which group is said of the user.
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { listRoles } from '../../access/callers.ts';
import { resources } from '../../access/permissions.ts';
import { addRole, changeRole, putGroup, removeGroup, removeRole } from '../../access/users.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { listGroups } from '../../storage/roles.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { defined, uuid } from './shapes.ts';
import {
  groupJson,
  groupShape,
  limitOf,
  limitsInput,
  permissionsInput,
  personNameInput,
  resourceShape,
  roleJson,
  roleNameInput,
  roleNamesInput,
  roleShape,
} from './user-shape.ts';
import { doingOf } from './users.ts';

const tags = ['Users'];
const read = { scope: 'users:read' } as const;
const config = { scope: 'admin' } as const;
const roleParams = z.strictObject({ role: roleNameInput });
const groupParams = z.strictObject({ group: uuid });
const groupInput = z.strictObject({ name: personNameInput, roles: roleNamesInput.default([]) });
const removed = z.strictObject({ removed: z.literal(true) });

const roleInput = z.strictObject({
  name: roleNameInput,
  title: personNameInput,
  permissions: permissionsInput,
  limits: limitsInput.default([]),
});
const roleChange = z.strictObject({
  title: personNameInput.optional(),
  permissions: permissionsInput.optional(),
  limits: limitsInput.optional(),
});

export function roleRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  changeRoutes(app, deps);
  groupRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/roles',
    {
      config: read,
      schema: {
        operationId: 'listRoles',
        summary: 'Roles, built-in ones first, and what a role can allow',
        tags,
        response: { 200: z.strictObject({ items: z.array(roleShape), resources: z.array(resourceShape) }) },
      },
    },
    async () => ({
      items: (await listRoles(deps.pool)).map(roleJson),
      resources: resources().map(({ resource, actions }) => ({ resource, actions: [...actions] })),
    }),
  );

  app.get(
    '/v1/groups',
    {
      config: read,
      schema: {
        operationId: 'listGroups',
        summary: 'Groups by name',
        tags,
        response: { 200: z.strictObject({ items: z.array(groupShape) }) },
      },
    },
    async () => ({ items: (await listGroups(deps.pool)).map(groupJson) }),
  );
}

function changeRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/roles',
    {
      config,
      schema: {
        operationId: 'createRole',
        summary: 'Make a role',
        tags,
        body: roleInput,
        response: { 201: roleShape },
      },
    },
    async (request, reply) => {
      const { limits, ...role } = request.body;
      const made = await addRole(deps.pool, { ...role, limits: limits.map(limitOf) }, doingOf(deps, request));
      reply.code(201);
      return roleJson(made);
    },
  );

  app.patch(
    '/v1/roles/:role',
    {
      config,
      schema: {
        operationId: 'changeRole',
        summary: 'Change a role; of a built-in one the limits',
        tags,
        params: roleParams,
        body: roleChange,
        response: { 200: roleShape },
      },
    },
    async (request) => {
      const { limits, ...rest } = request.body;
      const change = defined({ ...rest, limits: limits?.map(limitOf) });
      const changed = await changeRole(deps.pool, request.params.role, change, doingOf(deps, request));
      deps.gate.forget();
      return roleJson(changed);
    },
  );

  app.delete(
    '/v1/roles/:role',
    {
      config,
      schema: {
        operationId: 'removeRole',
        summary: 'Remove a role that nobody holds',
        tags,
        params: roleParams,
        response: { 200: removed },
      },
    },
    async (request) => {
      await removeRole(deps.pool, request.params.role, doingOf(deps, request));
      return { removed: true as const };
    },
  );
}

function groupRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/groups',
    {
      config,
      schema: {
        operationId: 'createGroup',
        summary: 'Make a group',
        tags,
        body: groupInput,
        response: { 201: groupShape },
      },
    },
    async (request, reply) => {
      const made = await putGroup(deps.pool, { id: randomUUID(), ...request.body }, doingOf(deps, request));
      reply.code(201);
      return groupJson(made);
    },
  );

  app.put(
    '/v1/groups/:group',
    {
      config,
      schema: {
        operationId: 'changeGroup',
        summary: 'Change the name and the roles of a group',
        tags,
        params: groupParams,
        body: groupInput,
        response: { 200: groupShape },
      },
    },
    async (request) => {
      const { group: id } = request.params;
      const isKnown = (await listGroups(deps.pool)).some((group) => group.id === id);
      if (!isKnown) throw new EngineError('unknown_group', { group: id });
      const changed = await putGroup(deps.pool, { id, ...request.body }, doingOf(deps, request));
      deps.gate.forget();
      return groupJson(changed);
    },
  );

  app.delete(
    '/v1/groups/:group',
    {
      config,
      schema: {
        operationId: 'removeGroup',
        summary: 'Remove a group without members',
        tags,
        params: groupParams,
        response: { 200: removed },
      },
    },
    async (request) => {
      await removeGroup(deps.pool, request.params.group, doingOf(deps, request));
      return { removed: true as const };
    },
  );
}
