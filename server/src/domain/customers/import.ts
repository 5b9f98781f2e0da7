// What a customer brings along from a system that was left: lots with what was spent of them, levels and tags, under their
// own dates. Limits are not asked and nothing follows: all of this has happened already.

import { type Draft, emit, nextId, refuse } from '../draft.ts';
import type { FactBody, Reference } from '../facts.ts';
import { book, type Movement, movement, tell } from '../points/book.ts';
import { checkSource, expireIfPast, fillDebt } from '../points/deposit.ts';
import { expiryOf } from '../points/expiry.ts';
import type { Level } from '../programme/programme.ts';
import type { TierMembership, TierMove } from '../state.ts';
import { nextMaintenance } from '../tiers/levels.ts';
import { findLevel } from '../tiers/move.ts';
import { type Instant, MINUTE_MS, shift } from '../time.ts';
import { setTag } from './tags.ts';

type BodyOf<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

/** Entries of imports are known by this reference type. */
const IMPORT = 'Import';

/** Clocks of two systems differ; what was earned or reached there may be dated this far ahead. */
const AHEAD_MAX_MS = 5 * MINUTE_MS;
/** A member of a century is older than any programme; it bounds the walk to the next date. */
const STEPS_MAX = 36_600;
const YEAR = { count: 1, unit: 'year' } as const;

/** Deposit, what was spent of it, and what has expired by now. */
export function importLot(draft: Draft, body: BodyOf<'import.lot'>): void {
  const { account, source, amount, spent } = body;
  checkSource(draft, source, account);
  checkPast(draft, body.earnedAt);
  if (spent > amount) refuse('insufficient_points', { available: amount, amount: spent });
  const reference: Reference = { type: null, id: body.reference, transactionId: null };
  const within = movement(body.earnedAt, IMPORT, { reference });
  const availableAt = body.availableAt !== null && body.availableAt > draft.now ? body.availableAt : null;
  const entry = book(draft, within, {
    kind: 'deposit',
    account,
    amount,
    source,
    availableAt,
    expiresAt: expiryOfLot(draft, body),
  });
  tell(draft, within, { kind: 'deposit', account, amount, source, entry });
  if (spent > 0)
    spendOf(draft, entry.id, { spent, within: movement(body.spentAt ?? body.earnedAt, IMPORT, { reference }) });
  fillDebt(draft, within, entry);
  expireIfPast(draft, within, entry.id);
}

function spendOf(draft: Draft, lotId: string, { spent, within }: { spent: number; within: Movement }): void {
  const lot = draft.state.lots.get(lotId);
  if (lot === undefined) throw new Error(`The imported lot ${lotId} is not there.`);
  book(draft, within, { kind: 'spend', account: lot.account, amount: spent, lot });
  tell(draft, within, { kind: 'spend', account: lot.account, amount: -spent, source: lot.source });
}

function expiryOfLot(draft: Draft, { account, earnedAt, expiresAt }: BodyOf<'import.lot'>): Instant | null {
  if (expiresAt === 'never') return null;
  if (expiresAt !== null) return expiresAt;
  const definition = draft.programme.accounts.get(account) ?? refuse('unknown_account', { account });
  return expiryOf(definition, earnedAt, draft.timeZone);
}

/**
 * Reaches the level at its own date, then keeps it with the receipt of the last maintenance, from which the next one counts.
 * Anniversaries that have been are not celebrated again.
 */
export function importTier(draft: Draft, body: BodyOf<'import.tier'>): void {
  const { system, level } = findLevel(draft, body.system, body.level);
  checkPast(draft, body.since);
  const dates = maintenanceDates(draft, level, body);
  if (isSame(draft.state.tiers.get(system.name), { ...body, ...dates })) return;
  const move: TierMove = {
    id: nextId(draft),
    system: system.name,
    from: draft.state.tiers.get(system.name)?.level ?? null,
    to: level.name,
    reason: 'imported',
    occurredAt: body.since,
    maintenanceAt: dates.maintenanceAt,
    countsSince: body.countsSince,
    note: body.reference,
  };
  emit(draft, { kind: 'tier', move });
  draft.outcomes.push({ kind: 'tier', system: system.name, from: move.from, to: move.to, reason: 'imported' });
  if (dates.maintainedAt !== body.since) {
    const receipt: TierMove = {
      ...move,
      id: nextId(draft),
      from: level.name,
      reason: 'kept',
      occurredAt: dates.maintainedAt,
    };
    emit(draft, { kind: 'tier', move: receipt });
  }
  emit(draft, { kind: 'anniversary', system: system.name, next: nextAnniversary(body.since, draft.now) });
}

type MaintenanceDates = { readonly maintainedAt: Instant; readonly maintenanceAt: Instant | null };

function maintenanceDates(draft: Draft, level: Level, body: BodyOf<'import.tier'>): MaintenanceDates {
  const { maintenance } = level;
  if (maintenance === null) return { maintainedAt: body.maintainedAt ?? body.since, maintenanceAt: null };
  const next = (from: Instant) => nextMaintenance(draft.programme, level, from) ?? from;
  if (body.maintainedAt !== null) {
    return { maintainedAt: body.maintainedAt, maintenanceAt: body.maintenanceAt ?? next(body.maintainedAt) };
  }
  if (body.maintenanceAt !== null) {
    const before = shift(body.maintenanceAt, maintenance.every, -1);
    return { maintainedAt: Math.max(body.since, before), maintenanceAt: body.maintenanceAt };
  }
  // Neither is known: the dates that have passed were kept, or the level would not be held.
  let maintainedAt = body.since;
  for (let step = 0; next(maintainedAt) <= draft.now && step < STEPS_MAX; step += 1) maintainedAt = next(maintainedAt);
  return { maintainedAt, maintenanceAt: next(maintainedAt) };
}

function isSame(
  held: TierMembership | undefined,
  wanted: MaintenanceDates & Pick<BodyOf<'import.tier'>, 'level' | 'since' | 'countsSince'>,
): boolean {
  return (
    held !== undefined &&
    held.level === wanted.level &&
    held.since === wanted.since &&
    held.maintainedAt === wanted.maintainedAt &&
    held.maintenanceAt === wanted.maintenanceAt &&
    held.countsSince === wanted.countsSince
  );
}

/** Counted in whole years from the day itself: 29 February has its first anniversary on 28 February. */
function nextAnniversary(since: Instant, now: Instant): Instant {
  let years = 1;
  while (shift(since, { ...YEAR, count: years }, 1) <= now && years < STEPS_MAX) years += 1;
  return shift(since, { ...YEAR, count: years }, 1);
}

/** The tag as it was: nothing is added to what is there. */
export function importTag(draft: Draft, { tag, count, expiresAt }: BodyOf<'import.tag'>): void {
  const before = draft.state.tags.get(tag);
  if (before !== undefined && before.count === count && before.expiresAt === expiresAt) return;
  setTag(draft, { tag, count, expiresAt });
}

function checkPast(draft: Draft, at: Instant): void {
  if (at > draft.now + AHEAD_MAX_MS) refuse('in_the_future');
}
