// The pages of campaigns: the list and its calendar, one campaign with what it gave, the builder, and the launch.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { textsOf } from '../parts/search-text.ts';

export type CampaignSearch = {
  readonly view?: 'calendar';
  readonly state?: string;
  readonly q?: string;
  /** The first month that the calendar shows, such as `2026-11`. */
  readonly from?: string;
};

export const campaignRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns',
    validateSearch: (search: Record<string, unknown>): CampaignSearch => ({
      ...(search.view === 'calendar' ? { view: 'calendar' } : {}),
      ...textsOf(search, ['state', 'q', 'from']),
    }),
    component: lazyRouteComponent(() => import('./campaign-list.tsx'), 'CampaignList'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns/$campaign',
    component: lazyRouteComponent(() => import('./campaign-page.tsx'), 'CampaignPage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns/$campaign/edit',
    validateSearch: (search: Record<string, unknown>): { readonly part?: string } => textsOf(search, ['part']),
    component: lazyRouteComponent(() => import('./campaign-builder.tsx'), 'CampaignBuilder'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/campaigns/$campaign/launch',
    component: lazyRouteComponent(() => import('./campaign-launch.tsx'), 'CampaignLaunch'),
  }),
];
