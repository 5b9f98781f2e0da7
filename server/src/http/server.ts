// The HTTP server: every adapter on one port. Nothing is decided here; see v1/ and sessionm/ for what is answered.
import { serializerCompiler } from 'fastify-type-provider-zod';
import { withCardProcessors } from '../jobs/card-requests.ts';
import { apiRoutes } from './api-routes.ts';
import type { App } from './app.ts';
import { createApp } from './app.ts';
import { createGate } from './authenticate.ts';
import { callbackRoutes } from './callbacks.ts';
import type { AdapterDeps, HttpDeps } from './deps.ts';
import { docsRoute } from './docs-page.ts';
import { metricsRoute } from './metrics.ts';
import { sessionmPlugin } from './sessionm/plugin.ts';
import { isVisit, readStaticFiles, staticRoutes } from './static-files.ts';

export type { HttpDeps } from './deps.ts';

export type ServerOptions = {
  /** Holds each answer against its schema and fails where they differ: for tests. */
  readonly checksAnswers?: boolean;
};

export async function createHttpServer(given: HttpDeps, options: ServerOptions = {}): Promise<App> {
  const { delivery } = given;
  const engine = delivery === undefined ? given.engine : withCardProcessors(given.engine, { ...given, delivery });
  const deps: AdapterDeps = { ...given, engine, gate: createGate(given) };
  const files = await readStaticFiles();
  const { page } = files;
  const app = createApp({ ...deps, ...(page === null ? {} : { visited: { isVisit, page } }) });
  if (options.checksAnswers === true) app.setSerializerCompiler(serializerCompiler);
  // First: the hook that measures must be there before the routes.
  metricsRoute(app, deps);
  apiRoutes(app, deps);
  await callbackRoutes(app, deps);
  await app.register(async (sessionm) => sessionmPlugin(sessionm, deps));
  staticRoutes(app, files);
  await docsRoute(app);
  return app;
}
