// Delivers the outbox: becomes the sender to as many providers as nobody else sends to, and looks ten times a second what is
// ready for them. Each provider has a worker of its own, so that a slow or dead one holds up no other.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { SendContext } from '../connectors/connector.ts';
import type { ProgrammeHistory } from '../domain/programme/programme.ts';
import type { Instant } from '../domain/time.ts';
import { isGone, leaseHolderName } from '../storage/lease-holders.ts';
import { findReadyLanes, findWaitingProviders } from '../storage/outbox.ts';
import { readSenders, releaseProviders, takeProviders } from '../storage/providers.ts';
import type { AccessBook } from './access.ts';
import type { CallbackUrls } from './callback-url.ts';
import { withClient } from './connections.ts';
import { definitionOf } from './provider-definition.ts';
import { type Log, ProviderWorker, type WorkerContext } from './provider-worker.ts';
import { ReportAsker, type TellReports } from './reports.ts';
import { DeliveryStats } from './stats.ts';

export type DeliveryOptions = {
  /** Of the role laurel_app, for the dispatcher alone: at least POOL_MIN connections. */
  readonly pool: pg.Pool;
  readonly programmes: {
    current(): ProgrammeHistory | null;
    refresh(): Promise<ProgrammeHistory | null>;
  };
  readonly access: AccessBook;
  readonly sender: Pick<SendContext, 'http' | 'resolve'>;
  readonly clock: { now(): Instant };
  readonly logger: Log;
  /** Takes what providers say when they are asked what became of a message; left out: they are not asked. */
  readonly tell?: TellReports | undefined;
  /** Left out: providers are told no address to report to. */
  readonly callbackUrlOf?: CallbackUrls | undefined;
  /** Where attempts are counted, for metrics. */
  readonly stats?: DeliveryStats;
  /** Jitter; Math.random unless said otherwise. */
  readonly random?: () => number;
};

export type Delivery = {
  /** Waits for what is under way, writes its results and lets others send. */
  stop(): Promise<void>;
};

/** Looking, leasing, and two for the workers, whose statements take milliseconds. */
export const POOL_MIN = 4;

/** A live message waits for the next look: well below a second. */
const LOOK_EVERY_MS = 100;
/** Often enough for the lease of 10 s to outlive a failed renewal. */
const LEASE_EVERY_MS = 2_000;
/** A provider's own limit says how many in this time. */
const ASK_EVERY_MS = 1_000;
const AFTER_FAILURE_MS = 1_000;

export function startDelivery(options: DeliveryOptions): Delivery {
  const dispatcher = new Dispatcher(options);
  const done = Promise.all([dispatcher.keepLeases(), dispatcher.keepLooking(), dispatcher.keepAsking()]);
  return {
    stop: async () => {
      dispatcher.stopping.abort();
      await done;
      await dispatcher.end();
    },
  };
}

class Dispatcher {
  readonly stopping = new AbortController();
  readonly #options: DeliveryOptions;
  readonly #worker = leaseHolderName();
  readonly #workers = new Map<string, ProviderWorker>();
  readonly #ending = new Set<Promise<void>>();

  constructor(options: DeliveryOptions) {
    this.#options = options;
  }

  async keepLeases(): Promise<void> {
    await this.#repeat(LEASE_EVERY_MS, 'the leases of providers could not be renewed', () => this.#renew());
  }

  async keepLooking(): Promise<void> {
    await this.#repeat(LOOK_EVERY_MS, 'the outbox could not be read', () => this.#look());
  }

  async keepAsking(): Promise<void> {
    const { tell, pool, logger, sender, clock } = this.#options;
    if (tell === undefined) return;
    const asker = new ReportAsker({ pool, logger, sender, tell, now: () => clock.now() });
    await this.#repeat(ASK_EVERY_MS, 'reports on messages could not be read', async () => {
      const { signal } = this.stopping;
      for (const provider of this.#workers.keys())
        if (!signal.aborted) await asker.ask(provider, this.#depsOf(provider).context());
    });
  }

  async end(): Promise<void> {
    await Promise.all([...this.#workers.values()].map((worker) => worker.stop()));
    await Promise.all(this.#ending);
    await releaseProviders(this.#options.pool, this.#worker).catch((error: unknown) => {
      this.#options.logger.warn({ reason: String(error) }, 'the leases of providers run out by themselves');
    });
  }

  async #repeat(everyMs: number, failure: string, work: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const pauseMs = await work().then(
        () => everyMs,
        (error: unknown) => {
          this.#options.logger.warn({ reason: error instanceof Error ? error.message : String(error) }, failure);
          return AFTER_FAILURE_MS;
        },
      );
      await delay(pauseMs, null, { signal }).catch(() => {
        // Woken by `stop`: the loop ends.
      });
    }
  }

  async #renew(): Promise<void> {
    const { pool, programmes, access } = this.#options;
    const history = await programmes.refresh();
    if (history === null) return;
    await access.refresh();
    const waiting = await withClient(pool, findWaitingProviders);
    const known = [...new Set([...Object.keys(history.live.document.providers), ...waiting])];
    const providers = known.filter((provider) => definitionOf(history, provider) !== null);
    const deadWorkers = (await readSenders(pool)).filter(isGone);
    const taken = await takeProviders(pool, this.#worker, { providers, deadWorkers });
    for (const state of taken) {
      const worker = this.#workers.get(state.provider);
      if (worker === undefined)
        this.#workers.set(state.provider, new ProviderWorker(this.#depsOf(state.provider), state));
      else worker.lease(state);
    }
    const isTaken = new Set(taken.map(({ provider }) => provider));
    for (const [provider, worker] of this.#workers) if (!isTaken.has(provider)) this.#drop(provider, worker);
  }

  /** Somebody else sends to it now. What is under way here ends by itself. */
  #drop(provider: string, worker: ProviderWorker): void {
    this.#workers.delete(provider);
    const ended = worker.stop();
    this.#ending.add(ended);
    void ended.finally(() => this.#ending.delete(ended));
  }

  async #look(): Promise<void> {
    const providers = [...this.#workers.keys()];
    if (providers.length === 0) return;
    const now = this.#options.clock.now();
    const ready = await withClient(this.#options.pool, (client) => findReadyLanes(client, providers, now));
    for (const [provider, found] of Map.groupBy(ready, ({ provider }) => provider)) {
      this.#workers.get(provider)?.wake(found.map(({ lane }) => lane));
    }
  }

  #depsOf(provider: string): ConstructorParameters<typeof ProviderWorker>[0] {
    const {
      pool,
      logger,
      clock,
      sender,
      programmes,
      access,
      callbackUrlOf = () => null,
      random = Math.random,
      stats = new DeliveryStats(),
    } = this.#options;
    const contextOf = (history: ProgrammeHistory | null): WorkerContext => {
      const definition = history === null ? null : definitionOf(history, provider);
      if (history === null || definition === null)
        throw new Error(`No version of the programme has a provider ${provider}.`);
      const found = access.of(provider);
      return { history, definition, access: found, callbackUrl: callbackUrlOf(provider, found) };
    };
    return {
      pool,
      logger,
      sender,
      stats,
      random,
      now: () => clock.now(),
      context: () => contextOf(programmes.current()),
      contextWith: async (version) => {
        const history = programmes.current();
        const isKnown = history !== null && history.live.version >= version;
        return contextOf(isKnown ? history : await programmes.refresh());
      },
    };
  }
}
