// A customer's profile: its tabs, and those within the activity tab, each at an address of its own.
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { cardsSearch, codesSearch, ordersSearch } from '../wallet/search.ts';
import { logSearch, pointSearch, tierSearch } from './search.ts';

const profileRoute = createRoute({
  getParentRoute: () => frameRoute,
  path: '/customers/$customer',
  component: lazyRouteComponent(() => import('./profile-page.tsx'), 'ProfilePage'),
});

const indexRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/customers/$customer/activity', params, replace: true });
  },
});

const activityRoute = createRoute({
  getParentRoute: () => profileRoute,
  path: 'activity',
  component: lazyRouteComponent(() => import('./activity-tab.tsx'), 'ActivityTab'),
});

const tabs = [
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'profile',
    component: lazyRouteComponent(() => import('./profile-tab.tsx'), 'ProfileTab'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'cards',
    validateSearch: cardsSearch,
    component: lazyRouteComponent(() => import('../wallet/cards-tab.tsx'), 'CardsTab'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'campaigns',
    component: lazyRouteComponent(() => import('../wallet/campaigns-tab.tsx'), 'CampaignsTab'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'campaigns/$part',
    component: lazyRouteComponent(() => import('../wallet/campaigns-tab.tsx'), 'CampaignsTab'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'offers',
    component: lazyRouteComponent(() => import('../wallet/offers-tab.tsx'), 'OffersTab'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'offers/$part',
    component: lazyRouteComponent(() => import('../wallet/offers-tab.tsx'), 'OffersTab'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'notes',
    component: lazyRouteComponent(() => import('./notes-tab.tsx'), 'NotesTab'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'privacy',
    component: lazyRouteComponent(() => import('../wallet/privacy-tab.tsx'), 'PrivacyTab'),
  }),
  createRoute({
    getParentRoute: () => profileRoute,
    path: 'messages',
    component: lazyRouteComponent(() => import('../wallet/messages-tab.tsx'), 'MessagesTab'),
  }),
];

const activityTabs = [
  createRoute({
    getParentRoute: () => activityRoute,
    path: '/',
    validateSearch: logSearch,
    component: lazyRouteComponent(() => import('./activity-log.tsx'), 'ActivityLog'),
  }),
  createRoute({
    getParentRoute: () => activityRoute,
    path: 'points',
    validateSearch: pointSearch,
    component: lazyRouteComponent(() => import('./point-audit-log.tsx'), 'PointAuditLog'),
  }),
  createRoute({
    getParentRoute: () => activityRoute,
    path: 'tiers',
    validateSearch: tierSearch,
    component: lazyRouteComponent(() => import('./tier-progress.tsx'), 'TierProgress'),
  }),
  createRoute({
    getParentRoute: () => activityRoute,
    path: 'tags',
    component: lazyRouteComponent(() => import('./tags-tab.tsx'), 'TagsTab'),
  }),
  createRoute({
    getParentRoute: () => activityRoute,
    path: 'rewards',
    validateSearch: ordersSearch,
    component: lazyRouteComponent(() => import('../wallet/rewards-tab.tsx'), 'RewardsTab'),
  }),
  createRoute({
    getParentRoute: () => activityRoute,
    path: 'codes',
    validateSearch: codesSearch,
    component: lazyRouteComponent(() => import('../wallet/codes-tab.tsx'), 'CodesTab'),
  }),
  createRoute({
    getParentRoute: () => activityRoute,
    path: 'audit',
    validateSearch: logSearch,
    component: lazyRouteComponent(() => import('./account-audit-log.tsx'), 'AccountAuditLog'),
  }),
];

export const profileRoutes = [profileRoute.addChildren([indexRoute, ...tabs, activityRoute.addChildren(activityTabs)])];
