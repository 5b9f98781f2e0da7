// The pages before somebody is signed in: the first administrator, and signing in.
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queryClient, read } from '../api/laurel.ts';
import { loadMe } from '../api/session.ts';
import { rootRoute } from '../frame/root-route.tsx';

/** Only addresses of this console: nobody is sent elsewhere by a link to the sign-in. */
export function safeTarget(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])/.test(given) ? given : '/';
}

const setupQuery = read('getSetup', {});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({ to: safeTarget(search.to) }),
  beforeLoad: async ({ search }) => {
    const { is_needed } = await queryClient.fetchQuery(setupQuery);
    if (is_needed) throw redirect({ to: '/set-up' });
    if ((await loadMe()) !== null) throw redirect({ href: search.to ?? '/' });
  },
  component: lazyRouteComponent(() => import('./sign-in.tsx'), 'SignInPage'),
});

const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  beforeLoad: async () => {
    const { is_needed } = await queryClient.fetchQuery(setupQuery);
    if (!is_needed) throw redirect({ to: '/sign-in' });
  },
  component: lazyRouteComponent(() => import('./set-up.tsx'), 'SetUpPage'),
});

export const accessRoutes = [signInRoute, setUpRoute];
