// Which connections to customer-data platforms there are: those that were set, and those that settings alone make. Reads and
// changes what is set of them; what is sent, and when, is the lanes'.
import type pg from 'pg';
import type { AccessPart, SendContext } from '../connectors/connector.ts';
import { missingAccess } from '../connectors/registry.ts';
import { syncConnectorOf, syncConnectors } from '../connectors/sync/registry.ts';
import type { SyncConnector } from '../connectors/sync/sync-connector.ts';
import type { AccessBook, AccessSummary } from '../delivery/access.ts';
import type { Actor, JsonObject } from '../domain/facts.ts';
import {
  changedMapping,
  type MappingChanges,
  mappingChangesSchema,
  mappingProblems,
} from '../domain/sync/changed-mapping.ts';
import type { Mapping } from '../domain/sync/mapping.ts';
import { FIELD_KEYS } from '../domain/sync/person.ts';
import type { Instant } from '../domain/time.ts';
import { type Clock, EngineError } from '../pipeline/submission.ts';
import {
  CONNECTIONS_MAX,
  type ConnectionRow,
  type ConnectionStatus,
  insertConnection,
  pauseConnectionRow,
  readConnectionRow,
  readConnectionRows,
  runConnectionRow,
  updateConnection,
} from '../storage/sync-connections.ts';
import { changedOptions, type OptionChanges, optionsOf, type SyncOptions } from './options.ts';

export type SyncDesk = {
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly delivery: {
    readonly access: Pick<AccessBook, 'refresh' | 'of' | 'summary'>;
    readonly sender: Pick<SendContext, 'http'>;
  };
  /** Left out: those that the server has. */
  readonly connectors?: readonly SyncConnector[];
};

export type SyncConnection = {
  readonly name: string;
  readonly connector: SyncConnector;
  readonly status: ConnectionStatus;
  /** `by` is null where the platform refused the key. */
  readonly pause: { readonly reason: string; readonly by: string | null; readonly at: Instant | null } | null;
  /** The connector's, with what was changed. */
  readonly mapping: Mapping;
  readonly mappingChanges: MappingChanges;
  readonly options: SyncOptions;
  readonly access: AccessSummary;
  /** Parts of the access that the connector needs and nobody has set. */
  readonly missing: readonly AccessPart[];
  readonly setUpAt: Instant | null;
  readonly firstSentAt: Instant | null;
  readonly updatedAt: Instant | null;
  /** Null: by settings alone. */
  readonly updatedBy: string | null;
  /** Who sends now. */
  readonly leasedBy: string | null;
};

