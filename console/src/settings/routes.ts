// The pages of settings.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { actionSearch, approvalSearch } from './search.ts';

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
];
