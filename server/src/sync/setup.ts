// Makes what a platform needs before members can be sent: is the key right, what is there, what is missing. Only when nothing
// contradicts is anything made, and then the connection runs, from the log's present end on.
import { createCall } from '../connectors/sync/call.ts';
import { type CheckLine, type SyncCall, SyncForbidden, SyncLater } from '../connectors/sync/sync-connector.ts';
import type { Actor } from '../domain/facts.ts';
import type { Mapping } from '../domain/sync/mapping.ts';
import type { SetupPlan } from '../domain/sync/setup.ts';
import { EngineError } from '../pipeline/submission.ts';
import { runConnectionRow } from '../storage/sync-connections.ts';
import { openLanes } from '../storage/sync-lanes.ts';
import {
  ensureConnection,
  type MappingChange,
  mappingAfter,
  readConnection,
  type SyncConnection,
  type SyncDesk,
  storeMapping,
} from './connections.ts';
import { createLimits } from './limits.ts';

const TIMEOUT_MS = 30_000;

/** Whether the key is right and may do what is needed, line by line. Refused with `sync_access_missing`. */
export async function checkConnection(desk: SyncDesk, name: string): Promise<readonly CheckLine[]> {
  const connection = await readConnection(desk, name);
  const { connector } = connection;
  requireAccess(connection);
  try {
    return await connector.check(callOf(desk, connection));
  } catch (error) {
    if (!(error instanceof SyncForbidden || error instanceof SyncLater)) throw error;
    return [{ what: connector.title, ok: false, reason: error.message }];
  }
}

/** Null: nothing needs to be made there. Refused with `sync_access_missing`, `sync_refused`, `sync_failed`. */
export async function planSetup(desk: SyncDesk, name: string): Promise<SetupPlan | null> {
  const connection = await readConnection(desk, name);
  requireAccess(connection);
  return asked(connection, () => planOf(connection, callOf(desk, connection)));
}

/**
 * Changes where fields go. Of a connection that is set up, what is missing there for it is made before it holds: nothing is ever
 * sent to an attribute that does not exist. Refused as `mappingAfter` and `applySetup`, and then nothing has changed.
 */
export async function changeMapping(
  desk: SyncDesk,
  name: string,
  { changes, actor }: { readonly changes: MappingChange; readonly actor: Actor },
): Promise<SyncConnection> {
  const connection = await readConnection(desk, name);
  const { mapping, stored } = mappingAfter(connection, changes);
  if (connection.setUpAt !== null && hasNewTargets(connection.mapping, mapping)) {
    requireAccess(connection);
    await setUpThere({ ...connection, mapping }, callOf(desk, connection));
  }
  return storeMapping(desk, name, { stored, actor });
}

/** Targets that the mapping of before did not send to, or not with this type. */
function hasNewTargets(before: Mapping, after: Mapping): boolean {
  const known = new Set(sentTo(before));
  return sentTo(after).some((target) => !known.has(target));
}

function sentTo(mapping: Mapping): readonly string[] {
  return Object.values(mapping).flatMap(({ kind, target, type, enabled }) =>
    enabled && kind === 'custom' ? [`${type} ${target}`] : [],
  );
}

export type AppliedSetup = { readonly plan: SetupPlan | null; readonly connection: SyncConnection };

/** Makes what is missing, then runs. Refused as `planSetup`, and with `sync_setup_conflicts`, of all of it. */
export async function applySetup(desk: SyncDesk, name: string): Promise<AppliedSetup> {
  const connection = await readConnection(desk, name);
  requireAccess(connection);
  const plan = await setUpThere(connection, callOf(desk, connection));
  await ensureConnection(desk, name);
  await openLanes(desk.pool, name, desk.clock.now());
  await runConnectionRow(desk.pool, name, desk.clock.now());
  return { plan, connection: await readConnection(desk, name) };
}

/** Makes what is missing; with a conflict nothing is made. */
async function setUpThere(connection: SyncConnection, call: SyncCall): Promise<SetupPlan | null> {
  const plan = await asked(connection, () => planOf(connection, call));
  if (plan !== null && plan.conflicts.length > 0)
    throw new EngineError('sync_setup_conflicts', {
      conflicts: plan.conflicts.map(({ problem }) => problem).join(' '),
    });
  await asked(connection, async () => {
    for (const step of plan?.steps ?? []) await connection.connector.provision(call, step);
  });
  return plan;
}

async function planOf({ connector, mapping }: SyncConnection, call: SyncCall): Promise<SetupPlan | null> {
  const remote = await connector.inspect(call);
  return remote === null ? null : connector.plan(mapping, remote);
}

function requireAccess({ name, missing }: SyncConnection): void {
  if (missing.length > 0)
    throw new EngineError('sync_access_missing', { connection: name, missing: missing.join(', ') });
}

function callOf(desk: SyncDesk, { name, connector, options }: SyncConnection): SyncCall {
  const access = desk.delivery.access.of(name);
  const limits = createLimits(desk.pool, { access, connector, options });
  return createCall({
    connector,
    access,
    http: desk.delivery.sender.http,
    now: () => desk.clock.now(),
    turn: (operation) => limits.turn(operation),
    timeoutMs: TIMEOUT_MS,
  });
}

/** What goes wrong there is told to whoever asked. */
async function asked<T>({ name }: SyncConnection, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof EngineError || !(error instanceof Error)) throw error;
    const code = error instanceof SyncForbidden ? 'sync_refused' : 'sync_failed';
    throw new EngineError(code, { connection: name, reason: error.message.replace(/\.$/, '') });
  }
}
