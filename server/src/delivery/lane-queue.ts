// Messages of one lane that are ready to be sent, in order. A customer's messages go one after the other: while one is under
// way the next waits, and what is behind it goes first.
import type { ReadyMessage } from './ready.ts';

export class LaneQueue {
  #messages: ReadyMessage[] = [];
  /** Waiting for a message of their customer that is under way. */
  readonly #behind = new Map<string, ReadyMessage[]>();

  /** Of those that do not wait for their customer. */
  get length(): number {
    return this.#messages.length;
  }

  push(messages: readonly ReadyMessage[]): void {
    // The front is taken from the end, which costs nothing.
    this.#messages = [...messages.toReversed(), ...this.#messages];
  }

  /** The next message whose customer is free; null when there is none. */
  next(isBusy: (customerId: string) => boolean): ReadyMessage | null {
    for (let next = this.#messages.pop(); next !== undefined; next = this.#messages.pop()) {
      const { customerId } = next.message;
      if (!isBusy(customerId)) return next;
      const behind = this.#behind.get(customerId);
      if (behind === undefined) this.#behind.set(customerId, [next]);
      else behind.push(next);
    }
    return null;
  }

  /** What was taken and cannot go yet is the next again. */
  putBack(message: ReadyMessage): void {
    this.#messages.push(message);
  }

  /** The customer's message that was under way is over: what waited behind it comes to the front. */
  free(customerId: string): void {
    const behind = this.#behind.get(customerId);
    if (behind === undefined) return;
    this.#behind.delete(customerId);
    this.#messages.push(...behind.toReversed());
  }

  /** Takes out everything of these customers, in order. */
  takeOf(customerIds: ReadonlySet<string>): readonly ReadyMessage[] {
    const behind = [...customerIds].flatMap((customerId) => this.#behind.get(customerId) ?? []);
    for (const customerId of customerIds) this.#behind.delete(customerId);
    const isTheirs = ({ message }: ReadyMessage) => customerIds.has(message.customerId);
    const ready = this.#messages.filter(isTheirs).reverse();
    if (ready.length > 0) this.#messages = this.#messages.filter((one) => !isTheirs(one));
    return [...behind, ...ready];
  }

  /** Takes everything out. */
  clear(): readonly ReadyMessage[] {
    const all = [...[...this.#behind.values()].flat(), ...this.#messages.reverse()];
    this.#messages = [];
    this.#behind.clear();
    return all;
  }
}
