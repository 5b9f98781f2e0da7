// What the addresses of the logs hold: filters, and which side sheet is open. Anything else in them is dropped.

import { textsOf } from '../parts/search-text.ts';

type Given = Record<string, unknown>;

export type LogSearch = {
  /** Separated by commas, as /v1 takes them. */
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  /** A decision that is explained. */
  readonly why?: string;
  /** A purchase that is opened. */
  readonly purchase?: string;
};

export type PointSearch = {
  readonly account?: string;
  readonly source?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
};

export type TierSearch = { readonly system?: string; readonly why?: string };

export const logSearch = (given: Given): LogSearch => textsOf(given, ['type', 'from', 'to', 'why', 'purchase']);
export const pointSearch = (given: Given): PointSearch => textsOf(given, ['account', 'source', 'kind', 'from', 'to']);
export const tierSearch = (given: Given): TierSearch => textsOf(given, ['system', 'why']);

/** The search with some of it changed; what is empty leaves the address. */
export function changed<Search extends object>(
  search: Search,
  part: { readonly [name in keyof Search]?: string | null },
) {
  const kept = Object.entries({ ...search, ...part }).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(kept);
}
