// Which rules send a message, and what is decided before they do: the basis of what its templates may use, and of samples.

import type { ProgrammeDocument } from '../programme/schema.ts';
import type { BehaviorNode, OutcomeDefinition } from '../programme/schema-rules.ts';
import { COMPLETED } from '../purchases/basket.ts';

export type Sender = {
  /** In words: `campaign birthday`. */
  readonly words: string;
  /** The campaign's name; null for rules of levels. */
  readonly campaign: string | null;
  /** What completes the rule; empty for the entrance of a level, which no single event brings about. */
  readonly events: readonly string[];
  /** The rule's own outcomes that are given before the message, in their order. */
  readonly before: readonly OutcomeDefinition[];
};

/** What an occasion hands over instead of an event. */
export const OCCASION = 'occasion';

/** Campaigns first, as they are written. */
export function sendersOf(document: ProgrammeDocument, message: string): readonly Sender[] {
  const senders: Sender[] = [];
  const add = (outcomes: readonly OutcomeDefinition[], sender: Omit<Sender, 'before'>): void => {
    const before = givenBefore(outcomes, message);
    if (before !== null) senders.push({ ...sender, before });
  };
  for (const [campaign, { behavior, outcomes }] of Object.entries(document.campaigns)) {
    const events = behavior === undefined ? [OCCASION] : eventsOf(behavior);
    add(outcomes, { words: `campaign ${campaign}`, campaign, events });
  }
  for (const [system, { levels }] of Object.entries(document.tier_systems)) {
    for (const [level, { entrance, events }] of Object.entries(levels)) {
      for (const rule of events) {
        const words = `rule ${system}/${level}/${rule.id}`;
        add(rule.outcomes, { words, campaign: null, events: eventsOf(rule.behavior) });
      }
      if (entrance.kind === 'automatic') continue;
      add(entrance.outcomes, { words: `entrance of ${system}/${level}`, campaign: null, events: [] });
    }
  }
  return senders;
}

/** Null where the message is not among the outcomes. */
function givenBefore(outcomes: readonly OutcomeDefinition[], message: string): readonly OutcomeDefinition[] | null {
  const ordered = outcomes.toSorted((a, b) => a.rank - b.rank);
  const at = ordered.findIndex((outcome) => outcome.kind === 'message' && outcome.message === message);
  return at === -1 ? null : ordered.slice(0, at);
}

function eventsOf(node: BehaviorNode): readonly string[] {
  if ('all' in node) return [...new Set(node.all.flatMap(eventsOf))];
  if ('any' in node) return [...new Set(node.any.flatMap(eventsOf))];
  return ['event' in node ? node.event : COMPLETED];
}
