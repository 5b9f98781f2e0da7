// The only place where effects become state. Deciding, saving, rebuilding and verifying all fold with it.
// It replaces rows and never mutates them, so that a copied state keeps what it had.

import type { Effect } from './decision.ts';
import { nameOf } from './records.ts';
import {
  type Balance,
  type CustomerState,
  emptyBalance,
  type Lot,
  MERGE,
  type PointEntry,
  type TierMembership,
  type TierMove,
} from './state.ts';
import { assertNever, type Instant, shift } from './time.ts';

/** Expiry by inactivity restarts the clock of inactivity; its entries are known by this reference type. */
export const INACTIVITY = 'Inactivity';

const YEAR = { count: 1, unit: 'year' } as const;

export function copyState(state: CustomerState): CustomerState {
  return {
    id: state.id,
    profile: state.profile,
    balances: new Map(state.balances),
    lots: new Map(state.lots),
    holds: new Map(state.holds),
    tiers: new Map(state.tiers),
    tierMoves: state.tierMoves,
    counters: new Map(state.counters),
    tallies: new Map(state.tallies),
    earned: { now: new Map(state.earned.now), due: state.earned.due },
    tags: new Map(state.tags),
    offers: new Map(state.offers),
    records: new Map(state.records),
    promoCodes: new Map(state.promoCodes),
    cardsLeft: state.cardsLeft,
    reversible: state.reversible,
    has: state.has,
  };
}

export function reduce(state: CustomerState, effect: Effect): void {
  switch (effect.kind) {
    case 'entry':
      return applyEntry(state, effect.entry);
    case 'tier':
      return applyMove(state, effect.move);
    case 'anniversary': {
      const tier = state.tiers.get(effect.system);
      if (tier === undefined) throw new Error(`anniversary without a tier in ${effect.system}`);
      state.tiers.set(effect.system, { ...tier, anniversaryAt: effect.next });
      return;
    }
    case 'profile':
      state.profile = effect.profile;
      return;
    case 'count': {
      const name = `${effect.period}|${effect.key}`;
      const before = effect.set === true ? 0 : (state.counters.get(name) ?? 0);
      state.counters.set(name, before + effect.by);
      return;
    }
    case 'tally': {
      const entry = { at: effect.at, factId: effect.factId, value: effect.value };
      const others = state.tallies.get(effect.metric) ?? [];
      state.tallies.set(
        effect.metric,
        [...others, entry].sort((a, b) => a.at - b.at),
      );
      return;
    }
    case 'tag':
      if (effect.isRemoved) state.tags.delete(effect.tag.tag);
      else state.tags.set(effect.tag.tag, effect.tag);
      return;
    case 'hold':
      state.holds.set(effect.hold.id, effect.hold);
      return;
    case 'notice': {
      const lot = state.lots.get(effect.lotId);
      if (lot === undefined) throw new Error(`notice for a lot that is not loaded: ${effect.lotId}`);
      state.lots.set(effect.lotId, { ...lot, noticed: true });
      return;
    }
    case 'offer':
      state.offers.set(effect.offer.id, effect.offer);
      return;
    case 'promo_code': {
      const known = state.promoCodes.get(effect.code);
      if (known === undefined) throw new Error(`a promo code that is not loaded: ${effect.code}`);
      state.promoCodes.set(effect.code, { ...known, status: effect.status, holder: 'this' });
      return;
    }
    case 'record':
      state.records.set(nameOf(effect.record.family, effect.record.row.id), effect.record);
      return;
    case 'forget':
    case 'quota':
    case 'event':
    case 'message':
      return;
    default:
      return assertNever(effect);
  }
}

function applyEntry(state: CustomerState, entry: PointEntry): void {
  const balance = state.balances.get(entry.account) ?? emptyBalance(entry.account);
  state.balances.set(entry.account, balanceAfter(balance, entry));
  const made = madeLot(entry);
  if (made !== null) {
    state.lots.set(made.id, made);
    return;
  }
  if (entry.lotId === null) return;
  const lot = state.lots.get(entry.lotId);
  if (lot === undefined) throw new Error(`entry ${entry.id} on a lot that is not loaded: ${entry.lotId}`);
  state.lots.set(entry.lotId, lotAfter(lot, entry));
}

