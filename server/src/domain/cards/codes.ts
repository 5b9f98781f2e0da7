// Codes of stored value cards. Part of the table in codes.ts, which says what they are.

export const CARD_CODES = {
  card_not_found: { status: 404, isRetryable: false, sentence: 'The customer has no card {card}.' },
  unknown_card_type: { status: 422, isRetryable: false, sentence: 'The programme has no card type {type}.' },
  unknown_card_design: { status: 422, isRetryable: false, sentence: 'The card type {type} has no design {design}.' },
  card_type_ended: { status: 422, isRetryable: false, sentence: 'Cards of the type {type} have expired.' },
  card_number_invalid: {
    status: 422,
    isRetryable: false,
    sentence: 'The number is none of this card type: {problem}.',
  },
  card_number_taken: {
    status: 409,
    isRetryable: false,
    sentence: 'A card with this number is registered already. Remove it from the account that has it first.',
  },
  card_limit_reached: { status: 422, isRetryable: false, sentence: 'A customer holds at most {limit} cards.' },
  card_balance_known: {
    status: 422,
    isRetryable: false,
    sentence: 'The card left its last account with {balance} on it. Register it with this balance, or with none.',
  },
  card_state: {
    status: 409,
    isRetryable: false,
    sentence: 'The card {card} is {status}, so {action} is not possible. What is: {allowed}.',
  },
  card_type_forbids: {
    status: 422,
    isRetryable: false,
    sentence: 'Cards of the type {type} do not allow {action}.',
  },
  insufficient_card_balance: {
    status: 422,
    isRetryable: false,
    sentence: 'There is {balance} on the card {card}, {amount} cannot be taken off.',
  },
  card_balance_too_high: {
    status: 422,
    isRetryable: false,
    sentence: 'The card would have {balance} on it, more than the {max_balance} that its type allows.',
  },
  card_empty: { status: 422, isRetryable: false, sentence: 'There is nothing on the card {card} to transfer.' },
  same_card: { status: 422, isRetryable: false, sentence: 'A transfer needs two different cards.' },
  card_not_registered: {
    status: 409,
    isRetryable: false,
    sentence: 'The card {card} is {status}; money is transferred to registered cards only.',
  },
  card_currency: {
    status: 422,
    isRetryable: false,
    sentence: 'One card is in {from}, the other in {to}. Money is transferred within one currency.',
  },
  card_processors_differ: {
    status: 422,
    isRetryable: false,
    sentence: 'The two cards are kept by different processors, so money cannot go from one to the other.',
  },
  card_processor_required: {
    status: 503,
    isRetryable: true,
    sentence: 'The card processor {processor} has to agree first.',
  },
  card_processor_unavailable: {
    status: 503,
    isRetryable: true,
    sentence: 'The card processor {processor} gave no answer. Nothing was changed; try again with the same key.',
  },
  card_declined: { status: 422, isRetryable: false, sentence: 'The card processor {processor} declined: {reason}.' },
} as const;
