// The address, key and secrets of a provider: written, checked and removed, and never read back. What settings say goes first
// and cannot be changed here.
import { z } from 'zod';
import { settingNameOf } from '../../delivery/access.ts';
import { type AccessProblem, checkAccess } from '../../delivery/check-access.ts';
import type { ProviderView } from '../../delivery/provider-views.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { InvalidRequest } from '../problem.ts';
import { deliveryOf } from './delivery-of.ts';
import { describeProvider, providerParams, providerShape, viewOf } from './providers.ts';
import { callerOf } from './submit.ts';

const URL_MAX = 2_000;
const SECRET_MAX = 4_000;
/** Each signs every message; more than a new one, an old one and one to spare are forgotten ones. */
const SECRETS_MAX = 5;
const tags = ['Providers'];
const config = { scope: 'admin' } as const;

const secretInput = z.string().min(1).max(SECRET_MAX);
const accessInput = z.strictObject({
  url: z.string().min(1).max(URL_MAX).nullable().optional(),
  key: secretInput.nullable().optional(),
  secrets: z.array(secretInput).max(SECRETS_MAX).optional().meta({
    description: 'The newest first; for webhooks `whsec_…`. They replace those that are stored.',
  }),
  add_secret: secretInput.optional().meta({
    description: 'A newer one beside those that are stored, which go on signing until `secrets` replaces them.',
  }),
});
type AccessInput = z.output<typeof accessInput>;
type Part = keyof AccessInput;

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
      await refuseWrong(deps, view, body);
      const caller = callerOf(request);
      const by = { at: deps.clock.now(), by: caller.actor.name };
      const isStored = await deliveryOf(deps).access.change(
        view.provider,
        (stored) => ({
          url: body.url === undefined ? stored.url : body.url,
          key: body.key === undefined ? stored.key : body.key,
          secrets: secretsAfter(stored.secrets, body),
        }),
        by,
      );
      if (!isStored) throw new EngineError('access_unreadable', { provider: view.provider });
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

async function refuseWrong(deps: AdapterDeps, view: ProviderView, given: AccessInput): Promise<void> {
  const { url, key, secrets, add_secret } = given;
  const parts = partsOf(given);
  if (parts.length === 0) throw wrong('', 'nothing is given', 'url, key, secrets or add_secret');
  if (secrets !== undefined && add_secret !== undefined)
    throw wrong('/add_secret', 'secrets and add_secret are both given', 'one of the two');
  for (const part of parts) refuseOverruled(view, part);
  const all = add_secret === undefined ? secrets : [add_secret];
  const [first] = await checkAccess(deliveryOf(deps), view.connector, { url, key, secrets: all });
  if (first !== undefined) throw wrong(pointerOf(first, given), first.problem, first.expected);
}

function partsOf(given: AccessInput): readonly Part[] {
  const parts: readonly Part[] = ['url', 'key', 'secrets', 'add_secret'];
  return parts.filter((part) => given[part] !== undefined);
}

/** What is stored beside a setting would change nothing, and nobody would notice. */
function refuseOverruled({ provider, access }: ProviderView, part: Part): void {
  const known = part === 'add_secret' ? 'secrets' : part;
  if (access[known] !== 'settings') return;
  const suffix = known === 'secrets' ? 'SECRET' : known.toUpperCase();
  const setting = `LAUREL_PROVIDER_${settingNameOf(provider)}_${suffix}`;
  throw wrong(`/${part}`, `the setting ${setting} goes first`, 'a change of the setting, or a start without it');
}

function secretsAfter(stored: readonly string[], { secrets, add_secret }: AccessInput): readonly string[] {
  if (secrets !== undefined) return [...new Set(secrets)];
  if (add_secret === undefined) return stored;
  const after = [...new Set([add_secret, ...stored])];
  if (after.length > SECRETS_MAX)
    throw wrong('/add_secret', `${SECRETS_MAX} secrets are stored`, '`secrets` with those that are still needed');
  return after;
}

function pointerOf({ part }: AccessProblem, { add_secret }: AccessInput): string {
  return part === 'secrets' && add_secret !== undefined ? '/add_secret' : `/${part}`;
}

function wrong(pointer: string, problem: string, expected: string): InvalidRequest {
  return new InvalidRequest([{ in: 'body', pointer, problem, expected }]);
}
