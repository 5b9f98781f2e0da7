// What is left of offers and of items in reward stores. For showing; what is given is counted under the locks of the pipeline.
import type pg from 'pg';
import type { Programme } from '../domain/programme/programme.ts';
import { totalLimits } from '../domain/quotas.ts';
import { usedInTotal } from './quotas.ts';

export type StockLeft = {
  /** Null where there is no limit. */
  readonly leftOf: (key: string) => number | null;
  readonly left: (key: string) => number;
};

export async function readStockLeft(db: Pick<pg.Pool, 'query'>, programme: Programme): Promise<StockLeft> {
  const limits = totalLimits(programme).filter(({ key }) => key.startsWith('offer:') || key.startsWith('store:'));
  const keys = limits.map(({ key }) => key);
  const used = keys.length === 0 ? [] : await usedInTotal(db, keys, ['e']);
  const usedBy = new Map(used.map((one) => [one.key, one.used]));
  const lefts = new Map(limits.map(({ key, limit }) => [key, Math.max(0, limit - (usedBy.get(key) ?? 0))]));
  return { leftOf: (key) => lefts.get(key) ?? null, left: (key) => lefts.get(key) ?? 0 };
}
