// Everything behind the sign-in. Who is not signed in is sent there, and comes back to where they wanted to go.
import { createRoute, redirect } from '@tanstack/react-router';
import { loadMe } from '../api/session.ts';
import { Frame } from './frame.tsx';
import { rootRoute } from './root-route.tsx';

export const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  beforeLoad: async ({ location }) => {
    if ((await loadMe()) === null) throw redirect({ to: '/sign-in', search: { to: location.href } });
  },
  component: Frame,
});
