// Checks what the section on customer care refers to: the provider of the audit feed, and the types of rows it asks for.

import { logTypes } from '../care/log-words.ts';
import { type Compilation, report, resolve } from './compilation.ts';

export function checkCare(compilation: Compilation): void {
  const { audit_feed: feed, providers } = compilation.document;
  if (feed === undefined) return;
  const at = ['audit_feed', 'provider'];
  if (
    resolve(compilation, at, 'provider', feed.provider, providers) &&
    providers[feed.provider]?.connector !== 'webhook'
  )
    report(
      compilation,
      at,
      `the connector of ${feed.provider} sends messages to people`,
      'a provider with the connector webhook',
    );
  const types = Object.fromEntries(logTypes('audit').map(({ slug, title }) => [slug, title]));
  for (const [index, type] of (feed.types ?? []).entries())
    resolve(compilation, ['audit_feed', 'types', index], 'type of the account audit log', type, types);
}
