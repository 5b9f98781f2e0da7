// Codes of purchases and returns. Part of the table in codes.ts, which says what they are.

export const PURCHASE_CODES = {
  item_not_found: { status: 404, isRetryable: false, sentence: 'The catalogue has no item {item}.' },
  transaction_not_found: {
    status: 404,
    isRetryable: false,
    sentence: 'The customer has no transaction {transaction}.',
  },
  transaction_line_not_found: {
    status: 422,
    isRetryable: false,
    sentence: 'Transaction {transaction} has no line {line}.',
  },
  transaction_returned: {
    status: 409,
    isRetryable: false,
    sentence: 'Transaction {transaction} is {status}: nothing is left of it to return.',
  },
  return_exceeds_purchase: {
    status: 409,
    isRetryable: false,
    sentence: 'Of line {line} of transaction {transaction} only {left} are left to return, {quantity} were sent.',
  },
  transaction_conflict: {
    status: 409,
    isRetryable: false,
    sentence:
      'Transaction {transaction} was booked before with less than this on line {line}. A booked transaction can only lose lines; send what is added as a transaction of its own.',
  },
} as const;
