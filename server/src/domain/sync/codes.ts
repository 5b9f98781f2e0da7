// Codes of the sync with customer-data platforms. Part of the table in codes.ts, which says what they are.

export const SYNC_CODES = {
  unknown_sync_connection: { status: 404, isRetryable: false, sentence: 'There is no connection {connection}.' },
  sync_connector_fixed: {
    status: 409,
    isRetryable: false,
    sentence: 'The connection {connection} goes to {connector}. Make another one for another platform.',
  },
  sync_type_fixed: {
    status: 409,
    isRetryable: false,
    sentence: 'The platform never changes the type of {field} once members were sent. Give it another target instead.',
  },
  sync_mapping_refused: {
    status: 422,
    isRetryable: false,
    sentence: 'The field {field} cannot be mapped like this: {reason}.',
  },
  sync_access_missing: {
    status: 409,
    isRetryable: false,
    sentence: 'Of the access of {connection}, {missing} is missing. Set it first.',
  },
  sync_setup_conflicts: {
    status: 409,
    isRetryable: false,
    sentence: 'Nothing was set up, because the platform has what cannot be changed: {conflicts}',
  },
  sync_not_set_up: {
    status: 409,
    isRetryable: false,
    sentence: 'The connection {connection} is not set up yet: check it and apply its set-up first.',
  },
  sync_not_sent: {
    status: 422,
    isRetryable: false,
    sentence: 'Nothing of this customer is sent to {connection}: this one {reason}.',
  },
  sync_refused: {
    status: 502,
    isRetryable: false,
    sentence: 'The platform refuses the access of {connection}: {reason}.',
  },
  sync_failed: {
    status: 502,
    isRetryable: true,
    sentence: 'The platform of {connection} could not be asked: {reason}.',
  },
  sync_event_not_found: {
    status: 404,
    isRetryable: false,
    sentence: 'The connection has set no event {event} aside: none of that id, or delivered since.',
  },
} as const;
