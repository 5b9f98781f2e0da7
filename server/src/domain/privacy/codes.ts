// Codes of privacy. Part of the table in codes.ts, which says what they are.

export const PRIVACY_CODES = {
  processing_stopped: {
    status: 409,
    isRetryable: false,
    sentence:
      'Processing is stopped for the customer {customer}. Send this again, under the same key, once it is resumed.',
  },
  processing_not_stopped: { status: 409, isRetryable: false, sentence: 'Processing is not stopped for {customer}.' },
  customer_forgotten: { status: 410, isRetryable: false, sentence: 'The customer {customer} was forgotten.' },
  legal_hold: {
    status: 409,
    isRetryable: false,
    sentence: 'The customer {customer} is under a legal hold and cannot be forgotten before it is lifted.',
  },
  no_legal_hold: { status: 409, isRetryable: false, sentence: 'The customer {customer} is not under a legal hold.' },
  privacy_request_not_found: {
    status: 404,
    isRetryable: false,
    sentence: 'The customer has no privacy request {request} of this kind.',
  },
  export_in_progress: {
    status: 409,
    isRetryable: false,
    sentence: 'The export {request} of this customer is in progress already.',
  },
  export_not_ready: { status: 409, isRetryable: true, sentence: 'The export {request} is still in progress.' },
  export_expired: {
    status: 410,
    isRetryable: false,
    sentence: 'The export {request} could be downloaded until {expires_at}. Request a new one.',
  },
} as const;
