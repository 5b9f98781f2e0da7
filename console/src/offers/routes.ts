// The pages of offers.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const offerRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/offers',
    component: lazyRouteComponent(() => import('./offer-list.tsx'), 'OfferList'),
  }),
];
