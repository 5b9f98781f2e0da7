// Every connector to a customer-data platform by its name.

import { infobipSync } from '../infobip-sync/infobip-sync.ts';
import type { SyncConnector } from './sync-connector.ts';

const CONNECTORS: readonly SyncConnector[] = [infobipSync];

/** Null for a name that none has. */
export function syncConnectorOf(name: string): SyncConnector | null {
  return CONNECTORS.find((connector) => connector.name === name) ?? null;
}
