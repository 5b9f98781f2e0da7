// Buying in a reward store: the points are spent and the offer is given in one decision, or neither is.

import { type Draft, emit, nextId, quotaLeft, refusalOf, refuse, rollBack, savepoint, useQuota } from '../draft.ts';
import { issueOffer } from '../offers/issue.ts';
import { checkMaySpend, spendItem } from '../points/spend.ts';
import { declared } from '../programme/programme.ts';
import { assertNever } from '../time.ts';
import { cancelOrder, type Order, type StoreFact, setOrder, updateOrder } from './order.ts';
import { accountsOf, itemHindrance, itemKey, orderEvent, type StoreItem, storeItem } from './store-item.ts';

export function carryOutStore(draft: Draft, body: StoreFact): void {
  switch (body.kind) {
    case 'store.purchase':
      return purchase(draft, { ...body, rule: null });
    case 'order.update':
      return updateOrder(draft, body);
    case 'order.cancel':
      return cancelOrder(draft, body);
    default:
      return assertNever(body);
  }
}

type Wanted = Omit<Extract<StoreFact, { kind: 'store.purchase' }>, 'kind'> & { readonly rule: string | null };

/** A rule buys one: whole, or not at all, whatever else the rule gives. */
export function buyAsOutcome(
  draft: Draft,
  wanted: { readonly store: string; readonly item: string; readonly rule: string },
): void {
  const before = savepoint(draft);
  try {
    purchase(draft, { ...wanted, quantity: 1, accounts: null });
  } catch (stop) {
    if (refusalOf(stop, draft) !== null) rollBack(draft, before);
    throw stop;
  }
}

function purchase(draft: Draft, wanted: Wanted): void {
  if (draft.state.profile?.optedIn !== true) refuse('opted_out');
  checkMaySpend(draft);
  const { store, item, quantity } = wanted;
  const { programme, state, now } = draft;
  const left = (key: string) => quotaLeft(draft, key, 'e', quantity);
  const hindrance = itemHindrance({ programme, state, now, quantity, left }, store, item);
  if (hindrance !== null) refuse(hindrance.code, hindrance.detail);
  const found = storeItem(programme, store, item) ?? refuse('unknown_store_item', { store, item });
  const order = orderOf(draft, wanted, found);
  pay(draft, wanted, { order, found });
  takeFromStock(draft, wanted, found);
  issueOffer(draft, { offer: order.offer, quantity, rule: wanted.rule, orderId: order.id });
  setOrder(draft, order);
  draft.cascade.raise(draft, orderEvent('__platform.order.created', order, now));
}

function orderOf(draft: Draft, { store, item, quantity }: Wanted, found: StoreItem): Order {
  const { offer, price, shipped } = found.item;
  const definition = declared(draft.programme.document.offers, offer) ?? refuse('unknown_offer', { offer });
  const isSent = shipped ?? definition.type === 'manual_fulfillment';
  return {
    id: nextId(draft),
    store,
    item,
    offer,
    title: definition.title,
    type: definition.type,
    quantity,
    points: price * quantity,
    status: 'placed',
    delivery: isSent ? 'pending' : null,
    tracking: null,
    orderedAt: draft.now,
    updatedAt: draft.now,
    updatedBy: draft.fact.actor.name,
    cancelReason: null,
  };
}

const REFERENCE_TYPE = 'Reward Purchase';

function pay(draft: Draft, wanted: Wanted, { order, found }: { order: Order; found: StoreItem }): void {
  if (order.points === 0) return;
  const allowed = accountsOf(draft.programme, found.store);
  const accounts = wanted.accounts ?? allowed;
  for (const account of accounts) if (!allowed.includes(account)) refuse('spending_not_allowed', { account });
  const reference = { type: REFERENCE_TYPE, id: order.id, transactionId: null };
  spendItem(draft, { amount: order.points, accounts, reference, force: false, rank: 0 });
  draft.cascade.raise(draft, {
    name: '__platform.points.spent',
    quantity: 1,
    properties: { account: accounts[0] ?? '', amount: order.points },
    at: draft.fact.occurredAt,
  });
}

function takeFromStock(draft: Draft, { store, item, quantity }: Wanted, found: StoreItem): void {
  const key = itemKey(store, item);
  if (found.item.quantity !== undefined) useQuota(draft, key, 'e', quantity);
  if (found.item.per_customer !== undefined) emit(draft, { kind: 'count', key, period: 'e', by: quantity });
}
