// All routes of /v1, in the order of the reference page.
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { apiKeyRoutes } from './api-keys.ts';
import { audienceRoutes } from './audiences.ts';
import { campaignEditingRoutes } from './campaign-editing.ts';
import { campaignRoutes } from './campaigns.ts';
import { customerCampaignRoutes } from './customer-campaigns.ts';
import { customerRoutes } from './customers.ts';
import { decisionRoutes } from './decisions.ts';
import { eventRoutes } from './events.ts';
import { importRoutes } from './imports.ts';
import { labelRoutes } from './labels.ts';
import { messageTrialRoutes } from './message-trials.ts';
import { messageRoutes } from './messages.ts';
import { offerRoutes } from './offers.ts';
import { pointRoutes } from './points.ts';
import { programmeRoutes } from './programme.ts';
import { providerAccessRoutes } from './provider-access.ts';
import { providerRoutes } from './providers.ts';
import { rejectedRoutes } from './rejected.ts';
import { runRoutes } from './runs.ts';
import { tierRoutes } from './tiers.ts';
import { trayRoutes } from './tray.ts';

export function v1Routes(app: App, deps: AdapterDeps): void {
  eventRoutes(app, deps);
  customerRoutes(app, deps);
  labelRoutes(app, deps);
  pointRoutes(app, deps);
  tierRoutes(app, deps);
  campaignRoutes(app, deps);
  campaignEditingRoutes(app, deps);
  customerCampaignRoutes(app, deps);
  audienceRoutes(app, deps);
  offerRoutes(app, deps);
  messageRoutes(app, deps);
  messageTrialRoutes(app, deps);
  trayRoutes(app, deps);
  providerRoutes(app, deps);
  providerAccessRoutes(app, deps);
  decisionRoutes(app, deps);
  programmeRoutes(app, deps);
  runRoutes(app, deps);
  importRoutes(app, deps);
  rejectedRoutes(app, deps);
  apiKeyRoutes(app, deps);
}
