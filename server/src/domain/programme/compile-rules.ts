// Compiles behaviors, outcomes and the rules made of them: those of tier levels and campaigns.
// Tier systems themselves are in compile-tiers.ts; whether rules set each other off is cycles.ts.

import { COMPLETED } from '../purchases/basket.ts';
import type { Expression } from '../rules/expression.ts';
import { assertNever } from '../time.ts';
import { checkPromoList } from './check-promo-list.ts';
import {
  audience,
  type Compilation,
  countPurchases,
  countUnder,
  expression,
  report,
  requireLength,
  resolve,
  resolveEvent,
  restriction,
} from './compilation.ts';
import { expectedOf, instantOf } from './field-value.ts';
import type { Path } from './issue.ts';
import { isPlatformEvent, PLATFORM_EVENTS } from './platform-events.ts';
import type { Behavior, Leaf, Outcome, Rule } from './programme.ts';
import type { LevelRuleDefinition } from './schema.ts';
import type { CampaignDefinition, TriggerDefinition } from './schema-campaigns.ts';
import type { BehaviorNode, OutcomeDefinition } from './schema-rules.ts';
import { customerVariables, eventVariables } from './variables.ts';

/** Groups inside groups beyond this are read by nobody. */
const BEHAVIOR_DEPTH_MAX = 6;
const LEAVES_MAX = 50;

export function compileLevelRule(
  compilation: Compilation,
  path: Path,
  place: { readonly system: string; readonly level: string },
  definition: LevelRuleDefinition,
): Rule {
  const id = `${place.system}/${place.level}/${definition.id}`;
  return {
    ...compileRule(compilation, path, id, definition),
    limitKey: `levels:${place.system}/${definition.id}`,
    level: place,
    campaign: null,
    startsAt: null,
    endsAt: null,
    isPaused: false,
    standing: 'open',
    isExclusive: false,
    trigger: null,
  };
}

export function compileCampaign(compilation: Compilation, name: string, definition: CampaignDefinition): Rule {
  const path = ['campaigns', name];
  const startsAt = definition.starts_at === undefined ? null : instantOf(definition.starts_at);
  const endsAt = definition.ends_at === undefined ? null : instantOf(definition.ends_at);
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) {
    report(compilation, [...path, 'ends_at'], 'the campaign ends before it starts', 'an instant after starts_at');
  }
  const { behavior, trigger } = definition;
  if ((behavior === undefined) === (trigger === undefined)) {
    const found = behavior === undefined ? 'neither a behavior nor a trigger' : 'both a behavior and a trigger';
    report(compilation, path, `the campaign has ${found}`, 'one of the two');
  }
  if (trigger !== undefined) checkTrigger(compilation, [...path, 'trigger'], trigger);
  const id = `campaign/${name}`;
  return {
    ...(behavior === undefined
      ? compileOccasion(compilation, path, id, definition)
      : compileRule(compilation, path, id, { ...definition, behavior })),
    level: null,
    campaign: definition,
    startsAt,
    endsAt,
    isPaused: definition.paused || definition.draft,
    standing: definition.draft ? 'draft' : definition.paused ? 'paused' : 'open',
    isExclusive: definition.exclusive,
    trigger: trigger ?? null,
  };
}

/** A campaign that an occasion triggers has no behavior: the occasion is what completes it. */
function compileOccasion(
  compilation: Compilation,
  path: Path,
  id: string,
  definition: CampaignDefinition,
): CompiledRule {
  return {
    id,
    behavior: null,
    leaves: [],
    isImmediate: true,
    within: null,
    ...commonOf(compilation, path, id, definition, []),
  };
}

function checkTrigger(compilation: Compilation, path: Path, trigger: TriggerDefinition): void {
  if (trigger.kind === 'date') return checkTriggerDate(compilation, [...path, 'attribute'], trigger.attribute);
  if (trigger.kind !== 'calendar') return;
  const isFloating = trigger.weekday !== undefined && trigger.nth !== undefined && trigger.nth !== 0;
  if (isFloating === (trigger.day !== undefined)) {
    report(compilation, path, 'the day is not clear', 'either day, or weekday and nth (1 to 5, or -1 for the last)');
  }
}

