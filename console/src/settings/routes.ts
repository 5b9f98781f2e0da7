// The pages of settings.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { actionSearch, approvalSearch, itemSearch, privacySearch } from './search.ts';

const getParentRoute = () => frameRoute;

export const settingsRoutes = [
  createRoute({
    getParentRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings-home.tsx'), 'SettingsHome'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/account',
    component: lazyRouteComponent(() => import('./account.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/users',
    component: lazyRouteComponent(() => import('./user-list.tsx'), 'UserListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/users/$user',
    component: lazyRouteComponent(() => import('./user-page.tsx'), 'UserPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/groups',
    component: lazyRouteComponent(() => import('./group-list.tsx'), 'GroupListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/roles',
    component: lazyRouteComponent(() => import('./role-list.tsx'), 'RoleListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/roles/$role',
    component: lazyRouteComponent(() => import('./role-page.tsx'), 'RolePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/keys',
    component: lazyRouteComponent(() => import('./key-list.tsx'), 'KeyListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/access-log',
    validateSearch: actionSearch,
    component: lazyRouteComponent(() => import('./access-log.tsx'), 'AccessLogPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/approvals',
    validateSearch: approvalSearch,
    component: lazyRouteComponent(() => import('./approval-list.tsx'), 'ApprovalListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/providers',
    component: lazyRouteComponent(() => import('./provider-list.tsx'), 'ProviderListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/providers/$provider',
    component: lazyRouteComponent(() => import('./provider-page.tsx'), 'ProviderPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/privacy',
    validateSearch: privacySearch,
    component: lazyRouteComponent(() => import('./privacy-requests.tsx'), 'PrivacyRequestsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/data-map',
    component: lazyRouteComponent(() => import('./data-map.tsx'), 'DataMapPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/retention',
    component: lazyRouteComponent(() => import('./retention.tsx'), 'RetentionPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/runs',
    component: lazyRouteComponent(() => import('./run-list.tsx'), 'RunListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/items',
    validateSearch: itemSearch,
    component: lazyRouteComponent(() => import('./item-list.tsx'), 'ItemListPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/settings/stores',
    component: lazyRouteComponent(() => import('./store-list.tsx'), 'StoreListPage'),
  }),
];
