// The live lane: two workers, each for half of the partitions. While one batch commits, the next gathers; an idle worker
// takes a single fact at once. No timers decide the size of a batch.
import { setTimeout as delay } from 'node:timers/promises';
import { partitionOf } from '../domain/ids.ts';
import { execute } from './execute.ts';
import type { Road } from './road.ts';
import { EngineError } from './submission.ts';
import { FactQueue, type WaitingFact } from './waiting.ts';

const WORKERS = 2;
const BATCH_MAX = 250;
/** So many facts of one customer share a batch at most: the others' wait is bounded. */
export const PER_CUSTOMER_MAX = 100;
/** How long a live fact waits, for its turn or for the database, before its caller is told to come back. */
const LIVE_PATIENCE_MS = 5_000;
/** When no partition is free: long enough for a batch elsewhere to end, short enough to be unnoticed. */
const BUSY_WAIT_MS = { min: 1, max: 5 };

export class LiveLane {
  readonly #road: Road;
  readonly #queues = Array.from({ length: WORKERS }, () => new FactQueue());
  readonly #workers: readonly Promise<void>[];
  #isClosed = false;
  #lastBusyMs = Number.NEGATIVE_INFINITY;

  constructor(road: Road) {
    this.#road = road;
    this.#workers = this.#queues.map((queue) => this.#work(queue));
  }

  /** When a live batch last ran, on the monotonic clock: bulk work makes itself small beside it. */
  get lastBusyMs(): number {
    return this.#lastBusyMs;
  }

  push(fact: WaitingFact): void {
    this.#queues[partitionOf(fact.customerId) % WORKERS]?.push(fact);
  }

  /** Turns away facts that have waited too long. */
  sweep(): void {
    const latestMs = performance.now() - LIVE_PATIENCE_MS;
    const code = this.#road.health.isAway ? 'unavailable' : 'overloaded';
    for (const queue of this.#queues) {
      for (const fact of queue.drain(({ admittedMs }) => admittedMs < latestMs))
        fact.fail(new EngineError(code, {}, 1));
    }
  }

  /** Decides what waits, and ends. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const queue of this.#queues) queue.wake();
    await Promise.all(this.#workers);
  }

  async #work(queue: FactQueue): Promise<void> {
    for (;;) {
      if (queue.length === 0) {
        if (this.#isClosed) return;
        await queue.whenFilled();
        continue;
      }
      dropAbandoned(this.#road, queue);
      const batch = queue.take({ factsMax: BATCH_MAX, perCustomerMax: PER_CUSTOMER_MAX });
      if (batch.length === 0) continue;
      this.#lastBusyMs = performance.now();
      const { back, isAllBusy } = await execute(this.#road, batch, { isLive: true, patienceMs: LIVE_PATIENCE_MS });
      queue.putBack(back);
      if (isAllBusy) await delay(BUSY_WAIT_MS.min + Math.random() * (BUSY_WAIT_MS.max - BUSY_WAIT_MS.min));
    }
  }
}

/** Facts whose callers have given up are not decided: nobody would learn the answer. */
export function dropAbandoned(road: Road, queue: FactQueue): void {
  for (const fact of queue.drain(({ signal }) => signal?.aborted === true)) {
    road.stats.add('dropped');
    fact.fail(new EngineError('unavailable', {}, 1));
  }
}
