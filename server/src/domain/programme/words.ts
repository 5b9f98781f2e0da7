// A tier requirement in words, for members and agents: `50 beans earned in the last 12 months`.
// Authors who want better words write them; texts in other languages come with translations.

import { moneyText } from '../purchases/currency.ts';
import { assertNever, type Span, spanText } from '../time.ts';
import { PLATFORM_EVENTS } from './platform-events.ts';
import type { Test } from './programme.ts';
import type { ConditionDefinition, ProgrammeDocument, RequirementDefinition } from './schema.ts';
import type { PurchaseDefinition } from './schema-purchases.ts';

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
    case 'purchases':
      return `${counted(condition)} × ${purchaseWords(condition.purchase, 'purchase')} ${windowWords(condition.within)}`;
    case 'spend':
      return `${counted(condition, (value) => `${moneyText(value, document.currency)} ${document.currency}`)} spent${purchaseWords(condition.purchase, '')} ${windowWords(condition.within)}`;
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

function counted(
  condition: Exclude<ConditionDefinition, { kind: 'customer' }>,
  written: (value: number) => string = String,
): string {
  const test = testOf(condition);
  if (test === null) return '';
  if (test.compare === 'at_least') return written(test.value);
  return `${test.compare === 'at_most' ? 'at most' : 'exactly'} ${written(test.value)}`;
}

/** `purchase of espresso`, ` on coffee`: names the lines that count, where only some do. */
export function purchaseWords({ items, categories }: PurchaseDefinition, noun: 'purchase' | ''): string {
  const names = [...(items ?? []), ...(categories ?? [])];
  if (names.length === 0) return noun;
  return `${noun} ${noun === '' ? 'on' : 'of'} ${names.join(' or ')}`;
}

export function windowWords(span: Span | undefined): string {
  if (span === undefined) return 'in all';
  return span.count === 1 ? `in the last ${span.unit}` : `in the last ${spanText(span)}`;
}

export function accountWord(document: ProgrammeDocument, account: string): string {
  return inSentence(document.accounts[account]?.title ?? account);
}

export function eventWord(document: ProgrammeDocument, event: string): string {
  return inSentence(document.events[event]?.title ?? PLATFORM_EVENTS[event]?.title ?? event);
}

/** `Beans` stands as `beans` inside a sentence; `VIP points` and `eCoins` stay as they are. */
function inSentence(title: string): string {
  return /^\p{Lu}[\p{Ll} ]*$/u.test(title) ? title.toLowerCase() : title;
}
