// The personal-data map of what belongs to no customer: configuration, limits, work, and what was refused on its way in.
import type { ColumnClass, DataMap } from './data-map.ts';

function all<Names extends string>(
  kind: ColumnClass,
  ...names: readonly Names[]
): { readonly [name: string]: ColumnClass } {
  return Object.fromEntries(names.map((name) => [name, kind]));
}

export const OTHER_TABLES: DataMap = {
  rejected_fact: {
    about: 'Facts that the database refused, with what was sent.',
    forget: 'delete',
    export: 'refused_facts',
    columns: {
      id: 'id',
      customer_id: 'id',
      fact: 'identity',
      sqlstate: 'machine',
      message: 'machine',
      recorded_at: 'ledger',
      replayed_at: 'ledger',
    },
  },
  import: {
    about: 'Imports. Uploaded files are deleted when they are over.',
    forget: 'retention',
    export: null,
    columns: {
      ...all('config', 'id', 'kind', 'source', 'options', 'status', 'total', 'done', 'created', 'changed', 'unchanged'),
      ...all('config', 'rejected', 'sums', 'started_at', 'updated_at', 'finished_at', 'error'),
      ...all('machine', 'host', 'file', 'is_uploaded', 'file_bytes', 'file_hash', 'lease_by', 'lease_until'),
      ...all('staff', 'actor_kind', 'actor_name'),
    },
  },
  import_rejection: {
    about: 'Rows that could not be imported: where they stood and what was expected, not what they held.',
    forget: 'retention',
    export: null,
    columns: all('config', 'import_id', 'row_number', 'line', 'column_name', 'code', 'expected'),
  },
  run: {
    about: 'Runs through the customers, and how far they have come.',
    forget: 'retention',
    export: null,
    columns: {
      ...all('config', 'id', 'kind', 'params', 'status', 'total', 'visited', 'changed', 'started_at', 'updated_at'),
      ...all('config', 'finished_at', 'error'),
      ...all('machine', 'cursor', 'lease_by', 'lease_until'),
      actor_name: 'staff',
    },
  },
  api_key: {
    about: 'Keys of programs.',
    forget: 'none',
    export: null,
    columns: all(
      'config',
      'id',
      'key',
      'secret_hash',
      'name',
      'scopes',
      'rate_limit',
      'limits',
      'created_at',
      'revoked_at',
    ),
  },
  audit_feed: {
    about: 'How far the account audit log was told to a support system.',
    forget: 'none',
    export: null,
    columns: {
      ...all(
        'machine',
        'name',
        'tx',
        'after_fact',
        'after_customer',
        'delivered',
        'delivered_at',
        'failures',
        'reason',
      ),
      ...all('machine', 'next_at', 'holder', 'held_until'),
    },
  },
  campaign_result: {
    about: 'Figures of campaigns.',
    forget: 'none',
    export: null,
    columns: all('config', 'campaign', 'day', 'partition', 'given', 'control', 'points', 'offers', 'messages'),
  },
  figure: {
    about: 'Figures of days over all customers.',
    forget: 'none',
    export: null,
    columns: all('config', 'day', 'name', 'subject', 'value'),
  },
  figure_day: {
    about: 'Days whose figures are counted.',
    forget: 'none',
    export: null,
    columns: all('config', 'day', 'starts_at', 'ends_at', 'counted_at'),
  },
  engine_version: {
    about: 'Versions of the engine.',
    forget: 'none',
    export: null,
    columns: all('config', 'id', 'engine', 'time_zone_data'),
  },
  metric_model: {
    about: 'Figures over all customers; single ones are not in it.',
    forget: 'none',
    export: null,
    columns: all('config', 'run_id', 'as_of', 'computed_at', 'finished_at', 'model', 'ranks', 'items'),
  },
  migration: {
    about: 'Changes of the schema.',
    forget: 'none',
    export: null,
    columns: all('config', 'number', 'name', 'sha256', 'applied_at'),
  },
  programme_version: {
    about: 'The programme.',
    forget: 'none',
    export: null,
    columns: {
      ...all('config', 'version', 'live_from', 'document', 'files', 'hash', 'note', 'campaigns', 'published'),
      ...all('staff', 'applied_by', 'approved_by'),
    },
  },
  programme_draft: {
    about: 'The draft of the programme.',
    forget: 'none',
    export: null,
    columns: {
      ...all('config', 'name', 'revision', 'base_version', 'files', 'updated_at'),
      ...all('staff', 'edits', 'submitted', 'approved', 'updated_by'),
    },
  },
  promo_generation: {
    about: 'Batches of promo codes.',
    forget: 'none',
    export: null,
    columns: {
      ...all('config', 'id', 'list', 'kind', 'prefix', 'wanted', 'made', 'cancelled', 'status', 'reason', 'error'),
      ...all('config', 'created_at', 'updated_at', 'finished_at'),
      ...all('machine', 'lease_by', 'lease_until'),
      actor_name: 'staff',
    },
  },
  provider_secret: {
    about: 'Sealed addresses and secrets of providers.',
    forget: 'none',
    export: null,
    columns: { ...all('config', 'provider', 'key_id', 'nonce', 'sealed', 'updated_at'), updated_by: 'staff' },
  },
  provider_state: {
    about: 'Who sends to a provider.',
    forget: 'none',
    export: null,
    columns: {
      ...all('config', 'provider', 'is_paused', 'paused_reason', 'paused_at', 'failures', 'open_until', 'open_reason'),
      ...all('machine', 'lease_by', 'lease_until', 'epoch'),
      paused_by: 'staff',
    },
  },
  sync_connection: {
    about: 'Connections to customer-data platforms.',
    forget: 'none',
    export: null,
    columns: {
      ...all('config', 'name', 'connector', 'status', 'mapping', 'options', 'pause_reason', 'paused_at', 'set_up_at'),
      ...all('config', 'first_sent_at', 'updated_at'),
      ...all('staff', 'paused_by', 'updated_by'),
      ...all('machine', 'lease_by', 'lease_until'),
    },
  },
  sync_lane: {
    about: 'How far platforms were told of the log.',
    forget: 'none',
    export: null,
    columns: {
      ...all('machine', 'connection', 'lane', 'tx', 'after_fact', 'after_customer', 'failures', 'reason', 'next_at'),
      ...all('machine', 'moved_at', 'sent', 'refused'),
    },
  },
  sync_bucket: {
    about: "What is left of platforms' limits.",
    forget: 'none',
    export: null,
    columns: all('machine', 'account', 'operation', 'tokens', 'filled_at'),
  },
  item: {
    about: 'The catalogue.',
    forget: 'none',
    export: null,
    columns: all('config', 'id', 'name', 'categories', 'created_at', 'updated_at'),
  },
  store: {
    about: 'Shops.',
    forget: 'none',
    export: null,
    columns: all('config', 'id', 'name', 'created_at', 'updated_at'),
  },
  quota: { about: 'Limits in total.', forget: 'none', export: null, columns: all('config', 'key', 'period', 'handed') },
  quota_slice: {
    about: 'Portions of limits in total.',
    forget: 'none',
    export: null,
    columns: all('config', 'key', 'period', 'partition', 'granted', 'used'),
  },
  setting: { about: 'Settings.', forget: 'none', export: null, columns: all('config', 'name', 'value') },
};
