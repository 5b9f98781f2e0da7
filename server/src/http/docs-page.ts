// GET /docs: the reference page over /openapi.json. Everything it loads comes from this server; the policy holds it to that.
import type { App } from './app.ts';

/** The page brings its script inline configuration and its own styles; it may ask nobody but this server. */
const DOCS_POLICY = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join('; ');

export async function docsRoute(app: App): Promise<void> {
  // Four megabytes of script: loaded when a server is made, not when a tool imports this file.
  const { default: apiReference } = await import('@scalar/fastify-api-reference');
  await app.register(async (docs) => {
    docs.addHook('onSend', async (_, reply) => {
      reply.header('content-security-policy', DOCS_POLICY);
    });
    await docs.register(apiReference, {
      routePrefix: '/docs',
      configuration: {
        url: '/openapi.json',
        pageTitle: 'Laurel API',
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        agent: { disabled: true },
        mcp: { disabled: true },
      },
    });
  });
}
