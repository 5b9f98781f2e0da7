// Which level a customer holds, or held at an earlier instant, and moving between levels.

import { type Draft, emit, nextId, requireSlice } from '../draft.ts';
import type { Level, Programme, TierSystem } from '../programme/programme.ts';
import type { TierMembership, TierMove } from '../state.ts';
import { type Instant, shift } from '../time.ts';

/** The level held at an instant; before there was one, the automatic level. */
export function levelAt(draft: Draft, programme: Programme, system: string, at: Instant): string | null {
  const base = programme.tierSystemByName.get(system)?.base?.name ?? null;
  const membership = draft.state.tiers.get(system);
  if (membership === undefined) return base;
  if (membership.since <= at) return membership.level;
  requireSlice(draft, 'tier_moves');
  let level = base;
  for (const move of draft.state.tierMoves) {
    if (move.system === system && move.occurredAt <= at) level = move.to;
  }
  return programme.tierSystemByName.get(system)?.levelByName.has(level ?? '') === true ? level : base;
}

export function currentLevel(system: TierSystem, membership: TierMembership | undefined): Level | null {
  if (membership === undefined) return null;
  return system.levelByName.get(membership.level) ?? null;
}

export type MoveRequest = {
  readonly system: TierSystem;
  readonly to: Level;
  readonly reason: TierMove['reason'];
  readonly at: Instant;
  readonly note: string | null;
};

/** Books the move and gives it; entrance outcomes are the caller's. Falling sets the mark that entrance counts from. */
export function moveTo(draft: Draft, request: MoveRequest): TierMove {
  const { system, to, reason, at } = request;
  const before = draft.state.tiers.get(system.name);
  const from = currentLevel(system, before);
  const isFall = from !== null && to.rank < from.rank;
  const move: TierMove = {
    id: nextId(draft),
    system: system.name,
    from: before?.level ?? null,
    to: to.name,
    reason,
    occurredAt: at,
    maintenanceAt: nextMaintenance(draft.programme, to, at),
    countsSince: isFall ? at : (before?.countsSince ?? null),
    note: request.note,
  };
  emit(draft, { kind: 'tier', move });
  draft.outcomes.push({ kind: 'tier', system: system.name, from: move.from, to: move.to, reason });
  return move;
}

/** The next date on which a level is maintained, counted from `from`; null where it has no maintenance. */
export function nextMaintenance(programme: Programme, level: Level, from: Instant): Instant | null {
  const { maintenance } = level;
  if (maintenance === null) return null;
  if (maintenance.relative_to === 'join_date') return shift(from, maintenance.every, 1);
  const zone = programme.document.time_zone;
  const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  const first = Temporal.PlainDate.from({ year: start.year - 1, month: maintenance.month, day: maintenance.day });
  let date = first.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
  // Steps from a fixed calendar date, so that everybody meets the same dates; a century of days bounds the walk.
  for (let step = 0; date <= from && step < 36_600; step += 1) date = shift(date, maintenance.every, 1);
  return date;
}
