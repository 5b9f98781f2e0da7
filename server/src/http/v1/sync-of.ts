// What routes of the sync share: what they ask it with, and how a connection and a mapping are told.
import type { z } from 'zod';
import type { Actor, JsonObject } from '../../domain/facts.ts';
import { LOYALTY_FIELDS } from '../../domain/sync/fields.ts';
import type { FieldMapping } from '../../domain/sync/mapping.ts';
import { addAccessEntry } from '../../storage/access-audit.ts';
import { isTypeFixed, type SyncConnection, type SyncDesk } from '../../sync/connections.ts';
import type { SyncOptions } from '../../sync/options.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { deliveryOf } from './delivery-of.ts';
import { fieldKeys, type fieldMappingShape, type mappingShape } from './sync-mapping-shape.ts';
import type { connectionShape, optionsShape } from './sync-shape.ts';

/** Only servers that reach providers have connections. */
export function syncOf(deps: AdapterDeps): SyncDesk {
  return { pool: deps.pool, clock: deps.clock, delivery: deliveryOf(deps) };
}

type Noted = { readonly action: string; readonly name: string; readonly detail: JsonObject };

/** What was changed, in the log of access: never a value of it. */
export async function noteSync(
  { pool, clock }: AdapterDeps,
  actor: Actor,
  { action, name, detail }: Noted,
): Promise<void> {
  await addAccessEntry(pool, { at: clock.now(), actor, action, target: { kind: 'sync', id: name, name }, detail });
}

export function connectionJson(connection: SyncConnection): z.output<typeof connectionShape> {
  const { name, connector, status, pause, options, access, missing } = connection;
  return {
    connection: name,
    connector: connector.name,
    title: connector.title,
    status,
    pause: pause === null ? null : { reason: pause.reason, by: pause.by, at: isoOrNull(pause.at) },
    options: optionsJson(options),
    access: {
      url: access.url,
      key: access.key,
      secrets: access.secrets,
      missing: [...missing],
      readable: access.isReadable,
      updated_at: isoOrNull(access.updatedAt),
      updated_by: access.updatedBy,
    },
    set_up_at: isoOrNull(connection.setUpAt),
    first_sent_at: isoOrNull(connection.firstSentAt),
    updated_at: isoOrNull(connection.updatedAt),
    updated_by: connection.updatedBy,
  };
}

function optionsJson(options: SyncOptions): z.output<typeof optionsShape> {
  return {
    active_days: options.activeDays,
    on_opt_out: options.onOptOut,
    on_forget: options.onForget,
    limits: { ...options.limits },
    backfill_share: options.backfillShare,
    reconcile_sample: options.reconcileSample,
    events: [...options.events],
  };
}

export function mappingJson(connection: SyncConnection): z.output<typeof mappingShape> {
  const { connector, mapping } = connection;
  const isFixed = isTypeFixed(connection);
  return {
    items: fieldKeys().map((field): z.output<typeof fieldMappingShape> => {
      const { title, about } = LOYALTY_FIELDS[field];
      const [mapped, standard] = [partsOf(mapping[field]), partsOf(connector.mapping[field])];
      const changed = JSON.stringify(mapped) !== JSON.stringify(standard);
      return { field, title, about, ...mapped, changed, standard, type_fixed: isFixed && mapped.kind === 'custom' };
    }),
  };
}

/** The parts in one order, so that they can be compared. */
function partsOf({ kind, target, type, enabled, transforms }: FieldMapping) {
  return { kind, target, type, enabled, transforms: [...transforms] };
}
