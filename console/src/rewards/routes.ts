// The pages of reward stores.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { textOf } from '../parts/search-text.ts';

export type ShelfSearch = { readonly customer?: string | undefined };

const editor = () => import('./store-editor.tsx');

export const rewardRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/rewards',
    component: lazyRouteComponent(() => import('./store-list.tsx'), 'StoreList'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/rewards/new',
    component: lazyRouteComponent(editor, 'NewStore'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/rewards/$store',
    validateSearch: (search: Record<string, unknown>): ShelfSearch => ({ customer: textOf(search, 'customer') }),
    component: lazyRouteComponent(() => import('./store-page.tsx'), 'StorePage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/rewards/$store/edit',
    component: lazyRouteComponent(editor, 'EditStore'),
  }),
];