/** Dates of the standard profile that campaigns may celebrate. */
const PROFILE_DATES = ['birth_on', 'opted_in_at', 'created_at'] as const;

function checkTriggerDate(compilation: Compilation, path: Path, attribute: string): void {
  if (PROFILE_DATES.some((name) => name === attribute)) return;
  const { attributes } = compilation.document;
  if (!resolve(compilation, path, 'date', attribute, { ...attributes, birth_on: 1, opted_in_at: 1, created_at: 1 }))
    return;
  const type = attributes[attribute]?.type;
  if (type !== 'date')
    report(compilation, path, `attribute ${attribute} is of type ${type}`, 'an attribute of type date');
}

type Definition = Omit<LevelRuleDefinition, 'id'>;
type OfCampaign = 'level' | 'campaign' | 'startsAt' | 'endsAt' | 'isPaused' | 'standing' | 'isExclusive' | 'trigger';
type CompiledRule = Omit<Rule, OfCampaign>;

function compileRule(compilation: Compilation, path: Path, id: string, definition: Definition): CompiledRule {
  const behaviorPath = [...path, 'behavior'];
  const isImmediate = isMetByOne(definition.behavior);
  const behavior = compileNode(compilation, behaviorPath, definition.behavior, { isCounted: !isImmediate, depth: 1 });
  const leaves = leavesOf(behavior);
  if (leaves.length > LEAVES_MAX) {
    report(compilation, behaviorPath, `the behavior has ${leaves.length} parts`, `at most ${LEAVES_MAX}`);
  }
  requireLength(compilation, [...path, 'within'], definition.within);
  if (isImmediate && definition.within !== undefined) {
    const problem = 'within has no meaning for one event that is needed once';
    report(compilation, [...path, 'within'], problem, 'no within, or times: 2 or more');
  }
  const events = leaves.map((leaf) => leaf.event);
  const within = definition.within ?? null;
  return { id, behavior, leaves, isImmediate, within, ...commonOf(compilation, path, id, definition, events) };
}

type Common = Omit<CompiledRule, 'id' | 'behavior' | 'leaves' | 'isImmediate' | 'within'>;

function commonOf(
  compilation: Compilation,
  path: Path,
  id: string,
  definition: Omit<Definition, 'behavior'>,
  events: readonly string[],
): Common {
  return {
    title: definition.title ?? id,
    looksBack: definition.look_back,
    audience:
      definition.audience === undefined ? null : audience(compilation, [...path, 'audience'], definition.audience),
    limit: definition.limit ?? null,
    limitKey: id,
    limitTotal: definition.limit_total ?? null,
    outcomes: compileOutcomes(compilation, [...path, 'outcomes'], definition.outcomes, events),
  };
}

/** One event meets all of it, whichever of several it is: nothing has to be counted. */
function isMetByOne(node: BehaviorNode): boolean {
  if ('event' in node) return node.times === 1;
  if ('purchase' in node) return node.times === 1 && node.spend === undefined;
  if ('any' in node) return node.any.every(isMetByOne);
  return node.all.length === 1 && node.all.every(isMetByOne);
}

type Counting = { readonly isCounted: boolean; readonly depth: number };

/** A group of one part is that part. */
function compileNode(compilation: Compilation, path: Path, node: BehaviorNode, counting: Counting): Behavior {
  if ('event' in node) return { kind: 'leaf', leaf: compileLeaf(compilation, path, node, counting.isCounted) };
  if ('purchase' in node) {
    return { kind: 'leaf', leaf: compilePurchase(compilation, path, node, counting.isCounted) };
  }
  const kind = 'all' in node ? 'all' : 'any';
  const written = 'all' in node ? node.all : node.any;
  if (counting.depth > BEHAVIOR_DEPTH_MAX) {
    report(
      compilation,
      path,
      'the behavior has groups nested too deeply',
      `at most ${BEHAVIOR_DEPTH_MAX} levels of groups`,
    );
    return { kind, parts: [] };
  }
  const parts = written.map((part, index) =>
    compileNode(compilation, [...path, kind, index], part, { ...counting, depth: counting.depth + 1 }),
  );
  const [first] = parts;
  return parts.length === 1 && first !== undefined ? first : { kind, parts };
}

type LeafNode = Extract<BehaviorNode, { event: string }>;

