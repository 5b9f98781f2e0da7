// How far a customer is: towards the next level of each tier system, and in keeping the present one. It judges with the same
// figures as entrance and maintenance, and moves nobody.

import type { Condition, Level, Programme, Requirement, TierSystem } from '../programme/programme.ts';
import type { ConditionDefinition } from '../programme/schema.ts';
import { conditionWords } from '../programme/words.ts';
import type { CustomerState, TierMembership } from '../state.ts';
import { assertNever, type Instant, shift } from '../time.ts';
import { currentLevel } from './levels.ts';
import { examine, type Finding, type Metric, type Moment } from './requirements.ts';

export type LevelSummary = {
  readonly name: string;
  readonly title: string;
  readonly rank: number;
  readonly benefits: readonly string[];
};

/** Which entries make up a condition's current figure; `since` null: from the beginning. Windows are (since, until]. */
export type Counted =
  | {
      readonly kind: 'points_earned';
      readonly account: string;
      readonly since: Instant | null;
      readonly until: Instant;
    }
  | { readonly kind: 'balance'; readonly account: string }
  | { readonly kind: 'events'; readonly metric: string; readonly since: Instant | null; readonly until: Instant };

export type ConditionProgress = {
  readonly kind: Condition['kind'];
  readonly account: string | null;
  readonly event: string | null;
  /** For conditions on the customer's attributes 1 when met, else 0, of 1. */
  readonly current: number;
  readonly needed: number;
  readonly compare: 'at_least' | 'at_most' | 'exactly';
  readonly missing: number;
  readonly isMet: boolean;
  readonly words: string;
  readonly counted: Counted | null;
};

export type RequirementProgress = {
  readonly level: LevelSummary;
  readonly match: Requirement['match'];
  readonly words: string;
  readonly conditions: readonly ConditionProgress[];
  /** Of the condition that is nearest to deciding it; 0 when nothing that can be counted is missing. */
  readonly missing: number;
  /** What is missing; money in the smallest unit. */
  readonly missingIn: Metric;
  readonly isMet: boolean;
};

export type SystemProgress = {
  readonly system: string;
  readonly title: string;
  readonly primary: boolean;
  /** Null before the customer has a level, as without opt-in. */
  readonly level: LevelSummary | null;
  /** `permanent`: never taken away; `secured`: what keeps the level is there already; `open`: not yet. */
  readonly status: 'none' | 'permanent' | 'secured' | 'open';
  readonly since: Instant | null;
  readonly maintenanceAt: Instant | null;
  readonly anniversaryAt: Instant | null;
  /** Null at the highest level that can be earned. */
  readonly next: RequirementProgress | null;
  /** What keeps the level at its next maintenance, as far as it is there; null where nothing takes it away. */
  readonly keep: RequirementProgress | null;
};

/**
 * Needs a state with all open lots, and under `earned.due` the sums at each next maintenance, due or not
 * (`inspectCustomer` loads it so).
 */
export function tierProgress(programme: Programme, state: CustomerState, now: Instant): readonly SystemProgress[] {
  return programme.tierSystems.map((system) => tierSystemProgress(programme, state, system, now));
}

/** Of one system. Without the sums under `earned.due` what keeps the level is not known, and the rest is. */
export function tierSystemProgress(
  programme: Programme,
  state: CustomerState,
  system: TierSystem,
  now: Instant,
): SystemProgress {
  const membership = state.tiers.get(system.name);
  const level = currentLevel(system, membership);
  const keep = level === null || membership === undefined ? null : keepProgress(programme, state, level, membership);
  return {
    system: system.name,
    title: system.definition.title,
    primary: system.definition.primary,
    level: level === null ? null : summaryOf(level),
    status: level === null ? 'none' : keep === null ? 'permanent' : keep.isMet ? 'secured' : 'open',
    since: membership?.since ?? null,
    maintenanceAt: membership?.maintenanceAt ?? null,
    anniversaryAt: membership?.anniversaryAt ?? null,
    next: nextProgress(programme, state, { system, rank: level?.rank ?? 0, now }),
    keep,
  };
}

function summaryOf(level: Level): LevelSummary {
  const { title, benefits } = level.definition;
  return { name: level.name, title, rank: level.rank, benefits };
}

