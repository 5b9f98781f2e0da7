// The circuit breaker of a provider: after several failures in a row nothing is sent for a while, then a single message goes
// to see whether the provider is back. It keeps no time of its own: every question brings the instant.
import type { Instant } from '../domain/time.ts';
import type { Breaker } from '../storage/providers.ts';

/** Fewer happen by chance; more only waste the time of messages that would fail too. */
const FAILURES_TO_OPEN = 10;
const OPEN_MIN_MS = 5_000;
const OPEN_MAX_MS = 5 * 60_000;

export class CircuitBreaker {
  #failures: number;
  #openUntil: Instant | null;
  #reason: string | null;
  #isProbing = false;

  constructor({ failures, openUntil, reason }: Breaker) {
    this.#failures = failures;
    this.#openUntil = openUntil;
    this.#reason = reason;
  }

  get state(): Breaker {
    return { failures: this.#failures, openUntil: this.#openUntil, reason: this.#reason };
  }

  get isOpen(): boolean {
    return this.#openUntil !== null;
  }

  /** How many may be sent now: all, one to see whether the provider is back, or none. */
  allows(now: Instant): 'all' | 'one' | 'none' {
    if (this.#openUntil === null) return 'all';
    return now >= this.#openUntil && !this.#isProbing ? 'one' : 'none';
  }

  /** To be called with each send while the breaker is open. */
  probe(): void {
    this.#isProbing = true;
  }

  /** True when the provider was away and is back. */
  succeed(): boolean {
    const wasOpen = this.#openUntil !== null;
    this.#failures = 0;
    this.#openUntil = null;
    this.#reason = null;
    this.#isProbing = false;
    return wasOpen;
  }

  /** True when the breaker opens, or stays open for longer. Failures of what was sent before it opened change nothing. */
  fail(now: Instant, reason: string): boolean {
    this.#failures += 1;
    const isProbe = this.#isProbing;
    this.#isProbing = false;
    if (this.#failures < FAILURES_TO_OPEN || (this.#openUntil !== null && !isProbe)) return false;
    const openings = this.#failures - FAILURES_TO_OPEN;
    this.#openUntil = now + Math.min(OPEN_MAX_MS, OPEN_MIN_MS * 2 ** Math.min(openings, 10));
    this.#reason = reason;
    return true;
  }
}
