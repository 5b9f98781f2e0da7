// Sends to one provider: two lanes, of which live goes first and keeps slots of its own; so many at once, so many a second;
// a circuit breaker. One process does this for a provider at a time (storage/providers.ts).
import type pg from 'pg';
import type { Attempt, SendContext } from '../connectors/connector.ts';
import { connectorOf } from '../connectors/registry.ts';
import type { Instant } from '../domain/time.ts';
import {
  MESSAGE_LANES,
  type MessageLane,
  readEarlierBulk,
  readReady,
  saveAttempts,
  type WaitingMessage,
} from '../storage/outbox.ts';
import { type ProviderState, pauseProvider, SENDER_LEASE_MS, saveBreaker } from '../storage/providers.ts';
import { withAddress } from './address.ts';
import { CircuitBreaker } from './breaker.ts';
import { withClient } from './connections.ts';
import { connectorNamed } from './connector-named.ts';
import { LaneQueue } from './lane-queue.ts';
import { outcomeOf } from './outcome.ts';
import { makeReady, type ReadyContext, type ReadyMessage, TRAY } from './ready.ts';
import { ResultWriter } from './result-writer.ts';
import type { DeliveryStats } from './stats.ts';
import { TokenBucket } from './token-bucket.ts';

export type Log = {
  info(detail: object, message: string): void;
  warn(detail: object, message: string): void;
  error(detail: object, message: string): void;
};

/** The programme, and the provider's definition and access, as they are now. */
export type WorkerContext = Omit<ReadyContext, 'provider' | 'epoch' | 'now'> & { readonly callbackUrl: string | null };

export type WorkerDeps = {
  readonly pool: pg.Pool;
  readonly logger: Log;
  readonly now: () => Instant;
  readonly random: () => number;
  readonly sender: Pick<SendContext, 'http' | 'resolve'>;
  readonly stats: DeliveryStats;
  readonly context: () => WorkerContext;
  /** The same with at least this version of the programme; reads it when it is not known yet. */
  readonly contextWith: (version: number) => Promise<WorkerContext>;
};

/** Made ready at once: enough for half a second at the rate of late, at least twice what may be under way. */
const READY_MAX = 500;
const READY_AHEAD_S = 0.5;
/** While so many results cannot be written, because the database is away, nothing new is sent. */
const UNWRITTEN_MAX = 2_000;
/** A lease is not trusted to its last moment: freezing and sending take time. */
const LEASE_MARGIN_MS = 3_000;
/** A provider that asks for patience gets at most this much at once; its messages have their own schedule besides. */
const THROTTLE_MAX_MS = 5 * 60_000;

export class ProviderWorker {
  readonly provider: string;
  readonly #deps: WorkerDeps;
  readonly #lanes = { live: new LaneQueue(), bulk: new LaneQueue() };
  readonly #underWay = { live: 0, bulk: 0 };
  /** Ready, under way, or with a result that is not written yet: the table still says `waiting` of all of them. */
  readonly #known = new Set<string>();
  /** Finished while a refill was under way: it may have read them before they were. */
  readonly #finished: string[] = [];
  readonly #busy = new Set<string>();
  readonly #sends = new Set<Promise<void>>();
  readonly #mayHaveMore = { live: false, bulk: false };
  readonly #results: ResultWriter;
  #breaker: CircuitBreaker;
  #bucket: TokenBucket | null = null;
  readonly #ownBuckets = new Map<string, TokenBucket>();
  #epoch = 0;
  #leasedAtMs = Number.NEGATIVE_INFINITY;
  #isPaused = false;
  #isStopping = false;
  #throttledUntil: Instant = 0;
  #refilling: Promise<void> | null = null;
  #wakeTimer: NodeJS.Timeout | null = null;
  #rate = { count: 0, sinceMs: performance.now(), perSecond: 0 };

