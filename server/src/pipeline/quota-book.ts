// What the partitions of a batch may still spend of limits in total, kept in step while the batch decides.
import type pg from 'pg';
import type { Quota, QuotaNeed } from '../domain/decision.ts';
import { partitionOf } from '../domain/ids.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { totalLimits } from '../domain/quotas.ts';
import { loadQuotaSlices, usedInTotal } from '../storage/quotas.ts';
import type { Road } from './road.ts';
import type { WaitingFact } from './waiting.ts';

export type QuotaBook = {
  /** Limits by key. */
  readonly limits: ReadonlyMap<string, number>;
  readonly byPartition: ReadonlyMap<number, Map<string, Quota>>;
};

const NOTHING: ReadonlyMap<string, Quota> = new Map();
const NO_QUOTA: Quota = { left: 0, used: 0, isFinal: false, limit: 0 };
/** That a total is used up is looked at anew after this time: a new programme may have raised it. */
const EXHAUSTED_FOR_MS = 60_000;
const limitsOf = new WeakMap<Programme, ReadonlyMap<string, number>>();

function limitsByKey(programme: Programme): ReadonlyMap<string, number> {
  const known = limitsOf.get(programme);
  if (known !== undefined) return known;
  const limits = new Map(totalLimits(programme).map(({ key, limit }) => [key, limit]));
  limitsOf.set(programme, limits);
  return limits;
}

type Asked = {
  readonly programme: Programme;
  readonly partitions: readonly number[];
  readonly periods: readonly string[];
};

export async function openQuotaBook(road: Road, client: pg.PoolClient, asked: Asked): Promise<QuotaBook> {
  const limits = limitsByKey(asked.programme);
  const byPartition = new Map<number, Map<string, Quota>>();
  if (limits.size === 0) return { limits, byPartition };
  for (const partition of asked.partitions) byPartition.set(partition, exhaustedQuotas(road, limits, asked.periods));
  const { partitions, periods } = asked;
  for (const slice of await loadQuotaSlices(client, { keys: [...limits.keys()], periods, partitions })) {
    const name = `${slice.key}|${slice.period}`;
    const quotas = byPartition.get(slice.partition);
    const isFinal = quotas?.get(name)?.isFinal ?? false;
    quotas?.set(name, { left: slice.left, used: slice.used, isFinal, limit: limits.get(slice.key) ?? 0 });
  }
  return { limits, byPartition };
}

function exhaustedQuotas(
  road: Road,
  limits: ReadonlyMap<string, number>,
  periods: readonly string[],
): Map<string, Quota> {
  const quotas = new Map<string, Quota>();
  if (road.exhausted.size === 0) return quotas;
  for (const [key, limit] of limits) {
    for (const period of periods) {
      const since = road.exhausted.get(`${key}|${period}|${limit}`);
      if (since === undefined) continue;
      if (performance.now() - since > EXHAUSTED_FOR_MS) road.exhausted.delete(`${key}|${period}|${limit}`);
      else quotas.set(`${key}|${period}`, { left: 0, used: 0, isFinal: true, limit });
    }
  }
  return quotas;
}

/** For previews: everything that is left anywhere, and no more to be had. */
export async function openPreviewBook(client: pg.PoolClient, asked: Asked): Promise<QuotaBook> {
  const limits = limitsByKey(asked.programme);
  const quotas = new Map<string, Quota>();
  const used = limits.size === 0 ? [] : await usedInTotal(client, [...limits.keys()], asked.periods);
  for (const [key, limit] of limits) {
    for (const period of asked.periods) quotas.set(`${key}|${period}`, { left: limit, used: 0, isFinal: true, limit });
  }
  for (const { key, period, used: amount } of used) {
    const quota = quotas.get(`${key}|${period}`);
    if (quota === undefined) continue;
    quota.used = amount;
    quota.left = Math.max(0, quota.limit - amount);
  }
  return { limits, byPartition: new Map(asked.partitions.map((partition) => [partition, quotas])) };
}

/** What a fact may spend: its partition's slices; where a refill found nothing more, what they have is final. */
export function quotasFor(
  book: QuotaBook,
  customerId: string,
  waiting: WaitingFact | null,
): ReadonlyMap<string, Quota> {
  const quotas = book.byPartition.get(partitionOf(customerId)) ?? NOTHING;
  const finals = waiting?.hints.finalQuotas;
  if (finals === undefined || finals.size === 0) return quotas;
  const closed = new Map(quotas);
  for (const name of finals) {
    const { left, used, limit } = quotas.get(name) ?? NO_QUOTA;
    closed.set(name, { left, used, isFinal: true, limit });
  }
  return closed;
}

export function spendQuota(
  book: QuotaBook,
  customerId: string,
  used: { key: string; period: string; by: number },
): void {
  const quota = book.byPartition.get(partitionOf(customerId))?.get(`${used.key}|${used.period}`);
  if (quota === undefined || quota.left < used.by) throw new Error(`Spent more of ${used.key} than there was.`);
  quota.left -= used.by;
  quota.used += used.by;
}

/** The limit behind a need; a need for a limit that the programme does not have is a broken invariant. */
export function limitOf(book: QuotaBook, need: QuotaNeed): number {
  const limit = book.limits.get(need.key);
  if (limit === undefined) throw new Error(`The programme has no limit ${need.key}.`);
  return limit;
}
