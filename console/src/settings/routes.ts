// The pages of settings.
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { frameRoute } from '../frame/frame-route.tsx';

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings-home.tsx'), 'SettingsHome'),
  }),
];
