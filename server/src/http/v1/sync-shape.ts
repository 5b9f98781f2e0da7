// What /v1 says of connections to customer-data platforms: the connection itself, its set-up and where it stands. Customers and
// events of it are sync-customer-shape.ts, the mapping is sync-mapping-shape.ts.
import { z } from 'zod';
import { LOYALTY_EVENTS, type LoyaltyEventKey } from '../../domain/sync/events.ts';
import { TARGET_TYPES } from '../../domain/sync/mapping.ts';
import { SYNC_CONNECTORS, SYNC_OPERATIONS } from '../../sync/catalogue.ts';
import { runShape } from './runs.ts';
import { instant, instantOrNull } from './shapes.ts';
import { fieldKey } from './sync-mapping-shape.ts';

const NAME = /^[a-z][a-z0-9_-]{0,59}$/;
const DAYS_MAX = 3_650;
const SAMPLE_MAX = 100_000;
const PER_SECOND_MAX = 10_000;

export const connectionName = z.string().regex(NAME, 'a name: small letters, digits, _ and -, a letter first');
export const connectionParams = z.strictObject({ connection: connectionName });
const connectorName = z.enum(SYNC_CONNECTORS);
export const eventKey = z.enum(eventKeys());

export const fieldShape = z
  .strictObject({
    field: fieldKey,
    title: z.string(),
    type: z.enum(['string', 'decimal', 'boolean', 'date', 'datetime']),
    about: z.string(),
  })
  .meta({ id: 'SyncField' });

export const loyaltyEventShape = z
  .strictObject({
    event: eventKey,
    title: z.string(),
    id: z.string().meta({ description: 'Of the definition there.' }),
    about: z.string(),
    properties: z.array(
      z.strictObject({ name: z.string(), type: z.enum(['string', 'integer', 'decimal', 'boolean', 'datetime']) }),
    ),
  })
  .meta({ id: 'SyncEventDefinition' });

const accessPart = z.enum(['url', 'key', 'secret']);

export const connectorShape = z
  .strictObject({
    connector: connectorName,
    title: z.string(),
    needs: z.array(accessPart),
    default_url: z.string().nullable().meta({ description: 'Null: the address has to be set.' }),
    fixed_types: z.boolean().meta({ description: 'Types of attributes can never be changed once they are made.' }),
    reads_back: z.boolean().meta({ description: 'What it has can be compared and repaired.' }),
    limits: z
      .array(z.strictObject({ operation: z.enum(SYNC_OPERATIONS), per_second: z.number(), items: z.int() }))
      .meta({ description: 'What the platform documents: requests a second, and items in one.' }),
  })
  .meta({ id: 'SyncConnector' });

const perSecond = z.number().positive().max(PER_SECOND_MAX);
const optionFields = {
  active_days: z.int().min(1).max(DAYS_MAX).meta({ description: 'Active is whoever did something within these days.' }),
  on_opt_out: z
    .enum(['keep', 'clear'])
    .meta({ description: 'What becomes of the values there; the tag is removed either way.' }),
  on_forget: z.enum(['clear', 'delete']).meta({ description: '`delete`: the person goes there, too.' }),
  limits: z
    .partialRecord(z.enum(SYNC_OPERATIONS), perSecond)
    .meta({ description: "Requests a second; what is not here is as the connector's." }),
  backfill_share: z.number().min(0.05).max(1).meta({ description: 'Of the rate of upserts, for a backfill.' }),
  reconcile_sample: z
    .int()
    .min(0)
    .max(SAMPLE_MAX)
    .meta({ description: 'So many are read back each night and compared.' }),
  events: z.array(eventKey).max(eventKeys().length).meta({ description: 'Which are sent.' }),
};
export const optionsShape = z.strictObject(optionFields).meta({ id: 'SyncOptions' });

export const connectionInput = z.strictObject({
  connector: connectorName.optional().meta({ description: 'Needed where there is no connection of this name yet.' }),
  options: z.strictObject(optionFields).partial().default({}).meta({ description: 'What is left out stays as it is.' }),
});

const source = z.enum(['settings', 'store']).nullable();
const syncAccessShape = z
  .strictObject({
    url: source,
    key: source,
    secrets: source,
    missing: z.array(accessPart).meta({ description: 'What the connector needs and nobody has set.' }),
    readable: z.boolean().meta({ description: 'False: what is stored was sealed under a key that is not known here.' }),
    updated_at: instantOrNull,
    updated_by: z.string().nullable(),
  })
  .meta({
    id: 'SyncAccess',
    description:
      'Which parts are set, and where: in the settings (LAUREL_PROVIDER_…), which go first, or in the store.',
  });

