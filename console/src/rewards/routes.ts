// The pages of reward stores.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const rewardRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/rewards',
    component: lazyRouteComponent(() => import('./store-list.tsx'), 'StoreList'),
  }),
];
