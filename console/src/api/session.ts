// Who is signed in and what they may do, as the server says it. What is refused here is refused there as well.
import { LaurelError, type Schemas } from '@laurel/sdk';
import { useSuspenseQuery } from '@tanstack/react-query';
import { isCode, queryClient, read } from './laurel.ts';

export type Me = Schemas['Me'];
export type Scope = Me['scopes'][number];

const SESSION_STALE_MS = 60_000;

const meQuery = { ...read('getMe', {}), staleTime: SESSION_STALE_MS };

/** Null when nobody is signed in. */
export async function loadMe(): Promise<Me | null> {
  return nullWhenSignedOut(queryClient.ensureQueryData(meQuery));
}

/** Asks the server even when the answer is at hand, as where a session may have just ended. */
export async function loadMeAnew(): Promise<Me | null> {
  return nullWhenSignedOut(queryClient.fetchQuery({ ...meQuery, staleTime: 0 }));
}

async function nullWhenSignedOut(asked: Promise<Me>): Promise<Me | null> {
  try {
    return await asked;
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

/** Calls `onEnd` when the server says of any request of somebody signed in that there is no session. */
export function watchSession(onEnd: () => Promise<void>): void {
  let isEnding = false;
  const judge = async (error: unknown): Promise<void> => {
    const isSignedIn = queryClient.getQueryData(meQuery.queryKey) !== undefined;
    if (isEnding || !isSignedIn || !isCode(error, 'sign_in_needed', 'unauthorized')) return;
    isEnding = true;
    await onEnd();
    isEnding = false;
  };
  queryClient.getQueryCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error);
  });
  queryClient.getMutationCache().subscribe((event) => {
    if (event.type === 'updated' && event.action.type === 'error') judge(event.action.error);
  });
}
