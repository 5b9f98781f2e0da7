// Codes of promo codes. Part of the table in codes.ts, which says what they are.

export const PROMO_CODES = {
  promo_code_unknown: { status: 404, isRetryable: false, sentence: 'This is no promo code that can be claimed.' },
  promo_code_used: { status: 409, isRetryable: false, sentence: 'This promo code has been used.' },
  promo_code_claimed: {
    status: 409,
    isRetryable: false,
    sentence: 'The customer has claimed this promo code already.',
  },
  promo_code_cancelled: { status: 409, isRetryable: false, sentence: 'This promo code was cancelled.' },
  promo_code_not_yet_valid: { status: 422, isRetryable: false, sentence: 'This promo code cannot be claimed yet.' },
  promo_code_expired: { status: 422, isRetryable: false, sentence: 'This promo code cannot be claimed any more.' },
  promo_list_limit_reached: {
    status: 422,
    isRetryable: false,
    sentence: 'The customer has claimed as many promo codes of this list as one may.',
  },
  promo_limit_reached: {
    status: 422,
    isRetryable: false,
    sentence: 'The customer has claimed as many promo codes as one may in this time.',
  },
  promo_cap_reached: {
    status: 422,
    isRetryable: false,
    sentence: 'This promo code has been claimed as often as it may be.',
  },
  promo_not_given: {
    status: 422,
    isRetryable: false,
    sentence: 'What this promo code gives cannot be given to this customer now. It was not used up.',
  },
  promo_locked_out: {
    status: 422,
    isRetryable: false,
    sentence:
      'After too many wrong promo codes the customer can claim none until {until}, or until an agent resets it.',
  },
  promo_not_locked_out: {
    status: 409,
    isRetryable: false,
    sentence: 'The customer is not locked out, and has no bad tries to forget.',
  },
  unknown_promo_list: { status: 404, isRetryable: false, sentence: 'The programme has no promo list {list}.' },
  promo_list_kind: {
    status: 422,
    isRetryable: false,
    sentence: 'The promo list {list} is of the kind {kind}, which cannot do this.',
  },
  promo_list_empty: { status: 422, isRetryable: false, sentence: 'The promo list {list} has no free code left.' },
  promo_code_state: {
    status: 409,
    isRetryable: false,
    sentence: 'This promo code is {status}, in which it cannot be changed like this.',
  },
  promo_generation_state: {
    status: 409,
    isRetryable: false,
    sentence: 'The generation {generation} is {status}, so there is nothing to cancel.',
  },
} as const;