  constructor(deps: WorkerDeps, state: ProviderState) {
    this.provider = state.provider;
    this.#deps = deps;
    this.#breaker = new CircuitBreaker(state.breaker);
    this.#results = new ResultWriter({
      write: (results) => withClient(deps.pool, (client) => saveAttempts(client, results)),
      onWritten: (results) => this.#finish(results.map(({ id }) => id)),
      onError: (error) => deps.logger.warn({ provider: this.provider, reason: reasonOf(error) }, 'results wait'),
    });
    this.lease(state);
  }

  /** To be called whenever the lease is renewed, with what the table says of the provider. */
  lease({ epoch, pause, breaker }: ProviderState): void {
    const isResumed = this.#isPaused && pause === null;
    if (isResumed) this.#breaker = new CircuitBreaker(breaker);
    if (epoch !== this.#epoch || pause !== null) this.#dropReady();
    this.#epoch = epoch;
    this.#isPaused = pause !== null;
    this.#leasedAtMs = performance.now();
  }

  /** Something is ready in these lanes. */
  wake(lanes: readonly MessageLane[]): void {
    for (const lane of lanes) this.#mayHaveMore[lane] = true;
    this.#pump();
  }

  /** Ends after what is under way; what is ready stays in the table for whoever sends next. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#wakeTimer !== null) clearTimeout(this.#wakeTimer);
    await this.#refilling;
    this.#dropReady();
    await Promise.all(this.#sends);
    await this.#results.end();
  }

  /** Forgets messages whose results are written: what reads the table from now on does not find them. */
  #finish(ids: readonly string[]): void {
    if (this.#refilling !== null) this.#finished.push(...ids);
    else for (const id of ids) this.#known.delete(id);
  }

  #dropReady(): void {
    for (const lane of MESSAGE_LANES) {
      for (const { message } of this.#lanes[lane].clear()) this.#known.delete(message.id);
    }
  }

  get #maySend(): boolean {
    const isLeased = performance.now() - this.#leasedAtMs < SENDER_LEASE_MS - LEASE_MARGIN_MS;
    if (this.#isStopping || this.#isPaused || !isLeased || this.#results.length >= UNWRITTEN_MAX) return false;
    return this.#deps.now() >= this.#throttledUntil && this.#breaker.allows(this.#deps.now()) !== 'none';
  }

  /** Sends what may be sent now, and makes more ready where little is left. */
  #pump(): void {
    if (!this.#maySend) return;
    const context = this.#deps.context();
    for (;;) {
      const waitMs = this.#bucketFor(context)?.waitMs(performance.now()) ?? 0;
      if (waitMs > 0) this.#pumpIn(waitMs);
      const next = waitMs > 0 ? null : this.#next(context.definition.concurrency);
      if (next === null) break;
      const own = this.#ownBucketFor(next.ready);
      const ownWaitMs = own?.waitMs(performance.now()) ?? 0;
      if (ownWaitMs > 0) {
        this.#lanes[next.lane].putBack(next.ready);
        this.#pumpIn(ownWaitMs);
        break;
      }
      own?.take();
      this.#bucket?.take();
      this.#start(next.ready, next.lane, context);
    }
    const needsMore = MESSAGE_LANES.some((lane) => this.#needsMore(lane, context));
    if (needsMore && this.#refilling === null) {
      this.#refilling = this.#refill().finally(() => {
        this.#refilling = null;
        this.#finish(this.#finished.splice(0));
      });
    }
  }

  #pumpIn(waitMs: number): void {
    this.#wakeTimer ??= setTimeout(() => {
      this.#wakeTimer = null;
      this.#pump();
    }, waitMs);
  }

  /** The provider's own limit where the programme sets none. */
  #bucketFor({ definition }: WorkerContext): TokenBucket | null {
    const perSecond = definition.per_second ?? connectorOf(definition.connector).defaults.perSecond;
    if (perSecond === null) this.#bucket = null;
    else if (this.#bucket?.perSecond !== perSecond) this.#bucket = new TokenBucket(perSecond, performance.now());
    return this.#bucket;
  }

  /** The provider's limit for some of its requests, below that for all. */
  #ownBucketFor({ frozen }: ReadyMessage): TokenBucket | null {
    const rate = connectorNamed(frozen.connector).rateOf?.(frozen.request) ?? null;
    if (rate === null) return null;
    const bucket = this.#ownBuckets.get(rate.name) ?? new TokenBucket(rate.perSecond, performance.now());
    this.#ownBuckets.set(rate.name, bucket);
    return bucket;
  }

  /** Live first; bulk never takes the slots that are kept for live. While the breaker is half open, one message at a time. */
  #next(concurrency: number): { readonly ready: ReadyMessage; readonly lane: MessageLane } | null {
    const { live, bulk } = this.#underWay;
    const allowed = this.#breaker.allows(this.#deps.now());
    if (allowed === 'none' || live + bulk >= concurrency || (allowed === 'one' && live + bulk > 0)) return null;
    const isBusy = (customerId: string) => this.#busy.has(customerId);
    const first = this.#lanes.live.next(isBusy);
    if (first !== null) return { ready: first, lane: 'live' };
    const kept = concurrency === 1 ? 0 : Math.max(1, Math.floor(concurrency / 4));
    const second = bulk < concurrency - kept ? this.#lanes.bulk.next(isBusy) : null;
    return second === null ? null : { ready: second, lane: 'bulk' };
  }

  #start(ready: ReadyMessage, lane: MessageLane, context: WorkerContext): void {
    if (this.#breaker.isOpen) this.#breaker.probe();
    this.#underWay[lane] += 1;
    this.#busy.add(ready.message.customerId);
    const send = this.#send(ready, context).then((attempt) => {
      this.#sends.delete(send);
      this.#underWay[lane] -= 1;
      this.#busy.delete(ready.message.customerId);
      for (const each of MESSAGE_LANES) this.#lanes[each].free(ready.message.customerId);
      this.#learn(ready, attempt);
      this.#pump();
    });
    this.#sends.add(send);
  }

  async #send({ message, frozen }: ReadyMessage, { access, definition, callbackUrl }: WorkerContext): Promise<Timed> {
    const startedAt = this.#deps.now();
    const startMs = performance.now();
    const timed = (attempt: Attempt): Timed => ({ attempt, startedAt, durationMs: performance.now() - startMs });
    try {
      const context = {
        ...this.#deps.sender,
        access,
        settings: definition.settings,
        now: startedAt,
        timeoutMs: definition.timeout_ms,
        callbackUrl,
      };
      const request = withAddress(frozen.request, access);
      return timed(await connectorNamed(frozen.connector).send(request, { id: message.id }, context));
    } catch (error) {
      // Connectors answer for what networks and providers do; this is a fault of ours, which a later version may not have.
      this.#deps.logger.error({ provider: this.provider, message: message.id, err: error }, 'a connector failed');
      const result = { kind: 'retry', reason: 'the connector failed', afterMs: null } as const;
      return timed({ status: null, response: '', result });
    }
  }

  #learn(ready: ReadyMessage, { attempt, startedAt, durationMs }: Timed): void {
    const endedAt = this.#deps.now();
    this.#rate.count += 1;
    this.#results.add(outcomeOf(ready, attempt, { startedAt, endedAt, durationMs, random: this.#deps.random() }));
    const { result } = attempt;
    const isKept = ready.frozen.connector === TRAY;
    this.#deps.stats.count(this.provider, isKept ? 'tray' : result.kind);
    if (isKept) return;
    if (result.kind === 'pause') return this.#pause(result.reason, endedAt);
    if (result.kind === 'retry' && result.afterMs === null) {
      if (this.#breaker.fail(endedAt, result.reason)) this.#openBreaker();
      return;
    }
    if (result.kind === 'retry') this.#throttledUntil = endedAt + Math.min(result.afterMs ?? 0, THROTTLE_MAX_MS);
    if (this.#breaker.succeed()) this.#noteBreaker('is back');
  }

  #openBreaker(): void {
    this.#dropReady();
    this.#noteBreaker('does not work, nothing is sent for a while');
  }

  #noteBreaker(words: string): void {
    const { state } = this.#breaker;
    this.#deps.logger.warn({ provider: this.provider, ...state }, `the provider ${words}`);
    this.#inBackground(saveBreaker(this.#deps.pool, this.provider, state));
  }

  #pause(reason: string, at: Instant): void {
    this.#isPaused = true;
    this.#dropReady();
    this.#deps.logger.error({ provider: this.provider, reason }, 'the provider refuses us: sending to it is paused');
    this.#inBackground(pauseProvider(this.#deps.pool, this.provider, { reason, at, by: 'delivery' }));
  }

  #inBackground(work: Promise<unknown>): void {
    const done = work.then(
      () => undefined,
      (error: unknown) =>
        this.#deps.logger.warn({ provider: this.provider, reason: reasonOf(error) }, 'its state could not be written'),
    );
    this.#sends.add(done);
    void done.then(() => this.#sends.delete(done));
  }

  #needsMore(lane: MessageLane, context: WorkerContext): boolean {
    return this.#mayHaveMore[lane] && this.#lanes[lane].length < this.#readyAim(context) / 2;
  }

  #readyAim({ definition }: WorkerContext): number {
    if (this.#breaker.isOpen) return 1;
    const nowMs = performance.now();
    const sinceMs = nowMs - this.#rate.sinceMs;
    if (sinceMs >= 1_000) this.#rate = { count: 0, sinceMs: nowMs, perSecond: (this.#rate.count / sinceMs) * 1_000 };
    const aim = Math.max(2 * definition.concurrency, Math.ceil(this.#rate.perSecond * READY_AHEAD_S));
    const most = this.#bucket === null ? READY_MAX : Math.min(READY_MAX, Math.max(2, this.#bucket.perSecond));
    return Math.min(aim, most);
  }

  async #refill(): Promise<void> {
    try {
      await withClient(this.#deps.pool, (client) => this.#refillLanes(client));
    } catch (error) {
      // The next look comes in a moment, and finds the same messages.
      this.#deps.logger.warn({ provider: this.provider, reason: reasonOf(error) }, 'no messages could be made ready');
      return;
    }
    // Not within this call: the promise that says that a refill is under way is still set.
    setImmediate(() => this.#pump());
  }

  /**
   * Bulk is read before live: what a customer was sent live before one of these bulk messages is then read as well, and goes
   * first. Where not all of live could be read, bulk waits.
   */
  async #refillLanes(client: pg.PoolClient): Promise<void> {
    const needs = (lane: MessageLane) => this.#needsMore(lane, this.#deps.context());
    const bulk = needs('bulk') ? await this.#read(client, 'bulk') : [];
    if (bulk.length > 0 || needs('live')) {
      const live = this.#fresh(await this.#read(client, 'live'));
      await this.#makeReady(client, 'live', [...(await this.#readEarlier(client, live)), ...live]);
    }
    if (!this.#mayHaveMore.live) await this.#makeReady(client, 'bulk', this.#fresh(bulk));
  }

  /** What is ready in the table, without what is known here. */
  async #read(client: pg.PoolClient, lane: MessageLane): Promise<readonly WaitingMessage[]> {
    const limit = this.#readyAim(this.#deps.context());
    const without = [...this.#known];
    const found = await readReady(client, { provider: this.provider, lane, now: this.#deps.now(), limit, without });
    this.#mayHaveMore[lane] = found.length === limit;
    return found;
  }

  #fresh(found: readonly WaitingMessage[]): readonly WaitingMessage[] {
    return found.filter(({ id }) => !this.#known.has(id));
  }

  /** Bulk messages of the same customers from before, which nobody has tried. */
  async #readEarlier(client: pg.PoolClient, live: readonly WaitingMessage[]): Promise<readonly WaitingMessage[]> {
    if (live.length === 0) return [];
    const found = await readEarlierBulk(client, { provider: this.provider, now: this.#deps.now(), messages: live });
    return [...new Map(this.#fresh(found).map((message) => [message.id, message])).values()];
  }

  async #makeReady(client: pg.PoolClient, lane: MessageLane, fresh: readonly WaitingMessage[]): Promise<void> {
    if (fresh.length === 0 || !this.#maySend) return;
    const epoch = this.#epoch;
    for (const { id } of fresh) this.#known.add(id);
    let ready: readonly ReadyMessage[] = [];
    try {
      const context = await this.#deps.contextWith(Math.max(...fresh.map(({ programme }) => programme)));
      ready = await makeReady(client, { ...context, provider: this.provider, epoch, now: this.#deps.now() }, fresh);
      if (epoch !== this.#epoch || this.#isPaused || this.#isStopping) ready = [];
    } finally {
      const isReady = new Set(ready.map(({ message }) => message.id));
      for (const { id } of fresh) if (!isReady.has(id)) this.#known.delete(id);
    }
    this.#lanes[lane].push(lane === 'live' ? this.#withEarlier(ready) : ready);
  }

  /** With the bulk messages of the same customers that are ready already: a customer's messages go in their order. */
  #withEarlier(ready: readonly ReadyMessage[]): readonly ReadyMessage[] {
    const bulk = this.#lanes.bulk.takeOf(new Set(ready.map(({ message }) => message.customerId)));
    return [...bulk, ...ready].sort((a, b) => (a.message.id < b.message.id ? -1 : 1));
  }
}

type Timed = { readonly attempt: Attempt; readonly startedAt: Instant; readonly durationMs: number };

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
