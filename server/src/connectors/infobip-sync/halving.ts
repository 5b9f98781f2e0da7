// Finds those to blame in a batch that was refused as a whole: who is named is taken out, and where nobody is named the batch is
// halved until they are alone. Bounded, because what is wrong with a whole batch may be wrong with each half of it.

import type { ItemRefusal, Refusal } from './errors.ts';

/** Enough to find ten among a thousand; after that the rest is refused with the last reason. */
const REQUESTS_MAX = 200;

export type Sent<Result> =
  | { readonly kind: 'settled'; readonly results: readonly Result[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly named: readonly ItemRefusal[] };

export type Halving<Item, Result> = {
  readonly send: (items: readonly Item[]) => Promise<Sent<Result>>;
  readonly refuse: (item: Item, refusal: Refusal) => Result;
};

export async function sendHalving<Item, Result>(
  items: readonly Item[],
  { send, refuse }: Halving<Item, Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const open: (readonly Item[])[] = [items];
  for (let requests = 0, part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.length === 0) continue;
    requests += 1;
    const sent = await send(part);
    if (sent.kind === 'settled') {
      results.push(...sent.results);
      continue;
    }
    const named = new Map(sent.named.flatMap((one) => (one.index === null ? [] : [[one.index, one] as const])));
    const rest = part.filter((_, index) => !named.has(index));
    results.push(...part.flatMap((item, index) => refusedAt(item, named.get(index), refuse)));
    if (rest.length < part.length) open.push(rest);
    else if (part.length === 1 || requests + open.length + 2 > REQUESTS_MAX) {
      results.push(...part.map((item) => refuse(item, sent.refusal)));
    } else {
      const middle = Math.ceil(part.length / 2);
      open.push(part.slice(middle), part.slice(0, middle));
    }
  }
  return results;
}

function refusedAt<Item, Result>(
  item: Item,
  refusal: Refusal | undefined,
  refuse: Halving<Item, Result>['refuse'],
): readonly Result[] {
  return refusal === undefined ? [] : [refuse(item, refusal)];
}
