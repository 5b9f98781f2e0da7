// Entrance: after every decision that changed something it reads, the customer goes to the highest level that qualifies.
// Falling is never decided here, see maintenance.ts.

import { type Draft, deeper, emit, note } from '../draft.ts';
import type { Condition, Level, Requirement, TierSystem } from '../programme/programme.ts';
import { assertNever, dayOf, periodOf } from '../time.ts';
import { currentLevel, moveTo } from './levels.ts';
import { examine, type Finding } from './requirements.ts';

export function judgeTiers(draft: Draft): void {
  const { stale } = draft;
  draft.stale = new Set();
  for (const system of draft.programme.tierSystems) {
    if (!draft.state.tiers.has(system.name) || readsAny(system, stale)) judgeSystem(draft, system);
  }
}

/** A system is judged again only when something has changed that its requirements read. */
function readsAny(system: TierSystem, stale: ReadonlySet<string>): boolean {
  return system.levels.some(({ requirement }) =>
    requirement?.conditions.some((condition) => isStale(condition, stale)),
  );
}

function isStale(condition: Condition, stale: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case 'points_earned':
      return stale.has(`points:${condition.window.account}`);
    case 'balance':
      return stale.has(`points:${condition.account}`);
    case 'events':
      return stale.has(`event:${condition.metric}`);
    case 'customer':
      // An expression may read balances, tags and other tiers as well as the profile.
      return stale.size > 0;
    default:
      return assertNever(condition);
  }
}

/** Members start at the lowest automatic level. */
export function joinBase(draft: Draft): void {
  for (const system of draft.programme.tierSystems) {
    if (system.base === null || draft.state.tiers.has(system.name)) continue;
    moveTo(draft, { system, to: system.base, reason: 'joined', at: draft.now, note: null });
  }
}

export function judgeSystem(draft: Draft, system: TierSystem): void {
  if (draft.state.profile === null || !draft.state.profile.optedIn) return;
  const current = currentLevel(system, draft.state.tiers.get(system.name));
  const rank = current?.rank ?? 0;
  const higher = system.levels.filter((level) => level.rank > rank);
  const moment = { kind: 'now', at: draft.now } as const;
  for (const level of [...higher].reverse()) {
    if (level.requirement === null) {
      if (current === null && level === system.base) return promote(draft, system, level);
      continue;
    }
    if (examine(draft, system.name, level.requirement, moment).isMet) return promote(draft, system, level);
  }
  const next = higher.find((level) => level.requirement !== null);
  if (next !== undefined) explainShortfall(draft, system, next);
}

function explainShortfall(draft: Draft, system: TierSystem, next: Level): void {
  const { requirement } = next;
  if (requirement === null) return;
  const { findings } = examine(draft, system.name, requirement, { kind: 'now', at: draft.now });
  const rule = `${system.name}/${next.name}/entrance`;
  const short = shortfall(requirement, findings) ?? findings[0];
  // Judged again in the same decision: only the last shortfall is worth telling.
  draft.trace = draft.trace.filter(([other, verdict]) => other !== rule || verdict !== 'short');
  note(draft, rule, 'short', { ...short?.detail, words: requirement.words });
  if (short !== undefined) tellIfClose(draft, system, next, short);
}

/** Where all conditions must hold, the first that does not; where one is enough, the one that lacks the smallest part. */
function shortfall({ match }: Requirement, findings: readonly Finding[]): Finding | undefined {
  const unmet = findings.filter((finding) => !finding.isMet);
  if (match !== 'any') return unmet[0];
  const part = ({ need, has }: Finding) => Math.abs(need - has) / Math.max(1, need);
  return unmet.toSorted((a, b) => part(a) - part(b))[0];
}

/** Close to the next level: told once per approach, when what is missing first falls to the system's percentage. */
function tellIfClose(draft: Draft, system: TierSystem, next: Level, short: Finding): void {
  const missing = short.need - short.has;
  if (short.need <= 1 || missing <= 0 || missing * 100 > short.need * system.definition.close_percent) return;
  // The mark remembers since when the current level is held: each stay is an approach of its own.
  const current = draft.state.tiers.get(system.name);
  const since = current?.since ?? 0;
  const key = `close:${system.name}/${next.name}`;
  if (draft.state.counters.get(`e|${key}`) === since) return;
  emit(draft, { kind: 'count', key, period: 'e', by: since, set: true });
  draft.cascade.raise(draft, {
    name: '__platform.tier.close',
    quantity: 1,
    properties: { system: system.name, level: next.name, missing, metric: short.metric, current: current?.level ?? '' },
    at: draft.now,
  });
}

function promote(draft: Draft, system: TierSystem, to: Level): void {
  const from = currentLevel(system, draft.state.tiers.get(system.name));
  moveTo(draft, { system, to, reason: 'qualified', at: draft.now, note: null });
  note(draft, `${system.name}/${to.name}/entrance`, 'entered', {
    from: from?.name ?? null,
    words: to.requirement?.words ?? '',
  });
  entered(draft, {
    system,
    from,
    to,
    withIntermediate: system.definition.intermediate_outcomes,
    withOutcomes: true,
    reason: 'qualified',
  });
}

export type Entered = {
  readonly system: TierSystem;
  readonly from: Level | null;
  readonly to: Level;
  readonly withOutcomes: boolean;
  readonly withIntermediate: boolean;
  readonly reason: string;
};

/** Entrance outcomes of the level reached, and of those passed on the way, each under its own limit; then the event. */
export function entered(draft: Draft, move: Entered): void {
  const { system, from, to } = move;
  const passed = system.levels.filter((level) => level.rank > (from?.rank ?? 0) && level.rank < to.rank);
  const levels = [...(move.withIntermediate ? passed : []), ...(move.withOutcomes ? [to] : [])];
  deeper(draft, `${system.name}/${to.name}/entrance`, () => {
    if (!draft.context.isHistory) for (const level of levels) giveEntrance(draft, system, level);
    draft.cascade.raise(draft, {
      name: '__platform.tier.changed',
      quantity: 1,
      properties: { system: system.name, from: from?.name ?? '', to: to.name, reason: move.reason },
      at: draft.now,
    });
  });
}

function giveEntrance(draft: Draft, system: TierSystem, level: Level): void {
  if (level.entranceOutcomes.length === 0) return;
  const rule = `${system.name}/${level.name}/entrance`;
  const limit = level.entranceLimit;
  if (limit !== null) {
    const period = periodOf(dayOf(draft.now, draft.timeZone), limit.per);
    const used = draft.state.counters.get(`${period}|${rule}`) ?? 0;
    if (used >= limit.times) {
      note(draft, rule, 'limit', { times: limit.times, per: limit.per, used });
      return;
    }
    emit(draft, { kind: 'count', key: rule, period, by: 1 });
  }
  draft.cascade.giveOutcomes(draft, {
    rule,
    outcomes: level.entranceOutcomes,
    at: draft.now,
    happening: null,
    referenceType: 'Tier Entrance',
  });
}
