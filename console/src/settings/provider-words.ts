// How a provider is, in words.
import type { Schemas } from '@laurel/sdk';

type Provider = Schemas['Provider'];

export const PROVIDER_STATES = {
  working: { word: 'working', tone: 'good' },
  failing: { word: 'failing', tone: 'bad' },
  paused: { word: 'paused', tone: 'warn' },
  tray: { word: 'kept in the tray', tone: 'warn' },
} as const;

const PARTS = { url: 'address', key: 'key', secret: 'secret' } as const;

export function waiting(lanes: Provider['lanes']): { readonly ready: number; readonly later: number } {
  return {
    ready: lanes.reduce((sum, lane) => sum + lane.ready, 0),
    later: lanes.reduce((sum, lane) => sum + lane.later, 0),
  };
}

/** Such as "address, key; secret is missing". */
export function accessInWords({ url, key, secret_count, missing }: Provider['access']): string {
  const set = [
    url === null ? null : PARTS.url,
    key === null ? null : PARTS.key,
    secret_count === 0 ? null : secret_count === 1 ? PARTS.secret : `${secret_count} secrets`,
  ].filter((one) => one !== null);
  const lacks = missing.map((part) => PARTS[part]);
  const words = set.length === 0 ? 'nothing' : set.join(', ');
  return lacks.length === 0 ? words : `${words}; missing: ${lacks.join(', ')}`;
}

export function sourceInWords(source: 'settings' | 'store' | null): string {
  if (source === null) return 'not set';
  return source === 'settings' ? 'set in the environment, which goes first' : 'set here';
}
