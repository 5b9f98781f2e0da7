// The pages of offers.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';
import { textOf } from '../parts/search-text.ts';

export type OfferSearch = {
  readonly text?: string | undefined;
  readonly status?: string | undefined;
  readonly type?: string | undefined;
};

const editor = () => import('./offer-editor.tsx');

export const offerRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/offers',
    validateSearch: (search: Record<string, unknown>): OfferSearch => ({
      text: textOf(search, 'text'),
      status: textOf(search, 'status'),
      type: textOf(search, 'type'),
    }),
    component: lazyRouteComponent(() => import('./offer-list.tsx'), 'OfferList'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/offers/new',
    component: lazyRouteComponent(editor, 'NewOffer'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/offers/$offer',
    component: lazyRouteComponent(() => import('./offer-page.tsx'), 'OfferPage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/offers/$offer/duplicate',
    component: lazyRouteComponent(editor, 'DuplicateOffer'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/offers/$offer/edit',
    component: lazyRouteComponent(editor, 'EditOffer'),
  }),
];
