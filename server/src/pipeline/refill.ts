// Gets a partition a portion of a limit in total: from the centre while that has something, else called back from the
// other partitions. Only when nothing is left anywhere may a decision refuse for it.
import type pg from 'pg';
import { PARTITIONS } from '../domain/ids.ts';
import { beginWithLocks, commit } from '../storage/partitions.ts';
import { handOut, loadQuotaSlices, lockCentre, type QuotaName, takeBack, unusedSlices } from '../storage/quotas.ts';
import { withClient } from './connections.ts';

export type Refill = QuotaName & { readonly partition: number; readonly amount: number; readonly limit: number };

/** `isFinal`: less than asked for is all there is. `isExhausted`: there is nothing at all. */
export type Refilled = { readonly isFinal: boolean; readonly isExhausted: boolean };

/** Each refill takes a small part of what remains, so that many partitions can be served and little is called back. */
const PORTION_SHARE = 2 * PARTITIONS;
/** Another process may be handing out at the same time; then we look again. */
const ROUNDS = 5;

export async function refill(pool: pg.Pool, wanted: Refill): Promise<Refilled> {
  if (await takeFromCentre(pool, wanted)) return { isFinal: false, isExhausted: false };
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = await callBack(pool, wanted);
    if (found !== 'again') return found;
  }
  return { isFinal: false, isExhausted: false };
}

async function takeFromCentre(pool: pg.Pool, wanted: Refill): Promise<boolean> {
  return withClient(pool, async (client) => {
    await beginWithLocks(client, { partitions: [], waitFor: [wanted.partition], isLive: false });
    const missing = wanted.amount - (await leftHere(client, wanted));
    const centre = missing <= 0 ? 0 : await lockCentre(client, wanted, wanted.limit);
    const isEnough = missing <= centre;
    if (isEnough && missing > 0) await give(client, wanted, { missing, centre });
    await commit(client);
    return isEnough || missing <= 0;
  });
}

async function callBack(pool: pg.Pool, wanted: Refill): Promise<Refilled | 'again'> {
  return withClient(pool, async (client) => {
    const holders = (await unusedSlices(client, wanted)).map(({ partition }) => partition);
    const locked = new Set([...holders, wanted.partition]);
    await beginWithLocks(client, { partitions: [], waitFor: [...locked], isLive: false });
    const missing = wanted.amount - (await leftHere(client, wanted));
    let centre = await lockCentre(client, wanted, wanted.limit);
    let isElsewhere = false;
    for (const { partition, left } of await unusedSlices(client, wanted)) {
      if (partition === wanted.partition) continue;
      if (!locked.has(partition)) {
        isElsewhere = true;
        continue;
      }
      await takeBack(client, wanted, { partition, amount: left });
      centre += left;
    }
    await give(client, wanted, { missing, centre });
    const isServed = missing <= centre;
    const left = (await leftHere(client, wanted)) + (isServed ? 1 : 0);
    await commit(client);
    if (isServed) return { isFinal: false, isExhausted: false };
    return isElsewhere ? 'again' : { isFinal: true, isExhausted: left === 0 };
  });
}

async function give(client: pg.PoolClient, wanted: Refill, found: { missing: number; centre: number }): Promise<void> {
  const portion = Math.max(found.missing, Math.floor(found.centre / PORTION_SHARE));
  const amount = Math.min(found.centre, portion);
  if (amount > 0) await handOut(client, wanted, { partition: wanted.partition, amount });
}

async function leftHere(client: pg.PoolClient, { key, period, partition }: Refill): Promise<number> {
  const slices = await loadQuotaSlices(client, { keys: [key], periods: [period], partitions: [partition] });
  return slices[0]?.left ?? 0;
}
