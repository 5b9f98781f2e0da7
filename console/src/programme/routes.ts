// The pages of the programme: its parts as tabs, and the review of the draft.
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

const programmeRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/programme',
  component: lazyRouteComponent(() => import('./programme-home.tsx'), 'ProgrammeHome'),
});

const tabs = [
  createRoute({
    getParentRoute: () => programmeRoute,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: '/programme/accounts', replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => programmeRoute,
    path: 'accounts',
    component: lazyRouteComponent(() => import('./points-tab.tsx'), 'PointsTab'),
  }),
  createRoute({
    getParentRoute: () => programmeRoute,
    path: 'tiers',
    component: lazyRouteComponent(() => import('./tiers-tab.tsx'), 'TiersTab'),
  }),
  createRoute({
    getParentRoute: () => programmeRoute,
    path: 'attributes',
    component: lazyRouteComponent(() => import('./attributes-tab.tsx'), 'AttributesTab'),
  }),
  createRoute({
    getParentRoute: () => programmeRoute,
    path: 'events',
    component: lazyRouteComponent(() => import('./events-tab.tsx'), 'EventsTab'),
  }),
  createRoute({
    getParentRoute: () => programmeRoute,
    path: 'settings',
    component: lazyRouteComponent(() => import('./basics-tab.tsx'), 'BasicsTab'),
  }),
  createRoute({
    getParentRoute: () => programmeRoute,
    path: 'files',
    component: lazyRouteComponent(() => import('./files-tab.tsx'), 'FilesTab'),
  }),
  createRoute({
    getParentRoute: () => programmeRoute,
    path: 'versions',
    component: lazyRouteComponent(() => import('./versions-tab.tsx'), 'VersionsTab'),
  }),
];

const reviewRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/programme/review',
  component: lazyRouteComponent(() => import('./review-page.tsx'), 'ReviewPage'),
});

export const programmeRoutes = [programmeRoute.addChildren(tabs), reviewRoute];
