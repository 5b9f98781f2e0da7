// How far a customer is with a behavior of several parts or several times. Each part is met on its own: "spend 100 and buy
// shoes" is not "spend 100 on shoes". What counts lies inside one window that ends at the event judged.

import type { Draft } from '../draft.ts';
import type { Behavior, Leaf, Rule } from '../programme/programme.ts';
import { type Instant, shift } from '../time.ts';

export type Progress = { readonly isMet: boolean; readonly has: number; readonly need: number };

export function progressOf(draft: Pick<Draft, 'state'>, rule: Rule, at: Instant): Progress {
  if (rule.behavior === null) return { isMet: true, has: 1, need: 1 };
  return walk(rule.behavior, (leaf) => countLeaf(draft, leaf, windowStart(draft, rule, at), at));
}

/**
 * Counting starts after the last completed round and inside `within`; unless the rule looks back, not before the customer
 * became eligible: enrolled, and the campaign begun.
 */
function windowStart(draft: Pick<Draft, 'state'>, rule: Rule, at: Instant): Instant {
  const lastRound = draft.state.counters.get(`e|round:${rule.id}`) ?? Number.NEGATIVE_INFINITY;
  const inside = rule.within === null ? Number.NEGATIVE_INFINITY : shift(at, rule.within, -1);
  if (rule.looksBack) return Math.max(lastRound, inside);
  // Eligibility begins with the instant itself, so its border is just before it.
  const eligible =
    Math.max(draft.state.profile?.optedInAt ?? Number.NEGATIVE_INFINITY, rule.startsAt ?? Number.NEGATIVE_INFINITY) - 1;
  return Math.max(lastRound, inside, eligible);
}

function countLeaf(draft: Pick<Draft, 'state'>, leaf: Leaf, after: Instant, until: Instant): number {
  if (leaf.metric === null) return 0;
  let count = 0;
  for (const entry of draft.state.tallies.get(leaf.metric) ?? []) {
    if (entry.at > after && entry.at <= until) count += entry.value;
  }
  return count;
}

function walk(behavior: Behavior, count: (leaf: Leaf) => number): Progress {
  if (behavior.kind === 'leaf') {
    const has = Math.min(count(behavior.leaf), behavior.leaf.times);
    return { isMet: has >= behavior.leaf.times, has, need: behavior.leaf.times };
  }
  const parts = behavior.parts.map((part) => walk(part, count));
  if (behavior.kind === 'all') {
    return {
      isMet: parts.every((part) => part.isMet),
      has: parts.reduce((sum, part) => sum + part.has, 0),
      need: parts.reduce((sum, part) => sum + part.need, 0),
    };
  }
  // Of alternatives, the one nearest to being met tells how far the customer is.
  const nearest = parts.reduce((best, part) => (part.need - part.has < best.need - best.has ? part : best));
  return { ...nearest, isMet: parts.some((part) => part.isMet) };
}
