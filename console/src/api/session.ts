// Who is signed in and what they may do, as the server says it. What is refused here is refused there as well.
import { LaurelError, type Schemas } from '@laurel/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { isCode, queryClient, read } from './laurel.ts';

export type Me = Schemas['Me'];
export type Scope = Me['scopes'][number];

const SESSION_STALE_MS = 60_000;

export const meQuery = { ...read('getMe', {}), staleTime: SESSION_STALE_MS };

/** Null when nobody is signed in. */
export async function loadMe(): Promise<Me | null> {
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (error instanceof LaurelError && error.status === 401) return null;
    throw error;
  }
}

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function may(me: Me, scope: Scope): boolean {
  return me.scopes.includes('admin') || me.scopes.includes(scope);
}

/** Null when allowed, else why a control is disabled. */
export function useReason(scope: Scope): string | null {
  const me = useMe();
  return may(me, scope) ? null : `Your roles do not allow this (${scope}).`;
}

/** Calls `onEnd` when the server says of any request that the session has ended. */
export function watchSession(onEnd: () => void): void {
  const judge = (error: unknown): void => {
    if (isCode(error, 'sign_in_needed') && queryClient.getQueryData(meQuery.queryKey) !== undefined) onEnd();
  };
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error);
  });
  queryClient.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error);
  });
}
