// All routes in one tree. Each area brings its own, with pages that are loaded when somebody goes there.
import { createRouter } from '@tanstack/react-router';
import { accessRoutes } from './access/routes.ts';
import { audienceRoutes } from './audiences/routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { codeRoutes } from './codes/routes.ts';
import { customerRoutes } from './customers/routes.ts';
import { frameRoute } from './frame/frame-route.tsx';
import { NotFound } from './frame/not-found.tsx';
import { rootRoute } from './frame/root-route.tsx';
import { homeRoutes } from './home/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { offerRoutes } from './offers/routes.ts';
import { Failure } from './parts/states.tsx';
import { profileRoutes } from './profile/routes.ts';
import { programmeRoutes } from './programme/routes.ts';
import { rewardRoutes } from './rewards/routes.ts';
import { settingsRoutes } from './settings/routes.ts';
import { syncRoutes } from './sync/routes.ts';

const routeTree = rootRoute.addChildren([
  ...accessRoutes,
  frameRoute.addChildren([
    ...homeRoutes,
    ...customerRoutes,
    ...profileRoutes,
    ...campaignRoutes,
    ...audienceRoutes,
    ...offerRoutes,
    ...rewardRoutes,
    ...codeRoutes,
    ...messageRoutes,
    ...programmeRoutes,
    ...settingsRoutes,
    ...syncRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} retry={reset} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
