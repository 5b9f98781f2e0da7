// Checks an event against its declaration in the programme that was live when it happened. Only declared events are taken.

import { mismatch } from '../customers/save.ts';
import { type Draft, refuse } from '../draft.ts';
import type { JsonObject } from '../facts.ts';
import { PLATFORM_PREFIX } from './raise.ts';

export function checkEvent(draft: Draft, event: { readonly name: string; readonly properties: JsonObject }): void {
  const { name, properties } = event;
  const declared = draft.programmeThen.document.events[name] ?? draft.programme.document.events[name];
  if (declared === undefined || name.startsWith(PLATFORM_PREFIX)) refuse('unknown_event', { event: name });
  for (const [property, value] of Object.entries(properties)) {
    const field = declared.properties[property];
    if (field === undefined) {
      if (declared.open) continue;
      refuse('invalid_property', {
        event: name,
        property,
        expected: `one of ${Object.keys(declared.properties).join(', ') || 'none'}`,
      });
    }
    const expected = value === null ? null : mismatch(field, value);
    if (expected !== null) refuse('invalid_property', { event: name, property, expected });
  }
  for (const [property, field] of Object.entries(declared.properties)) {
    if (field.required && (properties[property] ?? null) === null) {
      refuse('invalid_property', { event: name, property, expected: 'given' });
    }
  }
}
