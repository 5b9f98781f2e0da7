// Where a provider may report to, with the token that proves that it does. It is told to nobody who could not come there: a
// provider out in the world cannot reach an instance that is known by a local address only.
import type { Access } from '../connectors/connector.ts';
import { callbackPath } from './engagements.ts';

/** Null: the provider cannot reach us. */
export type CallbackUrls = (provider: string, access: Pick<Access, 'url'>) => string | null;

export function callbackUrls(publicUrl: string, box: { callbackToken(provider: string): string }): CallbackUrls {
  const isLocal = isLoopback(publicUrl);
  return (provider, { url }) =>
    isLocal && !isLoopback(url ?? '') ? null : `${publicUrl}${callbackPath(box, provider)}`;
}

function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
