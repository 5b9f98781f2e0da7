// Finds rules whose outcomes can set themselves off again, directly or through other rules and tier entrance.
// It judges what could happen, not what will: a restriction counts only where it plainly rules the outcome out.

import type { JsonObject } from '../facts.ts';
import type { Expression } from '../rules/expression.ts';
import { assertNever } from '../time.ts';
import type { Path } from './issue.ts';
import type { Condition, Level, Outcome, Rule, TierSystem } from './programme.ts';
import type { ProgrammeDocument } from './schema.ts';
import type { OutcomeDefinition } from './schema-rules.ts';

export type Cycle = { readonly path: Path; readonly sentence: string; readonly hasLimit: boolean };

/** Each names at least one rule to change; nobody reads more at a time. */
const CYCLES_MAX = 50;

/** What an outcome makes happen, with the properties that are known beforehand. */
type Emission = { readonly event: string; readonly properties: JsonObject };

type Node = {
  readonly id: string;
  readonly path: Path;
  readonly hasLimit: boolean;
  readonly emissions: readonly Emission[];
  readonly outcomes: readonly OutcomeDefinition[];
  readonly hears: (emission: Emission) => boolean;
  readonly reads: (outcome: OutcomeDefinition) => boolean;
};

type Graph = ReadonlyMap<Node, readonly Node[]>;

export function findCycles(
  document: ProgrammeDocument,
  rules: readonly Rule[],
  systems: readonly TierSystem[],
): readonly Cycle[] {
  const nodes = [...rules.map((rule) => ruleNode(document, rule)), ...entranceNodes(rules, systems)];
  const unlimited = cyclesOf(graphOf(nodes.filter((node) => !node.hasLimit)));
  const limited = cyclesOf(graphOf(nodes)).filter((cycle) => cycle.some((node) => node.hasLimit));
  return [...unlimited, ...limited].slice(0, CYCLES_MAX).map(describe);
}

function describe(cycle: readonly Node[]): Cycle {
  const [first] = cycle;
  const names = cycle.map((node) => node.id);
  const hasLimit = cycle.some((node) => node.hasLimit);
  const way = [...names, names[0] ?? ''].join(' → ');
  const ending = hasLimit ? 'only a limit ends it' : 'nothing ends it';
  return {
    path: first?.path ?? [],
    sentence: `outcomes set off their own rule again (${way}) and ${ending}`,
    hasLimit,
  };
}

function ruleNode(document: ProgrammeDocument, rule: Rule): Node {
  return {
    id: rule.id,
    path: pathOf(document, rule),
    hasLimit: rule.limit !== null || rule.limitTotal !== null,
    emissions: rule.outcomes.flatMap(emissionsOf),
    outcomes: rule.outcomes.map((outcome) => outcome.definition),
    hears: (emission) => rule.leaves.some((leaf) => leaf.event === emission.event && mayMatch(leaf.when, emission)),
    reads: () => false,
  };
}

function pathOf(document: ProgrammeDocument, rule: Rule): Path {
  if (rule.level === null) return ['campaigns', rule.id.slice(rule.id.indexOf('/') + 1)];
  const { system, level } = rule.level;
  const events = document.tier_systems[system]?.levels[level]?.events ?? [];
  return [
    'tier_systems',
    system,
    'levels',
    level,
    'events',
    events.findIndex((event) => rule.id.endsWith(`/${event.id}`)),
  ];
}

/**
 * Entrance only ever leads upwards, so by itself it ends at the highest level. It can go round only in systems that some
 * outcome moves customers in.
 */
function entranceNodes(rules: readonly Rule[], systems: readonly TierSystem[]): readonly Node[] {
  const entrances = systems.flatMap((system) => system.levels.flatMap((level) => level.entranceOutcomes));
  const outcomes = [...rules.flatMap((rule) => rule.outcomes), ...entrances].map((outcome) => outcome.definition);
  const moved = new Set(outcomes.flatMap((outcome) => (outcome.kind === 'tier' ? [outcome.system] : [])));
  return systems
    .filter((system) => moved.has(system.name))
    .flatMap((system) =>
      system.levels.filter((level) => level.requirement !== null).map((level) => entranceNode(system, level)),
    );
}

