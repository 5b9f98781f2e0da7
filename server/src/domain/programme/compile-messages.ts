// Checks what messages refer to: providers and attributes. Their templates are checked when a version is published, by
// `domain/messages/check.ts`, and what connectors ask for by the delivery.

import { STANDARD_ATTRIBUTES } from '../messages/may-send.ts';
import { type Compilation, report, resolve } from './compilation.ts';
import { oneOf } from './issue.ts';

export function checkMessages(compilation: Compilation): void {
  const { attributes, external_systems, messages, providers } = compilation.document;
  for (const [name, { provider }] of Object.entries(external_systems))
    resolve(compilation, ['external_systems', name, 'provider'], 'provider', provider, providers);
  for (const [name, message] of Object.entries(messages)) {
    const path = ['messages', name];
    const variants = Object.keys(message.variants);
    if (variants.length === 0) {
      const expected = `a variant for a provider, ${oneOf(Object.keys(providers))}`;
      report(compilation, [...path, 'variants'], 'the message has no variant', expected);
    }
    for (const provider of variants)
      resolve(compilation, [...path, 'variants', provider], 'provider', provider, providers);
    if (message.until === undefined) continue;
    const known = { ...STANDARD_ATTRIBUTES, ...attributes };
    resolve(compilation, [...path, 'until', 'attribute'], 'attribute', message.until.attribute, known);
  }
}
