// Compiles tier systems: levels by rank, what entrance and maintenance ask for, and the rules of each level.

import { COMPLETED } from '../purchases/basket.ts';
import { assertNever, isDateText } from '../time.ts';
import {
  type Compilation,
  countPurchases,
  countUnder,
  expression,
  report,
  requireLength,
  resolve,
  resolveEvent,
  restriction,
  windowOf,
} from './compilation.ts';
import { compileLevelRule, compileOutcomes } from './compile-rules.ts';
import type { Path } from './issue.ts';
import type { Condition, Level, Requirement, Rule, TierSystem } from './programme.ts';
import type {
  ConditionDefinition,
  LevelDefinition,
  MaintenanceDefinition,
  RequirementDefinition,
  TierSystemDefinition,
} from './schema.ts';
import { requirementWords, testOf } from './words.ts';

export type CompiledSystem = { readonly system: TierSystem; readonly rules: readonly Rule[] };

export function compileTierSystem(
  compilation: Compilation,
  name: string,
  definition: TierSystemDefinition,
): CompiledSystem {
  const path = ['tier_systems', name];
  const named = Object.entries(definition.levels);
  if (named.length === 0)
    report(compilation, [...path, 'levels'], `tier system ${name} has no levels`, 'at least one level');
  const levels = named
    .map(([level, written]) => compileLevel(compilation, { system: name, level }, written))
    .toSorted((a, b) => a.rank - b.rank);
  reportSameRanks(compilation, path, levels);
  const rules = levels.flatMap((level) => levelRules(compilation, name, level));
  const system: TierSystem = {
    name,
    definition,
    levels,
    levelByName: new Map(levels.map((level) => [level.name, level])),
    base: levels.find((level) => level.definition.entrance.kind === 'automatic') ?? null,
  };
  return { system, rules };
}

function reportSameRanks(compilation: Compilation, path: Path, levels: readonly Level[]): void {
  for (const [index, level] of levels.entries()) {
    const before = levels[index - 1];
    if (before?.rank !== level.rank) continue;
    const at = [...path, 'levels', level.name, 'rank'];
    report(
      compilation,
      at,
      `level ${level.name} has the rank ${level.rank} of level ${before.name}`,
      'a rank of its own',
    );
  }
}

function levelRules(compilation: Compilation, system: string, level: Level): readonly Rule[] {
  const path = ['tier_systems', system, 'levels', level.name, 'events'];
  const seen = new Set<string>();
  return level.definition.events.map((rule, index) => {
    if (seen.has(rule.id)) {
      report(
        compilation,
        [...path, index, 'id'],
        `rule ${rule.id} is given twice in level ${level.name}`,
        'an id of its own',
      );
    }
    seen.add(rule.id);
    return compileLevelRule(compilation, [...path, index], { system, level: level.name }, rule);
  });
}

type Place = { readonly system: string; readonly level: string };

function compileLevel(compilation: Compilation, place: Place, definition: LevelDefinition): Level {
  const path = ['tier_systems', place.system, 'levels', place.level];
  const entrance = compileEntrance(compilation, [...path, 'entrance'], place.system, definition);
  const { maintenance } = definition;
  return {
    name: place.level,
    rank: definition.rank,
    definition,
    ...entrance,
    maintenance:
      maintenance === undefined
        ? null
        : compileMaintenance(compilation, [...path, 'maintenance'], place.system, maintenance),
  };
}

type Entrance = Pick<Level, 'requirement' | 'entranceOutcomes' | 'entranceLimit'>;

function compileEntrance(
  compilation: Compilation,
  path: Path,
  system: string,
  { entrance }: LevelDefinition,
): Entrance {
  switch (entrance.kind) {
    case 'automatic':
      return { requirement: null, entranceOutcomes: [], entranceLimit: null };
    case 'invitation':
    case 'qualify':
      return {
        requirement: entrance.kind === 'qualify' ? compileRequirement(compilation, path, system, entrance) : null,
        entranceOutcomes: compileOutcomes(compilation, [...path, 'outcomes'], entrance.outcomes, []),
        entranceLimit: entrance.limit ?? null,
      };
    default:
      return assertNever(entrance);
  }
}

