// What there is to choose from in forms: entries of the draft by their titles, periods.
import { entries, text } from './definition.ts';
import type { Choice } from './fields.tsx';
import type { Draft, Section } from './save-entry.ts';

export function choicesOf(draft: Draft, section: Section): readonly Choice[] {
  return entries(draft.document, section).map(([value, entry]) => ({ value, label: text(entry, 'title') || value }));
}

export const PERIODS: readonly Choice[] = [
  { value: 'day', label: 'a day' },
  { value: 'week', label: 'a week' },
  { value: 'month', label: 'a month' },
  { value: 'year', label: 'a year' },
  { value: 'ever', label: 'ever' },
];
