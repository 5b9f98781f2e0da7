// A campaign's definition as the builder edits it: JSON as it stands in the programme, read and changed part by part. What the
// builder has no form for stays as it was.
import { type Definition, isDefinition } from '../programme/save-entry.ts';

export type { Definition };

export const NEW_CAMPAIGN: Definition = { title: '', outcomes: [] };

export function textAt(definition: Definition, key: string, otherwise = ''): string {
  const value = definition[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : otherwise;
}

export function numberAt(definition: Definition, key: string): number | null {
  const value = definition[key];
  return typeof value === 'number' ? value : null;
}

export function partAt(definition: Definition, key: string): Definition | null {
  const value = definition[key];
  return isDefinition(value) ? value : null;
}

/** Undefined takes the key out. */
export function withPart(definition: Definition, part: Readonly<Record<string, unknown>>): Definition {
  return Object.fromEntries(Object.entries({ ...definition, ...part }).filter(([, value]) => value !== undefined));
}

export function outcomesOf(definition: Definition): readonly Definition[] {
  const { outcomes } = definition;
  return Array.isArray(outcomes) ? outcomes.filter(isDefinition) : [];
}

export function isMessage(outcome: Definition): boolean {
  return outcome.kind === 'message';
}

export type Start = 'event' | 'purchase' | 'date' | 'calendar' | 'schedule' | 'other';

/** What starts a campaign; `other` for behaviors of several parts, which are edited as code. */
export function startOf(definition: Definition): Start | null {
  const trigger = partAt(definition, 'trigger');
  if (trigger !== null) {
    const { kind } = trigger;
    return kind === 'date' || kind === 'calendar' || kind === 'schedule' ? kind : 'other';
  }
  const behavior = partAt(definition, 'behavior');
  if (behavior === null) return null;
  if ('event' in behavior) return 'event';
  return 'purchase' in behavior ? 'purchase' : 'other';
}

/** What a new start begins with. */
export function freshStart(start: Start, firstEvent: string): Readonly<Record<string, unknown>> {
  switch (start) {
    case 'event':
      return { trigger: undefined, behavior: { event: firstEvent } };
    case 'purchase':
      return { trigger: undefined, behavior: { purchase: {} } };
    case 'date':
      return {
        ...{ behavior: undefined, within: undefined },
        trigger: { kind: 'date', attribute: 'birth_on', offset: '-7 days', at: '09:00' },
      };
    case 'calendar':
      return {
        ...{ behavior: undefined, within: undefined },
        trigger: { kind: 'calendar', month: 5, weekday: 'sunday', nth: 2, offset: '-7 days', at: '09:00' },
      };
    case 'schedule':
      return {
        ...{ behavior: undefined, within: undefined },
        trigger: { kind: 'schedule', every: 'week', weekday: 'monday', at: '09:00' },
      };
    case 'other':
      return {};
  }
}

/** Events that a campaign listens to, wherever they stand in its behavior. */
export function eventsOf(definition: Definition): readonly string[] {
  const behavior = partAt(definition, 'behavior');
  return behavior === null ? [] : [...new Set(eventsIn(behavior))];
}

function eventsIn(node: Definition): readonly string[] {
  if (typeof node.event === 'string') return [node.event];
  if ('purchase' in node) return ['__platform.transaction.completed'];
  const parts = [node.all, node.any].flatMap((list) => (Array.isArray(list) ? list : []));
  return parts.flatMap((part) => (isDefinition(part) ? eventsIn(part) : []));
}

/** `-7 days` as the form has it. */
export function offsetOf(text: string): { readonly days: number; readonly side: 'before' | 'after' | 'on' } {
  const [, sign, size = '0', unit] = /^(-?)(\d+) (day|week)s?$/.exec(text) ?? [];
  const days = Number(size) * (unit === 'week' ? 7 : 1);
  return { days, side: days === 0 ? 'on' : sign === '-' ? 'before' : 'after' };
}

export function offsetText(days: number, side: 'before' | 'after' | 'on'): string | undefined {
  if (side === 'on' || days === 0) return undefined;
  return `${side === 'before' ? '-' : ''}${days} ${days === 1 ? 'day' : 'days'}`;
}
