// So many messages a second and no more. One process sends to a provider at a time, so the bucket lives in its memory and
// costs the database nothing; a process that takes over starts with an empty one.

/** What may go at once after a pause, as a part of a second. */
const BURST_S = 0.2;

export class TokenBucket {
  readonly perSecond: number;
  #tokens = 0;
  #filledAtMs: number;

  /** Times are those of a monotonic clock, in milliseconds. */
  constructor(perSecond: number, nowMs: number) {
    this.perSecond = perSecond;
    this.#filledAtMs = nowMs;
  }

  /** How long until there is a token; 0: there is one. */
  waitMs(nowMs: number): number {
    const most = Math.max(1, this.perSecond * BURST_S);
    this.#tokens = Math.min(most, this.#tokens + ((nowMs - this.#filledAtMs) / 1000) * this.perSecond);
    this.#filledAtMs = nowMs;
    return this.#tokens >= 1 ? 0 : Math.ceil(((1 - this.#tokens) / this.perSecond) * 1000);
  }

  take(): void {
    this.#tokens -= 1;
  }
}
