// The only way from the console to the server: operations of the contract, called by their ids with the session's cookie.
// Reads are cached by operation and arguments; a change names the reads that it makes old.
import {
  type GivenTo,
  type ItemOf,
  Laurel,
  LaurelError,
  type ListId,
  type OperationId,
  type PageOf,
  type ResultOf,
} from '@laurel/sdk';
import { QueryClient, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

/** Rows that a list asks for at once. */
const PAGE = 50;
const STALE_MS = 10_000;

export const laurel = new Laurel({ baseUrl: '', retries: 1 });

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: STALE_MS, retry: false, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

export type Read<Result> = {
  readonly queryKey: readonly unknown[];
  readonly queryFn: (asked: { readonly signal: AbortSignal }) => Promise<Result>;
};

function keyOf(id: string, given: unknown): readonly unknown[] {
  return [id, given];
}

/** One read, for `useQuery` and for loaders. */
export function read<Id extends OperationId>(id: Id, given: GivenTo<Id>): Read<ResultOf<Id>> {
  return { queryKey: keyOf(id, given), queryFn: ({ signal }) => laurel.call(id, given, { signal }) };
}

type PageAsked = { readonly signal: AbortSignal; readonly pageParam: string | undefined };
export type PagesRead<Item> = {
  readonly queryKey: readonly unknown[];
  readonly initialPageParam: string | undefined;
  readonly queryFn: (asked: PageAsked) => Promise<PageOf<Item>>;
  readonly getNextPageParam: (page: PageOf<Item>) => string | undefined;
};

/** A list page by page, for `useInfiniteQuery`. */
export function pages<Id extends ListId>(id: Id, given: GivenTo<Id>): PagesRead<ItemOf<Id>> {
  return {
    queryKey: [...keyOf(id, given), 'pages'],
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: PAGE, ...given.query, ...(pageParam === undefined ? {} : { after: pageParam }) };
      return laurel.page(id, { ...given, query }, { signal });
    },
    getNextPageParam: (page) => page.next ?? undefined,
  };
}

export type Change<Id extends OperationId> = UseMutationResult<ResultOf<Id>, Error, GivenTo<Id>>;

/**
 * One write. When it succeeds, the reads named are asked for again; without names, all that are on the page.
 * A call that is repeated after a lost answer has the same idempotency key; one click is one key.
 */
export function useChange<Id extends OperationId>(
  id: Id,
  options: { readonly refreshes?: readonly OperationId[]; readonly onDone?: (result: ResultOf<Id>) => void } = {},
): Change<Id> {
  const client = useQueryClient();
  return useMutation<ResultOf<Id>, Error, GivenTo<Id>>({
    mutationFn: (given) => laurel.call(id, given),
    onSuccess: async (result) => {
      await refresh(client, options.refreshes);
      options.onDone?.(result);
    },
  });
}

export async function refresh(client: QueryClient, ids?: readonly OperationId[]): Promise<void> {
  if (ids === undefined) return client.invalidateQueries();
  await Promise.all(ids.map((id) => client.invalidateQueries({ queryKey: [id] })));
}

/** What went wrong, in a sentence for people. */
export function sentenceOf(error: unknown): string {
  if (error instanceof LaurelError) {
    if (error.status === 0) return 'The server does not answer. What you see may be old; try again in a moment.';
    return error.message;
  }
  return error instanceof Error ? error.message : 'Something went wrong.';
}

/** Faults of single fields by their path in the body, such as `deposits.0.points`: as forms show them beside the field. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof LaurelError)) return {};
  const faults = error.problem?.errors ?? [];
  return Object.fromEntries(
    faults.map((fault) => [
      'pointer' in fault ? fault.pointer.replace(/^\//, '').replaceAll('/', '.') : fault.path,
      `${fault.problem}: expected ${fault.expected}`,
    ]),
  );
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof LaurelError && codes.includes(error.code);
}
