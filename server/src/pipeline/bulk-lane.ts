// The bulk lane: two workers, one for the lower half of the partitions and one for the upper, so that one decides while the
// database saves for the other. One partition per batch, customers in the order of their ids, in batches that hold their
// partition only for as long as live facts beside them can bear.
import { setTimeout as delay } from 'node:timers/promises';
import { PARTITIONS, partitionOf } from '../domain/ids.ts';
import { isLiveUnderWay } from '../storage/partitions.ts';
import { withClient } from './connections.ts';
import { execute } from './execute.ts';
import { dropAbandoned, PER_CUSTOMER_MAX } from './live-lane.ts';
import type { Road } from './road.ts';
import { EngineError } from './submission.ts';
import { FactQueue, type WaitingFact } from './waiting.ts';

/** Runs give each of them a share of the partitions to work off. */
export const BULK_WORKERS = 2;
const SIZE_START = 50;
/** Beside live facts, and alone: small batches cost more for each fact, and live facts wait for the processor too. */
const SIZE_MIN = { besideLive: 100, alone: 250 };
const SIZE_MAX = 1_000;
/** How long a batch aims to hold its partition, which one live fact in 128 needs at that moment. */
const HELD_MS = 100;
/** Live facts count as being there for so long after the last sign of them. */
const LIVE_FOR_MS = 2_000;
/** How often to look for live batches of other processes. */
const LOOK_EVERY_MS = 100;
const BUSY_WAIT_MS = 2;
/** Bulk callers wait for a database that restarts; runs go on from their cursor after that. */
const BULK_PATIENCE_MS = 30_000;

export class BulkLane {
  readonly #workers: readonly BulkWorker[];

  constructor(road: Road, lastLiveHereMs: () => number) {
    const company = new Company(road, lastLiveHereMs);
    this.#workers = Array.from({ length: BULK_WORKERS }, () => new BulkWorker(road, company));
  }

  push(facts: readonly WaitingFact[]): void {
    for (const fact of facts)
      this.#workers[Math.floor((partitionOf(fact.customerId) * BULK_WORKERS) / PARTITIONS)]?.push(fact);
    for (const worker of this.#workers) worker.wake();
  }

  sweep(): void {
    for (const worker of this.#workers) worker.sweep();
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }
}

/** Whether live facts are being decided, here or in another process. */
class Company {
  readonly #road: Road;
  readonly #lastLiveHereMs: () => number;
  #seenMs = Number.NEGATIVE_INFINITY;
  #lookedMs = Number.NEGATIVE_INFINITY;
  #turn: Promise<void> = Promise.resolve();

  constructor(road: Road, lastLiveHereMs: () => number) {
    this.#road = road;
    this.#lastLiveHereMs = lastLiveHereMs;
  }

  async isLive(): Promise<boolean> {
    const nowMs = performance.now();
    if (nowMs - this.#lastLiveHereMs() < LIVE_FOR_MS) return true;
    if (nowMs - this.#lookedMs >= LOOK_EVERY_MS) {
      this.#lookedMs = nowMs;
      if (await this.#isLiveElsewhere()) this.#seenMs = nowMs;
    }
    return nowMs - this.#seenMs < LIVE_FOR_MS;
  }

  /** Beside live facts the workers take turns, so that one partition of all is held, and not every core is taken. */
  async turn(): Promise<() => void> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await before;
    return resolve;
  }

  async #isLiveElsewhere(): Promise<boolean> {
    try {
      return await withClient(this.#road.pool, isLiveUnderWay);
    } catch (error) {
      // Only a hint; the batch itself deals with a database that does not answer.
      this.#road.logger.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'no look at live batches');
      return false;
    }
  }
}

class BulkWorker {
  readonly #road: Road;
  readonly #company: Company;
  readonly #queues = Array.from({ length: PARTITIONS }, () => new FactQueue());
  readonly #work: Promise<void>;
  #wake: (() => void) | null = null;
  #next = 0;
  #size = SIZE_START;
  #isClosed = false;

  constructor(road: Road, company: Company) {
    this.#road = road;
    this.#company = company;
    this.#work = this.#run();
  }

  push(fact: WaitingFact): void {
    this.#queues[partitionOf(fact.customerId)]?.push(fact);
  }

  wake(): void {
    this.#wake?.();
  }

  sweep(): void {
    const latestMs = performance.now() - BULK_PATIENCE_MS;
    if (!this.#road.health.isAway) return;
    for (const queue of this.#queues) {
      for (const fact of queue.drain(({ admittedMs }) => admittedMs < latestMs)) {
        fact.fail(new EngineError('unavailable', {}, 1));
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake?.();
    await this.#work;
  }

  async #run(): Promise<void> {
    for (;;) {
      const queue = this.#nextQueue();
      if (queue === null) {
        if (this.#isClosed) return;
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
        this.#wake = null;
        continue;
      }
      dropAbandoned(this.#road, queue);
      await this.#runBatch(queue);
    }
  }

  /** Stays with a partition until it is empty, then goes on to the next that has something. */
  #nextQueue(): FactQueue | null {
    for (let step = 0; step < PARTITIONS; step += 1) {
      const index = (this.#next + step) % PARTITIONS;
      const queue = this.#queues[index];
      if (queue === undefined || queue.length === 0) continue;
      this.#next = index;
      return queue;
    }
    return null;
  }

  async #runBatch(queue: FactQueue): Promise<void> {
    const isBesideLive = await this.#company.isLive();
    const endTurn = isBesideLive ? await this.#company.turn() : null;
    try {
      await this.#runInTurn(queue, isBesideLive);
    } finally {
      endTurn?.();
    }
  }

  async #runInTurn(queue: FactQueue, isBesideLive: boolean): Promise<void> {
    const batch = queue.take({ factsMax: this.#size, perCustomerMax: PER_CUSTOMER_MAX });
    if (batch.length === 0) return;
    // The sort is stable: facts of one customer keep their order.
    batch.sort((a, b) => (a.customerId < b.customerId ? -1 : a.customerId > b.customerId ? 1 : 0));
    const startMs = performance.now();
    const { back, isAllBusy } = await execute(this.#road, batch, { isLive: false, patienceMs: BULK_PATIENCE_MS });
    queue.putBack(back);
    if (isAllBusy) {
      this.#next += 1;
      await delay(BUSY_WAIT_MS);
      return;
    }
    this.#resize(batch.length, performance.now() - startMs, isBesideLive);
  }

  /** Towards the size that takes as long as it should, at most halving or doubling at a time. */
  #resize(size: number, tookMs: number, isBesideLive: boolean): void {
    const least = isBesideLive ? SIZE_MIN.besideLive : SIZE_MIN.alone;
    if (size < this.#size && tookMs < HELD_MS) return;
    const factor = Math.min(2, Math.max(0.5, HELD_MS / Math.max(tookMs, 0.1)));
    this.#size = Math.min(SIZE_MAX, Math.max(least, Math.round(size * factor)));
  }
}
