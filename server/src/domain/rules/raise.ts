// An event meets the rules that listen to it: who it is for, whether its restrictions hold, what is counted, what is given.
// Each rule that looked at the event leaves a line in the trace.

import {
  burn,
  type Draft,
  deeper,
  emit,
  type Happening,
  note,
  quotaLeft,
  rollBack,
  savepoint,
  useQuota,
} from '../draft.ts';
import { totalPeriod } from '../points/deposit.ts';
import type { Leaf, Programme, Rule } from '../programme/programme.ts';
import { expressionValues } from '../programme/variables.ts';
import { levelAt } from '../tiers/levels.ts';
import { dayOf, isoText, periodOf } from '../time.ts';
import { progressOf } from './behavior.ts';
import type { Evaluation, Expression, ExpressionValues } from './expression.ts';

export const PLATFORM_PREFIX = '__platform.';

/** Records an event, counts it, and runs the rules that listen, each finished before the next starts. */
export function raise(draft: Draft, happening: Happening): void {
  if (happening.name.startsWith(PLATFORM_PREFIX)) recordPlatformEvent(draft, happening);
  countHappening(draft, happening);
  if (draft.context.isHistory) return;
  const programme =
    draft.fact.body.kind === 'event' && draft.fact.body.name === happening.name ? draft.programmeThen : draft.programme;
  const rules = programme.rulesByEvent.get(happening.name);
  if (rules === undefined) return;
  deeper(draft, happening.name, () => runRules(draft, programme, rules, happening));
}

function recordPlatformEvent(draft: Draft, happening: Happening): void {
  emit(draft, { kind: 'event', name: happening.name, properties: happening.properties });
  if (draft.programme.rulesByEvent.has(happening.name)) draft.outcomes.push({ kind: 'event', name: happening.name });
}

function countHappening(draft: Draft, happening: Happening): void {
  for (const metric of draft.programme.metricsByEvent.get(happening.name) ?? []) {
    if (metric.when !== null) {
      const found = metric.when.evaluate(expressionValues(draft.state, happening, draft.now, draft.programme));
      if (!found.ok || found.value !== true) continue;
    }
    emit(draft, {
      kind: 'tally',
      metric: metric.name,
      at: happening.at,
      value: happening.quantity,
      factId: draft.fact.id,
    });
    draft.stale.add(`event:${metric.name}`);
  }
}

function runRules(draft: Draft, programme: Programme, rules: readonly Rule[], happening: Happening): void {
  let isClosed = false;
  // Chosen before any of them gives: the event that lifts a member to a level does not earn at that level's rate too.
  const chosen = rules.filter((rule) => isForLevel(draft, programme, rule, happening));
  let values = expressionValues(draft.state, happening, draft.now, programme);
  let valuesOf = draft.effects.length;
  for (const rule of chosen) {
    if (draft.effects.length !== valuesOf) {
      values = expressionValues(draft.state, happening, draft.now, programme);
      valuesOf = draft.effects.length;
    }
    burn(draft, rule.id);
    if (isClosed && rule.campaign !== null) {
      note(draft, rule.id, 'exclusive');
      continue;
    }
    const hasGiven = runRule(draft, rule, happening, values);
    if (hasGiven && rule.isExclusive) isClosed = true;
  }
}

/** Rules of other levels than the member's are not worth a line in the trace. */
function isForLevel(draft: Draft, programme: Programme, rule: Rule, happening: Happening): boolean {
  if (rule.level === null) return true;
  return levelAt(draft, programme, rule.level.system, happening.at) === rule.level.level;
}

/** True when something was given. */
function runRule(draft: Draft, rule: Rule, happening: Happening, values: ExpressionValues): boolean {
  if (!isOpen(draft, rule, happening) || !isMember(draft, rule)) return false;
  const leaves = matchingLeaves(draft, rule, happening, values);
  if (leaves.length === 0 || !isInAudience(draft, rule, values)) return false;
  if (!rule.isImmediate) {
    const progress = progressOf(draft, rule, happening.at);
    if (!progress.isMet) {
      note(draft, rule.id, 'progress', { has: progress.has, need: progress.need });
      return false;
    }
  }
  if (!isWithinLimits(draft, rule, happening)) return false;
  return give(draft, rule, happening);
}

function isOpen(draft: Draft, rule: Rule, happening: Happening): boolean {
  if (rule.isPaused) {
    note(draft, rule.id, 'paused');
    return false;
  }
  const tooEarly = rule.startsAt !== null && happening.at < rule.startsAt;
  const tooLate = rule.endsAt !== null && happening.at >= rule.endsAt;
  if (!tooEarly && !tooLate) return true;
  note(draft, rule.id, 'dates', {
    starts_at: rule.startsAt === null ? null : isoText(rule.startsAt),
    ends_at: rule.endsAt === null ? null : isoText(rule.endsAt),
  });
  return false;
}

