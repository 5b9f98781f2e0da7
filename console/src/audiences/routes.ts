// The pages of audiences: the list, and one audience with its editor.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const audienceRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/audiences',
    component: lazyRouteComponent(() => import('./audience-list.tsx'), 'AudienceList'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/audiences/$audience',
    component: lazyRouteComponent(() => import('./audience-page.tsx'), 'AudiencePage'),
  }),
];
