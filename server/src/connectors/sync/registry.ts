// Every connector to a customer-data platform by its name.

import { brazeSync } from '../braze/braze-sync.ts';
import { customerioSync } from '../customerio/customerio-sync.ts';
import { infobipSync } from '../infobip-sync/infobip-sync.ts';
import { klaviyoSync } from '../klaviyo/klaviyo-sync.ts';
import { sfmcSync } from '../sfmc/sfmc-sync.ts';
import type { SyncConnector } from './sync-connector.ts';

const CONNECTORS: readonly SyncConnector[] = [infobipSync, brazeSync, klaviyoSync, customerioSync, sfmcSync];

/** Null for a name that none has. */
export function syncConnectorOf(name: string): SyncConnector | null {
  return CONNECTORS.find((connector) => connector.name === name) ?? null;
}

export function syncConnectors(): readonly SyncConnector[] {
  return CONNECTORS;
}