export const connectionStatus = z.enum(['new', 'running', 'paused']);

export const connectionShape = z
  .strictObject({
    connection: z.string(),
    connector: connectorName,
    title: z.string().meta({ description: 'Of the platform.' }),
    status: connectionStatus.meta({ description: '`new`: not set up yet.' }),
    pause: z
      .strictObject({ reason: z.string(), by: z.string().nullable(), at: instantOrNull })
      .nullable()
      .meta({ description: 'Null unless paused; by nobody: the platform refused the key.' }),
    options: optionsShape,
    access: syncAccessShape,
    set_up_at: instantOrNull,
    first_sent_at: instantOrNull,
    updated_at: instantOrNull,
    updated_by: z.string().nullable(),
  })
  .meta({ id: 'SyncConnection' });

export const checkShape = z
  .strictObject({
    ok: z.boolean(),
    lines: z.array(z.strictObject({ what: z.string(), ok: z.boolean(), reason: z.string().nullable() })),
  })
  .meta({ id: 'SyncCheck' });

const definitionField = z.strictObject({ name: z.string(), type: z.string() });
export const setupShape = z
  .strictObject({
    needed: z.boolean().meta({ description: 'False: nothing has to be made on this platform.' }),
    present: z.int().meta({ description: 'How much is there as it should be.' }),
    steps: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('attribute'), name: z.string(), type: z.enum(TARGET_TYPES) }),
          z.strictObject({ kind: z.literal('tag'), name: z.string() }),
          z.strictObject({
            kind: z.literal('definition'),
            id: z.string(),
            title: z.string(),
            about: z.string(),
            fields: z.array(definitionField),
          }),
          z.strictObject({ kind: z.literal('definition_fields'), id: z.string(), fields: z.array(definitionField) }),
        ]),
      )
      .meta({ description: 'What will be made, in this order.' }),
    conflicts: z
      .array(z.strictObject({ kind: z.enum(['attribute', 'definition']), name: z.string(), problem: z.string() }))
      .meta({ description: 'What is there and cannot be changed: nothing is made before it is resolved.' }),
  })
  .meta({ id: 'SyncSetup' });

export const appliedShape = z
  .strictObject({
    made: z.int().meta({ description: 'How much was made there.' }),
    present: z.int(),
    connection: connectionShape,
  })
  .meta({ id: 'SyncSetupApplied' });

export const statusShape = z
  .strictObject({
    connection: z.string(),
    status: connectionStatus,
    served: z.boolean().meta({ description: 'False: no process is sending.' }),
    lanes: z.array(
      z
        .strictObject({
          lane: z.enum(['profiles', 'events']),
          lag_seconds: z
            .number()
            .nullable()
            .meta({ description: 'How far behind the log; null when it is up to date.' }),
          moved_at: instant,
          sent: z.int(),
          failures: z.int().meta({ description: 'In a row.' }),
          reason: z.string().nullable(),
          next_at: instant.meta({ description: 'Nothing is tried before.' }),
        })
        .meta({ id: 'SyncLane' }),
    ),
    customers: z
      .strictObject({ pending: z.int(), synced: z.int(), failed: z.int(), left: z.int(), erased: z.int() })
      .meta({ id: 'SyncCustomerCounts' }),
    events: z
      .strictObject({ waiting: z.int(), dead: z.int(), expired: z.int() })
      .meta({ id: 'SyncEventCounts', description: 'That were set aside.' }),
    backfill: z
      .strictObject({ run: runShape, seconds_left: z.number().nullable() })
      .nullable()
      .meta({ description: 'The last one, whether it is over or not; null when there was none.' }),
    reconciliation: runShape.nullable().meta({ description: 'The last one.' }),
    at: instant,
  })
  .meta({ id: 'SyncStatus' });

export function eventKeys(): readonly [LoyaltyEventKey, ...LoyaltyEventKey[]] {
  const [first, ...others] = Object.keys(LOYALTY_EVENTS).filter(isEventKey);
  if (first === undefined) throw new Error('the catalogue of events is empty');
  return [first, ...others];
}

function isEventKey(key: string): key is LoyaltyEventKey {
  return Object.hasOwn(LOYALTY_EVENTS, key);
}
