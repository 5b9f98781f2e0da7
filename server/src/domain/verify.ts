// Rebuilds balances, lots, holds and tiers of a customer from the ledger and the tier history, with the reducer that saving
// uses, and names every value that is stored otherwise. Anniversary dates and given notices do not follow from the ledger:
// they are not compared.

import type { Json } from './facts.ts';
import { reduce } from './reduce.ts';
import {
  type Balance,
  type CustomerState,
  emptyState,
  type Hold,
  type Lot,
  netOf,
  type PointEntry,
  remainingOf,
  type TierMembership,
  type TierMove,
} from './state.ts';
import type { Instant } from './time.ts';

/** What was added to the books about one customer, and is never changed. */
export type Books = {
  readonly customerId: string;
  readonly entries: readonly PointEntry[];
  readonly moves: readonly RecordedMove[];
  /** Until when each hold was placed, as its decision recorded it. */
  readonly holdEnds: ReadonlyMap<string, Instant>;
};

export type RecordedMove = TierMove & { readonly recordedAt: Instant };

/** What is stored beside the books and follows from them. `isOpen` is the column that indexes go by. */
export type Stored = {
  readonly balances: readonly Balance[];
  readonly lots: readonly (Lot & { readonly isOpen: boolean })[];
  readonly holds: readonly (Hold & { readonly isOpen: boolean })[];
  readonly tiers: readonly TierMembership[];
};

export type Difference = {
  readonly table: string;
  /** Null for what is summed up over customers. */
  readonly customerId: string | null;
  /** The rest of the row's key: an account, the id of a lot or hold, a tier system, a campaign and its day. */
  readonly key: string;
  /** A column, or `row` when the row itself is missing or too many. */
  readonly column: string;
  readonly stored: Json;
  readonly rebuilt: Json;
};

/** Moves of one customer made within this time may carry clocks of two machines: their levels tell their order. */
const CLOCK_DIFFERENCE_MS = 5_000;

/** Folds the books. Entries that make a lot come first; sums do not depend on the order of the others. */
export function rebuild(books: Books): CustomerState {
  const state = emptyState(books.customerId);
  const makesLot = (entry: PointEntry) =>
    entry.kind === 'deposit' || entry.kind === 'transfer_in' || entry.kind === 'roll_in';
  for (const entry of books.entries) if (makesLot(entry)) reduce(state, { kind: 'entry', entry });
  for (const entry of books.entries) if (!makesLot(entry)) reduce(state, { kind: 'entry', entry });
  for (const move of inOrder(books.moves)) reduce(state, { kind: 'tier', move });
  for (const hold of rebuildHolds(books)) state.holds.set(hold.id, hold);
  return state;
}

/**
 * By the time they were recorded; of those that may be out of order by the clocks, the one that leaves from the level that
 * was reached. A receipt that keeps the level goes before the move that leaves it.
 */
function inOrder(moves: readonly RecordedMove[]): readonly RecordedMove[] {
  const left = [...moves].sort((a, b) => a.recordedAt - b.recordedAt || (a.id < b.id ? -1 : 1));
  const levels = new Map<string, string>();
  const ordered: RecordedMove[] = [];
  while (left.length > 0) {
    const until = (left[0]?.recordedAt ?? 0) + CLOCK_DIFFERENCE_MS;
    const fits = (move: RecordedMove) => move.recordedAt <= until && move.from === (levels.get(move.system) ?? null);
    const keeping = left.findIndex((move) => fits(move) && move.from === move.to);
    const index = Math.max(0, keeping >= 0 ? keeping : left.findIndex(fits));
    for (const move of left.splice(index, 1)) {
      levels.set(move.system, move.to);
      ordered.push(move);
    }
  }
  return ordered;
}

/** A hold's entries name it: what was reserved on which lot, and what of that was captured or given back. */
function rebuildHolds(books: Books): readonly Hold[] {
  const holds = new Map<string, { entries: PointEntry[] }>();
  for (const entry of [...books.entries].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    if (entry.holdId === null) continue;
    const found = holds.get(entry.holdId) ?? { entries: [] };
    found.entries.push(entry);
    holds.set(entry.holdId, found);
  }
  return [...holds].map(([id, { entries }]) => rebuildHold(id, entries, books.holdEnds.get(id) ?? 0));
}

function rebuildHold(id: string, entries: readonly PointEntry[], expiresAt: Instant): Hold {
  const placed = entries.filter((entry) => entry.kind === 'hold');
  const ended = entries.filter((entry) => entry.kind === 'capture' || entry.kind === 'release');
  const parts = placed.flatMap((entry) => {
    const gone = ended.reduce((sum, other) => sum + (other.lotId === entry.lotId ? other.amount : 0), 0);
    if (entry.lotId === null || entry.amount === gone) return [];
    return [{ lotId: entry.lotId, account: entry.account, amount: entry.amount - gone }];
  });
  const amount = placed.reduce((sum, entry) => sum + entry.amount, 0);
  return { id, amount, status: statusOf(parts.length > 0, ended, expiresAt), expiresAt, parts };
}

/** A hold that is due times out before anything else happens, so whatever is released later than its end timed out. */
function statusOf(isOpen: boolean, ended: readonly PointEntry[], expiresAt: Instant): Hold['status'] {
  if (isOpen) return 'open';
  if (ended.some((entry) => entry.kind === 'capture')) return 'captured';
  return ended.some((entry) => entry.occurredAt >= expiresAt) ? 'expired' : 'released';
}

