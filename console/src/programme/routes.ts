// The pages of the programme.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const programmeRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/programme',
    component: lazyRouteComponent(() => import('./programme-home.tsx'), 'ProgrammeHome'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/programme/review',
    component: lazyRouteComponent(() => import('./review-page.tsx'), 'ReviewPage'),
  }),
];
