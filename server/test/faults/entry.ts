// What the catalogue of faults holds for each write endpoint, and how an entry is written down.
import type { World } from './world.ts';

export type Made = {
  /** Instead of the address that was handed in. */
  readonly customer?: string;
  /** The parts of the path beside `{customer}`. */
  readonly params?: { readonly [name: string]: string };
  readonly query?: string;
  readonly body?: unknown;
};

/** A valid request for a customer, with what it needs made anew. */
export type Make = (world: World, customer: string) => Made | Promise<Made>;

export type Entry = {
  /**
   * `fact`: goes through the engine, with an idempotency key. `keyed`: the same, but known by an id in its body, or repeatable
   * without harm. `batch`: each item is answered for itself. `question`: changes nothing. `setting`: belongs to no customer.
   * `person`: for somebody signed in, which a key is not.
   */
  readonly kind: 'fact' | 'keyed' | 'batch' | 'question' | 'setting' | 'person';
  /** Null: there is no valid request without people who are signed in, uploads, or messages that failed. */
  readonly make: Make | null;
  /** The body of another request under the same key; where there is a reason, another reason is one. */
  readonly other?: (made: Made) => unknown;
  /** Parts of the path that name a row of the customer: through another customer's path it does not exist. */
  readonly owned?: readonly string[];
  /** The request of another customer for what is this one's, where the body names it. */
  readonly stolen?: (made: Made, thief: string) => Made;
  /** Foretells a refusal in its answer instead of refusing. */
  readonly tells?: boolean;
  /** Parts of the path that may be any name: what is not there is made, or is gone already. */
  readonly free?: readonly string[];
};

export function fact(make: Make, more: Omit<Entry, 'kind' | 'make'> = {}): Entry {
  return { kind: 'fact', make, ...more };
}

export function question(make: Make): Entry {
  return { kind: 'question', make };
}

export function setting(make: Make | null = null, more: Omit<Entry, 'kind' | 'make'> = {}): Entry {
  return { kind: 'setting', make, ...more };
}

export const PERSON: Entry = { kind: 'person', make: null };
