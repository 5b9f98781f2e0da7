// The address, key and secrets of a provider: written, checked and removed, and never read back. What settings say goes first
// and cannot be changed here.
import { z } from 'zod';
import { SECRETS_MAX, setAccess } from '../../delivery/set-access.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { InvalidRequest } from '../problem.ts';
import { deliveryOf } from './delivery-of.ts';
import { describeProvider, providerParams, providerShape, viewOf } from './providers.ts';
import { callerOf } from './submit.ts';

const URL_MAX = 2_000;
const SECRET_MAX = 4_000;
const tags = ['Providers'];
const config = { scope: 'admin' } as const;

const secretInput = z.string().min(1).max(SECRET_MAX);
export const accessInput = z.strictObject({
  url: z.string().min(1).max(URL_MAX).nullable().optional(),
  key: secretInput.nullable().optional(),
  secrets: z.array(secretInput).max(SECRETS_MAX).optional().meta({
    description: 'The newest first; for webhooks `whsec_…`. They replace those that are stored.',
  }),
  add_secret: secretInput.optional().meta({
    description: 'A newer one beside those that are stored, which go on signing until `secrets` replaces them.',
  }),
});

export function providerAccessRoutes(app: App, deps: AdapterDeps): void {
  app.put(
    '/v1/providers/:provider/access',
    {
      config,
      schema: {
        operationId: 'setProviderAccess',
        summary: 'Set address, key or secrets; what is left out stays, null clears. Nothing of it is ever answered',
        tags,
        params: providerParams,
        body: accessInput,
        response: { 200: providerShape },
      },
    },
    async (request) => {
      const { body } = request;
      const view = await viewOf(deps, request.params.provider);
      const caller = callerOf(request);
      await storeAccess(deps, view, body, caller.actor.name);
      const parts = Object.keys(body);
      request.log.info({ key: caller.key, provider: view.provider, parts }, 'the access of a provider was changed');
      return describeProvider(deps, view.provider, caller);
    },
  );

  app.delete(
    '/v1/providers/:provider/access',
    {
      config,
      schema: {
        operationId: 'removeProviderAccess',
        summary: 'Forget what is stored; what settings say stays',
        tags,
        params: providerParams,
        response: { 200: providerShape },
      },
    },
    async (request) => {
      const { provider } = await viewOf(deps, request.params.provider);
      const caller = callerOf(request);
      if (await deliveryOf(deps).access.remove(provider))
        request.log.info({ key: caller.key, provider }, 'the access of a provider was removed');
      return describeProvider(deps, provider, caller);
    },
  );
}

/** Of a provider, or of a connection to a customer-data platform; refused like any other body. */
export async function storeAccess(
  deps: AdapterDeps,
  reached: Parameters<typeof setAccess>[1],
  body: z.output<typeof accessInput>,
  by: string,
): Promise<void> {
  const set = await setAccess(deliveryOf(deps), reached, body, { at: deps.clock.now(), by });
  if (set.kind === 'unreadable') throw new EngineError('access_unreadable', { provider: reached.provider });
  if (set.kind !== 'refused') return;
  const { part, problem, expected } = set;
  throw new InvalidRequest([{ in: 'body', pointer: part === null ? '' : `/${part}`, problem, expected }]);
}
