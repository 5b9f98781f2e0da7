// Levels of two customers in one: of each system the higher one is taken over with its dates, as if it had been held here.

import { type Draft, emit, nextId } from '../draft.ts';
import type { CustomerState, TierMembership, TierMove } from '../state.ts';

export function mergeTiers(draft: Draft, other: CustomerState): void {
  for (const system of draft.programme.tierSystems) {
    const theirs = other.tiers.get(system.name);
    const own = draft.state.tiers.get(system.name);
    if (theirs === undefined) continue;
    const rank = (level: string | undefined) =>
      level === undefined ? 0 : (system.levelByName.get(level)?.definition.rank ?? 0);
    if (rank(theirs.level) > rank(own?.level)) takeLevel(draft, theirs, own);
  }
}

function takeLevel(draft: Draft, theirs: TierMembership, own: TierMembership | undefined): void {
  const { system, level, since, maintainedAt, maintenanceAt, countsSince } = theirs;
  const move: TierMove = {
    id: nextId(draft),
    system,
    from: own?.level ?? null,
    to: level,
    reason: 'merged',
    occurredAt: since,
    maintenanceAt,
    countsSince,
    note: null,
  };
  emit(draft, { kind: 'tier', move });
  draft.outcomes.push({ kind: 'tier', system, from: move.from, to: level, reason: 'merged' });
  if (maintainedAt !== since)
    emit(draft, {
      kind: 'tier',
      move: { ...move, id: nextId(draft), from: level, reason: 'kept', occurredAt: maintainedAt },
    });
  emit(draft, { kind: 'anniversary', system, next: theirs.anniversaryAt });
}
