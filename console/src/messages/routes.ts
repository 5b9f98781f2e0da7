// The pages of messages.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const messageRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages',
    component: lazyRouteComponent(() => import('./message-log.tsx'), 'MessageLog'),
  }),
];
