// Checks an event against its declaration in the programme that was live when it happened. Only declared events are taken.

import { type Draft, refuse } from '../draft.ts';
import type { JsonObject } from '../facts.ts';
import { expectedOf } from '../programme/field-value.ts';
import { declared } from '../programme/programme.ts';
import { PLATFORM_PREFIX } from './raise.ts';

export function checkEvent(draft: Draft, sent: { readonly name: string; readonly properties: JsonObject }): void {
  const { name, properties } = sent;
  const event = declared(draft.programmeThen.document.events, name) ?? declared(draft.programme.document.events, name);
  if (event === undefined || name.startsWith(PLATFORM_PREFIX)) refuse('unknown_event', { event: name });
  for (const [property, value] of Object.entries(properties)) {
    const field = declared(event.properties, property);
    if (field === undefined) {
      if (event.open) continue;
      refuse('invalid_property', {
        event: name,
        property,
        expected: `one of ${Object.keys(event.properties).join(', ') || 'none'}`,
      });
    }
    const expected = value === null ? null : expectedOf(field, value);
    if (expected !== null) refuse('invalid_property', { event: name, property, expected });
  }
  for (const [property, field] of Object.entries(event.properties)) {
    if (field.required && (properties[property] ?? null) === null) {
      refuse('invalid_property', { event: name, property, expected: 'given' });
    }
  }
}
