// Codes of the programme's draft and of its approval. Part of the table in codes.ts, which says what they are.

export const DRAFT_CODES = {
  draft_missing: { status: 404, isRetryable: false, sentence: 'There is no draft of the programme.' },
  draft_changed: {
    status: 409,
    isRetryable: false,
    sentence: '{by} changed {what} of the draft meanwhile. Look at it again first.',
  },
  draft_behind: {
    status: 409,
    isRetryable: false,
    sentence:
      'Version {live} went live after the draft was begun from version {base}. Bring the draft up to date first.',
  },
  draft_conflict: {
    status: 409,
    isRetryable: false,
    sentence: 'Version {live} and the draft both changed {what}. Say for each which of the two is kept.',
  },
  approval_needed: {
    status: 403,
    isRetryable: false,
    sentence: 'This programme asks a second person to approve what is published. Submit it as a draft.',
  },
  not_submitted: {
    status: 409,
    isRetryable: false,
    sentence: 'This draft was not submitted for approval, or was changed since.',
  },
  own_submission: {
    status: 403,
    isRetryable: false,
    sentence: 'Nobody approves what they submitted themselves. Somebody else has to.',
  },
} as const;
