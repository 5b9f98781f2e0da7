// Faults on demand: the next answers of an operation, or some by chance with a seed, so that a run can be had again.

/**
 * `too_many`, `error`, `unavailable`: 429, 500 and 503, nothing is done. `reset`: the connection breaks, nothing is done.
 * `reset_after`, `hang_after`: it is done, and the answer is lost; the connection breaks, or stays open without a word.
 */
export type Fault = 'too_many' | 'error' | 'unavailable' | 'reset' | 'reset_after' | 'hang_after';

type Chance = {
  readonly seed: number;
  /** Of each request, between 0 and 1. */
  readonly probability: number;
  readonly faults: readonly Fault[];
  /** Left out: all. */
  readonly operations?: readonly string[];
};

export type Faults = {
  /** The next `times` requests of an operation; `*` stands for any. */
  next(operation: string, fault: Fault, times?: number): void;
  byChance(chance: Chance): void;
  clear(): void;
  /** What happens to this one. */
  take(operation: string): Fault | null;
};

export function createFaults(): Faults {
  const queued: { readonly operation: string; readonly fault: Fault }[] = [];
  let chance: Chance | null = null;
  let random = (): number => 1;
  return {
    next: (operation, fault, times = 1) => {
      for (let at = 0; at < times; at += 1) queued.push({ operation, fault });
    },
    byChance: (given) => {
      chance = given;
      random = randomBy(given.seed);
    },
    clear: () => {
      queued.length = 0;
      chance = null;
    },
    take: (operation) => {
      const at = queued.findIndex((one) => one.operation === operation || one.operation === '*');
      if (at >= 0) return queued.splice(at, 1)[0]?.fault ?? null;
      if (chance === null || chance.operations?.includes(operation) === false) return null;
      if (random() >= chance.probability) return null;
      return chance.faults[Math.floor(random() * chance.faults.length)] ?? null;
    },
  };
}

/** Mulberry32: small, and the same numbers for the same seed. */
function randomBy(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
