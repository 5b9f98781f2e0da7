// An item of a reward store: whether a customer can buy it now, and if not, why. One answer for buying and for showing.

import type { Happening } from '../draft.ts';
import { type Asked, type Hindrance, hadEnough, hindranceOf, isFor, isWithin } from '../offers/availability.ts';
import { availableIn } from '../points/available.ts';
import { declared, type Programme } from '../programme/programme.ts';
import type { StoreDefinition, StoreItemDefinition } from '../programme/schema-stores.ts';
import type { Instant } from '../time.ts';
import type { Order } from './order.ts';

export const itemKey = (store: string, item: string): string => `store:${store}/${item}`;

export type StoreItem = { readonly store: StoreDefinition; readonly item: StoreItemDefinition };

/** Null when the programme has no such store, or the store no such item. */
export function storeItem({ document }: Programme, store: string, item: string): StoreItem | null {
  const found = declared(document.stores, store);
  const definition = found === undefined ? undefined : declared(found.items, item);
  return found === undefined || definition === undefined ? null : { store: found, item: definition };
}

/** Why the customer cannot go into the store; null when they can. */
export function storeHindrance(asked: Asked, store: string): Hindrance | null {
  const definition = declared(asked.programme.document.stores, store);
  if (definition === undefined) return { code: 'unknown_store', detail: { store } };
  if (!isWithin(definition, asked.now)) return { code: 'store_closed', detail: { store } };
  return isAdmitted(asked, definition, `stores/${store}`)
    ? null
    : { code: 'store_not_for_customer', detail: { store } };
}

/** Why so many of an item cannot be bought, the points left aside; null when they can. */
export function itemHindrance(asked: Asked, store: string, item: string): Hindrance | null {
  const closed = storeHindrance(asked, store);
  if (closed !== null) return closed;
  const detail = { store, item };
  const found = storeItem(asked.programme, store, item);
  if (found === null) return { code: 'unknown_store_item', detail };
  const definition = found.item;
  if (!isWithin(definition, asked.now)) return { code: 'store_item_not_live', detail };
  if (!isAdmitted(asked, definition, `stores/${store}/${item}`)) return { code: 'store_not_for_customer', detail };
  const key = itemKey(store, item);
  if (hadEnough(asked.state, definition, key, asked.quantity)) return { code: 'store_limit_reached', detail };
  const isShort = definition.quantity !== undefined && asked.left(key) < asked.quantity;
  return isShort ? { code: 'store_out_of_stock', detail } : hindranceOf(asked, definition.offer);
}

function isAdmitted(asked: Asked, { tiers }: StoreDefinition | StoreItemDefinition, audience: string): boolean {
  const level = tiers === undefined ? null : asked.state.tiers.get(tiers.system)?.level;
  if (tiers !== undefined && (level === undefined || level === null || !tiers.levels.includes(level))) return false;
  return isFor(asked, asked.programme.offerAudiences.get(audience));
}

/** Accounts that the store draws from, as far as they may be spent. */
export function accountsOf({ accounts, defaultAccounts }: Programme, store: StoreDefinition): readonly string[] {
  return (store.accounts ?? defaultAccounts).filter((name) => accounts.get(name)?.spending.allowed === true);
}

export function pointsFor({ programme, state, now }: Asked, store: StoreDefinition): number {
  return accountsOf(programme, store).reduce((sum, name) => sum + availableIn(state, name, now), 0);
}

export function orderEvent(name: string, order: Order, at: Instant): Happening {
  const { id, store, item, offer, quantity, points, delivery } = order;
  const properties = { order_id: id, store, item, offer, quantity, points, delivery: delivery ?? 'none' };
  return { name, quantity: 1, properties, at };
}
