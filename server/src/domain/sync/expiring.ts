// The points that expire next if they are not used, and the day on which they do: always of one and the same bucket.

import { availableIn } from '../points/available.ts';
import type { Programme } from '../programme/programme.ts';
import { type CustomerState, type Lot, remainingOf } from '../state.ts';
import { type DateText, dayOf, type Instant, shift } from '../time.ts';

/** `on`: the last day on which they can be used. `at`: the first instant at which something of it expires. */
export type Expiring = { readonly on: DateText; readonly at: Instant; readonly points: number };

export type ExpiryAsked = {
  readonly state: CustomerState;
  readonly accounts: readonly string[];
  readonly now: Instant;
};

/** All that expires on one day of the programme's time zone is one bucket. Points on hold may still be used, and are not in it. */
export function nextExpiring(programme: Programme, asked: ExpiryAsked): Expiring | null {
  const zone = programme.document.time_zone;
  const all = [...lotsExpiring(asked), ...inactiveExpiring(programme, asked)].sort((a, b) => a.at - b.at);
  const [first] = all;
  if (first === undefined) return null;
  const on = lastDay(first, zone);
  const points = all.filter((one) => lastDay(one, zone) === on).reduce((sum, one) => sum + one.points, 0);
  return { on, at: first.at, points };
}

type Part = { readonly at: Instant; readonly points: number };

/** What expires at midnight can be used until the day before is over. */
function lastDay({ at }: Part, zone: string): DateText {
  return dayOf(at - 1, zone);
}

function* lotsExpiring({ state, accounts, now }: ExpiryAsked): Generator<Part> {
  for (const lot of state.lots.values()) {
    if (lot.expiresAt === null || lot.expiresAt <= now || !accounts.includes(lot.account)) continue;
    const points = freeOf(lot);
    if (points > 0) yield { at: lot.expiresAt, points };
  }
}

function freeOf(lot: Lot): number {
  return remainingOf(lot) - lot.held;
}

/** Where points expire by inactivity, what would go if the customer did nothing until then. */
function* inactiveExpiring(programme: Programme, { state, accounts, now }: ExpiryAsked): Generator<Part> {
  for (const account of accounts) {
    const expiry = programme.accounts.get(account)?.expiry;
    const activeAt = state.balances.get(account)?.activeAt ?? null;
    if (expiry?.kind !== 'inactivity' || activeAt === null) continue;
    const at = shift(activeAt, expiry.after, 1);
    const points = Math.floor((availableIn(state, account, now) * expiry.percent) / 100);
    if (at > now && points > 0) yield { at, points };
  }
}
