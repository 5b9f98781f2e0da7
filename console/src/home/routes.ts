// The pages of the first page and the figures.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const homeRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./home.tsx'), 'Home'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/home/points',
    component: lazyRouteComponent(() => import('./points-page.tsx'), 'PointsPage'),
  }),
];
