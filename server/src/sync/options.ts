// What may be set of a connection beside its access and mapping, and what holds where nothing is set.
import { z } from 'zod';
import { SYNC_OPERATIONS, type SyncOperation } from '../connectors/sync/sync-connector.ts';
import type { JsonObject } from '../domain/facts.ts';
import { LOYALTY_EVENTS, type LoyaltyEventKey } from '../domain/sync/events.ts';

export type SyncOptions = {
  /** Active is whoever did something within these days. */
  readonly activeDays: number;
  /** What becomes of the values there; the tag is removed either way. */
  readonly onOptOut: 'keep' | 'clear';
  readonly onForget: 'clear' | 'delete';
  /** Requests a second instead of the connector's. */
  readonly limits: { readonly [operation in SyncOperation]?: number };
  /** Of the rate of upserts, for a backfill. */
  readonly backfillShare: number;
  /** So many are read back each night. */
  readonly reconcileSample: number;
  /** Which are sent. */
  readonly events: readonly LoyaltyEventKey[];
};

const isEventKey = (key: string): key is LoyaltyEventKey => Object.hasOwn(LOYALTY_EVENTS, key);
const EVENT_KEYS: readonly LoyaltyEventKey[] = Object.keys(LOYALTY_EVENTS).filter(isEventKey);

const OPTIONS_DEFAULT: SyncOptions = {
  activeDays: 365,
  onOptOut: 'keep',
  onForget: 'clear',
  limits: {},
  backfillShare: 0.6,
  reconcileSample: 1_000,
  events: EVENT_KEYS,
};

const optionsSchema = z.object({
  activeDays: z.int().min(1),
  onOptOut: z.enum(['keep', 'clear']),
  onForget: z.enum(['clear', 'delete']),
  limits: z.partialRecord(z.enum(SYNC_OPERATIONS), z.number().positive()),
  backfillShare: z.number().min(0.05).max(1),
  reconcileSample: z.int().min(0),
  events: z.array(z.custom<LoyaltyEventKey>((key) => typeof key === 'string' && isEventKey(key))),
} satisfies { readonly [option in keyof SyncOptions]: z.ZodType<SyncOptions[option]> });

const optionChangesSchema = optionsSchema.partial();
export type OptionChanges = z.output<typeof optionChangesSchema>;

/** As they are stored; an option of another time is passed over. */
export function optionsOf(stored: JsonObject): SyncOptions {
  const changes = optionChangesSchema.safeParse(stored);
  if (!changes.success) return OPTIONS_DEFAULT;
  const { activeDays, onOptOut, onForget, limits, backfillShare, reconcileSample, events } = changes.data;
  return {
    activeDays: activeDays ?? OPTIONS_DEFAULT.activeDays,
    onOptOut: onOptOut ?? OPTIONS_DEFAULT.onOptOut,
    onForget: onForget ?? OPTIONS_DEFAULT.onForget,
    limits: limits ?? OPTIONS_DEFAULT.limits,
    backfillShare: backfillShare ?? OPTIONS_DEFAULT.backfillShare,
    reconcileSample: reconcileSample ?? OPTIONS_DEFAULT.reconcileSample,
    events: events ?? OPTIONS_DEFAULT.events,
  };
}

/** What is stored after a change: what was said, and nothing of the defaults. */
export function changedOptions(stored: JsonObject, changes: OptionChanges): JsonObject {
  const written: JsonObject = { ...stored };
  for (const [option, value] of Object.entries(changes))
    if (value !== undefined) Object.assign(written, { [option]: value });
  return written;
}