function compileMaintenance(
  compilation: Compilation,
  path: Path,
  system: string,
  definition: MaintenanceDefinition,
): MaintenanceDefinition & { readonly requirement: Requirement } {
  requireLength(compilation, [...path, 'every'], definition.every);
  const isShort = definition.every.unit === 'minute' || definition.every.unit === 'hour';
  if (definition.relative_to === 'calendar' && isShort) {
    report(
      compilation,
      [...path, 'every'],
      'maintenance by the calendar cannot be more often than daily',
      'at least "1 day"',
    );
  }
  reportMissingDay(compilation, path, definition);
  return { ...definition, requirement: compileRequirement(compilation, [...path, 'keep'], system, definition.keep) };
}

/** Accounts that expire on a fixed day and levels maintained by the calendar name a month and a day. */
export function reportMissingDay(
  compilation: Compilation,
  path: Path,
  date: { readonly month: number; readonly day: number },
): void {
  const [month, day] = [date.month, date.day].map((part) => String(part).padStart(2, '0'));
  // Held against a leap year: 29 February is a day that authors may name.
  if (!isDateText(`2024-${month}-${day}`))
    report(compilation, [...path, 'day'], `month ${month} has no day ${day}`, 'a day of that month');
}

function compileRequirement(
  compilation: Compilation,
  path: Path,
  system: string,
  definition: RequirementDefinition,
): Requirement {
  const conditions = definition.conditions.flatMap((condition, index) => {
    const compiled = compileCondition(compilation, [...path, 'conditions', index], system, condition);
    return compiled === null ? [] : [compiled];
  });
  return {
    match: definition.match,
    conditions,
    words: definition.words ?? requirementWords(compilation.document, definition),
  };
}

/** Null when something is wrong with it, which was reported. */
function compileCondition(
  compilation: Compilation,
  path: Path,
  system: string,
  condition: ConditionDefinition,
): Condition | null {
  if (condition.kind === 'customer') {
    const request = {
      path: [...path, 'when'],
      source: condition.when,
      variables: compilation.customer,
      result: 'bool',
    } as const;
    const when = expression(compilation, request);
    return when === null ? null : { kind: 'customer', when };
  }
  const test = testOf(condition);
  if (test === null) {
    report(
      compilation,
      path,
      `the condition ${condition.kind} does not say how many`,
      'exactly one of at_least, at_most, exactly',
    );
  }
  switch (condition.kind) {
    case 'points_earned': {
      requireLength(compilation, [...path, 'within'], condition.within);
      const isKnown = resolveAccount(compilation, path, condition.account);
      if (!isKnown || test === null) return null;
      return {
        kind: 'points_earned',
        window: windowOf(compilation, system, condition.account, condition.within ?? null),
        test,
      };
    }
    case 'balance': {
      const isKnown = resolveAccount(compilation, path, condition.account);
      return isKnown && test !== null ? { kind: 'balance', account: condition.account, test } : null;
    }
    case 'events': {
      requireLength(compilation, [...path, 'within'], condition.within);
      if (!resolveEvent(compilation, [...path, 'event'], condition.event)) return null;
      const when = restriction(compilation, [...path, 'when'], condition.event, condition.when);
      if (test === null) return null;
      const metric = countUnder(compilation, condition.event, when);
      return { kind: 'events', metric, event: condition.event, measure: 'count', span: condition.within ?? null, test };
    }
    case 'purchases':
    case 'spend': {
      requireLength(compilation, [...path, 'within'], condition.within);
      if (test === null) return null;
      const measure = condition.kind === 'spend' ? 'net' : 'count';
      const metric = countPurchases(compilation, { when: null, purchase: condition.purchase, measure });
      return { kind: 'events', metric, event: COMPLETED, measure, span: condition.within ?? null, test };
    }
    default:
      return assertNever(condition);
  }
}

function resolveAccount(compilation: Compilation, path: Path, account: string): boolean {
  return resolve(compilation, [...path, 'account'], 'account', account, compilation.document.accounts);
}
