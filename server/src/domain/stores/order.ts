// Orders: what customers bought in reward stores, and what becomes of it. Buying is in purchase.ts.

import { type Draft, emit, giveBackQuota, refuse, requireSlice } from '../draft.ts';
import { usesOf } from '../offers/availability.ts';
import { redeemOffer } from '../offers/redeem.ts';
import { takeOut } from '../offers/revoke.ts';
import { refuseState } from '../offers/wallet.ts';
import { reverse } from '../points/reverse.ts';
import { declared } from '../programme/programme.ts';
import { recordOf } from '../records.ts';
import type { UserOffer } from '../state.ts';
import type { Instant } from '../time.ts';
import { itemKey, orderEvent } from './store-item.ts';

export const DELIVERIES = ['pending', 'shipped', 'delivered', 'cancelled'] as const;
type Delivery = (typeof DELIVERIES)[number];

export type Order = {
  readonly id: string;
  readonly store: string;
  readonly item: string;
  readonly offer: string;
  /** Title and type of the offer as they were. */
  readonly title: string;
  readonly type: string;
  readonly quantity: number;
  readonly points: number;
  readonly status: 'placed' | 'cancelled';
  /** Null where nothing is sent: the offer is in the wallet, and that is all. */
  readonly delivery: Delivery | null;
  readonly tracking: string | null;
  readonly orderedAt: Instant;
  readonly updatedAt: Instant;
  readonly updatedBy: string;
  readonly cancelReason: string | null;
};

export type StoreFact =
  /** Spends the points and gives the offer, both or neither. */
  | {
      readonly kind: 'store.purchase';
      readonly store: string;
      readonly item: string;
      readonly quantity: number;
      /** Of the store's accounts, those to draw from; null: all of them. */
      readonly accounts: readonly string[] | null;
    }
  /** What is absent stays. */
  | {
      readonly kind: 'order.update';
      readonly orderId: string;
      readonly delivery?: 'pending' | 'shipped' | 'delivered';
      readonly tracking?: string | null;
      readonly reason: string | null;
    }
  | { readonly kind: 'order.cancel'; readonly orderId: string; readonly reason: string };

function orderNamed(draft: Draft, id: string): Order {
  return recordOf(draft.state, 'order', id) ?? refuse('order_not_found', { order: id });
}

export function setOrder(draft: Draft, order: Order): void {
  emit(draft, { kind: 'record', record: { family: 'order', row: order } });
  const { id, store, item, offer, quantity, points, status, delivery, tracking } = order;
  draft.outcomes.push({
    kind: 'order',
    order_id: id,
    store,
    item,
    offer,
    quantity,
    points,
    status,
    delivery,
    tracking,
  });
}

/** Deliveries go forward only. What is sent is used up: its offers count as redeemed, so that nobody gets it twice. */
export function updateOrder(draft: Draft, body: Extract<StoreFact, { kind: 'order.update' }>): void {
  const order = orderNamed(draft, body.orderId);
  if (order.status === 'cancelled') return refuse('order_state', { order: order.id, state: 'cancelled' });
  if (order.delivery === null) return refuse('order_not_delivered', { order: order.id });
  const delivery = body.delivery ?? order.delivery;
  if (DELIVERIES.indexOf(delivery) < DELIVERIES.indexOf(order.delivery))
    return refuse('order_state', { order: order.id, state: order.delivery });
  const tracking = body.tracking === undefined ? order.tracking : body.tracking;
  const changed: Order = { ...order, delivery, tracking, updatedAt: draft.now, updatedBy: draft.fact.actor.name };
  setOrder(draft, changed);
  if (delivery === order.delivery) return;
  for (const offer of offersOf(draft, order)) {
    if (offer.status === 'issued') redeemOffer(draft, { userOfferId: offer.id, transactionId: null, at: draft.now });
  }
  raiseOrder(draft, changed, '__platform.order.updated');
}

/** The points come back to the lots that they came from, the offers leave the wallet, and the stock is as it was. */
export function cancelOrder(draft: Draft, body: Extract<StoreFact, { kind: 'order.cancel' }>): void {
  const order = orderNamed(draft, body.orderId);
  if (order.status === 'cancelled') return refuse('order_state', { order: order.id, state: 'cancelled' });
  if (order.delivery === 'shipped' || order.delivery === 'delivered')
    return refuse('order_state', { order: order.id, state: order.delivery });
  const offers = offersOf(draft, order).filter(({ status }) => status !== 'revoked');
  for (const offer of offers) if (offer.status !== 'issued') return refuseState(offer, 'taken back with its order');
  for (const offer of offers) takeOut(draft, offer);
  giveBackStock(draft, order);
  if (order.points > 0) giveBackPoints(draft, order);
  const cancelled: Order = {
    ...order,
    status: 'cancelled',
    delivery: order.delivery === null ? null : 'cancelled',
    updatedAt: draft.now,
    updatedBy: draft.fact.actor.name,
    cancelReason: body.reason,
  };
  setOrder(draft, cancelled);
  raiseOrder(draft, cancelled, '__platform.order.cancelled');
}

/** All that the order bought is loaded with a fact that names it. */
function offersOf(draft: Draft, order: Order): readonly UserOffer[] {
  return [...draft.state.offers.values()].filter(({ orderId }) => orderId === order.id);
}

function giveBackStock(draft: Draft, { store, item, quantity, orderedAt }: Order): void {
  const key = itemKey(store, item);
  // What was bought while the item had no limit took nothing from it, whatever its definition says today.
  const isFromStock = [draft.programme, draft.context.history.at(orderedAt)].every(
    ({ document }) => declared(declared(document.stores, store)?.items ?? {}, item)?.quantity !== undefined,
  );
  if (isFromStock) giveBackQuota(draft, key, 'e', quantity);
  const had = usesOf(draft.state, key);
  if (had > 0) emit(draft, { kind: 'count', key, period: 'e', by: -Math.min(had, quantity) });
}

function giveBackPoints(draft: Draft, order: Order): void {
  requireSlice(draft, 'reversal', 'open_lots');
  // The fact may have booked more than the price: what campaigns gave for it stays.
  draft.state.reversible = draft.state.reversible.filter(({ entry }) => entry.referenceId === order.id);
  const left = draft.state.reversible.reduce((sum, { entry, reversed }) => sum + entry.amount - reversed, 0);
  if (left > 0) reverse(draft, { entryId: order.id, amount: null });
}

function raiseOrder(draft: Draft, order: Order, name: string): void {
  draft.cascade.raise(draft, orderEvent(name, order, draft.now));
}
