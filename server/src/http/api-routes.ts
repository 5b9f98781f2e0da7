// Every route that the contract describes; the server and the contract's generator both take them from here.
import type { App } from './app.ts';
import { ownAccountRoutes } from './auth/account.ts';
import { createGround } from './auth/ground.ts';
import { signInRoutes } from './auth/sign-in.ts';
import type { AdapterDeps } from './deps.ts';
import { healthRoute } from './health.ts';
import { problemPages } from './problem-pages.ts';
import { v1Routes } from './v1/routes.ts';
import { setupRoutes } from './v1/setup.ts';

export function apiRoutes(app: App, deps: AdapterDeps): void {
  v1Routes(app, deps);
  const ground = createGround(deps);
  setupRoutes(app, ground);
  signInRoutes(app, ground);
  ownAccountRoutes(app, ground);
  healthRoute(app, deps);
  problemPages(app);
}