function compileLeaf(compilation: Compilation, path: Path, node: LeafNode, isCounted: boolean): Leaf {
  const isKnown = resolveEvent(compilation, [...path, 'event'], node.event);
  // Against an unknown event every property would be reported as well, and hide what is wrong.
  const when = isKnown ? restriction(compilation, [...path, 'when'], node.event, node.when) : null;
  const metric = isCounted ? countUnder(compilation, node.event, when) : null;
  return { event: node.event, when, purchase: null, times: node.times, metric };
}

type PurchaseNode = Extract<BehaviorNode, { purchase: object }>;

/** What is spent counts money, up to the amount that is needed; else purchases are counted. */
function compilePurchase(compilation: Compilation, path: Path, node: PurchaseNode, isCounted: boolean): Leaf {
  const { purchase, spend } = node;
  if (spend !== undefined && node.times > 1)
    report(compilation, path, 'times and spend are both written', 'one of the two');
  const when = restriction(compilation, [...path, 'when'], COMPLETED, node.when);
  const measure = spend === undefined ? 'count' : 'net';
  const metric = isCounted ? countPurchases(compilation, { when, purchase, measure }) : null;
  return { event: COMPLETED, when, purchase, times: spend ?? node.times, metric };
}

function leavesOf(behavior: Behavior): readonly Leaf[] {
  return behavior.kind === 'leaf' ? [behavior.leaf] : behavior.parts.flatMap(leavesOf);
}

/** `events`: those that may complete the rule; amounts may read the properties that all of them have. */
export function compileOutcomes(
  compilation: Compilation,
  path: Path,
  definitions: readonly OutcomeDefinition[],
  events: readonly string[],
): readonly Outcome[] {
  return definitions
    .map((definition, index) => compileOutcome(compilation, [...path, index], definition, events))
    .toSorted((a, b) => a.definition.rank - b.definition.rank);
}

function compileOutcome(
  compilation: Compilation,
  path: Path,
  definition: OutcomeDefinition,
  events: readonly string[],
): Outcome {
  const { document } = compilation;
  switch (definition.kind) {
    case 'purchase_points': {
      if (events.length === 0 || events.some((event) => event !== COMPLETED))
        report(compilation, [...path, 'kind'], 'only purchases earn purchase_points', 'a behavior of purchases');
      return { definition: { ...definition, account: linkedAccount(compilation, path, definition) }, amount: null };
    }
    case 'points': {
      const account = linkedAccount(compilation, path, definition);
      const amount = amountOf(compilation, path, definition.amount, events);
      return { definition: { ...definition, account }, amount };
    }
    case 'spend': {
      if (definition.account !== undefined) accountOf(compilation, path, definition.account);
      else if (defaultAccounts(compilation).length === 0) accountOf(compilation, path, undefined);
      return { definition, amount: amountOf(compilation, path, definition.amount, events) };
    }
    case 'expire':
      accountOf(compilation, path, definition.account);
      return { definition, amount: null };
    case 'tag':
      return { definition, amount: null };
    case 'attribute':
      checkAttribute(compilation, path, definition);
      return { definition, amount: null };
    case 'tier': {
      const system = document.tier_systems[definition.system];
      if (resolve(compilation, [...path, 'system'], 'tier system', definition.system, document.tier_systems)) {
        resolve(compilation, [...path, 'level'], 'level', definition.level, system?.levels ?? {});
      }
      return { definition, amount: null };
    }
    case 'event':
      checkEvent(compilation, path, definition);
      return { definition, amount: null };
    case 'offer':
      resolve(compilation, [...path, 'offer'], 'offer', definition.offer, document.offers);
      return { definition, amount: null };
    case 'purchase': {
      const store = document.stores[definition.store];
      if (resolve(compilation, [...path, 'store'], 'reward store', definition.store, document.stores))
        resolve(compilation, [...path, 'item'], 'item', definition.item, store?.items ?? {});
      return { definition, amount: null };
    }
    case 'promo_code':
      checkPromoList(compilation, [...path, 'list'], definition.list);
      return { definition, amount: null };
    case 'message':
      checkMessage(compilation, path, definition);
      return { definition, amount: null };
    default:
      return assertNever(definition);
  }
}