/** By name. */
export async function listConnections(desk: SyncDesk): Promise<readonly SyncConnection[]> {
  await desk.delivery.access.refresh();
  const rows = await readConnectionRows(desk.pool);
  const stored = rows.flatMap((row) => connectionOf(desk, row) ?? []);
  const made = connectorsOf(desk)
    .filter(({ name }) => !rows.some((row) => row.name === name))
    .map((connector) => connectionMade(desk, connector))
    .filter(({ missing, access }) => missing.length === 0 && (access.key !== null || access.url !== null));
  return [...stored, ...made].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Refused with `unknown_sync_connection`. */
export async function readConnection(desk: SyncDesk, name: string): Promise<SyncConnection> {
  await desk.delivery.access.refresh();
  const row = await readConnectionRow(desk.pool, name);
  const found = row === null ? connectionBySettings(desk, name) : connectionOf(desk, row);
  if (found === null) throw new EngineError('unknown_sync_connection', { connection: name });
  return found;
}

/** What is left out stays as it is; a new connection says which platform it goes to. */
export type ConnectionChange = { readonly connector?: string; readonly options?: OptionChanges };

/**
 * Makes a connection or changes its options. Refused with `unknown_sync_connection` (a new one without a connector),
 * `sync_connector_fixed`.
 */
export async function saveConnection(
  desk: SyncDesk,
  name: string,
  { change, actor }: { readonly change: ConnectionChange; readonly actor: Actor },
): Promise<SyncConnection> {
  const row = (await readConnectionRow(desk.pool, name)) ?? (await newRow(desk, name, { change, actor }));
  if (change.connector !== undefined && change.connector !== row.connector)
    throw new EngineError('sync_connector_fixed', { connection: name, connector: row.connector });
  await updateConnection(desk.pool, name, {
    mapping: row.mapping,
    options: changedOptions(row.options, change.options ?? {}),
    at: desk.clock.now(),
    by: actor.name,
  });
  return readConnection(desk, name);
}

/** By field: what differs from the connector's mapping; null takes the connector's again, other fields stay. */
export type MappingChange = { readonly [field: string]: MappingChanges[string] | null | undefined };

/** How a mapping would be after a change. Refused with `sync_mapping_refused`, `sync_type_fixed`. */
export function mappingAfter(
  connection: SyncConnection,
  change: MappingChange,
): { readonly mapping: Mapping; readonly stored: JsonObject } {
  const { connector, mappingChanges } = connection;
  const merged = mergedChanges(mappingChanges, change);
  const [problem] = mappingProblems(connector.mapping, merged);
  if (problem !== undefined)
    throw new EngineError('sync_mapping_refused', { field: problem.field, reason: withoutStop(problem.problem) });
  const mapping = changedMapping(connector.mapping, merged);
  for (const field of FIELD_KEYS) {
    const refusal = mapping[field].enabled ? connector.checkMapping(field, mapping[field]) : null;
    if (refusal !== null) throw new EngineError('sync_mapping_refused', { field, reason: withoutStop(refusal) });
    if (isTypeFixed(connection) && isRetyped(connection.mapping[field], mapping[field]))
      throw new EngineError('sync_type_fixed', { field });
  }
  return { mapping, stored: JSON.parse(JSON.stringify(merged)) };
}

/** Changes what is stored of a mapping; what the platform needs for it is setup.ts. */
export async function storeMapping(
  desk: SyncDesk,
  name: string,
  { stored, actor }: { readonly stored: JsonObject; readonly actor: Actor },
): Promise<SyncConnection> {
  const { options } = await ensureConnection(desk, name);
  await updateConnection(desk.pool, name, { mapping: stored, options, at: desk.clock.now(), by: actor.name });
  return readConnection(desk, name);
}

/** Whether types of attributes stand for good: members were sent, and the platform never changes a type. */
export function isTypeFixed({ connector, firstSentAt }: Pick<SyncConnection, 'connector' | 'firstSentAt'>): boolean {
  return connector.hasFixedTypes && firstSentAt !== null;
}

/** Nothing is sent until it is resumed; the places in the log stay. */
export async function pauseConnection(
  desk: SyncDesk,
  name: string,
  { reason, actor }: { readonly reason: string; readonly actor: Actor },
): Promise<SyncConnection> {
  requireSetUp(await readConnection(desk, name));
  await pauseConnectionRow(desk.pool, name, { reason, at: desk.clock.now(), by: actor.name });
  return readConnection(desk, name);
}

/** Goes on where it stood. Refused with `sync_not_set_up`. */
export async function resumeConnection(desk: SyncDesk, name: string): Promise<SyncConnection> {
  requireSetUp(await readConnection(desk, name));
  await runConnectionRow(desk.pool, name, desk.clock.now());
  return readConnection(desk, name);
}

export function requireSetUp({ name, setUpAt }: Pick<SyncConnection, 'name' | 'setUpAt'>): void {
  if (setUpAt === null) throw new EngineError('sync_not_set_up', { connection: name });
}

/** The row of a connection; of one that settings alone made, it is written now. */
export async function ensureConnection(desk: SyncDesk, name: string): Promise<ConnectionRow> {
  const found = await readConnectionRow(desk.pool, name);
  if (found !== null) return found;
  const connection = await readConnection(desk, name);
  const actor: Actor = { kind: 'run', name: 'settings' };
  return newRow(desk, name, { change: { connector: connection.connector.name }, actor });
}

/** As a row says; null where no such connector is known here. */
export function connectionOf(desk: SyncDesk, row: ConnectionRow): SyncConnection | null {
  const connector = connectorNamed(desk, row.connector);
  if (connector === null) return null;
  const changes = mappingChangesSchema.safeParse(row.mapping);
  const mappingChanges = changes.success ? changes.data : {};
  return {
    ...connectionMade(desk, connector),
    name: row.name,
    status: row.status,
    pause: row.status === 'paused' ? { reason: row.pauseReason ?? '', by: row.pausedBy, at: row.pausedAt } : null,
    mapping: changedMapping(connector.mapping, mappingChanges),
    mappingChanges,
    options: optionsOf(row.options),
    ...accessOf(desk, row.name, connector),
    setUpAt: row.setUpAt,
    firstSentAt: row.firstSentAt,
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
    leasedBy: row.leasedBy,
  };
}

function connectorNamed(desk: SyncDesk, name: string): SyncConnector | null {
  return desk.connectors?.find((connector) => connector.name === name) ?? syncConnectorOf(name);
}

function connectorsOf(desk: SyncDesk): readonly SyncConnector[] {
  return desk.connectors ?? syncConnectors();
}

/** A connector's name is a connection as soon as its access is set. */
function connectionBySettings(desk: SyncDesk, name: string): SyncConnection | null {
  const connector = connectorsOf(desk).find((one) => one.name === name);
  return connector === undefined ? null : connectionMade(desk, connector);
}

function connectionMade(desk: SyncDesk, connector: SyncConnector): SyncConnection {
  return {
    name: connector.name,
    connector,
    status: 'new',
    pause: null,
    mapping: connector.mapping,
    mappingChanges: {},
    options: optionsOf({}),
    ...accessOf(desk, connector.name, connector),
    setUpAt: null,
    firstSentAt: null,
    updatedAt: null,
    updatedBy: null,
    leasedBy: null,
  };
}

function accessOf(
  { delivery }: SyncDesk,
  name: string,
  connector: SyncConnector,
): Pick<SyncConnection, 'access' | 'missing'> {
  const access = delivery.access.of(name);
  const missing = missingAccess(connector, { ...access, url: access.url ?? connector.defaultUrl });
  return { access: delivery.access.summary(name), missing };
}

async function newRow(
  desk: SyncDesk,
  name: string,
  { change, actor }: { readonly change: ConnectionChange; readonly actor: Actor },
): Promise<ConnectionRow> {
  const connector = connectorNamed(desk, change.connector ?? name);
  if (connector === null) throw new EngineError('unknown_sync_connection', { connection: name });
  const rows = await readConnectionRows(desk.pool);
  if (rows.length >= CONNECTIONS_MAX) throw new Error(`There are ${CONNECTIONS_MAX} connections already.`);
  await insertConnection(desk.pool, { name, connector: connector.name, at: desk.clock.now(), by: actor.name });
  const row = await readConnectionRow(desk.pool, name);
  if (row === null) throw new Error(`The connection ${name} is gone again.`);
  return row;
}

function mergedChanges(before: MappingChanges, changes: MappingChange): MappingChanges {
  const merged: { [field: string]: MappingChanges[string] } = {};
  for (const field of new Set([...Object.keys(before), ...Object.keys(changes)])) {
    const change = changes[field];
    if (change === null) continue;
    const one = { ...before[field], ...change };
    if (Object.keys(one).length > 0) merged[field] = one;
  }
  return merged;
}

/** A type stands for the attribute's name: with another name it is another attribute. */
function isRetyped(before: Mapping[keyof Mapping], after: Mapping[keyof Mapping]): boolean {
  return before.target === after.target && before.type !== after.type && before.kind === 'custom';
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');