/** Every value that is stored otherwise than the books give it, and every break of the law of points. */
export function compare(stored: Stored, rebuilt: CustomerState): readonly Difference[] {
  const { id } = rebuilt;
  const table = (name: string) => ({ name, customerId: id });
  return [
    ...compareRows(
      table('balance'),
      keyed(stored.balances, 'account', balanceRow),
      keyedMap(rebuilt.balances, balanceRow),
    ),
    ...compareRows(table('lot'), keyed(stored.lots, 'id', lotRow), keyedMap(rebuilt.lots, openLotRow)),
    ...compareRows(table('hold'), keyed(stored.holds, 'id', holdRow), keyedMap(rebuilt.holds, openHoldRow)),
    ...compareRows(table('tier'), keyed(stored.tiers, 'system', tierRow), keyedMap(rebuilt.tiers, tierRow)),
    ...breaksOfLaw(rebuilt),
  ];
}

/** Column names and values, as the tables have them. */
type Row = { readonly [column: string]: Json };
type Rows = ReadonlyMap<string, Row>;

function keyed<Key extends string, T extends { readonly [key in Key]: string }>(
  rows: readonly T[],
  key: Key,
  toRow: (row: T) => Row,
): Rows {
  return new Map(rows.map((row) => [row[key], toRow(row)]));
}

function keyedMap<T>(rows: ReadonlyMap<string, T>, toRow: (row: T) => Row): Rows {
  return new Map([...rows].map(([key, row]) => [key, toRow(row)]));
}

function compareRows(
  table: { readonly name: string; readonly customerId: string },
  stored: Rows,
  rebuilt: Rows,
): Difference[] {
  const at = { table: table.name, customerId: table.customerId };
  const differences: Difference[] = [];
  for (const [key, row] of rebuilt) {
    const found = stored.get(key);
    if (found === undefined) {
      differences.push({ ...at, key, column: 'row', stored: null, rebuilt: 'there should be one' });
      continue;
    }
    for (const [column, value] of Object.entries(row)) {
      const has = found[column] ?? null;
      if (has !== value) differences.push({ ...at, key, column, stored: has, rebuilt: value });
    }
  }
  for (const key of stored.keys()) {
    if (!rebuilt.has(key)) differences.push({ ...at, key, column: 'row', stored: 'there is one', rebuilt: null });
  }
  return differences;
}

function balanceRow(balance: Balance): Row {
  return {
    deposited: balance.deposited,
    transferred_in: balance.transferredIn,
    spent: balance.spent,
    expired: balance.expired,
    reversed: balance.reversed,
    transferred_out: balance.transferredOut,
    held: balance.held,
    debt: balance.debt,
    uncollected: balance.uncollected,
    active_at: balance.activeAt,
  };
}

function lotRow(lot: Lot & { readonly isOpen: boolean }): Row {
  return {
    account: lot.account,
    source: lot.source,
    amount: lot.amount,
    spent: lot.spent,
    expired: lot.expired,
    reversed: lot.reversed,
    moved: lot.moved,
    held: lot.held,
    occurred_at: lot.occurredAt,
    available_at: lot.availableAt,
    expires_at: lot.expiresAt,
    is_earned: lot.earned,
    is_open: lot.isOpen,
  };
}

function openLotRow(lot: Lot): Row {
  return lotRow({ ...lot, isOpen: remainingOf(lot) > 0 });
}

function holdRow(hold: Hold & { readonly isOpen: boolean }): Row {
  const parts = [...hold.parts].sort((a, b) => (a.lotId < b.lotId ? -1 : 1));
  return {
    amount: hold.amount,
    status: hold.status,
    expires_at: hold.expiresAt,
    parts: parts.map((part) => `${part.lotId} ${part.account} ${part.amount}`).join(', '),
    is_open: hold.isOpen,
  };
}

function openHoldRow(hold: Hold): Row {
  return holdRow({ ...hold, isOpen: hold.status === 'open' });
}

function tierRow(tier: TierMembership): Row {
  return {
    level: tier.level,
    since: tier.since,
    maintained_at: tier.maintainedAt,
    maintenance_at: tier.maintenanceAt,
    counts_since: tier.countsSince,
  };
}

/**
 * Available + held + pending + spent + expired + transferred out + reversed = deposited + transferred in: what is left in
 * the lots, less what is owed, is what the sums leave. And what is held in an account is what is held of its lots.
 */
function breaksOfLaw(state: CustomerState): Difference[] {
  const broken: Difference[] = [];
  for (const balance of state.balances.values()) {
    const lots = [...state.lots.values()].filter((lot) => lot.account === balance.account);
    const left = lots.reduce((sum, lot) => sum + remainingOf(lot), -balance.debt);
    const held = lots.reduce((sum, lot) => sum + lot.held, 0);
    const at = { table: 'point_entry', customerId: state.id, key: balance.account };
    if (left !== netOf(balance)) {
      broken.push({ ...at, column: 'law of points', stored: left, rebuilt: netOf(balance) });
    }
    if (held !== balance.held) broken.push({ ...at, column: 'law of holds', stored: held, rebuilt: balance.held });
  }
  return broken;
}
