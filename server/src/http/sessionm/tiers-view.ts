// Tiers as SessionM shows them: a customer's level in every system, and progress as rule trees: what the next level (or
// keeping this one) asks, what the customer has, and whether that is met. The enumerations are ours, see docs/sessionm.md.
import type { Condition, Level, Requirement, TierSystem } from '../../domain/programme/programme.ts';
import type { ConditionProgress, RequirementProgress, SystemProgress } from '../../domain/tiers/progress.ts';
import type { Call } from './call.ts';
import { isoOrNull } from './instants.ts';

const RULE_KINDS = { points_earned: 7, balance: 8, events: 9, customer: 10 } as const;
const CONSTRAINT_KINDS = { accounts: 2, events: 3, window: 4 } as const;
const COMPARISONS = { exactly: 1, at_most: 2, at_least: 3 } as const;
const STATUS_LIVE = 1;

/** The figures of the first measured condition: what the single numbers of the standard profile are about. */
export function measuresOf(progress: RequirementProgress | null) {
  return progress?.conditions.find(({ kind }) => kind !== 'customer') ?? progress?.conditions[0] ?? null;
}

export function tierLevels(call: Call, customerId: string, systems: readonly SystemProgress[], withProgress: boolean) {
  return systems.flatMap((progress) => {
    const system = call.programme.tierSystemByName.get(progress.system);
    const level = progress.level === null ? undefined : system?.levelByName.get(progress.level.name);
    return system === undefined || level === undefined
      ? []
      : [tierLevel(call, customerId, { system, level, progress, withProgress })];
  });
}

function tierLevel(
  call: Call,
  customerId: string,
  held: { system: TierSystem; level: Level; progress: SystemProgress; withProgress: boolean },
) {
  const { system, level, progress } = held;
  const { guids } = call.site;
  const next = progress.next === null ? undefined : system.levelByName.get(progress.next.level.name);
  return {
    id: guids.of('user_tier', `${customerId}/${system.name}`),
    tier_system_id: guids.of('tier_system', system.name),
    tier_level_id: guids.of('tier_level', `${system.name}/${level.name}`),
    user_id: customerId,
    join_date: isoOrNull(progress.since),
    next_maintenance_eval_date: isoOrNull(progress.maintenanceAt),
    tier_overview: overview(call, system, level),
    next_tier_overview: next === undefined ? null : overview(call, system, next),
    tier_progress: held.withProgress ? treesOf(call, [progress]).filter(({ purpose }) => purpose === 'entrance') : [],
  };
}

function overview({ site: { guids } }: Call, system: TierSystem, level: Level) {
  const id = guids.of('tier_level', `${system.name}/${level.name}`);
  return {
    id,
    tier_system_id: guids.of('tier_system', system.name),
    retailer_id: guids.retailerId,
    name: level.definition.title,
    rank: level.rank,
    status: STATUS_LIVE,
  };
}

export type RuleTree = ReturnType<typeof treesOf>[number];

/** Every rule tree that counts for the customer now: entrance of the next level and keeping the current one, per system. */
export function treesOf(call: Call, systems: readonly SystemProgress[]) {
  return systems.flatMap((progress) => {
    const system = call.programme.tierSystemByName.get(progress.system);
    if (system === undefined) return [];
    const parts = [
      { purpose: 'entrance' as const, found: progress.next },
      { purpose: 'keep' as const, found: progress.keep },
    ];
    return parts.flatMap(({ purpose, found }) => (found === null ? [] : treeOf(call, { system, purpose, found })));
  });
}

type TreeAsked = {
  readonly system: TierSystem;
  readonly purpose: 'entrance' | 'keep';
  readonly found: RequirementProgress;
};

function treeOf(call: Call, asked: TreeAsked) {
  const { system, purpose, found } = asked;
  const { guids } = call.site;
  const level = system.levelByName.get(found.level.name);
  const requirement = purpose === 'entrance' ? level?.requirement : level?.maintenance?.requirement;
  if (level === undefined || requirement == null) return [];
  const path = `${system.name}/${level.name}/${purpose}`;
  const name = `${level.definition.title} ${purpose === 'entrance' ? 'entrance' : 'maintenance'}`;
  return [
    {
      rule_tree_id: guids.of('rule_tree', path),
      rule_tree_name: name,
      purpose,
      description: found.words,
      match: requirement.match,
      rules: found.conditions.map((condition, index) => ruleOf(call, { path, name, requirement, condition, index })),
    },
  ];
}

type RuleAsked = {
  readonly path: string;
  readonly name: string;
  readonly requirement: Requirement;
  readonly condition: ConditionProgress;
  readonly index: number;
};

function ruleOf(call: Call, { path, name, requirement, condition, index }: RuleAsked) {
  const { guids } = call.site;
  const tree = guids.of('rule_tree', path);
  const id = guids.of('rule', `${path}/${index}`);
  const parent = guids.of('rule', path);
  const discriminator = RULE_KINDS[condition.kind];
  const definition = requirement.conditions[index];
  return {
    query_result: condition.current,
    rule_id: id,
    parent_id: parent,
    tree_id: tree,
    rule_passed: condition.isMet,
    discriminator,
    rule_tree_name: name,
    description: condition.words,
    rule: {
      discriminator,
      target_balance: condition.needed,
      comparison: definition === undefined || definition.kind === 'customer' ? 3 : COMPARISONS[definition.test.compare],
      id,
      retailer_id: guids.retailerId,
      parent_id: parent,
      rank: index,
      is_new: false,
      constraints: definition === undefined ? [] : constraintsOf(call, `${path}/${index}`, id, definition),
    },
  };
}

function constraintsOf(call: Call, path: string, ruleId: string, condition: Condition) {
  return kindsOf(call, condition).map((kind, rank) => ({
    ...kind,
    id: call.site.guids.of('constraint', `${path}/${rank}`),
    rule_id: ruleId,
    rank,
    version: 1,
    is_new: false,
  }));
}

function kindsOf(call: Call, condition: Condition) {
  switch (condition.kind) {
    case 'points_earned':
      return [accountConstraint(call, condition.window.account), ...windowConstraint(condition.window.span)];
    case 'balance':
      return [accountConstraint(call, condition.account)];
    case 'events':
      return [
        { discriminator: CONSTRAINT_KINDS.events, event_name: condition.event },
        ...windowConstraint(condition.span),
      ];
    case 'customer':
      return [];
  }
}

function accountConstraint({ site: { guids }, programme }: Call, account: string) {
  const title = programme.accounts.get(account)?.title ?? account;
  return { discriminator: CONSTRAINT_KINDS.accounts, point_accounts: { [guids.of('account', account)]: title } };
}

function windowConstraint(span: { readonly count: number; readonly unit: string } | null) {
  return span === null
    ? []
    : [{ discriminator: CONSTRAINT_KINDS.window, interval: span.count, interval_type: span.unit }];
}