/** The account that points go to, which their source must be linked to. */
function linkedAccount(
  compilation: Compilation,
  path: Path,
  written: { readonly account?: string | undefined; readonly source: string },
): string {
  const { sources } = compilation.document;
  const account = accountOf(compilation, path, written.account);
  const hasSource = resolve(compilation, [...path, 'source'], 'source', written.source, sources);
  const linked = hasSource ? sources[written.source]?.accounts : undefined;
  if (linked !== undefined && !linked.includes(account)) {
    const problem = `source ${written.source} is not linked to account ${account}`;
    report(compilation, [...path, 'source'], problem, `a source whose accounts include ${account}`);
  }
  return account;
}

function defaultAccounts({ document }: Compilation): readonly string[] {
  return Object.keys(document.accounts).filter((name) => document.accounts[name]?.default === true);
}

/** The named account, or the first default one. */
function accountOf(compilation: Compilation, path: Path, written: string | undefined): string {
  const { accounts } = compilation.document;
  if (written !== undefined) {
    resolve(compilation, [...path, 'account'], 'account', written, accounts);
    return written;
  }
  const [first] = defaultAccounts(compilation);
  if (first === undefined) {
    report(
      compilation,
      [...path, 'account'],
      'account is missing, and no account is the default',
      'an account, or default: true on one',
    );
  }
  return first ?? '';
}

function amountOf(
  compilation: Compilation,
  path: Path,
  amount: number | string,
  events: readonly string[],
): Expression | null {
  if (typeof amount === 'number') return null;
  const { document } = compilation;
  // Against an unknown event every property would be reported as well, and hide what is wrong.
  if (!events.every((event) => Object.hasOwn(document.events, event) || Object.hasOwn(PLATFORM_EVENTS, event)))
    return null;
  const variables = events.length === 0 ? customerVariables(document) : eventVariables(document, events);
  return expression(compilation, { path: [...path, 'amount'], source: amount, variables, result: 'int' });
}

type MessageOutcome = Extract<OutcomeDefinition, { kind: 'message' }>;

function checkMessage(compilation: Compilation, path: Path, definition: MessageOutcome): void {
  const { messages } = compilation.document;
  if (!resolve(compilation, [...path, 'message'], 'message', definition.message, messages)) return;
  if (definition.provider === undefined) return;
  resolve(
    compilation,
    [...path, 'provider'],
    'variant',
    definition.provider,
    messages[definition.message]?.variants ?? {},
  );
}

type AttributeOutcome = Extract<OutcomeDefinition, { kind: 'attribute' }>;

function checkAttribute(compilation: Compilation, path: Path, definition: AttributeOutcome): void {
  const { attributes } = compilation.document;
  if (!resolve(compilation, [...path, 'attribute'], 'attribute', definition.attribute, attributes)) return;
  const field = attributes[definition.attribute];
  const expected = field === undefined ? null : expectedOf(field, definition.value);
  if (expected !== null) {
    report(compilation, [...path, 'value'], `attribute ${definition.attribute} cannot hold this value`, expected);
  }
}

type EventOutcome = Extract<OutcomeDefinition, { kind: 'event' }>;

function checkEvent(compilation: Compilation, path: Path, definition: EventOutcome): void {
  if (isPlatformEvent(definition.event)) {
    const problem = `${definition.event} is raised by the engine only`;
    report(compilation, [...path, 'event'], problem, 'an event declared under events');
    return;
  }
  if (!resolveEvent(compilation, [...path, 'event'], definition.event)) return;
  const declared = compilation.document.events[definition.event];
  if (declared === undefined) return;
  for (const [name, value] of Object.entries(definition.properties)) {
    const field = Object.hasOwn(declared.properties, name) ? declared.properties[name] : undefined;
    const at = [...path, 'properties', name];
    if (field === undefined) {
      if (!declared.open) resolve(compilation, at, `property of ${definition.event}`, name, declared.properties);
      continue;
    }
    const expected = expectedOf(field, value);
    if (expected !== null)
      report(compilation, at, `property ${name} of ${definition.event} cannot hold this value`, expected);
  }
  for (const [name, field] of Object.entries(declared.properties)) {
    if (!field.required || Object.hasOwn(definition.properties, name)) continue;
    report(compilation, [...path, 'properties'], `${definition.event} needs the property ${name}`, `${name}: …`);
  }
}
