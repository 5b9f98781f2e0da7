// What a programme may do but probably should not. Warnings are shown by plan and publish and never stop either.

import type { Cycle } from './cycles.ts';
import { type Path, writePath } from './issue.ts';
import type { Programme, TierSystem } from './programme.ts';
import type { LevelDefinition, LevelRuleDefinition } from './schema.ts';
import type { CampaignDefinition } from './schema-campaigns.ts';
import type { OutcomeDefinition } from './schema-rules.ts';

export type Warning = { readonly path: string; readonly sentence: string };

export function warningsOf(programme: Programme, cycles: readonly Cycle[]): readonly Warning[] {
  const { document } = programme;
  const campaigns = Object.entries(document.campaigns).flatMap(([name, campaign]) =>
    ruleWarnings(['campaigns', name], `campaign ${name}`, { ...campaign, isOnceAYear: isOnceAYear(campaign) }),
  );
  return [
    ...accountWarnings(programme),
    ...systemWarnings(programme),
    ...programme.tierSystems.flatMap(levelWarnings),
    ...sameDayWarnings(programme),
    ...campaigns,
    ...cycles.filter((cycle) => cycle.hasLimit).map((cycle) => warning(cycle.path, `${capitalised(cycle.sentence)}.`)),
  ];
}

function warning(path: Path, sentence: string): Warning {
  return { path: writePath(path), sentence };
}

function accountWarnings({ document, defaultAccounts }: Programme): readonly Warning[] {
  const endless = Object.entries(document.accounts)
    .filter(([, account]) => account.expiry.kind === 'never')
    .map(([name]) =>
      warning(
        ['accounts', name, 'expiry'],
        `Points of account ${name} never expire: what members may claim only grows.`,
      ),
    );
  const names = Object.keys(document.accounts);
  if (names.length === 0 || defaultAccounts.length > 0) return endless;
  const sentence = 'No account is the default: every deposit and every spend must name one.';
  return [...endless, warning(['accounts'], sentence)];
}

function systemWarnings({ tierSystems, primarySystem }: Programme): readonly Warning[] {
  if (tierSystems.length < 2 || primarySystem !== null) return [];
  const names = tierSystems.map((system) => system.name).join(', ');
  return [
    warning(['tier_systems'], `None of the tier systems ${names} is primary: the standard profile shows no tier.`),
  ];
}

function levelWarnings(system: TierSystem): readonly Warning[] {
  return system.levels.flatMap((level) => {
    const path = ['tier_systems', system.name, 'levels', level.name];
    const rules = level.definition.events.flatMap((rule, index) =>
      ruleWarnings([...path, 'events', index], `rule ${system.name}/${level.name}/${rule.id}`, rule),
    );
    return [
      ...entranceWarnings([...path, 'entrance'], system, level.definition),
      ...maintenanceWarnings(path, system, level.name),
      ...rules,
    ];
  });
}

function entranceWarnings(path: Path, system: TierSystem, { entrance, title }: LevelDefinition): readonly Warning[] {
  if (entrance.kind === 'automatic' || entrance.outcomes.length === 0) return [];
  const ties = tieWarnings([...path, 'outcomes'], entrance.outcomes);
  if (entrance.limit !== undefined) return ties;
  const sentence = `Entrance of ${title} in ${system.name} gives outcomes without a limit: members who fall and rise again get them each time.`;
  return [warning([...path, 'limit'], sentence), ...ties];
}

function maintenanceWarnings(path: Path, system: TierSystem, name: string): readonly Warning[] {
  const level = system.levelByName.get(name);
  if (level?.maintenance == null || system.levels[0] !== level) return [];
  return [
    warning(
      [...path, 'maintenance'],
      `Level ${name} is the lowest of ${system.name}: its maintenance can take nobody anywhere.`,
    ),
  ];
}

function ruleWarnings(
  path: Path,
  subject: string,
  rule: Omit<LevelRuleDefinition, 'id' | 'behavior'> & { readonly isOnceAYear?: boolean },
): readonly Warning[] {
  const ties = tieWarnings([...path, 'outcomes'], rule.outcomes);
  const earns = rule.outcomes.some((outcome) => outcome.kind === 'points');
  if (!earns || rule.limit !== undefined || rule.limit_total !== undefined || rule.isOnceAYear === true) return ties;
  const sentence = `${capitalised(subject)} earns points without a limit: somebody will find out how often it can be repeated.`;
  return [warning([...path, 'limit'], sentence), ...ties];
}

/** Days of the profile and of the calendar come once a year, which is a limit; schedules come as often as they say. */
function isOnceAYear({ trigger }: CampaignDefinition): boolean {
  return trigger !== undefined && trigger.kind !== 'schedule';
}

function tieWarnings(path: Path, outcomes: readonly OutcomeDefinition[]): readonly Warning[] {
  const ranks = outcomes.map((outcome) => outcome.rank);
  const tied = [...new Set(ranks.filter((rank, index) => ranks.indexOf(rank) !== index))];
  return tied.map((rank) => {
    const count = ranks.filter((other) => other === rank).length;
    return warning(
      path,
      `${count} outcomes share the rank ${rank}: they are given in the order in which they are written.`,
    );
  });
}

/** Levels that are maintained for everybody at once, on the same day of the calendar. */
function sameDayWarnings({ tierSystems }: Programme): readonly Warning[] {
  const byDay = new Map<string, string[]>();
  for (const system of tierSystems) {
    for (const { name, maintenance } of system.levels) {
      if (maintenance === null || maintenance.relative_to !== 'calendar') continue;
      const day = `${String(maintenance.month).padStart(2, '0')}-${String(maintenance.day).padStart(2, '0')}`;
      byDay.getOrInsert(day, []).push(`${system.name}/${name}`);
    }
  }
  return [...byDay].flatMap(([day, levels]) => {
    const systems = new Set(levels.map((level) => level.split('/')[0]));
    if (systems.size < 2) return [];
    const sentence = `Maintenance of ${levels.join(', ')} falls on the same day (${day}): give each tier system a day of its own.`;
    return [warning(['tier_systems'], sentence)];
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
