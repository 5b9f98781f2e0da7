// Carries out the occasions of campaigns for one customer: on schedule, and whenever what they depend on changes.

import { type Draft, emit, note } from '../draft.ts';
import type { Rule } from '../programme/programme.ts';
import { expressionValues } from '../programme/variables.ts';
import { runRule } from '../rules/give.ts';
import { DAY_MS, startOfDay } from '../time.ts';
import { openOccasion } from './occasions.ts';

/** A changed date of birth never brings a second occasion within this time. */
export const APART_DAYS = 300;

/** Occasions that are open for the customer now, each campaign's once. Only those that may be caught up with are looked for. */
export function catchUp(draft: Draft): void {
  if (draft.context.isHistory) return;
  for (const rule of draft.programme.occasions) {
    if (rule.trigger === null || rule.trigger.kind === 'schedule' || !rule.trigger.catch_up) continue;
    celebrate(draft, rule, { isQuiet: true });
  }
}

/** `isQuiet`: no line in the trace when there is nothing to celebrate. */
export function celebrate(draft: Draft, rule: Rule, options: { isQuiet: boolean }): void {
  const { profile } = draft.state;
  if (rule.trigger === null || profile === null || profile.deletedAt !== null || profile.stoppedAt !== null) return;
  const { document } = draft.programme;
  const occasion = openOccasion({ trigger: rule.trigger, profile, document, now: draft.now });
  if (occasion === null) {
    if (!options.isQuiet) note(draft, rule.id, 'not_today');
    return;
  }
  const on = startOfDay(occasion.on, 'UTC');
  const key = `occasion:${rule.id}`;
  const last = draft.state.counters.get(`e|${key}`);
  const apartMs = rule.trigger.kind === 'schedule' ? 1 : APART_DAYS * DAY_MS;
  if (last !== undefined && on - last < apartMs) {
    if (!options.isQuiet) note(draft, rule.id, 'celebrated', { on: occasion.on });
    return;
  }
  const happening = { name: 'occasion', quantity: 1, properties: { on: occasion.on }, at: draft.now };
  const hasGiven = runRule(
    draft,
    rule,
    happening,
    expressionValues(draft.state, happening, draft.now, draft.programme),
  );
  // The control group's occasion has been as well; whoever is not in the audience yet may still come into it.
  if (hasGiven || draft.trace.some(([id, verdict]) => id === rule.id && verdict === 'control')) {
    emit(draft, { kind: 'count', key, period: 'e', by: on, set: true });
  }
}