function isMember(draft: Draft, rule: Rule): boolean {
  const { profile } = draft.state;
  if (profile === null) return false;
  if (profile.status !== 'good') {
    note(draft, rule.id, 'suspended', { status: profile.status });
    return false;
  }
  if (!profile.optedIn) note(draft, rule.id, 'opted_out');
  return profile.optedIn;
}

/** The leaves that this event meets; when there is none, the trace says why the first did not hold. */
function matchingLeaves(draft: Draft, rule: Rule, happening: Happening, values: ExpressionValues): readonly Leaf[] {
  const matching: Leaf[] = [];
  let reason: { readonly when: Expression; readonly found: Evaluation } | null = null;
  for (const leaf of rule.leaves) {
    if (leaf.event !== happening.name) continue;
    if (leaf.when === null) {
      matching.push(leaf);
      continue;
    }
    const found = leaf.when.evaluate(values);
    if (found.ok && found.value === true) matching.push(leaf);
    else reason ??= { when: leaf.when, found };
  }
  if (matching.length === 0 && reason !== null) noteUnmet(draft, rule.id, 'when', reason.when, reason.found);
  return matching;
}

function isInAudience(draft: Draft, rule: Rule, values: ExpressionValues): boolean {
  if (rule.audience === null) return true;
  const found = rule.audience.evaluate(values);
  if (found.ok && found.value === true) return true;
  noteUnmet(draft, rule.id, 'audience', rule.audience, found);
  return false;
}

function noteUnmet(
  draft: Draft,
  rule: string,
  verdict: 'when' | 'audience',
  when: Expression,
  found: Evaluation,
): void {
  if (found.ok) note(draft, rule, verdict, { when: when.source });
  else note(draft, rule, found.reason, { when: when.source, detail: found.detail });
}

function isWithinLimits(draft: Draft, rule: Rule, happening: Happening): boolean {
  if (rule.limit !== null) {
    const used = draft.state.counters.get(`${limitPeriod(draft, rule, happening)}|${rule.limitKey}`) ?? 0;
    if (used >= rule.limit.times) {
      note(draft, rule.id, 'limit', { times: rule.limit.times, per: rule.limit.per, used });
      return false;
    }
  }
  if (rule.limitTotal === null) return true;
  if (quotaLeft(draft, `rule:${rule.id}`, totalPeriod(draft, happening.at, rule.limitTotal.per), 1) === 1) return true;
  note(draft, rule.id, 'total', { times: rule.limitTotal.times, per: rule.limitTotal.per });
  return false;
}

function limitPeriod(draft: Draft, rule: Rule, happening: Happening): string {
  return periodOf(dayOf(happening.at, draft.timeZone), rule.limit?.per ?? 'ever');
}

/** Gives the outcomes and counts the use. A required outcome that is refused undoes all of the rule's. */
function give(draft: Draft, rule: Rule, happening: Happening): boolean {
  const hasRequired = rule.outcomes.some((outcome) => outcome.definition.required);
  const before = hasRequired ? savepoint(draft) : null;
  // Counted before giving, so that a cascade that comes back to this rule meets its limit.
  countUse(draft, rule, happening, 1);
  const line = draft.trace.length;
  note(draft, rule.id, 'given');
  const referenceType = rule.campaign === null ? 'Event' : 'Campaign';
  const hasGiven = draft.cascade.giveOutcomes(draft, {
    rule: rule.id,
    outcomes: rule.outcomes,
    at: happening.at,
    happening,
    referenceType,
  });
  if (hasGiven) return true;
  if (before === null) {
    countUse(draft, rule, happening, -1);
    draft.trace[line] = [rule.id, 'skipped'];
    return false;
  }
  const refused = draft.trace.find(([id, verdict]) => id === rule.id && verdict === 'refused');
  rollBack(draft, before);
  note(draft, rule.id, 'refused', { ...refused?.[2], required: true });
  return false;
}

function countUse(draft: Draft, rule: Rule, happening: Happening, by: 1 | -1): void {
  if (rule.limit !== null)
    emit(draft, { kind: 'count', key: rule.limitKey, period: limitPeriod(draft, rule, happening), by });
  if (rule.limitTotal !== null) {
    useQuota(draft, `rule:${rule.id}`, totalPeriod(draft, happening.at, rule.limitTotal.per), by);
  }
  // The next round counts from here, so that what completed this one is not counted twice.
  if (!rule.isImmediate && by === 1)
    emit(draft, { kind: 'count', key: `round:${rule.id}`, period: 'e', by: happening.at, set: true });
}
