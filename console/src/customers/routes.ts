// The pages of customers.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const customerRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/customers',
    component: lazyRouteComponent(() => import('./customer-list.tsx'), 'CustomerList'),
  }),
];
