// The set-up of platforms that need none: an attribute or an event is made there by sending it.

import type { SyncConnector } from './sync-connector.ts';

export const NO_SET_UP: Pick<SyncConnector, 'inspect' | 'plan' | 'provision'> = {
  inspect: async () => null,
  plan: () => ({ steps: [], conflicts: [], present: 0 }),
  provision: async () => undefined,
};
