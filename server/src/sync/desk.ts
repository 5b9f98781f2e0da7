// What the routes of the sync ask for. The server is given one; where it has none, there are no connections.
import type { AccessPart } from '../connectors/connector.ts';
import type { CheckLine, SyncConnector, SyncOperation } from '../connectors/sync/sync-connector.ts';
import type { AccessSummary } from '../delivery/access.ts';
import type { Actor, JsonObject } from '../domain/facts.ts';
import type { LoyaltyEventKey } from '../domain/sync/events.ts';
import type { FieldKey } from '../domain/sync/fields.ts';
import type { FieldMapping, Mapping } from '../domain/sync/mapping.ts';
import type { SetupPlan } from '../domain/sync/setup.ts';
import type { Instant } from '../domain/time.ts';
import type { CustomerSearch } from '../storage/customers.ts';
import type { Page, PageOf } from '../storage/pages.ts';
import type { RunRow } from '../storage/runs.ts';
import type { ConnectorView } from './catalogue.ts';

export type SyncOptions = {
  readonly activeDays: number;
  readonly onOptOut: 'keep' | 'clear';
  readonly onForget: 'clear' | 'delete';
  readonly limits: { readonly [operation in SyncOperation]?: number };
  readonly backfillShare: number;
  readonly reconcileSample: number;
  readonly events: readonly LoyaltyEventKey[];
};

export type SyncConnection = {
  readonly name: string;
  readonly connector: SyncConnector;
  readonly status: 'new' | 'running' | 'paused';
  readonly pause: { readonly reason: string; readonly by: string | null; readonly at: Instant | null } | null;
  readonly mapping: Mapping;
  readonly options: SyncOptions;
  readonly access: AccessSummary;
  readonly missing: readonly AccessPart[];
  readonly setUpAt: Instant | null;
  readonly firstSentAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly updatedBy: string | null;
};

export type SyncLaneView = {
  readonly lane: 'profiles' | 'events';
  readonly lagMs: number | null;
  readonly movedAt: Instant | null;
  readonly sent: number;
  readonly failures: number;
  readonly reason: string | null;
  readonly nextAt: Instant | null;
};

export type SyncStatus = {
  readonly isServed: boolean;
  readonly lanes: readonly SyncLaneView[];
  readonly customers: { readonly [status in SyncCustomerStatus]: number };
  readonly events: { readonly [status in SetAsideStatus]: number };
  readonly backfill: { readonly run: RunRow; readonly secondsLeft: number | null } | null;
  readonly reconciliation: RunRow | null;
};

export type SyncCustomerStatus = 'pending' | 'synced' | 'failed' | 'left' | 'erased';
export type SetAsideStatus = 'waiting' | 'dead' | 'expired';
export type SyncAction = 'push' | 'tag' | 'untag';

export type SyncCustomerState = {
  readonly status: SyncCustomerStatus;
  readonly key: string;
  readonly remoteId: string | null;
  readonly isMember: boolean;
  readonly isUntagged: boolean;
  readonly result: string | null;
  readonly reason: string | null;
  readonly syncedAt: Instant | null;
  readonly triedAt: Instant | null;
  readonly attempts: number;
  readonly nextAt: Instant | null;
};

export type SyncedCustomer = SyncCustomerState & {
  readonly customerId: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
};

export type SetAsideEvent = {
  readonly id: string;
  readonly customerId: string;
  readonly event: LoyaltyEventKey;
  readonly occurredAt: Instant;
  readonly properties: JsonObject;
  readonly status: SetAsideStatus;
  readonly reason: string;
  readonly attempts: number;
  readonly setAsideAt: Instant;
};

export type Writer = { readonly at: Instant; readonly actor: Actor };

type FieldChange = { readonly [part in keyof FieldMapping]?: FieldMapping[part] | undefined };
/** Of each field what differs; null: as the connector does by itself. */
export type MappingChanges = { readonly [field in FieldKey]?: FieldChange | null | undefined };

export type ActionResult = { readonly customerId: string; readonly refusedBecause: string | null };

export type SyncDesk = {
  readonly connectors: readonly ConnectorView[];
  list(): Promise<readonly SyncConnection[]>;
  /** Rejects with `unknown_sync_connection`. */
  find(name: string): Promise<SyncConnection>;
  save(
    name: string,
    change: { readonly connector: SyncConnector['name'] | null; readonly options: Partial<SyncOptions> },
    writer: Writer,
  ): Promise<void>;
  /** Null: as the connector does by itself. */
  saveMapping(name: string, changes: MappingChanges, writer: Writer): Promise<void>;
  check(name: string): Promise<readonly CheckLine[]>;
  /** Null: nothing has to be made there. */
  plan(name: string): Promise<SetupPlan | null>;
  apply(name: string, writer: Writer): Promise<{ readonly made: number; readonly present: number }>;
  /** False: it was so already. */
  pause(name: string, reason: string, writer: Writer): Promise<boolean>;
  resume(name: string, writer: Writer): Promise<boolean>;
  status(name: string): Promise<SyncStatus>;
  startBackfill(
    name: string,
    what: { readonly search: CustomerSearch | null; readonly action: SyncAction; readonly isForced: boolean },
    writer: Writer,
  ): Promise<RunRow>;
  /** A result for each, in their order. */
  act(name: string, action: SyncAction, customerIds: readonly string[]): Promise<readonly ActionResult[]>;
  customers(name: string, status: SyncCustomerStatus | null, page: Page): Promise<PageOf<SyncedCustomer>>;
  ofCustomer(customerId: string): Promise<
    readonly {
      readonly connection: SyncConnection;
      readonly notSentBecause: string | null;
      readonly state: SyncCustomerState | null;
      readonly setAside: number;
    }[]
  >;
  setAside(name: string, status: SetAsideStatus | null, page: Page): Promise<PageOf<SetAsideEvent>>;
  /** Null: none of that id. */
  retry(name: string, event: string): Promise<SetAsideEvent | null>;
};