function entranceNode(system: TierSystem, level: Level): Node {
  const conditions = level.requirement?.conditions ?? [];
  const changed = {
    event: '__platform.tier.changed',
    properties: { system: system.name, to: level.name, reason: 'qualified' },
  };
  return {
    id: `${system.name}/${level.name}/entrance`,
    path: ['tier_systems', system.name, 'levels', level.name, 'entrance'],
    hasLimit: false,
    emissions: [changed, ...level.entranceOutcomes.flatMap(emissionsOf)],
    outcomes: level.entranceOutcomes.map((outcome) => outcome.definition),
    hears: (emission) =>
      conditions.some((condition) => condition.kind === 'events' && condition.event === emission.event),
    reads: (outcome) => isMoveIn(system, outcome) || conditions.some((condition) => isReadBy(condition, outcome)),
  };
}

function isMoveIn(system: TierSystem, outcome: OutcomeDefinition): boolean {
  return outcome.kind === 'tier' && outcome.system === system.name;
}

function isReadBy(condition: Condition, outcome: OutcomeDefinition): boolean {
  switch (condition.kind) {
    case 'points_earned':
      return isDeposit(outcome) && outcome.account === condition.window.account;
    case 'balance':
      return 'account' in outcome && outcome.account === condition.account;
    case 'customer':
      return outcome.kind !== 'event';
    case 'events':
      return false;
    default:
      return assertNever(condition);
  }
}

function isDeposit(outcome: OutcomeDefinition): outcome is Extract<OutcomeDefinition, { source: string }> {
  return outcome.kind === 'points' || outcome.kind === 'purchase_points';
}

/** The events that giving an outcome raises, as rules/outcomes.ts raises them. */
function emissionsOf({ definition }: Outcome): readonly Emission[] {
  switch (definition.kind) {
    case 'points': {
      const { account = '', source, amount } = definition;
      const known = typeof amount === 'number' ? { account, source, amount } : { account, source };
      return [{ event: '__platform.points.deposited', properties: known }];
    }
    case 'purchase_points': {
      const { account = '', source } = definition;
      return [{ event: '__platform.points.deposited', properties: { account, source } }];
    }
    case 'tier': {
      const { system, level } = definition;
      return [{ event: '__platform.tier.changed', properties: { system, to: level, reason: 'outcome' } }];
    }
    case 'event':
      return [{ event: definition.event, properties: definition.properties }];
    case 'spend':
    case 'expire':
    case 'tag':
    case 'attribute':
    case 'message':
      return [];
    case 'promo_code':
      return [{ event: '__platform.promo.assigned', properties: { list: definition.list } }];
    case 'purchase':
      return [
        { event: '__platform.points.spent', properties: {} },
        { event: '__platform.offer.issued', properties: {} },
        { event: '__platform.order.created', properties: { store: definition.store, item: definition.item } },
      ];
    case 'offer':
      return [{ event: '__platform.offer.issued', properties: { offer: definition.offer } }];
    default:
      return assertNever(definition);
  }
}

/** False only when the restriction is false whatever the customer and the unknown properties are. */
function mayMatch(when: Expression | null, emission: Emission): boolean {
  if (when === null) return true;
  const event = { ...emission.properties, name: emission.event, qty: 1 };
  const result = when.evaluate({ customer: {}, event, time: {} });
  return !result.ok || result.value !== false;
}

function graphOf(nodes: readonly Node[]): Graph {
  return new Map(nodes.map((node) => [node, nodes.filter((other) => leads(node, other))]));
}

function leads(from: Node, to: Node): boolean {
  return from.emissions.some(to.hears) || from.outcomes.some(to.reads);
}

/** One shortest cycle through each node that is not on a cycle found before. */
function cyclesOf(graph: Graph): readonly (readonly Node[])[] {
  const told = new Set<Node>();
  const cycles: (readonly Node[])[] = [];
  for (const node of graph.keys()) {
    if (cycles.length >= CYCLES_MAX) break;
    const cycle = told.has(node) ? null : shortestCycle(graph, node);
    if (cycle === null) continue;
    for (const member of cycle) told.add(member);
    cycles.push(cycle);
  }
  return cycles;
}

function shortestCycle(graph: Graph, start: Node): readonly Node[] | null {
  const cameFrom = new Map<Node, Node>();
  const queue: Node[] = [start];
  // The queue grows while it is walked: breadth first.
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) return wayBack(cameFrom, node);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return null;
}

function wayBack(cameFrom: ReadonlyMap<Node, Node>, last: Node): readonly Node[] {
  const way: Node[] = [];
  for (let node: Node | undefined = last; node !== undefined; node = cameFrom.get(node)) way.unshift(node);
  return way;
}