/** Deposits, transfers in and roll-overs make a lot of their own; other entries work on one (or none). */
function madeLot(entry: PointEntry): Lot | null {
  if (entry.kind !== 'deposit' && entry.kind !== 'transfer_in' && entry.kind !== 'roll_in') return null;
  return {
    id: entry.id,
    account: entry.account,
    source: entry.source ?? '',
    amount: entry.amount,
    spent: 0,
    expired: 0,
    reversed: 0,
    moved: 0,
    held: 0,
    occurredAt: entry.occurredAt,
    availableAt: entry.availableAt,
    expiresAt: entry.expiresAt,
    earned: entry.kind !== 'transfer_in' || entry.referenceType === MERGE,
    noticed: false,
  };
}

function lotAfter(lot: Lot, entry: PointEntry): Lot {
  const { amount } = entry;
  switch (entry.kind) {
    case 'spend':
    case 'settle':
      return { ...lot, spent: lot.spent + amount };
    case 'capture':
      return { ...lot, spent: lot.spent + amount, held: lot.held - amount };
    case 'restore':
      return { ...lot, spent: lot.spent - amount };
    case 'expire':
      return { ...lot, expired: lot.expired + amount };
    case 'reverse':
      return { ...lot, reversed: lot.reversed + amount };
    case 'transfer_out':
      return { ...lot, moved: lot.moved + amount };
    case 'hold':
      return { ...lot, held: lot.held + amount };
    case 'release':
      return { ...lot, held: lot.held - amount };
    case 'uncount':
      return { ...lot, earned: false };
    case 'deposit':
    case 'transfer_in':
    case 'roll_in':
    case 'uncollected':
      return lot;
    default:
      return assertNever(entry.kind);
  }
}

function balanceAfter(balance: Balance, entry: PointEntry): Balance {
  const { amount } = entry;
  // An entry without a lot changes what is owed: spending and taking back beyond the lots owes more, restoring owes less.
  const owed = entry.lotId === null ? amount : 0;
  switch (entry.kind) {
    case 'deposit':
      return { ...balance, deposited: balance.deposited + amount, activeAt: later(balance.activeAt, entry.occurredAt) };
    case 'roll_in':
      return { ...balance, deposited: balance.deposited + amount };
    case 'transfer_in':
      return { ...balance, transferredIn: balance.transferredIn + amount };
    case 'spend':
      return {
        ...balance,
        spent: balance.spent + amount,
        debt: balance.debt + owed,
        activeAt: later(balance.activeAt, entry.occurredAt),
      };
    case 'capture':
      return {
        ...balance,
        spent: balance.spent + amount,
        held: balance.held - amount,
        activeAt: later(balance.activeAt, entry.occurredAt),
      };
    case 'settle':
      return { ...balance, debt: balance.debt - amount };
    case 'restore':
      return { ...balance, spent: balance.spent - amount, debt: balance.debt - owed };
    case 'expire':
      return {
        ...balance,
        expired: balance.expired + amount,
        activeAt: entry.referenceType === INACTIVITY ? later(balance.activeAt, entry.occurredAt) : balance.activeAt,
      };
    case 'reverse':
      return { ...balance, reversed: balance.reversed + amount, debt: balance.debt + owed };
    case 'transfer_out':
      return { ...balance, transferredOut: balance.transferredOut + amount, debt: balance.debt + owed };
    case 'hold':
      return { ...balance, held: balance.held + amount };
    case 'release':
      return { ...balance, held: balance.held - amount };
    case 'uncount':
      return balance;
    case 'uncollected':
      return { ...balance, uncollected: balance.uncollected + amount };
    default:
      return assertNever(entry.kind);
  }
}

function later(a: Instant | null, b: Instant): Instant {
  return a === null || b > a ? b : a;
}

function applyMove(state: CustomerState, move: TierMove): void {
  state.tiers.set(move.system, membershipAfter(state.tiers.get(move.system), move));
  state.tierMoves = [...state.tierMoves, move];
}

function membershipAfter(before: TierMembership | undefined, move: TierMove): TierMembership {
  const { system, occurredAt, maintenanceAt, countsSince } = move;
  if (before !== undefined && move.reason === 'postponed') return { ...before, maintenanceAt };
  if (before !== undefined && move.reason === 'kept') return { ...before, maintainedAt: occurredAt, maintenanceAt };
  return {
    system,
    level: move.to,
    since: occurredAt,
    maintainedAt: occurredAt,
    maintenanceAt,
    anniversaryAt: shift(occurredAt, YEAR, 1),
    countsSince,
  };
}
