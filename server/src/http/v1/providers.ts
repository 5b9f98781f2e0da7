// Providers: what waits for each, whether sending works, pausing and resuming. Their addresses and secrets are set in
// provider-access.ts and told by nobody.
import { z } from 'zod';
import { callbackPath } from '../../delivery/engagements.ts';
import { type ProviderView, readProviders } from '../../delivery/provider-views.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { pauseProvider, resumeProvider } from '../../storage/providers.ts';
import type { App } from '../app.ts';
import type { Caller } from '../authenticate.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { deliveryOf } from './delivery-of.ts';
import { instant, instantOrNull, nameInput } from './shapes.ts';
import { callerOf } from './submit.ts';

const REASON_MAX = 500;
const tags = ['Providers'];
const read = { scope: 'messages:read' } as const;
const write = { scope: 'messages:write' } as const;
export const providerParams = z.strictObject({ provider: nameInput });
const LANES = ['live', 'bulk'] as const;
const source = z.enum(['settings', 'store']).nullable();

const accessShape = z
  .strictObject({
    url: source,
    key: source,
    secrets: source,
    secret_count: z.int().meta({ description: 'All of them sign while they are rotated.' }),
    missing: z.array(z.enum(['url', 'key', 'secret'])).meta({
      description: 'What the connector needs and nobody has set: until then messages go to the tray.',
    }),
    readable: z.boolean().meta({ description: 'False: what is stored was sealed under a key that is not known here.' }),
    updated_at: instantOrNull,
    updated_by: z.string().nullable(),
  })
  .meta({
    id: 'ProviderAccess',
    description:
      'Which parts are set, and where: in the settings (LAUREL_PROVIDER_…), which go first, or in the store.',
  });

export const providerShape = z
  .strictObject({
    provider: z.string(),
    title: z.string(),
    connector: z.string(),
    live: z
      .boolean()
      .meta({ description: 'False: the live programme has dropped it, and messages still wait for it.' }),
    state: z.enum(['working', 'failing', 'paused', 'tray']),
    served: z.boolean().meta({ description: 'False: no process is sending to it.' }),
    lanes: z.array(
      z
        .strictObject({
          lane: z.enum(LANES),
          ready: z.int().meta({ description: 'Due now.' }),
          later: z.int().meta({ description: 'Waiting for a later time: retries, delays, quiet hours.' }),
          oldest_at: instantOrNull.meta({ description: 'When the oldest of those that are due became due.' }),
          oldest_age_seconds: z.int().nullable(),
        })
        .meta({ id: 'ProviderLane' }),
    ),
    dead: z.int().meta({ description: 'Given up, and not replayed since.' }),
    pause: z.strictObject({ reason: z.string(), at: instant, by: z.string() }).nullable(),
    breaker: z.strictObject({
      failures: z.int().meta({ description: 'In a row.' }),
      open_until: instantOrNull.meta({ description: 'Nothing is tried before.' }),
      reason: z.string().nullable(),
    }),
    access: accessShape,
    callback_path: z.string().nullable().meta({
      description:
        'Where the provider reports opens, clicks and bounces, below the address of this server. It counts as a secret: null unless the key has the scope admin.',
    }),
    callback_url: z.string().nullable().meta({ description: 'The same below LAUREL_PUBLIC_URL.' }),
  })
  .meta({ id: 'Provider' });

export function providerRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  pauseRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/providers',
    {
      config: read,
      schema: {
        operationId: 'listProviders',
        summary: 'All providers: what waits, whether sending works, what is set',
        tags,
        response: { 200: z.strictObject({ items: z.array(providerShape) }) },
      },
    },
    async (request) => {
      const views = await viewsOf(deps);
      return { items: views.map((view) => providerJson(deps, view, callerOf(request))) };
    },
  );

  app.get(
    '/v1/providers/:provider',
    {
      config: read,
      schema: {
        operationId: 'getProvider',
        summary: 'One provider',
        tags,
        params: providerParams,
        response: { 200: providerShape },
      },
    },
    async (request) => describeProvider(deps, request.params.provider, callerOf(request)),
  );
}

function pauseRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/providers/:provider/pause',
    {
      config: write,
      schema: {
        operationId: 'pauseProvider',
        summary: 'Send nothing to a provider until resumed; its messages wait. Twice keeps the first reason',
        tags,
        params: providerParams,
        body: z.strictObject({ reason: z.string().min(1).max(REASON_MAX) }),
        response: { 200: providerShape },
      },
    },
    async (request) => {
      const { provider } = await viewOf(deps, request.params.provider);
      const caller = callerOf(request);
      const pause = { reason: request.body.reason, at: deps.clock.now(), by: caller.actor.name };
      const isNew = await pauseProvider(deps.pool, provider, pause);
      if (isNew) request.log.info({ key: caller.key, provider }, 'a provider was paused');
      return describeProvider(deps, provider, caller);
    },
  );

  app.post(
    '/v1/providers/:provider/resume',
    {
      config: write,
      schema: {
        operationId: 'resumeProvider',
        summary: 'Go on sending to a paused provider, within seconds; twice changes nothing',
        tags,
        params: providerParams,
        response: { 200: providerShape },
      },
    },
    async (request) => {
      const { provider } = await viewOf(deps, request.params.provider);
      const caller = callerOf(request);
      if (await resumeProvider(deps.pool, provider))
        request.log.info({ key: caller.key, provider }, 'a provider was resumed');
      return describeProvider(deps, provider, caller);
    },
  );
}

async function viewsOf(deps: AdapterDeps): Promise<readonly ProviderView[]> {
  const { access } = deliveryOf(deps);
  const history = await deps.programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  return readProviders({ pool: deps.pool, access }, history, deps.clock.now());
}

/** Rejects with `unknown_provider`. */
export async function viewOf(deps: AdapterDeps, provider: string): Promise<ProviderView> {
  const view = (await viewsOf(deps)).find((one) => one.provider === provider);
  if (view === undefined) throw new EngineError('unknown_provider', { provider });
  return view;
}

export async function describeProvider(
  deps: AdapterDeps,
  provider: string,
  caller: Caller,
): Promise<z.output<typeof providerShape>> {
  return providerJson(deps, await viewOf(deps, provider), caller);
}

function providerJson(deps: AdapterDeps, view: ProviderView, caller: Caller): z.output<typeof providerShape> {
  const { provider, title, connector, state, dead, pause, breaker } = view;
  const path = caller.scopes.has('admin') ? callbackPath(deliveryOf(deps).box, provider) : null;
  return {
    provider,
    title,
    connector,
    live: view.isLive,
    state,
    served: view.isServed,
    lanes: lanesJson(view, deps.clock.now()),
    dead,
    pause: pause === null ? null : { reason: pause.reason, at: isoText(pause.at), by: pause.by },
    breaker: { failures: breaker.failures, open_until: isoOrNull(breaker.openUntil), reason: breaker.reason },
    access: accessJson(view),
    callback_path: path,
    callback_url: path === null ? null : `${deps.config.publicUrl}${path}`,
  };
}

function lanesJson({ lanes }: ProviderView, now: number): z.output<typeof providerShape>['lanes'] {
  return LANES.map((lane) => {
    const { ready, later, oldestAt } = lanes.find((one) => one.lane === lane) ?? { ready: 0, later: 0, oldestAt: null };
    const age = oldestAt === null ? null : Math.max(0, Math.floor((now - oldestAt) / 1_000));
    return { lane, ready, later, oldest_at: isoOrNull(oldestAt), oldest_age_seconds: age };
  });
}

function accessJson({ access, missing }: ProviderView): z.output<typeof accessShape> {
  return {
    url: access.url,
    key: access.key,
    secrets: access.secrets,
    secret_count: access.secretCount,
    missing: [...missing],
    readable: access.isReadable,
    updated_at: isoOrNull(access.updatedAt),
    updated_by: access.updatedBy,
  };
}
