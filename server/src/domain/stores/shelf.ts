// Reward stores as one customer sees them: which are open to them, what is on the shelves, and why something cannot be bought.

import type { Asked, Hindrance } from '../offers/availability.ts';
import { declared } from '../programme/programme.ts';
import type { OfferDefinition } from '../programme/schema-offers.ts';
import type { StoreDefinition, StoreItemDefinition } from '../programme/schema-stores.ts';
import { itemHindrance, pointsFor, storeHindrance } from './store-item.ts';

type ShelfItem = {
  readonly item: string;
  readonly definition: StoreItemDefinition;
  readonly offer: OfferDefinition | undefined;
  /** Null when the customer can buy one now. */
  readonly hindrance: Hindrance | null;
};

export type Shelf = {
  readonly store: string;
  readonly definition: StoreDefinition;
  /** Null when the customer can go in. */
  readonly hindrance: Hindrance | null;
  /** What they have in the accounts that the store draws from. */
  readonly points: number;
  readonly items: readonly ShelfItem[];
};

export function shelvesOf(asked: Asked): readonly Shelf[] {
  return Object.entries(asked.programme.document.stores).map(([store, definition]) => {
    const points = pointsFor(asked, definition);
    const items = Object.entries(definition.items).map(([item, one]) => ({
      item,
      definition: one,
      offer: declared(asked.programme.document.offers, one.offer),
      hindrance: itemHindrance(asked, store, item) ?? shortOf(points, one.price * asked.quantity),
    }));
    return { store, definition, hindrance: storeHindrance(asked, store), points, items };
  });
}

function shortOf(available: number, amount: number): Hindrance | null {
  return available < amount ? { code: 'insufficient_points', detail: { available, amount } } : null;
}
