// A fact between admission and its answer, and the queues in which facts wait. A queue keeps the order of each customer's
// facts; it knows nothing of what the facts ask for.
import type { QuotaNeed } from '../domain/decision.ts';
import type { Actor, FactBody } from '../domain/facts.ts';
import { partitionOf } from '../domain/ids.ts';
import type { Slice } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { type Answer, EngineError, type Lane } from './submission.ts';

export type WaitingFact = {
  readonly id: string;
  readonly customerId: string;
  readonly peerId: string | null;
  readonly body: FactBody;
  /** The body as it is stored, written out at admission. */
  readonly bodyText: string;
  /** Null: when it is decided. */
  readonly occurredAt: Instant | null;
  readonly actor: Actor;
  readonly keyHash: string | null;
  readonly bodyHash: string | null;
  readonly isHistory: boolean;
  /** The one that was asked for: what a bulk fact sends never delays what a live one does. */
  readonly lane: Lane;
  /** Saved only when it changes something: what a run asks of customers who may have nothing due. */
  readonly isQuiet: boolean;
  readonly signal: AbortSignal | null;
  /** On the monotonic clock of the process; how long it has waited. */
  readonly admittedMs: number;
  readonly answer: (answer: Answered) => void;
  readonly fail: (error: unknown) => void;
  /** What earlier tries found out about it. */
  readonly hints: Hints;
};

export type Answered = { readonly answer: Answer; readonly isSaved: boolean; readonly isStillDue: boolean };

export type Hints = {
  readonly slices: Set<Slice>;
  /** Totals that it needs a portion of, by name; and those of which nothing more is to be had. */
  readonly quotas: Map<string, QuotaNeed>;
  readonly finalQuotas: Set<string>;
  /** How often its partition was busy, and how often it was put back because something else had to go first. */
  busyRounds: number;
  backRounds: number;
};

export function newHints(): Hints {
  return { slices: new Set(), quotas: new Map(), finalQuotas: new Set(), busyRounds: 0, backRounds: 0 };
}

/** The customers that a fact is about. */
export function customersOf(fact: WaitingFact): readonly string[] {
  return fact.peerId === null ? [fact.customerId] : [fact.customerId, fact.peerId];
}

export function partitionsOf(facts: readonly WaitingFact[]): readonly number[] {
  return [...new Set(facts.flatMap(customersOf).map(partitionOf))].sort((a, b) => a - b);
}

/** What every fact is taken to occupy beside its body. */
const OVERHEAD_BYTES = 600;

function bytesOf(fact: WaitingFact): number {
  return fact.bodyText.length + OVERHEAD_BYTES;
}

/** Room for waiting facts, shared by all queues of a process. */
export class Room {
  readonly #factsMax: number;
  readonly #bytesMax: number;
  facts = 0;
  bytes = 0;

  constructor(limits: { readonly factsMax: number; readonly bytesMax: number }) {
    this.#factsMax = limits.factsMax;
    this.#bytesMax = limits.bytesMax;
  }

  take(fact: WaitingFact): void {
    const bytes = bytesOf(fact);
    if (this.facts + 1 > this.#factsMax || this.bytes + bytes > this.#bytesMax) {
      throw new EngineError('overloaded', {}, 1);
    }
    this.facts += 1;
    this.bytes += bytes;
  }

  free(fact: WaitingFact): void {
    this.facts -= 1;
    this.bytes -= bytesOf(fact);
  }
}

export type TakeLimits = { readonly factsMax: number; readonly perCustomerMax: number };

/** So far a queue looks ahead for facts that may go while others must wait. */
const LOOK_AHEAD = 2_000;

export class FactQueue {
  #facts: WaitingFact[] = [];
  #wake: (() => void) | null = null;

  get length(): number {
    return this.#facts.length;
  }

  push(fact: WaitingFact): void {
    this.#facts.push(fact);
    this.wake();
  }

  /** Facts that were taken and could not be decided yet: before all others, in the order in which they were taken. */
  putBack(facts: readonly WaitingFact[]): void {
    if (facts.length > 0) this.#facts = [...facts, ...this.#facts];
  }

  /** Resolves once something waits, or `wake` is called. */
  async whenFilled(): Promise<void> {
    if (this.#facts.length > 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    await promise;
  }

  wake(): void {
    this.#wake?.();
    this.#wake = null;
  }

  /**
   * Takes the next batch. A key that is in the batch already waits for the first, and with it everything later of the same
   * customer; so does what exceeds the limit per customer.
   */
  take({ factsMax, perCustomerMax }: TakeLimits): WaitingFact[] {
    if (this.#facts.length <= 1) return this.#facts.splice(0);
    const taken: WaitingFact[] = [];
    const left: WaitingFact[] = [];
    const counts = new Map<string, number>();
    const keys = new Set<string>();
    const held = new Set<string>();
    let seen = 0;
    for (const fact of this.#facts) {
      if (taken.length >= factsMax || seen >= LOOK_AHEAD) break;
      seen += 1;
      const customers = customersOf(fact);
      const key = fact.keyHash === null ? null : `${fact.customerId} ${fact.keyHash}`;
      const mustWait =
        customers.some((id) => held.has(id) || (counts.get(id) ?? 0) >= perCustomerMax) ||
        (key !== null && keys.has(key));
      if (mustWait) {
        for (const id of customers) held.add(id);
        left.push(fact);
        continue;
      }
      for (const id of customers) counts.set(id, (counts.get(id) ?? 0) + 1);
      if (key !== null) keys.add(key);
      taken.push(fact);
    }
    this.#facts = left.length === 0 ? this.#facts.slice(seen) : [...left, ...this.#facts.slice(seen)];
    return taken;
  }

  /** Takes out everything, for closing and for facts that have waited too long. */
  drain(matches: (fact: WaitingFact) => boolean): WaitingFact[] {
    const drained = this.#facts.filter(matches);
    if (drained.length > 0) this.#facts = this.#facts.filter((fact) => !matches(fact));
    return drained;
  }
}
