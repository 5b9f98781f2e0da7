// Maintenance: on its date a member keeps the level, falls, or is judged again later. The only place where levels are lost.

import { type Draft, emit, nextId, note } from '../draft.ts';
import type { Level, TierSystem } from '../programme/programme.ts';
import type { TierMembership, TierMove } from '../state.ts';
import { type Instant, shift } from '../time.ts';
import { currentLevel, moveTo, nextMaintenance } from './levels.ts';
import { examine } from './requirements.ts';

/** Applies the maintenance that came due for one system, as of its date, whenever it is carried out. */
export function maintain(draft: Draft, system: TierSystem, membership: TierMembership, due: Instant): void {
  const level = currentLevel(system, membership);
  if (level === null || level.maintenance === null) return keep(draft, membership, { due, next: null });
  const { maintenance } = level;
  const rule = `${system.name}/${level.name}/maintenance`;
  const verdict = examine(draft, system.name, maintenance.requirement, { kind: 'due', at: due });
  const finding = verdict.findings.find((found) => !found.isMet) ?? verdict.findings[0];
  const detail = { ...finding?.detail, words: maintenance.requirement.words };
  const regular = regularDate(draft, level, membership);
  if (verdict.isMet) {
    note(draft, rule, 'kept', detail);
    return keep(draft, membership, { due: regular, next: nextMaintenance(draft.programme, level, regular) });
  }
  const later = postponedTo(membership, maintenance, regular);
  if (later !== null && later > due) {
    note(draft, rule, 'stay', detail);
    return book(draft, membership, { reason: 'postponed', at: due, maintenanceAt: later });
  }
  const to = fallTo(draft, system, level, due);
  if (to === null) {
    note(draft, rule, 'kept', { ...detail, lowest: true });
    return keep(draft, membership, { due: regular, next: nextMaintenance(draft.programme, level, regular) });
  }
  note(draft, rule, 'demoted', { ...detail, to: to.name });
  moveTo(draft, { system, to, reason: 'demoted', at: due, note: null });
  const properties = { system: system.name, from: level.name, to: to.name, reason: 'demoted' };
  draft.cascade.raise(draft, { name: '__platform.tier.changed', quantity: 1, properties, at: due });
}

/** The date that the interval gives; later than that, a minimum stay or a grace had postponed it. */
function regularDate(draft: Draft, level: Level, membership: TierMembership): Instant {
  return nextMaintenance(draft.programme, level, membership.maintainedAt) ?? membership.maintainedAt;
}

function postponedTo(
  membership: TierMembership,
  maintenance: NonNullable<Level['maintenance']>,
  regular: Instant,
): Instant | null {
  const stay = maintenance.minimum_stay === undefined ? null : shift(membership.since, maintenance.minimum_stay, 1);
  const grace = maintenance.grace === undefined ? null : shift(regular, maintenance.grace, 1);
  if (stay === null) return grace;
  return grace === null ? stay : Math.max(stay, grace);
}

function fallTo(draft: Draft, system: TierSystem, level: Level, due: Instant): Level | null {
  const lower = system.levels.filter((other) => other.rank < level.rank).reverse();
  if (level.maintenance?.fall !== 'qualification') return lower[0] ?? null;
  const qualified = lower.find(
    (other) =>
      other.requirement === null || examine(draft, system.name, other.requirement, { kind: 'due', at: due }).isMet,
  );
  return qualified ?? lower.at(-1) ?? null;
}

function keep(draft: Draft, membership: TierMembership, dates: { due: Instant; next: Instant | null }): void {
  book(draft, membership, { reason: 'kept', at: dates.due, maintenanceAt: dates.next });
}

/** The receipt of a maintenance that left the level as it is. */
function book(
  draft: Draft,
  membership: TierMembership,
  receipt: { reason: 'kept' | 'postponed'; at: Instant; maintenanceAt: Instant | null },
): void {
  const { system, level } = membership;
  const move: TierMove = {
    id: nextId(draft),
    system,
    from: level,
    to: level,
    reason: receipt.reason,
    occurredAt: receipt.at,
    maintenanceAt: receipt.maintenanceAt,
    countsSince: membership.countsSince,
    note: null,
  };
  emit(draft, { kind: 'tier', move });
}
