// Who am I, and what may I do: for a user of the console and for an API key. A user sees and ends their own sessions, and
// marks accounts as their own; taking such a mark off is for others.
import { z } from 'zod';
import { goodwillActions, resources } from '../../access/permissions.ts';
import { changeUser, write } from '../../access/users.ts';
import { boundsOf, type Restraint } from '../../domain/access/goodwill.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { SCOPES } from '../../storage/api-keys.ts';
import { endSessions, listSessions } from '../../storage/users.ts';
import type { App } from '../app.ts';
import type { Caller, Session } from '../authenticate.ts';
import type { AdapterDeps } from '../deps.ts';
import { uuid } from './shapes.ts';
import { callerOf, type Exchange } from './submit.ts';
import {
  limitJson,
  limitShape,
  ownCustomersInput,
  resourceShape,
  sessionJson,
  sessionShape,
  userJson,
  userShape,
} from './user-shape.ts';
import { doingOf } from './users.ts';

const tags = ['Users'];
const config = { isForAnyCaller: true } as const;

const meShape = z
  .strictObject({
    kind: z.enum(['user', 'api_key']),
    id: uuid,
    name: z.string(),
    user: userShape.nullable(),
    scopes: z.array(z.enum(SCOPES)),
    permissions: z.array(resourceShape),
    limits: z.array(limitShape).meta({ description: 'What may be given by hand without a second person.' }),
  })
  .meta({ id: 'Me' });

export function meRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/me',
    {
      config,
      schema: { operationId: 'getMe', summary: 'Who am I, and what may I do', tags, response: { 200: meShape } },
    },
    async (request) => meJson(callerOf(request)),
  );

  app.patch(
    '/v1/me',
    {
      config,
      schema: {
        operationId: 'markOwnCustomers',
        summary: 'Mark accounts as the own: whoever is signed in may then change nothing there',
        tags,
        body: z.strictObject({ own_customers: ownCustomersInput }),
        response: { 200: userShape },
      },
    },
    async (request) => {
      const { user } = sessionOf(request);
      const change = { ownCustomers: request.body.own_customers };
      const changed = await changeUser(deps.pool, user.id, change, doingOf(deps, request));
      deps.gate.forget();
      return userJson(changed);
    },
  );
  sessionRoutes(app, deps);
}

function sessionRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/me/sessions',
    {
      config,
      schema: {
        operationId: 'listMySessions',
        summary: 'Where I am signed in',
        tags,
        response: { 200: z.strictObject({ items: z.array(sessionShape) }) },
      },
    },
    async (request) => {
      const { user, id } = sessionOf(request);
      const sessions = await listSessions(deps.pool, user.id, deps.clock.now());
      return { items: sessions.map((session) => sessionJson(session, id)) };
    },
  );

  app.delete(
    '/v1/me/sessions/:session',
    {
      config,
      schema: {
        operationId: 'endMySession',
        summary: 'End one of my sessions',
        tags,
        params: z.strictObject({ session: uuid }),
        response: { 200: z.strictObject({ ended: z.int() }) },
      },
    },
    async (request) => {
      const { user } = sessionOf(request);
      const ended = await endSessions(deps.pool, user.id, request.params.session);
      if (ended === 0) throw new EngineError('not_found');
      const target = { kind: 'user', id: user.id, name: user.name };
      await write(deps.pool, doingOf(deps, request), 'session.ended', target, { ended });
      return { ended };
    },
  );
}

/** An API key has no sessions and no accounts of its own. */
function sessionOf(request: Exchange['request']): Session {
  const { session } = callerOf(request);
  if (session === null) throw new EngineError('sign_in_needed');
  return session;
}

function meJson(caller: Caller): z.output<typeof meShape> {
  const { actor, scopes, session, id } = caller;
  const isAdmin = scopes.has('admin');
  const held = resources()
    .map(({ resource, actions }) => ({
      resource,
      actions: actions.filter((action) => isAdmin || holds(caller, resource, action)),
    }))
    .filter(({ actions }) => actions.length > 0);
  return {
    kind: session === null ? 'api_key' : 'user',
    id,
    name: actor.name,
    user: session === null ? null : userJson(session.user),
    scopes: [...scopes],
    permissions: held,
    limits: actor.restraint === undefined ? [] : limitsOf(actor.restraint),
  };
}

function holds({ scopes }: Caller, resource: string, action: string): boolean {
  return SCOPES.some((scope) => scopes.has(scope) && (scope === `${resource}:${action}` || scope === resource));
}

/** What holds in the end, for each action and each account that some role names. */
function limitsOf(restraint: Restraint): z.output<typeof limitShape>[] {
  const named = restraint.grants.flatMap(({ limits }) => limits);
  return goodwillActions().flatMap((action) => {
    const accounts = new Set([null, ...named.filter((limit) => limit.action === action).map(({ account }) => account)]);
    return [...accounts].flatMap((account) => {
      const bounds = boundsOf(restraint, { action, account, amount: 0 });
      return bounds === null ? [] : [limitJson({ action, account, ...bounds })];
    });
  });
}
