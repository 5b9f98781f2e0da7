// The pages before somebody is signed in: the first administrator, an invitation, and signing in.
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queryClient, read } from '../api/laurel.ts';
import { loadMeAnew } from '../api/session.ts';
import { rootRoute } from '../frame/root-route.tsx';

/** Only addresses of this console: nobody is sent elsewhere by a link to the sign-in. */
export function safeTarget(given: unknown): string {
  return typeof given === 'string' && /^\/(?![/\\])/.test(given) ? given : '/';
}

export const setupQuery = read('getSetup', {});

/** `error`: what the identity provider came back with. */
type SignInSearch = { readonly to?: string; readonly error?: string };

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): SignInSearch => ({
    to: safeTarget(search.to),
    ...(typeof search.error === 'string' ? { error: search.error } : {}),
  }),
  beforeLoad: async ({ search }) => {
    const { is_needed } = await queryClient.fetchQuery(setupQuery);
    if (is_needed) throw redirect({ to: '/set-up' });
    if ((await loadMeAnew()) !== null) throw redirect({ href: search.to ?? '/' });
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

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./invitation.tsx'), 'InvitationPage'),
});

export const accessRoutes = [signInRoute, setUpRoute, invitationRoute];
