// The pages of campaigns.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const campaignRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns',
    component: lazyRouteComponent(() => import('./campaign-list.tsx'), 'CampaignList'),
  }),
];
