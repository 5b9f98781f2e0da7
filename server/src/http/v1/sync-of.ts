// What routes of the sync share: the desk that they ask, and how a connection and a mapping are told.
import type { z } from 'zod';
import { LOYALTY_FIELDS } from '../../domain/sync/fields.ts';
import type { FieldMapping } from '../../domain/sync/mapping.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { SyncConnection, SyncDesk, SyncOptions, Writer } from '../../sync/desk.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { callerOf, type Exchange } from './submit.ts';
import { fieldKeys, type fieldMappingShape, type mappingShape } from './sync-mapping-shape.ts';
import type { connectionShape, optionsShape } from './sync-shape.ts';

/** Only servers that were made with it have connections. */
export function syncOf({ sync }: AdapterDeps): SyncDesk {
  if (sync === undefined) throw new EngineError('not_found');
  return sync;
}

export function writerOf(deps: AdapterDeps, request: Exchange['request']): Writer {
  return { at: deps.clock.now(), actor: callerOf(request).actor };
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

export function mappingJson({ connector, mapping, firstSentAt }: SyncConnection): z.output<typeof mappingShape> {
  const isSent = firstSentAt !== null;
  return {
    items: fieldKeys().map((field): z.output<typeof fieldMappingShape> => {
      const { title, about } = LOYALTY_FIELDS[field];
      const [mapped, standard] = [partsOf(mapping[field]), partsOf(connector.mapping[field])];
      const changed = JSON.stringify(mapped) !== JSON.stringify(standard);
      const isOwn = mapped.kind === 'custom';
      return {
        field,
        title,
        about,
        ...mapped,
        changed,
        standard,
        type_fixed: isSent && isOwn && connector.hasFixedTypes,
      };
    }),
  };
}

/** The parts in one order, so that they can be compared. */
function partsOf({ kind, target, type, enabled, transforms }: FieldMapping) {
  return { kind, target, type, enabled, transforms: [...transforms] };
}
