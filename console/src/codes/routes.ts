// The pages of promo codes.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const codeRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/codes',
    component: lazyRouteComponent(() => import('./promo-lists.tsx'), 'PromoLists'),
  }),
];
