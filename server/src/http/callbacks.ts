// Callbacks of messaging providers: POST /v1/callbacks/{provider}/{token}. The token proves where they come from; the body is
// read by the provider's connector, and what it tells becomes facts through the engine.
import { z } from 'zod';
import { readEngagements } from '../delivery/engagements.ts';
import { settleTold } from '../delivery/reports.ts';
import { submitEngagements } from '../pipeline/engagements.ts';
import { EngineError } from '../pipeline/submission.ts';
import type { App } from './app.ts';
import type { AdapterDeps } from './deps.ts';
import { BODY_MAX_BYTES } from './edge.ts';

const params = z.strictObject({ provider: z.string().max(60), token: z.string().max(100) });

/** Registered where the process can check tokens. */
export async function callbackRoutes(app: App, deps: AdapterDeps): Promise<void> {
  const { delivery } = deps;
  if (delivery === undefined) return;
  await app.register(async (scope) => {
    // Forms, JSON, JSON that says it is text: connectors read the text as it came.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_MAX_BYTES }, (_, body, done) =>
      done(null, body),
    );
    scope.post('/v1/callbacks/:provider/:token', { schema: { hide: true, params } }, async (request, reply) => {
      const { provider, token } = params.parse(request.params);
      if (!delivery.box.isCallbackToken(provider, token)) throw new EngineError('not_found');
      const history = deps.programmes.current() ?? (await deps.programmes.refresh());
      if (history === null) throw new EngineError('programme_missing');
      const callback = { headers: headersOf(request.headers), body: String(request.body ?? '') };
      const facts = await readEngagements({ pool: deps.pool, history, now: deps.clock.now() }, provider, callback);
      if (facts === null) throw new EngineError('not_found');
      await submitEngagements(deps.engine, `callback ${provider}`, facts);
      await settleTold(deps.pool, facts);
      return reply.code(204).send();
    });
  });
}

function headersOf(headers: { readonly [name: string]: string | string[] | undefined }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
    ),
  );
}
