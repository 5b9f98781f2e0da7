// An event meets the rules that listen to it: who it is for, whether its restrictions hold, what is counted, what is given.
// Each rule that looked at the event leaves a line in the trace.

import { burn, type Draft, deeper, emit, type Happening, note } from '../draft.ts';
import type { Programme, Rule } from '../programme/programme.ts';
import { expressionValues } from '../programme/variables.ts';
import { levelAt } from '../tiers/levels.ts';
import { isoText } from '../time.ts';
import { amountCounted } from './count.ts';
import { runRule } from './give.ts';

export const PLATFORM_PREFIX = '__platform.';

/** Records an event, counts it, and runs the rules that listen, each finished before the next starts. */
export function raise(draft: Draft, happening: Happening): void {
  const { profile } = draft.state;
  if (profile !== null && (profile.stoppedAt !== null || profile.forgottenAt !== null)) return;
  if (happening.name.startsWith(PLATFORM_PREFIX)) recordPlatformEvent(draft, happening);
  countHappening(draft, happening);
  if (draft.context.isHistory) return;
  const { body } = draft.fact;
  const isOwn = happening.basket !== undefined || (body.kind === 'event' && body.name === happening.name);
  const programme = isOwn ? draft.programmeThen : draft.programme;
  const rules = programme.rulesByEvent.get(happening.name);
  if (rules === undefined) return;
  deeper(draft, happening.name, () => runRules(draft, programme, rules, happening));
}

/** What customer-data platforms are told of, and what no outcome says; see sync/fact-events.ts. */
const TOLD: ReadonlySet<string> = new Set([
  '__platform.user.opted_in',
  '__platform.user.opted_out',
  '__platform.tier.changed',
  '__platform.tier.anniversary',
  '__platform.tier.close',
]);

function recordPlatformEvent(draft: Draft, happening: Happening): void {
  const { name, properties, at } = happening;
  emit(draft, { kind: 'event', name, properties });
  if (TOLD.has(name) && !draft.context.isHistory) draft.told.push({ name, at: isoText(at), properties });
  if (draft.programme.rulesByEvent.has(happening.name)) draft.outcomes.push({ kind: 'event', name: happening.name });
}

function countHappening(draft: Draft, happening: Happening): void {
  for (const metric of draft.programme.metricsByEvent.get(happening.name) ?? []) {
    const value = amountCounted(draft, metric, happening);
    if (value === 0) continue;
    emit(draft, {
      kind: 'tally',
      metric: metric.name,
      at: happening.at,
      value,
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
