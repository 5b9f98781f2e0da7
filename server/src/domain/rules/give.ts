// One rule meets one event (or occasion): whether it is open, for whom it is, whether its restrictions hold, what is left of its
// limits, and then what it gives. Each reason for not giving leaves a line in the trace.

import { type Draft, emit, type Happening, note, quotaLeft, rollBack, savepoint, useQuota } from '../draft.ts';
import { shortHash } from '../ids.ts';
import { totalPeriod } from '../points/deposit.ts';
import type { Leaf, Rule, Standing } from '../programme/programme.ts';
import { isOfKind } from '../purchases/basket.ts';
import { dayOf, isoText, periodOf } from '../time.ts';
import { progressOf } from './behavior.ts';
import type { Evaluation, Expression, ExpressionValues } from './expression.ts';

/** True when something was given. */
export function runRule(draft: Draft, rule: Rule, happening: Happening, values: ExpressionValues): boolean {
  if (!isOpen(draft, rule, happening) || !isMember(draft, rule)) return false;
  if (rule.trigger === null && matchingLeaves(draft, rule, happening, values).length === 0) return false;
  if (!isInAudience(draft, rule, values) || !takesPart(draft, rule)) return false;
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
  const standing = standingOf(draft, rule);
  if (standing !== 'open') {
    note(draft, rule.id, 'paused', standing === 'paused' ? undefined : { state: standing });
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

/** A late event meets the version of its day; but what is paused today gives nothing today. */
function standingOf(draft: Draft, rule: Rule): Standing {
  if (rule.standing !== 'open') return rule.standing;
  return draft.programme.rulesById.get(rule.id)?.standing ?? 'open';
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
  let isOtherKind = false;
  for (const leaf of rule.leaves) {
    if (leaf.event !== happening.name) continue;
    if (!isOfLeaf(leaf, happening)) {
      isOtherKind = true;
      continue;
    }
    if (leaf.when === null) {
      matching.push(leaf);
      continue;
    }
    const found = leaf.when.evaluate(values);
    if (found.ok && found.value === true) matching.push(leaf);
    else reason ??= { when: leaf.when, found };
  }
  if (matching.length > 0) return matching;
  if (reason !== null) noteUnmet(draft, rule.id, 'when', reason.when, reason.found);
  else if (isOtherKind) note(draft, rule.id, 'purchase');
  return matching;
}

export function isOfLeaf(leaf: Leaf, { basket }: Pick<Happening, 'basket'>): boolean {
  return leaf.purchase === null || (basket !== undefined && isOfKind(basket, leaf.purchase));
}

function isInAudience(draft: Draft, rule: Rule, values: ExpressionValues): boolean {
  if (rule.audience === null) return true;
  const found = rule.audience.evaluate(values);
  if (found.ok && found.value === true) return true;
  noteUnmet(draft, rule.id, 'audience', rule.audience, found);
  return false;
}

/** Opt-in, closing by an agent, and the control group, which is chosen by the hash of campaign and customer. */
function takesPart(draft: Draft, rule: Rule): boolean {
  const { campaign } = rule;
  if (campaign === null) return true;
  const { counters } = draft.state;
  if (counters.has(`e|closed:${rule.id}`)) return turnAway(draft, rule, 'closed');
  if (campaign.opt_in && !counters.has(`e|opted:${rule.id}`)) return turnAway(draft, rule, 'opt_in');
  if (!isControl(campaign.control_group, rule.id, draft.state.id)) return true;
  if (!counters.has(`e|control:${rule.id}`))
    emit(draft, { kind: 'count', key: `control:${rule.id}`, period: 'e', by: 1 });
  return turnAway(draft, rule, 'control');
}

function turnAway(draft: Draft, rule: Rule, verdict: 'closed' | 'opt_in' | 'control'): false {
  note(draft, rule.id, verdict);
  return false;
}

export function isControl(percent: number, rule: string, customerId: string): boolean {
  return percent > 0 && Number.parseInt(shortHash(`${rule} ${customerId}`).slice(-6), 16) % 100 < percent;
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
  const referenceType = rule.campaign !== null ? 'Campaign' : happening.basket === undefined ? 'Event' : 'Purchase';
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
