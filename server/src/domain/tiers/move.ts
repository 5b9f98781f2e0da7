// Moves that somebody asked for: an agent, the API, or a rule's outcome. Maintenance counts from them.

import { type Draft, note, refuse } from '../draft.ts';
import type { Level, TierSystem } from '../programme/programme.ts';
import type { TierMove } from '../state.ts';
import { entered } from './judge.ts';
import { currentLevel, moveTo } from './levels.ts';

export type TierMoveRequest = {
  readonly system: string;
  readonly level: string;
  readonly entranceOutcomes: boolean;
  readonly intermediateOutcomes: boolean;
  readonly reason: Extract<TierMove['reason'], 'manual' | 'outcome'>;
  readonly note: string | null;
};

export function moveTier(draft: Draft, request: TierMoveRequest): void {
  const { system, level } = findLevel(draft, request.system, request.level);
  const from = currentLevel(system, draft.state.tiers.get(system.name));
  if (from?.name === level.name) refuse('tier_unchanged', { level: level.name });
  moveTo(draft, { system, to: level, reason: request.reason, at: draft.now, note: request.note });
  note(draft, `${system.name}/${level.name}/entrance`, 'entered', { from: from?.name ?? null, reason: request.reason });
  entered(draft, {
    system,
    from,
    to: level,
    withOutcomes: request.entranceOutcomes,
    withIntermediate: request.intermediateOutcomes,
    reason: request.reason,
  });
}

export function findLevel(draft: Draft, systemName: string, levelName: string): { system: TierSystem; level: Level } {
  const system =
    draft.programme.tierSystemByName.get(systemName) ?? refuse('unknown_tier_system', { system: systemName });
  const level =
    system.levelByName.get(levelName) ?? refuse('unknown_tier_level', { system: systemName, level: levelName });
  return { system, level };
}
