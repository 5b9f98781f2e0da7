// What the types of offers are called, and which fields of a definition each of them has a use for.
export type OfferType = {
  readonly value: string;
  readonly label: string;
  /** What `amount` is; null where it means nothing. */
  readonly amount: 'percent' | 'money' | 'price' | 'points' | null;
  readonly takesOff: 'basket' | 'items' | 'rounds' | 'nothing';
};

export const OFFER_TYPES: readonly OfferType[] = [
  { value: 'percent_check_discount', label: 'Per cent off the basket', amount: 'percent', takesOff: 'basket' },
  { value: 'fixed_amount_check_discount', label: 'Amount off the basket', amount: 'money', takesOff: 'basket' },
  { value: 'percent_item_discount', label: 'Per cent off items', amount: 'percent', takesOff: 'items' },
  { value: 'fixed_amount_item_discount', label: 'Amount off items', amount: 'money', takesOff: 'items' },
  { value: 'set_price_coupon', label: 'Items at a set price', amount: 'price', takesOff: 'items' },
  {
    value: 'buy_x_get_y_percent',
    label: 'Buy some, get others at per cent off',
    amount: 'percent',
    takesOff: 'rounds',
  },
  { value: 'buy_x_get_y_fixed', label: 'Buy some, get others at an amount off', amount: 'money', takesOff: 'rounds' },
  { value: 'buy_x_get_y_set_price', label: 'Buy some, get others at a set price', amount: 'price', takesOff: 'rounds' },
  { value: 'points', label: 'Points when redeemed', amount: 'points', takesOff: 'nothing' },
  { value: 'manual_fulfillment', label: 'Fulfilled by hand', amount: null, takesOff: 'nothing' },
];

const byValue = new Map(OFFER_TYPES.map((type) => [type.value, type]));

export const typeOf = (value: string): OfferType | undefined => byValue.get(value);
export const typeLabel = (value: string): string => byValue.get(value)?.label ?? value;
