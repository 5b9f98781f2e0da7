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
];
