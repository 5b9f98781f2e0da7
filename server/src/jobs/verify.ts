// Verifies the books: every balance, lot, hold, tier, offer and campaign's figure is rebuilt from the log and compared, range by
// range of customers, while the engine goes on working. It changes nothing, and repairs nothing.
import type pg from 'pg';
import { netOf } from '../domain/state.ts';
import { compare, type Difference, rebuild } from '../domain/verify.ts';
import { findOfferDifferences } from '../storage/offers.ts';
import { BEFORE_ALL, type CustomerRange, countRange, inSnapshot, LAST_OF_ALL, nextRange } from '../storage/verify.ts';
import { readVerifyItems, type VerifyItem } from '../storage/verify-books.ts';
import { findCardDifferences } from '../storage/verify-cards.ts';
import { findPromoDifferences } from '../storage/verify-promo.ts';
import { findRecordDifferences } from '../storage/verify-records.ts';
import { findStrayKeys, findStrays } from '../storage/verify-strays.ts';
import { ResultsCheck } from './verify-results.ts';

export type AccountSums = {
  deposited: number;
  transferredIn: number;
  spent: number;
  expired: number;
  reversed: number;
  transferredOut: number;
  held: number;
  /** Deposited and transferred in, less all that went: available, held, pending and not yet booked as expired. */
  outstanding: number;
};

export type VerifyReport = {
  /** All of them, also those that are not kept. */
  readonly differenceCount: number;
  /** At most `DIFFERENCES_MAX`. */
  readonly differences: readonly Difference[];
  readonly counts: VerifyCounts;
  readonly accounts: ReadonlyMap<string, AccountSums>;
};

type VerifyCounts = {
  customers: number;
  facts: number;
  entries: number;
  lots: number;
  holds: number;
  tierMoves: number;
};

export type VerifyOptions = {
  readonly onProgress?: (counts: VerifyCounts) => void;
  readonly signal?: AbortSignal;
};

/** Enough to see what is wrong; a thousand more rows of the same say nothing new. */
export const DIFFERENCES_MAX = 100;
/** Customers in one snapshot: a few MB of rows, and a transaction of a fraction of a second. */
const RANGE_CUSTOMERS = 2_000;
const KEYS_PAGE = 10_000;

/** Goes through all customers in order of their ids. Ends early, with what it has, when the signal says so. */
export async function verifyBooks(pool: pg.Pool, options: VerifyOptions = {}): Promise<VerifyReport> {
  const counts: VerifyCounts = { customers: 0, facts: 0, entries: 0, lots: 0, holds: 0, tierMoves: 0 };
  const accounts = new Map<string, AccountSums>();
  const found = { count: 0, kept: [] as Difference[] };
  const results = await ResultsCheck.begin(pool);
  let after = BEFORE_ALL;
  while (after !== LAST_OF_ALL && options.signal?.aborted !== true) {
    const range = await inSnapshot(pool, async (client) => {
      const range = await nextRange(client, after, RANGE_CUSTOMERS);
      await verifyRange(client, range, { counts, accounts, found });
      await results.add(client, range);
      return range;
    });
    after = range.last;
    options.onProgress?.(counts);
  }
  if (after === LAST_OF_ALL) keep(found, await results.end());
  await verifyKeys(pool, found);
  return { differenceCount: found.count, differences: found.kept, counts, accounts };
}

type Found = { count: number; readonly kept: Difference[] };
type Tally = { readonly counts: VerifyCounts; readonly accounts: Map<string, AccountSums>; readonly found: Found };

async function verifyRange(client: pg.PoolClient, range: CustomerRange, tally: Tally): Promise<void> {
  const { customers, facts } = await countRange(client, range);
  tally.counts.customers += customers;
  tally.counts.facts += facts;
  for (const item of await readVerifyItems(client, range)) {
    count(item, tally.counts);
    const rebuilt = rebuildOrReport(item, tally);
    if (rebuilt === null) continue;
    keep(tally.found, compare(item.stored, rebuilt));
    for (const balance of rebuilt.balances.values()) {
      const sums = tally.accounts.get(balance.account) ?? noSums();
      sums.deposited += balance.deposited;
      sums.transferredIn += balance.transferredIn;
      sums.spent += balance.spent;
      sums.expired += balance.expired;
      sums.reversed += balance.reversed;
      sums.transferredOut += balance.transferredOut;
      sums.held += balance.held;
      sums.outstanding += netOf(balance);
      tally.accounts.set(balance.account, sums);
    }
  }
  keep(tally.found, await findOfferDifferences(client, range));
  keep(tally.found, await findRecordDifferences(client, range));
  keep(tally.found, await findPromoDifferences(client, range));
  keep(tally.found, await findCardDifferences(client, range));
  keep(tally.found, await findStrays(client, range));
}

/** A ledger that cannot be folded, because an entry works on a lot that nothing made, is a finding like others. */
function rebuildOrReport(item: VerifyItem, tally: Tally): ReturnType<typeof rebuild> | null {
  try {
    return rebuild(item.books);
  } catch (error) {
    const { customerId } = item.books;
    const stored = error instanceof Error ? error.message : String(error);
    keep(tally.found, [{ table: 'point_entry', customerId, key: '', column: 'ledger', stored, rebuilt: null }]);
    return null;
  }
}

function count(item: VerifyItem, counts: VerifyCounts): void {
  counts.entries += item.books.entries.length;
  counts.tierMoves += item.books.moves.length;
  counts.lots += item.stored.lots.length;
  counts.holds += item.stored.holds.length;
}

function keep(found: Found, differences: readonly Difference[]): void {
  found.count += differences.length;
  found.kept.push(...differences.slice(0, Math.max(0, DIFFERENCES_MAX - found.kept.length)));
}

async function verifyKeys(pool: pg.Pool, found: Found): Promise<void> {
  let after: readonly [string, string] | null = ['', ''];
  while (after !== null) {
    const from: readonly [string, string] = after;
    const page = await inSnapshot(pool, (client) => findStrayKeys(client, from, KEYS_PAGE));
    keep(found, page.strays);
    after = page.next;
  }
}

function noSums(): AccountSums {
  return {
    deposited: 0,
    transferredIn: 0,
    spent: 0,
    expired: 0,
    reversed: 0,
    transferredOut: 0,
    held: 0,
    outstanding: 0,
  };
}
