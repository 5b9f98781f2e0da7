// The pages of messages.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { textsOf } from '../parts/search-text.ts';

const FILTERS = ['customer', 'provider', 'message', 'campaign', 'from', 'to'] as const;
export type LogSearch = { readonly [filter in (typeof FILTERS)[number] | 'status']?: string | undefined };

const logSearch = (search: Record<string, unknown>): LogSearch => textsOf(search, [...FILTERS, 'status']);

export const messageRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages',
    component: lazyRouteComponent(() => import('./queues.tsx'), 'Queues'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages/log',
    validateSearch: logSearch,
    component: lazyRouteComponent(() => import('./message-log.tsx'), 'MessageLog'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages/dead',
    validateSearch: logSearch,
    component: lazyRouteComponent(() => import('./message-log.tsx'), 'DeadLetters'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages/log/$message',
    component: lazyRouteComponent(() => import('./message-page.tsx'), 'MessagePage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages/templates',
    component: lazyRouteComponent(() => import('./template-list.tsx'), 'TemplateList'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages/templates/new',
    component: lazyRouteComponent(() => import('./template-editor.tsx'), 'NewTemplate'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages/templates/$message',
    component: lazyRouteComponent(() => import('./template-editor.tsx'), 'EditTemplate'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/messages/rejected',
    component: lazyRouteComponent(() => import('./rejected-facts.tsx'), 'RejectedFacts'),
  }),
];
