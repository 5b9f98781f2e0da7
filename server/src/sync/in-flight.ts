// Who is being sent at the moment in this process: a backfill and the live lane never send one customer at the same time. Only
// the live lane waits; a backfill leaves whom it cannot have to it.

export class InFlight {
  readonly #held = new Map<string, Promise<void>>();

  isHeld(customerId: string): boolean {
    return this.#held.has(customerId);
  }

  /** Takes those that nobody has; `free` lets go of them. */
  take(customerIds: readonly string[]): { readonly taken: readonly string[]; free(): void } {
    const taken = customerIds.filter((id) => !this.#held.has(id));
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const id of taken) this.#held.set(id, promise);
    return {
      taken,
      free: () => {
        for (const id of taken) this.#held.delete(id);
        resolve();
      },
    };
  }

  /** Until somebody who has one of them lets go. */
  async oneFreed(customerIds: readonly string[]): Promise<void> {
    await Promise.race(customerIds.flatMap((id) => this.#held.get(id) ?? []));
  }
}
