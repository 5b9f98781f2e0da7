// Which platforms members can be sent to, as people look at them: what each needs and how much it takes.
import type { AccessPart } from '../connectors/connector.ts';
import { syncConnectors } from '../connectors/sync/registry.ts';
import {
  type OperationLimit,
  SYNC_OPERATIONS,
  type SyncConnector,
  type SyncOperation,
} from '../connectors/sync/sync-connector.ts';

export { SYNC_CONNECTORS, SYNC_OPERATIONS } from '../connectors/sync/sync-connector.ts';

export type ConnectorView = {
  readonly name: SyncConnector['name'];
  readonly title: string;
  readonly needs: readonly AccessPart[];
  readonly defaultUrl: string | null;
  readonly hasFixedTypes: boolean;
  readonly canReadBack: boolean;
  readonly limits: readonly (OperationLimit & { readonly operation: SyncOperation })[];
};

export function connectorViews(): readonly ConnectorView[] {
  return syncConnectors().map(viewOf);
}

function viewOf({ limits, read, ...connector }: SyncConnector): ConnectorView {
  const { name, title, needs, defaultUrl, hasFixedTypes } = connector;
  return {
    name,
    title,
    needs,
    defaultUrl,
    hasFixedTypes,
    canReadBack: read !== null,
    limits: SYNC_OPERATIONS.flatMap((operation) => {
      const limit = limits[operation];
      return limit === undefined ? [] : [{ operation, ...limit }];
    }),
  };
}
