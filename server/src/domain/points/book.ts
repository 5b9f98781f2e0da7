// Makes ledger entries. Every booking of points, whatever asked for it, goes through here.

import type { OutcomeRecord } from '../decision.ts';
import { type Draft, emit, nextId } from '../draft.ts';
import { NO_REFERENCE, type Reference } from '../facts.ts';
import type { EntryKind, Lot, PointEntry } from '../state.ts';
import { type Instant, isoText } from '../time.ts';

/** What all entries of one movement have in common. */
export type Movement = {
  /** The id of the movement's first entry; null until then. */
  id: string | null;
  readonly at: Instant;
  readonly referenceType: string;
  readonly reference: Reference;
  readonly rule: string | null;
  readonly holdId: string | null;
};

export function movement(
  at: Instant,
  referenceType: string,
  options: Partial<Pick<Movement, 'reference' | 'rule' | 'holdId'>> = {},
): Movement {
  return {
    id: null,
    at,
    referenceType: options.reference?.type ?? referenceType,
    reference: options.reference ?? NO_REFERENCE,
    rule: options.rule ?? null,
    holdId: options.holdId ?? null,
  };
}

export type Booking = {
  readonly kind: EntryKind;
  readonly account: string;
  readonly amount: number;
  readonly lot?: Lot | null;
  readonly source?: string | null;
  readonly occurredAt?: Instant;
  readonly availableAt?: Instant | null;
  readonly expiresAt?: Instant | null;
};

export function book(draft: Draft, within: Movement, booking: Booking): PointEntry {
  const id = nextId(draft);
  within.id ??= id;
  const entry: PointEntry = {
    id,
    movementId: within.id,
    kind: booking.kind,
    account: booking.account,
    lotId: booking.lot?.id ?? null,
    holdId: within.holdId,
    source: booking.source ?? booking.lot?.source ?? null,
    amount: booking.amount,
    occurredAt: booking.occurredAt ?? within.at,
    availableAt: booking.availableAt ?? null,
    expiresAt: booking.expiresAt ?? null,
    referenceType: within.referenceType,
    referenceId: within.reference.id,
    transactionId: within.reference.transactionId,
    rule: within.rule,
  };
  emit(draft, { kind: 'entry', entry });
  return entry;
}

/** Books an amount over lots in the given order, each up to what `room` says it has; gives what did not fit. */
export function bookOverLots(
  draft: Draft,
  within: Movement,
  over: { kind: EntryKind; lots: readonly Lot[]; amount: number; room: (lot: Lot) => number },
): { readonly left: number; readonly perAccount: ReadonlyMap<string, number> } {
  const perAccount = new Map<string, number>();
  let left = over.amount;
  for (const lot of over.lots) {
    if (left === 0) break;
    const part = Math.min(left, over.room(lot));
    if (part <= 0) continue;
    book(draft, within, { kind: over.kind, account: lot.account, amount: part, lot });
    perAccount.set(lot.account, (perAccount.get(lot.account) ?? 0) + part);
    left -= part;
  }
  return { left, perAccount };
}

/** Adds a movement to what the decision answers; `amount` is signed. */
export function tell(
  draft: Draft,
  within: Movement,
  told: { kind: EntryKind; account: string; amount: number; source?: string | null; entry?: PointEntry },
): void {
  const { entry } = told;
  const record: OutcomeRecord = {
    kind: 'points',
    account: told.account,
    amount: told.amount,
    source: told.source ?? null,
    entry: told.kind,
    entry_id: entry?.id ?? within.id ?? '',
    movement_id: within.id ?? '',
    rule: within.rule,
    expires_at: entry?.expiresAt === undefined || entry.expiresAt === null ? null : isoText(entry.expiresAt),
    available_at: entry?.availableAt === undefined || entry.availableAt === null ? null : isoText(entry.availableAt),
  };
  draft.outcomes.push(record);
}
