// All routes of the sync with customer-data platforms, in the order of the reference page.
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { syncCatalogueRoutes } from './sync-catalogue.ts';
import { syncConnectionRoutes } from './sync-connections.ts';
import { syncCustomerRoutes } from './sync-customers.ts';
import { syncRunningRoutes } from './sync-running.ts';

export function syncRoutes(app: App, deps: AdapterDeps): void {
  syncCatalogueRoutes(app);
  syncConnectionRoutes(app, deps);
  syncRunningRoutes(app, deps);
  syncCustomerRoutes(app, deps);
}
