// The pages of customers: the list, adding one, and imports.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { customerSearch } from './search.ts';

export const customerRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/customers',
    validateSearch: customerSearch,
    component: lazyRouteComponent(() => import('./customer-list.tsx'), 'CustomerList'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/customers/new',
    component: lazyRouteComponent(() => import('./add-customer.tsx'), 'AddCustomer'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/customers/imports',
    component: lazyRouteComponent(() => import('./import-list.tsx'), 'ImportList'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/customers/imports/new',
    component: lazyRouteComponent(() => import('./new-import.tsx'), 'NewImport'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/customers/imports/$import',
    component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
  }),
];
