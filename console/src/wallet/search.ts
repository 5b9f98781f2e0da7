// What the addresses of the wallet's tabs hold besides their path: which row is open. Anything else in them is left out.

import { textOf } from '../parts/search-text.ts';

export type CardsSearch = { readonly history?: string; readonly removed?: true };
export type OrdersSearch = { readonly order?: string };

export function cardsSearch(search: Record<string, unknown>): CardsSearch {
  const history = textOf(search, 'history');
  const removed = search.removed === true ? { removed: true as const } : {};
  return history === undefined ? removed : { history, ...removed };
}

export function ordersSearch(search: Record<string, unknown>): OrdersSearch {
  const order = textOf(search, 'order');
  return order === undefined ? {} : { order };
}

export const CODE_STATUSES = ['assigned', 'claimed', 'failed', 'cancelled'] as const;
export type CodeStatus = (typeof CODE_STATUSES)[number];

export function codeStatusOf(value: unknown): CodeStatus | undefined {
  return CODE_STATUSES.find((one) => one === value);
}

export function codesSearch(search: Record<string, unknown>): { readonly status?: CodeStatus } {
  const status = codeStatusOf(search.status);
  return status === undefined ? {} : { status };
}