/** The next level that can be earned, as entrance looks at it; those by invitation are told only when there is no other. */
function nextProgress(
  programme: Programme,
  state: CustomerState,
  from: { readonly system: TierSystem; readonly rank: number; readonly now: Instant },
): RequirementProgress | null {
  const higher = from.system.levels.filter((level) => level.rank > from.rank);
  const level = higher.find((one) => one.requirement !== null) ?? higher[0];
  if (level === undefined) return null;
  const { entrance } = level.definition;
  if (level.requirement === null || entrance.kind !== 'qualify') {
    const words = entrance.kind === 'invitation' ? 'by invitation' : 'for every member';
    return {
      level: summaryOf(level),
      match: 'all',
      words,
      conditions: [],
      missing: 0,
      missingIn: 'none',
      isMet: false,
    };
  }
  const asked = { level, requirement: level.requirement, definitions: entrance.conditions };
  return requirementProgress(programme, state, from.system.name, asked, { kind: 'now', at: from.now });
}

function keepProgress(
  programme: Programme,
  state: CustomerState,
  level: Level,
  membership: TierMembership,
): RequirementProgress | null {
  const { maintenance } = level;
  if (maintenance === null || membership.maintenanceAt === null) return null;
  const asked = { level, requirement: maintenance.requirement, definitions: maintenance.keep.conditions };
  return requirementProgress(programme, state, membership.system, asked, {
    kind: 'due',
    at: membership.maintenanceAt,
  });
}

type Asked = {
  readonly level: Level;
  readonly requirement: Requirement;
  readonly definitions: readonly ConditionDefinition[];
};

function requirementProgress(
  programme: Programme,
  state: CustomerState,
  system: string,
  asked: Asked,
  moment: Moment,
): RequirementProgress {
  const { requirement } = asked;
  const verdict = examine({ programme, state }, system, requirement, moment);
  const countsSince = state.tiers.get(system)?.countsSince ?? null;
  const conditions = requirement.conditions.map((condition, index) => {
    const definition = asked.definitions[index];
    const words = definition === undefined ? '' : conditionWords(programme.document, definition);
    return conditionProgress(condition, verdict.findings[index], words, countedOf(condition, moment.at, countsSince));
  });
  const deciding = decidingOf(requirement.match, conditions);
  return {
    level: summaryOf(asked.level),
    match: requirement.match,
    words: requirement.words,
    conditions,
    missing: deciding?.missing ?? 0,
    missingIn: deciding === null ? 'none' : (verdict.findings[conditions.indexOf(deciding)]?.metric ?? 'none'),
    isMet: verdict.isMet,
  };
}

function conditionProgress(
  condition: Condition,
  finding: Finding | undefined,
  words: string,
  counted: Counted | null,
): ConditionProgress {
  const current = finding?.has ?? 0;
  const needed = finding?.need ?? 0;
  const compare = condition.kind === 'customer' ? 'at_least' : condition.test.compare;
  return {
    kind: condition.kind,
    account:
      condition.kind === 'points_earned'
        ? condition.window.account
        : condition.kind === 'balance'
          ? condition.account
          : null,
    event: condition.kind === 'events' ? condition.event : null,
    current,
    needed,
    compare,
    missing: missingFrom(compare, current, needed),
    isMet: finding?.isMet ?? false,
    words,
    counted,
  };
}

function missingFrom(compare: ConditionProgress['compare'], current: number, needed: number): number {
  switch (compare) {
    case 'at_least':
      return Math.max(0, needed - current);
    case 'at_most':
      return Math.max(0, current - needed);
    case 'exactly':
      return Math.abs(needed - current);
    default:
      return assertNever(compare);
  }
}

/** Where all conditions must hold, the first that does not; where one is enough, the one that lacks the smallest part. */
function decidingOf(match: Requirement['match'], conditions: readonly ConditionProgress[]): ConditionProgress | null {
  const unmet = conditions.filter((condition) => !condition.isMet && condition.kind !== 'customer');
  switch (match) {
    case 'all':
      return unmet[0] ?? null;
    case 'any': {
      if (conditions.some((condition) => condition.isMet)) return null;
      const part = (condition: ConditionProgress) => condition.missing / Math.max(1, condition.needed);
      return unmet.toSorted((a, b) => part(a) - part(b))[0] ?? null;
    }
    case 'none':
      return null;
    default:
      return assertNever(match);
  }
}

function countedOf(condition: Condition, at: Instant, countsSince: Instant | null): Counted | null {
  switch (condition.kind) {
    case 'points_earned': {
      const { account, span } = condition.window;
      return {
        kind: 'points_earned',
        account,
        since: later(span === null ? null : shift(at, span, -1), countsSince),
        until: at,
      };
    }
    case 'balance':
      return { kind: 'balance', account: condition.account };
    case 'events': {
      const { metric, span } = condition;
      return {
        kind: 'events',
        metric,
        since: later(span === null ? null : shift(at, span, -1), countsSince),
        until: at,
      };
    }
    case 'customer':
      return null;
    default:
      return assertNever(condition);
  }
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
