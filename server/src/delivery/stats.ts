// How many attempts of this process ended how, per provider: for metrics. What became of a message is in the database.

type AttemptEnd = 'delivered' | 'tray' | 'retry' | 'dead' | 'pause';

export class DeliveryStats {
  readonly #counts = new Map<string, { readonly [end in AttemptEnd]: number }>();

  count(provider: string, end: AttemptEnd): void {
    const counts = this.#counts.get(provider) ?? NONE;
    this.#counts.set(provider, { ...counts, [end]: counts[end] + 1 });
  }

  get counts(): ReadonlyMap<string, { readonly [end in AttemptEnd]: number }> {
    return this.#counts;
  }
}

const NONE = { delivered: 0, tray: 0, retry: 0, dead: 0, pause: 0 };
