// Which platforms can be kept in step, by name. A new one is a line here, and a folder of its own.

import type { SyncConnector, SyncConnectorName } from './sync-connector.ts';

const SYNC_REGISTRY: { readonly [name in SyncConnectorName]?: SyncConnector } = {};

export function syncConnectorNamed(name: string): SyncConnector | null {
  return Object.values(SYNC_REGISTRY).find((connector) => connector.name === name) ?? null;
}

export function syncConnectors(): readonly SyncConnector[] {
  return Object.values(SYNC_REGISTRY);
}
