// API keys: listed, made and revoked. Several may be valid at once, so that one can be replaced without a gap.
import { z } from 'zod';
import { write } from '../../access/users.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey, SCOPES } from '../../storage/api-keys.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { instant, instantOrNull, uuid } from './shapes.ts';
import { limitJson, limitOf, limitShape, limitsInput } from './user-shape.ts';
import { doingOf } from './users.ts';

const NAME_MAX = 100;
const RATE_MAX = 1_000_000;
const tags = ['API keys'];
const config = { scope: 'admin' } as const;

const keyFields = {
  id: uuid,
  key: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  rate_limit: z.int().nullable().meta({ description: 'Requests a minute; null: no limit.' }),
  limits: z.array(limitShape).meta({ description: 'What it may give by hand without a second person.' }),
  created_at: instant,
  revoked_at: instantOrNull,
};
const keyShape = z.strictObject(keyFields).meta({ id: 'ApiKey' });
const newKeyShape = z
  .strictObject({ ...keyFields, secret: z.string().meta({ description: 'Shown this once; only its hash is kept.' }) })
  .meta({ id: 'NewApiKey' });

const keyInput = z.strictObject({
  name: z.string().min(1).max(NAME_MAX),
  scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
  rate_limit: z.int().min(1).max(RATE_MAX).nullable().default(null),
  limits: limitsInput.default([]),
});

export function apiKeyRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/api-keys',
    {
      config,
      schema: {
        operationId: 'listApiKeys',
        summary: 'All keys, revoked ones included',
        tags,
        response: { 200: z.strictObject({ items: z.array(keyShape) }) },
      },
    },
    async () => ({ items: (await listApiKeys(deps.pool)).map(keyJson) }),
  );

  app.post(
    '/v1/api-keys',
    {
      config,
      schema: {
        operationId: 'createApiKey',
        summary: 'Make a key; the secret is in this answer only',
        tags,
        body: keyInput,
        response: { 201: newKeyShape },
      },
    },
    async (request, reply) => {
      const { name, scopes, rate_limit, limits } = request.body;
      const made = await createApiKey(deps.pool, {
        name,
        scopes: [...new Set(scopes)],
        rateLimit: rate_limit,
        limits: limits.map(limitOf),
        createdAt: deps.clock.now(),
      });
      if (made === null) throw new Error('96 random bits came up twice');
      await write(deps.pool, doingOf(deps, request), 'api_key.made', targetOf(made.apiKey), {
        scopes: [...made.apiKey.scopes],
      });
      reply.code(201);
      return { ...keyJson(made.apiKey), secret: made.secret };
    },
  );

  app.delete(
    '/v1/api-keys/:id',
    {
      config,
      schema: {
        operationId: 'revokeApiKey',
        summary: 'Revoke a key; refused everywhere within five seconds',
        tags,
        params: z.strictObject({ id: uuid }),
        response: { 200: keyShape },
      },
    },
    async (request) => {
      const revoked = await revokeApiKey(deps.pool, request.params.id, deps.clock.now());
      if (revoked === null) throw new EngineError('not_found');
      await write(deps.pool, doingOf(deps, request), 'api_key.revoked', targetOf(revoked));
      deps.gate.forget();
      return keyJson(revoked);
    },
  );
}

function targetOf({ id, name }: ApiKey) {
  return { kind: 'api_key', id, name };
}

function keyJson(apiKey: ApiKey): z.output<typeof keyShape> {
  return {
    id: apiKey.id,
    key: apiKey.key,
    name: apiKey.name,
    scopes: [...apiKey.scopes],
    rate_limit: apiKey.rateLimit,
    limits: apiKey.limits.map(limitJson),
    created_at: isoText(apiKey.createdAt),
    revoked_at: isoOrNull(apiKey.revokedAt),
  };
}
