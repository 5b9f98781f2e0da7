// What is refused of offers, reward stores and orders; joined to all codes in domain/codes.ts.

export const OFFER_CODES = {
  unknown_offer: { status: 422, isRetryable: false, sentence: 'The programme has no offer {offer}.' },
  offer_not_live: { status: 422, isRetryable: false, sentence: 'The offer {offer} is not available now.' },
  offer_out_of_stock: { status: 422, isRetryable: false, sentence: 'Nothing is left of the offer {offer}.' },
  user_offer_not_found: {
    status: 404,
    isRetryable: false,
    sentence: 'The customer has no offer {user_offer}.',
  },
  user_offer_state: {
    status: 409,
    isRetryable: false,
    sentence: 'The offer {user_offer} is {status}, so it cannot be {step}.',
  },
  user_offer_expired: {
    status: 409,
    isRetryable: false,
    sentence: 'The offer {user_offer} expired at {expires_at}. An agent can change its redemption dates.',
  },
  user_offer_locked: {
    status: 409,
    isRetryable: false,
    sentence: 'The offer {user_offer} is locked for the transaction {transaction}. Unlock it first.',
  },
  offer_not_redeemable_yet: {
    status: 422,
    isRetryable: false,
    sentence: 'The offer {user_offer} can be redeemed from {starts_at} on.',
  },
  offer_gave_points: {
    status: 409,
    isRetryable: false,
    sentence: 'Redeeming {user_offer} deposited points, so it cannot be reinstated. Reverse the deposit instead.',
  },
  redemption_dates_invalid: {
    status: 422,
    isRetryable: false,
    sentence: 'The redemption dates must end in the future, and after they begin.',
  },
  lookup_code_invalid: {
    status: 404,
    isRetryable: false,
    sentence: 'The code is unknown, used or expired. Let the customer show a new one.',
  },
  offer_not_applicable: {
    status: 422,
    isRetryable: false,
    sentence: 'The offer {user_offer} takes nothing off this basket: it does not meet {why}.',
  },
  offer_not_for_customer: {
    status: 422,
    isRetryable: false,
    sentence: 'The offer {offer} is for an audience that the customer is not in.',
  },
  offer_excluded: {
    status: 422,
    isRetryable: false,
    sentence: 'The customer is excluded from the offer {offer} until an agent lifts the exclusion.',
  },
  unknown_store: { status: 404, isRetryable: false, sentence: 'The programme has no reward store {store}.' },
  unknown_store_item: { status: 404, isRetryable: false, sentence: 'The reward store {store} has no item {item}.' },
  store_closed: { status: 422, isRetryable: false, sentence: 'The reward store {store} is not open now.' },
  store_not_for_customer: {
    status: 422,
    isRetryable: false,
    sentence: 'The reward store {store}, or this item of it, is for an audience or levels that the customer is not in.',
  },
  store_item_not_live: {
    status: 422,
    isRetryable: false,
    sentence: 'The item {item} of the reward store {store} is not available now.',
  },
  store_limit_reached: {
    status: 422,
    isRetryable: false,
    sentence: 'This customer has bought the item {item} of the reward store {store} as often as it may be bought.',
  },
  store_out_of_stock: {
    status: 422,
    isRetryable: false,
    sentence: 'Of the item {item} of the reward store {store} there is not enough left.',
  },
  order_not_found: { status: 404, isRetryable: false, sentence: 'The customer has no order {order}.' },
  order_state: {
    status: 409,
    isRetryable: false,
    sentence: 'The order {order} is {state}, so it cannot be changed like this.',
  },
  order_not_delivered: {
    status: 409,
    isRetryable: false,
    sentence: 'The order {order} is for something that is not sent; it is in the wallet.',
  },
  not_excluded: {
    status: 409,
    isRetryable: false,
    sentence: 'The customer is not excluded from the offer {offer}.',
  },
  offer_limit_reached: {
    status: 422,
    isRetryable: false,
    sentence: 'This customer has had the offer {offer} as often as it may be given.',
  },
} as const;
