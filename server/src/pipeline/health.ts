// Whether the database answers. While it does not, new facts are turned away at once instead of waiting for nothing, and a
// probe finds out when it is back.
import type pg from 'pg';
import { backoffMs } from './failures.ts';

/** A connection may be refused once while the database restarts; facts wait that long before they are turned away. */
const GRACE_MS = 1_000;

export class Health {
  readonly #pool: pg.Pool;
  #awaySinceMs: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #attempt = 0;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  get isAway(): boolean {
    return this.#awaySinceMs !== null && performance.now() - this.#awaySinceMs > GRACE_MS;
  }

  markAway(): void {
    if (this.#awaySinceMs !== null) return;
    this.#awaySinceMs = performance.now();
    this.#attempt = 0;
    this.#plan();
  }

  markBack(): void {
    this.#awaySinceMs = null;
    this.close();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #plan(): void {
    this.#attempt += 1;
    this.#timer = setTimeout(() => void this.#probe(), backoffMs(this.#attempt));
    this.#timer.unref();
  }

  async #probe(): Promise<void> {
    try {
      await this.#pool.query('select 1');
      this.markBack();
    } catch {
      // Still away: that is what the probe asks.
      if (this.#awaySinceMs !== null && this.#timer !== null) this.#plan();
    }
  }
}
