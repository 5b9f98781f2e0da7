// The TypeScript client of Laurel: typed from the contract, without dependencies. It retries what is safe to retry and
// nothing else; it caches nothing and decides nothing.
import type { ArgumentsOf, ItemOf, ListId, OperationId, ResultOf, Schemas } from './call-types.ts';
import { OPERATIONS } from './generated/contract.ts';
import { errorFrom, LaurelError } from './laurel-error.ts';

export type { ArgumentsOf, ItemOf, ListId, OperationId, ProblemCode, ResultOf, Schemas } from './call-types.ts';
export { LaurelError, type LaurelErrorCode } from './laurel-error.ts';

export type LaurelOptions = {
  /** Such as `https://loyalty.example.com`; empty in a page that the server itself serves. */
  readonly baseUrl: string;
  /** Left out together with the secret in a browser that is signed in: its session's cookie is sent instead. */
  readonly key?: string;
  readonly secret?: string;
  /** Instead of the global one. */
  readonly fetch?: typeof fetch;
  /** Further attempts after the first; 3 unless said otherwise. */
  readonly retries?: number;
  /** For each attempt; 30 seconds unless said otherwise. */
  readonly timeoutMs?: number;
};

export type CallOptions = {
  /** Made for the call when left out, and the same for all its attempts. Pass your own to repeat a call after a crash. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
};

const RETRIES = 3;
const TIMEOUT_MS = 30_000;
const BACKOFF_MIN_MS = 200;
const BACKOFF_MAX_MS = 10_000;
/** A server that wants a longer pause is told of, not waited for. */
const RETRY_AFTER_MAX_MS = 60_000;

type Parts = {
  readonly path?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

/** What a call of an operation is given. */
export type GivenTo<Id extends OperationId> = ArgumentsOf<Id> & Parts;

type Prepared = { readonly url: string; readonly init: RequestInit; readonly isRepeatable: boolean };

export class Laurel {
  readonly #baseUrl: string;
  readonly #authorization: string | null;
  readonly #fetch: typeof fetch;
  readonly #retries: number;
  readonly #timeoutMs: number;

  constructor(options: LaurelOptions) {
    this.#baseUrl = options.baseUrl.replace(/\/+$/, '');
    const { key, secret } = options;
    this.#authorization = key === undefined || secret === undefined ? null : `Bearer ${key}:${secret}`;
    // Called without a receiver: browsers refuse a fetch that is a method of something else.
    this.#fetch = options.fetch ?? ((...given) => fetch(...given));
    this.#retries = options.retries ?? RETRIES;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  }

  /** Any operation of the contract by its id. Rejects with a LaurelError. */
  async call<Id extends OperationId>(id: Id, given: GivenTo<Id>, options: CallOptions = {}): Promise<ResultOf<Id>> {
    return JSON.parse(await this.#send(id, given, options));
  }

  /** The text of the answer, after as many attempts as are left and safe. */
  async #send(id: OperationId, parts: Parts, options: CallOptions = {}): Promise<string> {
    const prepared = this.#prepare(id, parts, options.idempotencyKey);
    for (let attempt = 0; ; attempt += 1) {
      const outcome = await this.#attempt(prepared, options.signal);
      if ('answer' in outcome) return outcome.answer;
      const pauseMs = pauseBefore(outcome, prepared, attempt);
      if (attempt >= this.#retries || pauseMs === null) throw outcome.error;
      await pause(pauseMs, options.signal);
    }
  }

  /** One page of a list; `next` of it goes into `query.after` for the following one. */
  async page<Id extends ListId>(id: Id, given: GivenTo<Id>, options: CallOptions = {}): Promise<PageOf<ItemOf<Id>>> {
    return JSON.parse(await this.#send(id, given, options));
  }

  /** All items of a list, page by page as they are asked for. */
  async *each<Id extends ListId>(id: Id, given: GivenTo<Id>): AsyncGenerator<ItemOf<Id>> {
    let after: string | undefined;
    do {
      const query = after === undefined ? given.query : { ...given.query, after };
      const page = await this.page(id, query === undefined ? given : { ...given, query });
      yield* page.items;
      after = page.next ?? undefined;
    } while (after !== undefined);
  }

  sendEvent(event: Schemas['Event'], options?: CallOptions): Promise<Schemas['Decision']> {
    return this.call('sendEvent', { body: event }, options);
  }

  sendEvents(batch: ArgumentsOf<'sendEvents'>['body'], options?: CallOptions): Promise<ResultOf<'sendEvents'>> {
    return this.call('sendEvents', { body: batch }, options);
  }

  createCustomer(customer: Schemas['NewCustomer'], options?: CallOptions): Promise<ResultOf<'createCustomer'>> {
    return this.call('createCustomer', { body: customer }, options);
  }

  upsertCustomer(customer: Schemas['CustomerUpsert'], options?: CallOptions): Promise<ResultOf<'upsertCustomer'>> {
    return this.call('upsertCustomer', { body: customer }, options);
  }

  /** A customer by id or `type:value`, with `balances`, `tiers` or both on request. */
  getCustomer(customer: string, expand: readonly ('balances' | 'tiers')[] = []): Promise<ResultOf<'getCustomer'>> {
    const query = expand.length === 0 ? {} : { expand: expand.join(',') };
    return this.call('getCustomer', { path: { customer }, query });
  }

  async getBalances(customer: string): Promise<readonly Schemas['AccountBalance'][]> {
    const { items } = await this.call('getBalances', { path: { customer } });
    return items;
  }

  async getTiers(customer: string): Promise<readonly Schemas['TierProgress'][]> {
    const { items } = await this.call('getTiers', { path: { customer } });
    return items;
  }

  deposit(
    customer: string,
    deposits: ArgumentsOf<'depositPoints'>['body']['deposits'],
    options?: CallOptions,
  ): Promise<Schemas['Decision']> {
    return this.call('depositPoints', { path: { customer }, body: { deposits } }, options);
  }

  spend(
    customer: string,
    spends: ArgumentsOf<'spendPoints'>['body']['spends'],
    options?: CallOptions,
  ): Promise<Schemas['Decision']> {
    return this.call('spendPoints', { path: { customer }, body: { spends } }, options);
  }

  /** Why a decision came out as it did, in plain sentences. */
  explain(customer: string, decision: string): Promise<Schemas['Explanation']> {
    return this.call('explainDecision', { path: { customer, decision } });
  }

  #prepare(id: OperationId, { path, query, body }: Parts, idempotencyKey: string | undefined): Prepared {
    const operation = OPERATIONS[id];
    const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(path?.[name])));
    const isRead = operation.method === 'GET';
    const headers: Record<string, string> = { accept: 'application/json' };
    if (this.#authorization !== null) headers.authorization = this.#authorization;
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (operation.isKeyed) headers['idempotency-key'] = idempotencyKey ?? crypto.randomUUID();
    return {
      url: `${this.#baseUrl}${filled}${queryText(query)}`,
      init: {
        method: operation.method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      isRepeatable: isRead || operation.isKeyed,
    };
  }

  async #attempt({ url, init }: Prepared, signal: AbortSignal | undefined): Promise<Answered | Failed> {
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    try {
      const response = await this.#fetch(url, { ...init, signal: either });
      if (response.ok) return { answer: await response.text() };
      return { error: await readError(response), retryAfterMs: retryAfterMs(response) };
    } catch (cause) {
      if (signal?.aborted === true) throw cause;
      const error = new LaurelError('network', `No answer from ${url}.`, { status: 0, isRetryable: true, cause });
      return { error, retryAfterMs: null };
    }
  }
}

export type PageOf<Item> = { readonly items: readonly Item[]; readonly next: string | null };
type Answered = { readonly answer: string };
type Failed = { readonly error: LaurelError; readonly retryAfterMs: number | null };

/** Null: not again. Without an answer only what is safe to repeat is; 429 and 503 say that nothing was done. */
function pauseBefore({ error, retryAfterMs: asked }: Failed, prepared: Prepared, attempt: number): number | null {
  const isSafe = error.status === 0 ? prepared.isRepeatable : error.status === 429 || error.status === 503;
  if (!isSafe || (asked !== null && asked > RETRY_AFTER_MAX_MS)) return null;
  const full = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt);
  // Half of it is chance, so that clients that were turned away together do not come back together.
  return Math.max(asked ?? 0, full / 2 + (Math.random() * full) / 2);
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  // A signal that is aborted already tells its listeners nothing.
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

async function readError(response: Response): Promise<LaurelError> {
  const { status } = response;
  if (response.headers.get('content-type')?.startsWith('application/problem+json') === true)
    return errorFrom(JSON.parse(await response.text()));
  await response.body?.cancel();
  const message = `The answer with status ${status} is not one of Laurel's: is something in between?`;
  return new LaurelError('unreadable_answer', message, { status, isRetryable: status === 503 });
}

/** Retry-After is whole seconds here; a date, which proxies may send, is left to the back-off. */
function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : null;
}

function queryText(query: Readonly<Record<string, unknown>> | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return '';
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()}`;
}
