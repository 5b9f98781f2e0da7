// What has become of an order, in one word: whether its offers were redeemed.

import type { UserOffer } from '../state.ts';
import type { Order } from './order.ts';

export const ORDER_STATUSES = ['issued', 'partly_redeemed', 'redeemed', 'expired', 'revoked', 'cancelled'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export function orderStatus(order: Pick<Order, 'status'>, offers: readonly Pick<UserOffer, 'status'>[]): OrderStatus {
  if (order.status === 'cancelled') return 'cancelled';
  const kept = offers.filter(({ status }) => status !== 'revoked');
  if (kept.length === 0) return 'revoked';
  const redeemed = kept.filter(({ status }) => status === 'redeemed').length;
  if (redeemed === kept.length) return 'redeemed';
  if (redeemed > 0) return 'partly_redeemed';
  return kept.every(({ status }) => status === 'expired') ? 'expired' : 'issued';
}
