// Checks what the section on customer care refers to: the provider of the audit feed, and the types of rows it asks for.

import { logTypes } from '../care/log-words.ts';
import { type Compilation, resolve } from './compilation.ts';

export function checkCare(compilation: Compilation): void {
  const { audit_feed: feed, providers } = compilation.document;
  if (feed === undefined) return;
  resolve(compilation, ['audit_feed', 'provider'], 'provider', feed.provider, providers);
  const types = Object.fromEntries(logTypes('audit').map(({ slug, title }) => [slug, title]));
  for (const [index, type] of (feed.types ?? []).entries())
    resolve(compilation, ['audit_feed', 'types', index], 'type of the account audit log', type, types);
}
