// GET /health: 200 when this process can take facts, else 503 with the reasons. For load balancers and people at start.
import { z } from 'zod';
import type { App } from './app.ts';
import { isDatabaseUp } from './database-probe.ts';
import type { AdapterDeps } from './deps.ts';

const RETRY_AFTER_S = 1;

const healthShape = z.strictObject({
  status: z.enum(['ready', 'not_ready']),
  programme_version: z.int().nullable(),
  reasons: z.array(z.string()),
});

export function healthRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/health',
    {
      schema: {
        operationId: 'getHealth',
        summary: 'Whether this server takes facts',
        tags: ['Operation'],
        response: { 200: healthShape, 503: healthShape },
      },
    },
    async (_, reply) => {
      const health = await readHealth(deps);
      if (health.status === 'not_ready') reply.code(503).header('retry-after', RETRY_AFTER_S);
      return health;
    },
  );
}

async function readHealth({ pool, programmes }: AdapterDeps): Promise<z.output<typeof healthShape>> {
  const isUp = await isDatabaseUp(pool);
  const history = programmes.current() ?? (isUp ? await programmes.refresh() : null);
  const reasons: string[] = [];
  if (!isUp) reasons.push('The database does not answer.');
  if (isUp && history === null) reasons.push('No programme is live yet. Apply one with `npx laurel apply DIR`.');
  return {
    status: reasons.length === 0 ? 'ready' : 'not_ready',
    programme_version: history?.live.version ?? null,
    reasons,
  };
}
