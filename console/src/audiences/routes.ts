// The pages of audiences.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const audienceRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/audiences',
    component: lazyRouteComponent(() => import('./audience-list.tsx'), 'AudienceList'),
  }),
];
