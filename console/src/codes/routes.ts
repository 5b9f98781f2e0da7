// The pages of promo codes.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { textOf } from '../parts/search-text.ts';

export type PromoSearch = { readonly text?: string | undefined; readonly status?: string | undefined };
export type CodeSearch = { readonly status?: string | undefined; readonly batch?: string | undefined };

const editor = () => import('./promo-list-editor.tsx');

export const codeRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/codes',
    validateSearch: (search: Record<string, unknown>): PromoSearch => ({
      text: textOf(search, 'text'),
      status: textOf(search, 'status'),
    }),
    component: lazyRouteComponent(() => import('./promo-lists.tsx'), 'PromoLists'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/codes/new',
    component: lazyRouteComponent(editor, 'NewPromoList'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/codes/find/$code',
    component: lazyRouteComponent(() => import('./code-page.tsx'), 'CodePage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/codes/lists/$list',
    validateSearch: (search: Record<string, unknown>): CodeSearch => ({
      status: textOf(search, 'status'),
      batch: textOf(search, 'batch'),
    }),
    component: lazyRouteComponent(() => import('./promo-list-page.tsx'), 'PromoListPage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/codes/lists/$list/edit',
    component: lazyRouteComponent(editor, 'EditPromoList'),
  }),
];
