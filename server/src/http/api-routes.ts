// Every route that the contract describes; the server and the contract's generator both take them from here.
import type { App } from './app.ts';
import type { AdapterDeps } from './deps.ts';
import { healthRoute } from './health.ts';
import { problemPages } from './problem-pages.ts';
import { v1Routes } from './v1/routes.ts';

export function apiRoutes(app: App, deps: AdapterDeps): void {
  v1Routes(app, deps);
  healthRoute(app, deps);
  problemPages(app);
}
