// Codes of who may do what: sign-ins, users, roles, limits, requests. Part of the table in codes.ts, which says what they are.

export const ACCESS_CODES = {
  sign_in_needed: {
    status: 401,
    isRetryable: false,
    sentence: 'There is no session, or it has ended. Sign in, or send an API key.',
  },
  sign_in_failed: {
    status: 401,
    isRetryable: false,
    sentence: 'E-mail address, password or code is wrong.',
  },
  sign_in_locked: {
    status: 429,
    isRetryable: true,
    sentence: 'Too many failed sign-ins with this address. Try again after the time in Retry-After.',
  },
  session_refused: {
    status: 422,
    isRetryable: false,
    sentence: 'This cannot be done with the sign-in: {reason}.',
  },
  foreign_origin: {
    status: 403,
    isRetryable: false,
    sentence: 'A signed-in browser may only write from the pages of this server; the request came from {origin}.',
  },
  weak_password: { status: 422, isRetryable: false, sentence: 'Choose another password: {reason}.' },
  // Users and what they may do
  user_not_found: { status: 404, isRetryable: false, sentence: 'There is no user {user}.' },
  user_exists: {
    status: 409,
    isRetryable: false,
    sentence: 'There is a user with this {field} already; names and addresses tell users apart.',
  },
  unknown_role: { status: 422, isRetryable: false, sentence: 'There is no role {role}.' },
  unknown_group: { status: 422, isRetryable: false, sentence: 'There is no group {group}.' },
  role_exists: { status: 409, isRetryable: false, sentence: 'There is a role {role} already.' },
  role_built_in: {
    status: 409,
    isRetryable: false,
    sentence: 'The role {role} is built in: its limits can be changed, and nothing else.',
  },
  role_in_use: {
    status: 409,
    isRetryable: false,
    sentence: 'The role {role} is held by users or groups. Take it from them first.',
  },
  group_exists: { status: 409, isRetryable: false, sentence: 'There is a group {group} already.' },
  group_in_use: { status: 409, isRetryable: false, sentence: 'The group {group} has members. Take them out first.' },
  last_administrator: {
    status: 409,
    isRetryable: false,
    sentence: 'Without this user nobody could administer the installation any more.',
  },
  beyond_own_rights: {
    status: 403,
    isRetryable: false,
    sentence: 'Nobody gives others what they may not do themselves: {scope} is missing.',
  },
  own_rights: {
    status: 403,
    isRetryable: false,
    sentence: 'Nobody changes their own roles or groups, or disables themselves. Somebody else has to.',
  },
  setup_done: {
    status: 409,
    isRetryable: false,
    sentence: 'There are users already. The first administrator invites the others.',
  },
  setup_token_wrong: {
    status: 403,
    isRetryable: false,
    sentence:
      'The set-up token is wrong. It is printed when the server starts; `npx laurel user setup` makes a new one.',
  },
  own_account: {
    status: 403,
    isRetryable: false,
    sentence: 'The customer {customer} is the account of whoever asks. Somebody else has to do it.',
  },
  over_limit: {
    status: 403,
    isRetryable: false,
    sentence:
      '{amount} of {what} are more than this user or key may give by hand: the limit is {limit} for each {per}, {left} are left.',
  },
  approval_not_found: { status: 404, isRetryable: false, sentence: 'There is no request {approval}.' },
  approval_closed: { status: 409, isRetryable: false, sentence: 'The request {approval} is {status} already.' },
  approval_expired: {
    status: 409,
    isRetryable: false,
    sentence: 'The request {approval} ended at {expires_at}. It has to be asked for again.',
  },
  own_request: {
    status: 403,
    isRetryable: false,
    sentence: 'Nobody decides their own request {approval}. Somebody else has to.',
  },
  approver_over_limit: {
    status: 403,
    isRetryable: false,
    sentence: "{amount} of {what} are above the approver's own limit of {limit} for each action.",
  },
} as const;
