// Figures about the road for whoever exposes them. Counting is all that happens here.

export type Histogram = {
  /** Upper bounds, ascending; a last, open bucket follows. */
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number;
};

export type PipelineStats = {
  readonly batches: number;
  readonly facts: number;
  readonly rows: number;
  readonly replays: number;
  readonly refusals: number;
  readonly retries: number;
  readonly rejected: number;
  readonly overloaded: number;
  readonly dropped: number;
  /** Facts that had to wait for another batch to let go of their partition. */
  readonly busy: number;
  readonly refills: number;
  readonly waitingFacts: number;
  readonly waitingBytes: number;
  readonly batchSize: Histogram;
  /** How long a batch held its partitions, in milliseconds. */
  readonly heldMs: Histogram;
};

type Count = Exclude<keyof PipelineStats, 'batchSize' | 'heldMs' | 'waitingFacts' | 'waitingBytes'>;

const SIZE_BOUNDS = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000];
const HELD_BOUNDS = [1, 2, 5, 10, 15, 25, 50, 100, 250, 1_000];

export class StatsCounter {
  readonly #counts: { [count in Count]: number } = {
    batches: 0,
    facts: 0,
    rows: 0,
    replays: 0,
    refusals: 0,
    retries: 0,
    rejected: 0,
    overloaded: 0,
    dropped: 0,
    busy: 0,
    refills: 0,
  };
  readonly #batchSize = new Buckets(SIZE_BOUNDS);
  readonly #heldMs = new Buckets(HELD_BOUNDS);

  add(count: Count, by = 1): void {
    this.#counts[count] += by;
  }

  batch(size: number, heldMs: number): void {
    this.add('batches');
    this.#batchSize.add(size);
    this.#heldMs.add(heldMs);
  }

  read(waiting: { readonly facts: number; readonly bytes: number }): PipelineStats {
    return {
      ...this.#counts,
      waitingFacts: waiting.facts,
      waitingBytes: waiting.bytes,
      batchSize: this.#batchSize.read(),
      heldMs: this.#heldMs.read(),
    };
  }
}

class Buckets {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = [...bounds.map(() => 0), 0];
  }

  add(value: number): void {
    const found = this.#bounds.findIndex((bound) => value <= bound);
    const index = found === -1 ? this.#bounds.length : found;
    this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    this.#sum += value;
  }

  read(): Histogram {
    return { bounds: this.#bounds, counts: [...this.#counts], sum: this.#sum };
  }
}
