// A tier requirement in words, for members and agents: `50 beans earned in the last 12 months`.
// Authors who want better words write them; texts in other languages come with translations.

import { assertNever, type Span, spanText } from '../time.ts';
import type { Test } from './programme.ts';
import type { ConditionDefinition, ProgrammeDocument, RequirementDefinition } from './schema.ts';

export function requirementWords(document: ProgrammeDocument, requirement: RequirementDefinition): string {
  const parts = requirement.conditions.map((condition) => conditionWords(document, condition));
  switch (requirement.match) {
    case 'all':
      return parts.join(' and ');
    case 'any':
      return parts.join(' or ');
    case 'none':
      return `not: ${parts.join(', nor ')}`;
    default:
      return assertNever(requirement.match);
  }
}

export function conditionWords(document: ProgrammeDocument, condition: ConditionDefinition): string {
  switch (condition.kind) {
    case 'points_earned':
      return `${counted(condition)} ${accountWord(document, condition.account)} earned ${windowWords(condition.within)}`;
    case 'balance':
      return `${counted(condition)} ${accountWord(document, condition.account)} available`;
    case 'events': {
      const restricted = condition.when === undefined ? '' : ` with ${condition.when}`;
      return `${counted(condition)} × ${eventWord(document, condition.event)}${restricted} ${windowWords(condition.within)}`;
    }
    case 'customer':
      return `customers with ${condition.when}`;
    default:
      return assertNever(condition);
  }
}

/** The comparison that a condition names; null when it names none or several, which compile reports. */
export function testOf(condition: Exclude<ConditionDefinition, { kind: 'customer' }>): Test | null {
  const tests: Test[] = [];
  for (const compare of ['at_least', 'at_most', 'exactly'] as const) {
    const value = condition[compare];
    if (value !== undefined) tests.push({ compare, value });
  }
  return tests.length === 1 ? (tests[0] ?? null) : null;
}

function counted(condition: Exclude<ConditionDefinition, { kind: 'customer' }>): string {
  const test = testOf(condition);
  if (test === null) return '';
  if (test.compare === 'at_least') return String(test.value);
  return `${test.compare === 'at_most' ? 'at most' : 'exactly'} ${test.value}`;
}

export function windowWords(span: Span | undefined): string {
  if (span === undefined) return 'in all';
  return span.count === 1 ? `in the last ${span.unit}` : `in the last ${spanText(span)}`;
}

export function accountWord(document: ProgrammeDocument, account: string): string {
  return inSentence(document.accounts[account]?.title ?? account);
}

export function eventWord(document: ProgrammeDocument, event: string): string {
  return inSentence(document.events[event]?.title ?? event);
}

/** `Beans` stands as `beans` inside a sentence; `VIP points` and `eCoins` stay as they are. */
function inSentence(title: string): string {
  return /^\p{Lu}[\p{Ll} ]*$/u.test(title) ? title.toLowerCase() : title;
}
