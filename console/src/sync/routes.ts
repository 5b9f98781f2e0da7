// The pages of the sync with customer-data platforms: all connections, and one with a tab for each thing one does with it.
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { customerStateSearch, setAsideSearch } from './search.ts';

const getParentRoute = () => frameRoute;

const connectionRoute = createRoute({
  getParentRoute,
  path: '/settings/sync/$connection',
  component: lazyRouteComponent(() => import('./connection-page.tsx'), 'ConnectionPage'),
});

const tabs = [
  createRoute({
    getParentRoute: () => connectionRoute,
    path: '/',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/settings/sync/$connection/status', params, replace: true });
    },
  }),
  createRoute({
    getParentRoute: () => connectionRoute,
    path: 'status',
    component: lazyRouteComponent(() => import('./status-tab.tsx'), 'StatusTab'),
  }),
  createRoute({
    getParentRoute: () => connectionRoute,
    path: 'customers',
    validateSearch: customerStateSearch,
    component: lazyRouteComponent(() => import('./customers-tab.tsx'), 'CustomersTab'),
  }),
  createRoute({
    getParentRoute: () => connectionRoute,
    path: 'mapping',
    component: lazyRouteComponent(() => import('./mapping-tab.tsx'), 'MappingTab'),
  }),
  createRoute({
    getParentRoute: () => connectionRoute,
    path: 'events',
    validateSearch: setAsideSearch,
    component: lazyRouteComponent(() => import('./set-aside-tab.tsx'), 'SetAsideTab'),
  }),
  createRoute({
    getParentRoute: () => connectionRoute,
    path: 'setup',
    component: lazyRouteComponent(() => import('./setup-tab.tsx'), 'SetupTab'),
  }),
];

export const syncRoutes = [
  createRoute({
    getParentRoute,
    path: '/settings/sync',
    component: lazyRouteComponent(() => import('./connection-list.tsx'), 'ConnectionListPage'),
  }),
  connectionRoute.addChildren(tabs),
];
